"""The whole table of who × route × method: whoever may is let in, all others are turned away, each in the right way."""

from __future__ import annotations

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from readiness.records.audit import Wanted, entries
from tests.pages.owner import say, text_of
from tests.workspace.cast import EMAILS, NAMES
from tests.workspace.routes import ROUTES, Route, routes_of
from tests.workspace.stage import MARKER, OF_A_CHECK, Stage

IN, SIGN_IN, DENIED, MISSING = "in", "sign in", "denied", "missing"
ACTORS = ("anonymous", "removed", "interviewer", "viewer", "hr", "owner", "rival")
BEHIND = [route for route in ROUTES if route.policy.roles is not None]


def test_the_table_knows_every_route_and_its_policy(app: Flask) -> None:
    assert routes_of(app) == {(route.method, route.path): route.policy for route in ROUTES}


def shown(answer: TestResponse) -> str:
    """What the answer says; files that are no text have nothing to say."""
    return answer.get_data().decode("utf-8", "ignore")


def outcome(answer: TestResponse) -> str:
    page = shown(answer)
    to_sign_in = answer.status_code == 303 and answer.headers["Location"].startswith("/en/sign-in?next=")
    if answer.status_code == 401 or to_sign_in:
        return SIGN_IN
    if answer.status_code == 403:
        return DENIED if say("errors.title_denied") in page else "forged"
    return MISSING if answer.status_code == 404 else IN


def expected(route: Route, actor: str) -> str:
    roles = route.policy.held if route.policy.held is not None else route.policy.roles
    assert roles is not None
    if actor in ("anonymous", "removed"):
        return SIGN_IN
    if ("owner" if actor == "rival" else actor) not in roles:
        return DENIED
    return MISSING if actor == "rival" and (route.names_one or route.policy.held is not None) else IN


@pytest.mark.parametrize("actor", ACTORS)
def test_who_may_is_let_in_and_who_may_not_is_turned_away(stage: Stage, actor: str) -> None:
    found = {}
    for route in sorted([*OF_A_CHECK, *BEHIND], key=lambda route: route.path.endswith("/delete")):
        if actor != "removed" or not found:
            somebody = stage.browser(actor)
        found[route] = outcome(stage.ask(somebody, route))
    assert found == {route: expected(route, actor) for route in found}


def test_the_other_company_sees_and_changes_nothing(stage: Stage) -> None:
    """Whatever its owner asks for by Mehr's ids sounds like ids that nobody has, and leaves a note with Rival."""
    before = stage.rows_of_mehr()
    for route in BEHIND:
        there = stage.ask(stage.browser("rival"), route)
        page = shown(there)
        for theirs in (MARKER, *NAMES.values(), *EMAILS.values()):
            assert theirs == EMAILS["rival"] or theirs not in page, route
        if route.names_one:
            ids = (name for name in stage.samples if name.endswith("_id"))
            nobodys = stage.ask(stage.browser("rival"), route, **dict.fromkeys(ids, 999_999))
            assert (there.status_code, text_of(page)) == (nobodys.status_code, text_of(shown(nobodys)))
    assert stage.rows_of_mehr() == before
    rival = stage.cast.actors["rival"]
    denied = entries(stage.cast.database, rival, Wanted(action="denied"), most=None)
    assert len(denied) >= 2 * len([route for route in BEHIND if route.names_one])
    assert not entries(stage.cast.database, stage.cast.actors["owner"], Wanted(person=rival.person))


def test_a_denial_is_noted(stage: Stage) -> None:
    for route in BEHIND:
        if expected(route, "interviewer") == DENIED:
            stage.ask(stage.browser("interviewer"), route)
            newest = entries(stage.cast.database, stage.cast.actors["owner"], Wanted(), most=1)[0]
            assert (newest.action, newest.person) == ("denied", stage.cast.actors["interviewer"].person)


def test_a_route_that_declares_no_policy_cannot_be_made(app: Flask) -> None:
    from views.language import SpokenBlueprint

    with pytest.raises(KeyError, match="policy"):
        SpokenBlueprint("careless", __name__).get("/open")(str)


def test_a_route_that_slipped_in_is_closed_to_everyone(stage: Stage) -> None:
    stage.cast.app.view_functions["slipped"] = lambda: "inside"
    stage.cast.app.url_map.add(stage.cast.app.url_rule_class("/slipped", endpoint="slipped"))
    answer = stage.browser("owner").client.get("/slipped")
    assert answer.status_code == 403
    assert "inside" not in shown(answer)
