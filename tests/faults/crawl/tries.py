"""One request after the other, made of routes and nonsense: the same seed and number give the same request."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from random import Random
from urllib.parse import quote, urlencode, urlsplit

from django.test.client import MULTIPART_CONTENT

from tests.faults.crawl.targets import Ground, Target, route_of
from tests.faults.harvest import PARAMETERS
from tests.faults.hostile_files import ODD_NAMES, REFUSED
from tests.faults.nonsense import BODIES, HEADERS, RAW_QUERIES, UPLOADS, WORDS
from tests.faults.sending import FORM
from tests.files.samples import CSV, DOCX, ODS, PDF, PNG, XLSX
from tests.permissions.scene import PEOPLE

METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "NONSENSE")
GOOD_FILES = {"a.pdf": PDF, "a.docx": DOCX, "a.xlsx": XLSX, "a.ods": ODS, "a.png": PNG, "a.csv": CSV}
SENSE = ("1", "Words", "2024-02-29", "en", "x" * 300)
LONGEST_IN_ADDRESS, TOKEN, BOUNDARY = 4000, "csrfmiddlewaretoken", "boundary-of-the-crawler"
BENT = (
    "\x00",
    "%00",
    "\ufffd",
    "\u202e",
    "-1",
    "9" * 40,
    "x" * 3000,
    "..",
    "é",
    "THA",
    "D17",
    "0" * 8 + "-0000" * 3 + "-" + "0" * 12,
)


@dataclass
class Try:
    """A request as it goes out."""

    number: int
    who: str
    method: str
    address: str
    body: bytes = b""
    kind: str = FORM
    headers: dict[str, str] = field(default_factory=dict)

    @property
    def route(self) -> str:
        return route_of(self.address)

    def __str__(self) -> str:
        return f"{self.number}: {self.who} {self.method} {self.address[:300]!r} {self.kind} {self.headers} {self.body[:400]!r}"


def tries(ground: Ground, *, seed: int, numbers: range) -> Iterator[Try]:
    """Round after round, in each every target once, every time in another order and another way."""
    for number in numbers:
        turn, place = divmod(number, len(ground.targets))
        order = list(range(len(ground.targets)))
        Random(f"{seed} round {turn}").shuffle(order)
        yield one(number, ground, ground.targets[order[place]], Random(f"{seed} try {number}"))


def one(number: int, ground: Ground, target: Target, dice: Random) -> Try:
    """One try of this target: filled in as it is meant, or in one of many ways that it is not."""
    who = dice.choice(target.insiders if dice.random() < 0.7 else PEOPLE)
    made = Try(number, who, target.method, target.address)
    if target.form:
        way = dice.choices((_filled_in, _with_files, _wrong_body), (7, 3, 1))[0]
    else:
        way = dice.choices((_asked, _raw_query, _bent, _other_method, _sent_on), (6, 1, 2, 2, 2))[0]
    way(made, target, ground, dice)
    if dice.random() < 0.3:
        made.headers |= dice.choice(HEADERS)
    return made


def _asked(made: Try, target: Target, ground: Ground, dice: Random) -> None:
    """Parameters that pages use there, and others."""
    path = urlsplit(made.address).path
    known = sorted(ground.parameters.get(path, set()))
    names = [dice.choice(known if known and dice.random() < 0.6 else PARAMETERS) for _ in range(dice.randrange(6))]
    pairs = [(name, _word(dice)[:LONGEST_IN_ADDRESS]) for name in names]
    if pairs:
        made.address = f"{made.address}{'&' if '?' in made.address else '?'}{urlencode(pairs)}"


def _raw_query(made: Try, target: Target, ground: Ground, dice: Random) -> None:
    """What no browser writes after the question mark."""
    made.address = urlsplit(made.address).path
    made.headers = {"QUERY_STRING": dice.choice(RAW_QUERIES).decode("latin-1")}


def _bent(made: Try, target: Target, ground: Ground, dice: Random) -> None:
    """One part of the address is another."""
    parts = urlsplit(made.address).path.strip("/").split("/")
    parts[dice.randrange(len(parts))] = dice.choice(BENT)
    made.address = quote("/" + "/".join(parts) + "/" * made.address.endswith("/"))


def _other_method(made: Try, target: Target, ground: Ground, dice: Random) -> None:
    """As the route is not meant to be asked; a resumable upload with headers of its own."""
    made.method, made.body = dice.choice(METHODS), b"a=b"
    if "upload" in target.route:
        made.kind, made.headers = "application/offset+octet-stream", dict(dice.choice(UPLOADS))
        made.method = dice.choice(("POST", "PATCH", "HEAD", "DELETE", "PATCH"))
        made.body = dice.choice((b"", b"12345", b"%PDF-1.7\nx", b"x" * 5000))


def _sent_on(made: Try, target: Target, ground: Ground, dice: Random) -> None:
    """A body, where a form may go and where none does."""
    made.method = dice.choice(("POST", "POST", "PUT"))
    if dice.random() < 0.5:
        made.kind, made.body = dice.choice(BODIES)
    else:
        pairs = [(dice.choice(PARAMETERS), _word(dice)) for _ in range(dice.randrange(5))]
        made.body = urlencode(pairs).encode()


def _wrong_body(made: Try, target: Target, ground: Ground, dice: Random) -> None:
    """A form of another type than it says, or cut in half."""
    made.kind, made.body = dice.choice(BODIES)


def _filled_in(made: Try, target: Target, ground: Ground, dice: Random) -> None:
    """Every field, mostly with what the page knows."""
    made.body = urlencode(_pairs(target, dice)).encode()


def _with_files(made: Try, target: Target, ground: Ground, dice: Random) -> None:
    """In parts, with files where the form takes them and at times where it takes none."""
    assert target.form
    wanted = sorted(target.form.files) or ["documents"]
    lines = [_part(f'form-data; name="{name}"', value.encode()) for name, value in _pairs(target, dice)]
    for _ in range(dice.randrange(4)):
        name, content = _file(dice)
        field_name = dice.choice(wanted)
        lines.append(_part(f'form-data; name="{field_name}"; filename="{name}"', content))
    made.kind = MULTIPART_CONTENT.partition("boundary=")[0] + f"boundary={BOUNDARY}"
    made.body = b"".join(lines) + f"--{BOUNDARY}--\r\n".encode()
    if dice.random() < 0.1:
        made.body = made.body[: dice.randrange(1, len(made.body))]


def _part(said: str, content: bytes) -> bytes:
    return f"--{BOUNDARY}\r\nContent-Disposition: {said}\r\n\r\n".encode() + content + b"\r\n"


def _file(dice: Random) -> tuple[str, bytes]:
    """Hostile in its content, in its name, or in nothing."""
    if dice.random() < 0.5:
        return REFUSED[dice.choice(sorted(REFUSED))]
    name = dice.choice(sorted(GOOD_FILES))
    return (dice.choice(ODD_NAMES) if dice.random() < 0.5 else name), GOOD_FILES[name]


def _pairs(target: Target, dice: Random) -> list[tuple[str, str]]:
    """What the form is sent with; the whole of it nonsense at times, and at times the whole of it sense."""
    assert target.form
    foolish = dice.choice((0.0, 0.2, 0.4, 1.0))
    return [
        (name, _word(dice) if dice.random() < foolish else dice.choice(known or SENSE))
        for name, known in target.form.fields.items()
        if name != TOKEN
        for _ in range(dice.choices((0, 1, 2), (1, 12, 1))[0])
    ]


def _word(dice: Random) -> str:
    """A word of the corpus, at times several, at times characters at random."""
    if dice.random() < 0.8:
        return dice.choice(WORDS)
    if dice.random() < 0.5:
        return " ".join(dice.choice(WORDS) for _ in range(2))
    return "".join(chr(_code(dice)) for _ in range(dice.randrange(40)))


def _code(dice: Random) -> int:
    code = dice.choice((dice.randrange(0x80), dice.randrange(0x3000), dice.randrange(0x110000)))
    return code if not 0xD800 <= code <= 0xDFFF else 0xFFFD
