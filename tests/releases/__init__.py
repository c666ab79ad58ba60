"""A small database of every release, kept as its own backup: the present program must go on with each of them."""
