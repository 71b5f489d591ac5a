"""Two tabs, two devices: whoever saves later is shown both versions, chooses or merges, and nothing is lost."""

from __future__ import annotations

import pytest

from readiness.questionnaire import LANGUAGES
from readiness.records.scorecards import NOT_SEEN
from tests.pages.owner import say, text_of
from tests.workspace.cast import Cast
from tests.workspace.openings_at_hand import rates as locks
from tests.workspace.rating import Rating, fields_on, rates


@pytest.fixture
def rating(cast: Cast) -> Rating:
    return Rating(cast)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_later_save_is_shown_both_and_writes_nothing(cast: Cast, language: str) -> None:
    rating = Rating(cast, language=language)
    mine = rating.fields() | rates("2", "From here", "renewal")
    rating.send(rating.fields() | rates("5", "From the phone", "renewal") | rates("1", "Only there", "curiosity"))
    answer = rating.send(mine)
    page = answer.get_data(as_text=True)
    assert answer.status_code == 409
    assert rating.kept().ratings["renewal"] == {"score": 5, "evidence": "From the phone"}
    for text in ("From here", "From the phone", "Only there", say("scorecards.clash_kept", language)):
        assert text in text_of(page)
    laid = fields_on(page)
    assert (laid["version"], laid["score_renewal"], laid["score_curiosity"]) == ("1", "2", "1")
    assert laid["evidence_renewal"] == "From the phone\n\nFrom here"
    assert laid["evidence_curiosity"] == "Only there"
    assert "evidence_negotiation" not in laid


def test_what_is_chosen_and_merged_is_kept_with_all_else(rating: Rating) -> None:
    mine = rating.fields() | rates("2", "From here", "renewal") | rates("3", "Mine alone", "negotiation")
    rating.send(rating.fields() | rates("5", "From the phone", "renewal") | rates("1", "Only there", "curiosity"))
    laid = fields_on(rating.send(mine).get_data(as_text=True))
    answer = rating.send(laid | {"score_renewal": "5", "evidence_renewal": "Both together"})
    assert (answer.status_code, rating.kept().version) == (303, 2)
    assert rating.kept().ratings == {
        "curiosity": {"score": 1, "evidence": "Only there"},
        "renewal": {"score": 5, "evidence": "Both together"},
        "negotiation": {"score": 3, "evidence": "Mine alone"},
    }


def test_a_third_version_is_shown_once_more(rating: Rating) -> None:
    mine = rating.fields() | rates("2", "One", "renewal")
    rating.send(rating.fields() | rates("3", "Two", "renewal"))
    laid = fields_on(rating.send(mine).get_data(as_text=True))
    rating.send(rating.fields() | rates("4", "Three", "renewal"))
    answer = rating.send(laid)
    assert answer.status_code == 409
    assert fields_on(answer.get_data(as_text=True))["evidence_renewal"] == "Three\n\nTwo\n\nOne"


def test_the_same_words_sent_twice_are_no_clash(rating: Rating) -> None:
    mine = rating.fields() | rates("2", "The same", "renewal")
    for _ in range(3):
        assert rating.send(mine).status_code == 303
    assert rating.kept().version == 1


def test_a_rating_taken_back_is_a_change_too(rating: Rating) -> None:
    rating.send(rating.fields() | rates("2", "Said so", "renewal"))
    old = rating.fields()
    assert rating.send(old | {"score_renewal": "", "evidence_renewal": ""}).status_code == 303
    assert rating.kept().ratings == {}
    answer = rating.send(old | {"score_renewal": NOT_SEEN})
    assert answer.status_code == 409
    laid = fields_on(answer.get_data(as_text=True))
    assert (laid["score_renewal"], laid["evidence_renewal"]) == (NOT_SEEN, "Said so")


def test_a_script_is_told_both_and_may_send_only_what_was_touched(rating: Rating) -> None:
    stands = rating.fields()
    guard = {name: stands[name] for name in ("csrf", "version")}
    first = rating.send(guard | rates("4", "Seen", "renewal"), script=True)
    assert (first.status_code, first.json["version"], first.json["errors"]) == (200, 1, {})
    assert first.json["rated"] == say("scorecards.rated", n="1", of="3")
    clash = rating.send(guard | rates("3", "Else", "renewal"), script=True)
    assert clash.status_code == 409
    assert (clash.json["version"], clash.json["error"]) == (1, say("scorecards.clashed"))
    assert clash.json["kept"] == {"renewal": {"score": 4, "evidence": "Seen"}}
    again = rating.send({**guard, "version": "1"} | rates("2", "Also", "curiosity"), script=True)
    assert (again.status_code, again.json["version"]) == (200, 2)
    assert set(rating.kept().ratings) == {"renewal", "curiosity"}


@pytest.mark.parametrize("version", ["", "-1", "x", "99999999999", "1e3", None])
def test_a_version_that_is_none_overwrites_nothing(rating: Rating, version: str | None) -> None:
    rating.send(rating.fields() | rates("5", "Kept", "renewal"))
    fields = rating.fields() | rates("1", "Else", "renewal")
    fields.pop("version")
    assert rating.send(fields | ({} if version is None else {"version": version})).status_code == 409
    assert rating.kept().ratings["renewal"]["evidence"] == "Kept"


def test_what_is_written_after_handing_in_is_given_back_to_copy(rating: Rating) -> None:
    mine = rating.fields() | rates("1", "Written too late", "renewal")
    locks(rating.cast, "interviewer", rating.candidate)
    answer = rating.send(mine)
    page = answer.get_data(as_text=True)
    assert answer.status_code == 409
    assert "Written too late" in page
    assert "<textarea" not in page
    assert rating.send(mine, script=True).json == {"error": say("scorecards.typing_locked")}
    assert rating.kept().ratings["renewal"]["evidence"] == "said so"


def test_a_form_of_another_person_writes_nothing(cast: Cast, rating: Rating) -> None:
    other = Rating(cast, who="hr")
    theirs = fields_on(cast.sign_in("hr").see(other.path))
    assert rating.send(rating.fields() | rates() | {"csrf": theirs["csrf"]}).status_code == 403
    assert rating.kept().version == 0
