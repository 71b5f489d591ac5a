"""Guessing is slowed down by account, browser and address, the same for accounts that are and that aren't."""

from __future__ import annotations

from collections.abc import Callable
from unittest.mock import patch

import pyotp
import pytest
from flask import Flask

from readiness.records import clock, passwords, second_step
from readiness.records.scope import Actor
from readiness.records.throttle import ACCOUNT, ADDRESS, BROWSER, CODE, RESET
from tests.workspace.post import post_office, sent
from tests.workspace.visitor import EMAIL, OTHER_PASSWORD, PASSWORD, Visitor
from views import pace
from views.site import NAME as SITE

SECRET, MOMENT = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP", 1_800_000_000
Make = Callable[..., Flask]


class Time:
    def __init__(self) -> None:
        self.moment = MOMENT


@pytest.fixture
def time(monkeypatch: pytest.MonkeyPatch) -> Time:
    found = Time()
    monkeypatch.setattr(clock, "now", lambda: found.moment)
    return found


@pytest.fixture
def known(time: Time, app: Flask) -> Visitor:
    """The owner's own browser, which they have signed in with and out again."""
    return Visitor(app, address="192.0.2.1").sets_up().signs_out()


def stranger(known: Visitor, address: str = "198.51.100.7") -> Visitor:
    return Visitor(known.app, address=address)


def wear_out(visitor: Visitor, times: int = ACCOUNT.burst, email: str = EMAIL) -> None:
    for _ in range(times):
        visitor.signs_in(email, OTHER_PASSWORD)
        assert visitor.answer.status_code == 422


def test_after_some_tries_one_has_to_wait_and_is_told_how_long(known: Visitor, time: Time) -> None:
    eve = stranger(known)
    wear_out(eve)
    eve.signs_in()
    assert eve.answer.status_code == 429
    assert eve.answer.headers["Retry-After"] == str(int(ACCOUNT.every))
    assert eve.is_told("sign_in.too_soon_text", wait="30 seconds")
    time.moment += int(ACCOUNT.every)
    assert eve.signs_in().goes_to


def test_one_is_told_in_persian_too(known: Visitor) -> None:
    eve = Visitor(known.app, "fa", address="198.51.100.7")
    wear_out(eve)
    assert eve.signs_in().is_told("sign_in.too_soon_text", wait="۳۰ ثانیه")


def test_the_password_is_not_even_looked_at_by_then(known: Visitor) -> None:
    eve = stranger(known)
    wear_out(eve)
    with patch.object(passwords, "password_fits") as hashing:
        eve.signs_in()
    hashing.assert_not_called()


def test_nobodys_account_is_slowed_down_just_the_same(known: Visitor) -> None:
    eve = stranger(known)
    wear_out(eve, email="nobody@sorrel.example")
    eve.signs_in("nobody@sorrel.example")
    theirs = eve.answer.status_code, eve.page
    wear_out(eve)
    eve.signs_in()
    assert (eve.answer.status_code, eve.page) == theirs == (429, eve.page)


def test_tries_from_many_addresses_count_together(known: Visitor) -> None:
    for number in range(ACCOUNT.burst):
        wear_out(stranger(known, f"198.51.100.{number}"), times=1)
    assert stranger(known, "198.51.100.99").signs_in().answer.status_code == 429


