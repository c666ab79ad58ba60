"""The project's own supervisor: database, broker, worker, beat and web, started in order and stopped in reverse."""
