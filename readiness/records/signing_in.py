"""Signing in, joining by invitation and coming back by a reset link: where nobody is known yet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, select

from readiness.records import clock, passwords
from readiness.records.audit import note
from readiness.records.database import Database, reading, writing
from readiness.records.links import make_link, redeem
from readiness.records.people import change_person
from readiness.records.scope import Actor
from readiness.records.second_step import take_code
from readiness.records.sessions import end_sessions, start_session
from readiness.records.tables import people, workspaces
from readiness.records.workspaces import Founder, found_first


@dataclass(frozen=True, slots=True)
class SignedIn:
    """How far it went: `token` of a session, or `half`, the token of the page that asks for the code, or neither."""

    token: str | None = None
    half: str | None = None
    actor: Actor | None = None


@dataclass(frozen=True, slots=True)
class _Known:
    actor: Actor
    password_hash: str
    has_second_step: bool


def set_up(database: Database, name: str, language: str, founder: Founder, browser: str) -> str | None:
    """Found the first workspace and sign its owner in; the session's token, None where there is a workspace already."""
    with writing(database) as connection:
        by = found_first(connection, name, language, founder)
        return None if by is None else start_session(connection, by, browser)


def sign_in(database: Database, code: str, email: str, password: str, browser: str) -> SignedIn:
    """Sign in by password; where it doesn't fit, or there is nobody, the same is done and told.

    `code` is the workspace's; "" where the site has only one.
    """
    workspace, known = _look_up(database, code, email)
    fits = passwords.password_fits(known.password_hash if known else None, password)
    with writing(database) as connection:
        if known is None or not fits:
            if workspace is not None:
                note(connection, known.actor if known else Actor(workspace, None, "viewer"), "sign_in_failed")
            return SignedIn()
        _rehash(connection, known, password)
        by = known.actor
        if known.has_second_step:
            return SignedIn(half=make_link(connection, by.workspace, by.person or 0, "second_step"), actor=by)
        return SignedIn(start_session(connection, by, browser), actor=by)


def _look_up(database: Database, code: str, email: str) -> tuple[int | None, _Known | None]:
    """The workspace, and its person of this e-mail who is here."""
    here = people.c.email == email.lower(), people.c.joined_at.is_not(None), people.c.removed_at.is_(None)
    shown = people.c.id, people.c.role, people.c.password_hash, people.c.second_step.is_not(None)
    with reading(database) as connection:
        coded = () if not code else (workspaces.c.code == code,)
        found = connection.execute(select(workspaces.c.id).where(*coded).limit(2)).scalars().all()
        if len(found) != 1:
            return None, None
        row = connection.execute(select(*shown).where(people.c.workspace_id == found[0], *here)).first()
    known = None if row is None else _Known(Actor(found[0], row[0], row[1]), row[2], bool(row[3]))
    return found[0], known


def _rehash(connection: Connection, known: _Known, password: str) -> None:
    if passwords.is_outdated(known.password_hash):
        fresh = passwords.hash_password(password)
        change_person(connection, known.actor.workspace, known.actor.person or 0, password_hash=fresh)


def sign_in_with_code(database: Database, half: str, code: str, keys: Sequence[bytes], browser: str) -> SignedIn:
    """The second step: the token that the first one gave, and a code. A wrong code leaves the token as it was."""
    with writing(database) as connection:
        by = _redeemed(connection, half, "second_step")
        if by is None:
            return SignedIn()
        if take_code(connection, by, code, keys):
            return SignedIn(start_session(connection, by, browser), actor=by)
        note(connection, by, "sign_in_failed", step="second")
        return SignedIn(half=make_link(connection, by.workspace, by.person or 0, "second_step"), actor=by)


def _redeemed(connection: Connection, token: str, purpose: str) -> Actor | None:
    """Whom the link was for, if they are still of the workspace."""
    used = redeem(connection, token, purpose)
    if used is None:
        return None
    workspace, person_id = used
    here = people.c.workspace_id == workspace, people.c.id == person_id, people.c.removed_at.is_(None)
    role = connection.execute(select(people.c.role).where(*here)).scalar()
    return None if role is None else Actor(workspace, person_id, role)


def join(database: Database, token: str, name: str, password_hash: str, browser: str) -> str | None:
    """Accept an invitation and be signed in; None where the link opens nothing, or no longer."""
    with writing(database) as connection:
        by = _redeemed(connection, token, "invite")
        if by is None or by.person is None:
            return None
        joined = {"name": name, "password_hash": password_hash, "joined_at": clock.now()}
        change_person(connection, by.workspace, by.person, **joined)
        note(connection, by, "invitation_accepted", f"person:{by.person}")
        return start_session(connection, by, browser)


def reset_password(database: Database, token: str, password_hash: str) -> bool:
    """A new password by a reset link: every session ends. False where the link opens nothing, or no longer."""
    with writing(database) as connection:
        by = _redeemed(connection, token, "reset")
        if by is None or by.person is None:
            return False
        change_person(connection, by.workspace, by.person, password_hash=password_hash)
        end_sessions(connection, by.workspace, by.person)
        note(connection, by, "password_reset", f"person:{by.person}")
        return True


def forgotten(database: Database, code: str, email: str) -> str | None:
    """The token of a reset link to send by mail; None where there is nobody to send it to."""
    _, known = _look_up(database, code, email)
    if known is None or known.actor.person is None:
        return None
    with writing(database) as connection:
        note(connection, known.actor, "reset_link_made", f"person:{known.actor.person}")
        return make_link(connection, known.actor.workspace, known.actor.person, "reset")


def confirm_password(database: Database, by: Actor, password: str) -> bool:
    """Whether it is the actor's own password: asked again before what matters most."""
    mine = people.c.workspace_id == by.workspace, people.c.id == by.person
    with reading(database) as connection:
        kept = connection.execute(select(people.c.password_hash).where(*mine)).scalar()
    return passwords.password_fits(kept, password)


def change_password(database: Database, by: Actor, password_hash: str, session: int) -> None:
    """One's own new password; every session but this one ends."""
    with writing(database) as connection:
        change_person(connection, by.workspace, by.person or 0, password_hash=password_hash)
        end_sessions(connection, by.workspace, by.person or 0, but=session)
        note(connection, by, "password_changed", f"person:{by.person}")
