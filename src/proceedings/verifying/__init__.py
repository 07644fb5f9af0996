"""Verifying: the finished PDF is read by libraries that did not write it."""
