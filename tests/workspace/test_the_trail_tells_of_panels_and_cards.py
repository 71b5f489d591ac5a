"""The trail tells who left a panel by name, and a company's own competency by its number."""

from __future__ import annotations

import re

import pytest
from flask import Flask

from readiness.records.audit import Entry, Wanted, entries
from readiness.records.decisions import decide
from readiness.records.people import change_role, list_people, remove_person
from tests.workspace.cast import Cast
from tests.workspace.openings_at_hand import KEYS, adds, begin, on_panel, rates
from views.trail_words import Teller


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("en", "wrote on their scorecard of candidate no. 8: own competency 3."),
        ("fa", "در برگه‌ی امتیاز نامزد شماره‌ی ۸ نوشت: شایستگی افزوده‌ی شماره‌ی ۳."),
    ],
)
def test_a_companys_own_competency_is_told_by_its_number(app: Flask, language: str, told: str) -> None:
    entry = Entry(1, 0, 1, "card_saved", "candidate:8", {"competencies": ["own_3"]})
    with app.test_request_context():
        assert Teller(language, []).plain(entry) == told


def test_who_leaves_a_panel_is_told_by_name(app: Flask, cast: Cast) -> None:
    opening, owner = begin(cast), cast.actors["owner"]
    on_panel(cast, opening, interviewer=KEYS, hr=KEYS)
    remove_person(cast.database, cast.actors["hr"], cast.actors["hr"].person or 0)
    change_role(cast.database, owner, cast.actors["interviewer"].person or 0, "viewer")
    found = entries(cast.database, owner, Wanted(action="panel_changed"), most=2)
    with app.test_request_context():
        teller = Teller("en", list_people(cast.database, owner, with_removed=True))
        assert [f"{teller.who(entry)} {teller.plain(entry)}" for entry in found] == [
            f"Mina Tehrani took Sara Holm, who rates no longer, off the panel of opening no. {opening}; "
            "what they locked stays.",
            f"Kaveh Rad left the panel of opening no. {opening}; what they locked stays.",
        ]


@pytest.mark.parametrize("surface", ["workspace/audit", "workspace/audit.csv"])
def test_an_owner_who_has_yet_to_rate_reads_no_decision(cast: Cast, surface: str) -> None:
    opening, owner = begin(cast), cast.sign_in("owner")
    on_panel(cast, opening, owner=KEYS[:4])
    candidate = adds(cast, opening)
    decide(cast.database, cast.actors["hr"], candidate, "hire", "as told", override=True)
    unseen = f"decided on candidate no. {candidate}; what, you see once you have locked your own scorecard."
    shown = f"decided on candidate no. {candidate}, against what the scorecards show: hire."
    assert (unseen in plain(owner.see(surface)), shown in plain(owner.see(surface))) == (True, False)
    rates(cast, "owner", candidate)
    assert (unseen in plain(owner.see(surface)), shown in plain(owner.see(surface))) == (False, True)


def plain(page: str) -> str:
    return re.sub("<[^>]*>", "", page)
