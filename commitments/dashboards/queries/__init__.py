"""Reads joined for each page: one module, one page."""
