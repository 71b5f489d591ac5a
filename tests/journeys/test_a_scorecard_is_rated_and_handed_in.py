"""Somebody rates a candidate in the browser and hands the card in: in both languages, with a phone and a mouse, by keys
alone, without JavaScript, with a network that fails and with two tabs; axe objects to none of the pages."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import pytest
from playwright.sync_api import Route, expect

from readiness.candidates.snapshot import write_rubric
from readiness.records.candidates import Applicant, add_candidate
from readiness.records.database import writing
from readiness.records.openings import Plan, begin_opening, share_out
from readiness.records.scope import Actor
from readiness.records.scorecards import NOT_SEEN, Scorecard, own_card
from readiness.records.sessions import find_member, start_session
from readiness.records.signing_in import join
from readiness.records.workspaces import found_another
from tests.journeys.axe_check import prepare, violations
from tests.journeys.owner import DESKTOP, PHONE, Owner

Enter = Callable[..., Owner]
WIDTHS = {"en": DESKTOP, "fa": PHONE}
KEYS = ("curiosity", "renewal")
SAID = {"en": "Named the client and the month.", "fa": "از مشتری و ماهش گفت."}


@dataclass(frozen=True)
class Rater:
    """Somebody with a card to fill in; `owner` is the browser in front of them."""

    owner: Owner
    by: Actor
    candidate: int

    @property
    def path(self) -> str:
        return f"/workspace/candidates/{self.candidate}/card"

    @property
    def card(self) -> Scorecard:
        return own_card(self.owner.site.database, self.by, self.candidate)

    def opens(self) -> Rater:
        self.owner.visit(self.path)
        return self

    def scores(self, key: str, value: str) -> None:
        self.owner.page.locator(f'[name="score_{key}"][value="{value}"]').check()

    def writes(self, key: str, words: str) -> None:
        self.owner.page.locator(f"#evidence-{key}").fill(words)

    def sees_status(self, word: str) -> None:
        expect(self.owner.page.locator("[data-status]")).to_have_text(self.owner.say(word))

    def sees_nothing_wrong(self) -> None:
        prepare(self.owner.page)
        assert violations(self.owner.page) == []

    def with_another_browser(self, owner: Owner, address: str) -> Rater:
        _lets_in(owner, self.by, address)
        return replace(self, owner=owner).opens()


def rater(owner: Owner, address: str) -> Rater:
    """The owner of a workspace of their own, on the panel of its one opening."""
    site = owner.site
    _, token = found_another(site.database, "Mehr", "rater@mehr.example", owner.language)
    session = join(site.database, token, "Mina Tehrani", "no password", "Chromium")
    mina = find_member(site.database, session or "")
    assert mina
    by, person, role = mina.actor, mina.person, site.first_role
    plan = Plan("Account manager", "mid", write_rubric(role.rubric), ("applied",), names_hidden=True)
    opening = begin_opening(site.database, by, role.key, plan)
    share_out(site.database, by, opening, {person: KEYS})
    _lets_in(owner, by, address)
    return Rater(owner, by, add_candidate(site.database, by, opening, Applicant("Nora Vale"))).opens()


def _lets_in(owner: Owner, by: Actor, address: str) -> None:
    with writing(owner.site.database) as connection:
        session = start_session(connection, by, "Chromium")
    owner.page.context.add_cookies([{"name": "session", "value": session, "url": address}])


@pytest.mark.parametrize("script", [True, False], ids=["with JavaScript", "without"])
@pytest.mark.parametrize("language", ["en", "fa"])
def test_from_an_empty_card_to_a_locked_one(enter: Enter, base_url: str, language: str, script: bool) -> None:
    how = {} if script else {"java_script_enabled": False}
    mina = rater(enter(language=language, width=WIDTHS[language], **how), base_url)
    owner, look = mina.owner, mina.sees_nothing_wrong if script else lambda: None
    expect(owner.page.locator("textarea")).to_have_count(2)
    look()
    mina.opens().scores("curiosity", "4")
    owner.press("scorecards.hand_in")
    expect(owner.page.locator(".error-summary li")).to_have_count(2)
    look()
    owner.page.locator(".error-summary a").first.click()
    if script:
        expect(owner.page.locator("#evidence-curiosity")).to_be_focused()
    mina.writes("curiosity", SAID[language])
    mina.scores("renewal", NOT_SEEN)
    owner.press("scorecards.hand_in")
    expect(owner.page.locator(".told")).to_contain_text(SAID[language])
    look()
    owner.press("scorecards.lock")
    assert owner.page.url.endswith(f"/workspace/candidates/{mina.candidate}")
    mina.opens()
    expect(owner.page.locator("textarea")).to_have_count(0)
    expect(owner.page.locator(".told")).to_contain_text(SAID[language])
    look()
    assert mina.card.locked_at
    assert mina.card.ratings["curiosity"] == {"score": 4, "evidence": SAID[language]}


@pytest.mark.parametrize("language", ["en", "fa"])
def test_a_closed_browser_loses_nothing(enter: Enter, base_url: str, language: str) -> None:
    mina = rater(enter(language=language), base_url)
    mina.scores("curiosity", "2")
    mina.owner.page.locator("#evidence-curiosity").press_sequentially(SAID[language])
    mina.sees_status("check.saved")
    progress = mina.owner.say(
        "scorecards.rated", n="1" if language == "en" else "۱", of="2" if language == "en" else "۲"
    )
    expect(mina.owner.page.locator("[data-rated]")).to_have_text(progress)
    mina.owner.page.context.close()
    later = mina.with_another_browser(enter(language=language), base_url)
    expect(later.owner.page.locator("#evidence-curiosity")).to_have_value(SAID[language])
    expect(later.owner.page.locator('[name="score_curiosity"][value="2"]')).to_be_checked()


def test_a_network_that_fails_is_told_and_tried_again(enter: Enter, base_url: str) -> None:
    mina = rater(enter(), base_url)
    mina.owner.page.context.set_offline(True)
    mina.writes("renewal", "Written in a lift")
    mina.sees_status("check.not_saved")
    mina.owner.page.context.set_offline(False)
    mina.sees_status("check.saved")
    assert mina.card.ratings["renewal"]["evidence"] == "Written in a lift"


def test_an_answer_that_never_came_is_no_second_version(enter: Enter, base_url: str) -> None:
    """The server kept it, and the page did not hear of it: what is written next must not clash with it."""
    mina = rater(enter(), base_url)

    def lose(route: Route) -> None:
        route.fetch()
        route.abort()

    mina.owner.page.route("**/card", lose, times=1)
    mina.writes("renewal", "One")
    mina.sees_status("check.not_saved")
    mina.writes("renewal", "One and two")
    mina.sees_status("check.saved")
    expect(mina.owner.page.locator("[data-clash]")).to_be_hidden()
    assert mina.card.ratings["renewal"]["evidence"] == "One and two"


@pytest.mark.parametrize("language", ["en", "fa"])
def test_two_tabs_are_compared_and_laid_together(enter: Enter, base_url: str, language: str) -> None:
    mina = rater(enter(language=language, width=WIDTHS[language]), base_url)
    phone = mina.with_another_browser(enter(language=language, width=PHONE), base_url)
    phone.writes("curiosity", "From the phone")
    phone.sees_status("check.saved")
    mina.writes("curiosity", "From the desk")
    mina.scores("renewal", "3")
    clash = mina.owner.page.locator("[data-clash]")
    expect(clash).to_contain_text(mina.owner.say("scorecards.clashed"))
    mina.sees_nothing_wrong()
    with mina.owner.page.expect_navigation():
        clash.get_by_role("button").click()
    mina.sees_nothing_wrong()
    field = mina.owner.page.locator("#evidence-curiosity")
    expect(field).to_have_value("From the phone\n\nFrom the desk")
    field.fill("From the phone, and from the desk")
    mina.owner.press("scorecards.clash_save")
    assert mina.card.ratings["curiosity"]["evidence"] == "From the phone, and from the desk"
    assert mina.card.ratings["renewal"]["score"] == 3


def test_the_keyboard_alone_is_enough(enter: Enter, base_url: str) -> None:
    mina = rater(enter(), base_url)
    keys = mina.owner.page.keyboard
    for key in KEYS:
        mina.owner.page.locator(f'[name="score_{key}"]').first.focus()
        for press in ("Space", "ArrowDown", "ArrowDown", "Tab"):
            keys.press(press)
        expect(mina.owner.page.locator(f"#evidence-{key}")).to_be_focused()
        keys.type("Typed")
    keys.press("Tab")
    expect(mina.owner.button("scorecards.hand_in")).to_be_focused()
    for word in ("scorecards.sure_title", ""):
        with mina.owner.page.expect_navigation():
            keys.press("Enter")
        if word:
            mina.owner.button("scorecards.lock").focus()
    assert mina.card.locked_at
    assert [rated["score"] for rated in mina.card.ratings.values()] == [3, 3]
