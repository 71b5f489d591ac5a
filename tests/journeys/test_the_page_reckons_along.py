"""With JavaScript the page works out what follows from a figure while it is typed, in the owner's own digits."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pytest
from playwright.sync_api import Locator, expect

from readiness.records.checks import find_check
from tests.journeys.owner import PHONE, Owner
from tests.journeys.sheets import as_stored, keep, report_of, sheet_of
from views.site import Site

Enter = Callable[..., Owner]

AMOUNTS = {
    "en": {"kept_start": "900,000", "kept_shrunk": "45,000", "kept_lost": "81,000", "kept_grown": "63,000"},
    "fa": {"kept_start": "۹۰۰٬۰۰۰", "kept_shrunk": "۴۵٬۰۰۰", "kept_lost": "۸۱٬۰۰۰", "kept_grown": "۶۳٬۰۰۰"},
}
SHARES = {"en": ("86%", "7%"), "fa": ("۸۶٪", "۷٪")}
RESULTS = {"en": {"grr": "86", "expansion": "7"}, "fa": {"grr": "۸۶", "expansion": "۷"}}


def _type(owner: Owner, figures: Mapping[str, str]) -> None:
    for key, typed in figures.items():
        owner.field(key).press_sequentially(typed)


def _total(owner: Owner) -> Locator:
    return owner.page.locator("[data-total]")


@pytest.mark.parametrize("language", ["en", "fa"])
def test_four_amounts_become_two_shares(enter: Enter, site: Site, language: str) -> None:
    owner = enter(language=language)
    owner.come_back(keep(site, {}, language))
    owner.visit("/check/retention")
    expect(_total(owner)).to_be_empty()
    _type(owner, AMOUNTS[language])
    kept, added = SHARES[language]
    expect(_total(owner)).to_have_text(owner.say("check.total_retention", grr=kept, expansion=added))
    owner.has(RESULTS[language])  # the server fills them in, once it has the four amounts


def test_shares_that_were_typed_are_not_overwritten(enter: Enter, site: Site) -> None:
    owner = enter()
    owner.come_back(keep(site, {}, "en"))
    owner.visit("/check/retention")
    _type(owner, {"grr": "90", **AMOUNTS["en"]})
    owner.field("expansion").click()
    expect(owner.page.locator("#error-grr")).to_have_text(owner.say("errors.contradicts", typed="90", told="86"))
    owner.has({"grr": "90"})
    owner.press("check.work_out")
    owner.has(RESULTS["en"])


def test_the_cost_of_the_role_adds_up(enter: Enter, site: Site) -> None:
    owner = enter(language="fa")
    owner.come_back(keep(site, {"currency": "IRT"} | dict(sheet_of("fa")), "fa"))
    owner.visit("/check/cost")
    expect(_total(owner)).to_contain_text("۱٬۷۸۸٬۰۰۰٬۰۰۰")  # 1.3 × 960 + 480 + 60 million
    owner.field("tools").fill("")
    expect(_total(owner)).to_contain_text("۱٬۷۲۸٬۰۰۰٬۰۰۰")


def test_long_amounts_are_spelled_out(enter: Enter, site: Site) -> None:
    owner = enter(language="fa")
    owner.come_back(keep(site, {}, "fa"))
    owner.visit("/check/accounts")
    owner.field("book").press_sequentially("48000000000")
    expect(owner.question("book").locator(".grouped")).to_have_text("= ۴۸ میلیارد")


@pytest.mark.parametrize(("path", "field"), [("accounts", "[name=question_book]"), ("result", "#try-book")])
def test_an_amount_in_toman_fits_its_field_on_a_phone(enter: Enter, site: Site, path: str, field: str) -> None:
    owner = enter(language="fa", width=PHONE)
    owner.come_back(keep(site, sheet_of("fa"), "fa"))
    owner.visit(f"/check/{path}")
    owner.page.locator(field).fill("۴۸٬۰۰۰٬۰۰۰٬۰۰۰")
    assert owner.page.locator(field).evaluate("field => field.scrollWidth <= field.clientWidth")


@pytest.mark.parametrize("language", ["en", "fa"])
def test_a_tried_figure_shows_its_effect_at_once_and_leaves_the_answers_alone(
    enter: Enter, site: Site, language: str
) -> None:
    owner, token = enter(language=language), keep(site, sheet_of(language), language)
    owner.come_back(token)
    owner.visit("/check/result")
    owner.page.evaluate("window.stillHere = true")
    owner.page.locator("#try-cash").press_sequentially({"en": "10", "fa": "۱۰"}[language])
    owner.page.locator("#try-margin").press_sequentially({"en": "62.5", "fa": "۶۲٫۵"}[language])
    tried = report_of(site, sheet_of(language), language, {"cash": 10, "margin": 62.5})
    _shows(owner, tried.verdict.name, tried.verdict.chance.value)
    assert owner.page.evaluate("window.stillHere")

    owner.page.reload()  # the figures stand in the address, so that what was tried can be shown to a partner
    _shows(owner, tried.verdict.name, tried.verdict.chance.value)
    assert find_check(site.database, token).answers == as_stored(site, sheet_of(language))
    owner.follow("result.try_back")
    expect(owner.page.locator("[data-effect]")).to_have_text(owner.say("result.effect_none"))


def _shows(owner: Owner, verdict: str, chance: str) -> None:
    rows = owner.page.locator(".effect tbody tr")
    expect(rows.nth(0).locator("td").last).to_have_text(verdict)
    expect(rows.nth(1).locator("td").last).to_have_text(chance)


def test_a_tried_figure_that_cannot_be_read_is_told(enter: Enter, site: Site) -> None:
    owner = enter()
    owner.come_back(keep(site, sheet_of("en"), "en"))
    owner.visit("/check/result")
    owner.page.locator("#try-margin").press_sequentially("x")
    expect(owner.page.locator("[data-effect]")).to_have_text(owner.say("result.effect_wrong"))
    owner.press("result.try_button")
    expect(owner.page.locator("#wrong-margin")).to_have_text(owner.say("errors.not_a_number"))
    expect(owner.page.locator("#try-margin")).to_have_value("x")


def test_the_copy_button_copies_the_link(enter: Enter, site: Site) -> None:
    owner = enter(permissions=["clipboard-read", "clipboard-write"])
    owner.come_back(keep(site, {}, "en"))
    link = owner.private_link()
    owner.button("link.copy_link").click()
    expect(owner.page.get_by_text(owner.say("link.copied"), exact=True)).to_be_visible()
    assert owner.page.evaluate("navigator.clipboard.readText()") == link
