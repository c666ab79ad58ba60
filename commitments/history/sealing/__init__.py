"""Seals: each day's history under a signed hash over the seal before, so that nothing of it changes unseen."""
