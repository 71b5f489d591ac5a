"""What the report rests on, in words: the assumptions with their sources, the answers as given, and the limits."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from readiness.company.assessment import Assessment
from readiness.company.assumed import FACTORS, NORMS, Adjustable, departures
from readiness.company.numbers import Range
from readiness.company.what_if import TRIALS, tried_value
from readiness.questionnaire import UNKNOWN, Level, Question
from readiness.reports.report import AnswerRow, Assumption
from readiness.reports.verdict_words import listed
from readiness.reports.wording import Wording

TERMS = ("on_cost", "retention_lift", "expansion_lift", "expansion_ceiling", "ramp", "discount")
FROM_ELSEWHERE = frozenset({"on_cost", "expansion_ceiling"})

Row = tuple[Assumption, tuple[str, ...]]  # with the assumptions by which it could be set otherwise


def assumptions(found: Assessment, say: Wording) -> tuple[tuple[Assumption, ...], str]:
    """Everything the model takes for granted, ours marked as ours, a company's own as its own; and the sentence that
    says which of these a company has set otherwise, "" where none."""
    levels = [_level(level, say) for level in found.role.levels if level.key != "mid"]
    rows = (*(_term(key, found, say) for key in TERMS), *levels, *_norms(found, say), *_benchmarks(found, say))
    departed = {departure.adjustable.key: departure.adjustable for departure in departures(found.role)}
    shown = {key for _, keys in rows for key in keys}
    lead = _lead([adjustable for key, adjustable in departed.items() if key in shown], say)
    return tuple(_marked(row, [departed[key] for key in keys if key in departed], say) for row, keys in rows), lead


def _lead(departed: list[Adjustable], say: Wording) -> str:
    if not departed:
        return ""
    names = listed([adjustable.name[say.language] for adjustable in departed], say)
    return say("set_one" if len(departed) == 1 else "set_many", count=say.number(len(departed)), names=names)


def _marked(row: Assumption, departed: list[Adjustable], say: Wording) -> Assumption:
    """The row as it is, or, set otherwise by a company, with the standard beside it."""
    if not departed:
        return row
    standards = [adjustable.said(adjustable.standard, say.language) for adjustable in departed]
    if row.key.startswith("level_"):  # whose three factors share a row
        labels = (adjustable.label[say.language] for adjustable in departed)
        standards = [f"{label}: {standard}" for label, standard in zip(labels, standards, strict=True)]
    standard = listed(standards, say)
    return replace(row, source=say("source_set", standard=standard), ours=False, standard=standard)


def _term(key: str, found: Assessment, say: Wording) -> Row:
    trial = next(trial for trial in TRIALS if trial.key == key)
    number = tried_value(found.company, trial)
    value, ours = _term_value(key, found, say), key not in FROM_ELSEWHERE
    return Assumption(key, say.name(key), value, say(f"source_{key}"), ours, number, editable=True), (key,)


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


def _level(level: Level, say: Wording) -> Row:
    factors = {key: say.number(getattr(level, key), 2) for key in FACTORS}
    name = say("assumption_levels", name=say.of_role("verdict", f"name_{level.key}"))
    value = say("assumption_levels_value", **factors)
    row = Assumption(f"level_{level.key}", name, value, say("source_levels"), ours=True)
    return row, tuple(f"{level.key}_{key}" for key in FACTORS)


def _norms(found: Assessment, say: Wording) -> Iterator[Row]:
    terms, business = found.company.assumptions, found.company.business
    for key, name in NORMS.items():
        value = say.percent(terms["norms"][business][name])
        yield Assumption(key, say.name(key), value, say(f"source_{key}"), ours=True), (f"{key}_{business}",)
    yield (
        Assumption("residual", say.name("lasting"), _lasting(found, say), say("source_lasting"), ours=True),
        ("lasting",),
    )
    if "rep_cost" not in found.company.ranges:
        share = say.percent(terms["rep_share"])
        yield Assumption("rep", say.name("rep_share"), share, say("source_rep"), ours=True), ("rep_share",)


def _lasting(found: Assessment, say: Wording) -> str:
    """What the years after the three are worth, and how many there are."""
    years = int(found.company.assumptions["lasting"])
    word = f"assumption_lasting_{years}" if years < 2 else "assumption_lasting"
    return say(word, amount=say.money(found.level.residual), years=say.number(years))


def _benchmarks(found: Assessment, say: Wording) -> Iterator[Row]:
    for key in found.unknown:
        span = found.company.ranges.get(key)
        if span is not None and span.benchmark:
            value = say("assumption_range", **_ends(key, span, found, say))
            row = Assumption(f"unknown_{key}", say.name(key), value, say("source_unknown"), ours=True)
            yield row, _set_by(key, found)


def _set_by(key: str, found: Assessment) -> tuple[str, ...]:
    """The assumption that a benchmark is made of: the margin's is the norm of the business, the load's goes by size."""
    own = {"margin": f"norm_margin_{found.company.business}", "load": f"load_{found.answers.picks.get('client_size')}"}
    return (own.get(key, key),)


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
