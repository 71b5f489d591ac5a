"""Numbers, money and dates as people write and read them in English and in Persian, and the way back."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import ROUND_HALF_UP, Context, Decimal
from unicodedata import bidirectional

from persiantools import digits as persian_digits
from persiantools.jdatetime import JalaliDate

LRM = "\u200e"
GLUE, SPACE = "\u2060", "\u00a0"  # a word joiner and a no-break space: an amount is never torn in two at a line's end
MILLION = 1_000_000
MOST_DIGITS = 18
MOST_TYPED = 64

Number = int | float | Decimal


@dataclass(frozen=True, slots=True)
class _Signs:
    """How one language writes a number. Persian puts a left-to-right mark before the minus, else it jumps right."""

    direction: str
    group: str
    point: str
    minus: str
    percent: str
    scales: tuple[str, ...]


_SIGNS = {
    "en": _Signs("ltr", ",", ".", f"−{GLUE}", "%", ("million", "billion", "trillion")),
    "fa": _Signs("rtl", "٬", "٫", f"{LRM}−{GLUE}", "٪", ("میلیون", "میلیارد", "هزار میلیارد")),
}
CALENDARS = ("gregorian", "jalali")
_USUAL_CALENDAR = {"en": "gregorian", "fa": "jalali"}
_MONTHS = {
    ("gregorian", "en"): (
        *("January", "February", "March", "April", "May", "June"),
        *("July", "August", "September", "October", "November", "December"),
    ),
    ("gregorian", "fa"): (
        *("ژانویه", "فوریه", "مارس", "آوریل", "مه", "ژوئن"),
        *("ژوئیه", "اوت", "سپتامبر", "اکتبر", "نوامبر", "دسامبر"),
    ),
    ("jalali", "en"): (
        *("Farvardin", "Ordibehesht", "Khordad", "Tir", "Mordad", "Shahrivar"),
        *("Mehr", "Aban", "Azar", "Dey", "Bahman", "Esfand"),
    ),
    ("jalali", "fa"): (
        *("فروردین", "اردیبهشت", "خرداد", "تیر", "مرداد", "شهریور"),
        *("مهر", "آبان", "آذر", "دی", "بهمن", "اسفند"),
    ),
}
_MOMENTS = {"en": f"{{day}}, {{time}}{SPACE}UTC", "fa": f"{{day}}، ساعت{SPACE}{{time}} به{SPACE}وقت{SPACE}جهانی"}
_EXACT = Context(prec=400, rounding=ROUND_HALF_UP)


class NumberProblem(ValueError):
    """What was typed can't be read as one number; `code` is not_a_number, not_an_amount, ambiguous or too_long."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


# ---------------------------------------------------------------------------------------------- showing


def direction(language: str) -> str:
    """The way the language runs: "ltr" or "rtl"."""
    return _SIGNS[language].direction


_RUNS = {"L": "ltr", "R": "rtl", "AL": "rtl"}
_MARKS_OF_DIRECTION = dict.fromkeys(map(ord, "\u200e\u200f\u061c"))
_SET_APART = re.compile("[\u2066-\u2068][^\u2066-\u2069]*\u2069")
_ISOLATED = "\u2068{}\u2069"


def turns(words: str, language: str) -> bool:
    """Whether words run against the language, as a Latin name does in Persian; by their first letter that is not set
    apart (Unicode annex 9, rule P2). A mark of direction is no letter."""
    kinds = map(bidirectional, _SET_APART.sub("", words).translate(_MARKS_OF_DIRECTION))
    return next((_RUNS[kind] for kind in kinds if kind in _RUNS), "") not in ("", direction(language))


def set_apart(words: str, language: str) -> str:
    """The words fit to stand in a sentence: those that run against it are kept from turning what is around them."""
    return _ISOLATED.format(words) if turns(words, language) else words


def digits(text: str, language: str) -> str:
    """The text with its Latin digits in the language's own."""
    return persian_digits.en_to_fa(text) if _SIGNS[language].direction == "rtl" else text


def number(value: Number, language: str, decimals: int = 0) -> str:
    """A number with its thousands grouped, rounded half away from zero; NaN and infinity are a ValueError."""
    return _signed(_rounded(value, decimals), language, "{amount}")


def percent(fraction: Number, language: str, decimals: int = 0) -> str:
    """A fraction (0.6) as a percentage ("60%")."""
    return _signed(_rounded(_exact(fraction) * 100, decimals), language, "{amount}" + _SIGNS[language].percent)


