"""Long work outside the request: a row that tells the truth, progress, cancel, a file at the end."""
