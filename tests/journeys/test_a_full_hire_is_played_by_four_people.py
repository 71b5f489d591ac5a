"""A full hire, by four people in two languages: HR opens and asks, two rate without seeing each other, one decides; and
the candidate reads, tells and is erased. What each of them may not see yet is looked for on every page they open."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from io import BytesIO
from zipfile import ZipFile

import pytest
from playwright.sync_api import expect

from readiness.records.workspaces import found_another
from tests.journeys.hire import Enter, Person
from tests.journeys.owner import DESKTOP, PHONE

NORA, TITLE = "Nora Vale", "Account manager, Tabriz"
SHARED = ("curiosity", "renewal", "negotiation", "communication")
SARA = {
    "curiosity": ("4", "Asked what their customers buy first"),
    "renewal": ("4", "Began a renewal 120 days out"),
    "negotiation": ("5", "Traded a longer term for the price"),
    "communication": ("4", "Told the delay before being asked"),
}
KAVEH = {
    "curiosity": ("4", "پیش از جلسه گزارش سالانه‌ی مشتری را خوانده بود"),
    "renewal": ("3", "تاریخ همه‌ی تمدیدها را می‌دانست"),
    "negotiation": ("2", "بی‌درنگ تخفیف داد"),
    "communication": ("not_seen", ""),
}
LIST = "Full name;Mail\nBen Ode;ben@example.org\nLena Brandt;lena(at)example.org\n"
MENDED = LIST.replace("(at)", "@")


@dataclass(frozen=True)
class Hire:
    """Mina owns (Persian), Hana is HR (English), Sara rates (English) and Kaveh (Persian), on their phones."""

    mina: Person
    hana: Person
    sara: Person
    kaveh: Person


@pytest.fixture
def hire(enter: Enter) -> Hire:
    mina = Person(enter(language="fa", width=DESKTOP))
    _, token = found_another(mina.owner.site.database, "مهر", "mina@mehr.example", "fa")
    mina = mina.joins(f"/invitation/{token}", "مینا تهرانی")
    hana = Person(enter(language="en", width=DESKTOP)).joins(mina.invites("hana@mehr.example", "hr"), "Hana Berg")
    phone = {"width": PHONE, "color_scheme": "dark"}
    sara = Person(enter(language="en", **phone)).joins(hana.invites("sara@mehr.example", "interviewer"), "Sara Holm")
    kaveh = Person(enter(language="fa", **phone)).joins(hana.invites("kaveh@mehr.example", "interviewer"), "کاوه راد")
    return Hire(mina, hana, sara, kaveh)


def opens(hire: Hire) -> str:
    """Begun, shared out and printed; the two find it where they begin."""
    opening = hire.hana.begins(TITLE, "mid")
    hire.hana.shares_out(opening, {hire.sara.name: SHARED, hire.kaveh.name: SHARED})
    for rater in (hire.sara, hire.kaveh):
        rater.visits(f"/{opening}")
        kit, name = rater.fetches("kit.pdf")
        assert kit.startswith(b"%PDF")
        assert name.startswith("interview-kit")
    return opening


def takes_in(hire: Hire, opening: str) -> str:
    """One by hand; two by a list, which is taken only when its wrong row is mended, and only once."""
    nora = hire.hana.adds(opening, NORA, "nora@example.org")
    hire.hana.brings(opening, LIST)
    hire.hana.sees("lena(at)example.org")
    hire.hana.looks()
    expect(hire.hana.owner.page.locator('[name="add"]')).to_have_count(0)
    for added in ("2", "0"):
        hire.hana.brings(opening, MENDED)
        if added == "2":
            hire.hana.looks()
            with hire.hana.owner.page.expect_navigation():
                hire.hana.owner.page.locator('[name="add"]').click()
        expect(hire.hana.owner.page.locator('[name="add"]')).to_have_count(0)
    hire.hana.visits(f"/{opening}/candidates")
    expect(hire.hana.owner.page.locator("ul.items > li")).to_have_count(3)
    hire.hana.finds_nothing(NORA)
    return nora


def tells_of_themselves(hire: Hire, enter: Enter, nora: str) -> None:
    """The candidate's own page, in their own language: what is kept and why, and answers that raters never see."""
    hire.hana.visits(f"/{nora}/link")
    hire.hana.owner.press("candidates.link_make")
    link = hire.hana.owner.page.locator("#link").input_value()
    candidate = Person(enter(language="fa", width=PHONE))
    candidate.owner.page.goto(re.sub(r"^https?://[^/]+/(en|fa)", "/fa", link))
    with candidate.owner.page.expect_navigation():
        candidate.owner.page.locator("main form button").first.click()
    candidate.looks()
    candidate.owner.page.locator('[name="group_gender"]').first.check()
    candidate.owner.press("own_page.groups_keep")
    candidate.looks()


