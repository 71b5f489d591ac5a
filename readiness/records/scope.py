"""Keeps workspaces apart: whoever acts carries their workspace, and a query that forgets it is refused unrun."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Delete, Engine, Executable, Insert, Select, Table, Update, event
from sqlalchemy.sql import operators
from sqlalchemy.sql.elements import BinaryExpression, BindParameter, BooleanClauseList, ColumnElement, Null
from sqlalchemy.sql.visitors import iterate

from readiness.records.tables import metadata

SCOPE = "workspace_id"
EVERY = {"every_workspace": True}  # execution options of the few queries that are to find out which workspace it is


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts, and in which workspace: known from the session alone. `person` is None for the command line."""

    workspace: int
    person: int | None
    role: str


class UnscopedQuery(RuntimeError):
    """A query on a table whose rows belong to workspaces that doesn't say which workspace: a fault of the program."""


def watch(engine: Engine) -> None:
    """Have every statement looked at before the engine runs it."""
    event.listen(engine, "before_execute", _look_at)


def _look_at(_connection: Connection, statement: Any, values: Any, params: Any, options: Any) -> None:  # noqa: ARG001
    if not options.get("every_workspace"):
        demand_scope(statement)


def demand_scope(statement: Executable) -> None:
    """Raise UnscopedQuery unless each table with a workspace is held to one workspace, or to rows of none."""
    if isinstance(statement, Select | Update | Delete | Insert) and not statement.get_execution_options().get(
        "every_workspace"
    ):
        for table in _tables(statement):
            if SCOPE in table.c and not _is_scoped(statement, table):
                raise UnscopedQuery(f"{type(statement).__name__} on {table.name} names no workspace")


def _tables(statement: Any) -> set[Table]:
    """The tables of ours that the statement touches; a migration has its own picture of them."""
    touched = [*iterate(statement), *([] if isinstance(statement, Select) else [statement.table])]
    return {part for part in touched if isinstance(part, Table) and part.metadata is metadata}


def _is_scoped(statement: Any, table: Table) -> bool:
    if isinstance(statement, Insert):
        return _names_workspace(statement)
    return any(_holds_to_workspace(condition, table) for condition in _conditions(statement))


def _names_workspace(statement: Any) -> bool:
    """Whether the inserted values tell the workspace; values given at execution are told by their column names."""
    given = statement._values or {}
    return any(getattr(column, "name", column) == SCOPE for column in given)


def _conditions(statement: Any) -> Iterable[ColumnElement[bool]]:
    """All that must hold at once for a row to be touched; of subqueries too."""
    for part in iterate(statement):
        if isinstance(part, Select | Update | Delete):
            for condition in part._where_criteria:
                yield from _all_of(condition)


def _all_of(condition: Any) -> Iterable[Any]:
    if isinstance(condition, BooleanClauseList) and condition.operator is operators.and_:
        for part in condition.clauses:
            yield from _all_of(part)
    else:
        yield condition


def _holds_to_workspace(condition: Any, table: Table) -> bool:
    """`table.workspace_id = <a value>` or `table.workspace_id IS NULL`."""
    return (
        isinstance(condition, BinaryExpression)
        and condition.operator in (operators.eq, operators.is_)
        and condition.left is table.c[SCOPE]
        and isinstance(condition.right, BindParameter | Null)
    )
