"""Every page of a check stands up to the checked client, in both languages."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from tests.pages.owner import SECTIONS, Owner

PAGES = ["", "about", "deleted", *(f"check/{page}" for page in [*SECTIONS, "not-yet-for-you", "review", "link"])]


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
