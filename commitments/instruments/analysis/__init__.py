"""The analysis of a text that a person made: a YAML file checked against the text it is about."""
