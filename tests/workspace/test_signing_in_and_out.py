"""The door: setting up, signing in, where one gets to from there, and signing out for good."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from unittest.mock import patch

import pytest
from flask import Flask

from readiness.records import signing_in
from readiness.records.audit import Wanted, entries
from readiness.records.people import invite
from readiness.records.scope import Actor
from readiness.records.signing_in import join
from readiness.records.workspaces import first_codes, found_another
from tests.workspace.visitor import EMAIL, NAME, OTHER_PASSWORD, PASSWORD, Visitor
from views import access
from views.site import NAME as SITE

MINA = Actor(1, 1, "owner")


@pytest.fixture
def visitor(app: Flask) -> Visitor:
    """Somebody at a site that is set up, signed out."""
    Visitor(app).sets_up()
    return Visitor(app)


# --- setting up


def test_the_first_visit_sets_up_and_signs_in(app: Flask) -> None:
    newcomer = Visitor(app)
    assert newcomer.open("sign-in").goes_to == "/en/set-up"
    assert newcomer.sets_up().goes_to == "/en/workspace/checks"
    account = newcomer.open("account").page
    assert NAME in account
    assert "Sorrel &amp; Lake" in account
    assert EMAIL in account
    assert len(first_codes(app.extensions[SITE].database)) == 1


def test_a_persian_visitor_founds_a_persian_workspace(app: Flask) -> None:
    assert Visitor(app, "fa").sets_up().goes_to == "/fa/workspace/checks"
    assert Visitor(app, "fa").signs_in().goes_to == "/fa/workspace/checks"


def test_nobody_sets_up_a_second_time(visitor: Visitor) -> None:
    assert visitor.open("set-up").goes_to == "/en/sign-in"
    late = Visitor(visitor.app)
    late.open("sign-in").send("set-up", company="Other", name="Other", email="o@o.example", new_password=PASSWORD)
    assert late.answer.status_code == 409
    assert late.is_told("sign_in.taken_text")
    assert len(first_codes(visitor.app.extensions[SITE].database)) == 1
    assert not late.is_in


def test_of_ten_who_set_up_at_once_one_does_and_the_others_are_told(app: Flask) -> None:
    crowd = [Visitor(app).open("set-up") for _ in range(10)]
    with (
        patch("views.sign_in.first_codes", return_value=()),  # all of them came before there was one
        ThreadPoolExecutor(10) as at_once,
    ):
        list(at_once.map(lambda each: each.send("set-up", **typed(each)), crowd))
    assert sorted(each.answer.status_code for each in crowd) == [303] + [409] * 9
    assert len(first_codes(app.extensions[SITE].database)) == 1
    assert sum(each.is_in for each in crowd) == 1


def typed(visitor: Visitor) -> dict[str, str]:
    return {"company": "Mehr", "name": "Mina", "email": f"mina{id(visitor)}@mehr.example", "new_password": PASSWORD}


@pytest.mark.parametrize(
    ("field", "value", "error"),
    [
        ("company", "", "company_missing"),
        ("company", " \u202e ", "company_missing"),
        ("name", "x" * 101, "name_long"),
        ("email", "mina", "email_wrong"),
        ("email", "mina@sorrel.example\r\nBcc: x@y.example", "email_wrong"),
        ("email", "mina@sorrel.example\0", "email_wrong"),
        ("new_password", "", "password_missing"),
        ("new_password", "eleven sign", "password_short"),
        ("new_password", "x" * 129, "password_long"),
        ("new_password", "password1234", "password_common"),
        ("new_password", "MinaTehrani1", "password_common"),
    ],
)
@pytest.mark.parametrize("language", ["en", "fa"])
def test_what_cannot_be_is_told_at_its_field(app: Flask, language: str, field: str, value: str, error: str) -> None:
    newcomer = Visitor(app, language).sets_up(**{field: value})
    assert newcomer.answer.status_code == 422
    assert newcomer.is_told(f"errors.{error}")
    assert PASSWORD not in newcomer.page
    assert len(first_codes(app.extensions[SITE].database)) == 0


# --- signing in


def test_signing_in_gives_a_new_session_each_time_and_ends_the_one_before(visitor: Visitor) -> None:
    assert visitor.signs_in().goes_to == "/en/workspace/checks"
    first = visitor.cookie("session") or ""
    again = Visitor(visitor.app)
    again.open("sign-in")
    again.client.set_cookie("session", first)  # as the browser would send it along
    again.send("sign-in", email=EMAIL, password=PASSWORD)
    assert again.cookie("session") not in (None, first)
    assert again.is_in
    assert not visitor.is_in


def test_a_session_that_somebody_else_planted_is_not_taken_up(visitor: Visitor) -> None:
    visitor.client.set_cookie("session", "planted")
    visitor.signs_in()
    assert visitor.cookie("session") != "planted"


def test_whoever_is_signed_in_goes_on(visitor: Visitor) -> None:
    visitor.signs_in()
    assert visitor.open("sign-in").goes_to == "/en/workspace/checks"
    assert visitor.open("sign-in?next=/en/account/name").goes_to == "/en/account/name"


def test_an_interviewer_begins_at_the_openings(visitor: Visitor) -> None:
    database = visitor.app.extensions[SITE].database
    _, token = invite(database, MINA, "sara@sorrel.example", "interviewer")
    hashed = signing_in.passwords.hash_password(PASSWORD)
    assert join(database, token, "Sara", hashed, "Firefox")
    assert visitor.signs_in("sara@sorrel.example").goes_to == "/en/workspace/openings"


FIELDS = {"email": EMAIL, "password": PASSWORD}
WRONG = [
    {"password": OTHER_PASSWORD},
    {"email": "nobody@sorrel.example"},
    {"email": "nobody@sorrel.example", "password": OTHER_PASSWORD},
]


@pytest.mark.parametrize("several", [False, True])
def test_nothing_tells_whether_there_is_such_an_account(visitor: Visitor, several: bool) -> None:
    database = visitor.app.extensions[SITE].database
    code = first_codes(database)[0]
    wrong = [dict(each) for each in WRONG]
    if several:
        found_another(database, "Rival", "rita@rival.example", "en")
        wrong = [{"workspace": code, **each} for each in wrong] + [{"workspace": "nowhere2"}, {"workspace": "x"}]
    seen, worked = set(), []
    for each in wrong:
        stranger = Visitor(visitor.app).open("sign-in")
        csrf = stranger.page.split('name="csrf" value="')[1].split('"')[0]
        hasher = signing_in.passwords.password_fits
        with patch.object(signing_in.passwords, "password_fits", side_effect=hasher) as hashing:
            stranger.send("sign-in", **FIELDS | each)
        worked.append(hashing.call_count)
        page = stranger.page.replace(csrf, "").replace(each.get("email", EMAIL), "")
        page = page.replace(f'value="{each.get("workspace", "")}"', 'value=""')
        cookies = tuple(cookie.split("=")[0] for cookie in stranger.answer.headers.getlist("Set-Cookie"))
        headers = frozenset(name for name, _ in stranger.answer.headers)
        seen.add((stranger.answer.status, page, cookies, headers))
        assert stranger.is_told("errors.sign_in_wrong")
    assert len(seen) == 1
    assert worked == [1] * len(wrong)


def test_where_there_are_several_workspaces_each_is_signed_in_to_by_its_code(visitor: Visitor) -> None:
    database = visitor.app.extensions[SITE].database
    code, _ = found_another(database, "Rival", EMAIL, "en")
    mine = first_codes(database)[0]
    visitor.signs_in()
    assert visitor.is_told("errors.workspace_missing")
    assert not visitor.signs_in(workspace=code).is_in
    assert visitor.signs_in(workspace=f" {mine.upper()} ").is_in
    assert mine in visitor.page
    visitor.signs_out()
    assert f'value="{mine}"' in visitor.open("sign-in").page  # this browser knows it by now
    assert f'value="{code}"' in visitor.open(f"sign-in?workspace={code}").page


def test_a_failure_is_on_the_trail_under_nobodys_name(visitor: Visitor) -> None:
    visitor.signs_in(password=OTHER_PASSWORD)
    visitor.signs_in("nobody@sorrel.example")
    database = visitor.app.extensions[SITE].database
    failures = entries(database, MINA, Wanted(action="sign_in_failed"))
    assert [(entry.person, entry.about) for entry in failures] == [(None, ""), (None, "person:1")]


# --- where one goes


@pytest.mark.parametrize(
    "wanted",
    ["/en/account", "/fa/workspace/people", "/en/account/name?done=name", "/en/workspace/people/12"],
)
def test_one_comes_to_the_page_that_one_wanted(visitor: Visitor, wanted: str) -> None:
    assert visitor.open(f"sign-in?next={wanted.replace('?', '%3F')}").page
    assert visitor.send("sign-in", **FIELDS).goes_to == wanted


@pytest.mark.parametrize(
    "wanted",
    [
        "//evil.example",
        "/\\evil.example",
        "\\\\evil.example",
        "/\t/evil.example",
        "/%09/evil.example",
        "\t//evil.example",
        " /en/account",
        "https://evil.example/en/account",
        "https:/en/account",
        "javascript:alert(1)",
        "//localhost/en/account",
        "/en/account\r\nSet-Cookie: x=y",
        "/en/sign-out",
        "/en/sign-in",
        "/en/reset/abc",
        "/en/about",
        "/en//account",
        "/en/account/../../evil",
        "/static/site.css",
        "/en/workspace/people/1/remove",
        "/nowhere",
        "?done=out",
        "\u202e/en/account",
        "",
    ],
)
def test_no_other_page_is_gone_to(visitor: Visitor, wanted: str) -> None:
    assert visitor.open("sign-in").send("sign-in", **FIELDS, next=wanted).goes_to == "/en/workspace/checks"


def test_a_page_that_needs_signing_in_is_come_back_to(visitor: Visitor) -> None:
    there = visitor.open("account/password").goes_to
    assert visitor.open(there).send("sign-in", **FIELDS).goes_to == "/en/account/password"


# --- forms from elsewhere


@pytest.mark.parametrize("csrf", ["", "0" * 64, "another's"])
def test_nobody_is_signed_in_by_another_site(visitor: Visitor, csrf: str) -> None:
    foreign = Visitor(visitor.app).open("sign-in")
    other = Visitor(visitor.app).open("sign-in").page.split('name="csrf" value="')[1].split('"')[0]
    foreign.send("sign-in", **FIELDS, csrf=other if csrf == "another's" else csrf)
    assert foreign.answer.status_code == 403
    assert foreign.cookie("session") is None
    assert not foreign.is_in


@pytest.mark.parametrize("headers", [{"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://evil.example"}])
def test_a_browser_that_names_another_site_is_turned_away(visitor: Visitor, headers: dict[str, str]) -> None:
    page = visitor.open("sign-in").page
    csrf = page.split('name="csrf" value="')[1].split('"')[0]
    answer = visitor.client.post("/en/sign-in", data={**FIELDS, "csrf": csrf}, headers=headers)
    assert answer.status_code == 403
    assert visitor.cookie("session") is None


def test_a_form_shown_to_nobody_is_no_form_of_somebody(visitor: Visitor) -> None:
    """Whoever can have a stranger's form sent has no use for it once they are signed in."""
    strangers = visitor.open("sign-in").page
    visitor.signs_in()
    csrf = strangers.split('name="csrf" value="')[1].split('"')[0]
    visitor.answer = visitor.client.post("/en/account/name", data={"csrf": csrf, "name": "Eve"})
    assert visitor.answer.status_code == 403
    assert NAME in visitor.open("account").page


