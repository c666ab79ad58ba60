"""Treaty acts are public facts; nothing of theirs is behind the wall."""

from commitments.access.wall import stands_open

stands_open("commitments_treatyact", "a public fact of the depositary's list")
stands_open("commitments_treatyactevent", "a public fact of the depositary's list")
