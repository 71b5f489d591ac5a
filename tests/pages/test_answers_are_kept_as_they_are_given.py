"""An owner goes through the steps, back and forth, closes the browser, comes back: no answer is ever lost."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.pages.owner import SECTIONS, Owner, chosen, say, text_of, typed


def test_each_step_leads_to_the_next_and_the_last_to_the_review(owner: Owner) -> None:
    for section, following in zip(SECTIONS, [*SECTIONS[1:], "review"], strict=True):
        assert owner.answer(section).location == f"/en/check/{following}"


def test_back_leads_to_the_step_before_and_keeps_the_answer(owner: Owner) -> None:
    assert owner.answer("clients", go="back", unowned="3").location == "/en/check/accounts"
    assert chosen(owner.open("clients").get_data(as_text=True), "question_unowned") == "3"


def test_back_is_open_even_with_something_that_cannot_be_read(owner: Owner) -> None:
    assert owner.answer("accounts", go="back", accounts="12x").location == "/en/check/basics"
    assert typed(owner.open("accounts").get_data(as_text=True), "accounts") == "12x"


def test_saving_without_leaving_says_that_it_was_saved(owner: Owner) -> None:
    stayed = owner.answer("clients", go="stay", unowned="2")
    assert stayed.location.startswith("/en/check/clients?")
    assert say("check.kept") in owner.see(stayed.location)


def test_numbers_come_back_as_the_reader_writes_them(owner: Owner) -> None:
    owner.answer("accounts", accounts="24", book="1200000.50", sure_book="guess")
    english = owner.open("accounts").get_data(as_text=True)
    assert typed(english, "book") == "1,200,000.5"
    assert chosen(english, "sure_book") == "guess"
    owner.language = "fa"
    assert typed(owner.open("accounts").get_data(as_text=True), "book") == "۱٬۲۰۰٬۰۰۰٫۵"


@pytest.mark.parametrize("written", ["۱۲۰۰۰۰۰", "١٢٠٠٠٠٠", "۱٬۲۰۰٬۰۰۰", "1,200,000", "1 200 000"])
def test_persian_arabic_and_latin_numbers_are_all_understood(persian_owner: Owner, written: str) -> None:
    assert persian_owner.answer("accounts", accounts="۱۲", book=written).status_code == 303
    assert typed(persian_owner.open("accounts").get_data(as_text=True), "book") == "۱٬۲۰۰٬۰۰۰"


def test_what_was_shown_can_be_sent_again_without_changing(owner: Owner) -> None:
    for number in ("1.1250", "1,234.567", "0.125", "12.5", "1000", "123456789012345678"):
        assert owner.answer("cost", go="stay", tools=number).status_code == 303
        shown = typed(owner.open("cost").get_data(as_text=True), "tools")
        assert owner.answer("cost", go="stay", tools=shown).status_code == 303, shown
        assert typed(owner.open("cost").get_data(as_text=True), "tools") == shown


def test_dont_know_is_an_answer_of_its_own(owner: Owner) -> None:
    owner.answer("happiness", graded="unknown")
    owner.answer("accounts", biggest="", sure_biggest="unknown")
    assert chosen(owner.open("happiness").get_data(as_text=True), "question_graded") == "unknown"
    assert chosen(owner.open("accounts").get_data(as_text=True), "sure_biggest") == "unknown"


def test_a_number_can_be_taken_back_and_a_step_sent_without_it_leaves_it(owner: Owner) -> None:
    owner.answer("accounts", accounts="24", book="900")
    owner.press("check/accounts", go="next")
    assert typed(owner.open("accounts").get_data(as_text=True), "accounts") == "24"
    owner.answer("accounts", accounts="", book="900")
    assert typed(owner.open("accounts").get_data(as_text=True), "accounts") == ""


def test_a_closed_browser_loses_nothing(app: Flask, owner: Owner) -> None:
    owner.answer("clients", unowned="4")
    link = owner.link()
    elsewhere = app.test_client()
    assert elsewhere.get("/en/check/clients").status_code == 404
    resumed = elsewhere.get(link)
    assert resumed.location == "/en/check/review"
    assert chosen(elsewhere.get("/en/check/clients").get_data(as_text=True), "question_unowned") == "4"


def test_progress_counts_steps_and_answers(owner: Owner) -> None:
    owner.answer("clients", unowned="4", contracts="2", tenure="unknown")
    page = text_of(owner.open("retention").get_data(as_text=True))
    assert say("check.step_of", n="5", of="13") in page
    assert "3 of 45 answers are in" in page


def test_changing_the_language_keeps_the_page_and_the_answers(owner: Owner) -> None:
    owner.answer("clients", unowned="4")
    english = owner.open("clients").get_data(as_text=True)
    assert 'href="/fa/check/clients"' in english
    assert chosen(owner.see("/fa/check/clients"), "question_unowned") == "4"


def test_money_is_asked_in_the_chosen_currency(persian_owner: Owner) -> None:
    persian_owner.answer("basics", currency="IRT")
    assert "تومان در سال" in text_of(persian_owner.open("accounts").get_data(as_text=True))
    persian_owner.answer("basics", currency="IRR")
    assert "ریال در سال" in text_of(persian_owner.open("accounts").get_data(as_text=True))


def test_one_off_trade_is_told_kindly_and_may_still_go_on(owner: Owner) -> None:
    assert owner.answer("fit", fit="one_off").location == "/en/check/not-yet-for-you"
    assert 'href="/en/check/basics"' in owner.open("not-yet-for-you").get_data(as_text=True)
    assert owner.answer("fit", fit="repeat").location == "/en/check/basics"


def test_the_first_page_offers_to_go_on(owner: Owner, client: FlaskClient) -> None:
    assert 'href="/en/check/review"' in owner.see("/en/")
    client.delete_cookie("check")
    assert 'href="/en/check/review"' not in owner.see("/en/")
