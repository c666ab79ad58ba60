"""Seals are added by maintenance and never changed; the program shows them and cannot make one."""

from commitments.history.database_objects import only_added_to

only_added_to("commitments_seal", by_the_program=False)
only_added_to("commitments_sealedpart", by_the_program=False)
