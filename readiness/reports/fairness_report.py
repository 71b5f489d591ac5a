"""Makes the Paper on whether groups fare alike: of one opening, or of all together, with what it does not show."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from readiness.candidates.fairness import UNDECLARED, Comparison, Fairness, GroupRate, Strata, Warned
from readiness.reports.paper import Block, Bullets, Cell, Column, Grid, Paper, Section
from readiness.reports.report import Item
from readiness.reports.seen import Speech

AREA = "fairness"
MEANS = ("ratio", "flag", "scoring", "proof", "said", "before", "law")
RATES = ("selection", "scoring")
COLUMNS = {"people": ("number", 0), "chosen": ("number", 0), "rate": ("percent", 1), "ratio": ("number", 2),
           "p": ("number", 3)}  # fmt: skip


@dataclass(frozen=True)
class Asked:
    """One voluntary question in words, what its answers are called, and what was found about them."""

    key: str
    name: str
    answers: Mapping[str, str]
    found: Fairness


@dataclass(frozen=True)
class Scope:
    """What is looked at: one of the openings by its number among them, or – None – all; their titles in that order."""

    openings: Sequence[str]
    one: int | None = None

    def of(self, strata: Strata) -> Comparison:
        """The comparison that is told; an opening where nobody counts has an empty one."""
        if self.one is None:
            return strata.pooled
        return strata.openings.get(self.one, Comparison(0, (), 0, None, "nobody"))


def fairness_paper(say: Speech, scope: Scope, asked: Sequence[Asked], decided: int, pending: int) -> Paper:
    """Every question with its rates; `decided` and `pending` count the people looked at."""
    title = say("title_all", AREA) if scope.one is None else say("title_one", AREA, opening=scope.openings[scope.one])
    counts = (("fact_decided", decided), ("fact_pending", pending))
    facts = [(say(key, AREA), say.count(value)) for key, value in counts]
    if scope.one is None:
        facts.append((say("fact_openings", AREA), say.count(len(scope.openings))))
    means = Bullets(tuple(Item("", say(f"means_{key}", AREA)) for key in MEANS))
    return Paper(
        key="fairness",
        language=say.language,
        title=title,
        eyebrow=say("eyebrow", AREA),
        facts=tuple(facts),
        summary=_summary(say, scope, asked),
        sections=(*(_section(say, scope, one) for one in asked), Section(say("means_title", AREA), "", (means,))),
        made_on=say.made_on,
        made_on_text=say.day(),
        stem=f"fairness-{say.made_on}",
        house=say.house.name,
        logo=say.house.logo,
        figures={"decided": decided, "pending": pending, "questions": {one.key: _raw(scope, one) for one in asked}},
    )


def _summary(say: Speech, scope: Scope, asked: Sequence[Asked]) -> str:
    told = [(one, scope.of(strata)) for one in asked for strata in (one.found.selection, one.found.scoring)]
    flagged = dict.fromkeys(_group(say, one, group) for one, comparison in told for group in comparison.flagged)
    if flagged:
        return say("summary_flagged", AREA, groups=_groups(say, flagged))
    return say("summary_none" if all(comparison.reason for _, comparison in told) else "summary_clear", AREA)


def _groups(say: Speech, names: Iterable[str]) -> str:
    """Groups in a sentence; in quotes, for they are answers, and some a whole sentence themselves."""
    return say.listed(say("quoted", name=name) for name in names)


def _group(say: Speech, one: Asked, group: str) -> str:
    return say("undeclared", AREA) if group == UNDECLARED else one.answers.get(group, group)


def _section(say: Speech, scope: Scope, one: Asked) -> Section:
    blocks: list[Block] = []
    for rate, strata in zip(RATES, (one.found.selection, one.found.scoring), strict=True):
        blocks += _rate(say, scope, one, rate, strata)
    return Section(one.name, "", tuple(blocks))


def _rate(say: Speech, scope: Scope, one: Asked, rate: str, strata: Strata) -> Iterator[Block]:
    comparison, title = scope.of(strata), f"{say(f'{rate}_title', AREA)} · {one.name}"
    if comparison.groups:
        rows = tuple(_row(say, one, comparison, group) for group in comparison.groups)
        yield Grid(f"{one.key}-{rate}", title, _columns(say), rows)
    yield Bullets((Item("" if comparison.groups else title, " ".join(_beside(say, one, comparison))),))
    warnings = strata.warnings if scope.one is None else ()
    if warnings:
        yield Bullets(
            tuple(Item(say("warning_title", AREA), _warning(say, scope, one, each, strata)) for each in warnings)
        )
    if scope.one is None and len(strata.openings) > 1:
        yield from _by_opening(say, scope, one, rate, strata)


def _columns(say: Speech, *before: str) -> tuple[Column, ...]:
    names = (*before, "group", "people", "chosen", "rate", "ratio", "p", "lift", "result")
    return tuple(Column(say(f"column_{name}", AREA), *COLUMNS.get(name, ("text", 0))) for name in names)  # type: ignore[arg-type]


def _row(say: Speech, one: Asked, comparison: Comparison, rate: GroupRate) -> tuple[Cell, ...]:
    nothing, impact = Cell(say("none", AREA)), rate.impact
    share = rate.selected / rate.people
    known = (
        Cell(_group(say, one, rate.group)),
        Cell(say.count(rate.people), rate.people),
        Cell(say.count(rate.selected), rate.selected),
        Cell(say.percent(share, 1), share),
    )
    if impact is None:
        return (*known, nothing, nothing, nothing, Cell(say("result_not_compared", AREA)))
    ratio = nothing if impact.ratio is None else Cell(say.number(impact.ratio, 2), impact.ratio)
    is_highest = rate.group == comparison.highest
    p = nothing if is_highest else Cell(say.number(impact.p, 3), impact.p)
    lift = Cell(say("yes" if impact.one_lifts else "no", AREA)) if impact.below else nothing
    return (*known, ratio, p, lift, Cell(say(_result(rate, is_highest), AREA)))


def _result(rate: GroupRate, is_highest: bool) -> str:
    if is_highest or rate.impact is None:
        return "result_highest"
    if rate.impact.flagged:
        return "result_flagged"
    return "result_below" if rate.impact.below else "result_fine"


def _beside(say: Speech, one: Asked, comparison: Comparison) -> Iterator[str]:
    """What is said beneath a table: why nothing is compared, who is hidden, who is left out."""
    if comparison.people:
        yield say("counted", AREA, people=say.count(comparison.people))
    if comparison.reason:
        yield say(comparison.reason, AREA)
    if comparison.hidden:
        yield say("hidden", AREA, count=say.count(comparison.hidden))
    small = [_group(say, one, rate.group) for rate in comparison.groups if rate.left_out]
    if small:
        yield say("left_out", AREA, groups=_groups(say, small))


def _warning(say: Speech, scope: Scope, one: Asked, each: Warned, strata: Strata) -> str:
    openings = say.listed(scope.openings[at] for at in each.openings)
    told = {"group": _group(say, one, each.group), "openings": openings}
    if each.code == "direction":
        return say("warning_direction", AREA, **told)
    flagged = each.group in strata.pooled.flagged
    return say("warning_flag_pooled" if flagged else "warning_flag_single", AREA, **told)


def _by_opening(say: Speech, scope: Scope, one: Asked, rate: str, strata: Strata) -> Iterator[Block]:
    rows = tuple(
        (Cell(scope.openings[at]), *_row(say, one, comparison, group))
        for at, comparison in strata.openings.items()
        for group in comparison.groups
    )
    if rows:
        caption = f"{say(f'{rate}_title', AREA)} · {one.name} · {say('by_opening', AREA)}"
        yield Grid(f"{one.key}-{rate}-openings", caption, _columns(say, "opening"), rows)


def _raw(scope: Scope, one: Asked) -> dict[str, object]:
    return {
        rate: {
            "people": comparison.people,
            "hidden_groups": comparison.hidden,
            "groups": {
                group.group or "undeclared": {
                    "people": group.people,
                    "selected": group.selected,
                    "ratio": group.impact.ratio if group.impact else None,
                    "p": group.impact.p if group.impact else None,
                    "flagged": bool(group.impact and group.impact.flagged),
                }
                for group in comparison.groups
            },
        }
        for rate, strata in zip(RATES, (one.found.selection, one.found.scoring), strict=True)
        for comparison in (scope.of(strata),)
    }
