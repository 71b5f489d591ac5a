"""What the report rests on, in words: the assumptions with their sources, the answers as given, and the limits."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from readiness.company.assessment import Assessment
from readiness.company.numbers import Range
from readiness.company.what_if import TRIALS, tried_value
from readiness.questionnaire import UNKNOWN, Level, Question
from readiness.reports.report import AnswerRow, Assumption
from readiness.reports.wording import Wording

TERMS = ("on_cost", "retention_lift", "expansion_lift", "expansion_ceiling", "ramp", "discount")
FROM_ELSEWHERE = frozenset({"on_cost", "expansion_ceiling"})


def assumptions(found: Assessment, say: Wording) -> tuple[Assumption, ...]:
    """Everything the model takes for granted, ours marked as ours; those that may be tried carry their number."""
    levels = [_level(level, say) for level in found.role.levels if level.key != "mid"]
    return (*(_term(key, found, say) for key in TERMS), *levels, *_norms(found, say), *_benchmarks(found, say))


def _term(key: str, found: Assessment, say: Wording) -> Assumption:
    trial = next(trial for trial in TRIALS if trial.key == key)
    number = tried_value(found.company, trial)
    value = _term_value(key, found, say)
    return Assumption(key, say.name(key), value, say(f"source_{key}"), key not in FROM_ELSEWHERE, number, editable=True)


def _term_value(key: str, found: Assessment, say: Wording) -> str:
    if key in found.company.ranges:
        return _effect(key, found.company.ranges[key], found, say)
    amount = float(found.company.assumptions[key])
    return say("assumption_factor", value=say.number(amount, 2)) if key == "on_cost" else say.percent(amount)


def _effect(key: str, span: Range, found: Assessment, say: Wording) -> str:
    """An effect of the role: months until it is whole, or a share with what it comes to in points."""
    if key == "ramp":
        return say("assumption_months", **_ends(key, span, found, say))
    shares = {"low": say.percent(span.low), "likely": say.percent(span.likely), "high": say.percent(span.high)}
    return say("assumption_effect", points=say.value(key, span.likely, found.company), **shares)


def _ends(key: str, span: Range, found: Assessment, say: Wording) -> dict[str, str]:
    ends = {"low": span.low, "likely": span.likely, "high": span.high}
    return {end: say.value(key, value, found.company) for end, value in ends.items()}


def _level(level: Level, say: Wording) -> Assumption:
    factors = {key: say.number(getattr(level, key), 2) for key in ("load", "lift", "pay")}
    name = say("assumption_levels", name=say.of_role("verdict", f"name_{level.key}"))
    return Assumption(
        f"level_{level.key}", name, say("assumption_levels_value", **factors), say("source_levels"), ours=True
    )


def _norms(found: Assessment, say: Wording) -> Iterator[Assumption]:
    norm = found.company.assumptions["norms"][found.company.business]
    for key, name in (("norm_cost", "cost_to_book"), ("norm_margin", "margin")):
        yield Assumption(key, say(f"assumption_{key}"), say.percent(norm[name]), say(f"source_{key}"), ours=True)
    residual = say.money(found.level.residual)
    yield Assumption("residual", say("assumption_residual"), residual, say("source_residual"), ours=True)
    share = say.percent(found.company.assumptions["rep_share"])
    yield Assumption("rep", say("assumption_rep"), share, say("source_rep"), ours=True)


def _benchmarks(found: Assessment, say: Wording) -> Iterator[Assumption]:
    for key in found.unknown:
        span = found.company.ranges.get(key)
        if span is not None and span.benchmark:
            value = say("assumption_range", **_ends(key, span, found, say))
            yield Assumption(f"unknown_{key}", say.name(key), value, say("source_unknown"), ours=True)


def answer_rows(found: Assessment, stored: Mapping[str, object], say: Wording) -> tuple[AnswerRow, ...]:
    """Every question with its answer as given, in the order asked."""
    return tuple(
        AnswerRow(section.title[say.language], say.name(question.key), *_answer(question, found, stored, say))
        for section in found.role.questionnaire.sections
        for question in section.questions
        if question.key in stored or not (question.aid or question.kind == "text")
    )


def _answer(question: Question, found: Assessment, stored: Mapping[str, object], say: Wording) -> tuple[str, str]:
    answer = stored.get(question.key)
    if question.is_number and (answer or question.default is not None):
        return _number_answer(question, found, say)
    if not answer:
        return say("unanswered"), ""
    if answer == UNKNOWN:
        return say("unknown"), ""
    return _choice_answer(question, str(answer), say), ""


def _choice_answer(question: Question, answer: str, say: Wording) -> str:
    known = {option.value: option.text[say.language] for option in question.options}
    return known.get(answer, answer)


def _number_answer(question: Question, found: Assessment, say: Wording) -> tuple[str, str]:
    given = found.answers.numbers.get(question.key)
    if given is None or (given.value is None and question.key in found.answers.left_open):
        return say("unanswered"), ""
    if given.value is None:
        return say("unknown"), ""
    if question.kind == "money":
        shown = say.money_in_full(given.value)
    else:
        shown = say.percent(given.value / 100, _decimals(given.value)) if question.kind == "percent" else say.number(
            given.value, _decimals(given.value))  # fmt: skip
    return shown, say(f"sure_{given.sure}")


def _decimals(value: float) -> int:
    """As many decimals as were typed, two at the most."""
    return next(places for places in (0, 1, 2) if places == 2 or abs(round(value, places) - value) < 1e-9)


def limits(say: Wording) -> tuple[str, ...]:
    """What the report does not know, and says so."""
    return tuple(
        say(key) for key in ("limit_ours", "limit_causal", "limit_retention", "limit_today", "limit_inflation")
    )
