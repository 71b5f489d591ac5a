"""The people of a workspace: inviting, joining, changing roles, leaving; never without an owner."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, delete, func, insert, select, update

from readiness.records import clock
from readiness.records.audit import note
from readiness.records.database import Database, reading, writing
from readiness.records.links import drop_links, make_link
from readiness.records.scope import EVERY, Actor
from readiness.records.sessions import end_sessions
from readiness.records.tables import people, recovery_codes, workspaces

RANKS = {"owner": 2, "hr": 1, "interviewer": 0, "viewer": 0}
ROLES = tuple(RANKS)


class Refused(Exception):
    """What can't be done as things stand; `code` says why: outranks, last_owner, already_here, taken, nobody."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Person:
    """One of a workspace's people: invited, here (`joined_at`), or removed."""

    id: int
    email: str
    name: str
    role: str
    invited_at: int
    joined_at: int | None
    removed_at: int | None
    has_second_step: bool


SHOWN = (
    people.c.id,
    people.c.email,
    people.c.name,
    people.c.role,
    people.c.invited_at,
    people.c.joined_at,
    people.c.removed_at,
    people.c.second_step.is_not(None),
)


def may_invite(role: str) -> tuple[str, ...]:
    """The roles that someone of this role may hand out: none above their own, and only those who lead others."""
    return tuple(each for each, rank in RANKS.items() if rank <= RANKS[role]) if RANKS[role] else ()


def list_people(database: Database, by: Actor) -> list[Person]:
    """Everyone who is invited or here, the longest here first."""
    with reading(database) as connection:
        here = select(*SHOWN).where(people.c.workspace_id == by.workspace, people.c.removed_at.is_(None))
        return [_person(row) for row in connection.execute(here.order_by(people.c.id))]


def find_person(database: Database, by: Actor, person_id: int) -> Person | None:
    with reading(database) as connection:
        return _find(connection, by, people.c.id == person_id)


def _find(connection: Connection, by: Actor, which: ColumnElement[bool]) -> Person | None:
    row = connection.execute(select(*SHOWN).where(people.c.workspace_id == by.workspace, which)).first()
    return None if row is None else _person(row)


def _person(row: Any) -> Person:
    return Person(*row)


def _here(connection: Connection, by: Actor, person_id: int) -> Person:
    """Who is to be changed, with the workspace locked so that two changes at once see each other; raises Refused."""
    connection.execute(select(workspaces.c.id).where(workspaces.c.id == by.workspace).with_for_update())
    found = _find(connection, by, people.c.id == person_id)
    if found is None or found.removed_at is not None:
        raise Refused("nobody")
    return found


def invite(database: Database, by: Actor, email: str, role: str) -> tuple[int, str]:
    """Invite someone, or again after they left; gives their id and the token of their link. Raises Refused."""
    with writing(database) as connection:
        return invite_in(connection, by, email.lower(), role)


def invite_in(connection: Connection, by: Actor, email: str, role: str) -> tuple[int, str]:
    if by.person is not None and role not in may_invite(by.role):
        raise Refused("outranks")
    connection.execute(select(workspaces.c.id).where(workspaces.c.id == by.workspace).with_for_update())
    known = _find(connection, by, people.c.email == email)
    if known and known.removed_at is None:
        raise Refused("already_here")
    person_id = _come_back(connection, by, known.id, role) if known else _add(connection, by, email, role)
    note(connection, by, "person_invited", f"person:{person_id}", role=role)
    return person_id, make_link(connection, by.workspace, person_id, "invite")


def _add(connection: Connection, by: Actor, email: str, role: str) -> int:
    row = {"email": email, "name": "", "role": role, "second_step_used": 0, "invited_at": clock.now()}
    added = connection.execute(insert(people).values(workspace_id=by.workspace, **row).returning(people.c.id))
    return int(added.scalar_one())


def _come_back(connection: Connection, by: Actor, person_id: int, role: str) -> int:
    fresh = {"role": role, "invited_at": clock.now(), "joined_at": None, "removed_at": None, "password_hash": None}
    change_person(connection, by.workspace, person_id, second_step=None, **fresh)
    return person_id


def change_person(connection: Connection, workspace: int, person_id: int, **values: object) -> None:
    changed = update(people).where(people.c.workspace_id == workspace, people.c.id == person_id)
    connection.execute(changed.values(**values))


