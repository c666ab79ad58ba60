"""A new version deployed while people type: the new web takes the door before the old one ends, nobody is turned away."""

from tests.breaking import scene
from tests.breaking.ground import Ground
from tests.breaking.ledger import Ledger
from tests.breaking.people import OK, FocalPoint
from tests.breaking.typing import let_save, typing

PEOPLE = 4
NAME = "SITE_NAME"


def run(ground: Ground, times: int) -> Ledger:
    """So many versions, one after the other; each form that is open when it comes is saved under the next."""
    ledger, codes = Ledger(), scene.others(PEOPLE + 1)
    *people, slow = scene.desks(ground, scene.cycle(*codes), ledger, *codes)
    ground.start_web(**{NAME: "version 0"})
    with typing(people):
        for number in range(1, times + 1):
            opened(slow, ledger, f"version {number - 1}")
            let_save(ledger, PEOPLE)
            ground.replace_web(**{NAME: f"version {number}"})
            slow.save("D1", scene.words(slow.code, "D1"))
            opened(slow, ledger, f"version {number}")
    if ledger.reasons:
        ledger.went_wrong(f"somebody had no answer and had to send again: {dict(ledger.reasons)}")
    ledger.notes.append(f"{times} versions deployed; a form opened under the one is saved under the next")
    return ledger


def opened(person: FocalPoint, ledger: Ledger, version: str) -> None:
    """The page of an answer opened, by this version."""
    page = person.browser.send("GET", f"{person.desk}{person.text}/D1/")
    if page.status != OK or version.encode() not in page.body:
        ledger.went_wrong(f"the page is not of {version}: {page.status}")
