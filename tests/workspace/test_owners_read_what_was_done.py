"""The activity page: every act in its owner's language, chosen by who, what and when, and as a CSV file."""

from __future__ import annotations

import csv
import re
from datetime import UTC, datetime
from html import unescape
from io import StringIO
from itertools import product

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from readiness.language import moment
from readiness.questionnaire import LANGUAGES
from readiness.records import clock
from readiness.records.audit import ACTIONS, PAGE, Entry, Wanted, entries, note_alone
from readiness.records.database import writing
from readiness.records.people import change_person, change_role, invite, list_people, remove_person
from readiness.records.scope import Actor
from readiness.records.workspaces import change_settings
from readiness.reports.cells import BYTE_ORDER_MARK
from tests.pages.owner import LIBRARY, say, text_of
from tests.workspace.cast import NAMES, Cast, Somebody
from views.trail_words import TOLD_BY, Teller

TRAIL, FILE = "workspace/audit", "workspace/audit.csv"
NOON = int(datetime(2026, 11, 23, 12, tzinfo=UTC).timestamp())
DAY = 24 * 60 * 60


def told(page: str) -> list[str]:
    """Every entry on a page: the sentence with its subject."""
    acts = page.partition("</form>\n")[2]
    found = re.findall(r"<li><span class=\"where\">.*?</span><p>(.*?)</p></li>", acts)
    return [unescape(re.sub(r"<[^>]+>", "", act)) for act in found]


def at(cast: Cast, monkeypatch: pytest.MonkeyPatch, seconds: int, who: str, action: str, about: str = "") -> None:
    with monkeypatch.context() as then:
        then.setattr(clock, "now", lambda: seconds)
        note_alone(cast.database, cast.actors[who], action, about)


# --- the words


def test_every_act_has_its_words_and_no_word_is_idle() -> None:
    words = set(LIBRARY.words["audit"])
    assert {key.removeprefix("name_") for key in words if key.startswith("name_")} == set(ACTIONS)
    told_in_ways = {key.removeprefix("did_") for key in words if key.startswith("did_")}
    assert {action for action in ACTIONS if action not in told_in_ways} == set()
    ways = told_in_ways - set(ACTIONS)
    assert all(any(way.startswith(f"{action}_") for action in TOLD_BY) for way in ways)


DETAILS = {
    "settings": ["name", "retention_months"],
    "differ": ["ramp", "on_cost"],
    "questions": ["company", "accounts"],
    "role": "hr",
    "before": "hr",
    "after": "viewer",
    "rows": 1200,
    "sessions": 3,
    "fields": ["title", "names_hidden"],
    "decision": "hire",
    "added": 12,
    "same": 3,
    "erased": 4,
}
WAYS: list[dict[str, object]] = [
    *({}, {"differ": []}, {"kept": False}),
    *({"closed": False}, {"overrides": 1}, {"competencies": ["curiosity", "own_3"]}, {"left": 1}, {"left": 999}),
    *({"step": "second"}, {"asked": "unknown"}, {"sessions": 0}),
]
ABOUTS = (
    "",
    "person:1",
    "person:999",
    "check:4",
    "opening:3",
    "candidate:8",
    "job:2",
    "workspace:1",
    "people.index",
    "x.y",
    "person:x",
)


@pytest.mark.parametrize("action", ACTIONS)
def test_every_act_is_told_in_whole_sentences_in_both_languages(app: Flask, cast: Cast, action: str) -> None:
    everyone = list_people(cast.database, cast.actors["owner"])
    tellers = [Teller(language, everyone) for language in LANGUAGES]
    with app.test_request_context():
        for teller, way, about, person in product(tellers, WAYS, ABOUTS, (1, 999, None)):
            entry = Entry(1, NOON, person, action, about, DETAILS | way)
            sentence = teller.plain(entry)
            assert not re.search(r"[{}_]|Undefined|None", sentence)
            assert sentence.endswith(".")
            assert teller.language == "en" or not re.search("[0-9]", sentence)
            assert unescape(re.sub("<[^>]+>", "", str(teller.marked_up(entry)))) == sentence


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("en", "Mina Tehrani changed the role of Omid Noor from Viewer to HR."),
        ("fa", "Mina Tehrani نقش Omid Noor را از «بیننده» به «منابع انسانی» تغییر داد."),
    ],
)
def test_an_act_is_told_with_whom_and_how(cast: Cast, language: str, sentence: str) -> None:
    change_role(cast.database, cast.actors["owner"], cast.actors["viewer"].person or 0, "hr")
    assert told(cast.sign_in("owner", language).see(TRAIL))[1] == sentence


