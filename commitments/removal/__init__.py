"""Lawful removal: personal data leaves record and history by the word of two persons; that it did stays."""
