"""From the locked scorecards to a decision: the comparison, one candidate, a decision against the scorecards that asks
first, and the same as a file; in both languages, on a desktop and on a phone."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from readiness.records.database import writing
from readiness.records.sessions import start_session
from tests.journeys.axe_check import prepare, violations
from tests.journeys.owner import DESKTOP, PHONE, Owner
from tests.records.company import Company
from tests.records.hiring import Hiring, rated

Enter = Callable[..., Owner]
WIDTHS = {"en": DESKTOP, "fa": PHONE}


def is_sound(somebody: Owner) -> None:
    prepare(somebody.page)
    assert violations(somebody.page) == []


def rated_opening(owner: Owner) -> Hiring:
    """Two candidates whom both raters have rated low and high; the owner's browser is signed in."""
    hiring = Hiring(Company(owner.site.database), names_hidden=False)
    other = hiring.adds("Ben Ode", "ben@example.org")
    for rater in hiring.raters:
        hiring.rates(rater, rated(1))
        hiring.rates(rater, rated(5), other)
    with writing(owner.site.database) as connection:
        token = start_session(connection, hiring.owner, "Chromium")
    here = owner.page.url
    owner.page.context.add_cookies([{"name": "session", "value": token, "url": here}])
    return hiring


@pytest.mark.parametrize("language", ["en", "fa"])
def test_from_the_comparison_to_a_decision(enter: Enter, language: str) -> None:
    owner = enter(language=language, width=WIDTHS[language])
    owner.visit("/about")
    hiring = rated_opening(owner)
    owner.visit(f"/workspace/openings/{hiring.opening}/compare")
    is_sound(owner)
    with owner.page.expect_navigation():
        owner.page.locator("table").get_by_role("link", name="Nora Vale", exact=True).click()
    is_sound(owner)
    owner.page.locator('[name="decision"][value="hire"]').check()
    owner.page.locator('[name="reason"]').fill("Ran our test account better than anybody")
    owner.press("panel.decide_save")
    expect(owner.page.locator(".error-summary")).to_be_focused()
    is_sound(owner)
    owner.page.locator('[name="override"]').check()
    owner.press("panel.decide_save")
    expect(owner.page.locator(".notice").first).to_have_text(owner.say("panel.decided"))
    expect(owner.page.get_by_text("Ran our test account better than anybody").first).to_be_visible()
    with owner.page.expect_download() as download:
        owner.page.get_by_role("link", name=owner.say("panel.download_pdf"), exact=True).click()
    assert download.value.suggested_filename.startswith("candidate-C-001-")
