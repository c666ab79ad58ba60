"""For how long what is kept about persons is kept: one table, carried out by a job and printed for everybody."""
