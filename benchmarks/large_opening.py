"""What the pages of one opening with 10,000 rated candidates cost: CPU time beside bare Flask's, all in one run."""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT), str(Path(__file__).parent)]

import pages
import panel_view
from pages import bare_flask, getting, measure, our_site
from sqlalchemy import insert, select

from readiness.records.database import writing
from readiness.records.scope import EVERY
from readiness.records.tables import candidates, scorecards
from views.site import this_site

MANY = 10_000
pages.ROUNDS, pages.REQUESTS = 3, 3
panel_view.CANDIDATES, panel_view.RATERS = 20, 2
PAGES = {
    "candidates": "candidates",
    "candidates, searched": "candidates?text=Candidate+77",
    "candidates, by rating": "candidates?order=mean",
    "comparison": "compare",
    "comparison, by one competency": "compare?order=renewal&direction=falling",
    "comparison, searched": "compare?text=Candidate+77",
    "overview": "",
    "fairness": "fairness",
}


def grow() -> None:
    """The rated candidates again and again, each under a name of its own, with their scorecards."""
    with writing(this_site().database) as connection:
        known = connection.execute(select(candidates).execution_options(**EVERY)).mappings().all()
        cards = connection.execute(select(scorecards).execution_options(**EVERY)).mappings().all()
        people, rated = [], []
        for number in range(len(known) + 1, MANY + 1):
            like = known[number % len(known)]
            own = {"id": number, "number": number, "name": f"Candidate {number}", "same_as": str(number)}
            people.append({**like, **own, "decision": ("hire", "reject", None)[number % 3]})
            rated += [
                {**{key: value for key, value in card.items() if key != "id"}, "candidate_id": number}
                for card in cards
                if card["candidate_id"] == like["id"]
            ]
        connection.execute(insert(candidates).execution_options(**EVERY), people)
        connection.execute(insert(scorecards).execution_options(**EVERY), rated)


def main() -> None:
    with our_site() as app, app.app_context():
        headers = panel_view.rated_opening()
        grow()
        asks = {"bare Flask": getting(bare_flask(), "/")}
        for name, part in PAGES.items():
            asks[name] = getting(app, f"/en/workspace/openings/1/{part}".rstrip("/"), headers)
        found = measure(asks)
    print(f"One opening, {MANY:,} candidates, two scorecards each")
    for name, seconds in found.items():
        print(f"{name:32} {seconds * 1e3:8.2f} ms CPU  {seconds / found['bare Flask']:7.0f} times bare Flask")


if __name__ == "__main__":
    main()
