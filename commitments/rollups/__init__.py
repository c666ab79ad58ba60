"""It adds up: the measures and the counts."""
