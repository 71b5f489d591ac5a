"""An opening whose role the content holds no longer goes on by what it keeps itself: its rubric, and keys for names."""

from __future__ import annotations

import json
from io import BytesIO

import pytest

from readiness.candidates.snapshot import read_rubric
from readiness.records.openings import begin_opening
from tests.pages.owner import hidden
from tests.workspace.cast import Cast, Somebody
from tests.workspace.openings_at_hand import KEYS, OPENINGS, USUAL, adds, kept, on_panel, rates, send
from views.job_runner import RUNNER, Runner

GONE = "sales_lead"
PARTS = ("", "/candidates", "/compare", "/rubric", "/rubric/new", "/panel", "/fairness", "/plan", "/delete")
FILES = ("kit.pdf", "work-sample.pdf", "compare.json", "debrief.csv", "debrief.pdf")


@pytest.fixture
def opening(cast: Cast) -> int:
    return begin_opening(cast.database, cast.actors["owner"], GONE, USUAL)


@pytest.mark.parametrize("language", ["en", "fa"])
def test_every_page_and_paper_of_it_is_there(cast: Cast, opening: int, language: str) -> None:
    on_panel(cast, opening, interviewer=KEYS)
    candidate = adds(cast, opening)
    rates(cast, "interviewer", candidate)
    owner = cast.sign_in("owner", language)
    assert USUAL.title in owner.see(OPENINGS)
    for part in PARTS:
        assert owner.open(f"{OPENINGS}/{opening}{part}").status_code == 200, part
    for file in FILES:
        assert owner.open(f"{OPENINGS}/{opening}/{file}").status_code == 200, file
    owner.see(f"workspace/candidates/{candidate}")
    told = json.loads(owner.see(f"workspace/candidates/{candidate}/summary.json"))
    assert told["figures"]["overall"]["mean"] == 3


def test_it_can_still_be_led(cast: Cast, owner: Somebody, opening: int) -> None:
    plan = {"title": "Led on", "level": "senior", "stages": ["applied"], "names_hidden": "yes"}
    assert send(owner, f"{OPENINGS}/{opening}/plan", plan).status_code == 303
    weights = {f"weight_{key}": "0" if key == KEYS[0] else "2" for key in KEYS}
    assert send(owner, f"{OPENINGS}/{opening}/rubric", weights).status_code == 303
    assert (kept(cast, opening).title, kept(cast, opening).level) == ("Led on", "senior")
    assert [one.key for one in read_rubric(kept(cast, opening).rubric).competencies] == list(KEYS[1:])
    own = {"name": "Patience", "meaning": "", "past": "", "situation": ""}
    assert owner.press(f"{OPENINGS}/{opening}/rubric/new", f"{OPENINGS}/{opening}/rubric/new", **own).status_code == 422


def test_its_ratings_can_still_be_screened(cast: Cast, opening: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Runner, "wake", lambda _runner: None)
    hr, runner = cast.sign_in("hr"), cast.app.extensions[RUNNER]
    guard = hidden(hr.see("workspace/screening"), "csrf")
    file = BytesIO(f"candidate,rater,{','.join(KEYS)}\nNora,Sara{',4' * len(KEYS)}\n".encode()), "ratings.csv"
    data = {"csrf": guard, "opening": str(opening), "form": "csv", "file": file}
    assert hr.client.post("/en/workspace/screening", data=data).status_code == 303
    assert runner.run_next()
    assert "Nora" in hr.see("workspace/screening/1/result")
