"""Checks for the tests of a workspace: whole, half done, private; and what a browser has open."""

from __future__ import annotations

import tomllib
from typing import Any

from sqlalchemy import update

from readiness.company.answers import answers_from_file
from readiness.records import held_checks
from readiness.records.checks import create_check, save_answers, write_answers
from readiness.records.database import writing
from readiness.records.tables import workspaces
from tests.pages.owner import EXAMPLE, ROLE
from tests.workspace.cast import Cast, Somebody
from views.access import held_cookie

ANSWERS = answers_from_file(ROLE, tomllib.loads(EXAMPLE.read_text(encoding="utf-8")))
CHECKS = "workspace/checks"


def exactly(value: float) -> dict[str, str]:
    return {"value": str(value), "sure": "exact"}


def keep(cast: Cast, who: str = "owner", but: dict[str, Any] | None = None, answers: Any = None, **how: str) -> int:
    """A check that the workspace of this person holds: the small agency's answers, `but` for some."""
    written = write_answers({**(ANSWERS if answers is None else answers), **(but or {})})
    about = {"role": ROLE.key, "edition": ROLE.edition, "language": "en", **how}
    return held_checks.start_check(cast.database, cast.actors[who], **about, answers=written)


def private(cast: Cast) -> str:
    """The token of a private check with the same answers."""
    token = create_check(cast.database, ROLE.key, ROLE.edition, "en")
    assert save_answers(cast.database, token, ANSWERS, ROLE.edition, "en")
    return token


def with_open(somebody: Somebody, check: int | str) -> Somebody:
    """The same browser, with this check open in it: a workspace's by its id, a private one by its token."""
    somebody.client.set_cookie("check", check if isinstance(check, str) else held_cookie(check))
    return somebody


def open_in(somebody: Somebody) -> str | None:
    """What the browser keeps of the check that is open."""
    cookie = somebody.client.get_cookie("check")
    return cookie.value if cookie else None


def settle(cast: Cast, **settings: Any) -> None:
    """Mehr's settings, as they stand in the database."""
    with writing(cast.database) as connection:
        connection.execute(update(workspaces).where(workspaces.c.id == 1).values(**settings))
