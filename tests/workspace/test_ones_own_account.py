"""One's own account: what can be changed, what it takes, what ends with it, and what is shown once."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape

import pyotp
import pytest
from flask import Flask

from readiness.records import clock, passwords
from readiness.records.audit import Wanted, entries
from readiness.records.people import invite, list_people
from readiness.records.scope import Actor
from readiness.records.second_step import CODES, STEP
from readiness.records.sessions import IDLE, list_sessions
from readiness.records.signing_in import join
from readiness.records.workspaces import found_another
from tests.pages.owner import say
from tests.workspace.post import post_office, sent
from tests.workspace.visitor import COMPANY, EMAIL, NAME, OTHER_PASSWORD, PASSWORD, Visitor
from views.site import NAME as SITE

MINA = Actor(1, 1, "owner")
MOMENT = 1_800_000_000


class Time:
    def __init__(self) -> None:
        self.moment = MOMENT


@pytest.fixture
def time(monkeypatch: pytest.MonkeyPatch) -> Time:
    found = Time()
    monkeypatch.setattr(clock, "now", lambda: found.moment)
    return found


@pytest.fixture
def mina(time: Time, app: Flask) -> Visitor:
    """The owner, signed in."""
    return Visitor(app).sets_up()


def sara_joins(mina: Visitor, role: str = "viewer") -> Visitor:
    database = mina.app.extensions[SITE].database
    _, token = invite(database, MINA, "sara@sorrel.example", role)
    assert join(database, token, "Sara", passwords.hash_password(PASSWORD), "")
    return Visitor(mina.app).signs_in("sara@sorrel.example")


def acts(mina: Visitor) -> list[str]:
    """What the trail holds, the latest first."""
    return [entry.action for entry in entries(mina.app.extensions[SITE].database, MINA, Wanted())]


# --- the page


@pytest.mark.parametrize("language", ["en", "fa"])
def test_it_says_who_one_is_and_where_one_is_signed_in(mina: Visitor, language: str) -> None:
    mina.language = language
    mina.open("account")
    for said in (NAME, EMAIL, COMPANY, say("people.role_owner", language), say("account.step_is_off", language)):
        assert said in unescape(mina.page)
    assert say("account.browser_on", language, browser="Firefox", system="Linux") in mina.page
    assert say("account.this_one", language) in mina.page


def test_the_code_of_the_workspace_is_shown_where_it_is_needed(mina: Visitor) -> None:
    assert say("account.workspace_code") not in mina.open("account").page
    found_another(mina.app.extensions[SITE].database, "Rival", "rita@rival.example", "en")
    assert say("account.workspace_code") in mina.open("account").page


PAGES = ("account", "account/name", "account/email", "account/password", "account/second-step", "account/leave")


@pytest.mark.parametrize("path", PAGES)
def test_each_page_has_its_twin_in_the_other_language(mina: Visitor, path: str) -> None:
    assert f'href="/fa/{path}"' in mina.open(path).page
    assert Visitor(mina.app, "fa").open(path).goes_to == f"/fa/sign-in?next=/fa/{path}"


# --- name and e-mail


def test_a_name_is_changed(mina: Visitor) -> None:
    mina.open("account/name")
    assert mina.send("account/name", name="  Mina   Rad\u202e ").goes_to == "/en/account?done=name"
    page = mina.open("account?done=name").page
    assert "Mina Rad" in page
    assert say("account.done_name") in page
    assert acts(mina)[0] == "name_changed"


def test_an_empty_name_is_told(mina: Visitor) -> None:
    mina.open("account/name").send("account/name", name=" ")
    assert mina.answer.status_code == 422
    assert mina.is_told("errors.name_missing")


def test_an_email_is_changed_with_the_password_and_signs_in(mina: Visitor) -> None:
    mina.open("account/email").send("account/email", email=" New@Sorrel.Example ", password=PASSWORD)
    assert mina.goes_to == "/en/account?done=email"
    mina.signs_out()
    assert not mina.signs_in(EMAIL).is_in
    assert mina.signs_in("new@sorrel.example").is_in


@pytest.mark.parametrize(
    ("fields", "error"),
    [
        ({"email": "new@sorrel.example", "password": OTHER_PASSWORD}, "password_wrong"),
        ({"email": "new@sorrel.example", "password": ""}, "password_missing"),
        ({"email": "new", "password": PASSWORD}, "email_wrong"),
        ({"email": "Sara@sorrel.example", "password": PASSWORD}, "email_taken"),
    ],
)
def test_an_email_is_not_changed_by_less(mina: Visitor, fields: dict[str, str], error: str) -> None:
    sara_joins(mina)
    mina.open("account/email").send("account/email", **fields)
    assert mina.answer.status_code == 422
    assert mina.is_told(f"errors.{error}")
    assert EMAIL in mina.open("account").page


def test_the_old_address_is_told(time: Time, make_app: Callable[..., Flask]) -> None:
    with post_office() as office:
        app = make_app(SMTP_URL=office.url, BASE_URL="https://readiness.example", MAIL_FROM="a@readiness.example")
        mina = Visitor(app).sets_up()
        mina.open("account/email").send("account/email", email="new@sorrel.example", password=PASSWORD)
        mina.open("account/password").send("account/password", password=PASSWORD, new_password=OTHER_PASSWORD)
        sent(app)
    assert [(mail["To"], mail["Subject"]) for mail in office.mails] == [
        (EMAIL, say("mail.email_changed_subject", workspace=COMPANY)),
        ("new@sorrel.example", say("mail.password_changed_subject", workspace=COMPANY)),
    ]


# --- the password


def test_a_new_password_ends_all_other_sessions_and_this_ones_token(mina: Visitor) -> None:
    elsewhere, stolen = Visitor(mina.app).signs_in(), Visitor(mina.app)
    stolen.client.set_cookie("session", mina.cookie("session") or "")
    mina.open("account/password").send("account/password", password=PASSWORD, new_password=OTHER_PASSWORD)
    assert mina.goes_to == "/en/account?done=password"
    assert not elsewhere.is_in
    assert not stolen.is_in
    assert mina.is_in
    mina.signs_out()
    assert not mina.signs_in(password=PASSWORD).is_in
    assert mina.signs_in(password=OTHER_PASSWORD).is_in


@pytest.mark.parametrize(
    ("fields", "error"),
    [
        ({"password": OTHER_PASSWORD, "new_password": OTHER_PASSWORD}, "password_wrong"),
        ({"password": PASSWORD, "new_password": "short"}, "password_short"),
        ({"password": PASSWORD, "new_password": "Mina Tehrani Mina"}, "password_common"),
        ({"password": PASSWORD, "new_password": "SorrelLakeSorrel"}, "password_common"),
    ],
)
def test_a_password_is_not_changed_by_less(mina: Visitor, fields: dict[str, str], error: str) -> None:
    mina.open("account/password").send("account/password", **fields)
    assert mina.answer.status_code == 422
    assert mina.is_told(f"errors.{error}")
    assert not set(fields.values()) & set(re.findall('value="([^"]+)"', mina.page))
    assert mina.signs_out().signs_in().is_in


# --- sessions


def test_another_browser_is_signed_out_from_here(mina: Visitor) -> None:
    elsewhere = Visitor(mina.app).signs_in()
    mina.open("account")
    (session,) = re.findall(r'name="session" value="(\d+)"', mina.page)
    assert mina.send("account/sessions/end", session=session).goes_to == "/en/account?done=ended"
    assert not elsewhere.is_in
    assert mina.is_in


def test_all_others_are_signed_out_at_once(mina: Visitor) -> None:
    others = [Visitor(mina.app).signs_in() for _ in range(3)]
    mina.open("account").send("account/sessions/end", session="others")
    assert [other.is_in for other in others] == [False] * 3
    assert mina.is_in
    assert 'name="session"' not in mina.page


@pytest.mark.parametrize("session", ["", "0", "99999", "99999999999999999999", "-1", "²", "others ", "1 OR 1=1"])
def test_what_names_no_session_of_ones_own_ends_none(mina: Visitor, session: str) -> None:
    sara = sara_joins(mina)
    mina.open("account").send("account/sessions/end", session=session)
    assert mina.goes_to == "/en/account?done=ended"
    assert sara.is_in
    assert mina.is_in


def test_nobody_ends_the_session_of_somebody_else(mina: Visitor) -> None:
    sara = sara_joins(mina)
    owners = list_sessions(mina.app.extensions[SITE].database, MINA)[0].id
    sara.open("account").send("account/sessions/end", session=str(owners))
    assert mina.is_in


def test_sessions_that_are_over_are_not_listed(mina: Visitor, time: Time) -> None:
    Visitor(mina.app).signs_in()
    time.moment += IDLE // 2
    assert 'name="session"' in mina.open("account").page
    time.moment += IDLE // 2
    assert 'name="session"' not in mina.open("account").page


def test_an_idle_browser_is_asked_to_sign_in_and_comes_back(mina: Visitor, time: Time) -> None:
    time.moment += IDLE
    there = mina.open("account/name").goes_to
    assert there == "/en/sign-in?next=/en/account/name"
    assert mina.open(there).send("sign-in", email=EMAIL, password=PASSWORD).goes_to == "/en/account/name"


def test_what_was_sent_too_late_is_not_done_and_says_so(mina: Visitor, time: Time) -> None:
    mina.open("account/name")
    time.moment += IDLE
    assert mina.send("account/name", name="Late").answer.status_code == 401
    assert mina.is_told("errors.text_401")


# --- the second step


def secret_on(page: str) -> str:
    found = re.search(r'<code dir="ltr">([A-Z2-7 ]+)</code>', page)
    assert found
    return found[1].replace(" ", "")


def switch_on(mina: Visitor, time: Time) -> tuple[str, list[str]]:
    """The secret, and the recovery codes."""
    secret = secret_on(mina.open("account/second-step").page)
    mina.send("account/second-step", code=pyotp.TOTP(secret).at(time.moment), password=PASSWORD)
    assert mina.answer.status_code == 200
    time.moment += 2 * STEP
    return secret, re.findall(r'<code dir="ltr">([A-Z2-7-]+)</code>', mina.page)


@pytest.mark.parametrize("language", ["en", "fa"])
def test_it_is_switched_on_and_asked_for(mina: Visitor, time: Time, language: str) -> None:
    mina.language = language
    secret, codes = switch_on(mina, time)
    assert len(set(codes)) == CODES
    assert mina.is_told("account.codes_on")
    mina.signs_out().signs_in()
    assert mina.is_told("sign_in.code_lead")
    assert mina.cookie("session") is None
    mina.send("sign-in/code", code=pyotp.TOTP(secret).at(time.moment))
    assert mina.goes_to == f"/{language}/workspace/checks"
    mina.signs_out().signs_in()
    assert mina.send("sign-in/code", code=codes[0]).goes_to


def test_the_picture_says_what_the_text_says_and_loads_nothing(mina: Visitor) -> None:
    page = mina.open("account/second-step").page
    assert "<svg" in page
    assert "style=" not in page
    assert secret_on(page) not in (mina.answer.headers.get("Location") or "")
    assert mina.open("account/second-step").page != page  # another secret each time


def test_a_slip_keeps_the_secret_that_the_app_has_already(mina: Visitor, time: Time) -> None:
    secret = secret_on(mina.open("account/second-step").page)
    mina.send("account/second-step", code="000000", password=PASSWORD)
    assert mina.answer.status_code == 422
    assert mina.is_told("errors.code_wrong")
    assert secret_on(mina.page) == secret
    mina.send("account/second-step", code=pyotp.TOTP(secret).at(time.moment), password=OTHER_PASSWORD)
    assert mina.is_told("errors.password_wrong")
    mina.send("account/second-step", code=pyotp.TOTP(secret).at(time.moment), password=PASSWORD)
    assert mina.is_told("account.codes_on")


def test_nobody_brings_a_secret_of_their_own(mina: Visitor, time: Time) -> None:
    sara = sara_joins(mina)
    secret = secret_on(sara.open("account/second-step").page)
    offer = re.search(r'name="offer" value="([^"]+)"', sara.page)
    assert offer
    for sealed in (offer[1], secret, ""):
        mina.open("account/second-step")
        code = pyotp.TOTP(secret).at(time.moment)
        assert mina.send("account/second-step", offer=sealed, code=code, password=PASSWORD).goes_to
    assert say("account.step_is_off") in mina.open("account").page


def test_recovery_codes_are_shown_once_and_made_anew_with_the_password(mina: Visitor, time: Time) -> None:
    _, codes = switch_on(mina, time)
    page = mina.open("account/second-step").page
    assert say("account.codes_left", n="8") in page
    assert not [code for code in codes if code in page]
    assert mina.send("account/second-step/codes", password=OTHER_PASSWORD).answer.status_code == 422
    mina.open("account/second-step").send("account/second-step/codes", password=PASSWORD)
    fresh = re.findall(r'<code dir="ltr">([A-Z2-7-]+)</code>', mina.page)
    assert len(fresh) == CODES
    assert not set(fresh) & set(codes)
    mina.signs_out().signs_in()
    assert mina.send("sign-in/code", code=codes[0]).answer.status_code == 422
    assert mina.send("sign-in/code", code=fresh[0]).goes_to


def test_it_is_switched_off_with_the_password_only(mina: Visitor, time: Time) -> None:
    switch_on(mina, time)
    mina.open("account/second-step").send("account/second-step/off", password=OTHER_PASSWORD)
    assert mina.answer.status_code == 422
    assert say("account.step_is_on") in mina.open("account").page
    mina.open("account/second-step").send("account/second-step/off", password=PASSWORD)
    assert mina.goes_to == "/en/account?done=step_off"
    assert mina.signs_out().signs_in().goes_to
    assert "second_step_off" in acts(mina)


def test_a_page_that_is_no_longer_true_changes_nothing(mina: Visitor, time: Time) -> None:
    """A second tab, where the second step was still on, or still off."""
    old = Visitor(mina.app)
    old.client.set_cookie("session", mina.cookie("session") or "")
    old.client.set_cookie("visit", mina.cookie("visit") or "")
    secret = secret_on(old.open("account/second-step").page)
    switch_on(mina, time)
    old.send("account/second-step", code=pyotp.TOTP(secret).at(time.moment), password=PASSWORD)
    assert old.goes_to == "/en/account/second-step"
    old.open("account/second-step")
    mina.open("account/second-step").send("account/second-step/off", password=PASSWORD)
    assert old.send("account/second-step/codes", password=PASSWORD).goes_to == "/en/account/second-step"


def test_the_second_step_that_comes_too_late_begins_again(mina: Visitor, time: Time) -> None:
    secret, _ = switch_on(mina, time)
    mina.signs_out().open("sign-in?next=/en/account/name").send("sign-in", email=EMAIL, password=PASSWORD)
    time.moment += 3600
    mina.send("sign-in/code", code=pyotp.TOTP(secret).at(time.moment))
    assert mina.answer.status_code == 422
    assert mina.is_told("errors.code_late")
    mina.send("sign-in", email=EMAIL, password=PASSWORD)
    assert mina.send("sign-in/code", code=pyotp.TOTP(secret).at(time.moment)).goes_to == "/en/account/name"


# --- leaving


def test_whoever_leaves_is_out_at_once(mina: Visitor) -> None:
    sara = sara_joins(mina)
    elsewhere = Visitor(mina.app).signs_in("sara@sorrel.example")
    assert sara.open("account/leave").send("account/leave", password=PASSWORD, sure="yes").goes_to == (
        "/en/sign-in?done=left"
    )
    assert sara.open("sign-in?done=left").is_told("sign_in.done_left")
    assert not sara.is_in
    assert not elsewhere.is_in
    assert not sara.signs_in("sara@sorrel.example").is_in
    assert len(list_people(mina.app.extensions[SITE].database, MINA)) == 1


@pytest.mark.parametrize(
    ("fields", "error"),
    [
        ({"password": PASSWORD}, "leave_unsure"),
        ({"password": PASSWORD, "sure": "no"}, "leave_unsure"),
        ({"password": OTHER_PASSWORD, "sure": "yes"}, "password_wrong"),
    ],
)
def test_nobody_leaves_by_a_slip(mina: Visitor, fields: dict[str, str], error: str) -> None:
    sara = sara_joins(mina)
    sara.open("account/leave").send("account/leave", **fields)
    assert sara.answer.status_code == 422
    assert sara.is_told(f"errors.{error}")
    assert sara.is_in


def test_the_only_owner_cannot_leave(mina: Visitor) -> None:
    sara_joins(mina)
    mina.open("account/leave").send("account/leave", password=PASSWORD, sure="yes")
    assert mina.answer.status_code == 422
    assert mina.is_told("errors.only_owner")
    assert mina.is_in


# --- browsers in words


@pytest.mark.parametrize(
    ("agent", "shown"),
    [
        (
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/140.0 Safari/537.36",
            "Chrome on Windows",
        ),
        ("Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/140.0 Safari/537.36 Edg/140.0", "Edge on Windows"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Mobile Safari/604.1", "Safari on iPhone"),
        ("Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) Version/18.0 Safari/605.1.15", "Safari on macOS"),
        ("Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 Chrome/140.0 Mobile Safari/537.36", "Chrome on Android"),
        ("<img src=x onerror=alert(1)>", "A browser we don’t know"),
        ("", "A browser we don’t know"),
    ],
)
def test_a_browser_is_named_as_people_know_it(mina: Visitor, agent: str, shown: str) -> None:
    client = Visitor(mina.app)
    page = client.open("sign-in").page
    csrf = re.search(r'name="csrf" value="(\w+)"', page)
    assert csrf
    data = {"csrf": csrf[1], "email": EMAIL, "password": PASSWORD}
    client.client.post("/en/sign-in", data=data, headers={"User-Agent": agent})
    assert shown in mina.open("account").page
    assert "onerror" not in mina.page
