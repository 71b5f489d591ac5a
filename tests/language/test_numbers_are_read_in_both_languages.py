"""What an owner types as a number is read as that number, or refused with the reason; never guessed."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readiness.language import NumberProblem, parse_number

BOTH = ("en", "fa")

READ = {
    "0": "0",
    "7": "7",
    "007": "7",
    "1,000": "1000",
    "12,345,678": "12345678",
    "1,234.5": "1234.5",
    "1,234.567": "1234.567",
    "1.000,5": "1000.5",
    "1.234.567": "1234567",
    "1.234.567,89": "1234567.89",
    "1 000 000": "1000000",
    "1 000,5": "1000.5",
    "1\u00a0000.25": "1000.25",
    "1\u202f000": "1000",
    "۱\u200c۰۰۰": "1000",
    "12.5": "12.5",
    "12.50": "12.50",
    "0.125": "0.125",
    "1234.567": "1234.567",
    ".5": "0.5",
    "۱۲۳": "123",
    "١٢٣": "123",
    "۱٬۲۳۴٫۵": "1234.5",
    "١٬٢٣٤٫٥": "1234.5",
    "۱،۰۰۰": "1000",
    "۱۲٫۵": "12.5",
    "۱٫۲۳۴": "1.234",
    "۱2٣": "123",
    "  42\t": "42",
    "60%": "60",
    "60 %": "60",
    "%60": "60",
    "۶۰٪": "60",
    "٪۶۰": "60",
    "-5": "-5",
    "−5": "-5",
    "- 5": "-5",
    "+5": "5",
    "-0": "0",
    "\u200e−۵": "-5",
    "\u2068۱۲\u2069": "12",
    "9" * 18: "9" * 18,
}

REFUSED = {
    "": "not_a_number",
    "   ": "not_a_number",
    "12x": "not_a_number",
    "twelve": "not_a_number",
    "دوازده": "not_a_number",
    "$12": "not_a_number",
    "12 تومان": "not_a_number",
    "1_000": "not_a_number",
    "²": "not_a_number",
    "½": "not_a_number",
    "１２": "not_a_number",
    "१२": "not_a_number",
    "0x10": "not_a_number",
    "1e5": "not_a_number",
    "1e309": "not_a_number",
    "1E+2": "not_a_number",
    "NaN": "not_a_number",
    "Infinity": "not_a_number",
    "-inf": "not_a_number",
    "+-5": "not_a_number",
    "--5": "not_a_number",
    "5-": "not_a_number",
    "%60%": "not_a_number",
    "60%%": "not_a_number",
    "5.": "not_a_number",
    ".": "not_a_number",
    "-": "not_a_number",
    "%": "not_a_number",
    "1.2.3": "not_a_number",
    "1,00,000": "not_a_number",
    "1,0000,000": "not_a_number",
    "1,000 000": "not_a_number",
    "1,000,00": "not_a_number",
    "1 2": "not_a_number",
    "12 34": "not_a_number",
    "1  000": "not_a_number",
    "1,000.5,5": "not_a_number",
    "۱٬۲": "not_a_number",
    "۱٬۰۰": "not_a_number",
    "1\n000": "not_a_number",
    "1\x00": "not_a_number",
    "1\u202e23": "not_a_number",
    "1;2": "not_a_number",
    "1.000": "ambiguous",
    "12.345": "ambiguous",
    "012.345": "ambiguous",
    "-1.000": "ambiguous",
    "۱.۰۰۰": "ambiguous",
    "1,5": "ambiguous",
    "1234,5": "ambiguous",
    "0,125": "ambiguous",
    "1,0000": "ambiguous",
    "1 000,000": "ambiguous",
    "۱۲,۵": "ambiguous",
    "9" * 19: "too_long",
    "0." + "1" * 18: "too_long",
    "1," + ",".join(["000"] * 6): "too_long",
    "1" * 1_000_000: "too_long",
    " " * 1_000_000: "too_long",
}


@pytest.mark.parametrize("language", BOTH)
@pytest.mark.parametrize(("typed", "value"), READ.items())
def test_a_clear_number_is_read(typed: str, value: str, language: str) -> None:
    read = parse_number(typed, language)
    assert read == Decimal(value)
    assert format(read, "f").lstrip("-").replace(".", "").isascii()


@pytest.mark.parametrize("language", BOTH)
@pytest.mark.parametrize(("typed", "code"), REFUSED.items(), ids=[repr(typed)[:24] for typed in REFUSED])
def test_anything_else_is_refused_with_its_reason(typed: str, code: str, language: str) -> None:
    with pytest.raises(NumberProblem) as refused:
        parse_number(typed, language)
    assert refused.value.code == code


@pytest.mark.parametrize(
    ("typed", "value"), {"۱۲/۵": "12.5", "12/5": "12.5", "۱٬۲۳۴/۵": "1234.5", "۱/۰۰۰/۰۰۰": "1000000"}.items()
)
def test_a_slash_is_the_decimal_sign_in_persian_only(typed: str, value: str) -> None:
    assert parse_number(typed, "fa") == Decimal(value)
    with pytest.raises(NumberProblem, match="not_a_number"):
        parse_number(typed, "en")


def test_a_slash_that_could_group_thousands_is_refused_in_persian() -> None:
    with pytest.raises(NumberProblem, match="ambiguous"):
        parse_number("۱/۰۰۰", "fa")


def test_minus_nothing_is_plain_zero() -> None:
    assert not parse_number("-0.0", "en").is_signed()


@given(
    st.text(max_size=30) | st.text("0123456789۰۱۲٣٤٬٫,. -−+%٪/_eE\u200c\u200e\u00a0", max_size=24),
    st.sampled_from(BOTH),
)
def test_whatever_is_typed_ends_in_a_finite_number_or_a_problem(typed: str, language: str) -> None:
    try:
        value = parse_number(typed, language)
    except NumberProblem as refused:
        value, code = Decimal(0), refused.code
    else:
        code = "read"
    assert code in {"read", "not_a_number", "ambiguous", "too_long"}
    assert value.is_finite()
    assert len(value.as_tuple().digits) <= 18


@given(st.text("0123456789", min_size=1, max_size=18), st.sampled_from(BOTH))
def test_bare_digits_mean_what_they_say_in_every_script(typed: str, language: str) -> None:
    for script in ("۰۱۲۳۴۵۶۷۸۹", "٠١٢٣٤٥٦٧٨٩"):
        assert parse_number(typed.translate(str.maketrans("0123456789", script)), language) == Decimal(typed)
