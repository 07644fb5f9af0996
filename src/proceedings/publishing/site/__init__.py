"""A static site for delegates and search engines: it works from a file, without scripts."""
