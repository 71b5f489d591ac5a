"""Without JavaScript every step has its own buttons, errors are told twice, and the focus goes to the summary."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from readiness.language import digits, percent
from readiness.reports.data import report_json
from tests.journeys.owner import DESKTOP, PHONE, Owner
from tests.journeys.sheets import keep, report_of, sheet_of
from views.site import Site

Enter = Callable[..., Owner]


def enter_without(enter: Enter, language: str) -> Owner:
    width = DESKTOP if language == "en" else PHONE
    return enter(language=language, width=width, java_script_enabled=False)


@pytest.mark.parametrize("language", ["en", "fa"])
def test_from_the_first_page_to_the_result_and_its_downloads(enter: Enter, site: Site, language: str) -> None:
    owner, sheet = enter_without(enter, language), sheet_of(language)
    owner.visit("/")
    owner.press("home.start")
    owner.answer_all(sheet)
    owner.follow("check.to_result")
    expected = report_of(site, sheet, language)
    expect(owner.heading).to_have_text(expected.verdict.sentence)
    assert json.loads(owner.download("result.download_data")[0]) == json.loads(report_json(expected))
    assert owner.download("result.download_pdf")[0].startswith(b"%PDF-")


@pytest.mark.parametrize("language", ["en", "fa"])
def test_a_button_shows_what_a_tried_figure_would_do(enter: Enter, site: Site, language: str) -> None:
    owner = enter_without(enter, language)
    owner.come_back(keep(site, sheet_of(language), language))
    kept = owner.kept_answers()
    owner.visit("/check/result")
    owner.page.locator("#try-margin").fill("1")
    owner.press("result.try_button")
    chances = owner.page.locator(".effect tbody tr").nth(1).locator("td")
    expect(chances.first).to_have_text(report_of(site, sheet_of(language), language).verdict.chance.value)
    expect(chances.last).to_have_text(percent(0, language))
    assert owner.kept_answers() == kept


@pytest.mark.parametrize("language", ["en", "fa"])
def test_what_is_wrong_stands_at_the_field_and_on_top(enter: Enter, site: Site, language: str) -> None:
    owner = enter_without(enter, language)
    owner.come_back(keep(site, {}, language))
    owner.visit("/check/accounts")
    owner.field("accounts").fill("12x")
    owner.field("book").fill("500000")
    owner.field("biggest").fill("120")
    owner.press("check.next")
    summary = owner.page.locator(".error-summary")
    expect(summary).to_be_focused()
    expect(summary.get_by_role("heading")).to_have_text(owner.say("check.wrong_title"))
    assert [link.get_attribute("href") for link in summary.get_by_role("link").all()] == [
        "#question-accounts",
        "#question-biggest",
    ]
    expect(summary).to_contain_text(owner.say("errors.not_a_number"))
    assert owner.page.title().startswith(owner.say("check.wrong_prefix").strip())
    _is_wrong(owner, "accounts", "12x", owner.say("errors.not_a_number"))
    _is_wrong(owner, "biggest", "120", owner.say("errors.too_large", most=digits("100", language)))
    expect(owner.field("book")).not_to_have_attribute("aria-invalid", "true")


def _is_wrong(owner: Owner, key: str, typed: str, sentence: str) -> None:
    """The field keeps what was typed, and says what is wrong to eyes and to screen readers."""
    field, note = owner.field(key), owner.page.locator(f"#error-{key}")
    expect(field).to_have_value(typed)
    expect(field).to_have_attribute("aria-invalid", "true")
    expect(note).to_have_text(sentence)
    assert f"error-{key}" in (field.get_attribute("aria-describedby") or "").split()
    assert note.bounding_box()["y"] < field.bounding_box()["y"]


def test_the_good_answers_beside_a_wrong_one_are_kept(enter: Enter, site: Site) -> None:
    owner = enter_without(enter, "en")
    token = keep(site, {}, "en")
    owner.come_back(token)
    owner.visit("/check/accounts")
    owner.field("accounts").fill("1.000")
    owner.field("book").fill("1,234.5")
    owner.press("check.next")
    elsewhere = enter_without(enter, "en")
    elsewhere.come_back(token)
    elsewhere.visit("/check/accounts")
    elsewhere.has({"book": "1,234.5", "accounts": "1.000"})
    expect(elsewhere.page.locator("#error-accounts")).to_have_text(elsewhere.say("errors.ambiguous"))


def test_every_step_saves_with_each_of_its_buttons(enter: Enter, site: Site) -> None:
    owner = enter_without(enter, "en")
    owner.come_back(keep(site, {}, "en"))
    fit, basics, accounts = owner.sections[:3]
    owner.visit(f"/check/{basics.key}")
    owner.field("company").fill("Stays")
    owner.press("check.stay")
    owner.at_step(basics)
    expect(owner.page.locator(".notice")).to_have_text(owner.say("check.kept"))
    owner.has({"company": "Stays"})
    owner.field("company").fill("Goes back")
    owner.press("check.back")
    owner.at_step(fit)
    owner.visit(f"/check/{basics.key}")
    owner.has({"company": "Goes back"})
    owner.press("check.next")
    owner.at_step(accounts)


def test_the_link_is_renewed_and_the_check_deleted_by_buttons(enter: Enter, site: Site) -> None:
    owner = enter_without(enter, "en")
    owner.come_back(keep(site, sheet_of("en"), "en"))
    first = owner.private_link()
    owner.press("link.renew")
    expect(owner.page.get_by_label(owner.say("link.label"), exact=True)).not_to_have_value(first)
    owner.press("link.delete")
    expect(owner.page.locator(".error-summary")).to_be_focused()
    owner.page.get_by_label(owner.say("link.delete_sure")).check()
    owner.press("link.delete")
    expect(owner.heading).to_have_text(owner.say("link.gone_title"))
