"""Newcomers with their answers, in English at a desk and in Persian on a phone, from the first page to the end."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from readiness.language import digits, percent
from readiness.questionnaire import Question
from readiness.reports.data import report_json
from readiness.reports.report import Report
from tests.journeys.owner import DESKTOP, PHONE, Owner, entering
from tests.journeys.sheets import as_typed, report_of, sheet_of, value_and_sure
from views.site import Site

WIDTHS = {"en": DESKTOP, "fa": PHONE}
PAGES = re.compile(rb"/Type\s*/Pages\b[^>]*/Count (\d+)")


@dataclass(frozen=True)
class Walked:
    """An owner who has arrived at the result, and what the model says about the same answers."""

    owner: Owner
    expected: Report

    def back_at_result(self) -> None:
        self.owner.visit("/check/result")

    def download(self, word: str) -> tuple[bytes, str]:
        """What a link of the result page brings, and under which name."""
        self.back_at_result()
        return self.owner.download(word)


@pytest.fixture(scope="module", params=["en", "fa"])
def walked(request: pytest.FixtureRequest, browser: Browser, live_server: str, site: Site) -> Iterator[Walked]:
    language = request.param
    with entering(browser, live_server, site, language, WIDTHS[language]) as owner:
        _walk(owner)
        yield Walked(owner, report_of(site, sheet_of(language), language))


def _walk(owner: Owner) -> None:
    """From the bare address, in the language that the browser asks for, through every step."""
    owner.page.goto("/")
    expect(owner.heading).to_have_text(owner.say("home.title"))
    owner.press("home.start")
    owner.answer_all(sheet_of(owner.language))
    expect(owner.page.locator(".notice")).to_have_count(0)  # nothing is missing and nothing left open
    owner.follow("check.to_result")


def test_the_verdict_is_the_one_that_the_model_gives_these_answers(walked: Walked) -> None:
    walked.back_at_result()
    page, verdict = walked.owner.page, walked.expected.verdict
    expect(walked.owner.heading).to_have_text(verdict.sentence)
    expect(page.locator(".chance .huge")).to_have_text(verdict.chance.value)
    fired = next(reason for reason in walked.expected.reasons if reason.fired)
    expect(page.locator(".fired h3")).to_have_text(fired.name)


def test_the_figures_on_the_page_are_those_of_the_downloaded_data(walked: Walked) -> None:
    data = json.loads(walked.download("result.download_data")[0])
    page, words = walked.owner.page, data["words"]
    shown = [row.locator("dt, dd").all_inner_texts() for row in page.locator(".figures > div").all()]
    assert shown == [[figure["name"], figure["value"], figure["meaning"]] for figure in words["money"]]
    assert page.locator(".score .large").inner_text() == words["score"]["value"]
    assert page.locator(".levels thead th").all_inner_texts() == [level["name"] for level in words["levels"]]
    for row, name in enumerate(figure["name"] for figure in words["levels"][0]["figures"]):
        cells = page.locator(".levels tbody tr").nth(row).locator("th, td").all_inner_texts()
        assert cells == [name, *(level["figures"][row]["value"] for level in words["levels"])]
    assert page.locator(".chance .huge").inner_text() == percent(data["verdict"]["chance"], walked.owner.language)


def test_every_chart_has_its_sentence_and_its_numbers(walked: Walked) -> None:
    charts = json.loads(walked.download("result.download_data")[0])["words"]
    for key, place in zip(
        ("dimensions", "histogram", "cash_path", "tornado"), walked.owner.page.locator(".picture").all(), strict=True
    ):
        place.locator("summary").click()
        rows = [row.locator("th, td").all_inner_texts() for row in place.locator("tbody tr").all()]
        assert place.locator("figcaption").inner_text() == charts[key]["summary"]
        assert rows == charts[key]["rows"]
        assert place.locator("svg").bounding_box()["height"] > 50


def test_the_data_is_what_the_model_makes_of_the_sheet(walked: Walked) -> None:
    made, name = walked.download("result.download_data")
    assert json.loads(made) == json.loads(report_json(walked.expected))
    assert name.endswith(".json")


def test_the_report_is_a_pdf_of_two_to_four_pages(walked: Walked) -> None:
    made, name = walked.download("result.download_pdf")
    assert made.startswith(b"%PDF-")
    assert name.endswith(".pdf")
    assert 2 <= int(PAGES.findall(made)[0]) <= 4


def test_trying_a_figure_shows_its_effect_beside_the_verdict(walked: Walked) -> None:
    walked.back_at_result()
    owner = walked.owner
    before = _table(owner)
    owner.page.get_by_label(_tried_name(walked, "margin"), exact=True).fill(digits("1", owner.language))
    expect(owner.page.locator("[data-effect] .moved")).not_to_have_count(0)
    rows = [row.locator("th, td").all_inner_texts() for row in owner.page.locator(".effect tbody tr").all()]
    assert rows[0][:2] == [owner.say("check.verdict"), walked.expected.verdict.name]
    assert rows[0][2] != walked.expected.verdict.name  # with a margin of 1 % nobody can be paid
    assert _table(owner) == before


def _table(owner: Owner) -> list[str]:
    return owner.page.locator(".levels tbody tr").all_inner_texts()


def _tried_name(walked: Walked, key: str) -> str:
    question = walked.owner.site.first_role.questionnaire.question(key)
    return question.name[walked.owner.language]


def test_the_private_link_brings_the_answers_to_another_browser(
    walked: Walked, browser: Browser, live_server: str, site: Site
) -> None:
    here = walked.owner
    link, kept = here.private_link(), here.kept_answers()
    with entering(browser, live_server, site, here.language) as elsewhere:
        elsewhere.page.goto(link)
        expect(elsewhere.heading).to_have_text(elsewhere.say("check.review_title"))
        assert link.rpartition("/")[2] not in elsewhere.page.url
        assert elsewhere.kept_answers() == kept
        elsewhere.follow("check.to_result")
        expect(elsewhere.heading).to_have_text(walked.expected.verdict.sentence)


def test_the_review_shows_every_answer_of_the_sheet(walked: Walked, site: Site) -> None:
    language, kept = walked.owner.language, walked.owner.kept_answers()
    sheet = sheet_of(language)
    for question in site.first_role.questionnaire.questions():
        if question.key in sheet:
            assert _in_words(question, sheet[question.key], language) in kept[question.key]


def _in_words(question: Question, answer: Any, language: str) -> str:
    value, _ = value_and_sure(answer)
    if question.is_number:
        return as_typed(question, value, language).removesuffix("٫۰")
    chosen = [option.text[language] for option in question.options if option.value == str(value)]
    return chosen[0] if chosen else value
