"""`migrate` of the next version in a process that counts its steps and dies before the one it is told."""

import os
import sys

from tests.breaking.steps import STEPS, count_steps

MIGRATE = "migrate"


def main() -> None:
    """As manage.py would, with these arguments."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.breaking.next_version.settings"
    import django
    from django.core.management import call_command

    django.setup()
    count_steps()
    STEPS.begin(MIGRATE)
    call_command("migrate", *sys.argv[1:], database="owner", interactive=False, verbosity=0, skip_checks=True)
    STEPS.end("SUCCESS")


if __name__ == "__main__":
    main()
