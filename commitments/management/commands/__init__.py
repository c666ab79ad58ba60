"""Commands: each parses, calls one service, prints."""
