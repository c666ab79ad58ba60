"""Contributions: single paragraphs of a reply are given to ministries, and come back."""
