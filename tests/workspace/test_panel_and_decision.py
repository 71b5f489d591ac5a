"""What a panel saw of a candidate is shown once one's own card is locked; then a person decides, with a reason."""

from __future__ import annotations

import json

import pytest

from readiness.records.audit import Wanted, entries
from readiness.records.candidates import Applicant, add_candidate
from readiness.records.decisions import decisions_of
from readiness.records.openings import Plan, begin_opening, share_out
from readiness.records.scorecards import lock_card, own_card, save_card
from tests.pages.owner import say
from tests.workspace.cast import Cast, Somebody
from tests.workspace.stage import PLAN, RATED, ROLE
from views.paper_downloads import ENDINGS

SECRET = "kept her word to the letter"


class Round:
    """An opening with HR and the interviewer on its panel, names hidden, and one candidate."""

    def __init__(self, cast: Cast) -> None:
        self.cast, self.database, self.owner = cast, cast.database, cast.actors["owner"]
        plan = Plan("Account manager, Tabriz", "mid", PLAN.rubric, PLAN.stages, names_hidden=True)
        self.opening = begin_opening(self.database, self.owner, ROLE.key, plan)
        raters = [cast.actors[role].person or 0 for role in ("hr", "interviewer")]
        share_out(self.database, self.owner, self.opening, dict.fromkeys(raters, RATED))
        self.candidate = self.adds("Nora Vale")

    def adds(self, name: str) -> int:
        return add_candidate(self.database, self.owner, self.opening, Applicant(name, owned="yes"))

    def rates(self, role: str, score: int, candidate: int | None = None) -> None:
        whom, by = candidate or self.candidate, self.cast.actors[role]
        ratings = {key: {"score": score, "evidence": f"{SECRET} ({role})"} for key in RATED}
        saved = save_card(self.database, by, whom, own_card(self.database, by, whom).version, ratings)
        lock_card(self.database, by, whom, saved.version)

    @property
    def address(self) -> str:
        return f"workspace/candidates/{self.candidate}"

    def decides(self, somebody: Somebody, **fields: str) -> int:
        return somebody.press(f"{self.address}/decision", self.address, **fields).status_code


@pytest.fixture
def hiring(cast: Cast) -> Round:
    return Round(cast)


@pytest.mark.parametrize("language", ["en", "fa"])
def test_whoever_has_yet_to_rate_sees_the_way_to_their_card_alone(hiring: Round, language: str) -> None:
    hiring.rates("hr", 5)
    interviewer = hiring.cast.sign_in("interviewer", language)
    page = interviewer.see(hiring.address)
    assert say("panel.owed_title", language) in page
    assert f"{hiring.address}/card" in page
    assert SECRET not in page
    for ending in ENDINGS:
        assert interviewer.open(f"{hiring.address}/summary.{ending}").status_code == 303
    compared = interviewer.see(f"workspace/openings/{hiring.opening}/compare")
    assert say("comparison.owed", language) in compared
    assert SECRET not in interviewer.see(f"workspace/openings/{hiring.opening}/debrief.json")
    hiring.rates("interviewer", 5)
    assert SECRET in interviewer.see(hiring.address)


@pytest.mark.parametrize("language", ["en", "fa"])
def test_the_page_and_the_file_tell_the_same(hiring: Round, language: str) -> None:
    for role in ("hr", "interviewer"):
        hiring.rates(role, 5)
    owner = hiring.cast.sign_in("owner", language)
    page, told = owner.see(hiring.address), json.loads(owner.see(f"{hiring.address}/summary.json"))
    assert told["figures"]["overall"]["mean"] == 5
    assert told["figures"]["competencies"][RATED[0]]["ratings"] == [5, 5]
    assert told["figures"]["reliability"]["assumed"] is True
    for section in told["words"]["sections"]:
        assert section["title"] in page


def test_a_hidden_name_is_in_no_page_and_no_file_name(hiring: Round) -> None:
    hiring.rates("hr", 4)
    viewer = hiring.cast.sign_in("viewer")
    places = [hiring.address, f"workspace/openings/{hiring.opening}/compare"]
    places += [f"{hiring.address}/summary.json", f"workspace/openings/{hiring.opening}/compare.csv"]
    for place in (*places, f"workspace/openings/{hiring.opening}/debrief.json"):
        answer = viewer.open(place)
        assert "Nora" not in answer.get_data(as_text=True) + answer.headers.get("Content-Disposition", ""), place
    hiring.rates("interviewer", 4)
    assert "Nora" in viewer.see(hiring.address)
    assert "Nora" not in viewer.open(f"{hiring.address}/summary.pdf").headers["Content-Disposition"]


