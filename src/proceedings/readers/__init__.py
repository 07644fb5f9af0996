"""Readers: what pdfium and poppler show of a document, and whether two of them show the same."""
