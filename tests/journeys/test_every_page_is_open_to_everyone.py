"""Every page of the walk holds to WCAG 2.2 AA in both languages, at a desk and on a phone, light and dark."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.axe_check import prepare, violations
from tests.journeys.owner import DESKTOP, PHONE, Owner, entering
from tests.journeys.sheets import keep, sheet_of
from views.site import Site

EVERY_LOOK = tuple((width, scheme) for width in (DESKTOP, PHONE) for scheme in ("light", "dark"))
# One language at a time each page has two looks, the other language the other two: so each width, each scheme, each
# language and each pair of them is seen on each page. These pages, and in CI all of them, are seen in every look.
TWO_LOOKS = {
    "en": ((DESKTOP, "light"), (PHONE, "dark")),
    "fa": ((PHONE, "light"), (DESKTOP, "dark")),
}
SEEN_IN_EVERY_LOOK = ("home", "accounts", "a step with errors", "result")
NARROWEST = 320  # WCAG 1.4.10, Reflow
STEPS = ("fit", "basics", "accounts", "clients", "retention", "happiness", "need", "cost", "money", "gain", "team",
         "role", "level")  # fmt: skip

PART = {"what-if": ".try", "what-if with errors": ".try"}  # the rest of that page has been seen

Way = Callable[[Owner], object]


def _wrong_amounts(owner: Owner) -> None:
    """A step sent with numbers that can't be read, and some that can't be."""
    owner.visit("/check/retention")
    owner.field("kept_start").fill("12x")
    owner.field("grr").fill("120")
    owner.press("check.next")
    expect(owner.page.locator(".error-summary")).to_be_visible()


def _tried(owner: Owner) -> None:
    owner.visit("/check/result?margin=20&accounts=30")
    expect(owner.page.locator(".effect")).to_be_visible()


def _unsure_deletion(owner: Owner) -> None:
    owner.visit("/check/link")
    owner.press("link.delete")
    expect(owner.page.locator(".error-summary")).to_be_visible()


def _other_check(owner: Owner) -> None:
    """The link of a second, empty check, opened where the first is open."""
    owner.come_back(keep(owner.site, {}, owner.language))
    expect(owner.heading).to_have_text(owner.say("link.switch_title"))


def _empty_review(owner: Owner) -> None:
    _other_check(owner)
    owner.press("link.switch")
    expect(owner.heading).to_have_text(owner.say("check.review_title"))


def _empty_step(owner: Owner) -> None:
    _empty_review(owner)
    owner.visit("/check/accounts")


def _deleted(owner: Owner) -> None:
    _empty_review(owner)
    owner.visit("/check/link")
    owner.page.get_by_label(owner.say("link.delete_sure")).check()
    owner.press("link.delete")
    expect(owner.heading).to_have_text(owner.say("link.gone_title"))


def _closed(owner: Owner) -> None:
    owner.page.context.clear_cookies()
    owner.visit("/check/review")
    expect(owner.heading).to_have_text(owner.say("link.closed_title"))


def _page(path: str) -> Way:
    return lambda owner: owner.visit(path)


WAYS: dict[str, Way] = {
    "home": _page("/"),
    "about": _page("/about"),
    **{step: _page(f"/check/{step}") for step in STEPS},
    "a step with errors": _wrong_amounts,
    "review": _page("/check/review"),
    "result": _page("/check/result"),
    "what-if": _tried,
    "what-if with errors": _page("/check/result?margin=x"),
    "link": _page("/check/link"),
    "renewed link": _page("/check/link?renewed=yes"),
    "deletion without a yes": _unsure_deletion,
    "not for you": _page("/check/not-yet-for-you"),
    "error page": _page("/no-such-page"),
    "another check": _other_check,
    "review of nothing": _empty_review,
    "step with nothing": _empty_step,
    "deleted": _deleted,
    "closed": _closed,
}


@dataclass(frozen=True)
class Kept:
    """An owner, and the token of their check with every answer given."""

    owner: Owner
    token: str


@pytest.fixture(scope="module", params=["en", "fa"])
def kept(request: pytest.FixtureRequest, browser: Browser, live_server: str, site: Site) -> Iterator[Kept]:
    with entering(browser, live_server, site, request.param) as owner:
        yield Kept(owner, keep(site, sheet_of(request.param), request.param))


@pytest.fixture
def owner(kept: Kept, live_server: str) -> Owner:
    """The owner with that check open, whatever was opened before."""
    context, name = kept.owner.page.context, kept.owner.site.cookies["check"]
    context.clear_cookies()
    context.add_cookies([{"name": name, "value": kept.token, "url": live_server}])
    return kept.owner


def looks(name: str, language: str) -> tuple[tuple[int, str], ...]:
    """The widths and schemes in which to look at a page."""
    return EVERY_LOOK if os.environ.get("CI") or name in SEEN_IN_EVERY_LOOK else TWO_LOOKS[language]


@pytest.mark.parametrize("name", WAYS)
def test_axe_finds_nothing_and_nothing_sticks_out(owner: Owner, name: str) -> None:
    page = owner.page
    page.set_viewport_size({"width": DESKTOP, "height": 900})
    WAYS[name](owner)
    prepare(page)
    for width, scheme in looks(name, owner.language):
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        assert violations(page, PART.get(name, "html")) == [], f"{width} px, {scheme}"
    for width in (PHONE, NARROWEST):
        page.set_viewport_size({"width": width, "height": 800})
        assert _sticking_out(page) == [], f"{width} px"


def _sticking_out(page: Page) -> list[str]:
    """What makes the page wider than the window; tables that scroll in a frame of their own may."""
    return page.evaluate("""() => document.documentElement.scrollWidth <= innerWidth ? [] :
        [...document.body.querySelectorAll("*")].filter(part => !part.closest(".scroll, .hidden, .skip"))
            .filter(part => part.getBoundingClientRect().right > innerWidth || part.getBoundingClientRect().left < 0)
            .map(part => part.outerHTML.slice(0, 100))""")


def test_the_pages_above_are_all_that_the_role_has(site: Site) -> None:
    assert [section.key for section in site.first_role.questionnaire.sections] == list(STEPS)


@pytest.mark.parametrize("name", ["home", "retention", "result", "link"])
def test_twice_as_large_letters_fit_too(owner: Owner, name: str) -> None:
    owner.page.set_viewport_size({"width": 640, "height": 900})
    WAYS[name](owner)
    owner.page.evaluate("document.documentElement.style.fontSize = '212.5%'")
    assert _sticking_out(owner.page) == []


def test_axe_would_tell(owner: Owner) -> None:
    owner.visit("/")
    owner.page.evaluate("document.querySelector('h1').insertAdjacentHTML('afterend', '<img src=/static/favicon.svg>')")
    prepare(owner.page)
    assert any(line.startswith("image-alt") for line in violations(owner.page))
