"""Whatever is not sent from our own page in this very visit is refused, and the database stays as it was."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask

from tests.pages.owner import Owner, chosen

WRITES = {
    "check": {},
    "check/clients": {"question_unowned": "4", "go": "next"},
    "check/link/renew": {},
    "check/link/delete": {"sure": "yes"},
}
ELSEWHERE = [
    {"Sec-Fetch-Site": "cross-site"},
    {"Sec-Fetch-Site": "same-site"},
    {"Origin": "https://evil.example"},
    {"Origin": "http://localhost.evil.example"},
    {"Origin": "http://localhost:81"},
    {"Origin": "null"},
]
Rows = Callable[[], list[Any]]


def test_every_address_of_a_check_that_writes_is_tried_here(app: Flask) -> None:
    """Those of people who sign in are tried in tests/workspace."""
    rules = [rule for rule in app.url_map.iter_rules() if rule.rule.startswith("/en/check")]
    tried = {f"/en/{path}".replace("clients", "<section>") for path in WRITES}
    assert {rule.rule for rule in rules if "POST" in (rule.methods or ())} == tried


@pytest.mark.parametrize("path", WRITES)
@pytest.mark.parametrize("forged", ["", "0" * 64, "\u06f1" * 64, "stranger"])
def test_without_the_visits_own_token_nothing_changes(
    app: Flask, owner: Owner, rows: Rows, path: str, forged: str
) -> None:
    before = rows()
    owner.csrf = Owner(app.test_client()).csrf if forged == "stranger" else forged
    assert owner.press(path, **WRITES[path]).status_code == 403
    assert rows() == before


@pytest.mark.parametrize("path", WRITES)
def test_a_form_without_any_token_changes_nothing(owner: Owner, rows: Rows, path: str) -> None:
    before = rows()
    assert owner.client.post(f"/en/{path}", data=WRITES[path]).status_code == 403
    assert rows() == before


@pytest.mark.parametrize("path", WRITES)
def test_a_token_replayed_in_another_visit_changes_nothing(owner: Owner, rows: Rows, path: str) -> None:
    before = rows()
    owner.client.set_cookie("visit", "another visit")
    assert owner.press(path, **WRITES[path]).status_code == 403
    assert rows() == before


@pytest.mark.parametrize("path", WRITES)
@pytest.mark.parametrize("headers", ELSEWHERE)
def test_a_page_of_another_site_cannot_send_our_forms(
    owner: Owner, rows: Rows, path: str, headers: dict[str, str]
) -> None:
    before = rows()
    data = {"csrf": owner.csrf, **WRITES[path]}
    assert owner.client.post(f"/en/{path}", data=data, headers=headers).status_code == 403
    assert rows() == before


@pytest.mark.parametrize("headers", [{"Sec-Fetch-Site": "same-origin"}, {"Origin": "http://localhost"}, {}])
def test_our_own_pages_can(owner: Owner, headers: dict[str, str]) -> None:
    data = {"csrf": owner.csrf, "question_unowned": "4"}
    assert owner.client.post("/en/check/clients", data=data, headers=headers).status_code == 303


def test_what_was_typed_is_still_there_to_be_sent_again(owner: Owner) -> None:
    right, owner.csrf = owner.csrf, "0" * 64
    refused = owner.answer("clients", unowned="4")
    page = refused.get_data(as_text=True)
    assert refused.status_code == 403
    assert chosen(page, "question_unowned") == "4"
    assert f'value="{right}"' in page


def test_taking_over_by_link_needs_our_own_form_too(app: Flask, owner: Owner, rows: Rows) -> None:
    other = Owner(app.test_client()).start()
    owner.csrf = other.csrf
    mine = owner.token
    assert owner.press(f"resume/{other.token}").status_code == 403
    assert owner.token == mine
