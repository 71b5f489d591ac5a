"""One-time links: each for one person and one purpose, redeemed once however many try, unreadable in the table."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, ScalarSelect, delete, func, insert, select

from readiness.records import clock
from readiness.records.clock import DAY, HOUR, MINUTE
from readiness.records.database import Database, reading
from readiness.records.scope import EVERY
from readiness.records.tables import links, people, workspaces
from readiness.records.tokens import new_token, token_hash

LIFETIMES = {"invite": 7 * DAY, "reset": HOUR, "second_step": 10 * MINUTE}  # seconds


@dataclass(frozen=True, slots=True)
class LinkHolder:
    """Whom a link is for."""

    workspace: int
    workspace_name: str
    person: int
    email: str
    name: str
    role: str
    has_second_step: bool
    code: str


def make_link(
    connection: Connection,
    workspace: int,
    person_id: int,
    purpose: str,
    made_by: int | None = None,
    beside_earlier: bool = False,
) -> str:
    """The token of a fresh link; earlier ones for the same purpose end, or stay beside it.

    `made_by` is who hands it out to the person: it holds no longer than they keep the role in which they did.
    """
    moment, token = clock.now(), new_token()
    if not beside_earlier:
        drop_links(connection, workspace, person_id, purpose)
    connection.execute(
        insert(links).values(
            workspace_id=workspace,
            person_id=person_id,
            token_hash=token_hash(token),
            made_by=made_by,
            purpose=purpose,
            expires_at=moment + LIFETIMES[purpose],
        )
    )
    return token


def drop_links(connection: Connection, workspace: int, person_id: int, purpose: str | None = None) -> None:
    """End the person's links, of one purpose or all; and whatever links are past their time."""
    mine = links.c.workspace_id == workspace, links.c.person_id == person_id
    of_purpose = () if purpose is None else (links.c.purpose == purpose,)
    connection.execute(delete(links).where(*mine, *of_purpose))
    connection.execute(delete(links).where(links.c.expires_at <= clock.now()).execution_options(**EVERY))


def drop_links_made_by(connection: Connection, workspace: int, person_id: int) -> None:
    """End the links that the person has handed out and nobody has used."""
    handed_out = links.c.workspace_id == workspace, links.c.made_by == person_id
    connection.execute(delete(links).where(*handed_out))


def invitation_ends(workspace: int) -> ScalarSelect[int | None]:
    """When the invitation ends of each person of the workspace that a query lists; NULL where there is none."""
    own = links.c.workspace_id == workspace, links.c.person_id == people.c.id, links.c.purpose == "invite"
    return select(func.max(links.c.expires_at)).where(*own).correlate(people).scalar_subquery()


def look_at_link(database: Database, token: str, purpose: str) -> LinkHolder | None:
    """Whom the link is for, leaving it as it is; None if unknown, used, ended, or for another purpose."""
    whom = people.c.id, people.c.email, people.c.name, people.c.role, people.c.second_step.is_not(None)
    holder = (
        select(links.c.workspace_id, workspaces.c.name, *whom, workspaces.c.code)
        .join(people, people.c.id == links.c.person_id)
        .join(workspaces, workspaces.c.id == links.c.workspace_id)
        .where(*_opens(token, purpose), people.c.removed_at.is_(None))
        .execution_options(**EVERY)
    )
    with reading(database) as connection:
        row = connection.execute(holder).first()
    return None if row is None else LinkHolder(*row)


def redeem(connection: Connection, token: str, purpose: str) -> tuple[int, int] | None:
    """Use the link up: workspace and person, to the one who is first; None for everyone else."""
    used = delete(links).where(*_opens(token, purpose)).returning(links.c.workspace_id, links.c.person_id)
    row = connection.execute(used.execution_options(**EVERY)).first()
    return None if row is None else (row[0], row[1])


def _opens(token: str, purpose: str) -> tuple[ColumnElement[bool], ...]:
    return (links.c.token_hash == token_hash(token), links.c.purpose == purpose, links.c.expires_at > clock.now())
