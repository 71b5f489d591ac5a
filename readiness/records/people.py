"""The people of a workspace: inviting, joining, changing roles, leaving; never without an owner."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, delete, func, insert, select, update

from readiness.records import clock
from readiness.records.audit import note
from readiness.records.database import Database, reading, writing
from readiness.records.leaving import leave_panels
from readiness.records.links import drop_links, drop_links_made_by, invitation_ends, make_link
from readiness.records.scope import Actor
from readiness.records.sessions import end_sessions
from readiness.records.tables import people, recovery_codes, workspaces

RANKS = {"owner": 2, "hr": 1, "interviewer": 0, "viewer": 0}
ROLES = tuple(RANKS)
RATING = ("owner", "hr", "interviewer")  # the roles of those who may be on a panel
LAST_ID = 2**31 - 1  # what the databases count to

NO_WAY_IN = dict.fromkeys(("password_hash", "second_step"))  # what opens the door to nobody


class Refused(Exception):
    """What can't be done as things stand; `code` says why.

    outranks, last_owner, already_here, taken; yourself: for others only; nobody: there is no such person here;
    no_longer: the one who asks was removed, or given another role, while asking.
    """

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
    invitation_ends: int | None  # None: no link is out


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


def list_people(database: Database, by: Actor, with_removed: bool = False) -> list[Person]:
    """Everyone who is invited or here, and whoever was on demand, the longest here first."""
    which = () if with_removed else (people.c.removed_at.is_(None),)
    with reading(database) as connection:
        return [_person(row) for row in connection.execute(_shown(by, *which).order_by(people.c.id))]


def find_person(database: Database, by: Actor, person_id: int) -> Person | None:
    """Someone who is invited or here; None for anyone else's id and for nobody's alike."""
    with reading(database) as connection:
        return _find_here(connection, by, person_id)


def _find_here(connection: Connection, by: Actor, person_id: int) -> Person | None:
    if person_id > LAST_ID:
        return None
    return _find(connection, by, people.c.id == person_id, people.c.removed_at.is_(None))


def _find(connection: Connection, by: Actor, *which: ColumnElement[bool]) -> Person | None:
    row = connection.execute(_shown(by, *which)).first()
    return None if row is None else _person(row)


def _shown(by: Actor, *which: ColumnElement[bool]) -> Select[Any]:
    return select(*SHOWN, invitation_ends(by.workspace)).where(people.c.workspace_id == by.workspace, *which)


def _person(row: Any) -> Person:
    return Person(*row)


def _lock(connection: Connection, by: Actor) -> None:
    """Have the people of the workspace to oneself until the end, so that two changes at once see each other."""
    mine = select(workspaces.c.id).where(workspaces.c.id == by.workspace)
    connection.execute(mine.with_for_update(key_share=True))  # rows that only point to the workspace need not wait


def _begin(connection: Connection, by: Actor) -> None:
    """Lock, and see that whoever asks still is who they were when they came in; raises Refused."""
    _lock(connection, by)
    if by.person is not None:
        asks = _find_here(connection, by, by.person)
        if asks is None or asks.role != by.role:
            raise Refused("no_longer")


def _here(connection: Connection, by: Actor, person_id: int) -> Person:
    """Who is to be changed, with the workspace locked; raises Refused."""
    _begin(connection, by)
    found = _find_here(connection, by, person_id)
    if found is None:
        raise Refused("nobody")
    return found


def invite(database: Database, by: Actor, email: str, role: str) -> tuple[int, str]:
    """Invite someone, or again after they left; gives their id and the token of their link. Raises Refused."""
    with writing(database) as connection:
        return invite_in(connection, by, email.lower(), role)


def invite_in(connection: Connection, by: Actor, email: str, role: str) -> tuple[int, str]:
    _begin(connection, by)
    _refuse_outranked(by, role)
    known = _find(connection, by, people.c.email == email)
    if known and known.removed_at is None:
        raise Refused("already_here")
    person_id = _come_back(connection, by, known.id, role) if known else _add(connection, by, email, role)
    note(connection, by, "person_invited", f"person:{person_id}", role=role)
    return person_id, make_link(connection, by.workspace, person_id, "invite", made_by=by.person)


def _add(connection: Connection, by: Actor, email: str, role: str) -> int:
    row = {"email": email, "name": "", "role": role, "second_step_used": 0, "invited_at": clock.now()}
    added = connection.execute(insert(people).values(workspace_id=by.workspace, **row).returning(people.c.id))
    return int(added.scalar_one())


def _come_back(connection: Connection, by: Actor, person_id: int, role: str) -> int:
    fresh = {"role": role, "invited_at": clock.now(), "joined_at": None, "removed_at": None}
    change_person(connection, by.workspace, person_id, **fresh, **NO_WAY_IN)
    return person_id


def change_person(connection: Connection, workspace: int, person_id: int, **values: object) -> None:
    changed = update(people).where(people.c.workspace_id == workspace, people.c.id == person_id)
    connection.execute(changed.values(**values))


def link_for(database: Database, by: Actor, person_id: int) -> tuple[str, str]:
    """A fresh link for someone whose invitation ended or password is lost: its purpose and token. Raises Refused."""
    with writing(database) as connection:
        person = _here(connection, by, person_id)
        _refuse_outranked(by, person.role)
        _refuse_oneself(by, person)
        if person.joined_at is None:
            change_person(connection, by.workspace, person_id, invited_at=clock.now())
            note(connection, by, "person_invited", f"person:{person_id}", role=person.role)
            return "invite", make_link(connection, by.workspace, person_id, "invite", made_by=by.person)
        note(connection, by, "reset_link_made", f"person:{person_id}")
        return "reset", make_link(connection, by.workspace, person_id, "reset", made_by=by.person)


def _refuse_outranked(by: Actor, role: str) -> None:
    """Nobody makes, or changes, someone of a role that they may not hand out."""
    if role not in may_invite(by.role):
        raise Refused("outranks")


def _refuse_oneself(by: Actor, person: Person) -> None:
    """One's own password and second step are changed where the password is asked for again."""
    if person.id == by.person:
        raise Refused("yourself")


