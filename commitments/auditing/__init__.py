"""What was done, by whom and when: the story of a record, what left the site, and whether the seals hold."""
