"""From a finished check to an opening whose panel knows what to ask: begun at the level proposed, weighted, added to,
shared out, printed; then closed and deleted. In both languages, with and without JavaScript, wide and narrow."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from readiness.records.checks import write_answers
from readiness.records.held_checks import start_check
from readiness.records.passwords import hash_password
from readiness.records.people import invite
from readiness.records.scope import Actor
from readiness.records.sessions import find_member
from readiness.records.signing_in import join
from readiness.records.workspaces import found_another
from tests.journeys.axe_check import prepare, violations
from tests.journeys.owner import DESKTOP, PHONE, Owner
from tests.workspace.checks_at_hand import ANSWERS

Enter = Callable[..., Owner]
Look = Callable[[Owner], None]
WIDTHS = {"en": DESKTOP, "fa": PHONE}
TITLE = {"en": "Account manager, Berlin", "fa": "مدیر حساب، دفتر تبریز"}
OWN = {"en": "Stays calm.", "fa": "آرام می‌ماند."}
PASSWORD = hash_password("seven brown kettles sing")


def is_sound(somebody: Owner) -> None:
    """Nothing that axe objects to, and nothing that stands out of the page."""
    too_wide = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
    assert not somebody.page.evaluate(too_wide)
    prepare(somebody.page)
    assert violations(somebody.page) == []


def nothing(_: Owner) -> None:
    pass


def come_in(somebody: Owner, token: str, name: str, address: str) -> Actor:
    """Join by an invitation, signed in from then on."""
    session = join(somebody.site.database, token, name, PASSWORD, "Chromium")
    assert session
    somebody.page.context.add_cookies([{"name": "session", "value": session, "url": address}])
    member = find_member(somebody.site.database, session)
    assert member
    return member.actor


def with_a_check(owner: Owner, by: Actor) -> None:
    role = owner.site.first_role
    start_check(owner.site.database, by, role.key, role.edition, owner.language, write_answers(ANSWERS))


def begin(owner: Owner, look: Look) -> str:
    """Begin with the title forgotten at first; the address of the opening, behind the language."""
    owner.visit("/workspace/openings")
    look(owner)
    owner.follow("openings.begin")
    expect(owner.page.locator('[name="level"]:checked')).to_have_value("mid")
    look(owner)
    owner.press("openings.begin")
    expect(owner.page.locator(".error-summary")).to_be_focused()
    look(owner)
    owner.page.locator("#title").fill(TITLE[owner.language])
    owner.press("openings.begin")
    expect(owner.heading).to_have_text(TITLE[owner.language])
    expect(owner.page.locator(".notice")).to_have_text(owner.say("openings.done_begun"))
    look(owner)
    return owner.page.url.partition(f"/{owner.language}/workspace")[2].partition("?")[0]


def tailor(owner: Owner, look: Look) -> None:
    """Drop one competency, double another, and add one of one's own."""
    owner.follow("openings.part_rubric")
    look(owner)
    owner.page.locator('[name="weight_data"]').select_option("0")
    owner.page.locator('[name="weight_renewal"]').select_option("2")
    owner.press("openings.rubric_save")
    expect(owner.page.locator(".notice").first).to_have_text(owner.say("openings.done_saved"))
    owner.follow("openings.own_title")
    look(owner)
    for field in owner.page.locator("textarea").all():
        field.fill(OWN[owner.language])
    owner.page.locator('[name="target_junior"]').select_option("5")
    owner.press("openings.own_add")
    expect(owner.page.locator(".error-summary")).to_be_focused()
    look(owner)
    owner.page.locator('[name="target_junior"]').select_option("1")
    owner.press("openings.own_add")
    expect(owner.page.get_by_text(owner.say("openings.own_tag"), exact=True)).to_have_count(1)
    look(owner)


