"""Files without domain: what they are by content, where they are kept, how they arrive and leave."""
