"""Signing in, joining by invitation and coming back by a reset link: where nobody is known yet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, select

from readiness.records import clock, passwords
from readiness.records.audit import note
from readiness.records.database import Database, reading, writing
from readiness.records.links import drop_links, make_link, redeem
from readiness.records.people import change_person
from readiness.records.scope import Actor
from readiness.records.second_step import take_code
from readiness.records.sessions import end_by_token, end_sessions, renew_session, start_session
from readiness.records.tables import people, workspaces
from readiness.records.workspaces import Founder, found_first


@dataclass(frozen=True, slots=True)
class SignedIn:
    """How far it went: `token` of a session, or `half`, the token of the page that asks for the code, or neither."""

    token: str | None = None
    half: str | None = None


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


def sign_in(database: Database, code: str, email: str, password: str, browser: str, earlier: str = "") -> SignedIn:
    """Sign in by password; where it doesn't fit, or there is nobody, the same is done and told.

    `code` is the workspace's; "" where the site has only one. `earlier` is the token of the session that this browser
    has, which ends.
    """
    workspace, known = _look_up(database, code, email)
    fits = passwords.password_fits(known.password_hash if known else None, password)
    with writing(database) as connection:
        if known is None or not fits or not _still(connection, known):
            if workspace is not None:
                _note_failure(connection, Actor(workspace, None, "viewer"), known.actor if known else None)
            return SignedIn()
        _rehash(connection, known, password)
        if known.has_second_step:
            by = known.actor
            return SignedIn(half=make_link(connection, by.workspace, by.person or 0, "second_step"))
        return SignedIn(_into_a_session(connection, known.actor, browser, earlier))


def _still(connection: Connection, known: _Known) -> bool:
    """Whether they are who they were before the password was compared, which takes a while; they stay so until the end.

    Whoever changes, removes or shuts out the person waits, and then finds the session that it has to end.
    """
    shown = people.c.role, people.c.password_hash, people.c.second_step.is_not(None)
    row = _locked(connection, known.actor, *shown)
    return row is not None and tuple(row) == (known.actor.role, known.password_hash, known.has_second_step)


def _locked(connection: Connection, by: Actor, *shown: Any) -> Any:
    """The person's row if they are still of the workspace, as it is until the end."""
    here = people.c.workspace_id == by.workspace, people.c.id == by.person, people.c.removed_at.is_(None)
    return connection.execute(select(*shown).where(*here).with_for_update()).first()


def _note_failure(connection: Connection, nobody: Actor, tried: Actor | None, **details: str) -> None:
    """Nobody knows who tried; the trail says on whose account."""
    note(connection, nobody, "sign_in_failed", f"person:{tried.person}" if tried else "", **details)


def _into_a_session(connection: Connection, by: Actor, browser: str, earlier: str) -> str:
    end_by_token(connection, earlier)
    return start_session(connection, by, browser)


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


def sign_in_with_code(
    database: Database, half: str, code: str, keys: Sequence[bytes], browser: str, earlier: str = ""
) -> SignedIn:
    """The second step: the token that the first one gave, and a code. A wrong code leaves the token as it was."""
    with writing(database) as connection:
        with connection.begin_nested() as attempt:
            by = _redeemed(connection, half, "second_step")
            if by is None:
                return SignedIn()
            if take_code(connection, by, code, keys):
                return SignedIn(_into_a_session(connection, by, browser, earlier))
            attempt.rollback()
        _note_failure(connection, Actor(by.workspace, None, "viewer"), by, step="second")
        return SignedIn(half=half)


def _redeemed(connection: Connection, token: str, purpose: str) -> Actor | None:
    """Whom the link was for, if they are still of the workspace."""
    used = redeem(connection, token, purpose)
    if used is None:
        return None
    row = _locked(connection, Actor(*used, "viewer"), people.c.role)
    return None if row is None else Actor(*used, row[0])


def join(database: Database, token: str, name: str, password_hash: str, browser: str, earlier: str = "") -> str | None:
    """Accept an invitation and be signed in; None where the link opens nothing, or no longer."""
    with writing(database) as connection:
        by = _redeemed(connection, token, "invite")
        if by is None or by.person is None:
            return None
        joined = {"name": name, "password_hash": password_hash, "joined_at": clock.now()}
        change_person(connection, by.workspace, by.person, **joined)
        note(connection, by, "invitation_accepted", f"person:{by.person}")
        return _into_a_session(connection, by, browser, earlier)


def reset_password(database: Database, token: str, password_hash: str) -> bool:
    """A new password by a reset link: every session ends. False where the link opens nothing, or no longer."""
    with writing(database) as connection:
        by = _redeemed(connection, token, "reset")
        if by is None or by.person is None:
            return False
        change_person(connection, by.workspace, by.person, password_hash=password_hash)
        end_sessions(connection, by.workspace, by.person)
        drop_links(connection, by.workspace, by.person)
        note(connection, by, "password_reset", f"person:{by.person}")
        return True


def forgotten(database: Database, code: str, email: str) -> str | None:
    """The token of a reset link to send by mail; None where there is nobody to send it to.

    Links that were sent before stay good, or else a stranger who asks again and again would spoil them.
    """
    _, known = _look_up(database, code, email)
    if known is None or known.actor.person is None:
        return None
    with writing(database) as connection:
        nobody = Actor(known.actor.workspace, None, "viewer")
        note(connection, nobody, "reset_link_made", f"person:{known.actor.person}", asked="unknown")
        return make_link(connection, known.actor.workspace, known.actor.person, "reset", beside_earlier=True)


def find_by_email(database: Database, code: str, email: str) -> tuple[Actor, int] | None:
    """For the command line: its actor in the workspace of this code, and the person of this e-mail, invited or here."""
    with reading(database) as connection:
        workspace = connection.execute(select(workspaces.c.id).where(workspaces.c.code == code)).scalar()
        mine = people.c.workspace_id == workspace, people.c.email == email.lower(), people.c.removed_at.is_(None)
        person = connection.execute(select(people.c.id).where(*mine)).scalar()
    return None if workspace is None or person is None else (Actor(workspace, None, "owner"), person)


def confirm_password(database: Database, by: Actor, password: str) -> bool:
    """Whether it is the actor's own password: asked again before what matters most."""
    mine = people.c.workspace_id == by.workspace, people.c.id == by.person
    with reading(database) as connection:
        kept = connection.execute(select(people.c.password_hash).where(*mine)).scalar()
    return passwords.password_fits(kept, password)


def change_password(database: Database, by: Actor, password_hash: str, session: int) -> str:
    """One's own new password. Every other session and every link ends; this session goes on under the token given."""
    with writing(database) as connection:
        change_person(connection, by.workspace, by.person or 0, password_hash=password_hash)
        end_sessions(connection, by.workspace, by.person or 0, but=session)
        drop_links(connection, by.workspace, by.person or 0)
        note(connection, by, "password_changed", f"person:{by.person}")
        return renew_session(connection, by, session)