def change_role(database: Database, by: Actor, person_id: int, role: str) -> None:
    """Give someone another role; it bites at once, for their sessions and links and those they handed out end.

    Who rates no longer leaves the panels (see leave_panels). Raises Refused.
    """
    with writing(database) as connection:
        person = _here(connection, by, person_id)
        _refuse_outranked(by, person.role)
        _refuse_outranked(by, role)
        if role == person.role:
            return
        _refuse_last_owner(connection, by, person)
        change_person(connection, by.workspace, person_id, role=role)
        end_sessions(connection, by.workspace, person_id)
        drop_links(connection, by.workspace, person_id)
        drop_links_made_by(connection, by.workspace, person_id)
        note(connection, by, "role_changed", f"person:{person_id}", before=person.role, after=role)
        if role not in RATING:
            leave_panels(connection, by, person_id)


def remove_person(database: Database, by: Actor, person_id: int) -> None:
    """Shut someone out from the very next request on; their trail and what they locked stay. Raises Refused."""
    with writing(database) as connection:
        person = _here(connection, by, person_id)
        if person_id != by.person:
            _refuse_outranked(by, person.role)
        _refuse_last_owner(connection, by, person)
        change_person(connection, by.workspace, person_id, removed_at=clock.now(), **NO_WAY_IN)
        end_sessions(connection, by.workspace, person_id)
        drop_links(connection, by.workspace, person_id)
        drop_links_made_by(connection, by.workspace, person_id)
        drop_recovery_codes(connection, by.workspace, person_id)
        note(connection, by, "person_removed", f"person:{person_id}")
        leave_panels(connection, by, person_id)


def take_second_step(database: Database, by: Actor, person_id: int) -> None:
    """By an owner, for somebody who lost app and recovery codes: the password alone signs them in. Raises Refused."""
    with writing(database) as connection:
        person = _here(connection, by, person_id)
        _refuse_oneself(by, person)
        if by.role != "owner":
            raise Refused("outranks")
        if person.has_second_step:
            change_person(connection, by.workspace, person_id, second_step=None)
            drop_recovery_codes(connection, by.workspace, person_id)
            note(connection, by, "second_step_off", f"person:{person_id}")


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
    """Change one's own name; raises Refused for one who was removed meanwhile."""
    with writing(database) as connection:
        _begin(connection, by)
        change_person(connection, by.workspace, by.person or 0, name=name)
        note(connection, by, "name_changed", f"person:{by.person}")


def change_email(database: Database, by: Actor, email: str) -> None:
    """Change one's own e-mail; raises Refused("taken") where someone of the workspace has it."""
    with writing(database) as connection:
        _begin(connection, by)
        known = _find(connection, by, people.c.email == email.lower())
        if known and known.id != by.person:
            raise Refused("taken")
        change_person(connection, by.workspace, by.person or 0, email=email.lower())
        drop_links(connection, by.workspace, by.person or 0)  # they were sent to the address that no longer counts
        note(connection, by, "email_changed", f"person:{by.person}")
