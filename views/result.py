"""The result of a check: the page, what would be if figures were others, the PDF and the JSON of the same Report."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from flask import Response, make_response, render_template, request

from readiness.company.answers import Answers, read_answers
from readiness.records.audit import note_alone
from readiness.reports.house import House
from views.access import CHECK_READERS
from views.errors import told_page
from views.language import SpokenBlueprint, step_address
from views.letterhead import house_of
from views.opening import Opened, held_line, opened
from views.pages import file_to_keep, page, see_other
from views.site import this_site

if TYPE_CHECKING:  # the model needs numpy: a start of the site does not
    from readiness.company.assessment import Assessment
    from readiness.reports.report import Report
    from views.trying import Effect, TriedField

blueprint = SpokenBlueprint("result", __name__, under="/check")


@dataclass(frozen=True, slots=True)
class Asking:
    """Whose result is asked for, with answers that suffice for one, in which language, and with whose assumptions."""

    opened: Opened
    answers: Answers
    language: str
    house: House

    def assess(self, tried: Mapping[str, float] | None = None) -> Assessment:
        from readiness.company.assessment import assess

        return assess(self.house.role(self.opened.role), self.answers, tried)

    def report(self, found: Assessment) -> Report:
        from readiness.reports.company_report import build

        answers, library = self.opened.check.answers, this_site().library
        return build(found, answers, library, self.language, date.today(), self.house)


def asking(language: str) -> Asking | None:
    """None where required answers are missing."""
    found = opened()
    answers = read_answers(found.role, found.check.answers)
    return None if answers.missing else Asking(found, answers, language, house_of(found.member, with_logo=True))


@blueprint.get("/result", policy=CHECK_READERS)
def show(language: str) -> Response:
    """The verdict with its reasons; figures in the query are tried out beside it and change nothing."""
    asked = asking(language)
    if asked is None:
        return see_other(step_address(language, "review"))  # which says what is missing
    found = asked.assess()
    report = asked.report(found)
    fields, effect = _tried(asked, found, report)
    status = 422 if any(field.error for field in fields) else 200
    if request.headers.get("X-Fragment") == "effect":
        words = this_site().words[language]
        return make_response(render_template("result/effect.html", w=words, language=language, effect=effect), status)
    shown = {"may_change": asked.opened.may_change, "held_line": held_line(asked.opened, language)}
    made = page("result/result.html", language, report=report, what_if=fields, effect=effect, **shown)
    return make_response(made, status)


def _tried(asked: Asking, found: Assessment, report: Report) -> tuple[list[TriedField], list[Effect] | None]:
    """The figures to try, and their effect where some were typed and all can be read."""
    from views.trying import effects, tried_fields

    fields = tried_fields(found, request.args, this_site().library, asked.language)
    tried = {field.key: field.number for field in fields if field.number is not None}
    if not tried or any(field.error for field in fields):
        return fields, None
    verdict = this_site().words[asked.language]["check"]["verdict"]
    return fields, effects(report, asked.report(asked.assess(tried)), verdict)


@blueprint.get("/report.pdf", policy=CHECK_READERS)
def pdf(language: str) -> Response:
    """The report to download; where the PDF can't be made here, a page that says why."""
    from readiness.reports.pdf import PdfUnavailable, render

    asked = asking(language)
    if asked is None:
        return see_other(step_address(language, "review"))
    try:
        made = render(asked.report(asked.assess()), this_site().library.words)
    except PdfUnavailable as problem:
        return told_page(this_site().words[language]["pdf"][problem.reason], language)
    return _download(asked, made, "application/pdf", "pdf")


@blueprint.get("/report.json", policy=CHECK_READERS)
def data(language: str) -> Response:
    """The same Report as data."""
    from readiness.reports.data import report_json

    asked = asking(language)
    if asked is None:
        return see_other(step_address(language, "review"))
    return _download(asked, report_json(asked.report(asked.assess())), "application/json", "json")


def _download(asked: Asking, made: bytes, kind: str, ending: str) -> Response:
    """The file; of a workspace's check its trail knows who took it."""
    reader, check = asked.opened.member, asked.opened.check
    if reader is not None:
        note_alone(this_site().database, reader.actor, "report_downloaded", f"check:{check.id}", format=ending)
    return file_to_keep(made, kind, f"readiness-{date.today()}.{ending}")
