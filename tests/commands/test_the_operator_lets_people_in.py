"""The commands `workspace` and `reset`: links for the operator to hand on, that open what the pages open."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from click.testing import Result
from flask import Flask

from readiness.records.audit import Wanted, entries
from readiness.records.people import list_people
from readiness.records.scope import Actor
from readiness.records.second_step import turn_on
from readiness.records.workspaces import first_codes
from tests.workspace.visitor import EMAIL, OTHER_PASSWORD, PASSWORD, Visitor
from views.site import NAME as SITE

MINA, OPERATOR = Actor(1, 1, "owner"), Actor(1, None, "owner")
LINK = re.compile(r"^http://\S+?(/\w+/(?:invitation|reset)/\S+)$", re.MULTILINE)


def run(app: Flask, *args: str) -> Result:
    return app.test_cli_runner().invoke(args=list(args))


def link_in(result: Result) -> str:
    assert result.exit_code == 0, result.output
    found = LINK.search(result.output)
    assert found, result.output
    return found[1]


@pytest.mark.parametrize("language", ["en", "fa"])
def test_a_workspace_is_founded_and_its_owner_joins(app: Flask, language: str) -> None:
    founded = run(app, "workspace", "مهر", "--owner", "Rita@mehr.example", "--language", language)
    link = link_in(founded)
    assert link.startswith(f"/{language}/invitation/")
    assert first_codes(app.extensions[SITE].database)[0] in founded.output
    rita = Visitor(app).open(link)
    assert "مهر" in rita.page
    rita.send(link, name="Rita", new_password=PASSWORD)
    assert rita.is_in
    (person,) = list_people(app.extensions[SITE].database, OPERATOR)
    assert (person.email, person.role) == ("rita@mehr.example", "owner")


@pytest.mark.parametrize(
    "args", [("Mehr", "--owner", "rita"), (" \u202e ", "--owner", "rita@mehr.example"), ("Mehr",), ()]
)
def test_what_makes_no_workspace_is_told(app: Flask, args: tuple[str, ...]) -> None:
    assert run(app, "workspace", *args).exit_code == 2
    assert len(first_codes(app.extensions[SITE].database)) == 0


def test_an_owner_gets_in_again(app: Flask) -> None:
    Visitor(app).sets_up()
    link = link_in(run(app, "reset", EMAIL.upper()))
    mina = Visitor(app).open(link)
    mina.send(link, new_password=OTHER_PASSWORD)
    assert mina.signs_in(password=OTHER_PASSWORD).is_in


def test_whoever_has_not_joined_gets_a_new_invitation(app: Flask) -> None:
    first = link_in(run(app, "workspace", "Mehr", "--owner", "rita@mehr.example"))
    second = link_in(run(app, "reset", "rita@mehr.example"))
    assert "/invitation/" in second
    assert Visitor(app).open(first).answer.status_code == 404
    assert Visitor(app).open(second).answer.status_code == 200


def test_a_lost_second_step_is_switched_off_only_when_asked(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    Visitor(app).sets_up()
    site = app.extensions[SITE]
    monkeypatch.setattr("readiness.records.second_step.step_of", lambda *_: 1)
    assert turn_on(site.database, MINA, "SECRET", "any", site.settings.secrets)
    assert run(app, "reset", EMAIL).exit_code == 0
    assert list_people(site.database, OPERATOR)[0].has_second_step
    assert run(app, "reset", EMAIL, "--second-step-off").exit_code == 0
    assert not list_people(site.database, OPERATOR)[0].has_second_step
    trail = entries(site.database, MINA, Wanted(action="second_step_off"))
    assert [(entry.person, entry.about) for entry in trail] == [(None, "person:1")]


def test_where_there_are_several_workspaces_the_code_says_which(app: Flask) -> None:
    Visitor(app).sets_up()
    run(app, "workspace", "Rival", "--owner", EMAIL)
    mine, rivals = first_codes(app.extensions[SITE].database)
    assert run(app, "reset", EMAIL).exit_code == 2
    assert "/reset/" in link_in(run(app, "reset", EMAIL, "--workspace", mine.upper()))
    assert "/invitation/" in link_in(run(app, "reset", EMAIL, "--workspace", rivals))
    assert run(app, "reset", EMAIL, "--workspace", "nowhere2").exit_code == 1


def test_nobody_is_nobody(app: Flask) -> None:
    none = run(app, "reset", EMAIL)
    assert none.exit_code == 1
    assert "no workspace" in none.output
    Visitor(app).sets_up()
    nobody = run(app, "reset", "nobody@sorrel.example")
    assert nobody.exit_code == 1
    assert "Nobody" in nobody.output


def test_links_begin_with_the_address_that_readers_know(make_app: Callable[..., Flask]) -> None:
    known = make_app(BASE_URL="https://readiness.example")
    assert "https://readiness.example/en/invitation/" in run(known, "workspace", "M", "--owner", "a@b.example").output
