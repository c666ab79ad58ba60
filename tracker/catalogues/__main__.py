"""The catalogues by hand: `collect` brings them up to the code, `compile` makes what Django reads of them."""

import sys
from collections.abc import Callable

from django.conf import settings

from tracker.catalogues.keeping import compile_stale, update


def main(arguments: list[str]) -> int:
    """Do what was asked; exit code 2 where it is neither."""
    verb = VERBS.get(arguments[0] if arguments else "")
    if verb is None:
        print(__doc__)
        return 2
    verb()
    return 0


def _collect() -> None:
    settings.configure()  # Django's reader of templates asks for settings, of which it needs none
    update()


VERBS: dict[str, Callable[[], object]] = {"collect": _collect, "compile": compile_stale}

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
