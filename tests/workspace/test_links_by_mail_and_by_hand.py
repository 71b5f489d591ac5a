"""Joining by an invitation, and coming back when the password is forgotten: one answer to all, one link for one."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from flask import Flask

from readiness.records import clock
from readiness.records.links import LIFETIMES
from readiness.records.people import invite, link_for, list_people
from readiness.records.scope import Actor
from readiness.records.workspaces import first_codes, found_another
from tests.pages.owner import say
from tests.workspace.post import PostOffice, post_office, sent
from tests.workspace.visitor import COMPANY, EMAIL, OTHER_PASSWORD, PASSWORD, Visitor
from views.site import NAME as SITE

BASE = "https://readiness.example"
MINA = Actor(1, 1, "owner")
SARA = "sara@sorrel.example"
Make = Callable[..., Flask]


@pytest.fixture
def office() -> Iterator[PostOffice]:
    with post_office() as opened:
        yield opened


@pytest.fixture
def mailing(make_app: Make, office: PostOffice) -> Flask:
    """A site that is set up and can send mails."""
    app = make_app(SMTP_URL=office.url, BASE_URL=BASE, MAIL_FROM="readiness@readiness.example")
    Visitor(app).sets_up()
    return app


@pytest.fixture
def quiet(app: Flask) -> Flask:
    """A site that is set up and sends none."""
    Visitor(app).sets_up()
    return app


def invitation(app: Flask, role: str = "viewer") -> str:
    return invite(app.extensions[SITE].database, MINA, SARA, role)[1]


def reset_link(app: Flask) -> str:
    """Sara's, who has joined."""
    Visitor(app).open(f"invitation/{(token := invitation(app))}").send(f"invitation/{token}", **JOINS)
    database = app.extensions[SITE].database
    return link_for(database, MINA, list_people(database, MINA)[1].id)[1]


JOINS = {"name": "Sara Holm", "new_password": PASSWORD}


# --- joining


@pytest.mark.parametrize("language", ["en", "fa"])
def test_whoever_is_invited_joins_and_is_signed_in(quiet: Flask, language: str) -> None:
    token = invitation(quiet)
    sara = Visitor(quiet, language).open(f"invitation/{token}")
    assert sara.answer.status_code == 200
    assert sara.is_told("sign_in.join_lead", workspace=COMPANY, email=SARA)
    assert sara.send(f"invitation/{token}", **JOINS).goes_to == f"/{language}/workspace/checks"
    assert "Sara Holm" in sara.open("account").page
    assert sara.signs_out().signs_in(SARA).is_in


def test_looking_at_a_link_uses_nothing_up(quiet: Flask) -> None:
    token = invitation(quiet)
    for _ in range(3):
        assert Visitor(quiet).open(f"invitation/{token}").answer.status_code == 200
    assert Visitor(quiet).open(f"invitation/{token}").send(f"invitation/{token}", **JOINS).is_in


@pytest.mark.parametrize("wrong", [{"name": ""}, {"new_password": "short"}, {"new_password": "sara@sorrel.example"}])
def test_a_mistake_in_the_form_does_not_cost_the_link(quiet: Flask, wrong: dict[str, str]) -> None:
    token = invitation(quiet)
    sara = Visitor(quiet).open(f"invitation/{token}").send(f"invitation/{token}", **JOINS | wrong)
    assert sara.answer.status_code == 422
    assert sara.send(f"invitation/{token}", **JOINS).is_in


def test_of_twenty_who_use_one_invitation_one_joins(quiet: Flask) -> None:
    token = invitation(quiet)
    crowd = [Visitor(quiet).open(f"invitation/{token}") for _ in range(20)]
    with ThreadPoolExecutor(20) as at_once:
        list(at_once.map(lambda each: each.send(f"invitation/{token}", **JOINS), crowd))
    assert sorted(each.answer.status_code for each in crowd) == [303] + [404] * 19
    assert sum(each.is_in for each in crowd) == 1


def test_joining_ends_the_session_of_whoever_was_signed_in_here(quiet: Flask) -> None:
    token = invitation(quiet)
    browser = Visitor(quiet).signs_in()
    owners = browser.cookie("session") or ""
    browser.open(f"invitation/{token}").send(f"invitation/{token}", **JOINS)
    assert "Sara Holm" in browser.open("account").page
    replayed = Visitor(quiet)
    replayed.client.set_cookie("session", owners)
    assert not replayed.is_in