def test_who_it_was_is_told_even_where_nobody_knows(cast: Cast, owner: Somebody) -> None:
    nobody = Actor(1, None, "viewer")
    note_alone(cast.database, nobody, "sign_in_failed")
    note_alone(cast.database, nobody, "sign_in_failed", f"person:{cast.actors['viewer'].person}")
    note_alone(cast.database, nobody, "person_erased", "person:999")
    gone = cast.actors["viewer"].person or 0
    note_alone(cast.database, cast.actors["viewer"], "signed_out")
    remove_person(cast.database, owner.actor, gone)
    before = told(owner.see(TRAIL))
    assert before[1] == f"{NAMES['viewer']} signed out."
    with writing(cast.database) as connection:
        change_person(connection, 1, gone, name="", email=f"erased-{gone}")
    assert told(owner.see(TRAIL))[:5] == [
        "Mina Tehrani removed a person who has left.",
        "A person who has left signed out.",
        "The site’s operator erased name and e-mail of a person who has left, whose time was over.",
        "Someone not signed in tried to sign in as a person who has left, with a wrong password.",
        "Someone not signed in tried to sign in with an e-mail that nobody here has.",
    ]


def test_whoever_is_here_and_the_checks_can_be_reached(cast: Cast, owner: Somebody) -> None:
    whom = cast.actors["hr"].person
    note_alone(cast.database, owner.actor, "check_started", "check:7")
    note_alone(cast.database, owner.actor, "reset_link_made", f"person:{whom}")
    page = owner.see(TRAIL)
    assert f'href="/en/workspace/people/{whom}"' in page
    assert 'href="/en/workspace/checks#check-7"' in page
    remove_person(cast.database, owner.actor, whom or 0)
    assert f'href="/en/workspace/people/{whom}"' not in owner.see(TRAIL)


def test_only_owners_read_it(cast: Cast) -> None:
    for who in ("hr", "interviewer", "viewer"):
        for page in (TRAIL, FILE):
            assert cast.sign_in(who).open(page).status_code == 403
    assert NAMES["owner"] not in cast.sign_in("rival").see(TRAIL)
    assert NAMES["owner"] not in cast.sign_in("rival").open(FILE).get_data(as_text=True)


# --- choosing


def days(page: str) -> list[str]:
    return [text_of(found).strip() for found in re.findall(r"<h2 id=\"day-\d+\">.*?</h2>", page)]


