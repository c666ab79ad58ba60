"""Answers taken along in a workbook and brought back: written, read in a cage, compared, taken over."""
