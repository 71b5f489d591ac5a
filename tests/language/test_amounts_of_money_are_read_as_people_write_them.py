"""An amount may carry its currency's sign and a word for its size; a percentage is no amount."""

from __future__ import annotations

from decimal import Decimal

import pytest

from readiness.language import NumberProblem, parse_amount


@pytest.mark.parametrize(
    ("typed", "language", "amount"),
    [
        ("$1,200.50", "en", "1200.50"),
        ("980,000 €", "en", "980000"),
        ("1.5 million", "en", "1500000"),
        ("£2 Billion", "en", "2000000000"),
        ("۳۶ میلیارد", "fa", "36000000000"),
        ("۱٫۲ هزار میلیارد", "fa", "1200000000000"),
        ("۱۲/۵ میلیون", "fa", "12500000"),
        ("۷۲۰٬۰۰۰٬۰۰۰", "fa", "720000000"),
        ("-5", "en", "-5"),
    ],
)
def test_an_amount(typed: str, language: str, amount: str) -> None:
    assert parse_amount(typed, language) == Decimal(amount)


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("12.5%", "not_an_amount"),
        ("۱۲٪", "not_an_amount"),
        ("1.000", "ambiguous"),
        ("million", "not_a_number"),
        ("12 toman", "not_a_number"),
        ("$", "not_a_number"),
        ("1_000", "not_a_number"),
        ("1e9", "not_a_number"),
        ("9" * 17 + " billion", "too_long"),
        ("9" * 65, "too_long"),
    ],
)
def test_what_is_no_amount(typed: str, code: str) -> None:
    with pytest.raises(NumberProblem) as problem:
        parse_amount(typed, "fa" if "۱" in typed else "en")
    assert problem.value.code == code