@pytest.mark.parametrize(
    ("language", "calendar", "typed", "heading"),
    [
        ("en", None, "2026-11-23", "23 November 2026"),
        ("fa", None, "۱۴۰۵/۹/۲", "۲ آذر ۱۴۰۵"),
        ("fa", "gregorian", "2026-11-23", "۲۳ نوامبر ۲۰۲۶"),
        ("en", "jalali", "1405/9/2", "2 Azar 1405"),
    ],
)
def test_days_are_typed_by_the_calendar_that_they_are_told_by(
    cast: Cast, monkeypatch: pytest.MonkeyPatch, language: str, calendar: str | None, typed: str, heading: str
) -> None:
    change_settings(cast.database, cast.actors["owner"], {"calendar": calendar}, {})
    for moment_of in (NOON - DAY, NOON - DAY // 2, NOON + DAY // 2 - 1, NOON + DAY // 2):
        at(cast, monkeypatch, moment_of, "viewer", "signed_out")
    page = cast.sign_in("owner", language).see(f"{TRAIL}?action=signed_out&since={typed}&until={typed}")
    assert [found.replace("\u00a0", " ") for found in days(page)] == [heading]
    assert len(told(page)) == 2


def test_acts_are_chosen_by_who_and_what(cast: Cast, owner: Somebody) -> None:
    viewer = cast.actors["viewer"]
    note_alone(cast.database, viewer, "signed_out")
    note_alone(cast.database, cast.actors["hr"], "signed_out")
    page = owner.see(f"{TRAIL}?person={viewer.person}")
    assert set(told(page)) == {
        f"{NAMES['viewer']} {did}" for did in ("signed out.", "signed in.", "accepted the invitation.")
    }
    assert told(owner.see(f"{TRAIL}?person={viewer.person}&action=signed_out")) == [f"{NAMES['viewer']} signed out."]
    nothing = owner.see(f"{TRAIL}?person={viewer.person}&action=logo_changed")
    assert say("audit.nothing") in text_of(nothing)


@pytest.mark.parametrize(
    ("asked", "field", "code"),
    [
        ("since=1405/9/2", "since", "day_wrong"),
        ("until=2026-02-30", "until", "day_wrong"),
        ("since=%00soon", "since", "day_wrong"),
        ("since=2026-11-23&until=2026-11-22", "until", "days_swapped"),
        ("person=x", "person", "not_an_option"),
        ("person=999999", "person", "not_an_option"),
        ("person=99999999999999999999", "person", "not_an_option"),
        ("action=meddled", "action", "not_an_option"),
    ],
)
def test_what_cannot_be_chosen_is_told_at_its_field_and_nothing_is_guessed(
    owner: Somebody, asked: str, field: str, code: str
) -> None:
    for path in (TRAIL, FILE):
        answer = owner.open(f"{path}?{asked}")
        page = answer.get_data(as_text=True)
        assert answer.status_code == 422
        assert f'id="error-{field}">{say(f"errors.{code}")}' in page
        assert told(page) == []


def test_another_companys_person_is_told_like_nobody(cast: Cast, owner: Somebody) -> None:
    theirs, nobodys = (owner.open(f"{TRAIL}?person={each}") for each in (cast.actors["rival"].person, 999_999))
    assert (theirs.status_code, text_of(theirs.text)) == (nobodys.status_code, text_of(nobodys.text))


@pytest.mark.parametrize("before", ["", "x", "-1", "1.5", "9" * 40, "²"])
def test_an_address_that_nobody_was_given_leads_nowhere(owner: Somebody, before: str) -> None:
    assert owner.open(f"{TRAIL}?before={before}").status_code == 404


def test_older_entries_follow_page_by_page(cast: Cast, owner: Somebody) -> None:
    for _ in range(2 * PAGE):
        note_alone(cast.database, cast.actors["viewer"], "signed_out")
    seen, address = [], f"{TRAIL}?action=signed_out"
    while address:
        page = owner.see(address)
        seen.append(len(told(page)))
        found = re.search(r'rel="next" href="/en/([^"]+)"', page)
        address = unescape(found[1]) if found else ""
    assert seen == [PAGE, PAGE]


# --- the file


def rows_of(answer: TestResponse) -> list[list[str]]:
    text = answer.get_data().decode("utf-8")
    assert text.startswith(BYTE_ORDER_MARK)
    return list(csv.reader(StringIO(text.removeprefix(BYTE_ORDER_MARK), newline="")))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_file_holds_what_was_chosen_and_is_noted_itself(cast: Cast, language: str) -> None:
    owner, by = cast.sign_in("owner", language), cast.actors["owner"]
    chosen = entries(cast.database, by, Wanted(action="signed_in"), most=None)
    answer = owner.open(f"{FILE}?action=signed_in")
    assert answer.mimetype == "text/csv"
    assert re.fullmatch(r'attachment; filename="activity-[0-9-]+\.csv"', answer.headers["Content-Disposition"])
    assert answer.headers["Cache-Control"] == "no-store"
    header, *rows = rows_of(answer)
    assert header[0] == say("audit.column_time", language)
    assert len(rows) == len(chosen)
    assert rows[0][1] == moment(chosen[0].at, language)
    assert rows[0][2:5] == [NAMES["owner"], say("audit.name_signed_in", language), say("audit.did_signed_in", language)]
    noted = entries(cast.database, by, Wanted(), most=1)[0]
    assert (noted.action, dict(noted.details)) == ("audit_downloaded", {"rows": len(rows), "chosen": ["action"]})


def test_a_name_in_the_file_is_no_formula(cast: Cast, owner: Somebody) -> None:
    name = "=cmd|'/C calc'!A0"
    with writing(cast.database) as connection:
        change_person(connection, 1, cast.actors["hr"].person or 0, name=name)
    invite(cast.database, cast.actors["hr"], "+1@mehr.example", "viewer")
    rows = rows_of(owner.open(FILE))
    assert [f"'{name}", "'+1@mehr.example"] == [rows[1][2], rows[1][5]]
    assert name in text_of(owner.see(TRAIL))


def test_a_file_that_cannot_be_noted_is_not_sent(
    app: Flask, cast: Cast, owner: Somebody, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError("disk full")

    monkeypatch.setattr("views.audit.note_alone", refuse)
    app.config["PROPAGATE_EXCEPTIONS"] = False
    app.testing = False
    answer = owner.open(FILE)
    assert answer.status_code == 500
    assert NAMES["owner"] not in answer.get_data(as_text=True)


def test_a_file_has_an_end_and_says_so(cast: Cast, owner: Somebody, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("views.audit.MOST_ROWS", 5)
    for _ in range(2):
        note_alone(cast.database, cast.actors["viewer"], "signed_out")
    exact = rows_of(owner.open(f"{FILE}?action=signed_out"))
    assert len(exact) == 1 + 2
    cut = rows_of(owner.open(FILE))
    assert len(cut) == 1 + 5 + 1
    assert cut[-1] == [say("audit.left_out")]
