"""What is rated can be weighted, dropped and added to for one opening, and its edition stays."""

from __future__ import annotations

from dataclasses import replace

import pytest

from readiness.candidates.snapshot import read_rubric, write_rubric
from readiness.questionnaire import Rubric
from readiness.records.openings import panel_of
from tests.pages import owner as site
from tests.pages.owner import ROLE, say
from tests.workspace.cast import Cast, Somebody
from tests.workspace.openings_at_hand import KEYS, OPENINGS, USUAL, adds, begin, kept, on_panel, rates, send

OWN = {
    **{"name": "Patience", "meaning": "Stays calm with slow clients."},
    **{f"anchor_{rating}": f"Sentence {rating}." for rating in range(1, 6)},
    **{"past_text": "When did you wait?", "past_strong": "Names it.", "past_weak": "Stays general."},
    **{"situation_text": "A client dithers: what now?", "situation_strong": "Waits.", "situation_weak": "Pushes."},
    **{"target_junior": "2", "target_mid": "3", "target_senior": "3", "must_have": "senior"},
}


def text_of(page: str) -> str:
    return " ".join(site.text_of(page).split())


def rubric_of(cast: Cast, opening: int) -> Rubric:
    return read_rubric(kept(cast, opening).rubric)


def weights(**but: str) -> dict[str, str]:
    return {f"weight_{key}": but.get(key, "1") for key in KEYS}


def save(somebody: Somebody, opening: int, **fields: str) -> int:
    return send(somebody, f"{OPENINGS}/{opening}/rubric", fields).status_code


def test_competencies_count_more_often_or_not_at_all(cast: Cast, owner: Somebody) -> None:
    opening = begin(cast)
    assert save(owner, opening, **weights(curiosity="0", renewal="3")) == 303
    found = {one.key: one.weight for one in rubric_of(cast, opening).competencies}
    assert found["renewal"] == 3
    assert "curiosity" not in found
    assert rubric_of(cast, opening).edition == ROLE.rubric.edition


def test_what_was_dropped_can_be_taken_back(cast: Cast, owner: Somebody) -> None:
    opening = begin(cast)
    save(owner, opening, **weights(curiosity="0"))
    assert save(owner, opening, **weights()) == 303
    assert rubric_of(cast, opening) == ROLE.rubric


def test_too_few_are_refused_and_what_was_chosen_stays(cast: Cast, owner: Somebody) -> None:
    opening = begin(cast)
    fields = dict.fromkeys(weights(), "0") | {"weight_renewal": "2"}
    answer = send(owner, f"{OPENINGS}/{opening}/rubric", fields)
    assert answer.status_code == 422
    assert say("openings.too_few") in text_of(answer.get_data(as_text=True))
    assert 'id="weight-renewal" name="weight_renewal"><option value="0">' in answer.get_data(as_text=True)
    assert rubric_of(cast, opening) == ROLE.rubric


@pytest.mark.parametrize("typed", ["4", "-1", "one", "1e0"])
def test_a_weight_that_is_not_on_offer_counts_nothing(cast: Cast, owner: Somebody, typed: str) -> None:
    opening = begin(cast)
    assert save(owner, opening, **weights(curiosity=typed)) == 303
    assert "curiosity" not in [one.key for one in rubric_of(cast, opening).competencies]


def test_an_older_edition_stays_and_says_so(cast: Cast, owner: Somebody) -> None:
    older = replace(ROLE.rubric, edition="2020.1", competencies=ROLE.rubric.competencies[:6])
    opening = begin(cast, replace(USUAL, rubric=write_rubric(older)))
    page = owner.see(f"{OPENINGS}/{opening}/rubric")
    assert say("openings.rubric_older", edition="2020.1") in text_of(page)
    assert page.count("<select") == 6
    assert save(owner, opening, **weights(curiosity="2")) == 303
    assert rubric_of(cast, opening).edition == "2020.1"


def test_scorecards_that_are_locked_are_warned_of_and_reckoned_anew(cast: Cast, owner: Somebody) -> None:
    opening = begin(cast)
    on_panel(cast, opening, interviewer=KEYS[:4])
    candidate = adds(cast, opening)
    rates(cast, "interviewer", candidate)
    page = text_of(owner.see(f"{OPENINGS}/{opening}/rubric"))
    assert say("openings.rubric_locked_one") in page
    assert save(owner, opening, **weights(**{KEYS[0]: "0"})) == 303
    share = panel_of(cast.database, owner.actor, opening)[0]
    assert share.competencies == KEYS[1:4]


