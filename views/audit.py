"""The activity of a workspace, for its owners: the trail by day, chosen by who, what and when, and as a CSV file."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from io import BytesIO
from itertools import groupby
from urllib.parse import urlencode

from flask import Response, abort, make_response, request
from markupsafe import Markup

from forms.audit import AuditFilter
from readiness.language import calendar_for, day, digits, moment, number, written_day
from readiness.records.audit import ACTIONS, PAGE, Entry, all_entries, entries, note_alone
from readiness.records.owed import kept_from
from readiness.records.people import LAST_ID, Person, list_people
from readiness.reports.cells import Cell, csv_lines
from views.access import OWNERS, member
from views.language import SpokenBlueprint
from views.pages import file_to_keep
from views.site import this_site
from views.trail_words import Teller
from views.workspace_page import member_page

blueprint = SpokenBlueprint("audit", __name__, under="/workspace")

HERE = "audit"
MOST_ROWS = 100_000
ID = re.compile("[0-9]{1,10}")
COLUMNS = ("time", "moment", "who", "action", "sentence", "about")


@dataclass(frozen=True, slots=True)
class Told:
    """One entry in words."""

    time: str
    who: str
    did: Markup


@blueprint.get("/audit", policy=OWNERS)
def show(language: str) -> Response:
    everyone, form = _filter(language)
    wrong = bool(form.wrong())
    found = [] if wrong else entries(this_site().database, member().actor, form.wanted(), _before(), PAGE + 1)
    return make_response(_page(language, form, everyone, found), 422 if wrong else 200)


def _filter(language: str) -> tuple[list[Person], AuditFilter]:
    """Everyone whom one may ask for, and what was asked."""
    reader = member()
    everyone = list_people(this_site().database, reader.actor, with_removed=True)
    calendar = calendar_for(language, reader.calendar)
    form = AuditFilter(request.args, calendar, [person.id for person in everyone])
    form.validate()
    return everyone, form


def _before() -> int | None:
    """The entry at which the page before ended; an address that nobody was given leads nowhere."""
    asked = request.args.get("before")
    if asked is None:
        return None
    if not ID.fullmatch(asked) or int(asked) > LAST_ID:
        abort(404)
    return int(asked)


def _page(language: str, form: AuditFilter, everyone: Sequence[Person], found: Sequence[Entry]) -> str:
    """The page; `found` has one entry more than is shown where there are older ones."""
    teller, here = _teller(language, everyone), f"/{language}/workspace/audit"
    shown, asked = found[:PAGE], form.asked()
    older = {**asked, "before": shown[-1].id} if len(found) > PAGE else None
    return member_page(
        "audit/trail.html",
        language,
        HERE,
        days=list(_by_day(shown, teller)),
        form=form,
        people=[("", teller.say("everyone")), *((str(person.id), teller.choice(person)) for person in everyone)],
        actions=[("", teller.say("everything")), *((action, teller.say(f"name_{action}")) for action in ACTIONS)],
        such_as=digits(written_day(datetime.now(UTC).date(), form.calendar), language),
        older=f"{here}?{urlencode(older)}" if older else "",
        newest=f"{here}?{urlencode(asked)}" if "before" in request.args else "",
        download=f"{here}.csv" + (f"?{urlencode(asked)}" if asked else ""),
        most=number(MOST_ROWS, language),
    )


def _teller(language: str, everyone: Sequence[Person]) -> Teller:
    """Words for the reader, who is told no decision on a candidate whom they have yet to rate."""
    return Teller(language, everyone, kept_from(this_site().database, member().actor))


def _by_day(shown: Sequence[Entry], teller: Teller) -> Iterator[tuple[str, list[Told]]]:
    for when, that_day in groupby(shown, key=_day_of):
        yield day(when, teller.language, member().calendar), [_told(entry, teller) for entry in that_day]


def _day_of(entry: Entry) -> date:
    return datetime.fromtimestamp(entry.at, UTC).date()


def _told(entry: Entry, teller: Teller) -> Told:
    time = digits(f"{datetime.fromtimestamp(entry.at, UTC):%H:%M}", teller.language)
    return Told(time, teller.who(entry), teller.marked_up(entry))


@blueprint.get("/audit.csv", policy=OWNERS)
def download(language: str) -> Response:
    """What the same filters choose, for a spreadsheet; noted before it is sent."""
    everyone, form = _filter(language)
    if form.wrong():
        return make_response(_page(language, form, everyone, []), 422)
    database, by = this_site().database, member().actor
    file, rows = BytesIO(), 0
    found = all_entries(database, by, form.wanted(), MOST_ROWS + 1)
    for rows, line in enumerate(csv_lines(_rows(_teller(language, everyone), found))):  # noqa: B007
        file.write(line)
    note_alone(database, by, "audit_downloaded", rows=min(rows, MOST_ROWS), chosen=sorted(form.asked()))
    return file_to_keep(file.getvalue(), "text/csv; charset=utf-8", f"activity-{datetime.now(UTC):%Y-%m-%d}.csv")


def _rows(teller: Teller, found: Iterator[Entry]) -> Iterator[Sequence[Cell]]:
    """The names of the columns, the entries, and a word where older ones are left out."""
    calendar = member().calendar
    yield [teller.say(f"column_{column}") for column in COLUMNS]
    for number_of, entry in enumerate(found, start=1):
        if number_of > MOST_ROWS:
            yield [teller.say("left_out")]
            return
        time = f"{datetime.fromtimestamp(entry.at, UTC):%Y-%m-%d %H:%M:%S}"
        words = teller.who(entry), teller.action(entry), teller.plain(entry), teller.about(entry)
        yield [time, moment(entry.at, teller.language, calendar), *words]
