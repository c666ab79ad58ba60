"""The wiring: settings, addresses, Celery, the embedded services; no domain code."""