def share_out(owner: Owner, look: Look) -> None:
    """Tick both people, look through the proposal, untick one box and save."""
    owner.follow("openings.part_panel")
    look(owner)
    for box in owner.page.locator('[name="with"]').all():
        box.check()
    owner.press("openings.panel_propose")
    expect(owner.page.get_by_text(owner.say("openings.panel_proposal"))).to_be_visible()
    look(owner)
    owner.page.locator('[value="renewal"]').first.uncheck()
    owner.press("openings.panel_save")
    expect(owner.page.get_by_text(owner.say("openings.done_shared"))).to_be_visible()
    thin = owner.say(
        "openings.concern_thin", names=owner.site.first_role.rubric.competency("renewal").name[owner.language]
    )
    expect(owner.page.get_by_text(thin)).to_be_visible()
    look(owner)


def prints(somebody: Owner) -> None:
    """The kit, in one's own language."""
    somebody.follow("openings.part_overview")
    kit = f'a[href^="/{somebody.language}/"][href$="/kit.pdf"]'
    with somebody.page.expect_download() as started:
        somebody.page.locator(kit).click()
    assert started.value.path().read_bytes().startswith(b"%PDF")
    assert started.value.suggested_filename.startswith("interview-kit")


def close_and_delete(owner: Owner, look: Look) -> None:
    owner.follow("openings.part_plan")
    look(owner)
    owner.press("openings.close")
    expect(owner.page.locator(".notice")).to_have_text(owner.say("openings.done_closed"))
    look(owner)
    owner.follow("openings.part_plan")
    owner.follow("openings.delete_title")
    owner.press("openings.delete_now")
    expect(owner.page.locator(".error-summary")).to_be_focused()
    look(owner)
    owner.page.locator("#sure").check()
    owner.press("openings.delete_now")
    expect(owner.page.locator(".notice")).to_have_text(owner.say("openings.done_deleted"))
    look(owner)


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
@pytest.mark.parametrize("language", ["en", "fa"])
def test_an_opening_is_made_ready_and_ended(enter: Enter, live_server: str, language: str, script: bool) -> None:
    look, how = is_sound if script else nothing, {"java_script_enabled": script, "width": WIDTHS[language]}
    owner, interviewer = enter(language=language, **how), enter(language=language, **how)
    _, token = found_another(owner.site.database, "Mehr", "owner@mehr.example", language)
    by = come_in(owner, token, "Mina Tehrani", live_server)
    _, invitation = invite(owner.site.database, by, "interviewer@mehr.example", "interviewer")
    come_in(interviewer, invitation, "Sara Holm", live_server)
    with_a_check(owner, by)

    interviewer.visit("/workspace/openings")
    expect(interviewer.page.get_by_text(interviewer.say("openings.none_interviewer"))).to_be_visible()
    opening = begin(owner, look)
    tailor(owner, look)
    share_out(owner, look)
    prints(owner)

    interviewer.visit(f"/workspace{opening}")
    look(interviewer)
    prints(interviewer)
    close_and_delete(owner, look)


def test_two_at_once_lose_nothing(enter: Enter, live_server: str) -> None:
    """The same settings open in two tabs: the one that comes late is shown both, and may put its own in place."""
    owner = enter(language="en")
    _, token = found_another(owner.site.database, "Mehr", "owner@mehr.example", "en")
    with_a_check(owner, come_in(owner, token, "Mina Tehrani", live_server))
    opening = begin(owner, nothing)
    owner.follow("openings.part_plan")
    other = owner.page.context.new_page()
    other.goto(f"/en/workspace{opening}/plan")
    other.locator("#title").fill("Theirs")
    with other.expect_navigation():
        other.get_by_role("button", name=owner.say("openings.save"), exact=True).click()

    owner.page.locator("#title").fill("Ours")
    owner.press("openings.save")
    expect(owner.page.locator(".error-summary")).to_be_focused()
    expect(owner.page.get_by_text(owner.say("openings.theirs", value="Theirs"))).to_be_visible()
    expect(owner.page.locator("#title")).to_have_value("Ours")
    is_sound(owner)
    owner.press("openings.save")
    expect(owner.heading).to_have_text("Ours")
