"""Who may do what: people, designations, roles, and the actor every verb takes."""
