"""Checking: the volume and its submissions become findings,
with what the author should hear. Pure functions.
"""
