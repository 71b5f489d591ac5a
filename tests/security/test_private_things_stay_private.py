"""The private token shows up nowhere but in the owner's own cookie and link; what an owner typed stays inert."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask

from tests.databases import lose
from tests.pages.owner import Owner, text_of, typed

Rows = Callable[[], list[Any]]
HOSTILE = [
    "<img src=x onerror=alert(1)>",
    '"><script>alert(1)</script>',
    "{{7*7}}",
    "%s %(x)s {0} {name}",
    '#read("/etc/passwd")',
    "$x$ *b* <a> @b",
    "=cmd|'/C calc'!A0",
    "&lt;b&gt;",
]


def test_the_token_is_not_in_the_database(owner: Owner, rows: Rows) -> None:
    assert owner.token not in repr(rows())


def test_the_token_is_on_no_page_but_the_links_own(owner: Owner) -> None:
    owner.answer_everything()
    for page in ("fit", "accounts", "review", "result", "report.json"):
        assert owner.token not in owner.open(page).get_data(as_text=True), page


def test_the_token_does_not_travel_on(app: Flask, owner: Owner) -> None:
    resumed = app.test_client().get(f"/en/resume/{owner.token}")
    assert owner.token not in resumed.location
    assert resumed.headers["Referrer-Policy"] == "strict-origin"
    assert resumed.headers["Cache-Control"] == "no-store"


def test_the_token_is_in_no_log_even_when_the_database_fails(
    app: Flask, owner: Owner, database_url: str, caplog: pytest.LogCaptureFixture
) -> None:
    token = owner.token
    caplog.set_level(logging.DEBUG)
    lose(database_url)
    answer = app.test_client().get(f"/en/resume/{token}")
    assert answer.status_code == 503
    assert answer.headers["Retry-After"]
    assert caplog.text
    assert token not in caplog.text


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_name_is_shown_as_it_was_typed_and_does_nothing(owner: Owner, name: str) -> None:
    owner.answer_everything({"company": name})
    assert typed(owner.open("basics").get_data(as_text=True), "company") == name
    for where in ("basics", "review", "result"):
        page = owner.open(where).get_data(as_text=True)
        assert "<img" not in page
        assert "<script>alert" not in page
    assert name in text_of(owner.open("review").get_data(as_text=True))
    report = owner.open("report.json").json
    assert report is not None
    assert report["company"] == name


def test_what_cannot_be_seen_is_taken_out_of_a_name(owner: Owner) -> None:
    owner.answer("basics", company="A\x00c\x1bme\u202e evil\u2066" + "\u0301" * 500 + "\n" + "x" * 500)
    name = typed(owner.open("basics").get_data(as_text=True), "company")
    assert not set(name) & set("\x00\x1b\u202e\u2066\n")
    assert name.startswith("Acme evi")
    assert name.count("\u0301") <= 3
    assert len(name) <= 120


def test_bytes_that_are_no_text_do_no_harm(owner: Owner) -> None:
    body = f"csrf={owner.csrf}&question_company=%ff%fe%00&question_inflation=%ff".encode()
    answer = owner.client.post("/en/check/basics", data=body, content_type="application/x-www-form-urlencoded")
    assert answer.status_code == 422
