"""A wrong entry is told at its field and on top of the page; what was typed stays, and the rest is saved."""

from __future__ import annotations

import pytest

from tests.pages.owner import Owner, chosen, error_at, say, typed

UNREADABLE = ["12x", "NaN", "Infinity", "1e309", "1_000", "²", "0x10", "+-5", "1.000", "1,5", "९", "--1", "1" * 19]


@pytest.mark.parametrize("written", UNREADABLE)
def test_what_is_no_number_is_told_and_kept_as_typed(owner: Owner, written: str) -> None:
    answer = owner.answer("accounts", accounts=written, book="5000")
    assert answer.status_code == 422
    page = answer.get_data(as_text=True)
    assert error_at(page, "accounts")
    assert error_at(page, "book") == ""
    assert typed(page, "accounts") == written
    later = owner.open("accounts").get_data(as_text=True)
    assert typed(later, "accounts") == written
    assert error_at(later, "accounts")
    assert typed(later, "book") == "5,000"


def test_the_summary_on_top_takes_the_focus_and_leads_to_the_field(owner: Owner) -> None:
    page = owner.answer("accounts", accounts="?", biggest="101").get_data(as_text=True)
    summary = page[page.index('class="error-summary"') : page.index("<h1")]
    assert 'role="alert"' in summary
    assert 'tabindex="-1" autofocus' in summary
    assert 'href="#question-accounts"' in summary
    assert 'href="#question-biggest"' in summary
    assert "<title>Error: " in page


@pytest.mark.parametrize(
    ("section", "answers", "key", "reason"),
    [
        ("accounts", {"biggest": "101"}, "biggest", "100 or less"),
        ("accounts", {"accounts": "0"}, "accounts", "1 or more"),
        ("accounts", {"accounts": "12.5"}, "accounts", "whole number"),
        ("cost", {"tools": "-5"}, "tools", "below 0"),
        ("basics", {"inflation": "501"}, "inflation", "500 or less"),
        ("retention", {"grr": "104"}, "grr", "more than 100"),
        ("accounts", {"book": "5", "sure_book": "unknown"}, "book", "page"),
        ("accounts", {"biggest": "5", "sure_biggest": "unknown"}, "biggest", "I don’t know"),
        ("clients", {"unowned": "7"}, "unowned", "answers on the page"),
        ("basics", {"currency": "XXX"}, "currency", "answers on the page"),
    ],
)
def test_each_limit_has_its_own_words(
    owner: Owner, section: str, answers: dict[str, str], key: str, reason: str
) -> None:
    answer = owner.answer(section, **answers)
    assert answer.status_code == 422
    assert reason in error_at(answer.get_data(as_text=True), key)


def test_errors_speak_the_readers_language(persian_owner: Owner) -> None:
    page = persian_owner.answer("accounts", accounts="۱۲ حساب", biggest="۱۰۱").get_data(as_text=True)
    assert error_at(page, "accounts") == say("errors.not_a_number", "fa")
    assert "۱۰۰" in error_at(page, "biggest")
    assert typed(page, "accounts") == "۱۲ حساب"


def test_a_choice_that_is_not_on_the_page_changes_nothing(owner: Owner) -> None:
    owner.answer("clients", unowned="2")
    assert owner.answer("clients", unowned="9").status_code == 422
    assert chosen(owner.open("clients").get_data(as_text=True), "question_unowned") == "2"


def test_an_unreadable_number_counts_as_unanswered(owner: Owner) -> None:
    owner.answer_everything()
    owner.answer("accounts", accounts="12x", book="5000")
    assert owner.open("result").location == "/en/check/review"
    assert "could not be read" in owner.open("review").get_data(as_text=True)
