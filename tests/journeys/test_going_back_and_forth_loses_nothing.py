"""However an owner moves – buttons, the browser's Back, two tabs, the other language – every answer stays."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from playwright.sync_api import expect

from tests.journeys.owner import Owner
from tests.journeys.sheets import keep, sheet_of
from views.site import Site

Enter = Callable[..., Owner]


@pytest.fixture
def owner(enter: Enter, site: Site) -> Owner:
    """An owner with an empty check, at the step about the company."""
    someone = enter()
    someone.come_back(keep(site, {}, "en"))
    someone.visit("/check/basics")
    someone.page.on("dialog", lambda dialog: dialog.accept())
    return someone


def test_back_and_next_keep_what_was_typed(owner: Owner) -> None:
    owner.field("company").fill("Back and Forth")
    owner.press("check.back")
    owner.at_step(owner.sections[0])
    owner.option("fit", "mixed").check()
    owner.press("check.next")
    owner.has({"company": "Back and Forth"})
    owner.press("check.back")
    expect(owner.option("fit", "mixed")).to_be_checked()


def test_the_browsers_back_and_forward_show_what_was_saved(owner: Owner) -> None:
    owner.field("company").fill("First")
    owner.press("check.next")
    owner.field("book").fill("1,000,000")
    owner.press("check.next")
    owner.at_step(owner.sections[3])
    owner.page.go_back()
    owner.at_step(owner.sections[2])
    owner.has({"book": "1,000,000"})
    owner.page.go_back()
    owner.has({"company": "First"})
    owner.field("company").fill("Second")
    owner.press("check.next")
    owner.has({"book": "1,000,000"})
    owner.visit("/check/basics")
    owner.has({"company": "Second"})


def test_the_browsers_back_right_after_typing_loses_nothing(owner: Owner) -> None:
    owner.press("check.next")
    owner.at_step(owner.sections[2])
    owner.field("book").press_sequentially("750000")
    owner.page.go_back()
    owner.at_step(owner.sections[1])
    owner.visit("/check/accounts")
    owner.has({"book": "750,000"})


def test_an_error_on_the_page_does_not_hold_back_the_way_back(owner: Owner) -> None:
    owner.field("inflation").fill("lots")
    owner.press("check.back")
    owner.at_step(owner.sections[0])
    owner.visit("/check/basics")
    owner.has({"inflation": "lots"})
    expect(owner.page.locator("#error-inflation")).to_have_text(owner.say("errors.not_a_number"))


def test_two_tabs_on_different_steps_lose_nothing(owner: Owner) -> None:
    other = replace(owner, page=owner.page.context.new_page())
    other.visit("/check/clients")
    owner.field("company").fill("Two Tabs")
    other.option("tenure", "3").check()
    other.press("check.next")
    owner.press("check.next")
    owner.at_step(owner.sections[2])
    other.at_step(owner.sections[4])
    owner.visit("/check/clients")
    expect(owner.option("tenure", "3")).to_be_checked()
    other.visit("/check/basics")
    other.has({"company": "Two Tabs"})


def test_the_other_language_keeps_page_and_answers(owner: Owner, site: Site) -> None:
    owner.visit("/check/accounts")
    owner.field("book").press_sequentially("1,250,000.5")
    owner.sure("book", "guess").check()
    owner.follow("home.other_language")
    persian = replace(owner, language="fa")
    persian.at_step(owner.sections[2])
    persian.has({"book": "۱٬۲۵۰٬۰۰۰٫۵"})
    expect(persian.sure("book", "guess")).to_be_checked()
    persian.field("accounts").press_sequentially("۲۱")
    persian.press("check.next")
    persian.at_step(owner.sections[3])
    persian.follow("home.other_language")
    owner.at_step(owner.sections[3])
    owner.visit("/check/accounts")
    owner.has({"accounts": "21", "book": "1,250,000.5"})


@pytest.mark.parametrize("path", ["/", "/about", "/check/review", "/check/result?margin=40", "/check/link"])
def test_every_page_stands_in_the_other_language_too(enter: Enter, site: Site, path: str) -> None:
    owner = enter()
    owner.come_back(keep(site, sheet_of("en"), "en"))
    owner.visit(path)
    owner.follow("home.other_language")
    expect(owner.page.locator("html")).to_have_attribute("lang", "fa")
    expect(owner.page.locator("html")).to_have_attribute("dir", "rtl")
    assert owner.page.url.endswith(f"/fa{path}")


def test_the_review_leads_to_each_question_and_back(enter: Enter, site: Site) -> None:
    owner = enter()
    owner.come_back(keep(site, sheet_of("en"), "en"))
    question = site.first_role.questionnaire.question("tenure")
    name = owner.say("check.change_what", question=question.text["en"])
    owner.page.get_by_role("link", name=name, exact=True).click()
    expect(owner.question("tenure")).to_be_in_viewport()
    owner.option("tenure", "4").check()
    owner.press("check.stay")
    assert owner.kept_answers()["tenure"] == question.option("4").text["en"]


def test_the_result_waits_for_what_it_needs(enter: Enter, site: Site) -> None:
    owner = enter()
    owner.come_back(keep(site, {}, "en"))
    owner.visit("/check/result")
    expect(owner.heading).to_have_text(owner.say("check.review_title"))
    expect(owner.page.get_by_role("heading", name=owner.say("check.missing_title"))).to_be_visible()
    owner.follow("check.first_missing")
    expect(owner.question("currency")).to_be_in_viewport()


def test_who_sells_once_is_told_kindly_and_may_go_on(enter: Enter) -> None:
    owner = enter()
    owner.visit("/")
    owner.press("home.start")
    owner.option("fit", "one_off").check()
    owner.press("check.next")
    expect(owner.heading).to_have_text(owner.say("check.not_yet_title"))
    owner.follow("check.change_fit")
    expect(owner.option("fit", "one_off")).to_be_checked()
    owner.press("check.next")
    owner.follow("check.go_on")
    owner.at_step(owner.sections[1])


def test_the_first_page_offers_to_go_on_where_one_was(owner: Owner) -> None:
    owner.field("company").fill("Returns")
    owner.press("check.next")
    owner.visit("/")
    owner.follow("home.continue_check")
    assert "Returns" in owner.kept_answers().values()
