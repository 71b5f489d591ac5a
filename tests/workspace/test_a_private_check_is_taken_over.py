"""An owner takes a check over by its private link or from the browser where it is open; the link then opens nothing."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from flask import Flask

from readiness.records.audit import Wanted, entries
from readiness.records.checks import find_check
from readiness.records.held_checks import count_checks, list_checks
from tests.pages.owner import Owner, hidden, say, text_of, value_of
from tests.workspace.cast import Cast, Somebody
from tests.workspace.checks_at_hand import ANSWERS, CHECKS, keep, open_in, private, with_open

ADOPT = f"{CHECKS}/adopt"


@pytest.mark.parametrize(
    "pasted",
    [
        "{token}",
        "  {token}\n",
        "http://localhost/en/resume/{token}",
        "https://readiness.example/fa/resume/{token}/",
        "http://localhost/en/resume/{token}?from=mail#top",
    ],
)
def test_a_pasted_link_brings_the_check_in(cast: Cast, owner: Somebody, pasted: str) -> None:
    token = private(cast)
    taken = owner.press(ADOPT, CHECKS, link=pasted.format(token=token))
    assert taken.location == "/en/workspace/checks?adopted=yes"
    (check,) = list_checks(cast.database, cast.actors["owner"])
    assert check.answers == ANSWERS
    page = owner.see(f"{CHECKS}?adopted=yes")
    assert say("checks.adopted", workspace="Mehr") in text_of(page)
    assert open_in(owner) is None
    assert [entry.about for entry in entries(cast.database, cast.actors["owner"], Wanted(action="check_adopted"))] == [
        f"check:{check.id}"
    ]


@pytest.mark.parametrize("language", ["en", "fa"])
def test_the_link_and_every_browser_that_has_it_open_are_told(app: Flask, cast: Cast, language: str) -> None:
    elsewhere = Owner(app.test_client(), language).start()
    link = elsewhere.link()
    assert cast.sign_in("owner").press(ADOPT, CHECKS, link=link).status_code == 303
    for answer in (elsewhere.client.get(link), elsewhere.open("fit"), elsewhere.answer("fit", fit="repeat")):
        assert answer.status_code == 404
        page = text_of(answer.get_data(as_text=True))
        assert say("link.closed_title", language) in page
        assert say("link.closed_lead", language) in page
    told = elsewhere.autosave("fit", fit="repeat")
    assert told.status_code == 404
    assert say("link.closed_lead", language) in told.get_json()["error"]
    (check,) = list_checks(cast.database, cast.actors["owner"])
    assert check.answers == {}


def test_the_check_that_is_open_here_needs_no_link(cast: Cast, owner: Somebody) -> None:
    assert say("checks.adopt_open") not in owner.see(CHECKS)
    with_open(owner, private(cast))
    assert say("checks.adopt_open") in owner.see(CHECKS)
    assert owner.press(ADOPT, CHECKS, open="yes").status_code == 303
    (check,) = list_checks(cast.database, cast.actors["owner"])
    assert open_in(owner) == f"held-{check.id}"
    assert say("checks.adopt_open") not in owner.see(CHECKS)
    assert owner.open("check/result").status_code == 200


def test_its_link_pasted_where_it_is_open_keeps_it_open(cast: Cast, owner: Somebody) -> None:
    token = private(cast)
    with_open(owner, token)
    owner.press(ADOPT, CHECKS, link=token)
    assert open_in(owner) == f"held-{list_checks(cast.database, cast.actors['owner'])[0].id}"


@pytest.mark.parametrize(
    "pasted", ["", "nonsense", "https://elsewhere.example/", "x" * 43, "held-1", "<img src=x onerror=1>", "ق" * 600]
)
def test_what_opens_nothing_is_told_at_the_field_and_stays(cast: Cast, owner: Somebody, pasted: str) -> None:
    keep(cast, who="rival")
    refused = owner.press(ADOPT, CHECKS, link=pasted)
    assert refused.status_code == 422
    page = refused.get_data(as_text=True)
    assert value_of(page, 'name="link"') == pasted[:500]
    assert page.count(say("errors.link_opens_nothing")) == 2  # at the field, and on top
    assert say("check.wrong_prefix").strip() in page.partition("</title>")[0]
    assert count_checks(cast.database, cast.actors["owner"]) == 0


def test_a_link_that_another_workspace_was_faster_with_opens_nothing(cast: Cast, owner: Somebody) -> None:
    token = private(cast)
    assert cast.sign_in("rival").press(ADOPT, CHECKS, link=token).status_code == 303
    late = owner.press(ADOPT, CHECKS, link=token)
    assert late.status_code == 422
    assert say("errors.link_opens_nothing") in late.get_data(as_text=True)
    assert count_checks(cast.database, cast.actors["owner"]) == 0


def test_twenty_at_once_from_two_workspaces_are_one(cast: Cast) -> None:
    token = private(cast)
    browsers = [cast.sign_in(who) for who in ("owner", "rival") * 10]
    forms = [hidden(browser.see(CHECKS), "csrf") for browser in browsers]

    def press(browser: Somebody, csrf: str) -> int:
        return browser.client.post("/en/workspace/checks/adopt", data={"csrf": csrf, "link": token}).status_code

    with ThreadPoolExecutor(20) as together:
        told = list(together.map(press, browsers, forms))
    assert sorted(told) == [303, *[422] * 19]
    assert sum(count_checks(cast.database, cast.actors[who]) for who in ("owner", "rival")) == 1


@pytest.mark.parametrize("who", ["hr", "viewer", "interviewer"])
def test_only_owners_take_over(cast: Cast, who: str) -> None:
    token, somebody = private(cast), cast.sign_in(who)
    csrf = hidden(cast.sign_in("owner").see(CHECKS), "csrf")
    assert somebody.client.post(f"/en/{ADOPT}", data={"csrf": csrf, "link": token}).status_code == 403
    assert find_check(cast.database, token) is not None


def test_no_other_sites_form_takes_over(cast: Cast, owner: Somebody) -> None:
    token = private(cast)
    with_open(owner, token)
    for data in ({"open": "yes"}, {"link": token, "csrf": "0" * 64}):
        assert owner.client.post(f"/en/{ADOPT}", data=data).status_code == 403
    assert find_check(cast.database, token) is not None
    assert count_checks(cast.database, cast.actors["owner"]) == 0
