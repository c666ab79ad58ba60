"""Sign-in by an organization's own OpenID Connect: whom it may sign in, what it is asked, whose account that is."""