def test_every_download_is_a_file_and_in_the_trail(hiring: Round) -> None:
    hiring.rates("hr", 4)
    owner = hiring.cast.sign_in("owner")
    for ending in ENDINGS:
        for place in (f"{hiring.address}/summary", f"workspace/openings/{hiring.opening}/debrief"):
            answer = owner.open(f"{place}.{ending}")
            assert answer.status_code == 200
            assert answer.headers["Content-Disposition"].startswith("attachment; filename=")
            newest = entries(hiring.database, hiring.owner, Wanted(), most=1)[0]
            assert (newest.action, newest.details["format"]) == ("report_downloaded", ending)
    assert owner.open(f"{hiring.address}/summary.exe").status_code == 404


def test_a_decision_needs_what_and_why(hiring: Round) -> None:
    owner = hiring.cast.sign_in("owner")
    assert hiring.decides(owner) == 422
    assert hiring.decides(owner, decision="hold") == 422
    assert hiring.decides(owner, decision="fire", reason="x") == 422
    assert not decisions_of(hiring.database, hiring.owner, [hiring.candidate])
    assert hiring.decides(owner, decision="hold", reason="We wait for the others") == 303
    assert "We wait for the others" in owner.see(hiring.address)


def test_a_decision_against_the_scorecards_asks_first_and_is_kept_as_such(hiring: Round) -> None:
    for role in ("hr", "interviewer"):
        hiring.rates(role, 1)
    owner = hiring.cast.sign_in("owner")
    asked = owner.press(f"{hiring.address}/decision", hiring.address, decision="hire", reason="Ran our test account")
    page = asked.get_data(as_text=True)
    assert asked.status_code == 422
    assert say("panel.decide_override_title") in page
    assert "Ran our test account" in page
    assert hiring.decides(owner, decision="hire", reason="Ran our test account", override="yes") == 303
    (taken,) = decisions_of(hiring.database, hiring.owner, [hiring.candidate])[hiring.candidate]
    assert taken.overrides


def test_deciding_before_everybody_has_rated_is_warned_of(hiring: Round) -> None:
    owner = hiring.cast.sign_in("owner")
    warning = say("panel.decide_early", locked="1", asked="2")
    hiring.rates("hr", 4)
    assert warning in owner.see(hiring.address)
    hiring.rates("interviewer", 4)
    assert warning not in owner.see(hiring.address)


def test_only_staff_can_decide(hiring: Round) -> None:
    for role in ("hr", "interviewer"):
        hiring.rates(role, 4)
    for role in ("interviewer", "viewer"):
        somebody = hiring.cast.sign_in(role)
        assert "/decision" not in somebody.see(hiring.address)
        assert hiring.decides(somebody, decision="hold", reason="x") == 403


def test_candidates_are_put_in_order_filtered_and_laid_side_by_side(hiring: Round) -> None:
    other = hiring.adds("Ben Ode")
    for role in ("hr", "interviewer"):
        hiring.rates(role, 2)
        hiring.rates(role, 5, other)
    owner, there = hiring.cast.sign_in("owner"), f"workspace/openings/{hiring.opening}/compare"
    names = {"Nora Vale", "Ben Ode"}

    def order(query: str) -> list[str]:
        rows = json.loads(owner.see(f"{there}.json{query}"))["words"]["sections"][0]["blocks"][-1]
        return [row[0]["words"] for row in rows.get("rows", [])]

    assert order("?order=mean&direction=falling") == ["Ben Ode", "Nora Vale"]
    assert order(f"?order={RATED[0]}") == ["Nora Vale", "Ben Ode"]
    assert order("?text=ben") == ["Ben Ode"]
    assert set(order("?order=no_such_thing&stage=nowhere")) == names
    beside = owner.see(f"{there}?side={hiring.candidate}&side={other}&side=999999")
    assert say("comparison.side_interval") in beside
    assert say("comparison.side_few") in owner.see(f"{there}?side={other}")
