"""An owner in front of a browser of their own: reads, types and presses what the page offers, by its words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Browser, ConsoleMessage, Locator, Page, Request, expect

from readiness.questionnaire import UNKNOWN, Question, Section
from tests.journeys.sheets import Sheet, as_typed, value_and_sure
from views.asked import is_listed
from views.site import Site

LOCALES = {"en": "en-GB", "fa": "fa-IR"}
ASSETS = ("/static/", "/typeface/")
DESKTOP, PHONE = 1280, 390
PATIENCE = 20_000  # ms
REVIEWED = """() => Object.fromEntries([...document.querySelectorAll(".answers > div")].map(
    row => [row.querySelector("a").hash.replace("#question-", ""), row.querySelector("dd").innerText]))"""


@dataclass(frozen=True)
class Owner:
    """One person with one browser; `page` is the tab in front of them."""

    page: Page
    site: Site
    language: str

    def say(self, word: str, **values: str) -> str:
        """One of the site's words in the owner's language, such as "check.next"."""
        area, key = word.split(".")
        return self.site.words[self.language][area][key].format(**values)

    @property
    def sections(self) -> tuple[Section, ...]:
        return self.site.first_role.questionnaire.sections

    @property
    def heading(self) -> Locator:
        return self.page.get_by_role("heading", level=1)

    # --- going somewhere

    def visit(self, path: str) -> None:
        self.page.goto(f"/{self.language}{path}")

    def come_back(self, token: str) -> None:
        """Open the private link."""
        self.visit(f"/resume/{token}")

    def button(self, word: str) -> Locator:
        return self.page.get_by_role("button", name=self.say(word), exact=True).first

    def link(self, word: str) -> Locator:
        return self.page.get_by_role("link", name=self.say(word), exact=True).first

    def press(self, word: str) -> None:
        """Press a button and wait for the page that it leads to."""
        with self.page.expect_navigation():
            self.button(word).click()

    def follow(self, word: str) -> None:
        """Follow a link and wait for the page that it leads to."""
        with self.page.expect_navigation():
            self.link(word).click()

    def download(self, word: str) -> tuple[bytes, str]:
        """What a link brings, and under which name."""
        with self.page.expect_download() as started:
            self.link(word).click()
        return started.value.path().read_bytes(), started.value.suggested_filename

    def private_link(self) -> str:
        """The link as the page shows it."""
        self.visit("/check/link")
        return self.page.get_by_label(self.say("link.label"), exact=True).input_value()

    # --- answering

    def question(self, key: str) -> Locator:
        return self.page.locator(f"#question-{key}")

    def field(self, key: str) -> Locator:
        """Where the answer to a question is typed or picked from a list."""
        return self.question(key).locator(".input, .select")

    def option(self, key: str, value: str) -> Locator:
        return self.page.locator(f'[name="question_{key}"][value="{value}"]')

    def sure(self, key: str, how: str) -> Locator:
        return self.page.locator(f'[name="sure_{key}"][value="{how}"]')

    def answer(self, question: Question, answer: Any) -> None:
        """Give one answer the way that its field asks for it."""
        value, sure = value_and_sure(answer)
        if question.is_number:
            self.field(question.key).fill(as_typed(question, value, self.language))
            if not question.aid:
                self.sure(question.key, sure).check()
        elif is_listed(question):
            self.field(question.key).select_option(str(value))
        elif question.kind == "text":
            self.field(question.key).fill(value)
        else:
            self.option(question.key, str(value) or UNKNOWN).check()

    def answer_step(self, section: Section, sheet: Sheet) -> None:
        """Give every answer of the step that the sheet has."""
        for question in section.questions:
            if question.key in sheet:
                self.answer(question, sheet[question.key])

    def at_step(self, section: Section) -> None:
        """See that this is the page of the step."""
        expect(self.heading).to_have_text(section.title[self.language])

    def answer_all(self, sheet: Sheet) -> None:
        """From the first step to the review, one step after the other."""
        for section in self.sections:
            self.at_step(section)
            self.answer_step(section, sheet)
            if "kept_start" in sheet and any(question.aid for question in section.questions):
                self.press("check.work_out")
                expect(self.page.locator(".notice")).to_have_text(self.say("check.kept"))
            self.press("check.to_review" if section is self.sections[-1] else "check.next")
        expect(self.heading).to_have_text(self.say("check.review_title"))

    # --- looking

    def has(self, answers: Mapping[str, str]) -> None:
        """See what stands in the fields of this step, by question key."""
        for key, value in answers.items():
            expect(self.field(key)).to_have_value(value)

    def kept_answers(self) -> dict[str, str]:
        """All answers as the review shows them, by the key of the question that each row leads to."""
        self.visit("/check/review")
        return self.page.evaluate(REVIEWED)


@contextmanager
def entering(
    browser: Browser, address: str, site: Site, language: str = "en", width: int = DESKTOP, **how: Any
) -> Iterator[Owner]:
    """Let an owner in; on leaving, see that no script failed, nothing broke the policy and no other host was asked."""
    size = {"width": width, "height": 844 if width < 500 else 900}
    context = browser.new_context(
        **{"base_url": address, "viewport": size, "locale": LOCALES[language], "reduced_motion": "reduce", **how}
    )
    context.set_default_timeout(PATIENCE)
    troubles: list[str] = []
    context.on("console", lambda message: troubles.extend(_console_trouble(message)))
    context.on("weberror", lambda problem: troubles.append(str(problem.error)))
    context.on("request", lambda request: troubles.extend(_foreign(request, address)))
    try:
        yield Owner(context.new_page(), site, language)
    finally:
        context.close()
    assert not troubles, troubles


def _console_trouble(message: ConsoleMessage) -> Iterator[str]:
    """What the browser complains of; that a page answers 4xx or is out of reach is the journey's own business."""
    where = message.location["url"]
    cut_off = "favicon" in where and "DISCONNECTED" in message.text
    answered_no = cut_off or (
        message.text.startswith("Failed to load resource") and not any(part in where for part in ASSETS)
    )
    if message.type in ("error", "warning") and not answered_no:
        yield f"{message.type} at {where}: {message.text}"


def _foreign(request: Request, address: str) -> Iterator[str]:
    if not request.url.startswith((f"{address}/", "data:", "blob:")):
        yield f"asked {request.url}"
