"""The list shows each check with its day, company and verdict as the model has it now, to whoever may see it."""

from __future__ import annotations

import json
import re
from datetime import UTC, date, datetime

import pytest

from readiness import language as language_of
from readiness.records import clock
from readiness.records.audit import Wanted, entries
from readiness.records.checks import Held, find_check
from readiness.records.clock import DAY
from readiness.records.held_checks import count_checks, list_checks
from readiness.reports.company_report import report_on
from readiness.reports.house import House
from tests.pages.owner import LIBRARY, ROLE, say, text_of
from tests.workspace.cast import Cast, Somebody
from tests.workspace.checks_at_hand import ANSWERS, CHECKS, exactly, keep, open_in, private, settle, with_open

READERS = ("owner", "hr", "viewer")
ITEM = re.compile(r'<li id="check-.*?</li>', re.DOTALL)


def items(page: str) -> list[str]:
    return [re.sub("[ \n]+", " ", text_of(item)) for item in ITEM.findall(page)]


@pytest.fixture
def on_days(monkeypatch: pytest.MonkeyPatch):  # type: ignore[no-untyped-def]
    """A function that turns the clock back by some days."""
    real = clock.now
    return lambda ago: monkeypatch.setattr(clock, "now", lambda: real() - ago * DAY)


@pytest.mark.parametrize("language", ["en", "fa"])
@pytest.mark.parametrize("who", READERS)
def test_each_check_has_its_day_company_and_verdict(cast: Cast, who: str, language: str) -> None:
    keep(cast, but={"company": "Kaveh & Sons"})
    report = report_on(ROLE, ANSWERS, LIBRARY, language, date.today())
    (item,) = items(cast.sign_in(who, language).see(CHECKS))
    assert language_of.day(datetime.now(UTC).date(), language) in item
    for told in ("Kaveh & Sons", report.verdict.name, report.verdict.chance.value, report.score.value):
        assert told in item


def test_days_are_told_by_the_workspaces_calendar(cast: Cast, owner: Somebody) -> None:
    keep(cast)
    settle(cast, calendar="jalali")
    assert language_of.day(datetime.now(UTC).date(), "en", "jalali") in items(owner.see(CHECKS))[0]


def test_the_verdict_is_reckoned_with_the_workspaces_assumptions(cast: Cast, owner: Somebody) -> None:
    keep(cast)
    before = items(owner.see(CHECKS))
    for assumptions in ({"on_cost": 3.0}, {}):
        settle(cast, assumptions=json.dumps(assumptions))
        report = report_on(ROLE, ANSWERS, LIBRARY, "en", date.today(), house=House(assumptions=assumptions))
        told = f"{say('report.chance_name')}: {report.verdict.chance.value}"
        assert told in items(owner.see(CHECKS))[0]
    assert items(owner.see(CHECKS)) == before


def test_an_unfinished_check_says_how_far_it_is(cast: Cast, owner: Somebody) -> None:
    keep(cast, answers={"fit": "repeat", "unowned": "3", "grr": {"typed": "12x", "sure": "about"}})
    (item,) = items(owner.see(CHECKS))
    assert say("check.answers_in", n="2", of="45") in item
    assert say("checks.not_finished") in item
    assert say("checks.unnamed") in item


def test_a_role_that_is_offered_no_more_is_said_so(cast: Cast, owner: Somebody) -> None:
    keep(cast, role="astrologer")
    (item,) = items(owner.see(CHECKS))
    assert say("checks.role_gone") in item
    assert say("checks.again") not in item


def test_twenty_stand_on_a_page_the_newest_first(cast: Cast, on_days) -> None:  # type: ignore[no-untyped-def]
    for ago in range(23):
        on_days(ago)
        keep(cast, answers={"company": f"Company {ago}."})
    on_days(0)
    owner = cast.sign_in("owner")
    pages = [items(owner.see(f"{CHECKS}?page={page}")) for page in ("1", "2", "999", "x", "-1")]
    assert [len(page) for page in pages] == [20, 3, 3, 20, 20]
    assert [f"Company {ago}." in item for page in pages[:2] for ago, item in enumerate(page)].count(True) == 20
    assert "Company 22." in pages[1][-1]
    assert say("checks.page_of", n="2", of="2") in owner.see(f"{CHECKS}?page=2")


def test_a_picture_shows_how_they_went_once_two_are_finished(cast: Cast, on_days) -> None:  # type: ignore[no-untyped-def]
    on_days(200)
    keep(cast, but={"grr": exactly(70)})
    keep(cast, answers={"fit": "repeat"})
    on_days(0)
    owner = cast.sign_in("owner")
    assert "<svg" not in owner.see(CHECKS)
    keep(cast)
    page = owner.see(CHECKS)
    (svg,) = re.findall(r"<svg.*?</svg>", page, re.DOTALL)
    assert svg.count("<circle") == 4  # two figures, each with two finished checks
    reports = [report_on(ROLE, {**ANSWERS, **but}, LIBRARY, "en", date.today()) for but in ({"grr": exactly(70)}, {})]
    summary = re.search("<desc[^>]*>(.*?)</desc>", svg)
    assert summary is not None
    for report in reports:
        assert report.score.value in summary[1]
        assert report.verdict.chance.value in summary[1]


