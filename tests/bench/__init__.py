"""`make bench`: each act's time against its bound, measured in one run on a filled database. See docs/measuring.md."""
