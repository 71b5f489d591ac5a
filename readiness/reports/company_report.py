"""Builds the Report on one check: every part worded once, for the page, the PDF and the JSON alike."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from readiness import language as language_of
from readiness.company.answers import read_answers
from readiness.company.assessment import Assessment, assess
from readiness.company.verdict import GROUND_NEEDED, SCORE_NEEDED
from readiness.library import Library
from readiness.questionnaire import Role
from readiness.reports import advice_words, basis_words, charts, money_words, verdict_words
from readiness.reports.figures import figures
from readiness.reports.house import NOBODY, House
from readiness.reports.report import Chart, Figure, Report, Table
from readiness.reports.wording import Wording, wording_for


def build(
    found: Assessment,
    stored: Mapping[str, object],
    library: Library,
    language: str,
    made_on: date,
    house: House = NOBODY,
) -> Report:
    """The Report of one assessment in one language; `stored` are the answers as given, for the annex.

    The assumptions are those that `found` was reckoned with: assess `house.role(role)`, as `report_on` does.
    """
    say = wording_for(found, library, language)
    role_name = found.role.name[language]
    assumed, assumptions_lead = basis_words.assumptions(found, say)
    return Report(
        language=language,
        role=found.role.key,
        role_name=role_name,
        edition=found.role.edition,
        made_on=made_on,
        made_on_text=language_of.day(made_on, language, house.calendar),
        title=say("title", role=role_name),
        company=found.answers.picks.get("company", "") or house.name,
        house=house.name,
        logo=house.logo,
        verdict=verdict_words.verdict(found, say),
        reasons=verdict_words.reasons(found, say),
        notes=verdict_words.notes(found, say),
        leaks=verdict_words.leak_items(found, say),
        score=_score(found, say),
        dimensions=_dimensions(found, say),
        money=money_words.money_figures(found, say),
        levels=money_words.level_rows(found, say),
        cash_path=money_words.cash_path(found, say),
        histogram=money_words.histogram(found, say),
        tornado=money_words.tornado(found, say),
        changes_lead=advice_words.changes_lead(found, say),
        changes=advice_words.changes(found, say),
        find_out_first=advice_words.find_out_first(found, say),
        next_steps=advice_words.next_steps(found, say),
        assumptions_lead=assumptions_lead,
        assumptions=assumed,
        answers=basis_words.answer_rows(found, stored, say),
        limits=basis_words.limits(say),
        figures=figures(found),
    )


def report_on(
    role: Role,
    stored: Mapping[str, object],
    library: Library,
    language: str,
    made_on: date,
    tried: Mapping[str, float] | None = None,
    house: House = NOBODY,
) -> Report:
    """From stored answers to the Report: read, assess, word. Raises ValueError where a required answer is missing."""
    found = assess(house.role(role), read_answers(role, stored), tried)
    return build(found, stored, library, language, made_on, house)


def _score(found: Assessment, say: Wording) -> Figure:
    whole = found.score.whole
    meaning = say("score_meaning", low=say.number(whole.low), high=say.number(whole.high))
    return Figure("score", say("score_name"), say.number(whole.likely), meaning, whole.likely)


def _dimensions(found: Assessment, say: Wording) -> Chart:
    """The six sides as bars with their ranges."""
    spans, names = found.score.dimensions, {d.key: d.name[say.language] for d in found.role.dimensions}
    strongest, weakest = (pick(spans, key=lambda key: spans[key].likely) for pick in (max, min))
    summary = say(
        "dimensions_summary",
        strongest=names[strongest],
        strong=say.number(spans[strongest].likely),
        weakest=names[weakest],
        weak=say.number(spans[weakest].likely),
    )
    heading = charts.Heading("dimensions", say("dimensions_title"), summary, say.language == "fa")
    bars = [
        charts.Bar(names[key], span.likely, span.low, span.high, say.number(span.likely)) for key, span in spans.items()
    ]
    marks = [charts.Mark(GROUND_NEEDED, say("threshold_ground")), charts.Mark(SCORE_NEEDED, say("threshold_score"))]
    return Chart("dimensions", heading.title, summary, charts.bars(heading, bars, marks), _dimensions_table(found, say))


def _dimensions_table(found: Assessment, say: Wording) -> Table:
    rows = tuple(
        (
            dimension.name[say.language],
            say.number(span.likely),
            _range(span.low, span.high, say),
            say.percent(dimension.weight),
        )
        for dimension in found.role.dimensions
        for span in (found.score.dimensions[dimension.key],)
    )
    columns = tuple(say(f"dimensions_{key}") for key in ("side", "value", "range", "weight"))
    return Table(say("dimensions_title"), columns, rows)


def _range(low: float, high: float, say: Wording) -> str:
    return say("between", low=say.number(low), high=say.number(high))
