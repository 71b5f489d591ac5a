"""What the scorecard page and a save of it cost beside bare Flask: CPU time a request, all in one run."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT), str(Path(__file__).parent)]

from flask import Flask
from pages import bare_flask, getting, measure, our_site, posting

from forms.csrf import Visit
from readiness.candidates.snapshot import write_rubric
from readiness.records.candidates import Applicant, add_candidate
from readiness.records.database import writing
from readiness.records.openings import Plan, begin_opening, share_out
from readiness.records.passwords import hash_password
from readiness.records.scope import Actor
from readiness.records.scorecards import Ratings, save_card
from readiness.records.sessions import start_session
from readiness.records.signing_in import set_up
from readiness.records.workspaces import Founder
from views.site import this_site

SHARE, EXPECTED = 6, 0.30  # competencies of one rater; of bare Flask's requests
EVIDENCE = "When the sponsor left, she asked for a meeting with the finance director within the week. " * 3
OWNER = Actor(1, 1, "owner")


def rated(keys: list[str]) -> Ratings:
    """A full card."""
    return {key: {"score": 4, "evidence": EVIDENCE.strip()} for key in keys}


@contextmanager
def rating_site() -> Iterator[tuple[Flask, dict[str, str], str, list[str]]]:
    """The site with a card to rate: request headers of the rater's browser, the token of its forms, what is asked."""
    with our_site() as app, app.app_context():
        site = this_site()
        database, rubric = site.database, site.first_role.rubric
        set_up(database, "Mehr", "en", Founder("Mina", "mina@mehr.example", hash_password("x" * 20)), "Firefox")
        plan = Plan("Account manager", "mid", write_rubric(rubric), ("applied",), names_hidden=True)
        opening = begin_opening(database, OWNER, site.first_role.key, plan)
        keys = [competency.key for competency in rubric.competencies][:SHARE]
        share_out(database, OWNER, opening, {1: keys})
        candidate = add_candidate(database, OWNER, opening, Applicant("Nora Vale"))
        save_card(database, OWNER, candidate, 0, rated(keys))
        with writing(database) as connection:
            token = start_session(connection, OWNER, "Firefox")
        visit = Visit("a-visit", site.settings.secrets, "person 1")
        yield app, {"Cookie": f"session={token}; visit=a-visit"}, visit.token(), keys


def main() -> None:
    with rating_site() as (app, headers, csrf, keys):
        asks = {"bare Flask": getting(bare_flask(), "/")}
        for language in ("en", "fa"):
            asks[f"scorecard page ({language})"] = getting(app, f"/{language}/workspace/candidates/1/card", headers)
        fields = {"csrf": csrf, "version": "1", "go": "stay"}
        for key, rating in rated(keys).items():
            fields |= {f"score_{key}": json.dumps(rating["score"]), f"evidence_{key}": rating["evidence"]}
        asks["save, nothing new"] = posting(app, "/en/workspace/candidates/1/card", headers, fields)
        found = measure(asks)
    print(f"{SHARE} competencies, all rated; expected of the page: at least {EXPECTED:.0%} of bare Flask's requests")
    for name, seconds in found.items():
        print(f"{name:32} {seconds * 1e6:8.0f} µs CPU  {found['bare Flask'] / seconds:7.1%} of bare Flask's requests")


if __name__ == "__main__":
    main()