def test_all_workers_count_together(known: Visitor, make_app: Make) -> None:
    worker = make_app()
    wear_out(stranger(known), times=ACCOUNT.burst // 2)
    wear_out(Visitor(worker, address="198.51.100.8"), times=ACCOUNT.burst - ACCOUNT.burst // 2)
    assert stranger(known).signs_in().answer.status_code == 429
    assert Visitor(worker).signs_in().answer.status_code == 429


def test_strangers_shut_nobody_out_of_their_own_browser(known: Visitor) -> None:
    wear_out(stranger(known))
    assert stranger(known).signs_in().answer.status_code == 429
    assert known.signs_in().goes_to


def test_ones_own_browser_is_slowed_down_by_itself(known: Visitor) -> None:
    wear_out(known, times=BROWSER.burst)
    assert known.signs_in().answer.status_code == 429
    assert stranger(known).signs_in().goes_to


@pytest.mark.parametrize(
    "forge",
    [
        lambda value: value[:-1] + ("0" if value[-1] != "0" else "1"),
        lambda value: value.replace(".", ".x", 1),
        lambda _: "..",
        lambda _: "é",
    ],
)
def test_a_browser_makes_itself_known_only_by_our_own_word(known: Visitor, forge: Callable[[str], str]) -> None:
    eve = stranger(known)
    eve.client.set_cookie("device", forge(known.cookie("device") or ""))
    wear_out(eve)
    assert eve.signs_in().answer.status_code == 429


def test_a_known_browser_of_one_account_is_a_stranger_to_another(known: Visitor) -> None:
    wear_out(stranger(known), email="sara@sorrel.example")
    assert known.signs_in("sara@sorrel.example").answer.status_code == 429


def test_a_known_browser_stays_known_under_a_new_key(time: Time, make_app: Make) -> None:
    old, new = "an old key of the site 0123456789", "a new key of the site 0123456789"
    known = Visitor(make_app(SECRET_KEY=old)).sets_up().signs_out()
    renewed = Visitor(make_app(SECRET_KEY=new, OLD_SECRET_KEYS=old))
    renewed.client.set_cookie("device", known.cookie("device") or "")
    wear_out(Visitor(renewed.app, address="198.51.100.7"))
    assert renewed.signs_in().goes_to


def test_one_address_cannot_try_account_after_account(known: Visitor) -> None:
    eve = stranger(known)
    for number in range(ADDRESS.burst):
        eve.signs_in(f"somebody{number}@sorrel.example", OTHER_PASSWORD)
        assert eve.answer.status_code == 422
    assert eve.signs_in("fresh@sorrel.example").answer.status_code == 429
    assert stranger(known, "203.0.113.5").signs_in("fresh@sorrel.example").answer.status_code == 422


# --- addresses


def seen_as(app: Flask, address: str, forwarded: str = "") -> str:
    found = []
    app.before_request_funcs.setdefault(None, []).append(lambda: found.append(pace.address()))
    headers = {"X-Forwarded-For": forwarded} if forwarded else {}
    app.test_client().get("/en/about", headers=headers, environ_base={"REMOTE_ADDR": address})
    return found[0]


@pytest.mark.parametrize(
    ("address", "seen"),
    [
        ("192.0.2.1", "192.0.2.1"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2::1", "2001:db8:1:2::/64"),
        ("2001:db8:1:3::1", "2001:db8:1:3::/64"),
        ("::ffff:192.0.2.1", "192.0.2.1"),
        ("unix:", ""),
    ],
)
def test_an_address_is_as_much_as_one_customer_has(app: Flask, address: str, seen: str) -> None:
    assert seen_as(app, address) == seen


def test_what_a_browser_says_of_its_address_is_not_believed(app: Flask) -> None:
    assert seen_as(app, "192.0.2.1", "203.0.113.9") == "192.0.2.1"


def test_of_what_was_forwarded_only_the_trusted_proxys_own_word_counts(make_app: Make) -> None:
    """The leftmost is whatever the browser wrote there."""
    assert seen_as(make_app(TRUSTED_PROXIES="1"), "10.0.0.1", "203.0.113.9, 192.0.2.1") == "192.0.2.1"


# --- the second step, the password asked for once more, and mails


@pytest.fixture
def guarded(known: Visitor, time: Time) -> Visitor:
    """The owner's own browser, once their account has a second step."""
    site = known.app.extensions[SITE]
    app_code = pyotp.TOTP(SECRET).at(time.moment)
    assert second_step.turn_on(site.database, Actor(1, 1, "owner"), SECRET, app_code, site.settings.secrets)
    time.moment += 2 * second_step.STEP
    return known


def test_codes_cannot_be_tried_one_after_the_other(guarded: Visitor, time: Time) -> None:
    eve = stranger(guarded).signs_in()
    for _ in range(CODE.burst):
        assert eve.send("sign-in/code", code="000000").answer.status_code == 422
    assert eve.send("sign-in/code", code=pyotp.TOTP(SECRET).at(time.moment)).answer.status_code == 429
    again = stranger(guarded).signs_in()  # a new first step gives no new tries
    assert again.send("sign-in/code", code=pyotp.TOTP(SECRET).at(time.moment)).answer.status_code == 429
    guarded.signs_in()
    assert guarded.send("sign-in/code", code=pyotp.TOTP(SECRET).at(time.moment)).goes_to


def test_whoever_finds_an_open_browser_cannot_guess_the_password(known: Visitor) -> None:
    known.signs_in()
    known.open("account/email")
    for _ in range(ACCOUNT.burst):
        known.send("account/email", email="eve@evil.example", password=OTHER_PASSWORD)
        assert known.answer.status_code == 422
    known.send("account/email", email="eve@evil.example", password=PASSWORD)
    assert known.answer.status_code == 429
    assert EMAIL in known.open("account").page


def test_nobodys_mailbox_is_filled(time: Time, make_app: Make) -> None:
    with post_office() as office:
        app = make_app(SMTP_URL=office.url, BASE_URL="https://readiness.example", MAIL_FROM="a@readiness.example")
        Visitor(app).sets_up()
        for _ in range(RESET.burst):
            assert Visitor(app).open("forgotten").send("forgotten", email=EMAIL).answer.status_code == 200
        assert Visitor(app).open("forgotten").send("forgotten", email=EMAIL).answer.status_code == 429
        sent(app)
    assert len(office.mails) == RESET.burst