def test_others_read_what_is_rated_and_change_nothing(cast: Cast) -> None:
    opening = begin(cast)
    on_panel(cast, opening, interviewer=KEYS[:4])
    for who in ("viewer", "interviewer"):
        page = cast.sign_in(who).see(f"{OPENINGS}/{opening}/rubric")
        assert "<select" not in page
        assert ROLE.rubric.competencies[0].anchors[4].en in text_of(page)


@pytest.mark.parametrize("language", ["en", "fa"])
def test_two_who_weight_at_once_see_both_versions(cast: Cast, language: str) -> None:
    opening = begin(cast)
    owner = cast.sign_in("owner", language)
    assert save(owner, opening, **weights(renewal="3")) == 303
    late = send(owner, f"{OPENINGS}/{opening}/rubric", weights(renewal="2") | {"version": "1"})
    assert late.status_code == 409
    theirs = say("openings.theirs", language, value=say("openings.counts_3", language))
    assert text_of(late.get_data(as_text=True)).count(theirs) == 1
    assert rubric_of(cast, opening).competency("renewal").weight == 3


# --- a competency of one's own


@pytest.mark.parametrize("who", ["owner", "hr"])
def test_a_competency_of_ones_own_is_rated_from_then_on(cast: Cast, who: str) -> None:
    opening, somebody = begin(cast), cast.sign_in(who)
    new = f"{OPENINGS}/{opening}/rubric/new"
    assert send(somebody, new, OWN).headers["Location"].endswith("/rubric?done=added")
    made = rubric_of(cast, opening).competencies[-1]
    assert (made.name.en, made.name.fa, made.weight, made.must_have) == ("Patience", "Patience", 1, ("senior",))
    assert dict(made.targets) == {"junior": 2, "mid": 3, "senior": 3}
    assert [anchor.fa for anchor in made.anchors] == [f"Sentence {rating}." for rating in range(1, 6)]
    assert [question.kind for question in made.questions] == ["past", "situation"]
    page = text_of(somebody.see(f"{OPENINGS}/{opening}"))
    assert "Patience" in page
    assert say("openings.own_tag") in page


def test_several_of_ones_own_stay_apart_and_one_that_is_not_counted_goes(cast: Cast, owner: Somebody) -> None:
    opening = begin(cast)
    new = f"{OPENINGS}/{opening}/rubric/new"
    for name in ("Patience", "Humour"):
        assert send(owner, new, OWN | {"name": name}).status_code == 303
    own = [one.key for one in rubric_of(cast, opening).competencies if one.key not in KEYS]
    assert len(set(own)) == 2
    assert save(owner, opening, **weights(), **{f"weight_{own[0]}": "0", f"weight_{own[1]}": "2"}) == 303
    left = [one for one in rubric_of(cast, opening).competencies if one.key not in KEYS]
    assert [(one.name.en, one.weight) for one in left] == [("Humour", 2)]


@pytest.mark.parametrize(
    ("but", "error"),
    [
        ({"anchor_3": " "}, "sentence_missing"),
        ({"past_weak": "x" * 601}, "sentence_long"),
        ({"name": ""}, "name_missing"),
        ({"target_mid": "1"}, "targets_fall"),
        ({"target_mid": "9"}, "targets_fall"),
    ],
)
def test_what_is_missing_is_told_at_its_field(cast: Cast, owner: Somebody, but: dict[str, str], error: str) -> None:
    opening = begin(cast)
    answer = send(owner, f"{OPENINGS}/{opening}/rubric/new", OWN | but)
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert text_of(page).count(say(f"errors.{error}")) == 2  # on top, and at the field
    assert OWN["situation_strong"] in page
    assert rubric_of(cast, opening) == ROLE.rubric


def test_what_was_typed_is_never_taken_for_markup(cast: Cast, owner: Somebody) -> None:
    opening = begin(cast)
    send(owner, f"{OPENINGS}/{opening}/rubric/new", OWN | {"name": "<b>{{7*7}}</b>", "meaning": "a\u202eb"})
    page = owner.see(f"{OPENINGS}/{opening}/rubric")
    assert "&lt;b&gt;{{7*7}}&lt;/b&gt;" in page
    assert "\u202e" not in page
