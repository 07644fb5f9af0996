"""Standards: PDF/A and PDF/UA as tables, and who judges."""
