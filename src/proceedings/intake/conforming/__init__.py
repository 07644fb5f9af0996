"""Making each submission PDF/A:
the levels, the repairs, and what is done where repairs are not enough.
"""
