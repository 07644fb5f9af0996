"""Offprints: each document as a PDF of its own, cut from the pages of the bound volume."""
