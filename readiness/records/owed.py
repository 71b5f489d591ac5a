"""How far an opening has come: how many scorecards are owed, by whom, and how many candidates wait for a decision."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, func, select

from readiness.records.candidates import awaited, owes
from readiness.records.database import Database, reading
from readiness.records.openings import visible
from readiness.records.scope import Actor
from readiness.records.tables import candidates, openings, panel, scorecards


@dataclass(frozen=True, slots=True)
class HowFar:
    """`owed` holds person to scorecards still waited for: of the panel, not locked, of candidates without a decision.

    `locked` counts all that are locked. `undecided` candidates are rated by everybody and wait for a decision;
    `decided` counts those that the asker may know of.
    """

    candidates: int
    locked: int
    undecided: int
    decided: int
    owed: Mapping[int, int]


def owed_by_opening(database: Database, by: Actor) -> dict[int, int]:
    """Opening to the number of the asker's scorecards still waited for there; closed ones take none."""
    counted = select(candidates.c.opening_id, func.count()).join(openings, openings.c.id == candidates.c.opening_id)
    mine = counted.where(candidates.c.workspace_id == by.workspace, *visible(by), openings.c.closed_at.is_(None))
    with reading(database) as connection:
        found = connection.execute(mine.where(awaited(by)).group_by(candidates.c.opening_id))
        return {row[0]: row[1] for row in found}


def kept_from(database: Database, by: Actor) -> frozenset[int]:
    """Candidates on whom was decided and whom the asker has yet to rate: what was decided is not theirs to know."""
    mine = candidates.c.workspace_id == by.workspace, candidates.c.decision.is_not(None)
    with reading(database) as connection:
        return frozenset(connection.execute(select(candidates.c.id).where(*mine, owes(by))).scalars())


def how_far(database: Database, by: Actor, opening_id: int) -> HowFar:
    """How far an opening has come that the asker may see."""
    with reading(database) as connection:
        done = _locked_by_person(connection, by, opening_id)
        mine = candidates.c.workspace_id == by.workspace, candidates.c.opening_id == opening_id
        rated, decided = candidates.c.rated_at.is_not(None), candidates.c.decision.is_not(None)
        waiting = func.count().filter(~decided), func.count().filter(rated & ~decided)
        asked = select(func.count(), *waiting, func.count().filter(decided & ~owes(by)))
        many, open_, undecided, told = connection.execute(asked.select_from(candidates).where(*mine)).one()
        on_panel = select(panel.c.person_id).where(panel.c.workspace_id == by.workspace)
        people = connection.execute(on_panel.where(panel.c.opening_id == opening_id).order_by(panel.c.id)).scalars()
        owed = {person: open_ - done.get(person, (0, 0))[1] for person in people}
    locked = sum(of_all for of_all, _ in done.values())
    return HowFar(many, locked, undecided, told, {person: left for person, left in owed.items() if left})


def _locked_by_person(connection: Connection, by: Actor, opening_id: int) -> dict[int, tuple[int, int]]:
    """Person to locked cards: of all candidates, and of those without a decision."""
    mine = scorecards.c.workspace_id == by.workspace, candidates.c.workspace_id == by.workspace
    many = func.count(), func.count().filter(candidates.c.decision.is_(None))
    counted = select(scorecards.c.person_id, *many).join(candidates, candidates.c.id == scorecards.c.candidate_id)
    locked = counted.where(*mine, scorecards.c.opening_id == opening_id, scorecards.c.locked_at.is_not(None))
    return {row[0]: (row[1], row[2]) for row in connection.execute(locked.group_by(scorecards.c.person_id))}
