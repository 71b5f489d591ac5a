"""What the panel view of 10 candidates by 4 raters costs: CPU time beside bare Flask's, all in one run."""

from __future__ import annotations

import random
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT), str(Path(__file__).parent)]

import pages
from pages import bare_flask, getting, measure, our_site

from readiness.candidates.snapshot import write_rubric
from readiness.records.candidates import Applicant, add_candidate
from readiness.records.database import writing
from readiness.records.openings import Plan, begin_opening, share_out
from readiness.records.passwords import hash_password
from readiness.records.people import invite
from readiness.records.scope import Actor
from readiness.records.scorecards import lock_card, save_card
from readiness.records.sessions import start_session
from readiness.records.signing_in import join, set_up
from readiness.records.workspaces import Founder
from views.site import this_site

CANDIDATES, RATERS, EXPECTED = 10, 4, 0.050  # seconds
EVIDENCE = "When the sponsor left, she asked for a meeting with the finance director within the week. "
OWNER = Actor(1, 1, "owner")
pages.ROUNDS, pages.REQUESTS = 5, 20  # these pages are slower than those of a check


def panel() -> list[Actor]:
    """The owner, and four raters who have joined."""
    database, kept = this_site().database, hash_password("x" * 20)
    set_up(database, "Mehr", "en", Founder("Mina", "mina@mehr.example", kept), "Firefox")
    raters = []
    for number in range(RATERS):
        person, token = invite(database, OWNER, f"rater{number}@mehr.example", "interviewer")
        join(database, token, f"Rater {number}", kept, "Firefox")
        raters.append(Actor(1, person, "interviewer"))
    return raters


def rated_opening() -> dict[str, str]:
    """Every candidate rated by all on everything; the headers of the owner's browser."""
    database, rubric, luck = this_site().database, this_site().first_role.rubric, random.Random(7)
    raters, keys = panel(), [competency.key for competency in rubric.competencies]
    plan = Plan("Account manager", "mid", write_rubric(rubric), ("applied",), names_hidden=False)
    opening = begin_opening(database, OWNER, this_site().first_role.key, plan)
    share_out(database, OWNER, opening, {int(rater.person or 0): keys for rater in raters})
    for number in range(CANDIDATES):
        candidate = add_candidate(database, OWNER, opening, Applicant(f"Candidate {number}"))
        for rater in raters:
            ratings = {key: {"score": luck.randint(1, 5), "evidence": EVIDENCE.strip()} for key in keys}
            saved = save_card(database, rater, candidate, 0, ratings)
            lock_card(database, rater, candidate, saved.version)
    with writing(database) as connection:
        return {"Cookie": f"session={start_session(connection, OWNER, 'Firefox')}"}


def main() -> None:
    with our_site() as app, app.app_context():
        headers = rated_opening()
        asks = {"bare Flask": getting(bare_flask(), "/")}
        for language in ("en", "fa"):
            asks[f"comparison ({language})"] = getting(app, f"/{language}/workspace/openings/1/compare", headers)
            asks[f"one candidate ({language})"] = getting(app, f"/{language}/workspace/candidates/1", headers)
        found = measure(asks)
    print(f"{CANDIDATES} candidates by {RATERS} raters; expected: at most {EXPECTED * 1e3:.0f} ms")
    for name, seconds in found.items():
        print(f"{name:24} {seconds * 1e3:8.2f} ms CPU  {seconds / found['bare Flask']:7.1f} times bare Flask")


if __name__ == "__main__":
    main()
