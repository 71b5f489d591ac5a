"""What the list of a workspace's checks shows: each with its day, company and verdict, and how they went over time."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from math import ceil
from typing import TYPE_CHECKING

from readiness import language as language_of
from readiness.questionnaire import Role
from readiness.records.held_checks import PAGE, HeldCheck, count_checks, list_checks
from readiness.records.sessions import Member
from views.letterhead import house_of
from views.site import this_site
from views.steps import answered_words

if TYPE_CHECKING:  # the model needs numpy: a start of the site does not
    from readiness.reports.glance import Glance

MOST_OFFERED = 100  # checks to choose from where two are compared


@dataclass(frozen=True, slots=True)
class Named:
    """A check as one tells it from others; `moment` is its day with the time, for two of one day."""

    id: int
    day: str
    moment: str
    company: str


@dataclass(frozen=True, slots=True)
class Row:
    """One check in words; `found` is None where required answers are missing, `role` where it is offered no more."""

    named: Named
    at: int
    role: Role | None
    answered: str
    found: Glance | None
    verdict: str
    chance: str
    score: str


@dataclass(frozen=True, slots=True)
class OverTime:
    """The picture of score and chance from check to check, and the sentence that says the same."""

    summary: str
    svg: str


def listing(reader: Member, language: str, page: int) -> dict[str, object]:
    """One page of the workspace's checks, the nearest to the one asked for, and those that can be compared."""
    database, by = this_site().database, reader.actor
    of = max(ceil(count_checks(database, by) / PAGE), 1)
    number = min(max(page, 1), of)
    rows = [_row(check, reader, language) for check in list_checks(database, by, number)]
    offered = [named(check, reader, language) for check in list_checks(database, by, most=MOST_OFFERED)]
    return {
        "rows": rows,
        "number": number,
        "of": of,
        "over_time": _over_time(rows, language),
        "offered": offered if len(offered) > 1 else [],
        "picked": _picked(rows, offered),
    }


def _picked(rows: Sequence[Row], offered: Sequence[Named]) -> tuple[str, ...]:
    """The two that one would compare first: the latest with a result, the older one first."""
    finished = [row.named for row in rows if row.found]
    return tuple(str(check.id) for check in reversed((finished if len(finished) > 1 else offered)[:2]))


def named(check: HeldCheck, reader: Member, language: str) -> Named:
    """The check with the day of its last answer."""
    day = language_of.day(datetime.fromtimestamp(check.changed_at, UTC).date(), language, reader.calendar)
    company = check.answers.get("company") or this_site().words[language]["checks"]["unnamed"]
    moment = language_of.moment(check.changed_at, language, reader.calendar)
    return Named(check.id, day, moment, company)


def _row(check: HeldCheck, reader: Member, language: str) -> Row:
    role = this_site().library.roles.get(check.role)
    found = _glance(role, check, reader) if role else None
    return Row(
        named=named(check, reader, language),
        at=check.changed_at,
        role=role,
        answered=answered_words(role, check.answers, language) if role else "",
        found=found,
        verdict=role.words["verdict"][f"name_{found.verdict}"][language] if role and found else "",
        chance=_share(found.chance, language) if found else "",
        score=language_of.number(found.score, language) if found else "",
    )


def _glance(role: Role, check: HeldCheck, reader: Member) -> Glance | None:
    from readiness.reports.glance import glance

    return glance(role, check.answers, house_of(reader), this_site().glances)


def _share(fraction: float, language: str) -> str:
    """A chance in the words of the report."""
    from readiness.reports.wording import Wording

    return Wording(language, this_site().library.words["report"], {}, {}, "{amount}").share(fraction)


def _over_time(rows: Iterable[Row], language: str) -> OverTime | None:
    """How score and chance went over the rows with a result, where they are two or more of the latest one's role."""
    finished = [row for row in rows if row.found]
    finished = [row for row in reversed(finished) if row.role is finished[0].role]
    if len(finished) < 2:
        return None
    first, last, words = finished[0], finished[-1], this_site().words[language]["checks"]
    summary = words["course_summary"].format(
        first=first.named.day,
        last=last.named.day,
        score_before=first.score,
        score_after=last.score,
        chance_before=first.chance,
        chance_after=last.chance,
    )
    return OverTime(summary, _drawn(finished, summary, language))


def _drawn(rows: Sequence[Row], summary: str, language: str) -> str:
    from readiness.reports.charts import Heading
    from readiness.reports.course import Course, course

    words, found = this_site().words[language], [row.found for row in rows if row.found]
    heading = Heading("course", words["checks"]["course_title"], summary, language == "fa")
    figures = (
        Course(words["report"]["score_name"], [each.score for each in found], rows[-1].score),
        Course(words["report"]["chance_name"], [each.chance * 100 for each in found], rows[-1].chance),
    )
    return course(heading, [row.at for row in rows], figures, (rows[0].named.day, rows[-1].named.day))
