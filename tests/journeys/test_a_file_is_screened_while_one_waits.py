"""HR brings a file of ratings, sees it being screened, and takes the result; in both languages, on two widths."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import expect

from readiness.records.workspaces import found_another
from tests.journeys.axe_check import prepare, violations
from tests.journeys.owner import DESKTOP, PHONE, Owner
from tests.journeys.test_an_owner_leads_the_people import join

Enter = Callable[..., Owner]
RATERS = ("Sara", "Kaveh")


def is_sound(somebody: Owner, javascript: bool) -> None:
    """Nothing that axe objects to; axe itself is a script."""
    if javascript:
        prepare(somebody.page)
        assert violations(somebody.page) == []


@pytest.fixture
def ratings(tmp_path: Path) -> Path:
    """Some five thousand candidates, two raters each."""
    rows = (f"Candidate {number},{rater},{1 + number % 5},4" for number in range(5_000) for rater in RATERS)
    file = tmp_path / "ratings.csv"
    file.write_text("\n".join(["candidate,rater,curiosity,renewal", *rows]), encoding="utf-8")
    return file


@pytest.mark.parametrize(("language", "width"), [("en", DESKTOP), ("fa", PHONE)])
@pytest.mark.parametrize("javascript", [True, False], ids=["with JavaScript", "without"])
def test_a_file_comes_back_as_levels(enter: Enter, ratings: Path, language: str, width: int, javascript: bool) -> None:
    hr = enter(language=language, width=width, java_script_enabled=javascript)
    _, token = found_another(hr.site.database, "Mehr", "owner@mehr.example", language)
    join(hr, f"/invitation/{token}", "Mina Tehrani")
    hr.visit("/workspace/screening")
    is_sound(hr, javascript)
    hr.press("screenings.start")
    expect(hr.page.locator(".error-summary")).to_contain_text(hr.say("screenings.file_missing"))
    hr.page.get_by_label(hr.say("screenings.file"), exact=True).set_input_files(ratings)
    hr.press("screenings.start")
    over = hr.link("screenings.fetch")
    while not javascript and not over.is_visible():
        hr.follow("screenings.look_again")
    expect(over).to_be_visible()
    is_sound(hr, javascript)
    made, name = hr.download("screenings.fetch")
    assert name.endswith(".xlsx")
    assert made[:2] == b"PK"
    hr.press("screenings.remove")
    expect(hr.page.locator(".notice")).to_have_text(hr.say("screenings.removed"))
