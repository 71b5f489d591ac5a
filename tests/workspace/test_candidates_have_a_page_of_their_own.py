"""A candidate's own page: by a private link, without the token in the address, for nobody else."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from readiness.records.self_reports import make_own_link, read_all, read_judgement
from readiness.records.throttle import OWN_PAGE
from tests.pages.owner import hidden, say
from tests.workspace.stage import ROLE, Stage

ITEMS = ROLE.rubric.judgement


@pytest.fixture
def candidate(stage: Stage) -> FlaskClient:
    """A browser with the page open."""
    client = stage.cast.app.test_client()
    token = make_own_link(stage.cast.database, stage.cast.actors["hr"], stage.candidate)
    answer = client.get(f"/en/candidate/{token}")
    assert (answer.status_code, answer.location) == (303, "/en/candidate")
    assert answer.headers["Referrer-Policy"] == "strict-origin"
    return client


def page(client: FlaskClient, language: str = "en") -> str:
    answer = client.get(f"/{language}/candidate")
    assert (answer.status_code, answer.headers["X-Robots-Tag"]) == (200, "noindex, nofollow")
    return answer.get_data(as_text=True)


def send(client: FlaskClient, part: str, **typed: str) -> int:
    data = {"csrf": hidden(page(client), "csrf"), **typed}
    return client.post(f"/en/candidate/{part}", data=data).status_code


def test_it_tells_what_is_kept_in_both_languages(candidate: FlaskClient) -> None:
    for language in ("en", "fa"):
        assert say("notice.title", language) in page(candidate, language)


def test_the_link_is_made_by_staff_and_shown_once(stage: Stage) -> None:
    hr, there = stage.cast.sign_in("hr"), f"workspace/candidates/{stage.candidate}/link"
    link = hidden_link(hr.press(there, there, act="make").get_data(as_text=True))
    assert stage.cast.app.test_client().get(link).status_code == 303
    assert "/candidate/" not in hr.see(there).replace("/workspace/candidates/", "")
    assert hr.press(there, there, act="end").status_code == 303
    assert stage.cast.app.test_client().get(link).status_code == 404


def hidden_link(text: str) -> str:
    found = text.partition('id="link"')[2].partition('value="')[2].partition('"')[0]
    return "/" + found.split("/", 3)[3]


def test_the_test_is_sent_once_all_is_answered(stage: Stage, candidate: FlaskClient) -> None:
    answers = {f"item_{item.key}": item.options[1].key for item in ITEMS}
    first = dict(list(answers.items())[:2])
    assert send(candidate, "test", act="send", **first) == 422
    assert page(candidate).count(" checked") == 2
    assert send(candidate, "test", act="send", **answers) == 303
    assert send(candidate, "test", act="send", **first) == 303
    viewer = stage.cast.actors["viewer"]
    found = read_judgement(stage.cast.database, viewer, stage.candidate)
    assert found == {item.key: item.options[1].key for item in ITEMS}


def test_points_and_reasons_are_not_given_away(candidate: FlaskClient) -> None:
    shown = page(candidate)
    assert not [option.key for item in ITEMS for option in item.options if option.why.en in shown]


def test_groups_are_kept_apart_and_what_is_declined_is_not_kept(stage: Stage, candidate: FlaskClient) -> None:
    hr = stage.cast.actors["hr"]
    assert send(candidate, "groups", group_gender="gender_woman", group_age="rather_not", group_caring="made up") == 303
    assert [report.groups for report in read_all(stage.cast.database, hr)] == [{"gender": "gender_woman"}]
    assert send(candidate, "groups", group_gender="rather_not") == 303
    assert read_all(stage.cast.database, hr) == []


@pytest.mark.parametrize("language", ["en", "fa"])
def test_no_other_link_shows_what_was_told_of_groups(stage: Stage, candidate: FlaskClient, language: str) -> None:
    before = page(candidate, language)
    assert send(candidate, "groups", group_gender="gender_woman", group_age="rather_not") == 303
    token = make_own_link(stage.cast.database, stage.cast.actors["hr"], stage.candidate)
    curious = stage.cast.app.test_client()
    curious.get(f"/{language}/candidate/{token}")
    guards = hidden(before, "csrf"), hidden(page(curious, language), "csrf")
    assert page(curious, language).replace(guards[1], "") == before.replace(guards[0], "")
    assert say("own_page.groups_unshown", language, workspace="Mehr") in before


def test_sending_again_and_again_is_slowed_down(candidate: FlaskClient) -> None:
    told = [send(candidate, "groups", group_gender="gender_woman") for _ in range(OWN_PAGE.burst + 1)]
    assert told == [303] * OWN_PAGE.burst + [429]
    assert send(candidate, "test", act="keep") == 429
    assert send(candidate, "leave") == 200


def test_without_the_link_there_is_nothing(stage: Stage, candidate: FlaskClient) -> None:
    stranger = stage.cast.app.test_client()
    guard = hidden(page(candidate), "csrf")
    for answer in (
        stranger.get("/en/candidate"),
        stranger.get("/en/candidate/nothing"),
        stranger.post("/en/candidate/groups", data={"csrf": guard, "group_gender": "gender_man"}),
    ):
        assert (answer.status_code, say("own_page.gone_title") in answer.get_data(as_text=True)) == (404, True)
    assert candidate.post("/en/candidate/groups", data={"group_gender": "gender_man"}).status_code == 403
    assert read_all(stage.cast.database, stage.cast.actors["hr"]) == []


def test_leaving_closes_it_on_this_device(candidate: FlaskClient) -> None:
    assert send(candidate, "leave") == 200
    assert candidate.get("/en/candidate").status_code == 404
