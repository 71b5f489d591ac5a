"""With JavaScript an answer is kept as soon as it is given, and whoever would lose one is told in time."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Dialog, Locator, expect

from tests.journeys.owner import Owner
from tests.journeys.sheets import keep, sheet_of
from views.site import Site

Enter = Callable[..., Owner]
NUMBER = {"en": "1,250", "fa": "۱٬۲۵۰"}


def _status(owner: Owner) -> Locator:
    return owner.page.locator("[data-status]")


def _at(owner: Owner, section: str, token: str) -> Owner:
    owner.come_back(token)
    owner.visit(f"/check/{section}")
    return owner


@pytest.mark.parametrize("language", ["en", "fa"])
def test_a_closed_browser_loses_nothing(enter: Enter, site: Site, language: str) -> None:
    owner = enter(language=language)
    owner.come_back(keep(site, {}, language))
    link = owner.private_link()
    owner.visit("/check/accounts")
    owner.field("book").press_sequentially(NUMBER[language])
    owner.sure("book", "guess").check()
    owner.option("client_size", "enterprise").check()
    expect(_status(owner)).to_have_text(owner.say("check.saved"))
    owner.page.context.close()

    later = enter(language=language)
    later.page.goto(link)
    later.visit("/check/accounts")
    later.has({"book": NUMBER[language]})
    expect(later.sure("book", "guess")).to_be_checked()
    expect(later.option("client_size", "enterprise")).to_be_checked()


def test_the_count_of_answers_grows_as_they_are_kept(enter: Enter, site: Site) -> None:
    owner = _at(enter(), "clients", keep(site, {}, "en"))
    count = owner.page.locator("[data-answered]")
    before = count.inner_text()
    assert before.startswith("0 ")
    owner.option("tenure", "2").check()
    expect(count).to_have_text(before.replace("0 ", "1 ", 1))


@pytest.mark.parametrize("pause", [0, 2500], ids=["at once", "after a pause"])
def test_what_cannot_be_read_is_told_when_the_field_is_left(enter: Enter, site: Site, pause: int) -> None:
    owner = _at(enter(), "accounts", keep(site, {}, "en"))
    owner.field("accounts").press_sequentially("12x")
    owner.page.wait_for_timeout(pause)  # ms; longer than the page waits before it saves
    owner.field("book").click()
    note = owner.page.locator("#error-accounts")
    expect(note).to_have_text(owner.say("errors.not_a_number"))
    expect(owner.field("accounts")).to_have_attribute("aria-invalid", "true")
    assert "error-accounts" in (owner.field("accounts").get_attribute("aria-describedby") or "")
    owner.field("accounts").fill("12")
    expect(note).to_have_count(0)
    expect(_status(owner)).to_have_text(owner.say("check.saved"))


def test_a_network_that_fails_is_told_and_tried_again(enter: Enter, site: Site) -> None:
    token = keep(site, {}, "en")
    owner = _at(enter(), "basics", token)
    owner.page.context.set_offline(True)
    owner.field("company").press_sequentially("Offline Ltd")
    expect(_status(owner)).to_have_text(owner.say("check.not_saved"))
    owner.page.context.set_offline(False)
    expect(_status(owner)).to_have_text(owner.say("check.saved"))
    elsewhere = _at(enter(), "basics", token)
    elsewhere.has({"company": "Offline Ltd"})


def test_a_server_that_refuses_is_told_too(enter: Enter, site: Site) -> None:
    owner = _at(enter(), "basics", keep(site, {}, "en"))
    owner.page.route("**/check/basics", lambda route: route.fulfill(status=503, body="{}"))
    owner.field("company").press_sequentially("Locked out")
    expect(_status(owner)).to_have_text(owner.say("check.not_saved"))


def _asked_on_leaving(owner: Owner) -> list[str]:
    """The kinds of dialogs that closing the tab brings up."""
    asked: list[str] = []

    def leave(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.accept()

    other_tab = owner.page.context.new_page()
    owner.page.on("dialog", leave)
    owner.page.bring_to_front()
    owner.page.close(run_before_unload=True)
    for _ in range(100):
        if owner.page.is_closed():
            break
        other_tab.wait_for_timeout(100)
    return asked


def test_leaving_with_something_unsaved_is_asked_about(enter: Enter, site: Site) -> None:
    owner = _at(enter(), "basics", keep(site, {}, "en"))
    owner.page.context.set_offline(True)
    owner.field("company").press_sequentially("Nearly lost")
    expect(_status(owner)).to_have_text(owner.say("check.not_saved"))
    assert _asked_on_leaving(owner) == ["beforeunload"]


def test_leaving_with_everything_saved_is_not(enter: Enter, site: Site) -> None:
    owner = _at(enter(), "basics", keep(site, {}, "en"))
    owner.field("company").press_sequentially("Safe")
    expect(_status(owner)).to_have_text(owner.say("check.saved"))
    assert _asked_on_leaving(owner) == []


def test_dont_know_is_an_answer_and_gives_way_to_a_number(enter: Enter, site: Site) -> None:
    owner = _at(enter(), "accounts", keep(site, sheet_of("en"), "en"))
    owner.field("load").fill("")
    owner.sure("load", "unknown").check()
    owner.option("client_size", "unknown").check()
    expect(_status(owner)).to_have_text(owner.say("check.saved"))
    kept = owner.kept_answers()
    assert kept["load"] == kept["client_size"] == owner.say("check.dont_know")

    owner.visit("/check/accounts")
    expect(owner.sure("load", "unknown")).to_be_checked()
    owner.field("load").press_sequentially("9")
    expect(owner.sure("load", "about")).to_be_checked()
    expect(_status(owner)).to_have_text(owner.say("check.saved"))
    assert owner.kept_answers()["load"].startswith("9")


def test_a_number_and_dont_know_together_are_asked_about(enter: Enter, site: Site) -> None:
    owner = _at(enter(), "accounts", keep(site, {}, "en"))
    owner.field("load").fill("9")
    owner.sure("load", "unknown").check()
    owner.field("book").click()
    expect(owner.page.locator("#error-load")).to_have_text(owner.say("errors.number_and_unknown"))
