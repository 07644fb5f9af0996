"""Office: documents of word processors and presentation programs on their way to PDF."""
