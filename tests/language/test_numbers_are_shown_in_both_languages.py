"""Numbers and money read naturally in both languages, and a shown number can be typed back."""

from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readiness import language as words

BOTH = st.sampled_from(("en", "fa"))
VALUES = st.decimals(min_value=Decimal(-(10**14)), max_value=Decimal(10**14), allow_nan=False, places=6)
DOLLAR = {"en": "${amount}", "fa": "{amount} دلار"}
TOMAN = {"en": "{amount} toman", "fa": "{amount} تومان"}


def flat(shown: str) -> str:
    """What is shown with ordinary spaces, and without the joiner that keeps a minus at its number."""
    return shown.replace("\u00a0", " ").replace("\u2060", "")


@pytest.mark.parametrize(
    ("value", "decimals", "en", "fa"),
    [
        (0, 0, "0", "۰"),
        (999, 0, "999", "۹۹۹"),
        (1234567, 0, "1,234,567", "۱٬۲۳۴٬۵۶۷"),
        (1234.5, 1, "1,234.5", "۱٬۲۳۴٫۵"),
        (2.5, 0, "3", "۳"),
        (0.1 + 0.2, 2, "0.30", "۰٫۳۰"),
        (-12, 0, "−12", "\u200e−۱۲"),
        (-0.4, 0, "0", "۰"),
        (Decimal("1E+6"), 0, "1,000,000", "۱٬۰۰۰٬۰۰۰"),
        (10**30, 0, "1" + ",000" * 10, "۱" + "٬۰۰۰" * 10),
    ],
)
def test_a_number_is_grouped_in_the_digits_of_the_language(value: float, decimals: int, en: str, fa: str) -> None:
    assert flat(words.number(value, "en", decimals)) == en
    assert flat(words.number(value, "fa", decimals)) == fa


@pytest.mark.parametrize("value", [float("nan"), float("inf"), Decimal("-Infinity")])
def test_what_is_no_number_is_never_shown_as_one(value: float) -> None:
    with pytest.raises(ValueError, match="no number to show"):
        words.number(value, "en")


@pytest.mark.parametrize(
    ("fraction", "decimals", "en", "fa"),
    [(0.6, 0, "60%", "۶۰٪"), (0.125, 1, "12.5%", "۱۲٫۵٪"), (-0.05, 0, "−5%", "\u200e−۵٪"), (0.005, 0, "1%", "۱٪")],
)
def test_a_fraction_is_shown_in_percent(fraction: float, decimals: int, en: str, fa: str) -> None:
    assert flat(words.percent(fraction, "en", decimals)) == en
    assert flat(words.percent(fraction, "fa", decimals)) == fa


@pytest.mark.parametrize(
    ("amount", "en", "fa"),
    [
        (1234567.5, "$1,234,568", "۱٬۲۳۴٬۵۶۸ دلار"),
        (-1969.587, "−$1,970", "\u200e−۱٬۹۷۰ دلار"),
        (-0.2, "$0", "۰ دلار"),
    ],
)
def test_money_is_shown_in_full_with_its_sign_in_front(amount: float, en: str, fa: str) -> None:
    assert flat(words.money(amount, DOLLAR["en"], "en")) == en
    assert flat(words.money(amount, DOLLAR["fa"], "fa")) == fa


@pytest.mark.parametrize(
    ("amount", "en", "fa"),
    [
        (0, "0 toman", "۰ تومان"),
        (999.4, "999 toman", "۹۹۹ تومان"),
        (1000, "1,000 toman", "۱٬۰۰۰ تومان"),
        (12345, "12,300 toman", "۱۲٬۳۰۰ تومان"),
        (999_499, "999,000 toman", "۹۹۹٬۰۰۰ تومان"),
        (999_500, "1 million toman", "۱ میلیون تومان"),
        (1_234_567, "1.23 million toman", "۱٫۲۳ میلیون تومان"),
        (1_200_000, "1.2 million toman", "۱٫۲ میلیون تومان"),
        (100_000_000, "100 million toman", "۱۰۰ میلیون تومان"),
        (24_000_000_000, "24 billion toman", "۲۴ میلیارد تومان"),
        (1_250_000_000_000, "1.25 trillion toman", "۱٫۲۵ هزار میلیارد تومان"),
        (3_217_000_000_000_000, "3,220 trillion toman", "۳٬۲۲۰ هزار میلیارد تومان"),
        (-110_733.781, "−111,000 toman", "\u200e−۱۱۱٬۰۰۰ تومان"),
    ],
)
def test_short_money_keeps_three_digits_that_matter(amount: float, en: str, fa: str) -> None:
    assert flat(words.money_short(amount, TOMAN["en"], "en")) == en
    assert flat(words.money_short(amount, TOMAN["fa"], "fa")) == fa


def test_a_loss_puts_the_sign_before_the_currency() -> None:
    assert flat(words.money_short(-98_844.996, "${amount}", "en")) == "−$98,800"


def test_digits_change_and_the_rest_of_the_text_stays() -> None:
    assert words.digits("Q3: 10% of 25", "fa") == "Q۳: ۱۰% of ۲۵"
    assert words.digits("Q3: 10% of 25", "en") == "Q3: 10% of 25"


def test_each_language_has_its_direction_and_no_other_language_is_known() -> None:
    assert (words.direction("en"), words.direction("fa")) == ("ltr", "rtl")
    with pytest.raises(KeyError):
        words.direction("de")


@given(VALUES, BOTH, st.integers(0, 2))
def test_a_shown_number_can_be_typed_back(value: Decimal, language: str, decimals: int) -> None:
    rounded = value.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
    assert words.parse_number(words.number(value, language, decimals), language) == rounded


@given(VALUES, BOTH)
def test_a_shown_percentage_can_be_typed_back(value: Decimal, language: str) -> None:
    rounded = (value * 100).quantize(Decimal("0.1"), rounding=ROUND_HALF_UP)
    assert words.parse_number(words.percent(value, language, 1), language) == rounded


@given(st.floats(min_value=-1e17, max_value=1e17, allow_nan=False), BOTH)
def test_a_shown_float_can_be_typed_back_to_the_whole_unit(value: float, language: str) -> None:
    rounded = Decimal(str(value)).quantize(Decimal(1), rounding=ROUND_HALF_UP)
    assert words.parse_number(words.number(value, language), language) == rounded


@given(VALUES, BOTH)
def test_short_money_is_within_half_a_percent_of_the_amount(value: Decimal, language: str) -> None:
    shown = flat(words.money_short(value, "{amount}", language))
    scale, names = Decimal(1), ("هزار میلیارد", "trillion", "میلیارد", "billion", "میلیون", "million")
    for name, size in zip(names, (12, 12, 9, 9, 6, 6), strict=True):
        if shown.endswith(" " + name):
            shown, scale = shown.removesuffix(" " + name), Decimal(10) ** size
            break
    read = words.parse_number(shown, language) * scale
    assert abs(read - value) <= max(Decimal("0.5"), abs(value) * Decimal("0.005") + 1)


@pytest.mark.parametrize("language", ["en", "fa"])
def test_a_line_never_breaks_within_an_amount(language: str) -> None:
    shown = words.money_short(-3_080_000_000, TOMAN[language], language)
    assert " " not in shown
    assert "−\u2060" in shown
