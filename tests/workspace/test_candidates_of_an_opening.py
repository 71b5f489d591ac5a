"""The candidates of an opening are listed, added and changed by hand; nobody overwrites what they have not seen."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from readiness.candidates.applicants import Applicant
from readiness.records.candidate_imports import import_candidates
from readiness.records.candidates import Wish, list_candidates
from readiness.records.decisions import decide
from readiness.records.openings import share_out
from tests.pages.owner import say
from tests.workspace.cast import Somebody
from tests.workspace.filled_form import form_on
from tests.workspace.stage import MARKER, RATED, Stage

NORA = f"Nora of {MARKER}"


@pytest.fixture
def hr(stage: Stage) -> Somebody:
    return stage.cast.sign_in("hr")


def place(stage: Stage) -> str:
    return f"workspace/openings/{stage.opening}/candidates"


def test_the_list_says_who_is_there_and_what_one_owes(stage: Stage, hr: Somebody) -> None:
    page = hr.see(place(stage))
    assert NORA in page
    assert "0 of 3 scorecards locked" in page
    assert f"/workspace/candidates/{stage.candidate}/card" in page
    assert "/card" not in stage.cast.sign_in("viewer").see(place(stage))


def test_the_list_reminds_nobody_once_a_decision_stands(stage: Stage) -> None:
    database, owner, rater = stage.cast.database, stage.cast.actors["owner"], stage.cast.sign_in("hr")
    share_out(database, owner, stage.opening, {rater.actor.person or 0: RATED})
    place = f"workspace/openings/{stage.opening}"
    told = {f"{place}/candidates": "candidates.owed", place: "openings.next_own_one"}
    told["workspace/openings"] = "openings.you_owe_one"
    assert [page for page, words in told.items() if say(words) in rater.see(page)] == list(told)
    decide(database, owner, stage.candidate, "hold", "Later on")
    assert [page for page, words in told.items() if say(words) in rater.see(page)] == []
    assert say("panel.owed_title") in rater.see(f"workspace/candidates/{stage.candidate}")


def test_long_lists_come_in_pages_and_can_be_searched(stage: Stage, hr: Somebody) -> None:
    people = [Applicant(f"Person {number:03}", stage="interview" if number % 2 else "applied") for number in range(120)]
    import_candidates(stage.cast.database, hr.actor, stage.opening, people)
    first, last = hr.see(place(stage)), hr.see(f"{place(stage)}?page=3")
    assert len(re.findall("<li>\n<h2", first)) == 50
    assert ("Person 119" in first, "Person 119" in last) == (False, True)
    assert "Person 007" in hr.see(f"{place(stage)}?text=person+007")
    interview = hr.see(f"{place(stage)}?stage=interview&order=newest")
    assert "60 candidates" in interview
    assert "stage=interview&amp;order=newest&amp;page=2" in interview
    assert say("candidates.none_found") in hr.see(f"{place(stage)}?text=%25")


@pytest.mark.parametrize("query", ["page=0", "page=²", "page=99999999999", "order=password", "stage=nowhere"])
def test_what_makes_no_sense_in_an_address_asks_for_nothing(stage: Stage, hr: Somebody, query: str) -> None:
    assert NORA in hr.see(f"{place(stage)}?{query}")


def test_somebody_is_added_by_hand(stage: Stage, hr: Somebody) -> None:
    there = f"{place(stage)}/new"
    filled = form_on(hr.see(there), f"/en/{there}") | {"name": "  Ida\u202e Berg ", "phone": "۰۲۱ ۵۵۵", "years": "7"}
    answer = hr.client.post(f"/en/{there}", data=filled)
    assert answer.status_code == 303
    found = list_candidates(stage.cast.database, hr.actor, stage.opening, Wish(text="ida"))
    assert [each.name for each in found] == ["Ida Berg"]


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"name": " "}, "name_missing"),
        ({"name": "x" * 101}, "text_long"),
        ({"email": "nobody"}, "email_wrong"),
        ({"phone": "=1+1"}, "phone_wrong"),
        ({"owned": "maybe"}, "not_an_option"),
        ({"stage": "mars"}, "not_an_option"),
        ({"name": NORA}, "candidate_here"),
    ],
)
def test_what_cannot_be_kept_is_told_at_its_field(stage: Stage, hr: Somebody, wrong: dict[str, str], code: str) -> None:
    there, before = f"{place(stage)}/new", stage.rows()
    filled = form_on(hr.see(there), f"/en/{there}") | {"name": "Ida"} | wrong
    answer = hr.client.post(f"/en/{there}", data=filled)
    assert answer.status_code == 422
    assert say(f"errors.{code}") in answer.get_data(as_text=True)
    assert stage.rows() == before


def test_a_change_made_meanwhile_is_shown_beside_ones_own(stage: Stage, hr: Somebody) -> None:
    there = f"workspace/candidates/{stage.candidate}/edit"
    mine = form_on(hr.see(there), f"/en/{there}") | {"degree": "MA"}
    other = stage.cast.sign_in("owner")
    theirs = form_on(other.see(there), f"/en/{there}") | {"degree": "PhD"}
    assert other.client.post(f"/en/{there}", data=theirs).status_code == 303
    answer = hr.client.post(f"/en/{there}", data=mine)
    page = answer.get_data(as_text=True)
    assert answer.status_code == 409
    assert ('value="MA"' in page, "Stands there now: PhD" in page) == (True, True)
    again = form_on(page, f"/en/{there}")
    assert hr.client.post(f"/en/{there}", data=again).status_code == 303
    assert 'value="MA"' in hr.see(there)


def rated_by_nobody(stage: Stage) -> None:
    share_out(stage.cast.database, stage.cast.actors["owner"], stage.opening, {})


def test_the_copy_is_closed_to_who_still_owes_a_card(stage: Stage, hr: Somebody) -> None:
    there = f"workspace/candidates/{stage.candidate}/export"
    assert say("candidates.export_owes") in hr.see(there)
    assert hr.press(there, "account/name", format="json").status_code == 409


@pytest.mark.parametrize(("form", "start"), [("json", b"{"), ("pdf", b"%PDF-")])
def test_the_copy_is_a_file_that_no_name_is_in_the_name_of(stage: Stage, form: str, start: bytes) -> None:
    there = f"workspace/candidates/{stage.candidate}/export"
    rated_by_nobody(stage)
    answer = stage.cast.sign_in("hr").press(there, there, format=form)
    assert (answer.status_code, answer.get_data()[: len(start)]) == (200, start)
    assert answer.headers["Content-Disposition"] == f'attachment; filename="candidate-{stage.opening}-1.{form}"'


def test_where_no_pdf_can_be_made_a_page_says_why(
    stage: Stage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TYPEFACE_FOLDER", str(tmp_path))
    there = f"workspace/candidates/{stage.candidate}/export"
    rated_by_nobody(stage)
    answer = stage.cast.sign_in("hr").press(there, there, format="pdf")
    assert (answer.status_code, say("pdf.no_typeface") in answer.get_data(as_text=True)) == (503, True)


def test_erasing_asks_first(stage: Stage, hr: Somebody) -> None:
    there = f"workspace/candidates/{stage.candidate}/erase"
    assert hr.press(there, there).status_code == 422
    assert NORA in hr.see(place(stage))
    assert hr.press(there, there, sure="yes").status_code == 303
    assert NORA not in hr.see(place(stage))
    assert hr.open(there).status_code == 404


def test_the_notice_stands_in_both_languages(stage: Stage, hr: Somebody) -> None:
    for language in ("en", "fa"):
        page = stage.cast.sign_in("hr", language).see(f"{place(stage)}/notice")
        assert say("notice.title", "en") in page
        assert say("notice.title", "fa") in page
    assert "6 months" in hr.see(f"{place(stage)}/notice")
