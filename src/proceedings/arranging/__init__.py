"""Arranging: the volume and its sheets become a Plan,
ordered parts with page counts and folios. Pure functions.
"""
