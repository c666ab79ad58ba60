"""The variables that are read are the ones that .env.example explains."""

import re

import pytest
from django.core.exceptions import ImproperlyConfigured

from tracker.env import DEFAULTS, ROOT, Environment, database, email, site_url


def test_the_example_explains_exactly_the_variables_that_are_read():
    lines = (ROOT / ".env.example").read_text().splitlines()

    explained = [match.group(1) for line in lines if (match := re.match(r"([A-Z_]+)=", line))]

    assert sorted(explained) == sorted(DEFAULTS)


def test_nothing_else_reads_the_environment():
    reads = re.compile(r"os\.environ(?!\.setdefault\(\"DJANGO_SETTINGS_MODULE\"|,)|os\.getenv")
    offenders = [
        str(file.relative_to(ROOT))
        for folder in ("tracker", "commitments")
        for file in (ROOT / folder).rglob("*.py")
        if reads.search(file.read_text()) and file.name not in {"env.py", "services.py"}
    ]

    assert offenders == []


def test_an_undeclared_variable_is_a_mistake():
    with pytest.raises(KeyError):
        Environment({}).text("UNKNOWN")


@pytest.mark.parametrize(("said", "read"), [("yes", True), ("1", True), ("no", False), ("off", False), ("", False)])
def test_a_flag_is_yes_or_no(said, read):
    assert Environment({"DEBUG": said}).flag("DEBUG") is read


def test_a_flag_that_is_neither_is_refused():
    with pytest.raises(ImproperlyConfigured, match="DEBUG must be yes or no"):
        Environment({"DEBUG": "perhaps"}).flag("DEBUG")


def test_a_number_that_is_none_is_refused():
    with pytest.raises(ImproperlyConfigured, match="PORT must be a whole number"):
        Environment({"PORT": "eighty"}).number("PORT")


def test_an_unknown_deployment_is_refused():
    with pytest.raises(ImproperlyConfigured, match="DEPLOYMENT must be one of"):
        Environment({"DEPLOYMENT": "prod"}).deployment()


def test_a_database_address_is_taken_apart():
    found = database("postgresql://app:p%40ss@db.example.org:5433/commitments?sslmode=require")

    assert (found["USER"], found["PASSWORD"], found["HOST"], found["PORT"]) == ("app", "p@ss", "db.example.org", "5433")
    assert (found["NAME"], found["OPTIONS"]) == ("commitments", {"sslmode": "require"})


def test_a_database_address_may_name_a_socket():
    assert database("postgresql://app@/commitments?host=%2Frun%2Fpg")["HOST"] == "/run/pg"


@pytest.mark.parametrize("address", ["sqlite:///x.db", "postgresql://host", "nonsense"])
def test_another_database_address_is_refused(address):
    with pytest.raises(ImproperlyConfigured, match="DATABASE_URL must read postgresql"):
        database(address)


def test_mail_goes_where_the_address_says():
    found = email("smtps://me:secret@mail.example.org")

    assert (found["EMAIL_HOST"], found["EMAIL_PORT"], found["EMAIL_USE_SSL"]) == ("mail.example.org", 465, True)


def test_mail_can_be_put_into_a_folder():
    assert email("files:/srv/a folder/mails")["EMAIL_FILE_PATH"] == "/srv/a folder/mails"


@pytest.mark.parametrize(
    ("hosts", "behind_tls", "leads_to"),
    [
        (["tracker.example.org", "localhost"], True, "https://tracker.example.org"),
        ([".example.org"], True, "https://example.org"),
        (["*"], False, "http://localhost:8000"),
        ([], False, "http://localhost:8000"),
    ],
)
def test_links_in_mails_lead_to_the_first_name_of_the_site(hosts, behind_tls, leads_to):
    assert site_url(hosts, port=8000, behind_tls=behind_tls) == leads_to


def test_another_mail_address_is_refused():
    with pytest.raises(ImproperlyConfigured, match="EMAIL_URL"):
        email("pigeon://roof")
