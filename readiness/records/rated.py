"""What panels rated in an opening, many candidates at once, as far as the asker may see it; and what is needed to
reckon how far this opening's ratings may be trusted."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import case, func, select

from readiness.records.candidates import owes
from readiness.records.database import Database, reading
from readiness.records.openings import visible
from readiness.records.scope import Actor
from readiness.records.scorecards import Scorecard
from readiness.records.tables import candidates, openings, panel, people, scorecards

MOST_RATED = 500  # of the candidates rated last: an opening's own reliability changes little with more
Scores = Mapping[int, Mapping[str, int | None]]  # rater to competency to rating; None for "not seen"


@dataclass(frozen=True, slots=True)
class Waiting:
    """One rater of a candidate's panel: whether their card is locked, never what is on it."""

    person: int
    name: str
    locked: bool


def waiting_for(database: Database, by: Actor, candidate_id: int) -> list[Waiting]:
    """The candidate's panel, in its order, with who has locked a card; anyone who sees the opening may know."""
    locked = select(scorecards.c.person_id).where(
        scorecards.c.workspace_id == by.workspace,
        scorecards.c.candidate_id == candidate_id,
        scorecards.c.locked_at.is_not(None),
    )
    mine = panel.c.workspace_id == by.workspace, people.c.workspace_id == by.workspace
    asked = select(panel.c.person_id, people.c.name, panel.c.person_id.in_(locked).label("locked"))
    joined = asked.join(people, people.c.id == panel.c.person_id)
    joined = joined.join(candidates, candidates.c.opening_id == panel.c.opening_id)
    found = joined.where(*mine, candidates.c.workspace_id == by.workspace, candidates.c.id == candidate_id)
    with reading(database) as connection:
        rows = connection.execute(found.order_by(panel.c.id))
        return [Waiting(person, name, bool(done)) for person, name, done in rows]


def cards_of(database: Database, by: Actor, candidate_ids: Sequence[int]) -> dict[int, list[Scorecard]]:
    """Candidate to locked cards, in the order they were begun; none of candidates whom the asker has yet to rate."""
    mine = scorecards.c.workspace_id == by.workspace, candidates.c.workspace_id == by.workspace
    shown = select(scorecards).join(candidates, candidates.c.id == scorecards.c.candidate_id)
    allowed = shown.join(openings, openings.c.id == candidates.c.opening_id).where(*mine, *visible(by), ~owes(by))
    found = allowed.where(scorecards.c.locked_at.is_not(None), candidates.c.id.in_(candidate_ids))
    cards: dict[int, list[Scorecard]] = {}
    with reading(database) as connection:
        for row in connection.execute(found.order_by(scorecards.c.id)):
            cards.setdefault(row.candidate_id, []).append(_card(row))
    return cards


def _card(row: Any) -> Scorecard:
    ratings = json.loads(row.ratings)
    said = (row.version, row.reopened, row.locked_at, row.changed_at)
    return Scorecard(row.candidate_id, row.person_id, tuple(ratings), ratings, *said)


def raters_of(database: Database, by: Actor, people_ids: Sequence[int]) -> dict[int, str]:
    """Person to name, of whoever rated; who has left the panel since is still told by name."""
    named = select(people.c.id, people.c.name).where(people.c.workspace_id == by.workspace)
    with reading(database) as connection:
        return {row.id: row.name for row in connection.execute(named.where(people.c.id.in_(people_ids)))}


def judgement_of(database: Database, by: Actor, candidate_ids: Sequence[int]) -> dict[int, Mapping[str, str]]:
    """Candidate to what they picked in the judgement test, where they have sent it; scored by its key alone."""
    found = select(candidates.c.id, candidates.c.judgement).join(openings, openings.c.id == candidates.c.opening_id)
    mine = candidates.c.workspace_id == by.workspace, *visible(by), ~owes(by), candidates.c.judged_at.is_not(None)
    with reading(database) as connection:
        rows = connection.execute(found.where(*mine, candidates.c.id.in_(candidate_ids)))
        return {candidate: json.loads(kept) for candidate, kept in rows}


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a candidate as far as the asker may know: the decision, and the overall mean (1 to 5)."""

    candidate: int
    opening: int
    decision: str | None
    mean: float | None


def outcomes_of(database: Database, by: Actor, opening_id: int | None = None) -> list[Outcome]:
    """Every candidate of an opening, or of all that the asker may see; whom they have yet to rate tells nothing."""
    told = (case((owes(by), None), else_=column) for column in (candidates.c.decision, candidates.c.mean))
    shown = select(candidates.c.id, candidates.c.opening_id, *told)
    joined = shown.join(openings, openings.c.id == candidates.c.opening_id)
    found = joined.where(candidates.c.workspace_id == by.workspace, *visible(by)).order_by(candidates.c.id)
    if opening_id is not None:
        found = found.where(candidates.c.opening_id == opening_id)
    with reading(database) as connection:
        rows = connection.execute(found)
        return [Outcome(who, where, what, None if mean is None else mean / 1000) for who, where, what, mean in rows]


def rating_stamp(database: Database, by: Actor, opening_id: int) -> tuple[int, int, int]:
    """Changes whenever a card of the opening is locked, or given back: what was reckoned from them is as old then."""
    mine = scorecards.c.workspace_id == by.workspace, scorecards.c.opening_id == opening_id
    told = (func.count(), func.coalesce(func.sum(scorecards.c.version), 0), func.coalesce(func.max(scorecards.c.id), 0))
    with reading(database) as connection:
        row = connection.execute(select(*told).where(*mine, scorecards.c.locked_at.is_not(None))).one()
    return int(row[0]), int(row[1]), int(row[2])


def scores_of_the_last(database: Database, by: Actor, opening_id: int, most: int = MOST_RATED) -> dict[int, Scores]:
    """Candidate to rater to scores, of the candidates whom all have rated, the last `most` of them.

    It is only for what is reckoned over all of them together: it leaves nobody out whom the asker has yet to rate.
    """
    mine = scorecards.c.workspace_id == by.workspace, scorecards.c.opening_id == opening_id
    done = candidates.c.workspace_id == by.workspace, candidates.c.opening_id == opening_id
    last = select(candidates.c.id).where(*done, candidates.c.rated_at.is_not(None))
    last = last.order_by(candidates.c.rated_at.desc(), candidates.c.id.desc()).limit(most)
    shown = select(scorecards.c.candidate_id, scorecards.c.person_id, scorecards.c.ratings).where(*mine)
    found: dict[int, dict[int, Mapping[str, int | None]]] = {}
    with reading(database) as connection:
        locked = shown.where(scorecards.c.locked_at.is_not(None), scorecards.c.candidate_id.in_(last))
        for candidate, rater, ratings in connection.execute(locked):
            found.setdefault(candidate, {})[rater] = scores_in(json.loads(ratings))
    return found  # type: ignore[return-value]


def scores_in(ratings: Mapping[str, Mapping[str, Any]]) -> dict[str, int | None]:
    """A card's scores without its evidence: "not seen" as None, what is not rated left out."""
    scores = {key: rating.get("score") for key, rating in ratings.items()}
    return {key: score if isinstance(score, int) else None for key, score in scores.items() if score}
