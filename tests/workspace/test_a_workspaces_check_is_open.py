"""A workspace's check in the browser: owners change it, HR and viewers read it, and it opens only while signed in."""

from __future__ import annotations

import json
from datetime import date

import pytest
from werkzeug.test import TestResponse

from readiness.records.audit import Wanted, entries
from readiness.records.checks import Held, find_check
from readiness.records.database import writing
from readiness.records.held_checks import delete_held
from readiness.records.people import remove_person
from readiness.records.sessions import end_sessions
from readiness.reports.company_report import report_on
from readiness.reports.house import House
from tests.pages.owner import LIBRARY, ROLE, SECTIONS, hidden, say, text_of, typed
from tests.workspace.cast import Cast, Somebody
from tests.workspace.checks_at_hand import ANSWERS, CHECKS, keep, open_in, private, settle, with_open

READERS = ("hr", "viewer")
PAGES = ("check/review", "check/result")


@pytest.fixture
def check(cast: Cast) -> int:
    return keep(cast)


def sign_out(cast: Cast, who: str) -> None:
    """End all sessions of one of the cast, as from another browser."""
    by = cast.actors[who]
    with writing(cast.database) as connection:
        end_sessions(connection, by.workspace, by.person or 0)


def autosave(somebody: Somebody, csrf: str) -> TestResponse:
    data = {"csrf": csrf, "question_accounts": "33", "sure_accounts": "exact"}
    return somebody.client.post("/en/check/accounts", data=data, headers={"X-Autosave": "1"})


@pytest.mark.parametrize("who", ["owner", *READERS])
def test_it_is_opened_from_the_list_at_its_result(cast: Cast, check: int, who: str) -> None:
    somebody = cast.sign_in(who)
    assert somebody.press(f"{CHECKS}/{check}/open", CHECKS).location == "/en/check/result"
    assert open_in(somebody) == f"held-{check}"
    assert report_on(ROLE, ANSWERS, LIBRARY, "en", date.today()).verdict.sentence in somebody.see("check/result")


def test_an_unfinished_one_opens_at_its_answers(cast: Cast, owner: Somebody) -> None:
    unfinished = keep(cast, answers={"fit": "repeat"})
    owner.press(f"{CHECKS}/{unfinished}/open", CHECKS)
    assert owner.open("check/result").location == "/en/check/review"
    assert say("check.missing_title") in owner.see("check/review")


@pytest.mark.parametrize("language", ["en", "fa"])
def test_every_page_says_whose_it_is_and_speaks_of_no_private_link(cast: Cast, check: int, language: str) -> None:
    owner = with_open(cast.sign_in("owner", language), check)
    for path in (*PAGES, "check/not-yet-for-you", *(f"check/{section}" for section in SECTIONS)):
        page = owner.see(path)
        assert "Mehr" in text_of(page)
        assert f'href="/{language}/workspace/checks"' in page
        assert "/check/link" not in page
    assert owner.open("check/link").location == f"/{language}/workspace/checks"


def test_a_private_check_still_speaks_of_its_link(cast: Cast, owner: Somebody) -> None:
    with_open(owner, private(cast))
    for path in ("check/result", "check/accounts"):
        assert "/check/link" in owner.see(path)
        assert say("checks.all_checks") not in owner.see(path)


def test_a_private_link_opens_beside_it_unasked(cast: Cast, owner: Somebody, check: int) -> None:
    """Nothing is lost: the way back to a workspace's check is its list."""
    token = private(cast)
    assert with_open(owner, check).open(f"resume/{token}").location == "/en/check/review"
    assert open_in(owner) == token


# --- what it is reckoned with


def test_its_result_rests_on_the_workspaces_assumptions(cast: Cast, owner: Somebody, check: int) -> None:
    settle(cast, assumptions=json.dumps({"on_cost": 3.0}), calendar="jalali")
    with_open(owner, check)
    house = House("Mehr", calendar="jalali", assumptions={"on_cost": 3.0})
    expected = report_on(ROLE, ANSWERS, LIBRARY, "en", date.today(), house=house)
    page = owner.see("check/result")
    assert expected.verdict.sentence in page
    assert expected.made_on_text in page
    figures = owner.open("check/report.json").get_json()
    assert figures["verdict"]["chance"] == expected.verdict.chance.number
    assert [each["assumption"] for each in figures["assumptions_set"]] == ["on_cost"]


@pytest.mark.parametrize(("name", "kind"), [("report.pdf", "pdf"), ("report.json", "json")])
def test_who_takes_the_report_along_is_noted(cast: Cast, check: int, name: str, kind: str) -> None:
    viewer = with_open(cast.sign_in("viewer"), check)
    assert viewer.open(f"check/{name}").status_code == 200
    (entry,) = entries(cast.database, cast.actors["owner"], Wanted(action="report_downloaded"))
    assert (entry.person, entry.about, entry.details) == (viewer.actor.person, f"check:{check}", {"format": kind})


