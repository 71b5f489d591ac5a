"""The model's assumptions: owners set them, results and reports reckon with them, and the standard comes back whole."""

from __future__ import annotations

import json
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from werkzeug.test import TestResponse

from readiness.company.assumed import adjustables, assumptions_of
from readiness.records.audit import Wanted, entries
from readiness.records.workspaces import change_assumptions, change_logo, read_workspace
from readiness.reports.logo import accept_logo
from tests.pages.owner import ROLE, error_at, hidden, say, text_of, value_of
from tests.reports.pdf_text import squeezed, words_of
from tests.workspace.cast import Cast, Somebody
from tests.workspace.checks_at_hand import keep, settle, with_open
from tests.workspace.filled_form import form_on
from tests.workspace.test_the_logo_is_uploaded_and_shown import picture

PAGE = "workspace/settings/assumptions"
LANGUAGES = pytest.mark.parametrize("language", ["en", "fa"])
GROUPS = assumptions_of(ROLE)


def form(somebody: Somebody) -> dict[str, str]:
    return form_on(somebody.see(PAGE), f"/{somebody.language}/{PAGE}")


def send(somebody: Somebody, fields: Mapping[str, str]) -> TestResponse:
    return somebody.client.post(f"/{somebody.language}/{PAGE}", data=fields)


def set_(somebody: Somebody, **typed: str) -> TestResponse:
    """What the browser sends when these fields are typed over; `standard` is a button."""
    return send(somebody, form(somebody) | typed)


def kept(cast: Cast, who: str = "owner") -> dict[str, float]:
    return dict(read_workspace(cast.database, cast.actors[who]).assumptions)


def trail(cast: Cast) -> list[list[str]]:
    found = entries(cast.database, cast.actors["owner"], Wanted(action="assumptions_changed"))
    return [entry.details["differ"] for entry in reversed(found)]


def said(key: str, value: float, language: str) -> str:
    """An assumption's value in words."""
    return next(each for each in adjustables(ROLE) if each.key == key).said(value, language)


def figures(somebody: Somebody) -> dict[str, Any]:
    """The report of the check that is open, as data."""
    found: dict[str, Any] = json.loads(somebody.open("check/report.json").data)
    return found


# --- the page


@LANGUAGES
def test_every_assumption_stands_there_with_its_meaning_and_its_standard(cast: Cast, language: str) -> None:
    owner = cast.sign_in("owner", language)
    page = owner.see(PAGE)
    words = " ".join(text_of(page).split())
    for each in adjustables(ROLE):
        assert value_of(page, f'name="{each.key}"')
        assert each.label[language] in words
        assert each.about[language] in words
        assert each.unit[language] in words
    assert say("settings.all_standard", language) in words
    assert say("settings.fixed_lead", language) in words
    assert page.count("<details>") == len(GROUPS) - 2


@LANGUAGES
def test_what_is_set_stands_there_marked_and_unfolded(cast: Cast, language: str) -> None:
    owner = cast.sign_in("owner", language)
    typed = {"en": ("1.45", "0.75"), "fa": ("۱٫۴۵", "۰٫۷۵")}[language]
    assert set_(owner, on_cost=typed[0], junior_pay="٠٫٧٥").location == f"/{language}/{PAGE}?done=saved"
    assert kept(cast) == {"on_cost": 1.45, "junior_pay": 0.75}
    page = owner.see(f"{PAGE}?done=saved")
    assert say("settings.assumptions_saved", language) in page
    assert (value_of(page, 'name="on_cost"'), value_of(page, 'name="junior_pay"')) == typed
    assert page.count(say("settings.differs", language) + "</span>") == 2
    assert page.count("<details open>") == 1
    assert 'href="#junior_pay"' in page


@pytest.mark.parametrize("typed", ["۱٫۴", "١٫٤", "1.4", " 1.40 ", "1.400000"])
def test_a_number_counts_however_it_is_written(cast: Cast, typed: str) -> None:
    for language in ("en", "fa"):
        set_(cast.sign_in("owner", language), on_cost=typed)
        assert kept(cast) == {"on_cost": 1.4}


def test_two_decimals_count_and_a_standard_is_not_kept(cast: Cast, owner: Somebody) -> None:
    set_(owner, on_cost="1.4499", ramp="6.0", variable="53.85", tools="3%")
    assert kept(cast) == {"on_cost": 1.45}


