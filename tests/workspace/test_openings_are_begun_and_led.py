"""Owners and HR begin openings, at the level that the latest check speaks for, change, close and delete them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from readiness.candidates.snapshot import read_rubric
from readiness.records.openings import list_openings
from tests.pages import owner as site
from tests.pages.owner import ROLE, say
from tests.workspace.cast import Cast, Somebody
from tests.workspace.checks_at_hand import exactly, keep
from tests.workspace.openings_at_hand import KEYS, OPENINGS, USUAL, adds, begin, kept, on_panel, rates, send

FILLED = {"title": "Account manager, Tabriz", "level": "mid", "names_hidden": "yes", "stages": ["interview"]}


def words(key: str, language: str = "en", **told: str) -> str:
    return say(f"openings.{key}", language, **told)


def text_of(page: str) -> str:
    return " ".join(site.text_of(page).split())


# --- the list


def test_somebody_without_openings_is_told_what_one_is(cast: Cast) -> None:
    for who, key in (("owner", "none_lead"), ("interviewer", "none_interviewer"), ("viewer", "none_viewer")):
        page = cast.sign_in(who).see(OPENINGS)
        assert words(key) in text_of(page)
        assert (f"{OPENINGS}/new" in page) == (who == "owner")


def test_open_ones_come_first_with_what_is_owed(cast: Cast, owner: Somebody) -> None:
    first = begin(cast)
    closed = begin(cast, replace(USUAL, title="Filled long ago"))
    on_panel(cast, first, owner=KEYS[:4], interviewer=KEYS[:4])
    one = adds(cast, first)
    adds(cast, first, "Somebody Else")
    assert owner.press(f"{OPENINGS}/{closed}/close", f"{OPENINGS}/{closed}/plan", closed="yes").status_code == 303
    page = text_of(owner.see(OPENINGS))
    assert page.index("Account manager, Tabriz") < page.index("Filled long ago")
    assert words("you_owe_some", n="2") in page
    rates(cast, "owner", one)
    assert words("you_owe_one") in text_of(owner.see(OPENINGS))


def test_interviewers_begin_at_the_openings_they_rate_for(cast: Cast) -> None:
    theirs, others = begin(cast), begin(cast, replace(USUAL, title="Of somebody else"))
    on_panel(cast, theirs, interviewer=KEYS[:4])
    page = text_of(cast.sign_in("interviewer").see(OPENINGS))
    assert "Account manager, Tabriz" in page
    assert "Of somebody else" not in page
    assert cast.sign_in("interviewer").open(f"{OPENINGS}/{others}").status_code == 404


# --- beginning one


def chosen_level(page: str) -> list[str]:
    return [level.key for level in ROLE.levels if f'value="{level.key}" checked' in page]


def test_the_level_is_proposed_by_the_latest_check(cast: Cast, owner: Somebody) -> None:
    keep(cast)
    page = owner.see(f"{OPENINGS}/new")
    assert chosen_level(page) == ["mid"]
    assert ROLE.words["verdict"]["name_mid"]["en"] in text_of(page)


def test_a_check_that_speaks_for_no_level_leaves_it_open(cast: Cast, owner: Somebody) -> None:
    keep(cast)
    keep(cast, but={"grr": exactly(40)})
    page = owner.see(f"{OPENINGS}/new")
    assert chosen_level(page) == []
    assert ROLE.words["verdict"]["name_not_yet"]["en"] in text_of(page)


def test_without_a_finished_check_the_level_is_left_open(cast: Cast, owner: Somebody) -> None:
    keep(cast, answers={})
    page = owner.see(f"{OPENINGS}/new")
    assert chosen_level(page) == []
    assert words("level_no_check") in text_of(page)


def test_names_are_hidden_unless_one_says_otherwise(owner: Somebody) -> None:
    assert 'name="names_hidden" value="yes" checked' in owner.see(f"{OPENINGS}/new")


@pytest.mark.parametrize("who", ["owner", "hr"])
def test_an_opening_begins_with_the_whole_rubric(cast: Cast, who: str) -> None:
    somebody = cast.sign_in(who)
    answer = send(somebody, f"{OPENINGS}/new", FILLED | {"role": ROLE.key})
    (opening, many), *rest = list_openings(cast.database, somebody.actor)
    assert answer.headers["Location"] == f"/en/{OPENINGS}/{opening.id}?done=begun"
    assert not rest
    assert many == 0
    assert (opening.title, opening.level, opening.names_hidden) == ("Account manager, Tabriz", "mid", True)
    assert opening.stages == ("applied", "interview")
    assert read_rubric(opening.rubric) == ROLE.rubric
    assert words("next_share") in text_of(somebody.see(f"{OPENINGS}/{opening.id}"))


@pytest.mark.parametrize(
    ("but", "error"),
    [({"title": "  "}, "name_missing"), ({"title": "x" * 101}, "name_long"), ({"level": "boss"}, "level_missing")],
)
def test_what_cannot_be_begun_is_told_at_its_field(
    cast: Cast, owner: Somebody, but: dict[str, str], error: str
) -> None:
    answer = send(owner, f"{OPENINGS}/new", FILLED | {"role": ROLE.key} | but)
    assert answer.status_code == 422
    page = answer.get_data(as_text=True)
    assert text_of(page).count(say(f"errors.{error}")) == 2  # on top, and at the field
    assert 'value="interview" checked' in page
    assert list_openings(cast.database, owner.actor) == []


def test_an_unknown_role_or_stage_makes_nothing_of_its_own(cast: Cast, owner: Somebody) -> None:
    assert owner.open(f"{OPENINGS}/new?role=king").status_code == 404
    send(owner, f"{OPENINGS}/new", FILLED | {"stages": ["interview", "<b>duel</b>"], "version": "7"})
    assert list_openings(cast.database, owner.actor)[0][0].stages == ("applied", "interview")


# --- its settings


def test_settings_can_be_changed(cast: Cast, owner: Somebody) -> None:
    opening = begin(cast)
    plan = f"{OPENINGS}/{opening}/plan"
    assert send(owner, plan, {"title": "Key accounts", "level": "senior", "stages": ["offer"]}).status_code == 303
    found = kept(cast, opening)
    assert (found.title, found.level, found.names_hidden, found.version) == ("Key accounts", "senior", False, 2)
    assert found.stages == ("applied", "offer")


@pytest.mark.parametrize("language", ["en", "fa"])
def test_two_who_change_it_at_once_see_both_versions(cast: Cast, language: str) -> None:
    opening = begin(cast)
    plan = f"{OPENINGS}/{opening}/plan"
    owner = cast.sign_in("owner", language)
    assert send(owner, plan, FILLED | {"title": "Theirs", "level": "senior"}).status_code == 303
    late = send(owner, plan, FILLED | {"title": "Ours", "version": "1"})
    page = late.get_data(as_text=True)
    assert late.status_code == 409
    assert kept(cast, opening).title == "Theirs"
    assert 'value="Ours"' in page
    assert words("theirs", language, value="Theirs") in text_of(page)
    levels = {level.key: level.name[language] for level in ROLE.levels}
    assert words("theirs", language, value=levels["senior"]) in text_of(page)
    again = send(owner, plan, FILLED | {"title": "Ours", "version": "2"})
    assert again.status_code == 303
    assert kept(cast, opening).title == "Ours"


def test_a_closed_opening_takes_no_changes_until_it_is_open_again(cast: Cast, owner: Somebody) -> None:
    opening = begin(cast)
    one, plan = f"{OPENINGS}/{opening}", f"{OPENINGS}/{opening}/plan"
    assert owner.press(f"{one}/close", plan, closed="yes").status_code == 303
    assert send(owner, plan, FILLED | {"version": "1"}).status_code == 409
    assert send(owner, f"{one}/panel", {"rates_1": ["curiosity"]}).status_code == 409
    assert words("closed") in text_of(owner.see(one))
    assert owner.press(f"{one}/close", plan, closed="no").status_code == 303
    assert kept(cast, opening).closed_at is None
    assert owner.press(f"{one}/close", plan).status_code == 400


def test_deleting_is_asked_twice_and_leaves_nothing(cast: Cast, owner: Somebody) -> None:
    opening = begin(cast)
    adds(cast, opening)
    delete = f"{OPENINGS}/{opening}/delete"
    unsure = owner.press(delete, delete)
    assert unsure.status_code == 422
    assert say("errors.delete_unsure") in unsure.get_data(as_text=True)
    assert words("delete_sure", n="1") in text_of(owner.see(delete))
    assert owner.press(delete, delete, sure="yes").headers["Location"] == f"/en/{OPENINGS}?done=deleted"
    assert owner.open(f"{OPENINGS}/{opening}").status_code == 404


# --- the overview


@pytest.mark.parametrize("language", ["en", "fa"])
def test_the_overview_says_what_to_do_next(cast: Cast, language: str) -> None:
    opening = begin(cast)
    owner = cast.sign_in("owner", language)
    one = f"{OPENINGS}/{opening}"
    assert words("next_share", language) in text_of(owner.see(one))
    on_panel(cast, opening, owner=KEYS, interviewer=KEYS)
    candidate = adds(cast, opening)
    page = text_of(owner.see(one))
    assert words("next_own_one", language) in page
    assert words("next_owed_one", language, name="Sara Holm") in page
    rates(cast, "owner", candidate)
    rates(cast, "interviewer", candidate)
    assert words("next_decide_one", language) in text_of(owner.see(one))


def test_interviewers_are_told_of_their_own_scorecards_alone(cast: Cast) -> None:
    opening = begin(cast)
    on_panel(cast, opening, owner=KEYS, interviewer=KEYS)
    adds(cast, opening)
    page = text_of(cast.sign_in("interviewer").see(f"{OPENINGS}/{opening}"))
    assert words("next_own_one") in page
    assert words("next_owed_one", name="Mina Tehrani") not in page


def test_a_name_that_looks_like_markup_is_shown_as_it_is(cast: Cast, owner: Somebody) -> None:
    opening = begin(cast, replace(USUAL, title='<img src=x onerror="alert(1)">'))
    assert "<img src=x" not in owner.see(OPENINGS)
    assert "<img src=x" not in owner.see(f"{OPENINGS}/{opening}/plan")
