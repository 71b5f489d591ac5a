"""Candidates of an opening, each shown as far as the asker may see: no hidden name, and nothing that others rated
before one's own scorecard is locked."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    JSON,
    Case,
    ColumnElement,
    Connection,
    Select,
    Text,
    and_,
    case,
    cast,
    false,
    func,
    insert,
    or_,
    select,
    update,
)
from sqlalchemy.exc import IntegrityError

from readiness.candidates.applicants import Applicant
from readiness.records import clock
from readiness.records.audit import note
from readiness.records.database import Database, reading, writing
from readiness.records.openings import locked, visible
from readiness.records.people import Refused
from readiness.records.scope import Actor
from readiness.records.settling import settle
from readiness.records.tables import candidates, openings, panel, scorecards

PAGE = 50  # candidates
HIRING = ("hire", "hold", "reject")


@dataclass(frozen=True, slots=True)
class Candidate:
    """One candidate as the asker may see them.

    `name` is "" while it is hidden: the `number` stands for it then. `standing`, `mean` (1 to 5), `placed` and
    `decision` are None while the asker `owes` a scorecard, or while there is nothing yet. `awaited`: that scorecard is
    still waited for; once a decision stands nobody is reminded, though they see no more than before.
    """

    id: int
    opening: int
    number: int
    name: str
    stage: str
    owned: str
    owned_evidence: str
    rated_at: int | None
    changed_at: int
    version: int
    owes: bool
    awaited: bool
    standing: Mapping[str, Any] | None
    mean: float | None
    placed: str | None
    decision: str | None


@dataclass(frozen=True, slots=True)
class Wish:
    """Which candidates of an opening, in which order: `order` is number, name, mean, changed or a competency's key."""

    text: str = ""
    stage: str = ""
    placed: str = ""
    decision: str = ""
    order: str = "number"
    falling: bool = False


def owes(by: Actor) -> ColumnElement[bool]:
    """Whether the asker is on the panel and has not locked a scorecard for the candidate of this row."""
    if by.person is None:
        return false()
    on_panel = select(panel.c.id).where(
        panel.c.workspace_id == by.workspace,
        panel.c.person_id == by.person,
        panel.c.opening_id == candidates.c.opening_id,
    )
    done = select(scorecards.c.id).where(
        scorecards.c.workspace_id == by.workspace,
        scorecards.c.person_id == by.person,
        scorecards.c.candidate_id == candidates.c.id,
        scorecards.c.locked_at.is_not(None),
    )
    return and_(on_panel.correlate(candidates).exists(), ~done.correlate(candidates).exists())


def awaited(by: Actor) -> ColumnElement[bool]:
    """Whether the scorecard that the asker owes is still waited for: no decision stands.

    This is for reminders alone. What one may see goes by `owes`, for a decision may be taken anew, and rating must stay
    independent until then. That there is a decision can be gathered from a missing reminder, never which one.
    """
    return and_(owes(by), candidates.c.decision.is_(None))


NAMED = or_(openings.c.names_hidden == 0, candidates.c.rated_at.is_not(None))


def _shown_name() -> Case[Any]:
    return case((NAMED, candidates.c.name), else_="")


def _once_rated(by: Actor, column: ColumnElement[Any]) -> Case[Any]:
    return case((owes(by), None), else_=column)


def _seen(by: Actor) -> Select[Any]:
    shown = (candidates.c.id, candidates.c.opening_id, candidates.c.number, _shown_name(), candidates.c.stage)
    facts = (candidates.c.owned, candidates.c.owned_evidence, candidates.c.rated_at)
    times = (candidates.c.changed_at, candidates.c.version, owes(by), awaited(by))
    told = (candidates.c.standing, candidates.c.mean, candidates.c.placed, candidates.c.decision)
    columns = (*shown, *facts, *times, *(_once_rated(by, column) for column in told))
    found = select(*columns).join(openings, openings.c.id == candidates.c.opening_id)
    return found.where(candidates.c.workspace_id == by.workspace, *visible(by))


def _candidate(row: Any) -> Candidate:
    *known, owed, waited, standing, mean, placed, decision = row
    told = None if standing is None else json.loads(standing)
    seen: tuple[Any, ...] = (
        *known,
        bool(owed),
        bool(waited),
        told,
        None if mean is None else mean / 1000,
        placed,
        decision,
    )
    return Candidate(*seen)


def find_candidate(database: Database, by: Actor, candidate_id: int) -> Candidate | None:
    with reading(database) as connection:
        row = connection.execute(_seen(by).where(candidates.c.id == candidate_id)).first()
    return None if row is None else _candidate(row)


def list_candidates(
    database: Database, by: Actor, opening_id: int, wish: Wish, page: int = 1, most: int | None = PAGE
) -> list[Candidate]:
    """One page of the candidates that the wish names."""
    found = _seen(by).where(candidates.c.opening_id == opening_id, *_conditions(by, wish))
    ordered = found.order_by(*_order(by, wish)).limit(most).offset((page - 1) * most if most else None)
    with reading(database) as connection:
        return [_candidate(row) for row in connection.execute(ordered)]


def count_candidates(database: Database, by: Actor, opening_id: int, wish: Wish) -> int:
    found = _seen(by).where(candidates.c.opening_id == opening_id, *_conditions(by, wish))
    counted = found.with_only_columns(func.count(), maintain_column_froms=True)
    with reading(database) as connection:
        return connection.execute(counted).scalar_one()


