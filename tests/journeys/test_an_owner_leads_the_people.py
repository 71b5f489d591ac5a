"""From an owner alone to a team, and back: inviting, joining by the link, inviting in turn, being removed with a page
open, and all of it to be read afterwards; in both languages, with and without JavaScript."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from readiness.records.workspaces import found_another
from tests.journeys.axe_check import prepare, violations
from tests.journeys.owner import DESKTOP, PHONE, Owner

Enter = Callable[..., Owner]
Look = Callable[[Owner], None]
PASSWORD = "seven brown kettles sing"
OTHER = {"en": "fa", "fa": "en"}
WIDTHS = {"en": DESKTOP, "fa": PHONE}
PEOPLE, TRAIL = "/workspace/people", "/workspace/audit"


def is_sound(somebody: Owner) -> None:
    """Nothing that axe objects to."""
    prepare(somebody.page)
    assert violations(somebody.page) == []


def nothing(_: Owner) -> None:
    pass


def join(somebody: Owner, link: str, name: str) -> None:
    """Open the link, in one's own language, and choose name and password."""
    path = link.partition("/invitation/")[2]
    somebody.visit(f"/invitation/{path}")
    somebody.page.get_by_label(somebody.say("sign_in.name"), exact=True).fill(name)
    somebody.page.get_by_label(somebody.say("sign_in.choose_password"), exact=True).fill(PASSWORD)
    somebody.press("sign_in.join")


def invite(somebody: Owner, email: str, role: str, look: Look) -> str:
    """Invite by the form, with the role forgotten at first; the one-time link."""
    somebody.visit(PEOPLE)
    look(somebody)
    somebody.page.get_by_label(somebody.say("people.email"), exact=True).fill(email)
    somebody.press("people.invite")
    expect(somebody.page.locator(".error-summary")).to_be_focused()
    look(somebody)
    somebody.page.locator(f'[name="role"][value="{role}"]').check()
    somebody.press("people.invite")
    expect(somebody.heading).to_have_text(somebody.say("people.invite_link_title"))
    look(somebody)
    return somebody.page.get_by_label(somebody.say("people.link_label"), exact=True).input_value()


def choose(somebody: Owner, name: str) -> None:
    """Go to one person's page."""
    somebody.visit(PEOPLE)
    with somebody.page.expect_navigation():
        somebody.page.get_by_role("link", name=name, exact=True).click()
    expect(somebody.heading).to_have_text(name)


def remove(owner: Owner, name: str, look: Look) -> None:
    choose(owner, name)
    look(owner)
    owner.press("people.remove")
    expect(owner.page.locator(".error-summary")).to_have_text(
        f"{owner.say('check.wrong_title')} {owner.say('errors.remove_unsure')}", use_inner_text=False
    )
    owner.page.get_by_label(owner.say("people.remove_sure")).check()
    owner.press("people.remove")
    expect(owner.page.locator(".notice")).to_have_text(owner.say("people.removed"))


def found(owner: Owner) -> None:
    """A workspace of the owner's own."""
    _, token = found_another(owner.site.database, "Mehr", "owner@mehr.example", owner.language)
    join(owner, f"/invitation/{token}", "Mina Tehrani")


def is_shut_out(hr: Owner, look: Look) -> None:
    """With a page open that was theirs a moment ago: what they send is refused, what they open asks who they are."""
    hr.page.get_by_label(hr.say("people.email"), exact=True).fill("late@mehr.example")
    hr.page.locator('[name="role"][value="viewer"]').check()
    hr.press("people.invite")
    expect(hr.heading).to_have_text(hr.say("errors.title_401"))
    look(hr)
    hr.page.go_back()
    expect(hr.page.locator(".notice")).to_have_text(hr.say("sign_in.done_ended"))
    look(hr)


def read_trail(owner: Owner, look: Look) -> None:
    """Who was removed, and all that they had done: on the page, and as a file."""
    owner.visit(TRAIL)
    look(owner)
    newest = owner.page.locator(".trail > li").first
    expect(newest).to_contain_text("Mina Tehrani")
    expect(newest).to_contain_text("Kaveh Rad")
    former = owner.say("audit.former", name="Kaveh Rad")
    owner.page.get_by_label(owner.say("audit.person"), exact=True).select_option(label=former)
    owner.press("audit.show")
    expect(owner.page.locator(".trail > li")).to_have_count(3)  # joined, signed in, invited
    file, name = owner.download("audit.download")
    assert name.endswith(".csv")
    assert len(file.decode("utf-8").strip().splitlines()) == 1 + 3


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
@pytest.mark.parametrize("language", ["en", "fa"])
def test_a_team_grows_and_one_of_it_is_removed(enter: Enter, language: str, script: bool) -> None:
    look, how = is_sound if script else nothing, {"java_script_enabled": script, "width": WIDTHS[language]}
    owner, hr = enter(language=language, **how), enter(language=OTHER[language], **how)
    interviewer = enter(language=language, **how)
    found(owner)
    join(hr, invite(owner, "hr@mehr.example", "hr", look), "Kaveh Rad")
    join(interviewer, invite(hr, "interviewer@mehr.example", "interviewer", look), "Sara Holm")
    expect(interviewer.page.locator(".places a")).to_have_count(2)  # openings and the account

    choose(hr, "Mina Tehrani")
    expect(hr.page.locator("main form")).to_have_count(0)
    hr.visit(PEOPLE)
    remove(owner, "Kaveh Rad", look)
    is_shut_out(hr, look)

    owner.visit(PEOPLE)
    expect(owner.page.get_by_text("late@mehr.example")).to_have_count(0)
    expect(owner.page.get_by_text("Sara Holm")).to_be_visible()
    read_trail(owner, look)


@pytest.mark.parametrize("language", ["en", "fa"])
def test_a_day_that_cannot_be_read_is_told_and_stays_to_be_mended(enter: Enter, language: str) -> None:
    owner = enter(language=language)
    found(owner)
    wrong, right = {"en": ("2026-02-30", "2026-02-28"), "fa": ("۱۴۰۵/۱۳/۱", "۱۴۰۵/۱/۳۱")}[language]
    owner.visit(f"{TRAIL}?since={wrong}")
    expect(owner.page.locator(".error-summary")).to_be_focused()
    is_sound(owner)
    field = owner.page.get_by_label(owner.say("audit.since"), exact=True)
    expect(field).to_have_value(wrong)
    field.fill(right)
    owner.press("audit.show")
    expect(field).to_have_value(right)
    expect(owner.page.locator(".trail > li").first).to_be_visible()