def rate_apart(hire: Hire, nora: str) -> None:
    """Each without a word of the other; a page loaded anew keeps what was written."""
    hire.sara.rates(nora, SARA)
    hire.sara.owner.page.reload()
    expect(hire.sara.owner.page.locator("#evidence-renewal")).to_have_value(SARA["renewal"][1])
    hire.sara.hands_in(nora)
    for page in ("", "/card"):
        hire.kaveh.visits(f"/{nora}{page}")
        hire.kaveh.finds_nothing(SARA["negotiation"][1])
        hire.kaveh.finds_nothing(NORA)
    hire.kaveh.rates(nora, KAVEH)
    hire.sara.visits(f"/{nora}")
    hire.sara.finds_nothing(KAVEH["negotiation"][1])
    hire.kaveh.hands_in(nora)


def give_back(hire: Hire, nora: str) -> None:
    """HR gives Sara's card back: she sees nothing of Kaveh's until she has handed it in again."""
    hire.hana.owner.visit(f"/{nora}")
    hire.hana.sees(KAVEH["negotiation"][1])
    with hire.hana.owner.page.expect_navigation():
        hire.hana.owner.page.get_by_role("listitem").filter(has_text=hire.sara.name).get_by_role("link").click()
    hire.hana.looks()
    hire.hana.owner.press("scorecards.reopen")
    hire.sara.visits(f"/{nora}")
    hire.sara.finds_nothing(KAVEH["negotiation"][1])
    hire.sara.finds_nothing(NORA)
    hire.sara.hands_in(nora)
    hire.sara.sees(KAVEH["negotiation"][1])


def decides(hire: Hire, opening: str, nora: str) -> None:
    """The owner reads the panel in Persian, with the name, and hires against what the cards show, with a reason."""
    hire.mina.visits(f"/{nora}")
    for words in (NORA, SARA["negotiation"][1], KAVEH["negotiation"][1]):
        hire.mina.sees(words)
    expect(hire.mina.owner.page.locator("svg").first).to_be_visible()
    reason = "تجربه‌ی واقعی‌اش در تمدید از همه بیشتر است"
    hire.mina.decides(nora, "hire", reason, against=True)
    hire.sara.visits(f"/{nora}")
    hire.sara.sees(reason)
    hire.mina.visits(f"/{opening}/compare")
    hire.mina.visits(f"/{opening}/compare?order=mean&direction=down")
    hire.mina.sees(NORA)
    hire.hana.visits(f"/{opening}/fairness")


def take_along(hire: Hire, opening: str, nora: str) -> None:
    """Every report in every form and both languages, telling the same mean; no name of a candidate in a file's name."""
    for reader in (hire.hana, hire.mina):
        reader.owner.visit(f"/{nora}")
        brought = {ending: reader.fetches(f"summary.{ending}") for ending in ("pdf", "docx", "xlsx", "csv", "json")}
        told = json.loads(brought["json"][0])
        assert brought["pdf"][0].startswith(b"%PDF")
        assert told["title"] in ZipFile(BytesIO(brought["docx"][0])).read("word/document.xml").decode()
        assert SARA["renewal"][1] in brought["csv"][0].decode("utf-8-sig")
        assert SARA["renewal"][1] in ZipFile(BytesIO(brought["xlsx"][0])).read("xl/sharedStrings.xml").decode()
        assert not any("Nora" in name for _, name in brought.values())
        reader.owner.visit(f"/{opening}/compare")
        for file in ("compare.xlsx", "debrief.pdf"):
            assert reader.fetches(file)[0]


def is_erased(hire: Hire, opening: str, nora: str) -> None:
    """Who looked is on record; then nothing of the candidate is left."""
    hire.hana.visits(f"/{nora}/log")
    for name in (hire.sara.name, hire.kaveh.name, hire.mina.name):
        hire.hana.sees(name)
    hire.hana.visits(f"/{nora}/export")
    hire.hana.visits(f"/{nora}/erase")
    hire.hana.owner.page.locator("#sure").check()
    hire.hana.owner.press("candidates.erase_now")
    hire.hana.is_told(hire.hana.say("candidates.erased"))
    hire.hana.visits(f"/{opening}/candidates")
    hire.hana.finds_nothing(NORA)
    hire.sara.owner.visit(f"/{nora}")
    expect(hire.sara.owner.heading).to_have_text(hire.sara.say("errors.title_404"))


def test_a_full_hire(hire: Hire, enter: Enter) -> None:
    opening = opens(hire)
    nora = takes_in(hire, opening)
    tells_of_themselves(hire, enter, nora)
    rate_apart(hire, nora)
    give_back(hire, nora)
    decides(hire, opening, nora)
    take_along(hire, opening, nora)
    is_erased(hire, opening, nora)