def test_no_field_of_ones_own_gives_another_role(quiet: Flask) -> None:
    token = invitation(quiet)
    sara = Visitor(quiet).open(f"invitation/{token}")
    sara.send(f"invitation/{token}", **JOINS, role="owner", email=EMAIL, workspace_id="2", person="1")
    found = list_people(quiet.extensions[SITE].database, MINA)[1]
    assert (found.role, found.email) == ("viewer", SARA)


# --- links that open nothing


def kept_out(visitor: Visitor) -> tuple[int, str]:
    page = re.sub(r'name="csrf" value="[^"]*"', "", visitor.page)
    return visitor.answer.status_code, page


@pytest.mark.parametrize("language", ["en", "fa"])
def test_all_links_that_open_nothing_are_told_in_one_way(
    quiet: Flask, language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    database, reset = quiet.extensions[SITE].database, reset_link(quiet)
    _, used = invite(database, MINA, "used@sorrel.example", "viewer")
    Visitor(quiet).open(f"invitation/{used}").send(f"invitation/{used}", **JOINS)
    _, good = invite(database, MINA, "good@sorrel.example", "viewer")
    asked = {Visitor(quiet, language).open(f"invitation/{good}").answer.status_code}
    assert asked == {200}
    flipped = good[:-2] + ("A" if good[-2] != "A" else "B") + good[-1]
    paths = [f"invitation/{used}", f"invitation/{reset}", f"reset/{good}", "reset/x", f"invitation/{flipped}"]
    told = {kept_out(Visitor(quiet, language).open(path)) for path in paths}
    forms = Visitor(quiet, language).open("sign-in")
    told |= {kept_out(forms.send(path, **JOINS)) for path in paths}
    moment = clock.now() + LIFETIMES["invite"] + 1
    monkeypatch.setattr(clock, "now", lambda: moment)
    told |= {kept_out(Visitor(quiet, language).open(f"invitation/{good}"))}
    assert len(told) == 1
    ((status, page),) = told
    assert status == 404
    assert say("sign_in.no_link_text", language) in page


def test_a_form_from_elsewhere_uses_no_link_up(quiet: Flask) -> None:
    token = invitation(quiet)
    answer = quiet.test_client().post(f"/en/invitation/{token}", data={**JOINS, "csrf": "0" * 64})
    assert answer.status_code == 403
    assert Visitor(quiet).open(f"invitation/{token}").answer.status_code == 200


def test_the_address_of_a_link_goes_nowhere_else(quiet: Flask, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    token = invitation(quiet)
    sara = Visitor(quiet).open(f"invitation/{token}")
    assert sara.answer.headers["Referrer-Policy"] == "strict-origin"
    assert sara.answer.headers["X-Robots-Tag"] == "noindex, nofollow"
    sara.send(f"invitation/{token}", **JOINS)
    assert token not in sara.goes_to
    reset = reset_link_of(quiet, SARA)
    assert sara.open(f"reset/{reset}").answer.headers["Referrer-Policy"] == "strict-origin"
    sara.send(f"reset/{reset}", new_password=OTHER_PASSWORD)
    assert reset not in sara.goes_to
    assert token not in caplog.text
    assert reset not in caplog.text


def reset_link_of(app: Flask, email: str) -> str:
    database = app.extensions[SITE].database
    whom = next(person for person in list_people(database, MINA) if person.email == email)
    return link_for(database, MINA, whom.id)[1]


# --- a new password


@pytest.mark.parametrize("language", ["en", "fa"])
def test_a_new_password_ends_all_sessions_and_the_old_password(quiet: Flask, language: str) -> None:
    token = reset_link(quiet)
    elsewhere = Visitor(quiet, language).signs_in(SARA)
    sara = Visitor(quiet, language).open(f"reset/{token}")
    assert sara.send(f"reset/{token}", new_password=OTHER_PASSWORD).goes_to == f"/{language}/sign-in?done=reset"
    assert sara.open("sign-in?done=reset").is_told("sign_in.done_reset")
    assert not elsewhere.is_in
    assert not sara.signs_in(SARA, PASSWORD).is_in
    assert sara.signs_in(SARA, OTHER_PASSWORD).is_in


def test_whoever_reset_their_password_is_not_slowed_down_by_strangers(quiet: Flask) -> None:
    token = reset_link(quiet)
    sara = Visitor(quiet).open(f"reset/{token}")
    sara.send(f"reset/{token}", new_password=OTHER_PASSWORD)
    for _ in range(15):
        Visitor(quiet, address="198.51.100.7").signs_in(SARA)
    assert sara.signs_in(SARA, OTHER_PASSWORD).goes_to


# --- forgotten


def test_without_mail_the_page_says_whom_to_ask(quiet: Flask) -> None:
    visitor = Visitor(quiet).open("forgotten")
    assert visitor.is_told("sign_in.forgotten_by_hand")
    assert "flask --app app reset" in visitor.page
    assert visitor.send("sign-in").answer.status_code == 403  # there is no form on the page
    assert Visitor(quiet).open("sign-in").send("forgotten", email=EMAIL).goes_to == "/en/forgotten"


@pytest.mark.parametrize("language", ["en", "fa"])
def test_the_link_comes_by_mail_and_opens(mailing: Flask, office: PostOffice, language: str) -> None:
    mina = Visitor(mailing, language).open("forgotten")
    mina.base_url = "http://localhost"
    mina.send("forgotten", email=EMAIL.upper())
    assert mina.is_told("sign_in.mailed_text", email=EMAIL)
    sent(mailing)
    (mail,) = office.mails
    assert mail["To"] == EMAIL
    link = re.search(rf"^{BASE}(/{language}/reset/\S+)", mail.get_content(), re.MULTILINE)
    assert link
    assert mina.open(link[1]).send(link[1], new_password=OTHER_PASSWORD).goes_to == f"/{language}/sign-in?done=reset"
    assert mina.signs_in(password=OTHER_PASSWORD).is_in
    sent(mailing)
    assert [mail["Subject"] for mail in office.mails[1:]] == [
        say("mail.password_changed_subject", language, workspace=COMPANY)
    ]


def test_nothing_tells_whether_there_is_such_an_account(mailing: Flask, office: PostOffice) -> None:
    told = set()
    for email in (EMAIL, "nobody@sorrel.example"):
        visitor = Visitor(mailing).open("forgotten").send("forgotten", email=email)
        cookies = tuple(cookie.split("=")[0] for cookie in visitor.answer.headers.getlist("Set-Cookie"))
        told.add((visitor.answer.status, visitor.page.replace(email, ""), cookies))
    assert len(told) == 1
    sent(mailing)
    assert [mail["To"] for mail in office.mails] == [EMAIL]


def test_the_page_answers_before_anything_is_looked_up(mailing: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    jobs: list[Callable[[], None]] = []
    monkeypatch.setattr("views.mail.later", jobs.append)
    monkeypatch.setattr("views.one_time.signing_in.forgotten", lambda *_: pytest.fail("looked up too early"))
    assert Visitor(mailing).open("forgotten").send("forgotten", email=EMAIL).answer.status_code == 200
    assert len(jobs) == 1


def test_the_name_of_the_host_that_was_asked_is_in_no_link(mailing: Flask, office: PostOffice) -> None:
    visitor = Visitor(mailing, base_url="http://127.0.0.1").open("forgotten")
    visitor.send("forgotten", email=EMAIL)
    sent(mailing)
    assert "127.0.0.1" not in office.mails[0].get_content()


def test_where_there_are_several_workspaces_only_the_named_ones_person_gets_a_mail(
    mailing: Flask, office: PostOffice
) -> None:
    database = mailing.extensions[SITE].database
    code, token = found_another(database, "Rival", EMAIL, "en")
    rita = Visitor(mailing).open(f"invitation/{token}")
    rita.send(f"invitation/{token}", name="Rita", new_password=PASSWORD)
    stranger = Visitor(mailing).open("forgotten")
    assert stranger.send("forgotten", email=EMAIL).is_told("errors.workspace_missing")
    stranger.send("forgotten", email=EMAIL, workspace=code)
    sent(mailing)
    assert ["Rival" in mail["Subject"] for mail in office.mails] == [True]
    assert first_codes(database)[0] != code
