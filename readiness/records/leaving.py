"""What becomes of somebody's work once they rate no longer, and of their name once they are long gone."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Connection, delete, select, update

from readiness.records import clock
from readiness.records.audit import note
from readiness.records.checks import forget_deleted
from readiness.records.database import Database, writing
from readiness.records.scope import EVERY, Actor
from readiness.records.settling import settle_opening
from readiness.records.tables import openings, panel, people, scorecards, workspaces

ERASED = "erased-"  # and the person's id: without an @ it is no address of anyone


def leave_panels(connection: Connection, by: Actor, person_id: int) -> None:
    """Take somebody who may rate no longer off every panel, closed openings' too, for these may open again.

    What they locked stays and counts; their drafts, which nobody else may ever see, go. Whoever waited for their card
    alone is rated by everybody now.
    """
    left = _held(connection, by, person_id)
    theirs = scorecards.c.workspace_id == by.workspace, scorecards.c.person_id == person_id
    connection.execute(delete(scorecards).where(*theirs, scorecards.c.locked_at.is_(None)))
    connection.execute(delete(panel).where(panel.c.workspace_id == by.workspace, panel.c.person_id == person_id))
    for opening_id in left:
        stayed = select(panel.c.person_id).where(panel.c.workspace_id == by.workspace, panel.c.opening_id == opening_id)
        raters = sorted(connection.execute(stayed).scalars())
        note(connection, by, "panel_changed", f"opening:{opening_id}", people=raters, left=person_id)
        settle_opening(connection, by, opening_id)


def _held(connection: Connection, by: Actor, person_id: int) -> list[int]:
    """The openings on whose panel they are, held against other writers until the transaction ends."""
    on_panel = select(panel.c.opening_id).where(panel.c.workspace_id == by.workspace, panel.c.person_id == person_id)
    mine = openings.c.workspace_id == by.workspace, openings.c.id.in_(on_panel)
    held = select(openings.c.id).where(*mine).order_by(openings.c.id).with_for_update()
    return list(connection.execute(held).scalars())


def erase_removed(database: Database) -> int:
    """Erase name and e-mail of people removed longer ago than their workspace keeps personal data; how many.

    On SQLite they are gone out of the file and its journal too.
    """
    with writing(database) as connection:
        past = list(_past_their_time(connection))
        erased = sum(_erase(connection, *each) for each in past)
    forget_deleted(database)
    return erased


def _past_their_time(connection: Connection) -> Iterator[tuple[Actor, int, int]]:
    """For the command line of each workspace: who, and when they were removed."""
    shown = select(people.c.workspace_id, people.c.id, people.c.removed_at, workspaces.c.retention_months)
    gone = shown.join(workspaces).where(people.c.removed_at.is_not(None), people.c.email.contains("@"))
    for workspace, person_id, removed_at, months in connection.execute(gone.execution_options(**EVERY)):
        if removed_at <= clock.months_ago(months):
            yield Actor(workspace, None, "owner"), person_id, removed_at


def _erase(connection: Connection, by: Actor, person_id: int, removed_at: int) -> bool:
    """False for one who was invited back at the last moment."""
    still = people.c.id == person_id, people.c.removed_at == removed_at
    erased = update(people).where(people.c.workspace_id == by.workspace, *still)
    if not connection.execute(erased.values(name="", email=f"{ERASED}{person_id}")).rowcount:
        return False
    note(connection, by, "person_erased", f"person:{person_id}")
    return True
