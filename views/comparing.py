"""Two checks of a workspace side by side: what the model makes of each, what was answered otherwise, what moved."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from readiness.company.answers import read_answers
from readiness.language import digits
from readiness.questionnaire import Role
from readiness.records.held_checks import HeldCheck
from readiness.records.sessions import Member
from views.held_list import Named, named
from views.letterhead import house_of
from views.review import Row, parts_of
from views.site import this_site
from views.steps import answered_words

if TYPE_CHECKING:  # the model needs numpy: a start of the site does not
    from readiness.reports.report import Report
    from views.trying import Effect


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two; `report` is None where required answers are missing."""

    check: HeldCheck
    named: Named
    role: Role | None
    report: Report | None


def comparison(older: HeldCheck, newer: HeldCheck, reader: Member, language: str) -> dict[str, object]:
    """What the page shows; only what both have can be compared, and `obstacles` says why there is no more."""
    first, second = (_side(check, reader, language) for check in (older, newer))
    shown: dict[str, object] = {"first": first.named, "second": second.named, "moved": [], "outcome": [], "sides": []}
    shown |= {"obstacles": list(_obstacles(first, second, language)), "answers": None, "basis": ""}
    if first.role is None or first.role is not second.role:
        return shown
    if first.report and second.report:
        shown |= _results(first.role, first.report, second.report, language)
    return shown | {"answers": _answered_otherwise(first.role, first.check, second.check, language)}


def _side(check: HeldCheck, reader: Member, language: str) -> Side:
    role = this_site().library.roles.get(check.role)
    report = _report(role, check, reader, language) if role else None
    return Side(check, named(check, reader, language), role, report)


def _report(role: Role, check: HeldCheck, reader: Member, language: str) -> Report | None:
    from readiness.reports.company_report import report_on

    if read_answers(role, check.answers).missing:
        return None
    return report_on(role, check.answers, this_site().library, language, date.today(), house=house_of(reader))


def _obstacles(first: Side, second: Side, language: str) -> Iterator[str]:
    """What stands in the way of a fair comparison, said plainly."""
    words = this_site().words[language]["compare"]
    if first.role is None or second.role is None:
        yield words["role_gone"]
    elif first.role is not second.role:
        yield words["other_role"].format(first=first.role.name[language], second=second.role.name[language])
    else:
        yield from _of_one_role(first, second, first.role, language)


def _of_one_role(first: Side, second: Side, role: Role, language: str) -> Iterator[str]:
    words = this_site().words[language]["compare"]
    unfinished = [side for side in (first, second) if side.report is None]
    if len(unfinished) == 2:
        yield words["neither_finished"]
    elif unfinished:
        answered = answered_words(role, unfinished[0].check.answers, language)
        yield words["not_finished"].format(day=unfinished[0].named.day, answered=answered)
    if first.check.edition != second.check.edition:
        editions = {"first": first.check.edition, "second": second.check.edition, "now": role.edition}
        yield words["other_edition"].format(**{key: digits(text, language) for key, text in editions.items()})
    if first.check.answers.get("currency") != second.check.answers.get("currency") and not unfinished:
        yield words["other_currency"]


def _results(role: Role, before: Report, after: Report, language: str) -> dict[str, object]:
    from views.trying import Effect, effects

    words = this_site().words[language]
    outcome = effects(before, after, words["check"]["verdict"])
    rows = zip(before.dimensions.table.rows, after.dimensions.table.rows, strict=True)
    sides = [Effect(old[0], old[1], new[1]) for old, new in rows]
    return {
        "outcome": outcome,
        "sides": sides,
        "moved": [_moved(outcome, words["compare"]), *_most_moved(role, before, after, sides, words["compare"])],
        "basis": words["compare"]["basis"].format(edition=digits(role.edition, language)),
    }


def _moved(outcome: Sequence[Effect], words: Mapping[str, str]) -> str:
    """What moved, in one sentence."""
    verdict, chance, score = outcome[:3]
    if all(effect.before == effect.after for effect in (verdict, chance, score)):
        return words["nothing_moved"]
    return words["figures_moved" if verdict.before == verdict.after else "verdict_moved"].format(
        before=verdict.before,
        after=verdict.after,
        chance_before=chance.before,
        chance_after=chance.after,
        score_before=score.before,
        score_after=score.after,
    )


def _most_moved(
    role: Role, before: Report, after: Report, sides: Sequence[Effect], words: Mapping[str, str]
) -> Iterator[str]:
    """The side that moved most, if any moved as much as shows."""
    moves = [abs(_likely(after, each.key) - _likely(before, each.key)) for each in role.dimensions]
    most = sides[moves.index(max(moves))]
    if most.before != most.after:
        yield words["side_moved"].format(side=most.name, before=most.before, after=most.after)


def _likely(report: Report, dimension: str) -> float:
    spans: Any = report.figures["dimensions"]
    return float(spans[dimension]["likely"])


def _answered_otherwise(role: Role, older: HeldCheck, newer: HeldCheck, language: str) -> list[Effect]:
    """The questions whose answers differ, each with both in words."""
    from views.trying import Effect

    words = this_site().words[language]
    before, after = (
        [row for part in parts_of(role, check.answers, language, words) for row in part.rows]
        for check in (older, newer)
    )
    told = (Effect(old.name, _said(old), _said(new)) for old, new in zip(before, after, strict=True))
    return [each for each in told if each.before != each.after]


def _said(row: Row) -> str:
    return f"{row.answer} · {row.sure}" if row.sure else row.answer
