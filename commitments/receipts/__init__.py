"""A receipt of each reply received: what was sent, as digests, signed; and the page where anybody verifies one."""
