"""The web face of the pages that add up."""
