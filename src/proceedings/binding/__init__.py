"""Binding: the plan and all PDFs become one PDF with heads,
folios, outline, links, labels, tags and metadata.
"""
