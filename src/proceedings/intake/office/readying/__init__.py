"""Readying: what is changed in a copy of an office document before LibreOffice converts it,
and why nothing else is.
"""
