"""The next version of the program, as far as its tables: one migration more, additive, with a backfill."""
