"""Mails arrive whole and in their language, take links from BASE_URL alone, and fail without a trace of whom."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest
from flask import Flask

from tests.workspace.post import PostOffice, post_office, sent
from views import mail
from views.settings import SettingsError, read_settings

BASE = "https://readiness.example"
Make = Callable[..., Flask]


@pytest.fixture
def office() -> Iterator[PostOffice]:
    with post_office() as opened:
        yield opened


@pytest.fixture
def make(make_app: Callable[..., Flask]) -> Make:
    """The site with a post office."""
    return partial(make_app, BASE_URL=BASE, MAIL_FROM="Readiness <readiness@mehr.example>")


def send(app: Flask, to: str = "sara@mehr.example", language: str = "en", name: str = "Mehr") -> None:
    with app.test_request_context("/", headers={"Host": "evil.example"}):
        assert mail.send("invitation", to, language, "/en/invitation/abc", workspace=name)
    sent(app)


def test_a_mail_arrives_whole(make: Make, office: PostOffice) -> None:
    send(make(SMTP_URL=office.url))
    (arrived,) = office.mails
    assert arrived["To"] == "sara@mehr.example"
    assert arrived["From"] == "Readiness <readiness@mehr.example>"
    assert arrived["Subject"] == "You are invited to Mehr"
    text = arrived.get_content()
    assert f"\n{BASE}/en/invitation/abc\n" in text.replace("\r\n", "\n")
    assert "evil.example" not in text


def test_a_persian_mail_runs_from_right_to_left_and_its_link_does_not(make: Make, office: PostOffice) -> None:
    send(make(SMTP_URL=office.url), language="fa", name="مهر")
    lines = [line for line in office.mails[0].get_content().splitlines() if line]
    assert f"{BASE}/en/invitation/abc" in lines
    assert all(line.startswith(("\u200f", BASE)) for line in lines)
    assert "مهر" in office.mails[0]["Subject"]


@pytest.mark.parametrize("name", ["Mehr\r\nBcc: everyone@mehr.example", "Mehr | http://evil.example | {link}"])
def test_a_name_adds_neither_header_nor_paragraph(make: Make, office: PostOffice, name: str) -> None:
    send(make(SMTP_URL=office.url), name=name)
    (arrived,) = office.mails
    assert arrived["Bcc"] is None
    assert len(arrived["Subject"].splitlines()) == 1
    links = [line for line in arrived.get_content().splitlines() if line.startswith("http")]
    assert links == [f"{BASE}/en/invitation/abc"]
    assert [line for line in office.said if line.startswith("rcpt")] == ["rcpt TO:<sara@mehr.example>"]


@pytest.mark.parametrize("to", ["a@b.example\r\nBcc: x@y.example", "a@b.example, x@y.example", "nonsense"])
def test_no_address_adds_another(make: Make, office: PostOffice, to: str) -> None:
    send(make(SMTP_URL=office.url), to=to)
    assert office.mails == []


def test_a_failure_is_logged_without_address_or_link(make: Make, caplog: pytest.LogCaptureFixture) -> None:
    with post_office(refuses=True) as refusing:
        app = make(SMTP_URL=refusing.url)
        send(app)
    send(app)  # and now nobody is there at all
    logged = [record.getMessage() for record in caplog.records if record.name == "readiness.mail"]
    assert len(logged) == 2
    assert all("could not be sent" in line for line in logged)
    assert not [line for line in caplog.messages if "sara" in line or "abc" in line]


def test_the_next_mail_goes_out_after_one_that_failed(make: Make, office: PostOffice) -> None:
    app = make(SMTP_URL=office.url)
    send(app, to="nonsense")
    send(app)
    assert len(office.mails) == 1


def test_the_password_travels_where_the_server_is_this_machine(make: Make) -> None:
    with post_office(offers=("AUTH PLAIN",)) as office:
        send(make(SMTP_URL=office.url.replace("//", "//readiness:p%40ss@")))
    assert office.logins == ["\0readiness\0p@ss"]
    assert len(office.mails) == 1


def test_the_password_does_not_travel_unencrypted_elsewhere(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mail, "HERE", ())
    with post_office(offers=("AUTH PLAIN",)) as office:
        send(make(SMTP_URL=office.url.replace("//", "//readiness:secret@")))
    assert office.logins == []
    assert office.mails == []


def test_encryption_that_is_offered_must_hold(make: Make) -> None:
    with post_office(offers=("STARTTLS",)) as office:
        send(make(SMTP_URL=office.url))
    assert "STARTTLS" in office.said
    assert office.mails == []


def test_without_a_server_nothing_is_sent_and_the_page_can_tell(app: Flask) -> None:
    with app.test_request_context("/"):
        assert not mail.is_set_up()
        assert not mail.send("invitation", "sara@mehr.example", "en", workspace="Mehr")


def test_addresses_on_screen_go_by_base_url_or_by_the_name_that_was_asked(make: Make, app: Flask) -> None:
    with make(SMTP_URL="smtp://127.0.0.1").test_request_context("/", headers={"Host": "localhost"}):
        assert mail.full_address("/en/reset/abc") == f"{BASE}/en/reset/abc"
    with app.test_request_context("/", headers={"Host": "localhost:81"}):
        assert mail.full_address("/en/reset/abc") == "http://localhost:81/en/reset/abc"
    with app.app_context():
        assert mail.full_address("/en/reset/abc") == "http://127.0.0.1:8000/en/reset/abc"


GOOD = {"SMTP_URL": "smtp://mail.example", "BASE_URL": BASE, "MAIL_FROM": "a@b.example"}


@pytest.mark.parametrize(
    "wrong",
    [
        {"SMTP_URL": "http://mail.example"},
        {"SMTP_URL": "smtp://user:hidden@:25"},
        {"SMTP_URL": "smtp://user:hidden@mail.example:nonsense"},
        {"SMTP_URL": "smtp://mail.example/inbox"},
        {"BASE_URL": ""},
        {"MAIL_FROM": ""},
        {"MAIL_FROM": "nobody"},
        {"MAIL_FROM": "a@b.example\nBcc: x"},
        {"BASE_URL": "readiness.example"},
        {"BASE_URL": "https://readiness.example/below"},
        {"BASE_URL": "ftp://readiness.example"},
        {"BASE_URL": "https://user@readiness.example"},
    ],
    ids=str,
)
def test_settings_that_cannot_work_stop_the_start_in_one_line(tmp_path: Path, wrong: dict[str, str]) -> None:
    with pytest.raises(SettingsError) as told:
        read_settings({}, {**GOOD, **wrong}, tmp_path)
    assert len(str(told.value).splitlines()) == 1
    assert "hidden" not in str(told.value)


def test_the_site_answers_to_the_name_in_its_links(tmp_path: Path) -> None:
    hosts = read_settings({}, {**GOOD, "BASE_URL": "https://Readiness.example:8443/"}, tmp_path).hosts
    assert {"readiness.example", "localhost"} <= hosts
    server = read_settings({}, GOOD, tmp_path).mail
    assert server is not None
    assert (server.host, server.port, server.safe, server.sender) == ("mail.example", 587, False, "a@b.example")
