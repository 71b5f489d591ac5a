"""The address decides the language, then the browser; error pages too speak it and show nothing of the inside."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.pages.checked import CheckedClient
from tests.pages.owner import Owner


@pytest.mark.parametrize(
    ("accepted", "language"),
    [("fa-IR,fa;q=0.9,en;q=0.5", "fa"), ("en-GB,en;q=0.9", "en"), ("de", "en"), ("", "en"), (";;q=x", "en")],
)
def test_the_root_leads_to_the_browsers_language(client: FlaskClient, accepted: str, language: str) -> None:
    answer = client.get("/", headers={"Accept-Language": accepted})
    assert answer.location == f"/{language}/"
    assert answer.headers["Vary"] == "Accept-Language"


@pytest.mark.parametrize(
    ("path", "accepted", "language"),
    [("/fa/nothing", "en", "fa"), ("/en/nothing", "fa", "en"), ("/nothing", "fa", "fa"), ("/de/", "en", "en")],
)
def test_an_unknown_address_is_told_in_the_right_language(
    client: FlaskClient, path: str, accepted: str, language: str
) -> None:
    answer = client.get(path, headers={"Accept-Language": accepted})
    assert answer.status_code == 404
    assert f'<html lang="{language}"' in answer.get_data(as_text=True)


@pytest.mark.parametrize(
    "path", ["/en/check/%ff", "/en/check/%00", "/%ff", "/static/%00", "/static/../app.py", "/typeface/%2e%2e.ttf"]
)
def test_broken_addresses_are_simply_not_found(owner: Owner, path: str) -> None:
    assert owner.client.get(path).status_code == 404


def test_a_wrong_method_is_told_with_the_right_ones(client: FlaskClient) -> None:
    answer = client.get("/en/check")
    assert answer.status_code == 405
    assert "POST" in answer.headers["Allow"]


@pytest.fixture
def broken(make_app: Callable[..., Flask], monkeypatch: pytest.MonkeyPatch) -> Flask:
    """A site that fails inside, as it would in service: without TESTING."""
    app = make_app(TESTING=False)
    app.test_client_class = CheckedClient

    def fail(*_: object) -> None:
        raise RuntimeError("the inside of things")

    monkeypatch.setattr("views.opening.find_check", fail)
    return app


@pytest.mark.parametrize("language", ["en", "fa"])
def test_a_fault_of_ours_shows_nothing_of_the_inside(
    broken: Flask, language: str, caplog: pytest.LogCaptureFixture
) -> None:
    answer = broken.test_client().get(f"/{language}/resume/a-private-token")
    assert answer.status_code == 500
    for inside in (answer.get_data(as_text=True),):
        assert "RuntimeError" not in inside
        assert "the inside of things" not in inside
    assert "the inside of things" in caplog.text
    assert "a-private-token" not in caplog.text