def test_an_emptied_field_is_back_to_its_standard(cast: Cast, owner: Somebody) -> None:
    set_(owner, on_cost="1.5", ramp="9")
    set_(owner, on_cost=" ")
    assert kept(cast) == {"ramp": 9}


WRONG = (
    *((typed, "not_a_number", {}) for typed in ("NaN", "Infinity", "1e309", "1e3", "0x10", "1_0", "²", "twelve")),
    ("1,5", "ambiguous", {}),
    ("9" * 40, "too_long", {}),
    ("0", "too_small", {"least": "1"}),
    ("-1", "too_small", {"least": "1"}),
    ("24.5", "too_large", {"most": "24"}),
)


def test_what_cannot_be_is_said_at_its_field_and_nothing_is_saved(cast: Cast, owner: Somebody) -> None:
    set_(owner, discount="12")
    stands = form(owner) | {"on_cost": "1.45", "lasting": "1.5"}
    for typed, code, limits in WRONG:
        answer = send(owner, stands | {"ramp": typed})
        page = answer.get_data(as_text=True)
        assert answer.status_code == 422, typed
        assert error_at(page, "ramp") == say(f"errors.{code}", **limits), typed
        assert error_at(page, "lasting") == say("errors.not_whole")
        assert [value_of(page, f'name="{key}"') for key in ("ramp", "on_cost")] == [typed, "1.45"]
    assert kept(cast) == {"discount": 12}
    assert trail(cast) == [["discount"]]


def test_a_limit_is_told_in_the_digits_of_the_page(cast: Cast) -> None:
    answer = set_(cast.sign_in("owner", "fa"), load_small="۵۰۰۰")
    assert error_at(answer.get_data(as_text=True), "load_small") == say("errors.too_large", "fa", most="۱٬۰۰۰")


def test_only_assumptions_can_be_set(cast: Cast, owner: Somebody) -> None:
    more = {"weights": "1", "threshold": "0", "name": "Taken", "workspace_id": "2", "was_weights": "2"}
    assert set_(owner, on_cost="1.5", **more).status_code == 303
    assert kept(cast) == {"on_cost": 1.5}
    assert kept(cast, "rival") == {}
    assert read_workspace(cast.database, owner.actor).name == "Mehr"


def test_the_trail_names_what_differs_and_tells_only_real_changes(cast: Cast, owner: Somebody) -> None:
    for typed in ("1.5", "1.50", "1.6"):
        set_(owner, on_cost=typed)
    for back in ("money", "money", "all"):
        set_(owner, standard=back)
    assert trail(cast) == [["on_cost"], ["on_cost"], []]


@pytest.mark.parametrize("who", ["hr", "interviewer", "viewer"])
def test_nobody_but_owners_sees_or_sets_them(cast: Cast, owner: Somebody, who: str) -> None:
    somebody = cast.sign_in(who)
    assert somebody.open(PAGE).status_code == 403
    fields = form(owner) | {"on_cost": "2", "csrf": hidden(somebody.see("account"), "csrf")}
    assert send(somebody, fields).status_code == 403
    assert send(owner, fields).status_code == 403
    assert kept(cast) == {}


# --- back to standard


@LANGUAGES
def test_a_group_goes_back_and_what_else_was_typed_is_saved(cast: Cast, language: str) -> None:
    owner = cast.sign_in("owner", language)
    set_(owner, on_cost="1.5", ramp="9")
    answer = set_(owner, ramp="8", on_cost="no number", standard="money")
    assert kept(cast) == {"ramp": 8}
    title = next(group.title[language] for group in GROUPS if group.key == "money")
    page = owner.client.get(answer.location).get_data(as_text=True)
    assert say("settings.group_is_back", language, group=title) in page


def test_all_go_back_whatever_stands_in_the_fields(cast: Cast, owner: Somebody) -> None:
    set_(owner, on_cost="1.5", ramp="9")
    answer = set_(owner, ramp="8", on_cost="no number", standard="all")
    assert kept(cast) == {}
    assert say("settings.all_are_back") in owner.client.get(answer.location).get_data(as_text=True)


def test_what_an_edition_no_longer_takes_is_shown_as_the_standard_and_goes_with_all(
    cast: Cast, owner: Somebody
) -> None:
    settle(cast, assumptions='{"gone": 3, "on_cost": 99, "ramp": 9}')
    page = owner.see(PAGE)
    assert (value_of(page, 'name="on_cost"'), value_of(page, 'name="ramp"')) == ("1.3", "9")
    set_(owner, standard="all")
    assert kept(cast) == {}


