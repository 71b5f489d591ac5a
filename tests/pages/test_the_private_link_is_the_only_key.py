"""The private link opens the check anywhere; renewing, deleting and time close it, and all closed links sound alike."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient

from readiness.records import checks, clock
from tests.pages.owner import Owner, chosen, hidden, say, text_of


def test_a_new_link_closes_the_old_one_everywhere(app: Flask, owner: Owner) -> None:
    old = owner.link()
    elsewhere = app.test_client()
    elsewhere.get(old)
    renewed = owner.renew()
    assert renewed.location == "/en/check/link?renewed=yes"
    assert owner.link() != old
    assert elsewhere.get(old).status_code == 404
    assert elsewhere.get("/en/check/review").status_code == 404
    assert elsewhere.get(owner.link()).status_code == 303


def test_deleting_asks_first(owner: Owner) -> None:
    refused = owner.press("check/link/delete")
    assert refused.status_code == 422
    assert say("link.delete_unsure") in refused.get_data(as_text=True)
    assert owner.open("review").status_code == 200


def test_deleted_is_deleted(app: Flask, owner: Owner) -> None:
    link = owner.link()
    gone = owner.press("check/link/delete", sure="yes")
    assert gone.location == "/en/deleted"
    assert owner.open("review").status_code == 404
    assert app.test_client().get(link).status_code == 404


def test_a_check_ends_twelve_months_after_its_last_save(owner: Owner, monkeypatch: pytest.MonkeyPatch) -> None:
    begun = clock.now()
    monkeypatch.setattr(clock, "now", lambda: begun + 364 * checks.DAY)
    owner.answer("clients", unowned="3")
    monkeypatch.setattr(clock, "now", lambda: begun + 700 * checks.DAY)
    assert chosen(owner.open("clients").get_data(as_text=True), "question_unowned") == "3"
    monkeypatch.setattr(clock, "now", lambda: begun + (364 + 367) * checks.DAY)
    assert owner.open("clients").status_code == 404


def test_every_link_that_opens_nothing_sounds_alike(app: Flask, owner: Owner, monkeypatch: pytest.MonkeyPatch) -> None:
    token = owner.token
    flipped = token[:-1] + ("A" if token[-1] != "A" else "B")
    stranger = app.test_client()

    def told(link: str) -> str:
        answer = stranger.get(f"/en/resume/{link}")
        assert answer.status_code == 404
        return text_of(answer.get_data(as_text=True))

    unknown = told("x")
    assert say("link.closed_title") in unknown
    assert told(flipped) == told("%00") == unknown
    begun = clock.now()
    monkeypatch.setattr(clock, "now", lambda: begun + 800 * checks.DAY)
    assert told(token) == unknown


def test_a_link_asks_before_it_takes_the_place_of_another_check(app: Flask, client: FlaskClient, owner: Owner) -> None:
    other = Owner(app.test_client()).start()
    other.answer("clients", unowned="1")
    owner.answer("clients", unowned="4")
    asked = owner.client.get(f"/en/resume/{other.token}")
    assert asked.status_code == 200
    assert asked.headers["Referrer-Policy"] == "strict-origin"
    assert chosen(owner.open("clients").get_data(as_text=True), "question_unowned") == "4"
    csrf = hidden(asked.get_data(as_text=True), "csrf")
    assert owner.press(f"resume/{other.token}", csrf=csrf).location == "/en/check/review"
    assert chosen(owner.open("clients").get_data(as_text=True), "question_unowned") == "1"


def test_the_own_link_asks_nothing(owner: Owner) -> None:
    assert owner.client.get(f"/en/resume/{owner.token}").status_code == 303


def test_a_button_pressed_twice_renews_once_and_loses_nothing(app: Flask, owner: Owner) -> None:
    page = owner.see("/en/check/link")
    fields = {"csrf": owner.csrf, "fresh": hidden(page, "fresh"), "vouched": hidden(page, "vouched")}
    again = app.test_client()
    for name in ("visit", "check"):  # the second press goes out before the first is answered
        cookie = owner.client.get_cookie(name)
        assert cookie is not None
        again.set_cookie(name, cookie.value)
    assert owner.client.post("/en/check/link/renew", data=fields).status_code == 303
    assert again.post("/en/check/link/renew", data=fields).status_code == 303
    assert again.get("/en/check/link").status_code == 200


def test_nobody_chooses_their_own_link(owner: Owner) -> None:
    vouched = hidden(owner.see("/en/check/link"), "vouched")
    assert owner.press("check/link/renew", fresh="an easy one", vouched=vouched).status_code == 403
    assert owner.open("link").status_code == 200


def test_a_page_of_one_check_changes_no_other(app: Flask, owner: Owner) -> None:
    stale = owner.csrf
    first = owner.link()
    owner.csrf = hidden(owner.see("/en/"), "csrf")
    owner.start()
    answer = owner.press("check/basics", question_company="Elsewhere", csrf=stale)
    assert answer.status_code == 403
    assert "Elsewhere" in answer.get_data(as_text=True)
    assert owner.press("check/link/delete", sure="yes", csrf=stale).status_code == 403
    assert app.test_client().get(first).status_code == 303


def test_a_link_on_another_site_is_asked_about_first(app: Flask, owner: Owner) -> None:
    link, visitor = owner.link(), app.test_client()
    answer = visitor.get(link, headers={"Sec-Fetch-Site": "cross-site"})
    assert answer.status_code == 200
    assert "Open this check?" in answer.get_data(as_text=True)
    assert visitor.get_cookie("check") is None
    assert visitor.get(link, headers={"Sec-Fetch-Site": "none"}).status_code == 303


def test_a_page_left_open_revives_no_revoked_link(app: Flask, owner: Owner) -> None:
    page = owner.see("/en/check/link")
    stale = {"fresh": hidden(page, "fresh"), "vouched": hidden(page, "vouched")}
    assert owner.press("check/link/renew", **stale).status_code == 303
    revoked = owner.link()
    assert owner.renew().status_code == 303
    assert owner.press("check/link/renew", **stale).status_code == 403
    assert app.test_client().get(revoked).status_code == 404
