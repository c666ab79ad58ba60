"""Whatever changes here is seen by every page at its next request."""

from commitments.history.versions import all_reference

all_reference("treaties")
