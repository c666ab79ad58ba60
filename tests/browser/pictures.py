"""The pictures of the README, taken anew: `python -m tests.browser.pictures`.

They show the demonstration, its banner, and no State: the one whose desk is seen has no name here.
"""

import os
import socket
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from tests import conftest
from tests.browser.palette import with_palette
from tests.packages import chromium

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

FOLDER = Path(__file__).parents[2] / "docs" / "pictures"
WIDTH = 1280
NOBODY = "A Member State"
FOCAL_POINT, OFFICER = "focal-point.tha@example.org", "officer@example.org"
PICTURES = {
    "text": ("", "/texts/A-RES-60-177/", 1900),
    "desk": (FOCAL_POINT, "/desk/", 1280),
    "dashboard": (OFFICER, "/dashboard/", 1480),
}


def main() -> None:
    """A database of its own with the demonstration, a server, a browser, three files."""
    conftest.pytest_configure()
    name = conftest.OWN_DATABASE
    conftest.SERVICES.clone(name)
    try:
        prepare()
        take(name)
    finally:
        conftest._close_connections()
        conftest.SERVICES.drop(name)
        conftest.pytest_unconfigure()


def prepare() -> None:
    """The demonstration, with the name of the State taken from the desk."""
    from django.utils import timezone  # Django is set up only now

    from commitments.access.actor import program
    from commitments.access.models import User
    from commitments.demonstration.services import load_demonstration
    from commitments.respondents.models import Respondent

    load_demonstration(by=program("load_demonstration"), now=timezone.now(), told=lambda _words: None)
    Respondent.objects.filter(code="THA").update(short_name=NOBODY, formal_name=NOBODY)
    User.objects.filter(email=FOCAL_POINT).update(name="Focal point")


def take(name: str) -> None:
    from playwright.sync_api import sync_playwright

    log = Path(os.environ["VAR_DIR"]) / "pictures.log"
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    address = f"http://localhost:{port}"
    serve = ["gunicorn", "tracker.wsgi:application", "--threads=4", f"--bind=127.0.0.1:{port}"]
    web = conftest.Program(serve, conftest.program_environment(name, os.environ["MEDIA_ROOT"]), log)
    try:
        conftest._wait_for_web(web, address)
        found = chromium()
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=found, args=conftest.CHROMIUM_ARGUMENTS)
            FOLDER.mkdir(parents=True, exist_ok=True)
            for picture, (email, page, height) in PICTURES.items():
                shot(browser, address + page, FOLDER / f"{picture}.png", email=email, height=height)
    finally:
        web.stop()


def shot(browser: "Browser", address: str, file: Path, *, email: str, height: int) -> None:
    context = browser.new_context(base_url=address, viewport={"width": WIDTH, "height": height}, color_scheme="light")
    page = context.new_page()
    if email:
        page.goto("/accounts/login/")
        page.fill("[name=login]", email)
        page.fill("[name=password]", "demonstration")
        page.get_by_role("main").get_by_role("button", name="Sign in", exact=True).click()
        page.wait_for_load_state()
        if email == OFFICER:
            second_step(page)
    page.goto(address)
    assert page.get_by_text("Demonstration: invented records.").first.is_visible()
    file.write_bytes(with_palette(page.screenshot()))
    sys.stdout.write(f"{file.name}: {file.stat().st_size // 1000} kB\n")
    context.close()


def second_step(page: "Page") -> None:
    from commitments.demonstration.codes import current_code

    page.fill("[name=code]", current_code(OFFICER))
    page.get_by_role("main").get_by_role("button", name="Sign in", exact=True).click()
    page.wait_for_load_state()


if __name__ == "__main__":
    main()