# --- signing out


def test_signing_out_ends_the_session_on_the_server(visitor: Visitor) -> None:
    visitor.signs_in()
    session = visitor.cookie("session") or ""
    assert visitor.signs_out().goes_to == "/en/sign-in?done=out"
    assert visitor.cookie("session") is None
    assert visitor.open("sign-in?done=out").is_told("sign_in.done_out")
    replayed = Visitor(visitor.app)
    replayed.client.set_cookie("session", session)
    assert not replayed.is_in


def test_signing_out_takes_a_form_of_ones_own(visitor: Visitor) -> None:
    visitor.signs_in()
    visitor.answer = visitor.client.post("/en/sign-out", data={"csrf": "0" * 64})
    assert visitor.answer.status_code == 403
    assert visitor.is_in


def test_signing_out_twice_does_no_harm(visitor: Visitor) -> None:
    visitor.signs_in().open("account")
    visitor.send("sign-out")
    visitor.answer = visitor.client.post("/en/sign-out")
    assert visitor.goes_to == "/en/sign-in?done=out"


def test_a_workspaces_check_does_not_stay_open_behind(visitor: Visitor) -> None:
    visitor.signs_in().client.set_cookie("check", access.held_cookie(1))
    visitor.signs_out()
    assert visitor.cookie("check") is None


