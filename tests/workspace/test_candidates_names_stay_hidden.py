"""A name that is hidden stands nowhere: on no page and in no file that anybody can open, in no address and no trail."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from sqlalchemy import update
from werkzeug.test import TestResponse

from readiness.candidates.applicants import Applicant
from readiness.records.candidates import add_candidate
from readiness.records.database import writing
from readiness.records.tables import openings
from readiness.records.workspaces import change_logo
from tests.workspace.cast import Somebody
from tests.workspace.routes import ROUTES, Route
from tests.workspace.stage import Stage

PLANTED = ("Zibaqueen", "zibaqueen@example.org", "0999 1234")
ENDINGS = ("csv", "json", "pdf", "docx", "xlsx")
LOOKED_AT = [route for route in ROUTES if route.method == "GET"]


@pytest.fixture
def hidden(stage: Stage) -> Stage:
    """A candidate whose name is planted, in an opening that hides names, and whom nobody has rated."""
    planted = Applicant("Zibaqueen Plantagenet", "zibaqueen@example.org", "0999 1234")
    owner, mine = stage.cast.actors["owner"], (openings.c.workspace_id == 1, openings.c.id == stage.opening)
    with writing(stage.cast.database) as connection:
        connection.execute(update(openings).where(*mine).values(names_hidden=1))
    change_logo(stage.cast.database, owner, None)  # the stage's is no picture that a document could show
    stage.samples["candidate_id"] = add_candidate(stage.cast.database, owner, stage.opening, planted)
    return stage


def said(answer: TestResponse) -> str:
    """All that an answer says, headers and file names included; of packed files what is inside."""
    raw, kind = answer.get_data(), answer.mimetype
    if raw.startswith(b"PK"):
        from io import BytesIO
        from zipfile import ZipFile

        with ZipFile(BytesIO(raw)) as packed:
            raw = b"".join(packed.read(name) for name in packed.namelist())
    if kind == "application/pdf":
        from tests.reports.pdf_text import words_of

        return str(answer.headers) + words_of(raw)
    return str(answer.headers) + raw.decode("utf-8", "replace")


def told(stage: Stage, somebody: Somebody, route: Route) -> Iterator[tuple[int, str]]:
    """Status and words of a route's every answer: in both languages, and of each kind of file."""
    for ending in ENDINGS if "<ending>" in route.path else ("",):
        for language in ("en", "fa"):
            address = route.address(stage.samples | {"ending": ending}, language)
            with somebody.client.get(address, follow_redirects=True) as answer:
                yield answer.status_code, said(answer)


@pytest.mark.parametrize("role", ["owner", "hr", "interviewer", "viewer"])
def test_no_page_and_no_file_says_it(hidden: Stage, role: str) -> None:
    somebody, opened = hidden.browser(role), 0
    for route in LOOKED_AT:
        for status, words in told(hidden, somebody, route):
            opened += status == 200
            assert not [name for name in PLANTED if name.lower() in words.lower()], route
    assert opened > 20


@pytest.mark.parametrize("role", ["owner", "interviewer", "viewer"])
def test_no_search_finds_it(hidden: Stage, role: str) -> None:
    page = hidden.browser(role).see(f"workspace/openings/{hidden.opening}/candidates?text=Zibaqueen")
    assert not re.search("/workspace/candidates/[0-9]", page)
    by_number = hidden.browser(role).see(f"workspace/openings/{hidden.opening}/candidates?text=C-002")
    assert f"/workspace/candidates/{hidden.samples['candidate_id']}" in by_number


@pytest.mark.parametrize("order", ["name", "changed"])
def test_no_order_gives_it_away(hidden: Stage, order: str) -> None:
    page = hidden.browser("owner").see(f"workspace/openings/{hidden.opening}/candidates?order={order}")
    assert "Zibaqueen" not in page


def test_looking_it_up_is_a_step_of_its_own_and_noted(hidden: Stage) -> None:
    hr, there = hidden.browser("hr"), f"workspace/candidates/{hidden.samples['candidate_id']}"
    answer = hr.press(f"{there}/contact", f"{there}/contact")
    assert "Zibaqueen Plantagenet" in answer.get_data(as_text=True)
    log = hr.see(f"{there}/log")
    assert "Kaveh Rad" in log
    assert "Zibaqueen" not in log
