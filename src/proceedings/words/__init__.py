"""Words: language for everybody:
our own words in the volume, spelling, sorting, guesses at a language.
"""
