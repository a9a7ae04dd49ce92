"""The one reader of PDFs, ours and others'."""
