"""Reading: the files of a workspace become a Volume and diagnostics."""
