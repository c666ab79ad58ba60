"""A State prints its own reply: the national report, as a document."""
