"""Arranging: the volume and its submissions become a Plan,
ordered parts with page counts and folios. Pure functions.
"""
