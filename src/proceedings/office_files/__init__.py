"""Office files: packages, markup, RTF and compound files, read within bounds, for everybody."""