def _conditions(by: Actor, wish: Wish) -> Iterator[ColumnElement[bool]]:
    if wish.text:
        known = and_(NAMED, func.lower(candidates.c.name).contains(wish.text.lower(), autoescape=True))
        number = wish.text.upper().removeprefix("C-")
        yield or_(known, candidates.c.number == int(number)) if number.isdecimal() and len(number) < 9 else known
    if wish.stage:
        yield candidates.c.stage == wish.stage
    if wish.placed:
        yield _once_rated(by, candidates.c.placed) == wish.placed
    if wish.decision:
        decision = _once_rated(by, candidates.c.decision)
        yield decision.is_(None) if wish.decision == "none" else decision == wish.decision


def _order(by: Actor, wish: Wish) -> tuple[ColumnElement[Any], ...]:
    """What one may not see can't be ordered by either: it stands last, by number."""
    columns: dict[str, ColumnElement[Any]] = {
        "name": func.lower(_shown_name()),
        "mean": _once_rated(by, candidates.c.mean),
        "changed": candidates.c.changed_at,
    }
    first = columns.get(wish.order)
    if first is None:
        first = candidates.c.number if wish.order in ("", "number") else _mean_of(by, wish.order)
    told = first.desc() if wish.falling else first
    always_there = wish.order in ("", "number", "name", "changed")  # so that an index can give the order
    return (told, candidates.c.number) if always_there else (first.is_(None), told, candidates.c.number)


def _mean_of(by: Actor, competency: str) -> ColumnElement[Any]:
    """The mean of one competency out of the settled standing: the database reads it there, so that a page of 50 out
    of 10,000 needs no reckoning and no column for each competency of each rubric."""
    standing = cast(candidates.c.standing, JSON().with_variant(Text(), "sqlite"))
    return _once_rated(by, standing["means", competency].as_float())


def cards_locked(database: Database, by: Actor, opening_id: int, candidate_ids: Iterable[int]) -> dict[int, int]:
    """Candidate to how many cards of the panel are locked, of these candidates; none locked, not there."""
    raters = select(panel.c.person_id).where(panel.c.workspace_id == by.workspace, panel.c.opening_id == opening_id)
    mine = scorecards.c.workspace_id == by.workspace, scorecards.c.candidate_id.in_(list(candidate_ids))
    done = *mine, scorecards.c.person_id.in_(raters), scorecards.c.locked_at.is_not(None)
    counted = select(scorecards.c.candidate_id, func.count()).where(*done).group_by(scorecards.c.candidate_id)
    with reading(database) as connection:
        rows = connection.execute(counted)
        return {row[0]: row[1] for row in rows}


def add_candidate(database: Database, by: Actor, opening_id: int, applicant: Applicant) -> int:
    """Add one; the id. Raises Refused: nobody, closed, already_here (by e-mail, else by name and phone)."""
    with writing(database) as connection:
        locked(connection, by, opening_id)
        added = add_in(connection, by, opening_id, applicant)
        note(connection, by, "candidate_added", f"candidate:{added}", opening=opening_id)
    return added


def add_in(connection: Connection, by: Actor, opening_id: int, applicant: Applicant) -> int:
    mine = openings.c.workspace_id == by.workspace, openings.c.id == opening_id
    counted = update(openings).where(*mine).values(numbered=openings.c.numbered + 1).returning(openings.c.numbered)
    number, moment = connection.execute(counted).scalar_one(), clock.now()
    standing = {"number": number, "judgement": "{}", "version": 1, "created_at": moment, "changed_at": moment}
    row = {"opening_id": opening_id, **applicant.row(), **standing}
    added = insert(candidates).values(workspace_id=by.workspace, **row).returning(candidates.c.id)
    with each_once():
        return int(connection.execute(added).scalar_one())


@contextmanager
def each_once() -> Iterator[None]:
    """Say it where the database already knows the person in this opening."""
    try:
        yield
    except IntegrityError:
        raise Refused("already_here") from None


def read_applicant(database: Database, by: Actor, candidate_id: int) -> Applicant | None:
    """Name and contact in full, asked for on purpose by whoever runs the opening; it goes into the trail."""
    told = (candidates.c.name, candidates.c.email, candidates.c.phone, candidates.c.background, candidates.c.owned)
    mine = candidates.c.workspace_id == by.workspace, candidates.c.id == candidate_id
    with writing(database) as connection:
        found = select(*told, candidates.c.owned_evidence, candidates.c.stage).where(*mine)
        row = connection.execute(found).first()
        if row is None:
            return None
        note(connection, by, "contact_viewed", f"candidate:{candidate_id}")
    name, email, phone, background, *rest = row
    return Applicant(name, email, phone, json.loads(background), *rest)


def change_candidate(database: Database, by: Actor, candidate_id: int, version: int, applicant: Applicant) -> bool:
    """Write what is known of the candidate; False where somebody changed it meanwhile.

    Raises Refused: nobody, already_here.
    """
    mine = candidates.c.workspace_id == by.workspace, candidates.c.id == candidate_id
    with writing(database) as connection:
        there = connection.execute(select(candidates.c.version).where(*mine).with_for_update()).scalar()
        if there is None:
            raise Refused("nobody")
        if there != version:
            return False
        values = {**applicant.row(), "version": version + 1, "changed_at": clock.now()}
        with each_once():
            connection.execute(update(candidates).where(*mine).values(**values))
        note(connection, by, "candidate_changed", f"candidate:{candidate_id}")
        settle(connection, by, candidate_id)
    return True
