"""Previews made anew: what a file shows, drawn or spelt by another process that is given little and may do little."""
