"""PDF: ISO 32000 for everybody: objects, contents, fonts; reads anything, writes exactly."""
