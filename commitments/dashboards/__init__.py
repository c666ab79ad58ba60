"""It is seen: pages that add up."""
