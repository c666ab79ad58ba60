"""What shows it: files and links, and what a file must be to be accepted."""
