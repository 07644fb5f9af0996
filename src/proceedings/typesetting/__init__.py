"""Typesetting: the plan and the layout become PDFs of our own pages (Jinja2, HTML, WeasyPrint)."""
