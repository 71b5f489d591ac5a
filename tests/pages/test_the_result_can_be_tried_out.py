"""Figures tried on the result page show their effect, are read like any number, and change no answer."""

from __future__ import annotations

import pytest

from tests.pages.owner import Owner, say, text_of, value_of


def test_the_effect_of_a_tried_figure_is_shown_beside_the_answers(owner: Owner) -> None:
    owner.answer_everything()
    before = owner.open("report.json").json
    page = text_of(owner.open("result?base=90,000").get_data(as_text=True))
    assert say("result.effect_before") in page
    assert say("result.effect_after") in page
    assert owner.open("report.json").json == before


def test_what_was_tried_stays_in_its_field(persian_owner: Owner) -> None:
    persian_owner.answer_everything()
    page = persian_owner.open("result?base=۹۰٬۰۰۰").get_data(as_text=True)
    assert value_of(page, 'name="base"') == "۹۰٬۰۰۰"


@pytest.mark.parametrize("typed", ["7x", "-5", "1e309", "1.000"])
def test_a_figure_that_cannot_be_read_is_told_at_its_field(owner: Owner, typed: str) -> None:
    owner.answer_everything()
    answer = owner.open(f"result?base={typed}")
    assert answer.status_code == 422
    assert 'id="wrong-base"' in answer.get_data(as_text=True)


def test_a_script_may_ask_for_the_effect_alone(owner: Owner) -> None:
    owner.answer_everything()
    answer = owner.open("result?base=90,000", headers={"X-Fragment": "effect"})
    assert answer.get_data(as_text=True).lstrip().startswith("<table")
    assert "<html" not in answer.get_data(as_text=True)


def test_the_downloads_are_attachments_of_their_kind(owner: Owner) -> None:
    owner.answer_everything()
    for name, kind in (("report.pdf", "application/pdf"), ("report.json", "application/json")):
        answer = owner.open(name)
        assert answer.mimetype == kind
        assert answer.headers["Content-Disposition"].startswith('attachment; filename="readiness-')
