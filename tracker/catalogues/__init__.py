"""Catalogues of translated words: collected from what is marked, compiled where they are read; no gettext is needed."""