# --- who may do what


@pytest.mark.parametrize("who", READERS)
def test_readers_see_all_and_are_offered_no_change(cast: Cast, check: int, who: str) -> None:
    reader = with_open(cast.sign_in(who), check)
    review, result = reader.see("check/review"), reader.see("check/result")
    assert say("checks.review_lead") in review
    assert "#question-" not in review
    assert say("check.change") not in text_of(review).split()
    assert say("result.change_answers") not in result
    for section in (*SECTIONS, "not-yet-for-you"):
        assert reader.open(f"check/{section}").location == "/en/check/review"


@pytest.mark.parametrize("who", READERS)
def test_readers_change_nothing(cast: Cast, check: int, who: str) -> None:
    reader, owner = with_open(cast.sign_in(who), check), with_open(cast.sign_in("owner"), check)
    csrf = hidden(owner.see("check/accounts"), "csrf")
    assert autosave(reader, csrf).status_code == 403
    assert reader.client.post("/en/check/accounts", data={"csrf": csrf}).status_code == 403
    found = find_check(cast.database, Held(owner.actor, check))
    assert found is not None
    assert found.answers == ANSWERS
    assert len(entries(cast.database, owner.actor, Wanted(action="denied"))) == 2


def test_owners_change_it_and_leave_a_trail(cast: Cast, owner: Somebody, check: int) -> None:
    with_open(owner, check)
    assert autosave(owner, hidden(owner.see("check/accounts"), "csrf")).status_code == 200
    assert typed(owner.see("check/accounts"), "accounts") == "33"
    (entry,) = entries(cast.database, owner.actor, Wanted(action="check_changed"))
    assert "33" not in json.dumps(entry.details)
    assert (entry.person, entry.about) == (owner.actor.person, f"check:{check}")


def test_an_interviewer_opens_none(cast: Cast, check: int) -> None:
    interviewer = with_open(cast.sign_in("interviewer"), check)
    for path in (*PAGES, "check/accounts", "check/report.pdf"):
        assert interviewer.open(path).status_code == 403
    assert say("home.continue_check") not in interviewer.see("")


def test_a_cookie_made_up_by_hand_opens_nothing_of_others(cast: Cast, check: int) -> None:
    rival, told = cast.sign_in("rival"), []
    for tried in (check, 999):
        with_open(rival, tried)
        for path in (*PAGES, "check/accounts", "check/report.json"):
            answer = rival.open(path)
            told.append((answer.status_code, text_of(answer.get_data(as_text=True))))
        assert autosave(rival, "").status_code == 404
    assert len({page for _, page in told}) == 1
    assert {status for status, _ in told} == {404}
    assert say("checks.closed_title") in told[0][1]
    assert {entry.about for entry in entries(cast.database, rival.actor, Wanted(action="denied"))} == {
        f"check:{check}",
        "check:999",
    }
    assert not entries(cast.database, cast.actors["owner"], Wanted(action="denied"))


@pytest.mark.parametrize("cookie", ["held-", "held-0x1", "held-٣", "held-1 ", "held--1", "held-99999999999999"])
def test_what_names_no_check_is_no_check(cast: Cast, owner: Somebody, check: int, cookie: str) -> None:
    assert with_open(owner, cookie).open("check/review").status_code == 404


# --- signed out, removed or deleted in the midst of it


@pytest.mark.parametrize("how", ["signed out", "removed"])
def test_whoever_is_out_is_sent_to_sign_in_and_told_in_one_sentence(cast: Cast, check: int, how: str) -> None:
    somebody = with_open(cast.sign_in("viewer" if how == "removed" else "owner"), check)
    csrf = hidden(with_open(cast.sign_in("owner"), check).see("check/accounts"), "csrf")
    if how == "removed":
        remove_person(cast.database, cast.actors["owner"], somebody.actor.person or 0)
    else:
        sign_out(cast, "owner")
    page = somebody.open("check/result?margin=40")
    assert page.location == "/en/sign-in?next=/en/check/result%3Fmargin%3D40"
    told = autosave(somebody, csrf)
    assert told.status_code == 401
    assert told.get_json()["error"] == say("errors.typing_401")
    assert somebody.client.post("/en/check/accounts", data={"csrf": csrf}).status_code == 401
    found = find_check(cast.database, Held(cast.actors["owner"], check))
    assert found is not None
    assert found.answers == ANSWERS


def test_a_check_deleted_meanwhile_is_said_to_be_gone(cast: Cast, owner: Somebody, check: int) -> None:
    with_open(owner, check)
    csrf = hidden(owner.see("check/accounts"), "csrf")
    delete_held(cast.database, cast.actors["owner"], check)
    gone = owner.open("check/accounts")
    assert gone.status_code == 404
    assert say("checks.closed_lead") in gone.get_data(as_text=True)
    assert "/en/workspace/checks" in gone.get_data(as_text=True)
    assert say("checks.closed_lead") in autosave(owner, csrf).get_json()["error"]
