"""Groups are compared for owners and HR alone, small ones hidden, and whoever looks is noted."""

from __future__ import annotations

import json
from typing import Any

import pytest

from readiness.records.audit import Wanted, entries
from readiness.records.candidates import Applicant, add_candidate
from readiness.records.database import writing
from readiness.records.decisions import decide
from readiness.records.openings import begin_opening
from readiness.records.tables import self_reports
from tests.pages.owner import say
from tests.workspace.cast import Cast
from tests.workspace.stage import PLAN, ROLE


class Round:
    """One opening in which groups were decided on as told: group to how many, and how many of them were hired."""

    def __init__(self, cast: Cast) -> None:
        self.cast, self.database, self.owner = cast, cast.database, cast.actors["owner"]
        self.opening = begin_opening(self.database, self.owner, ROLE.key, PLAN)

    def decides(self, group: str, people: int, hired: int) -> None:
        for number in range(people):
            applicant = Applicant(f"{group} {number}", f"{group}{number}@example.org")
            candidate = add_candidate(self.database, self.owner, self.opening, applicant)
            chosen = "hire" if number < hired else "reject"
            decide(self.database, self.owner, candidate, chosen, "as told", override=True)
            row = {"opening_id": self.opening, "candidate_id": candidate, "groups": json.dumps({"gender": group})}
            with writing(self.database) as connection:
                connection.execute(self_reports.insert().values(workspace_id=1, **row))

    def told(self, of_opening: bool = False) -> dict[str, Any]:
        there = f"workspace/openings/{self.opening}/fairness" if of_opening else "workspace/fairness"
        found: dict[str, Any] = json.loads(self.cast.sign_in("owner").see(f"{there}.json"))
        return dict(found["figures"]["questions"]["gender"]["selection"])


@pytest.fixture
def hiring(cast: Cast) -> Round:
    return Round(cast)


@pytest.mark.parametrize("of_opening", [True, False])
def test_a_group_far_behind_is_flagged_and_one_close_behind_is_not(hiring: Round, of_opening: bool) -> None:
    hiring.decides("gender_man", 20, 16)
    hiring.decides("gender_woman", 20, 4)
    groups = hiring.told(of_opening)["groups"]
    assert (groups["gender_woman"]["ratio"], groups["gender_woman"]["flagged"]) == (0.25, True)
    assert groups["gender_man"]["flagged"] is False


def test_four_fifths_by_chance_is_not_flagged(hiring: Round) -> None:
    hiring.decides("gender_man", 6, 4)
    hiring.decides("gender_woman", 6, 2)
    woman = hiring.told()["groups"]["gender_woman"]
    assert (woman["ratio"], woman["flagged"]) == (0.5, False)


def test_a_small_group_is_on_no_page_and_in_no_file(hiring: Round) -> None:
    hiring.decides("gender_man", 8, 4)
    hiring.decides("gender_other", 3, 0)
    told = hiring.told()
    assert "gender_other" not in told["groups"]
    assert told["hidden_groups"] >= 1
    page = hiring.cast.sign_in("owner").see("workspace/fairness")
    assert say("groups.gender_other") not in page


@pytest.mark.parametrize("language", ["en", "fa"])
def test_it_says_what_it_does_not_show_and_notes_who_looked(hiring: Round, language: str) -> None:
    hr = hiring.cast.sign_in("hr", language)
    assert say("fairness.means_proof", language) in hr.see("workspace/fairness")
    assert say("fairness.nobody", language) in hr.see(f"workspace/openings/{hiring.opening}/fairness")
    looked = entries(hiring.database, hiring.owner, Wanted(action="fairness_viewed"))
    assert [each.about for each in looked] == [f"opening:{hiring.opening}", ""]
    assert {each.person for each in looked} == {hr.actor.person}


def test_who_took_the_file_of_all_openings_stands_in_the_trail(hiring: Round) -> None:
    owner = hiring.cast.sign_in("owner")
    owner.see("workspace/fairness.json")
    assert say("audit.did_report_downloaded_all") in owner.see("workspace/audit")


@pytest.mark.parametrize("role", ["owner", "hr"])
def test_the_openings_lead_to_fairness_and_screening(hiring: Round, role: str) -> None:
    page = hiring.cast.sign_in(role).see("workspace/openings")
    assert all(f'href="/en/workspace/{there}"' in page for there in ("fairness", "screening"))


@pytest.mark.parametrize("role", ["viewer", "interviewer"])
def test_nobody_is_led_where_they_may_not_go(hiring: Round, role: str) -> None:
    page = hiring.cast.sign_in(role).see("workspace/openings")
    assert not any(f"/workspace/{there}" in page for there in ("fairness", "screening"))


def test_nobody_else_sees_it(hiring: Round) -> None:
    for role in ("viewer", "interviewer"):
        assert hiring.cast.sign_in(role).open("workspace/fairness").status_code == 403
        assert hiring.cast.sign_in(role).open("workspace/fairness.csv").status_code == 403
