"""A column is known by its heading, whoever typed it and however."""

from __future__ import annotations

import pytest

from readiness.sheets.columns import match_columns

KNOWN = {"start": ("Start date", "تاریخ شروع"), "name": ("Client", "Account name", "نام مشتری")}


@pytest.mark.parametrize(
    "heading", ["Start date", "start_date", " START-DATE: ", "StartDate", "تاریخ‌شروع", "تاريخ شروع", "start"]
)
def test_spelling_does_not_matter(heading: str) -> None:
    assert match_columns(["other", heading], KNOWN) == {"start": 1}


def test_the_likeliest_name_wins_and_a_column_serves_once() -> None:
    assert match_columns(["account name", "client"], KNOWN) == {"name": 1}
    assert match_columns(["client"], {"name": ("client",), "company": ("client",)}) == {"name": 0}


def test_what_is_not_known_is_left_alone() -> None:
    assert match_columns(["", "…", "starts"], KNOWN) == {}
