"""Who is asked: States by regional group, observer States, organizations, the secretariat."""
