"""What the secretariat does with a reply: notes on the information, questions to its State, closing by two persons."""
