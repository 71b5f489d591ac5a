"""The private link is the key: it brings back, can be changed like a lock, and opens nothing after a deletion."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from readiness.records.checks import find_check
from tests.journeys.owner import Owner
from tests.journeys.sheets import keep, sheet_of
from views.site import Site

Enter = Callable[..., Owner]


def _token(link: str) -> str:
    return link.rpartition("/")[2]


def _is_closed(owner: Owner, address: str) -> None:
    answer = owner.page.goto(address)
    assert answer is not None
    assert answer.status == 404
    expect(owner.heading).to_have_text(owner.say("link.closed_title"))


@pytest.mark.parametrize("language", ["en", "fa"])
def test_a_renewed_link_shuts_out_whoever_holds_the_old_one(enter: Enter, site: Site, language: str) -> None:
    owner, guest = enter(language=language), enter(language=language)
    owner.come_back(keep(site, sheet_of(language), language))
    old = owner.private_link()
    guest.page.goto(old)
    guest.visit("/check/basics")
    owner.press("link.renew")
    expect(owner.page.locator(".notice")).to_have_text(owner.say("link.renewed"))
    new = owner.private_link()
    assert _token(new) != _token(old)

    guest.press("check.next")  # in the midst of it
    expect(guest.heading).to_have_text(guest.say("link.closed_title"))
    _is_closed(guest, old)
    guest.page.goto(new)
    expect(guest.heading).to_have_text(guest.say("check.review_title"))
    assert owner.kept_answers() == guest.kept_answers()


@pytest.mark.parametrize("language", ["en", "fa"])
def test_deleting_really_deletes(enter: Enter, site: Site, language: str) -> None:
    owner, guest = enter(language=language), enter(language=language)
    token = keep(site, sheet_of(language), language)
    owner.come_back(token)
    guest.come_back(token)
    link = owner.private_link()
    owner.page.get_by_label(owner.say("link.delete_sure")).check()
    owner.press("link.delete")
    expect(owner.heading).to_have_text(owner.say("link.gone_title"))
    assert find_check(site.database, token) is None
    for someone in (owner, guest):
        _is_closed(someone, link)
        _is_closed(someone, f"/{language}/check/result")
    owner.page.go_back()
    expect(owner.page.get_by_text(owner.say("check.review_lead"))).to_have_count(0)


def test_deleting_needs_a_yes(enter: Enter, site: Site) -> None:
    owner, token = enter(), keep(site, sheet_of("en"), "en")
    owner.come_back(token)
    owner.visit("/check/link")
    owner.press("link.delete")
    expect(owner.page.locator(".error-summary")).to_be_focused()
    expect(owner.page.locator(".error-summary")).to_contain_text(owner.say("link.delete_unsure"))
    assert find_check(site.database, token) is not None


def test_typing_goes_on_in_vain_once_the_check_is_deleted_and_says_so(enter: Enter, site: Site) -> None:
    owner, guest = enter(), enter()
    token = keep(site, {}, "en")
    owner.come_back(token)
    guest.come_back(token)
    guest.visit("/check/basics")
    owner.visit("/check/link")
    owner.page.get_by_label(owner.say("link.delete_sure")).check()
    owner.press("link.delete")
    guest.field("company").press_sequentially("Too late")
    expect(guest.page.locator("[data-status]")).to_contain_text(guest.say("link.closed_title"))
    assert find_check(site.database, token) is None


def test_another_check_is_opened_only_when_asked(enter: Enter, site: Site) -> None:
    owner = enter()
    mine, other = keep(site, {"company": "Mine"} | _needed(), "en"), keep(site, {"company": "Other"} | _needed(), "en")
    owner.come_back(mine)
    owner.come_back(other)
    expect(owner.heading).to_have_text(owner.say("link.switch_title"))
    owner.follow("link.stay")
    assert "Mine" in owner.kept_answers().values()
    owner.come_back(other)
    owner.press("link.switch")
    assert "Other" in owner.kept_answers().values()
    owner.page.context.clear_cookies()
    owner.come_back(mine)
    assert "Mine" in owner.kept_answers().values()


def _needed() -> dict[str, object]:
    return {key: answer for key, answer in sheet_of("en").items() if key in ("currency", "accounts", "book", "base")}


@pytest.mark.parametrize("damage", ["", "x", "short"])
def test_a_link_with_a_slip_opens_nothing(enter: Enter, site: Site, damage: str) -> None:
    owner, token = enter(), keep(site, {}, "en")
    wrong = {"": token.swapcase(), "x": f"{token}x", "short": token[:-1]}[damage]
    _is_closed(owner, f"/en/resume/{wrong}")
    owner.press("link.start_new")
    owner.at_step(owner.sections[0])
