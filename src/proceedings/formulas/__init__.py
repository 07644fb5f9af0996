"""Formulas: found in a text, read as MathML, drawn as vectors, written in a line of Unicode."""
