"""What they joined: the treaties a text names and the dated acts of their participants."""
