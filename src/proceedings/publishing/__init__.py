"""Publishing: the volume and what goes with it are put into build/."""
