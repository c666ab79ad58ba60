"""The program's own migrations, and one more."""
