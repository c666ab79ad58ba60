"""Documents free of any format, and one writer for each format: Word and PDF."""
