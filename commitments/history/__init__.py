"""What was written, by whom and when: tracked tables and the outbox."""
