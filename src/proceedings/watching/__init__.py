"""Watching: the volume is built again as files change, and shown in a browser on this machine."""
