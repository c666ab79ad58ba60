"""Pages and partials, pagination and language: the web without the domain."""
