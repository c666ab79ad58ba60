"""Mails on their way: written when they go, handed to the server one by one, and what became of each kept."""
