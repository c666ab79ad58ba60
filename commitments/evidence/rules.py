"""What evidence must be to be accepted: files by size and content, links by their form, papers by their name."""

from dataclasses import asdict, dataclass, fields
from datetime import date
from typing import Any
from urllib.parse import SplitResult, urlsplit

from django.utils.translation import gettext as _

from commitments.evidence.kinds import EvidenceKind, Label
from commitments.files.kinds import EXTENSIONS
from commitments.files.naming import extension_of, safe_name
from commitments.implementation.content import EAST_OF_US, FIRST_DAY
from commitments.web.outgoing import is_public

FILE_LIMIT = 50 * 1024 * 1024
MOST_FILES = 20
ALL_FILES_LIMIT = 200 * 1024 * 1024
LONGEST_LINK = 2000
SCHEMES = ("http", "https")
FIRST_COPY = date(1990, 1, 1)
LOCAL = ("localhost", "local", "internal", "lan", "home", "corp", "intranet")


@dataclass(frozen=True, kw_only=True)
class EvidenceContent:
    """What a respondent says of one piece of evidence, the file aside."""

    kind: str = EvidenceKind.OTHER
    title: str = ""
    language: str = "en"
    dated_on: date | None = None
    url: str = ""
    archived_url: str = ""
    archived_on: date | None = None
    supplied_to: str = ""
    supplied_document: str = ""
    label: str = Label.UNCLASSIFIED

    def as_fields(self) -> dict[str, Any]:
        """The values by the names of the table's columns."""
        return asdict(self)


EVIDENCE_FIELDS: tuple[str, ...] = tuple(field.name for field in fields(EvidenceContent))


def broken_rules(content: EvidenceContent, *, has_file: bool, today: date) -> dict[str, str]:
    """The rules the content breaks, by field: empty when it may be written."""
    broken: dict[str, str] = {}
    if not content.title.strip():
        broken["title"] = _("Give it a title.")
    if content.dated_on is not None and not FIRST_DAY <= content.dated_on <= today + EAST_OF_US:
        broken["dated_on"] = _("The date of a document lies neither in the future nor before 1800.")
    if content.url and (fault := fault_of_link(content.url)):
        broken["url"] = fault
    broken |= _archived(content, today=today)
    return broken | _what_it_is(content, has_file=has_file) | _supplied(content) | _label(content)


def _label(content: EvidenceContent) -> dict[str, str]:
    """What is strictly confidential is refused, before a byte of it is kept."""
    if content.label in Label.values:
        return {}
    words = _(
        "Nothing was kept. What is strictly confidential has no place on this site: whoever discloses it may do grave "
        "harm, and it may not lie on a system that is reached from everywhere. Hand it over by the channels of "
        "ST/SGB/2007/6, through your Permanent Mission, and describe in your answer what anybody may know of it."
    )
    return {"label": words}


def _archived(content: EvidenceContent, *, today: date) -> dict[str, str]:
    """What is wrong with the archived copy that is named."""
    if not content.archived_url:
        return {"archived_url": _("Give the address of the archived copy.")} if content.archived_on else {}
    if not content.url:
        return {"archived_url": _("An archived copy is one of a link: give the link as well.")}
    if fault := fault_of_link(content.archived_url):
        return {"archived_url": fault}
    if content.archived_on is not None and not FIRST_COPY <= content.archived_on <= today + EAST_OF_US:
        return {"archived_on": _("The date of a copy lies neither in the future nor before there was a web.")}
    return {}


def fault_of_link(link: str) -> str:
    """What is wrong with a link, as a sentence; nothing when it may be kept."""
    if len(link) > LONGEST_LINK:
        return _("The link is longer than %(number)s characters.") % {"number": LONGEST_LINK}
    if any(ord(char) <= ord(" ") or ord(char) == 0x7F for char in link) or "\\" in link:  # noqa: PLR2004 (delete)
        return _("A link holds no spaces, backslashes or control characters.")
    try:
        parts = urlsplit(link)
        host, _port = parts.hostname or "", parts.port
    except ValueError:
        return _("This is not a web address.")
    return _fault_of_parts(parts, host)


def fault_of_name(name: str) -> str:
    """What is wrong with a file by its name alone: said before its bytes are sent over a slow line."""
    extension = extension_of(safe_name(name))
    if extension and f".{extension}" not in EXTENSIONS:
        accepted = ", ".join(each.lstrip(".") for each in EXTENSIONS)
        return _("Files ending in “.%(extension)s” are not accepted. Accepted: %(list)s.") % {
            "extension": extension,
            "list": accepted,
        }
    return ""


def _fault_of_parts(parts: SplitResult, host: str) -> str:
    if parts.scheme.lower() not in SCHEMES:
        return _("Only web addresses are accepted: they begin with https:// or http://.")
    if "@" in parts.netloc:
        return _("The link holds a user name or password. Please remove everything up to the @ sign.")
    if not host:
        return _("The name of the website is missing in this link.")
    if _is_inside(host):
        return _("This address can be opened inside your own network only. Please upload the file instead.")
    return ""


def _is_inside(host: str) -> bool:
    try:
        return not is_public(host)
    except ValueError:
        return "." not in host.rstrip(".") or host.rstrip(".").rpartition(".")[2].lower() in LOCAL


def _what_it_is(content: EvidenceContent, *, has_file: bool) -> dict[str, str]:
    supplied = content.kind == EvidenceKind.SUPPLIED
    if has_file and content.url:
        return {"url": _("Give a file or a link, not both: record them as two pieces of evidence.")}
    if not has_file and not content.url and not supplied:
        return {"url": _("Choose a file, or give a link.")}
    return {}


def _supplied(content: EvidenceContent) -> dict[str, str]:
    if content.kind != EvidenceKind.SUPPLIED:
        named = content.supplied_to or content.supplied_document
        return {"supplied_to": _("Choose the kind “already supplied”, or leave this empty.")} if named else {}
    broken = {}
    if not content.supplied_to.strip():
        broken["supplied_to"] = _("Name the body to which it was supplied.")
    if not content.supplied_document.strip():
        broken["supplied_document"] = _("Name the document: its title, number or questionnaire.")
    if content.dated_on is None:
        broken["dated_on"] = _("Give the date on which it was supplied.")
    return broken