# --- what they do to results


def test_results_and_reports_reckon_with_them_and_the_standard_brings_back_the_very_same_figures(
    cast: Cast, owner: Somebody
) -> None:
    with_open(owner, keep(cast))
    before, page_before = figures(owner), owner.see("check/result")
    set_(owner, on_cost="1.6", discount="20")
    changed, page_changed = figures(owner), owner.see("check/result")
    assert changed["words"]["money"] != before["words"]["money"]
    assert page_changed != page_before
    words = squeezed(words_of(owner.open("check/report.pdf").data))
    assert changed["words"]["assumptions_lead"] in page_changed
    assert squeezed(changed["words"]["assumptions_lead"]) in words
    assert squeezed(said("on_cost", 1.3, "en")) in words
    set_(owner, standard="all")
    assert figures(owner) == before
    assert owner.see("check/result") == page_before


def test_another_company_and_private_checks_keep_the_standard(cast: Cast, owner: Somebody) -> None:
    rival = with_open(cast.sign_in("rival"), keep(cast, "rival"))
    before = figures(rival)
    set_(owner, on_cost="2", discount="50")
    assert figures(rival) == before


def test_the_pdf_carries_the_name_and_the_logo(cast: Cast, owner: Somebody) -> None:
    with_open(owner, keep(cast, but={"company": None}))
    plain = owner.open("check/report.pdf").data
    change_logo(cast.database, owner.actor, accept_logo(picture()))
    made = owner.open("check/report.pdf").data
    assert made.count(b"/Subtype/Image") == plain.count(b"/Subtype/Image") + 1
    assert "Mehr" in words_of(made)


@LANGUAGES
def test_after_saving_the_latest_check_is_one_button_away(cast: Cast, language: str) -> None:
    owner = cast.sign_in("owner", language)
    assert say("settings.latest", language) not in owner.see(f"{PAGE}?done=saved")
    keep(cast)
    latest = keep(cast, but={"company": "Second"})
    assert f'action="/{language}/workspace/checks/{latest}/open"' in owner.see(f"{PAGE}?done=saved")


# --- two owners at once


def test_of_two_owners_both_changes_count(cast: Cast, owner: Somebody) -> None:
    mine, other = form(owner), cast.sign_in("owner", "fa")
    set_(other, ramp="۹")
    assert send(owner, mine | {"on_cost": "1.5"}).status_code == 303
    assert kept(cast) == {"ramp": 9, "on_cost": 1.5}


@LANGUAGES
def test_the_same_one_set_twice_is_shown_to_the_later_one(cast: Cast, language: str) -> None:
    owner, other = cast.sign_in("owner", language), cast.sign_in("owner")
    mine = form(owner)
    set_(other, on_cost="1.5", discount="12")
    answer = send(owner, mine | {"on_cost": "1.6", "ramp": "9"})
    page = answer.get_data(as_text=True)
    assert answer.status_code == 409
    assert kept(cast) == {"on_cost": 1.5, "discount": 12}
    assert error_at(page, "on_cost") == say("errors.changed_meanwhile", language)
    stands = say("settings.meanwhile", language, value=said("on_cost", 1.5, language))
    assert stands.split() == _meanwhile(page).split()
    assert send(owner, form_on(page, f"/{language}/{PAGE}")).status_code == 303
    assert kept(cast) == {"on_cost": 1.6, "discount": 12, "ramp": 9}


def _meanwhile(page: str) -> str:
    return text_of(page.partition('id="meanwhile-on_cost">')[2].partition("</p>")[0])


def test_a_standard_that_was_brought_back_meanwhile_is_a_change_like_any_other(cast: Cast, owner: Somebody) -> None:
    set_(owner, on_cost="1.5")
    mine = form(owner)
    set_(cast.sign_in("owner"), standard="all")
    assert send(owner, mine | {"on_cost": "1.6"}).status_code == 409
    assert kept(cast) == {}


def test_changes_at_one_moment_all_count(cast: Cast) -> None:
    keys = [each.key for each in adjustables(ROLE)][:8]
    with ThreadPoolExecutor(8) as at_once:
        list(at_once.map(lambda key: change_assumptions(cast.database, cast.actors["owner"], {key: 1}, {}), keys))
    assert kept(cast) == dict.fromkeys(keys, 1)
