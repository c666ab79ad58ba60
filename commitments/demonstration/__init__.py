"""It is shown: a past and an open cycle of marked demonstration records."""