def test_a_private_check_stays_open_behind(visitor: Visitor) -> None:
    visitor.signs_in().client.set_cookie("check", "a-private-token")
    visitor.signs_out()
    assert visitor.cookie("check") == "a-private-token"


# --- cookies


def set_by(visitor: Visitor) -> dict[str, str]:
    return {cookie.split("=")[0]: cookie for cookie in visitor.answer.headers.getlist("Set-Cookie")}


def test_the_session_ends_with_the_browser_and_is_out_of_reach(visitor: Visitor) -> None:
    cookies = set_by(visitor.signs_in())
    assert set(cookies) == {"session", "device"}
    for cookie in cookies.values():
        assert "HttpOnly" in cookie
        assert "SameSite=Lax" in cookie
        assert "Path=/" in cookie
        assert "Domain" not in cookie
    assert "Max-Age" not in cookies["session"]
    assert "Expires" not in cookies["session"]


def test_over_https_cookies_are_bound_to_it(make_app: Callable[..., Flask]) -> None:
    safe = Visitor(make_app(HTTPS="1"), base_url="https://localhost").sets_up()
    cookies = set_by(safe)
    assert set(cookies) == {"__Host-session", "__Host-device"}
    assert all("Secure" in cookie and "Domain" not in cookie for cookie in cookies.values())
    assert safe.is_in


def test_no_cookie_says_who_it_is(visitor: Visitor) -> None:
    cookies = " ".join(visitor.signs_in().answer.headers.getlist("Set-Cookie"))
    assert "mina" not in cookies.lower()
    assert "sorrel" not in cookies.lower()


def test_pages_are_kept_by_no_cache(visitor: Visitor) -> None:
    for path in ("sign-in", "forgotten"):
        assert visitor.open(path).answer.headers["Cache-Control"] == "no-store"
    assert visitor.signs_in().open("account").answer.headers["Cache-Control"] == "no-store"
