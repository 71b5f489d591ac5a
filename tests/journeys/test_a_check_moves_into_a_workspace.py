"""From a check without an account to two that are compared: taken over, repeated with one answer changed, set side by
side; in both languages, with and without JavaScript, and nothing that axe would object to."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from readiness.questionnaire import Question
from readiness.records.passwords import hash_password
from readiness.records.signing_in import join
from readiness.records.workspaces import found_another
from tests.journeys.axe_check import prepare, violations
from tests.journeys.owner import DESKTOP, PHONE, Owner
from tests.journeys.sheets import as_typed, keep_whole, report_of, sheet_of
from views.site import Site

Enter = Callable[..., Owner]
Look = Callable[[Owner], None]
WIDTHS = {"en": DESKTOP, "fa": PHONE}
CHECKS = "/workspace/checks"


def sign_in(owner: Owner, address: str) -> None:
    """As the owner of a workspace that has nothing in it yet."""
    _, token = found_another(owner.site.database, "Mehr", "owner@mehr.example", owner.language)
    session = join(owner.site.database, token, "Mina Tehrani", hash_password("seven brown kettles sing"), "Chromium")
    assert session
    owner.page.context.add_cookies([{"name": "session", "value": session, "url": address}])


def press(owner: Owner, word: str) -> None:
    """Press the first button of this beginning: those of a list go on with whose they are."""
    with owner.page.expect_navigation():
        owner.page.get_by_role("button", name=owner.say(word)).first.click()


def is_sound(owner: Owner) -> None:
    """Nothing that axe objects to."""
    prepare(owner.page)
    assert violations(owner.page) == []


def nothing(_: Owner) -> None:
    pass


def accounts_of(owner: Owner) -> Question:
    return owner.site.first_role.questionnaire.question("accounts")


def take_over(owner: Owner, link: str, look: Look) -> None:
    """Paste the link, with a slip at first."""
    field = owner.page.get_by_label(owner.say("checks.adopt_label"))
    field.fill(f"{link}x")
    owner.press("checks.adopt")
    expect(owner.page.locator(".error-summary")).to_be_focused()
    expect(field).to_have_value(f"{link}x")
    look(owner)
    field.fill(link)
    owner.press("checks.adopt")
    expect(owner.page.locator(".notice")).to_have_text(owner.say("checks.adopted", workspace="Mehr"))


def check_again(owner: Owner, accounts: int, look: Look) -> None:
    """Begin a new check with the same answers but for one."""
    press(owner, "checks.again")
    expect(owner.heading).to_have_text(owner.say("check.review_title"))
    look(owner)
    owner.visit("/check/accounts")
    owner.field("accounts").fill(as_typed(accounts_of(owner), accounts, owner.language))
    owner.press("check.next")
    look(owner)


def compare(owner: Owner, look: Look) -> tuple[list[str], list[str]]:
    """The two chances, and the names of the questions answered otherwise."""
    expect(owner.page.locator(".held > li")).to_have_count(2)
    expect(owner.page.locator(".chart")).to_have_count(1)
    look(owner)
    owner.press("checks.compare")
    expect(owner.heading).to_have_text(owner.say("compare.title"))
    look(owner)
    chances = owner.page.locator("section:has(#outcome) tbody tr").nth(1).locator("td")
    return chances.all_inner_texts(), owner.page.locator("section:has(#answers) tbody th").all_inner_texts()


@pytest.mark.parametrize("with_script", [True, False], ids=["script", "no script"])
@pytest.mark.parametrize("language", ["en", "fa"])
def test_from_a_private_link_to_a_comparison(
    enter: Enter, site: Site, live_server: str, language: str, with_script: bool
) -> None:
    sheet, look = sheet_of(language), is_sound if with_script else nothing  # axe needs scripts itself
    more = {**sheet, "accounts": sheet["accounts"] + 6}
    before, after = (report_of(site, answers, language) for answers in (sheet, more))
    newcomer = enter(language=language, java_script_enabled=with_script)
    newcomer.come_back(keep_whole(site, sheet, language))

    owner = enter(language=language, width=WIDTHS[language], java_script_enabled=with_script)
    sign_in(owner, live_server)
    owner.visit(CHECKS)
    look(owner)
    take_over(owner, newcomer.private_link(), look)
    expect(owner.page.locator(".held > li")).to_contain_text(before.verdict.name)
    newcomer.visit("/check/review")
    expect(newcomer.heading).to_have_text(newcomer.say("link.closed_title"))

    press(owner, "checks.open_result")
    expect(owner.heading).to_have_text(before.verdict.sentence)
    owner.follow("checks.all_checks")
    check_again(owner, more["accounts"], look)
    owner.visit("/check/result")
    expect(owner.heading).to_have_text(after.verdict.sentence)
    owner.follow("checks.all_checks")
    chances, answers = compare(owner, look)
    assert chances == [before.verdict.chance.value, after.verdict.chance.value]
    assert answers == [accounts_of(owner).name[language]]


@pytest.mark.parametrize("language", ["en", "fa"])
def test_the_open_check_is_taken_over_by_the_keyboard_alone(
    enter: Enter, site: Site, live_server: str, language: str
) -> None:
    owner = enter(language=language, width=WIDTHS[language])
    owner.come_back(keep_whole(site, sheet_of(language), language))
    sign_in(owner, live_server)
    owner.visit(CHECKS)
    is_sound(owner)
    button = owner.button("checks.adopt_open")
    for _ in range(40):
        owner.page.keyboard.press("Tab")
        if button.evaluate("button => button === document.activeElement"):
            break
    with owner.page.expect_navigation():
        owner.page.keyboard.press("Enter")
    expect(owner.page.locator(".held > li")).to_have_count(1)
    owner.visit("/check/review")  # it is open still, as the workspace's
    expect(owner.page.get_by_role("main")).to_contain_text("Mehr")
    owner.visit(CHECKS)
    owner.page.get_by_role("link", name=owner.say("checks.delete")).click()
    expect(owner.heading).to_have_text(owner.say("checks.delete_title"))
    is_sound(owner)
    owner.press("checks.delete_now")
    expect(owner.page.locator(".notice")).to_have_text(owner.say("checks.deleted"))
    expect(owner.page.locator(".held > li")).to_have_count(0)


def test_whoever_is_signed_out_while_typing_is_told_and_loses_nothing(
    enter: Enter, site: Site, live_server: str
) -> None:
    owner = enter()
    owner.come_back(keep_whole(site, sheet_of("en"), "en"))
    sign_in(owner, live_server)
    owner.visit(CHECKS)
    owner.press("checks.adopt_open")
    owner.visit("/check/basics")
    (session,) = (cookie for cookie in owner.page.context.cookies() if cookie["name"] == "session")
    owner.page.context.clear_cookies(name="session")
    owner.field("company").fill("Typed too late")
    status = owner.page.locator("[data-status]")
    expect(status).to_have_text(owner.say("errors.typing_401"))
    owner.page.context.add_cookies([{"name": "session", "value": session["value"], "url": live_server}])
    expect(status).to_have_text(owner.say("check.saved"))  # signed in again in another tab
    assert "Typed too late" in owner.kept_answers().values()
