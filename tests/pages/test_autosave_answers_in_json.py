"""A script that saves while one types hears in JSON what was saved, what is wrong and what was worked out."""

from __future__ import annotations

from tests.pages.owner import Owner, chosen, typed
from tests.pages.test_retention_is_worked_out_from_four_amounts import AMOUNTS


def test_what_was_saved_is_told_and_kept(owner: Owner) -> None:
    answer = owner.autosave("clients", unowned="3")
    assert answer.status_code == 200
    assert answer.json == {"saved": ["unowned"], "errors": {}, "worked_out": {}, "answered": "1 of 45 answers are in"}
    assert chosen(owner.open("clients").get_data(as_text=True), "question_unowned") == "3"


def test_what_is_wrong_is_told_by_question_and_the_rest_is_saved(owner: Owner) -> None:
    answer = owner.autosave("accounts", accounts="12x", book="500")
    assert answer.status_code == 422
    assert answer.json is not None
    assert list(answer.json["errors"]) == ["accounts"]
    assert answer.json["saved"] == ["book"]
    assert typed(owner.open("accounts").get_data(as_text=True), "book") == "500"


def test_worked_out_shares_come_in_the_readers_digits(persian_owner: Owner) -> None:
    answer = persian_owner.autosave("retention", **AMOUNTS, grr="", expansion="")
    assert answer.json is not None
    assert answer.json["worked_out"] == {
        "grr": {"text": "۸۷", "sure": "exact"},
        "expansion": {"text": "۱۲", "sure": "exact"},
    }


def test_a_form_from_elsewhere_is_refused_in_json(owner: Owner) -> None:
    owner.csrf = "0" * 64
    answer = owner.autosave("clients", unowned="3")
    assert answer.status_code == 403
    assert answer.json is not None
    assert answer.json["error"]


def test_without_a_check_the_answer_is_json_too(owner: Owner) -> None:
    owner.client.delete_cookie("check")
    answer = owner.autosave("clients", unowned="3")
    assert answer.status_code == 404
    assert answer.json is not None
    assert answer.json["error"]
