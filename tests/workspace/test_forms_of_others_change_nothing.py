"""No write happens but by a form of one's own: those of other sites, people, visits or checks are refused."""

from __future__ import annotations

import pytest

from forms.csrf import Visit
from tests.conftest import SECRET_KEY
from tests.workspace.routes import ROUTES
from tests.workspace.stage import VISIT, Stage

WRITES = [route for route in ROUTES if route.method == "POST"]
LOOKS = {  # what is noted of somebody who only looks
    *("report_downloaded", "audit_downloaded", "candidate_exported"),
    *("candidate_viewed", "contact_viewed", "fairness_viewed"),
}
FILLED = {"sure": "yes", "role": "viewer", "email": "new@mehr.example", "name": "New", "password": "x" * 20}
KEY = SECRET_KEY.encode()


def signed(stage: Stage, kind: str) -> dict[str, str]:
    """A form's guard that is not the owner's own."""
    mine = f"person {stage.cast.actors['owner'].person}"
    tokens = {
        "for another person": Visit(VISIT, (KEY,), f"person {stage.cast.actors['hr'].person}"),
        "in another visit": Visit("another", (KEY,), mine),
        "with another key": Visit(VISIT, (b"a key that this site never had",), mine),
        "for another check": Visit(VISIT, (KEY,), "check 999"),
    }
    return {"csrf": tokens[kind].token()} if kind in tokens else {}


@pytest.mark.parametrize(
    "kind", ["by nobody", "for another person", "in another visit", "with another key", "for another check"]
)
def test_a_form_that_is_not_ones_own_is_refused(stage: Stage, kind: str) -> None:
    owner = stage.browser("owner")
    before = stage.rows()
    for route in WRITES:
        answer = owner.client.post(route.address(stage.samples), data=FILLED | signed(stage, kind))
        assert answer.status_code in (403, 404), route
        assert stage.rows() == before, route


@pytest.mark.parametrize("headers", [{"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://evil.example"}])
def test_a_form_of_ones_own_that_another_site_sends_is_refused(stage: Stage, headers: dict[str, str]) -> None:
    owner = stage.browser("owner")
    before = stage.rows()
    for route in WRITES:
        data = FILLED | stage.guard(owner, route)
        assert owner.client.post(route.address(stage.samples), data=data, headers=headers).status_code == 403, route
    assert stage.rows() == before


def test_looking_at_every_page_writes_nothing(stage: Stage) -> None:
    """But for downloads and looks at a candidate, which the trail tells of."""
    owner = stage.browser("owner")
    for route in ROUTES:
        before = stage.rows()
        if route.method == "GET":
            with owner.client.get(route.address(stage.samples)) as answer:
                assert answer.status_code < 500, route
            after = stage.rows()
            noted = [row for row in after.pop("audit") if row not in before["audit"]]
            assert after == {table: rows for table, rows in before.items() if table != "audit"}, route
            assert {row[4] for row in noted} <= LOOKS, route
