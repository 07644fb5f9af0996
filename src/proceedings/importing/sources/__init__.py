"""One file a format: what it is recognised by, and how it is read."""
