"""It is found."""