def link_for(database: Database, by: Actor, person_id: int) -> tuple[str, str]:
    """A fresh link for someone whose invitation ended or password is lost: its purpose and token. Raises Refused."""
    with writing(database) as connection:
        person = _here(connection, by, person_id)
        _refuse_outranked(by, person)
        if person.joined_at is None:
            note(connection, by, "person_invited", f"person:{person_id}", role=person.role)
            return "invite", make_link(connection, by.workspace, person_id, "invite")
        note(connection, by, "reset_link_made", f"person:{person_id}")
        return "reset", make_link(connection, by.workspace, person_id, "reset")


def _refuse_outranked(by: Actor, person: Person) -> None:
    if by.person is not None and RANKS[person.role] > RANKS[by.role]:
        raise Refused("outranks")


def change_role(database: Database, by: Actor, person_id: int, role: str) -> None:
    """Give someone another role; their sessions end, so that it bites at once. Raises Refused."""
    with writing(database) as connection:
        person = _here(connection, by, person_id)
        _refuse_outranked(by, person)
        if role not in may_invite(by.role):
            raise Refused("outranks")
        if role == person.role:
            return
        _refuse_last_owner(connection, by, person)
        change_person(connection, by.workspace, person_id, role=role)
        end_sessions(connection, by.workspace, person_id)
        note(connection, by, "role_changed", f"person:{person_id}", before=person.role, after=role)


def remove_person(database: Database, by: Actor, person_id: int) -> None:
    """Shut someone out from the very next request on; their trail stays. Raises Refused."""
    with writing(database) as connection:
        person = _here(connection, by, person_id)
        if person_id != by.person:
            _refuse_outranked(by, person)
        _refuse_last_owner(connection, by, person)
        gone = {"removed_at": clock.now(), "password_hash": None, "second_step": None}
        change_person(connection, by.workspace, person_id, **gone)
        end_sessions(connection, by.workspace, person_id)
        drop_links(connection, by.workspace, person_id)
        drop_recovery_codes(connection, by.workspace, person_id)
        note(connection, by, "person_removed", f"person:{person_id}")


def _refuse_last_owner(connection: Connection, by: Actor, person: Person) -> None:
    """An owner who is here may only go, or become something else, while another owner is here."""
    if person.role != "owner" or person.joined_at is None:
        return
    others = select(func.count()).where(
        people.c.workspace_id == by.workspace,
        people.c.role == "owner",
        people.c.id != person.id,
        people.c.joined_at.is_not(None),
        people.c.removed_at.is_(None),
    )
    if not connection.execute(others).scalar_one():
        raise Refused("last_owner")


def drop_recovery_codes(connection: Connection, workspace: int, person_id: int) -> None:
    of_person = recovery_codes.c.workspace_id == workspace, recovery_codes.c.person_id == person_id
    connection.execute(delete(recovery_codes).where(*of_person))


def rename(database: Database, by: Actor, name: str) -> None:
    """Change one's own name."""
    with writing(database) as connection:
        change_person(connection, by.workspace, by.person or 0, name=name)
        note(connection, by, "name_changed", f"person:{by.person}")


def change_email(database: Database, by: Actor, email: str) -> None:
    """Change one's own e-mail; raises Refused("taken") where someone of the workspace has it."""
    with writing(database) as connection:
        connection.execute(select(workspaces.c.id).where(workspaces.c.id == by.workspace).with_for_update())
        known = _find(connection, by, people.c.email == email.lower())
        if known and known.id != by.person:
            raise Refused("taken")
        change_person(connection, by.workspace, by.person or 0, email=email.lower())
        note(connection, by, "email_changed", f"person:{by.person}")


def erase_removed(database: Database) -> int:
    """Erase name and e-mail of people removed longer ago than their workspace keeps personal data; how many."""
    with writing(database) as connection:
        past = list(_past_their_time(connection))
        for workspace, person_id in past:
            change_person(connection, workspace, person_id, name="", email=f"erased-{person_id}")
            note(connection, Actor(workspace, None, "owner"), "person_erased", f"person:{person_id}")
    return len(past)


def _past_their_time(connection: Connection) -> Iterator[tuple[int, int]]:
    shown = select(people.c.workspace_id, people.c.id, people.c.removed_at, workspaces.c.retention_months)
    gone = shown.join(workspaces).where(people.c.removed_at.is_not(None), ~people.c.email.startswith("erased-"))
    for workspace, person_id, removed_at, months in connection.execute(gone.execution_options(**EVERY)):
        if removed_at <= clock.months_ago(months):
            yield workspace, person_id
