"""Checking: the volume and its sheets become findings,
with what the author should hear. Pure functions.
"""
