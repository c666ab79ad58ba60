"""Every capability's Celery tasks are imported here, where Celery looks for them."""

import commitments.history.tasks  # noqa: F401
