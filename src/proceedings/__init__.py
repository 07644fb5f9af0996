"""Turns an agenda, speaker bios and submitted papers and slides into one archival PDF volume."""

__version__ = "0.1.0"
