"""Name, language, calendar, currency and retention: owners change them, and no change is undone unseen."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from werkzeug.test import TestResponse

from readiness.records.audit import Wanted, entries
from readiness.records.workspaces import SETTINGS, Workspace, change_settings, read_workspace
from tests.pages.owner import error_at, hidden, say, text_of, value_of
from tests.workspace.cast import Cast, Somebody
from tests.workspace.checks_at_hand import keep
from tests.workspace.filled_form import form_on

PAGE = "workspace/settings"
NEW = {
    "name": "مهر و ماه",
    "language": "fa",
    "calendar": "jalali",
    "currency": "IRT",
    "retention_months": "۱۲",
}


def form(somebody: Somebody) -> dict[str, str]:
    return form_on(somebody.see(PAGE), f"/{somebody.language}/{PAGE}")


def send(somebody: Somebody, fields: dict[str, str]) -> TestResponse:
    return somebody.client.post(f"/{somebody.language}/{PAGE}", data=fields)


def set_(somebody: Somebody, **changed: str) -> TestResponse:
    """What the browser sends when these fields are typed over."""
    return send(somebody, form(somebody) | changed)


def settings(cast: Cast, who: str = "owner") -> Workspace:
    return read_workspace(cast.database, cast.actors[who])


def trail(cast: Cast, who: str = "owner") -> list[dict[str, Any]]:
    found = entries(cast.database, cast.actors[who], Wanted(action="settings_changed"))
    return [dict(entry.details) for entry in found]


@pytest.mark.parametrize("language", ["en", "fa"])
def test_what_is_set_stands_there_afterwards(cast: Cast, language: str) -> None:
    owner = cast.sign_in("owner", language)
    answer = set_(owner, **NEW)
    assert (answer.status_code, answer.location) == (303, f"/{language}/{PAGE}?done=saved")
    assert say("settings.saved", language) in owner.see(f"{PAGE}?done=saved")
    now = settings(cast)
    assert {key: getattr(now, key) for key in SETTINGS} == NEW | {"retention_months": 12}
    shown = form(owner)
    assert {key: shown[key] for key in SETTINGS} == NEW | {"retention_months": "12" if language == "en" else "۱۲"}


def test_nothing_chosen_is_nothing_kept(cast: Cast, owner: Somebody) -> None:
    set_(owner, **NEW)
    set_(owner, calendar="", currency="")
    assert (settings(cast).calendar, settings(cast).currency) == (None, None)


def test_the_trail_names_what_really_changed_and_nothing_else(cast: Cast, owner: Somebody) -> None:
    set_(owner)
    assert trail(cast) == []
    set_(owner, name="Mehr & Co", retention_months="7")
    set_(owner, name="Mehr & Co", retention_months="٧")
    assert trail(cast) == [{"settings": ["name", "retention_months"]}]
    assert trail(cast, "rival") == []


def test_days_are_told_by_the_calendar_that_was_set(cast: Cast, owner: Somebody) -> None:
    keep(cast)
    before = text_of(owner.see("workspace/checks"))
    set_(owner, calendar="jalali")
    after = text_of(owner.see("workspace/checks"))
    assert " 14" not in before
    assert "\u00a014" in after.replace("\u202f", "\u00a0")


def test_new_checks_begin_with_the_currency_that_was_set(owner: Somebody) -> None:
    set_(owner, currency="SEK")
    owner.press("workspace/checks", PAGE)
    assert 'value="SEK" selected' in owner.see("check/basics")


NO_MONTHS = ("", "0", "121", "-6", "6.5", "1e2", "NaN", "1_0", "²", "0x10", "1e309", "9" * 400, "six")
WRONG = (
    ("name", "", "name_missing"),
    ("name", " \u202e\u200b ", "name_missing"),
    ("name", "M" * 101, "name_long"),
    ("language", "de", "not_an_option"),
    ("language", "", "not_an_option"),
    ("calendar", "maya", "not_an_option"),
    ("currency", "XXX", "not_an_option"),
    *(("retention_months", typed, "months_wrong") for typed in NO_MONTHS),
)


@pytest.mark.parametrize("language", ["en", "fa"])
def test_what_cannot_be_is_said_at_its_field_and_nothing_is_saved(cast: Cast, language: str) -> None:
    owner, before = cast.sign_in("owner", language), settings(cast)
    stands = form(owner) | {"name": "Another", "currency": "EUR"}
    for field, typed, code in WRONG:
        answer = send(owner, stands | {field: typed})
        page = answer.get_data(as_text=True)
        assert answer.status_code == 422, (field, typed)
        assert error_at(page, field) == say(f"errors.{code}", language), (field, typed)
        assert field == "name" or value_of(page, 'name="name"') == "Another"
        assert field == "currency" or 'value="EUR" selected' in page
    assert settings(cast) == before
    assert trail(cast) == []


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("a\u202eb", "ab"),
        ("=cmd|' /C calc'!A0", "=cmd|' /C calc'!A0"),
        ("<img src=x onerror=alert(1)>", "<img src=x onerror=alert(1)>"),
        ("{{7*7}} %s", "{{7*7}} %s"),
        ("a" + "\u0301" * 500, "á" + "\u0301" * 3),
        ("كيان", "کیان"),
    ],
)
def test_a_hostile_name_is_kept_harmless_and_shown_as_typed(cast: Cast, owner: Somebody, typed: str, kept: str) -> None:
    assert set_(owner, name=typed).status_code == 303
    assert settings(cast).name == kept
    assert kept in text_of(owner.see(PAGE)) or "{{" in kept
    assert "<img" not in owner.see(PAGE)


def test_only_settings_can_be_set(cast: Cast, owner: Somebody) -> None:
    before, theirs = settings(cast), settings(cast, "rival")
    more = {"id": "2", "workspace_id": "2", "code": "aaaaaaaa", "assumptions": "{}", "logo": "x", "role": "viewer"}
    assert set_(owner, name="Mehr Ltd", **more).status_code == 303
    assert settings(cast) == Workspace(before.id, before.code, "Mehr Ltd", *_rest(before))
    assert settings(cast, "rival") == theirs


def _rest(workspace: Workspace) -> tuple[Any, ...]:
    kept = ("language", "calendar", "currency", "retention_months", "assumptions")
    return tuple(getattr(workspace, key) for key in kept)


def test_a_form_of_another_person_changes_nothing(cast: Cast, owner: Somebody) -> None:
    before, rival = settings(cast), cast.sign_in("rival")
    theirs = form(rival)["csrf"]
    for token in ("", "x", theirs):
        assert send(owner, form(owner) | {"name": "Taken", "csrf": token}).status_code == 403
    assert settings(cast) == before


@pytest.mark.parametrize("who", ["hr", "interviewer", "viewer"])
def test_nobody_but_owners_sees_or_changes_them(cast: Cast, owner: Somebody, who: str) -> None:
    somebody, before = cast.sign_in(who), settings(cast)
    assert somebody.open(PAGE).status_code == 403
    fields = form(owner) | {"name": "Taken", "csrf": hidden(somebody.see("account"), "csrf")}
    assert send(somebody, fields).status_code == 403
    assert settings(cast) == before


def test_the_code_and_the_address_to_sign_in_can_be_copied(cast: Cast, owner: Somebody) -> None:
    page, code = owner.see(PAGE), settings(cast).code
    assert value_of(page, 'id="code"') == code
    assert value_of(page, 'id="sign-in"') == f"http://localhost/en/sign-in?workspace={code}"
    assert settings(cast, "rival").code not in page


# --- two owners at once


def test_of_two_owners_both_changes_count(cast: Cast, owner: Somebody) -> None:
    other = cast.sign_in("owner", "fa")
    mine, theirs = form(owner), form(other)
    assert send(other, theirs | {"currency": "IRT"}).status_code == 303
    assert send(owner, mine | {"name": "Mehr Ltd"}).status_code == 303
    assert (settings(cast).name, settings(cast).currency) == ("Mehr Ltd", "IRT")


@pytest.mark.parametrize("language", ["en", "fa"])
def test_the_same_field_changed_twice_is_shown_to_the_later_one(cast: Cast, language: str) -> None:
    owner, other = cast.sign_in("owner", language), cast.sign_in("owner")
    mine = form(owner)
    set_(other, name="Theirs", currency="EUR", retention_months="24")
    answer = send(owner, mine | {"name": "Mine", "currency": "SEK", "retention_months": "36", "calendar": "jalali"})
    page = answer.get_data(as_text=True)
    assert answer.status_code == 409
    assert (settings(cast).name, settings(cast).calendar) == ("Theirs", None)
    assert [error_at(page, key) for key in ("name", "currency")] == [say("errors.changed_meanwhile", language)] * 2
    assert error_at(page, "calendar") == ""
    for value in ("Theirs", say("currencies.EUR", language), "24" if language == "en" else "۲۴"):
        assert say("settings.meanwhile", language, value=value) in " ".join(text_of(page).split())
    again = form_on(page, f"/{language}/{PAGE}")
    assert (again["name"], again["currency"], again["calendar"]) == ("Mine", "SEK", "jalali")
    assert send(owner, again).status_code == 303
    now = settings(cast)
    assert (now.name, now.currency, now.calendar, now.retention_months) == ("Mine", "SEK", "jalali", 36)


def test_after_a_clash_what_only_others_changed_stays(cast: Cast, owner: Somebody) -> None:
    mine, other = form(owner), cast.sign_in("owner")
    set_(other, name="Theirs", currency="EUR")
    page = send(owner, mine | {"name": "Mine"}).get_data(as_text=True)
    assert send(owner, form_on(page, f"/en/{PAGE}")).status_code == 303
    assert (settings(cast).name, settings(cast).currency) == ("Mine", "EUR")


def test_the_same_change_made_twice_is_no_clash(cast: Cast, owner: Somebody) -> None:
    mine = form(owner)
    for _ in range(2):
        assert send(owner, mine | {"name": "Mehr Ltd"}).status_code == 303
    assert trail(cast) == [{"settings": ["name"]}]


def test_of_many_changes_at_one_moment_one_wins_and_the_others_are_told(cast: Cast) -> None:
    by, shown = cast.actors["owner"], {"name": "Mehr"}
    names = [f"Mehr {number}" for number in range(8)]
    with ThreadPoolExecutor(8) as at_once:
        told = list(at_once.map(lambda name: change_settings(cast.database, by, {"name": name}, shown), names))
    won = settings(cast).name
    assert [name for name, clash in zip(names, told, strict=True) if not clash] == [won]
    assert [clash for clash in told if clash] == [{"name": won}] * 7
    assert len(trail(cast)) == 1
