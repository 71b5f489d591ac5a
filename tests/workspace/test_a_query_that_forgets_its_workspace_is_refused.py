"""No statement on rows that belong to workspaces runs without saying whose, whichever way it reaches the database."""

from __future__ import annotations

import pytest
from sqlalchemy import Executable, and_, bindparam, delete, exists, func, insert, or_, select, update

from readiness.records.database import reading, writing
from readiness.records.driver import look_up
from readiness.records.scope import UnscopedQuery
from readiness.records.tables import attempts, audit, checks, people, sessions, workspaces
from tests.workspace.cast import Cast

OF_ONE = people.c.workspace_id == 1
FORGETFUL = [
    select(people.c.id),
    select(people.c.id).where(people.c.id == 2),
    select(func.count()).select_from(people),
    update(people).values(name="x"),
    delete(people),
    insert(people).values(name="x"),
    select(people.c.id).where(or_(OF_ONE, people.c.id == 2)),
    select(people.c.id).where(people.c.workspace_id != 1),
    select(people.c.id).where(people.c.workspace_id == people.c.workspace_id),
    select(people.c.id).join(sessions, sessions.c.person_id == people.c.id).where(OF_ONE),
    select(workspaces.c.id).where(exists().where(people.c.workspace_id == workspaces.c.id)),
    select(workspaces.c.id).where(workspaces.c.id.in_(select(people.c.workspace_id))),
    update(checks).where(checks.c.id == 1).values(answers="{}"),
]
MINDFUL = [
    select(people.c.id).where(and_(OF_ONE, people.c.id == 2)),
    select(checks.c.id).where(checks.c.workspace_id.is_(None)),
    select(people.c.id).join(sessions, sessions.c.person_id == people.c.id).where(OF_ONE, sessions.c.workspace_id == 1),
    select(attempts.c.key),
    select(audit.c.id).where(audit.c.workspace_id == bindparam("whose", 1)),
]


@pytest.mark.parametrize("statement", FORGETFUL, ids=str)
def test_it_is_refused_unrun(cast: Cast, statement: Executable) -> None:
    with pytest.raises(UnscopedQuery), writing(cast.database) as connection:
        connection.execute(statement)
    with pytest.raises(UnscopedQuery):
        look_up(cast.database, statement, {})


@pytest.mark.parametrize("statement", MINDFUL, ids=str)
def test_one_that_says_whose_rows_it_wants_runs(cast: Cast, statement: Executable) -> None:
    with reading(cast.database) as connection:
        connection.execute(statement).all()
