"""`make faults`: what breaks, broken on purpose, and counted: nothing acknowledged is lost, nothing is there twice."""
