"""Fonts: programs, encodings and widths as ISO 32000-1,
9 has them, and the open fonts that ship with us.
"""
