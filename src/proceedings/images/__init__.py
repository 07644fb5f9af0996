"""Images: pictures in files of their own, and what a PDF needs of them."""
