"""Writing what was read into the tables: rows that did not change are not written."""
