"""Every route is listed here, and every page of it stands up to the checked client, in both languages."""

from __future__ import annotations

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.pages.owner import SECTIONS, Owner

PUBLIC, OWN, LINK = "anyone", "whoever has the check open", "whoever has the private link"
ROUTES = {
    ("GET", "/"): PUBLIC,
    ("GET", "/static/<path:filename>"): PUBLIC,
    ("GET", "/typeface/<name>.ttf"): PUBLIC,
    ("GET", "/L/"): PUBLIC,
    ("GET", "/L/about"): PUBLIC,
    ("GET", "/L/deleted"): PUBLIC,
    ("POST", "/L/check"): PUBLIC,
    ("GET", "/L/check/<section>"): OWN,
    ("POST", "/L/check/<section>"): OWN,
    ("GET", "/L/check/not-yet-for-you"): OWN,
    ("GET", "/L/check/review"): OWN,
    ("GET", "/L/check/result"): OWN,
    ("GET", "/L/check/report.pdf"): OWN,
    ("GET", "/L/check/report.json"): OWN,
    ("GET", "/L/check/link"): OWN,
    ("POST", "/L/check/link/renew"): OWN,
    ("POST", "/L/check/link/delete"): OWN,
    ("GET", "/L/resume/<token>"): LINK,
    ("POST", "/L/resume/<token>"): LINK,
}
PAGES = ["", "about", "deleted", *(f"check/{page}" for page in [*SECTIONS, "not-yet-for-you", "review", "link"])]


def test_every_route_is_listed_with_who_may_use_it(app: Flask) -> None:
    found = {
        (method, re.sub("^/(en|fa)/", "/L/", rule.rule))
        for rule in app.url_map.iter_rules()
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
    }
    assert found == set(ROUTES)


@pytest.mark.parametrize("language", ["en", "fa"])
def test_every_page_is_sound_before_anything_is_answered(client: FlaskClient, language: str) -> None:
    owner = Owner(client, language).start()
    for page in PAGES:
        assert owner.client.get(f"/{language}/{page}").status_code == 200, page


@pytest.mark.parametrize("language", ["en", "fa"])
def test_every_page_is_sound_once_everything_is_answered(client: FlaskClient, language: str) -> None:
    owner = Owner(client, language).start().answer_everything()
    for page in [*PAGES, "check/result", "check/result?base=70000", "check/result#try"]:
        assert owner.client.get(f"/{language}/{page}").status_code == 200, page


@pytest.mark.parametrize("language", ["en", "fa"])
def test_every_step_is_sound_when_nothing_on_it_can_be_read(client: FlaskClient, language: str) -> None:
    owner = Owner(client, language).start()
    for section in SECTIONS:
        page = owner.open(section).get_data(as_text=True)
        fields = dict.fromkeys(names_of(page), "?!")
        assert owner.press(f"check/{section}", go="next", **fields).status_code == 422, section
        assert owner.open(section).status_code == 200


def names_of(page: str) -> set[str]:
    return {part.split('"')[0] for part in page.split(' name="')[1:] if part.startswith(("question_", "sure_"))}


@pytest.mark.parametrize("language", ["en", "fa"])
@pytest.mark.parametrize("path", ["check/fit", "check/review", "check/result", "check/link", "resume/nothing"])
def test_without_a_check_every_private_page_says_so_kindly(client: FlaskClient, language: str, path: str) -> None:
    assert client.get(f"/{language}/{path}").status_code == 404


def test_private_pages_are_kept_by_nobody(owner: Owner) -> None:
    owner.answer_everything()
    for where in [*SECTIONS, "review", "link", "result", "report.json"]:
        headers = owner.open(where).headers
        assert headers["Cache-Control"] == "no-store", where
        assert headers["X-Robots-Tag"].startswith("noindex"), where


def test_the_public_pages_may_be_found(client: FlaskClient) -> None:
    assert "X-Robots-Tag" not in client.get("/en/").headers
    assert "X-Robots-Tag" not in client.get("/fa/about").headers


def test_the_typeface_and_static_files_are_served_and_may_be_kept(client: FlaskClient) -> None:
    with client.get("/static/site.css") as style:
        assert style.mimetype == "text/css"
        assert style.headers.get("Cache-Control") != "no-store"
    assert client.get("/typeface/Nothing.ttf").status_code == 404