def money(amount: Number, pattern: str, language: str) -> str:
    """An amount in full, rounded to whole units; `pattern` is the currency's, such as "${amount}"."""
    return _signed(_rounded(amount, 0), language, pattern)


def money_short(amount: Number, pattern: str, language: str) -> str:
    """An amount to three significant digits: 57,100, and in words from a million up: 1.25 million."""
    whole = _rounded(amount, 0)
    rounded = _EXACT.quantize(whole, Decimal(1).scaleb(max(whole.adjusted() - 2, 0)))
    if abs(rounded) < MILLION:
        return _signed(rounded.quantize(Decimal(1)), language, pattern)
    scales = _SIGNS[language].scales
    scale = min(rounded.adjusted() // 3 - 2, len(scales) - 1)
    return _signed(_trimmed(rounded.scaleb(-3 * scale - 6, _EXACT)), language, pattern, scales[scale])


def calendar_for(language: str, calendar: str | None = None) -> str:
    """The calendar that days are told by: the one that was chosen, else the language's own."""
    return calendar or _USUAL_CALENDAR[language]


def day(when: date, language: str, calendar: str | None = None) -> str:
    """A date in words: "23 November 2026", or by the Jalali calendar "2 Azar 1405", «۲ آذر ۱۴۰۵».

    `calendar` is "gregorian" or "jalali"; None goes by the language. KeyError for any other.
    """
    calendar = calendar_for(language, calendar)
    months = _MONTHS[calendar, language]
    found = JalaliDate(when) if calendar == "jalali" else when
    return digits(f"{found.day}{SPACE}{months[found.month - 1]}{SPACE}{found.year}", language)


def written_day(when: date, calendar: str) -> str:
    """A day as `parse_day` reads it and as one types it: 2026-11-23, or by the Jalali calendar 1405/9/2."""
    if calendar == "gregorian":
        return when.isoformat()
    found = JalaliDate(when)
    return f"{found.year}/{found.month}/{found.day}"


def moment(seconds: int, language: str, calendar: str | None = None) -> str:
    """Seconds since 1970 as a day and a time of day in UTC, which it says: "23 November 2026, 14:05 UTC"."""
    when = datetime.fromtimestamp(seconds, UTC)
    time = digits(f"{when:%H:%M}", language)
    return _MOMENTS[language].format(day=day(when.date(), language, calendar), time=time)


def _exact(value: Number) -> Decimal:
    exact = value if isinstance(value, Decimal) else Decimal(str(value))
    if not exact.is_finite():
        raise ValueError(f"{value} is no number to show")
    return exact


def _rounded(value: Number, decimals: int) -> Decimal:
    return _EXACT.quantize(_exact(value), Decimal(1).scaleb(-decimals))


def _trimmed(value: Decimal) -> Decimal:
    """The same value with no zeros at the end of its decimals."""
    return value.quantize(Decimal(1)) if value == value.to_integral_value() else value.normalize()


def _signed(value: Decimal, language: str, pattern: str, scale: str = "") -> str:
    """The value inside the pattern, its sign in front of everything: "−$5", never "$−5"."""
    signs = _SIGNS[language]
    swap = str.maketrans({",": signs.group, ".": signs.point})
    amount = digits(f"{abs(value):,f}".translate(swap), language)
    shown = pattern.replace("{amount}", f"{amount} {scale}" if scale else amount).replace(" ", SPACE)
    return signs.minus + shown if value < 0 else shown


# ---------------------------------------------------------------------------------------------- reading

_DIGITS = {ord(sign): str(i % 10) for i, sign in enumerate("۰۱۲۳۴۵۶۷۸۹٠١٢٣٤٥٦٧٨٩")}
_SPACES = dict.fromkeys(map(ord, "\u00a0\u2009\u202f\u200c"), " ")
_UNSEEN = dict.fromkeys(map(ord, "\u200e\u200f\u2060\u061c\u2066\u2067\u2068\u2069"), "")
_AS_ASCII = {**_DIGITS, **_SPACES, **_UNSEEN, ord("،"): ",", ord("٪"): "%", ord("−"): "-"}
_AS_ASCII_IN = {"en": _AS_ASCII, "fa": {**_AS_ASCII, ord("/"): "."}}

_FRAME = re.compile(r"(?P<before>%? *)(?P<sign>[-+]?) *(?P<body>[0-9.,٬٫ ]*[0-9])(?P<after> *%?)")
_PLAIN = re.compile(r"(?P<whole>[0-9]*)(?:[.٫](?P<fraction>[0-9]+))?")
_GROUPED = re.compile(
    r"(?P<whole>[1-9][0-9]{0,2}(?P<mark>[ ,.٬])[0-9]{3}(?:(?P=mark)[0-9]{3})*)"
    r"(?:(?!(?P=mark))[.,٫](?P<fraction>[0-9]+))?"
)
_EITHER_WAY = re.compile(
    r"(?!0+\.)[0-9]{1,3}\.[0-9]{3}"  # 1.000: a thousand, or one?
    r"|(?![1-9][0-9]{0,2},[0-9]{3}$)[0-9]*,[0-9]+"  # 1,5 and 0,125: a decimal comma, or a slip?
    r"|[0-9]{1,3}(?:[ ٬][0-9]{3})+,[0-9]{3}"  # 1 000,000: the same, after grouping by another sign
)


def parse_number(typed: str, language: str) -> Decimal:
    """The one number that was typed, in Persian, Arabic or Latin digits, with or without grouping.

    Raises NumberProblem rather than guess: "1,000" is a thousand and "1.5" one and a half, but "1.000" and
    "1,5" may be either. A percent sign is allowed and dropped (60 % is 60); in Persian "۱۲/۵" is 12.5.
    Store the answer as format(value, "f"), which never turns to an exponent.
    """
    if len(typed) > MOST_TYPED:
        raise NumberProblem("too_long")
    frame = _FRAME.fullmatch(typed.strip().translate(_AS_ASCII_IN[language]).strip())
    if frame is None or ("%" in frame["before"] and "%" in frame["after"]):
        raise NumberProblem("not_a_number")
    value = _ascii(frame["body"])
    if len(value.replace(".", "")) > MOST_DIGITS:
        raise NumberProblem("too_long")
    return Decimal(frame["sign"] + value) + 0


_SCALES = {
    **{"thousand": 3, "million": 6, "billion": 9, "trillion": 12},
    **{"هزار": 3, "میلیون": 6, "میلیارد": 9, "هزار میلیارد": 12},
}
_SCALE = "|".join(sorted(_SCALES, key=len, reverse=True))
_AMOUNT = re.compile(rf"(?P<sign>[-+−]?)\s*[$€£¥₹₺]?\s*(?P<number>[^%٪]*?)\s*(?P<scale>{_SCALE})?\s*[$€£¥₹₺]?")


def parse_amount(typed: str, language: str) -> Decimal:
    """An amount of money as typed: as `parse_number`, with a currency's sign or a word such as million or میلیارد.

    A percentage is no amount: NumberProblem not_an_amount.
    """
    if len(typed) > MOST_TYPED:
        raise NumberProblem("too_long")
    if "%" in typed or "٪" in typed:
        raise NumberProblem("not_an_amount")
    found = _AMOUNT.fullmatch(typed.strip().replace("\u200c", " ").lower())
    if found is None:
        raise NumberProblem("not_a_number")
    value = parse_number(found["sign"] + found["number"], language).scaleb(_SCALES.get(found["scale"], 0))
    if abs(value) >= 10**MOST_DIGITS:
        raise NumberProblem("too_long")
    return value


def _ascii(body: str) -> str:
    """The digits with a plain point and no grouping, as Decimal reads them."""
    if _EITHER_WAY.fullmatch(body):
        raise NumberProblem("ambiguous")
    read = _GROUPED.fullmatch(body) or _PLAIN.fullmatch(body)
    if read is None:
        raise NumberProblem("not_a_number")
    whole = re.sub("[^0-9]", "", read["whole"]) or "0"
    return f"{whole}.{read['fraction']}" if read["fraction"] else whole


_DAY = re.compile(r"([0-9]{4})([/-])([0-9]{1,2})\2([0-9]{1,2})")
_YEARS = {"gregorian": range(1900, 2200), "jalali": range(1280, 1580)}  # far enough apart to tell a wrong calendar


def parse_day(typed: str, calendar: str) -> date:
    """The day that was typed as year, month, day in any digits: 2026-11-23, ۱۴۰۵/۹/۲. ValueError if there is none."""
    found = _DAY.fullmatch(typed.strip().translate(_AS_ASCII))
    if found is None or int(found[1]) not in _YEARS[calendar]:
        raise ValueError(f"no day of the {calendar} calendar")
    year, month, of_month = int(found[1]), int(found[3]), int(found[4])
    if calendar == "jalali":
        jalali: date = JalaliDate(year, month, of_month).to_gregorian()
        return jalali
    return date(year, month, of_month)
