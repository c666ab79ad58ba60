"""It is written: the follow-up report of a cycle."""
