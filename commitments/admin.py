"""The accounts pages are registered here, where Django looks for them."""

import commitments.access.admin  # noqa: F401
