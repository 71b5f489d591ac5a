"""Takes in many candidates at once, out of a table: all or none, and whoever is there already only once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, insert, select, update

from readiness.candidates.applicants import Applicant
from readiness.records import clock
from readiness.records.audit import note
from readiness.records.candidates import each_once
from readiness.records.database import Database, reading, writing
from readiness.records.openings import locked
from readiness.records.scope import Actor
from readiness.records.tables import candidates, openings


@dataclass(frozen=True, slots=True)
class Imported:
    """How many were new, and how many were there already and stay as they are."""

    added: int
    same: int


def import_candidates(database: Database, by: Actor, opening_id: int, applicants: Sequence[Applicant]) -> Imported:
    """Add those who are not here yet, or nobody.

    Raises Refused: nobody, closed, already_here (two of them are the same, or somebody became one of them meanwhile).
    """
    with writing(database) as connection:
        locked(connection, by, opening_id)
        new = _new_ones(connection, by, opening_id, applicants)
        done = Imported(len(new), len(applicants) - len(new))
        if new:
            first = _numbers(connection, by, opening_id, len(new))
            added = insert(candidates).values(workspace_id=by.workspace)
            with each_once():
                connection.execute(added, list(_rows(opening_id, new, first)))
        told = {"added": done.added, "same": done.same}
        note(connection, by, "candidates_imported", f"opening:{opening_id}", **told)
    return done


def count_new(database: Database, by: Actor, opening_id: int, applicants: Sequence[Applicant]) -> int:
    """How many of them an import would add as things stand."""
    with reading(database) as connection:
        return len(_new_ones(connection, by, opening_id, applicants))


def _new_ones(connection: Connection, by: Actor, opening_id: int, applicants: Sequence[Applicant]) -> list[Applicant]:
    mine = candidates.c.workspace_id == by.workspace, candidates.c.opening_id == opening_id
    here = set(connection.execute(select(candidates.c.same_as).where(*mine)).scalars())
    return [applicant for applicant in applicants if applicant.same_as() not in here]


def _numbers(connection: Connection, by: Actor, opening_id: int, many: int) -> int:
    """Set so many numbers aside; the first of them."""
    mine = openings.c.workspace_id == by.workspace, openings.c.id == opening_id
    counted = update(openings).where(*mine).values(numbered=openings.c.numbered + many).returning(openings.c.numbered)
    return int(connection.execute(counted).scalar_one()) - many + 1


def _rows(opening_id: int, applicants: Sequence[Applicant], first: int) -> Iterator[dict[str, Any]]:
    moment = clock.now()
    alike = {"opening_id": opening_id, "judgement": "{}", "version": 1, "created_at": moment, "changed_at": moment}
    for number, applicant in enumerate(applicants, first):
        yield {**alike, **applicant.row(), "number": number}
