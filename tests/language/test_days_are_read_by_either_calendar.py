"""A day typed by either calendar is that day or none; what could be another's is never guessed."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readiness.language import CALENDARS, digits, parse_day, written_day

DAYS = st.dates(date(1902, 1, 1), date(2199, 12, 31))


@pytest.mark.parametrize(
    ("typed", "calendar", "day"),
    [
        ("2026-11-23", "gregorian", date(2026, 11, 23)),
        (" 2026/1/2 ", "gregorian", date(2026, 1, 2)),
        ("۱۴۰۵/۹/۲", "jalali", date(2026, 11, 23)),
        ("١٤٠٥/٠٩/٠٢", "jalali", date(2026, 11, 23)),
        ("1405-09-02", "jalali", date(2026, 11, 23)),
        ("\u200f۱۴۰۵/۹/۲\u200e", "jalali", date(2026, 11, 23)),
        ("۱۴۰۳/۱۲/۳۰", "jalali", date(2025, 3, 20)),  # a leap year
    ],
)
def test_a_day(typed: str, calendar: str, day: date) -> None:
    assert parse_day(typed, calendar) == day


@pytest.mark.parametrize(
    ("typed", "calendar"),
    [
        *(
            (typed, calendar)
            for typed in ("", "soon", "2026", "23.11.2026", "2026-1/2", "²⁰²⁶-1-1")
            for calendar in CALENDARS
        ),
        ("2026-13-01", "gregorian"),
        ("2026-02-30", "gregorian"),
        ("1405/9/2", "gregorian"),
        ("9999-12-31", "gregorian"),
        ("0000-01-01", "gregorian"),
        ("1405/13/1", "jalali"),
        ("1405/0/1", "jalali"),
        ("1405/7/31", "jalali"),
        ("1404/12/30", "jalali"),  # no leap year
        ("2026/11/23", "jalali"),
        ("23/11/2026", "gregorian"),
        ("20261-1-1", "gregorian"),
    ],
)
def test_no_day(typed: str, calendar: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 -- whatever says so
        parse_day(typed, calendar)


@given(DAYS, st.sampled_from(CALENDARS), st.sampled_from(["en", "fa"]))
def test_a_day_is_read_as_it_is_written(day: date, calendar: str, language: str) -> None:
    assert parse_day(digits(written_day(day, calendar), language), calendar) == day
