"""Surveying: what a document is made of, and what its pages show. Nothing here changes it."""
