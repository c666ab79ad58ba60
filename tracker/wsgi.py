"""The web application for gunicorn; refuses to start when the set-up is unsafe."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tracker.settings")

application = get_wsgi_application()

from tracker.safety import refuse_unsafe_start  # noqa: E402 (needs the applications loaded)

refuse_unsafe_start()
