"""How dates and numbers are written, language by language, where the United Nations differs from Django."""
