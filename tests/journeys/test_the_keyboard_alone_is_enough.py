"""With Tab, Space, Enter and arrows alone an owner gets along, and always sees where they are."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.owner import DESKTOP, PHONE, Owner
from tests.journeys.sheets import keep, sheet_of
from views.site import Site

Enter = Callable[..., Owner]

# An outline of at least 2 px, on the part itself or on the label around it, inside the window.
FOCUS_IS_SEEN = """() => {
    const part = document.activeElement, around = part.closest("label") ?? part;
    const box = around.getBoundingClientRect();
    const outlined = [part, around].some(one => {
        const style = getComputedStyle(one);
        return style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
    });
    const inside = box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
    return outlined && inside && box.width > 0;
}"""
HERE = "() => document.activeElement.outerHTML.slice(0, 120)"
MOST_STOPS = 60

# A group of radio buttons is one stop; what is folded away, or meant for Enter alone, is none.
TO_REACH = """() => {
    const stops = "a[href], button, summary, select, input:not([type=hidden]), [tabindex='0']";
    const parts = [...document.querySelectorAll(stops)]
        .filter(part => part.checkVisibility() && part.tabIndex >= 0);
    const radios = parts.filter(part => part.type === "radio");
    return parts.length - radios.length + new Set(radios.map(radio => radio.name)).size;
}"""


def tab(page: Page, key: str = "Tab") -> None:
    """Go on to the next stop, which must show itself."""
    page.keyboard.press(key)
    assert page.evaluate(FOCUS_IS_SEEN), page.evaluate(HERE)


def tab_to(page: Page, selector: str) -> None:
    """Go on until the part of the page is reached."""
    for _ in range(MOST_STOPS):
        tab(page)
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    raise AssertionError(f"never came to {selector}")


@pytest.mark.parametrize(("language", "width"), [("en", DESKTOP), ("fa", PHONE)])
def test_from_the_first_page_to_the_second_step(enter: Enter, language: str, width: int) -> None:
    owner = enter(language=language, width=width)
    page = owner.page
    owner.visit("/")
    tab_to(page, "main form button")
    page.keyboard.press("Enter")
    owner.at_step(owner.sections[0])
    tab_to(page, "[name=question_fit]")
    page.keyboard.press("Space")
    expect(owner.option("fit", "repeat")).to_be_checked()
    page.keyboard.press("ArrowDown")
    expect(owner.option("fit", "mixed")).to_be_checked()
    tab_to(page, "form .button[value=next]")
    page.keyboard.press("Enter")
    owner.at_step(owner.sections[1])


def test_enter_in_a_field_means_save_and_continue(enter: Enter, site: Site) -> None:
    owner = enter()
    owner.come_back(keep(site, {}, "en"))
    owner.visit("/check/retention")
    owner.field("grr").focus()
    owner.page.keyboard.type("88")
    owner.page.keyboard.press("Enter")
    owner.at_step(owner.sections[5])
    owner.visit("/check/retention")
    owner.has({"grr": "88"})


def test_the_skip_link_leads_past_the_masthead(enter: Enter) -> None:
    owner = enter()
    owner.visit("/about")
    tab(owner.page)
    expect(owner.page.locator(".skip")).to_be_focused()
    expect(owner.page.locator(".skip")).to_be_in_viewport(ratio=1)
    owner.page.keyboard.press("Enter")
    expect(owner.page.locator("main")).to_be_focused()
    owner.visit("/")
    tab(owner.page)
    owner.page.keyboard.press("Enter")
    tab(owner.page)
    assert owner.page.evaluate("document.querySelector('main').contains(document.activeElement)")


@pytest.mark.parametrize("language", ["en", "fa"])
def test_the_summary_of_errors_leads_into_the_fields(enter: Enter, site: Site, language: str) -> None:
    owner = enter(language=language)
    owner.come_back(keep(site, {}, language))
    owner.visit("/check/money")
    owner.field("running_cost").fill("much")
    owner.field("cash").fill("-5")
    owner.press("check.next")
    expect(owner.page.locator(".error-summary")).to_be_focused()
    tab(owner.page)
    owner.page.keyboard.press("Enter")
    expect(owner.field("running_cost")).to_be_focused()
    assert owner.page.evaluate(FOCUS_IS_SEEN)
    tab_to_summary(owner)
    tab(owner.page)
    owner.page.keyboard.press("Enter")
    expect(owner.field("cash")).to_be_focused()


def tab_to_summary(owner: Owner) -> None:
    """Back to the first problem listed."""
    for _ in range(MOST_STOPS):
        if owner.page.evaluate("document.activeElement.matches('.error-summary li:first-child a')"):
            return
        tab(owner.page, "Shift+Tab")
    raise AssertionError("never came back to the summary")


@pytest.mark.parametrize("path", ["/", "/about", "/check/review", "/check/retention", "/check/result", "/check/link"])
def test_every_stop_shows_itself_and_all_are_reached(enter: Enter, site: Site, path: str) -> None:
    owner = enter()
    owner.come_back(keep(site, sheet_of("en"), "en"))
    owner.visit(path)
    stops = 0
    while stops < 5 * MOST_STOPS:
        owner.page.keyboard.press("Tab")
        if owner.page.evaluate("document.activeElement === document.body"):
            break  # once round, and out of the page: no trap
        assert owner.page.evaluate(FOCUS_IS_SEEN), owner.page.evaluate(HERE)
        stops += 1
    assert stops == owner.page.evaluate(TO_REACH)
