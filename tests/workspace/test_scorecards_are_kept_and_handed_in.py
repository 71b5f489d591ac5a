"""One's own scorecard: kept as it is written, handed in once it is whole, given back by who may, and with a trace."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from flask import g
from sqlalchemy import func, select

from readiness.language import digits
from readiness.questionnaire import LANGUAGES
from readiness.records import clock
from readiness.records.assignments import own_assignment
from readiness.records.audit import Wanted, entries
from readiness.records.database import reading
from readiness.records.openings import close_opening
from readiness.records.scorecards import NOT_SEEN
from readiness.records.tables import scorecards
from tests.pages.owner import ROLE, say, text_of
from tests.workspace.cast import Cast
from tests.workspace.openings_at_hand import rates as locks
from tests.workspace.rating import ASKED, Rating, fields_on, rates
from views.rating_page import kept_page, plain_page


@pytest.fixture
def rating(cast: Cast) -> Rating:
    return Rating(cast)


def test_every_sentence_is_there_while_one_rates_and_nothing_that_would_sway(cast: Cast) -> None:
    for language in LANGUAGES:
        rating = Rating(cast, language=language)
        page = text_of(rating.rater.see(rating.path))
        for key in ASKED:
            competency = ROLE.rubric.competency(key)
            for wording in (competency.name, competency.meaning, *competency.anchors):
                assert wording[language] in page
            for question in competency.questions:
                assert all(text[language] in page for text in (question.text, question.strong, question.weak))
        assert ROLE.rubric.competency("strategy").name[language] not in page


def test_what_is_rated_stands_there_afterwards(cast: Cast) -> None:
    for language, four in (("en", "4"), ("fa", "۴")):
        rating = Rating(cast, language=language)
        renewal = rates(four, "Named <b>one</b>\r\n\r\n& said so", "renewal")
        answer = rating.send(rating.fields() | renewal | {"score_curiosity": NOT_SEEN})
        assert (answer.status_code, answer.location) == (303, f"{rating.address}?kept=yes")
        page = rating.rater.see(f"{rating.path}?kept=yes")
        assert say("scorecards.kept", language) in page
        assert say("scorecards.rated", language, n=digits("2", language), of=digits("3", language)) in page
        shown = fields_on(page)
        assert (shown["score_renewal"], shown["score_curiosity"], shown["version"]) == ("4", NOT_SEEN, "1")
        assert shown["evidence_renewal"] == "Named <b>one</b>\n\n& said so"
        assert "score_negotiation" not in shown


def test_a_filled_page_is_the_page_itself(cast: Cast) -> None:
    for language in LANGUAGES:
        rating = Rating(cast, language=language)
        rating.send(rating.fields() | rates("2", "\n <i>&amp; so", "renewal") | {"score_curiosity": NOT_SEEN})
        by = cast.actors["interviewer"]
        with cast.app.test_request_context(rating.address):
            g.member = _member(rating)
            found = own_assignment(cast.database, by, rating.candidate)
            assert kept_page(found, g.member, language, "kept").decode() == plain_page(found, language, "kept")


def _member(rating: Rating) -> object:
    from readiness.records.sessions import find_member

    cookie = rating.rater.client.get_cookie("session")
    assert cookie
    return find_member(rating.cast.database, cookie.value)


def test_a_page_is_made_anew_once_the_opening_changes(rating: Rating) -> None:
    from dataclasses import replace

    from readiness.records.openings import change_opening
    from tests.workspace.openings_at_hand import USUAL

    rating.rater.see(rating.path)
    owner = rating.cast.actors["owner"]
    change_opening(rating.cast.database, owner, rating.opening, 1, replace(USUAL, title="Another title"))
    assert "Another title" in rating.rater.see(rating.path)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("a\u202eb\x00c", "abc"),
        ("كتاب\r\nيك", "کتاب\nیک"),
        ("one\n\n\n\n\ntwo", "one\n\ntwo"),
        ("e\u0301", "é"),
        ("a" + "\u0301" * 500, "á" + "\u0301" * 3),
        ("=cmd|' /C calc'!A0", "=cmd|' /C calc'!A0"),
        ("{{7*7}} %s </textarea><script>", "{{7*7}} %s </textarea><script>"),
    ],
)
def test_words_are_kept_as_typed_but_for_what_nobody_sees(rating: Rating, typed: str, kept: str) -> None:
    assert rating.send(rating.fields() | rates("3", typed, "renewal")).status_code == 303
    assert rating.kept().ratings["renewal"]["evidence"] == kept
    if "{{" not in kept:
        assert rating.fields()["evidence_renewal"] == kept


@pytest.mark.parametrize("script", [False, True])
def test_what_cannot_be_kept_is_said_at_its_place_and_all_else_is_kept(rating: Rating, script: bool) -> None:
    sent = rating.fields() | rates("4", "Fine", "curiosity") | rates("4", "x" * 4001, "renewal")
    answer = rating.send(sent | {"score_negotiation": "9", "evidence_negotiation": "Held firm"}, script)
    assert answer.status_code == 422
    assert list(rating.kept().ratings) == ["curiosity"]
    if script:
        assert sorted(answer.json["errors"]) == ["negotiation", "renewal"]
        assert answer.json["version"] == 1
    else:
        page = answer.get_data(as_text=True)
        assert "x" * 4001 in page
        assert fields_on(page)["evidence_negotiation"] == "Held firm"
        for link in ("#words-renewal", "#rating-negotiation"):
            assert f'href="{link}"' in page


def test_a_card_full_of_persian_fits(rating: Rating) -> None:
    long = "ش" * 4000
    assert rating.send(rating.fields() | rates("5", long)).status_code == 303
    assert {rated["evidence"] for rated in rating.kept().ratings.values()} == {long}


# --- handing in


@pytest.mark.parametrize("language", LANGUAGES)
def test_only_a_whole_card_is_handed_in_and_what_lacks_is_said(cast: Cast, language: str) -> None:
    rating = Rating(cast, language=language)
    some = rating.fields() | rates("4", "Said so", "curiosity") | {"score_renewal": "2", "go": "lock"}
    answer = rating.send(some)
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert set(rating.kept().ratings) == {"curiosity", "renewal"}
    assert page.count(say("scorecards.evidence_missing", language)) == 2  # in the summary, and at its place
    assert page.count(say("scorecards.score_missing", language)) == 2
    for link in ("#words-renewal", "#rating-negotiation"):
        assert f'href="{link}"' in page
    assert rating.rater.open(f"{rating.path}/lock").location == rating.address
    assert rating.send(fields_on(page), to="/lock").status_code == 422
    assert rating.kept().locked_at is None


def test_handing_in_is_asked_about_and_then_stands(rating: Rating) -> None:
    answer = rating.send(rating.fields() | rates("4", "Said so") | {"go": "lock"})
    assert answer.location == f"{rating.address}/lock"
    asked = rating.rater.see(f"{rating.path}/lock")
    assert say("scorecards.sure_lead") in asked
    assert rating.kept().locked_at is None
    for _ in range(2):
        told = rating.send(fields_on(asked), to="/lock")
        assert (told.status_code, told.location) == (303, f"/en/workspace/candidates/{rating.candidate}")
    assert len(entries(rating.cast.database, rating.cast.actors["owner"], Wanted(action="card_locked"))) == 1
    page = rating.rater.see(rating.path)
    assert "<textarea" not in page
    assert "Said so" in page
    assert ROLE.rubric.competency("renewal").anchors[3]["en"] in text_of(page)


def test_what_changed_since_one_was_asked_is_looked_over_again(rating: Rating) -> None:
    rating.send(rating.fields() | rates())
    asked = fields_on(rating.rater.see(f"{rating.path}/lock"))
    rating.send(rating.fields() | rates("1", "Changed elsewhere", "renewal"))
    answer = rating.send(asked, to="/lock")
    assert answer.status_code == 409
    assert "Changed elsewhere" in answer.get_data(as_text=True)
    assert rating.kept().locked_at is None
    assert rating.send(fields_on(answer.get_data(as_text=True)), to="/lock").status_code == 303


# --- who may


def test_nobody_but_the_panel_gets_to_a_card(cast: Cast) -> None:
    rating = Rating(cast)
    for who, status in (("owner", 404), ("rival", 404), ("viewer", 403)):
        somebody = cast.sign_in(who)
        assert somebody.open(rating.path).status_code == status
        assert somebody.press(rating.path, "account", **rates()).status_code == status
        assert somebody.press(f"{rating.path}/lock", "account", version="0").status_code == status
    foreign, nobodys = (cast.sign_in("owner").open(path) for path in (rating.path, "workspace/candidates/999999/card"))
    assert text_of(foreign.get_data(as_text=True)) == text_of(nobodys.get_data(as_text=True))
    assert rating.kept().version == 0


def test_a_draft_is_seen_by_its_author_alone(rating: Rating) -> None:
    rating.send(rating.fields() | rates("1", "A secret so far"))
    for who in ("owner", "hr", "viewer"):
        somebody = rating.cast.sign_in(who)
        for path in (rating.path, rating.path.removesuffix("/card"), f"workspace/openings/{rating.opening}"):
            assert "A secret so far" not in somebody.open(path).get_data(as_text=True)


def test_a_hidden_name_stands_on_none_of_the_pages(cast: Cast) -> None:
    for language, code in (("en", "C-001"), ("fa", "نامزد ۱")):
        rating = Rating(cast, language=language)
        pages = [rating.rater.see(rating.path)]
        pages.append(rating.send(rating.fields() | {"go": "lock"}).get_data(as_text=True))
        rating.send(rating.fields() | rates())
        pages.append(rating.send({**rating.fields(), "version": "0", **rates("1", "No")}).get_data(as_text=True))
        pages.append(rating.rater.see(f"{rating.path}/lock"))
        locks(cast, "interviewer", rating.candidate)
        pages.append(rating.rater.see(rating.path))
        person = cast.actors["interviewer"].person
        pages.append(cast.sign_in("owner", language).see(f"{rating.path}/reopen/{person}"))
        assert [("Nora" in page, code in page) for page in pages] == [(False, True)] * len(pages)
    named = Rating(cast, names_hidden=False)
    assert "Nora Vale" in named.rater.see(named.path)


def test_looking_at_a_card_is_noted_once_an_hour(rating: Rating, monkeypatch: pytest.MonkeyPatch) -> None:
    owner = rating.cast.actors["owner"]

    def noted() -> list[tuple[int | None, str]]:
        found = entries(rating.cast.database, owner, Wanted(action="candidate_viewed"))
        return [(entry.person, entry.about) for entry in found]

    for _ in range(2):
        rating.rater.see(rating.path)
    once = (rating.cast.actors["interviewer"].person, f"candidate:{rating.candidate}")
    assert noted() == [once]
    later = clock.now() + clock.HOUR + 1
    monkeypatch.setattr(clock, "now", lambda: later)
    rating.rater.see(rating.path)
    assert noted() == [once, once]


# --- giving a card back


def test_a_card_is_given_back_by_staff_alone_and_says_so(rating: Rating) -> None:
    cast, person = rating.cast, rating.cast.actors["interviewer"].person
    locks(cast, "interviewer", rating.candidate)
    path = f"{rating.path}/reopen/{person}"
    for who in ("interviewer", "viewer"):
        assert cast.sign_in(who).press(path, "account").status_code == 403
    assert rating.kept().locked_at
    hr = cast.sign_in("hr")
    asked = hr.see(path)
    for key in ("reopen_change", "reopen_count", "reopen_blind", "reopen_trace"):
        assert say(f"scorecards.{key}") in asked
    for _ in range(2):
        assert hr.press(path, "account").location == f"/en/workspace/candidates/{rating.candidate}"
    trail = entries(cast.database, cast.actors["owner"], Wanted(action="card_reopened"))
    assert [dict(entry.details) for entry in trail] == [{"person": person}]
    assert (rating.kept().locked_at, rating.kept().reopened) == (None, 1)
    assert say("scorecards.given_back") in rating.rater.see(rating.path)
    assert fields_on(rating.rater.see(rating.path))["evidence_renewal"] == "said so"
    locks(cast, "interviewer", rating.candidate)
    assert say("scorecards.reopened_once") in rating.rater.see(rating.path)


def test_what_is_not_handed_in_or_not_there_cannot_be_given_back(rating: Rating) -> None:
    owner = rating.cast.sign_in("owner")
    drafted = f"{rating.path}/reopen/{rating.cast.actors['hr'].person}"
    assert owner.open(drafted).location == f"/en/workspace/candidates/{rating.candidate}"
    assert owner.press(drafted, "account").status_code == 303
    assert rating.kept("hr").reopened == 0
    for path in (f"{rating.path}/reopen/999999", drafted.replace(f"/{rating.candidate}/", "/999999/", 1)):
        assert owner.open(path).status_code == 404
        assert owner.press(path, "account").status_code == 404


# --- an opening that is closed


def test_a_closed_opening_takes_no_ratings_and_gives_what_was_typed_back(rating: Rating) -> None:
    stands = rating.fields()
    rating.send(stands | rates("4", "In time", "renewal"))
    late = rating.fields()
    close_opening(rating.cast.database, rating.cast.actors["owner"], rating.opening)
    answer = rating.send(late | rates("2", "Too late", "curiosity"))
    assert answer.status_code == 409
    assert "Too late" in answer.get_data(as_text=True)
    told = rating.send(late | rates("2", "Too late", "curiosity"), script=True)
    assert told.json == {"error": say("scorecards.typing_closed")}
    assert list(rating.kept().ratings) == ["renewal"]
    page = rating.rater.see(rating.path)
    assert say("scorecards.closed") in page
    assert "In time" in page
    assert "<textarea" not in page


# --- all at once


def test_twenty_submissions_at_once_are_one_card(rating: Rating) -> None:
    fields, cast = rating.fields() | rates("3", "Once"), rating.cast
    cookies = [rating.rater.client.get_cookie(name) for name in ("session", "visit")]

    def send(_: int) -> int:
        client = cast.app.test_client()
        for cookie in filter(None, cookies):
            client.set_cookie(cookie.key, cookie.value)
        return client.post(rating.address, data=fields).status_code

    with ThreadPoolExecutor(20) as at_once:
        assert set(at_once.map(send, range(20))) == {303}
    with reading(cast.database) as connection:
        counted = select(func.count()).select_from(scorecards).where(scorecards.c.workspace_id == 1)
        assert connection.execute(counted).scalar_one() == 1
    assert rating.kept().version == 1
    assert len(entries(cast.database, cast.actors["owner"], Wanted(action="card_saved"))) == 1