def test_only_owners_are_offered_what_only_owners_may(cast: Cast) -> None:
    keep(cast)
    keep(cast)
    offered = {who: text_of(cast.sign_in(who).see(CHECKS)) for who in READERS}
    for words in ("checks.start", "checks.again", "checks.delete", "checks.adopt_title"):
        assert say(words) in offered["owner"]
        assert say(words) not in offered["hr"]
        assert say(words) not in offered["viewer"]
    for page in offered.values():
        assert say("checks.compare") in page


def test_an_interviewer_has_no_such_page(cast: Cast) -> None:
    interviewer = cast.sign_in("interviewer")
    answer = interviewer.open(CHECKS)
    assert answer.status_code == 403
    assert say("errors.title_denied") in answer.get_data(as_text=True)
    assert entries(cast.database, cast.actors["owner"], Wanted(action="denied"))


def test_the_others_checks_are_not_there(cast: Cast) -> None:
    keep(cast, but={"company": "A secret of Mehr"})
    page = cast.sign_in("rival").see(CHECKS)
    assert "A secret of Mehr" not in page
    assert items(page) == []
    assert say("checks.none_lead") in page


# --- starting, repeating, deleting


def test_a_new_check_knows_the_workspaces_currency(cast: Cast, owner: Somebody) -> None:
    settle(cast, currency="IRT")
    started = owner.press(CHECKS, CHECKS)
    assert started.location == "/en/check/fit"
    (check,) = list_checks(cast.database, cast.actors["owner"])
    assert check.answers == {"currency": "IRT"}
    assert open_in(owner) == f"held-{check.id}"
    assert owner.press("check/fit", "check/fit", question_fit="repeat", go="next").status_code == 303
    assert list_checks(cast.database, cast.actors["owner"])[0].answers == {"currency": "IRT", "fit": "repeat"}


def test_checking_again_leaves_the_past_as_it_was(cast: Cast, owner: Somebody) -> None:
    before = keep(cast)
    assert owner.press(f"{CHECKS}/{before}/again", CHECKS).location == "/en/check/review"
    owner.press("check/accounts", "check/accounts", question_accounts="77", go="stay")
    newer, older = list_checks(cast.database, cast.actors["owner"])
    assert older.id == before
    assert older.answers == ANSWERS
    assert newer.answers["accounts"]["value"] == "77"
    assert open_in(owner) == f"held-{newer.id}"


def test_a_check_is_deleted_once_its_owner_is_sure(cast: Cast, owner: Somebody) -> None:
    check = keep(cast)
    with_open(owner, check)
    sure = owner.see(f"{CHECKS}/{check}/delete")
    assert say("checks.delete_title") in sure
    assert count_checks(cast.database, cast.actors["owner"]) == 1
    gone = owner.press(f"{CHECKS}/{check}/delete", f"{CHECKS}/{check}/delete")
    assert gone.location == "/en/workspace/checks?deleted=yes"
    assert open_in(owner) in (None, "")
    assert find_check(cast.database, Held(cast.actors["owner"], check)) is None
    assert say("checks.deleted") in owner.see(f"{CHECKS}?deleted=yes")
    assert owner.press(f"{CHECKS}/{check}/delete", CHECKS).status_code == 404


@pytest.mark.parametrize("act", ["open", "again", "delete"])
def test_a_check_of_others_is_as_missing_as_one_of_nobody(cast: Cast, act: str) -> None:
    check, rival = keep(cast), cast.sign_in("rival")
    before = list_checks(cast.database, cast.actors["owner"])
    told = []
    for tried in (check, 999, 10**9, 10**30):
        answer = rival.press(f"{CHECKS}/{tried}/{act}", CHECKS)
        told.append((answer.status_code, text_of(answer.get_data(as_text=True)), open_in(rival)))
    assert told == [told[0]] * 4
    assert told[0][0] == 404
    assert list_checks(cast.database, cast.actors["owner"]) == before
    assert len(entries(cast.database, cast.actors["rival"], Wanted(action="denied"))) == 2  # the longer ones are no ids


def test_a_private_check_is_not_pushed_out_unasked(cast: Cast, owner: Somebody) -> None:
    """Its key may be nowhere but in this browser."""
    check, token = keep(cast), private(cast)
    with_open(owner, token)
    for path in (f"{CHECKS}/{check}/open", f"{CHECKS}/{check}/again", CHECKS):
        asked = owner.press(path, CHECKS, role=ROLE.key)
        assert asked.status_code == 200
        assert say("link.switch_title") in asked.get_data(as_text=True)
        assert f'action="/en/{path}"' in asked.get_data(as_text=True)
    assert open_in(owner) == token
    assert count_checks(cast.database, cast.actors["owner"]) == 1
    assert owner.press(f"{CHECKS}/{check}/open", CHECKS, replaces="yes").location == "/en/check/result"
    assert open_in(owner) == f"held-{check}"


def test_an_unknown_role_starts_nothing(cast: Cast, owner: Somebody) -> None:
    assert owner.press(CHECKS, CHECKS, role="astrologer").status_code == 400
    assert count_checks(cast.database, cast.actors["owner"]) == 0
