"""Four amounts work out both shares, follow later corrections, and never quietly contradict what was typed."""

from __future__ import annotations

from tests.pages.owner import Owner, chosen, error_at, typed

AMOUNTS = {"kept_start": "100000", "kept_shrunk": "5000", "kept_lost": "8000", "kept_grown": "12000"}


def shares(owner: Owner) -> tuple[str, str]:
    page = owner.open("retention").get_data(as_text=True)
    return typed(page, "grr"), typed(page, "expansion")


def test_going_on_fills_in_both_shares(owner: Owner) -> None:
    assert owner.answer("retention", **AMOUNTS, grr="", expansion="").status_code == 303
    assert shares(owner) == ("87", "12")


def test_the_button_works_them_out_over_what_was_typed_and_stays(owner: Owner) -> None:
    answer = owner.answer("retention", go="work_out", **AMOUNTS, grr="50", expansion="1", sure_grr="unknown")
    assert answer.location == "/en/check/retention?kept=yes#question-grr"
    assert shares(owner) == ("87", "12")
    assert chosen(owner.open("retention").get_data(as_text=True), "sure_grr") != "unknown"


def test_the_button_asks_for_the_amounts_that_lack(owner: Owner) -> None:
    page = owner.answer("retention", go="work_out", kept_start="100", kept_lost="5").get_data(as_text=True)
    assert error_at(page, "kept_shrunk")
    assert error_at(page, "kept_grown")
    assert error_at(page, "kept_lost") == ""


def test_a_typed_share_that_contradicts_the_amounts_is_told_with_both(owner: Owner) -> None:
    answer = owner.answer("retention", **AMOUNTS, grr="95", expansion="12")
    assert answer.status_code == 422
    error = error_at(answer.get_data(as_text=True), "grr")
    assert "95%" in error
    assert "87%" in error


def test_a_typed_share_within_a_point_stays_as_typed(owner: Owner) -> None:
    assert owner.answer("retention", **AMOUNTS, grr="87.9", expansion="12").status_code == 303
    assert shares(owner) == ("87.9", "12")


def test_correcting_an_amount_corrects_what_it_had_worked_out(owner: Owner) -> None:
    owner.answer("retention", **AMOUNTS, grr="", expansion="")
    corrected = {**AMOUNTS, "kept_lost": "13000"}
    assert owner.answer("retention", **corrected, grr="87", expansion="12").status_code == 303
    assert shares(owner) == ("82", "12")


def test_nobody_loses_more_than_they_had(owner: Owner) -> None:
    answer = owner.answer("retention", **{**AMOUNTS, "kept_lost": "99000"}, grr="", expansion="")
    assert answer.status_code == 422
    assert error_at(answer.get_data(as_text=True), "kept_lost")
    assert shares(owner) == ("", "")


def test_dont_know_is_not_overruled_by_amounts(owner: Owner) -> None:
    owner.answer("retention", **AMOUNTS, grr="", sure_grr="unknown", expansion="")
    assert shares(owner) == ("", "12")
    assert chosen(owner.open("retention").get_data(as_text=True), "sure_grr") == "unknown"


def test_shares_can_be_given_without_any_amount(persian_owner: Owner) -> None:
    assert persian_owner.answer("retention", grr="۸۷٫۵", expansion="۱۲/۵").status_code == 303
    assert shares(persian_owner) == ("۸۷٫۵", "۱۲٫۵")


def test_what_the_amounts_tell_keeps_within_the_limits_of_what_may_be_typed(owner: Owner) -> None:
    page = owner.answer("retention", kept_start="1", kept_shrunk="0", kept_lost="0", kept_grown="1" + "0" * 17)
    assert page.status_code == 422
    assert "1,000" in page.get_data(as_text=True)


def test_the_widest_amounts_are_reckoned_without_trouble(owner: Owner) -> None:
    widest = {"kept_start": "0.00000000000000001", "kept_shrunk": "0", "kept_lost": "0", "kept_grown": "1" + "0" * 17}
    assert owner.answer("retention", **widest).status_code == 422
    assert owner.answer("retention", **AMOUNTS, grr="", expansion="").status_code == 303
