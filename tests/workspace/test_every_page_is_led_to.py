"""Nobody has to know an address: whatever owners and HR may open or send is led to, link by link, from the start."""

from __future__ import annotations

import re
from html import unescape
from urllib.parse import urlsplit

import pytest
from werkzeug.exceptions import HTTPException
from werkzeug.routing import Rule

from readiness.records.scorecards import lock_card, own_card, save_card
from tests.workspace.cast import Somebody
from tests.workspace.routes import ROUTES
from tests.workspace.stage import Stage

ADDRESS = re.compile(r'(?:href|src|formaction|action)="(/[^"]*)"')
MOST_PAGES = 400
LATER = {  # led to by what comes first
    "/L/account/second-step/codes": "a second step that is set up",
    "/L/account/second-step/off": "a second step that is set up",
    "/L/workspace/candidates/<int:candidate_id>/card/lock": "a card that is asked to be handed in",
    "/L/workspace/checks/compare": "two checks",
    "/L/workspace/logo": "the settings, which are the owner's",
    "/L/workspace/openings/<int:opening_id>/candidates/import/rows": "a list that was brought",
    "/L/workspace/people/<int:person_id>/second-step": "somebody's second step that is set up",
    "/L/workspace/screening/<int:job_id>/progress": "a file that is being screened",
}


def rated_by_all(stage: Stage) -> None:
    for who in ("owner", "hr", "interviewer"):
        by = stage.cast.actors[who]
        card = own_card(stage.cast.database, by, stage.candidate)
        ratings = {key: {"score": 3, "evidence": "said so"} for key in card.asked}
        saved = save_card(stage.cast.database, by, stage.candidate, card.version, ratings)
        lock_card(stage.cast.database, by, stage.candidate, saved.version)


def rules_led_to(stage: Stage, somebody: Somebody) -> set[str]:
    """The path of every route that some page reached from the first one has a link or a form to."""
    routes = stage.cast.app.url_map.bind("localhost")
    waiting, seen, found = ["/en/"], {"/en/"}, set[str]()
    while waiting and len(seen) < MOST_PAGES:
        answer = somebody.client.get(waiting.pop(0))
        page = answer.get_data(as_text=True) if answer.mimetype == "text/html" else ""
        for address in [answer.headers.get("Location", ""), *map(unescape, ADDRESS.findall(page))]:
            path = urlsplit(address).path
            for method in ("GET", "POST"):
                try:
                    rule, _ = routes.match(path, method=method, return_rule=True)
                except HTTPException:
                    continue
                assert isinstance(rule, Rule)
                found.add(rule.rule)
                if method == "GET" and path not in seen and path.startswith("/en/") and "sign-out" not in path:
                    seen.add(path)
                    waiting.append(address)
    return {rule.replace("/en/", "/L/", 1) for rule in found}


@pytest.mark.parametrize("who", ["owner", "hr"])
def test_every_page_is_led_to(stage: Stage, who: str) -> None:
    rated_by_all(stage)
    led_to = rules_led_to(stage, stage.browser(who))
    admitted = {one.path for one in ROUTES if one.policy.roles is not None and one.policy.admits(who)}
    missing = sorted(admitted - led_to - LATER.keys())
    assert not missing, " ".join(missing)
