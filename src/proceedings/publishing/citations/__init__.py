"""How the volume and each contribution are cited: BibTeX, RIS, CSL-JSON, and a line to copy."""
