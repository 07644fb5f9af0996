"""Corresponding: who owes what, and the letters that say so. Nothing is ever sent."""
