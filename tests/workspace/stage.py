"""Two companies to look at: Mehr with a check and an opening, a logo each, and forms that are somebody's own."""

from __future__ import annotations

import json
from base64 import b64decode

from sqlalchemy import select
from werkzeug.test import TestResponse

from forms.csrf import Visit
from readiness.candidates.snapshot import write_rubric
from readiness.records.candidates import Applicant, add_candidate
from readiness.records.database import reading
from readiness.records.held_checks import start_check
from readiness.records.jobs import claim_job, finish_job, start_job
from readiness.records.openings import Plan, begin_opening, share_out
from readiness.records.people import remove_person
from readiness.records.scope import EVERY, SCOPE, Actor
from readiness.records.tables import audit, metadata
from readiness.records.workspaces import change_logo
from tests.conftest import SECRET_KEY
from tests.pages.owner import ROLE
from tests.workspace.cast import Cast, Somebody
from tests.workspace.routes import ROUTES, Route
from views.access import held_cookie

MARKER = "Mehr Trading of Tabriz"
VISIT = "a-visit"
PICTURE = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="  # one dot
OF_A_CHECK = [route for route in ROUTES if route.policy.held is not None]
RATED = tuple(competency.key for competency in ROLE.rubric.competencies)[:4]
PLAN = Plan(f"Account manager at {MARKER}", "mid", write_rubric(ROLE.rubric), ("applied", "interview"), False)
Rows = dict[str, list[tuple[object, ...]]]


class Stage:
    """The cast with what they have; `samples` names one of each."""

    def __init__(self, cast: Cast) -> None:
        self.cast, owner = cast, cast.actors["owner"]
        answers = json.dumps({"company": MARKER})
        self.check = start_check(cast.database, owner, "account_manager", "2026.1", "en", answers)
        for who in ("owner", "rival"):
            change_logo(cast.database, cast.actors[who], b64decode(PICTURE))
        self.opening = begin_opening(cast.database, owner, ROLE.key, PLAN)
        raters = [cast.actors[role].person or 0 for role in ("owner", "hr", "interviewer")]
        share_out(cast.database, owner, self.opening, dict.fromkeys(raters, RATED))
        self.candidate = add_candidate(cast.database, owner, self.opening, Applicant(f"Nora of {MARKER}"))
        self.samples: dict[str, object] = {
            "person_id": cast.actors["hr"].person,
            "check_id": self.check,
            "opening_id": self.opening,
            "candidate_id": self.candidate,
            "job_id": self._screened(),
            "ending": "csv",
            "session_id": 1,
            "filename": "site.css",
            "name": "Vazirmatn-Regular",
            "section": "accounts",
            "token": "nothing",
        }

    def _screened(self) -> int:
        """A file of ratings that was screened."""
        database = self.cast.database
        job_id = start_job(database, self.cast.actors["owner"], "screen", {"opening": "", "format": "csv"}, b"a file")
        claimed = claim_job(database)
        assert claimed
        assert finish_job(database, claimed[0], MARKER.encode())
        return job_id

    def browser(self, actor: str) -> Somebody:
        """A fresh browser with Mehr's check open in it: of one of the cast, anonymous, or removed meanwhile."""
        if actor == "anonymous":
            somebody = Somebody(self.cast.app.test_client(), Actor(0, None, "viewer"))
        else:
            somebody = self.cast.sign_in("viewer" if actor == "removed" else actor)
        if actor == "removed":
            remove_person(self.cast.database, self.cast.actors["owner"], somebody.actor.person or 0)
        somebody.client.set_cookie("check", held_cookie(self.check))
        somebody.client.set_cookie("visit", VISIT)
        return somebody

    def guard(self, somebody: Somebody, route: Route) -> dict[str, str]:
        """What a form holds that is truly this person's own."""
        about = f"check {self.check}" if route in OF_A_CHECK else f"person {somebody.actor.person}"
        return {"csrf": Visit(VISIT, (SECRET_KEY.encode(),), about).token()}

    def ask(self, somebody: Somebody, route: Route, **samples: object) -> TestResponse:
        """Go there, with a form of their own that says nothing."""
        data = self.guard(somebody, route) if route.method == "POST" else None
        return somebody.client.open(route.address(self.samples | samples), method=route.method, data=data)

    def rows(self) -> Rows:
        """All that there is, but for notes of denials."""
        return self._rows(of_mehr=False)

    def rows_of_mehr(self) -> Rows:
        """All that Mehr has, but for its trail."""
        return self._rows(of_mehr=True)

    def _rows(self, of_mehr: bool) -> Rows:
        found = {}
        with reading(self.cast.database) as connection:
            for table in metadata.tables.values():
                if of_mehr and (SCOPE not in table.c or table is audit):
                    continue
                asked = select(table).order_by(*table.primary_key).execution_options(**EVERY)
                rows = connection.execute(asked.where(table.c[SCOPE] == 1) if of_mehr else asked)
                found[table.name] = [tuple(row) for row in rows if "denied" not in row]
        return found
