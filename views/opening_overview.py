"""What stands at the head of an opening: what to do next, the facts, what is asked for, and papers to print."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from markupsafe import Markup, escape

from forms.openings import is_own
from readiness.candidates.sharing import concerns
from readiness.candidates.snapshot import read_rubric
from readiness.language import day, digits
from readiness.questionnaire import Rubric
from readiness.records.openings import Opening, Share, panel_of
from readiness.records.owed import HowFar, how_far
from readiness.records.sessions import Member
from views.access import STAFF
from views.site import this_site


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that waits, and the part of the opening where it is done."""

    text: str
    part: str = ""


@dataclass(frozen=True, slots=True)
class Asked:
    """One competency with what the level sought asks for, and who rates it."""

    name: str
    target: str
    weight: str
    must_have: bool
    own: bool
    raters: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """One paper to print: its words, and its address behind the language."""

    words: str
    address: str


def overview(opening: Opening, reader: Member, language: str) -> dict[str, object]:
    """Everything that the page shows."""
    database, by = this_site().database, reader.actor
    shares, far = panel_of(database, by, opening.id), how_far(database, by, opening.id)
    rubric = read_rubric(opening.rubric)
    return {
        "steps": list(_steps(shares, far, rubric, reader, language)) if opening.closed_at is None else [],
        "far": far,
        "asked": asked(rubric, opening.level, shares, language),
        "edition": rubric.edition,
        "begun": day(datetime.fromtimestamp(opening.created_at, UTC), language, reader.calendar),
        "stages": [this_site().words[language]["openings"][f"stage_{stage}"] for stage in opening.stages],
        "sheets": list(_sheets(opening, shares, rubric, reader, language)),
        "may_lead": STAFF.admits(reader.role),
    }


def asked(rubric: Rubric, level: str, shares: list[Share], language: str) -> list[Asked]:
    words = this_site().words[language]["openings"]
    return [
        Asked(
            one.name[language],
            digits(str(one.targets[level]), language),
            words[f"counts_{one.weight}"],
            level in one.must_have,
            is_own(one.key),
            tuple(share.name for share in shares if one.key in share.competencies),
        )
        for one in rubric.competencies
    ]


def counted(words: str, many: int, language: str, name: str = "") -> Markup:
    """The words for one, or for several: words_one, words_some; `name` is somebody's, kept from turning the rest."""
    told = this_site().words[language]["openings"][f"{words}_{'one' if many == 1 else 'some'}"]
    return escape(told).format(n=digits(str(many), language), name=isolated(name))


def isolated(name: str) -> Markup:
    return Markup("<bdi>{}</bdi>").format(name)


def _steps(shares: list[Share], far: HowFar, rubric: Rubric, reader: Member, language: str) -> Iterator[Step]:
    """In the order in which they are to be done; whoever only rates is told of their own scorecards alone."""
    if owed := far.owed.get(reader.person, 0):
        yield Step(counted("next_own", owed, language), "candidates")
    if reader.role != "interviewer":
        yield from _panel_steps(shares, far, rubric, STAFF.admits(reader.role), language)
        yield from _owed_steps(shares, far, reader.person, language)


def _panel_steps(shares: list[Share], far: HowFar, rubric: Rubric, may: bool, language: str) -> Iterator[Step]:
    words = this_site().words[language]["openings"]
    rated = {share.person: share.competencies for share in shares}
    if not shares:
        yield Step(words["next_share"], "panel" if may else "")
    elif concerns([one.key for one in rubric.competencies], rated).thin:
        yield Step(words["next_share_more"], "panel" if may else "")
    if not far.candidates:
        yield Step(words["next_candidates"], "candidates" if may else "")


def _owed_steps(shares: list[Share], far: HowFar, reader: int, language: str) -> Iterator[Step]:
    for share in shares:
        if share.person != reader and (left := far.owed.get(share.person, 0)):
            yield Step(counted("next_owed", left, language, name=share.name))
    if far.undecided:
        yield Step(counted("next_decide", far.undecided, language), "candidates")


def _sheets(opening: Opening, shares: list[Share], rubric: Rubric, reader: Member, language: str) -> Iterator[Sheet]:
    """The papers that the reader may print; viewers have none, for they rate nobody."""
    if reader.role == "viewer":
        return
    words = this_site().words[language]["openings"]
    start = f"workspace/openings/{opening.id}"
    mine = any(share.person == reader.person for share in shares)
    yield Sheet(words["kit_own" if mine else "kit_whole"], f"{start}/kit.pdf")
    for share in shares:
        if reader.role != "interviewer" and share.person != reader.person:
            yield Sheet(
                escape(words["kit_of"]).format(name=isolated(share.name)), f"{start}/kit.pdf?person={share.person}"
            )
    for sheet, there in (("sample", rubric.work_sample.tasks), ("judgement", rubric.judgement)):
        for key in ("", "_key") if there else ():
            name = "work-sample" if sheet == "sample" else sheet
            yield Sheet(words[f"kit_{sheet}{key}"], f"{start}/{name}{key.replace('_', '-')}.pdf")
