"""An opening of a company with a panel of two and a candidate, ready to be rated."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from sqlalchemy import update

from readiness.candidates.applicants import Applicant
from readiness.candidates.snapshot import write_rubric
from readiness.library import load_library
from readiness.records.candidates import Candidate, add_candidate, find_candidate
from readiness.records.database import Database, writing
from readiness.records.openings import Plan, begin_opening, share_out
from readiness.records.scope import Actor
from readiness.records.scorecards import Ratings, lock_card, own_card, save_card
from readiness.records.tables import candidates
from tests.records.company import Company

RUBRIC = load_library().roles["account_manager"].rubric
PLAN = Plan("Account manager, Tabriz", "mid", write_rubric(RUBRIC), ("applied", "interview"), names_hidden=True)
KEYS = ("curiosity", "renewal", "negotiation", "communication")


def age(database: Database, by: Actor, candidate_id: int, changed_at: int) -> None:
    """Make it look as if nothing had been written of the candidate since then."""
    mine = candidates.c.workspace_id == by.workspace, candidates.c.id == candidate_id
    with writing(database) as connection:
        connection.execute(update(candidates).where(*mine).values(changed_at=changed_at))


def rated(score: int | str = 4, **others: int | str) -> Ratings:
    """A full card: the same score everywhere but for `others`, each with evidence."""
    return {key: {"score": others.get(key, score), "evidence": f"said so of {key}"} for key in KEYS}


@dataclass
class Hiring:
    """Two raters, an opening that hides names unless told otherwise, and one candidate in it."""

    company: Company
    names_hidden: bool = True
    opening: int = field(init=False)
    candidate: int = field(init=False)

    def __post_init__(self) -> None:
        self.database, self.owner = self.company.database, self.company.owner
        self.raters = [self.company.joins("interviewer"), self.company.joins("hr")]
        plan = replace(PLAN, names_hidden=self.names_hidden)
        self.opening = begin_opening(self.database, self.owner, "account_manager", plan)
        share_out(self.database, self.owner, self.opening, {int(rater.person or 0): KEYS for rater in self.raters})
        self.candidate = self.adds("Nora Vale", "nora@example.org")

    def adds(self, name: str, email: str = "") -> int:
        return add_candidate(self.database, self.owner, self.opening, Applicant(name, email))

    def seen_by(self, somebody: Actor) -> Candidate:
        found = find_candidate(self.database, somebody, self.candidate)
        assert found
        return found

    def rates(self, somebody: Actor, ratings: Ratings | None = None, candidate: int | None = None) -> None:
        """Writes a card and locks it."""
        whom = candidate or self.candidate
        card = own_card(self.database, somebody, whom)
        saved = save_card(self.database, somebody, whom, card.version, ratings or rated())
        lock_card(self.database, somebody, whom, saved.version)
