"""Workbooks taken along and brought back."""
