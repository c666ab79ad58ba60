"""What the verbs of contributions refuse, as sentences a person can read."""

from commitments.access.refusals import Refused, RefusedInField


class GivingRefused(RefusedInField):
    """A paragraph cannot be given like this."""


class LinkClosed(Refused):
    """Nothing can be sent by this link any more."""


class DecidedAlready(Refused):
    """Somebody decided already what becomes of the offered text."""


class NeedsAWord(Refused):
    """Who sent a text reads why it was declined."""
