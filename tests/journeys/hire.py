"""The people of a hire, each at a browser of their own, and what each of them does by what the pages offer."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from playwright.sync_api import FilePayload, expect

from tests.journeys.axe_check import prepare, violations
from tests.journeys.owner import Owner

PASSWORD = "seven brown kettles sing"
TOO_WIDE = "document.documentElement.scrollWidth > document.documentElement.clientWidth"


@dataclass(frozen=True)
class Person:
    """Somebody of the company, or who applies; `owner` is the browser in front of them."""

    owner: Owner
    name: str = ""

    @property
    def language(self) -> str:
        return self.owner.language

    def say(self, word: str, **values: str) -> str:
        return self.owner.say(word, **values)

    def sees(self, words: str) -> None:
        expect(self.owner.page.get_by_text(words).first).to_be_visible()

    def is_told(self, words: str) -> None:
        expect(self.owner.page.locator(".notice").first).to_have_text(words)

    def finds_nothing(self, words: str) -> None:
        """Nowhere on the page, its title and its addresses included."""
        found = self.owner.page.content()
        assert words not in found, found[max(0, found.find(words) - 300) : found.find(words) + 300]

    def looks(self) -> None:
        """Nothing that axe objects to, and nothing that stands out of the page."""
        assert not self.owner.page.evaluate(TOO_WIDE)
        prepare(self.owner.page)
        found = violations(self.owner.page)
        assert not found, found

    def visits(self, path: str) -> None:
        self.owner.visit(path)
        self.looks()

    def fetches(self, href: str) -> tuple[bytes, str]:
        """The file behind a link of this page, and its name."""
        with self.owner.page.expect_download() as started:
            self.owner.page.locator(f'a[href*="{href}"]').first.click()
        return started.value.path().read_bytes(), started.value.suggested_filename

    # --- coming in

    def joins(self, link: str, name: str) -> Person:
        self.owner.visit(f"/invitation/{link.partition('/invitation/')[2]}")
        self.owner.page.get_by_label(self.say("sign_in.name"), exact=True).fill(name)
        self.owner.page.get_by_label(self.say("sign_in.choose_password"), exact=True).fill(PASSWORD)
        self.owner.press("sign_in.join")
        return replace(self, name=name)

    def invites(self, email: str, role: str) -> str:
        """The one-time link."""
        self.owner.visit("/workspace/people")
        self.owner.page.get_by_label(self.say("people.email"), exact=True).fill(email)
        self.owner.page.locator(f'[name="role"][value="{role}"]').check()
        self.owner.press("people.invite")
        return self.owner.page.get_by_label(self.say("people.link_label"), exact=True).input_value()

    # --- the opening

    def begins(self, title: str, level: str) -> str:
        """An opening with hidden names; its path behind the language."""
        self.visits("/workspace/openings/new")
        self.owner.page.locator("#title").fill(title)
        self.owner.page.locator(f'[name="level"][value="{level}"]').check()
        self.owner.page.locator('[name="names_hidden"]').check()
        self.owner.press("openings.begin")
        expect(self.owner.heading).to_have_text(title)
        return self.owner.page.url.partition(f"/{self.language}/")[2].partition("?")[0]

    def shares_out(self, opening: str, shares: dict[str, Sequence[str]]) -> None:
        """Who rates what, by the boxes of each person."""
        self.visits(f"/{opening}/panel")
        for name in shares:
            self.owner.page.get_by_label(name).check()
        self.owner.press("openings.panel_propose")
        for name, keys in shares.items():
            of_person = self.owner.page.locator("fieldset.share").filter(has_text=name)
            for box in of_person.locator('[type="checkbox"]').all():
                box.set_checked(box.get_attribute("value") in keys)
        self.owner.press("openings.panel_save")
        self.sees(self.say("openings.done_shared"))
        self.looks()

    # --- the candidates

    def adds(self, opening: str, name: str, email: str) -> str:
        """A candidate by hand; the path of their page."""
        self.visits(f"/{opening}/candidates/new")
        self.owner.page.locator("#name").fill(name)
        self.owner.page.locator("#email").fill(email)
        self.owner.page.locator("#owned").select_option("yes")
        self.owner.page.locator("#owned_evidence").fill("Three accounts for two years")
        self.owner.press("candidates.keep_new")
        return self.first_candidate(opening)

    def first_candidate(self, opening: str) -> str:
        self.owner.visit(f"/{opening}/candidates")
        link = self.owner.page.locator("ul.items h2 a").first.get_attribute("href") or ""
        return link.removeprefix(f"/{self.language}/")

    def brings(self, opening: str, table: str) -> None:
        """A list as a file, up to where it is shown as read."""
        self.visits(f"/{opening}/candidates/import")
        file: FilePayload = {"name": "list.csv", "mimeType": "text/csv", "buffer": table.encode()}
        self.owner.page.locator("#file").set_input_files(file)
        self.owner.press("candidates.look")

    # --- rating

    def rates(self, candidate: str, ratings: dict[str, tuple[str, str]]) -> None:
        """Score ("not_seen" too) and evidence by competency; left to the page to keep."""
        self.visits(f"/{candidate}/card")
        for key, (score, evidence) in ratings.items():
            self.owner.page.locator(f'[name="score_{key}"][value="{score}"]').check()
            if evidence:
                self.owner.page.locator(f"#evidence-{key}").fill(evidence)
        expect(self.owner.page.locator("[data-status]")).to_have_text(self.say("check.saved"))

    def hands_in(self, candidate: str) -> None:
        self.owner.visit(f"/{candidate}/card")
        self.owner.press("scorecards.hand_in")
        self.looks()
        self.owner.press("scorecards.lock")

    # --- deciding

    def decides(self, candidate: str, decision: str, reason: str, against: bool = False) -> None:
        self.owner.visit(f"/{candidate}")
        self.owner.page.locator(f'[name="decision"][value="{decision}"]').check()
        self.owner.page.locator("#reason").fill(reason)
        self.owner.press("panel.decide_save")
        if against:
            expect(self.owner.page.locator(".error-summary")).to_be_focused()
            self.looks()
            self.owner.page.locator("#override").check()
            self.owner.press("panel.decide_save")
        self.is_told(self.say("panel.decided"))


Enter = Callable[..., Owner]
