"""Makes the Paper that lays an opening's candidates against each other: a heat map of competencies, and up to four of
them side by side."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from readiness.candidates.panel import Estimate
from readiness.candidates.placement import Placement
from readiness.reports import panel_blocks as blocks
from readiness.reports import panel_words as words
from readiness.reports.paper import Block, Bullets, Cell, Column, Grid, Paper, Section, Words
from readiness.reports.report import Item
from readiness.reports.seen import Ground, Seen

AREA = "comparison"
MOST_SIDE_BY_SIDE = 4


@dataclass(frozen=True, slots=True)
class Row:
    """One candidate in the comparison; `owed`: the asker has yet to rate them, and sees no figures."""

    seen: Seen
    stage: str
    owed: bool
    decision: str | None


@dataclass(frozen=True, slots=True)
class Reckoned:
    """What a row shows: everything None or empty where it is owed."""

    row: Row
    placement: Placement | None
    overall: Estimate | None
    means: dict[str, float | None]


def reckoned(ground: Ground, row: Row) -> Reckoned:
    """The row's figures, the same as on the candidate's own page."""
    if row.owed:
        return Reckoned(row, None, None, {})
    panel = row.seen.panel(ground)
    means = {key: found.mean for key, found in panel.competencies.items()}
    return Reckoned(row, row.seen.placement(ground, panel), panel.overall, means)


def comparison_paper(
    ground: Ground, rows: Sequence[Row], everybody: int, notes: Sequence[str] = (), side: Sequence[Row] = ()
) -> Paper:
    """The heat map of these rows, out of `everybody`, and the `side` of them side by side."""
    found = [reckoned(ground, row) for row in rows]
    told = {"shown": ground.count(len(found)), "all": ground.count(everybody)}
    rated = ground.count(sum(one.overall is not None for one in found))
    owed = sum(row.owed for row in rows)
    said = [*notes, *([ground("owed_note", AREA, count=ground.count(owed))] if owed else [])]
    heat: tuple[Block, ...] = (
        (*(Words(note) for note in said), heat_map(ground, found)) if found else (Words(ground("none_yet", AREA)),)
    )
    beside = side_by_side(ground, [reckoned(ground, row) for row in side]) if len(side) > 1 else ()
    return Paper(
        key="comparison",
        language=ground.language,
        title=ground("title", AREA, opening=ground.opening),
        eyebrow=ground("eyebrow", opening=ground.opening, level=ground.level(ground.sought)),
        facts=((ground("fact_opening"), ground.opening), (ground("fact_sought"), ground.level(ground.sought))),
        summary=ground("summary", AREA, rated=rated, **told) if found else ground("summary_none", AREA),
        sections=(
            *beside,
            Section(ground("heat_title", AREA), ground("lead", AREA), heat),
            Section(ground("basis_title"), "", blocks.basis(ground)),
        ),
        made_on=ground.made_on,
        made_on_text=ground.day(),
        stem=f"comparison-{ground.made_on}",
        house=ground.house.name,
        logo=ground.house.logo,
        figures={"candidates": [_raw(one) for one in found], "shown": len(found), "all": everybody},
    )


def heat_map(ground: Ground, found: Sequence[Reckoned]) -> Grid:
    """Candidates × competencies, with the level, the mean and its interval beside them."""
    columns = (
        Column(ground("column_candidate", AREA)),
        Column(ground("column_level", AREA)),
        Column(ground("column_mean", AREA), "number", 2),
        Column(ground("column_interval", AREA)),
        *(Column(wanted.name[ground.language], "number", 1, "middle") for wanted in ground.rubric.competencies),
        Column(ground("column_stage", AREA)),
        Column(ground("column_decision", AREA)),
    )
    return Grid("heat", ground("heat_title", AREA), columns, tuple(_row(ground, one) for one in found))


def _row(ground: Ground, one: Reckoned) -> tuple[Cell, ...]:
    row, nothing = one.row, Cell(ground("none"))
    label = Cell(row.seen.label, link=row.seen.link)
    if one.placement is None:
        hidden = [Cell(ground("owed", AREA)), nothing, nothing, *(nothing for _ in ground.rubric.competencies)]
        return (label, *hidden, Cell(row.stage), nothing)
    return (
        label,
        Cell(words.short_level(ground, one.placement)),
        blocks.mean_cell(ground, one.overall.mean if one.overall else None, 2),
        Cell(blocks.interval(ground, one.overall)),
        *(blocks.mean_cell(ground, one.means[wanted.key]) for wanted in ground.rubric.competencies),
        Cell(row.stage),
        Cell(words.decision_name(ground, row.decision)),
    )


def _raw(one: Reckoned) -> dict[str, object]:
    told = {"candidate": one.row.seen.code, "owed": one.row.owed}
    if one.placement is None:
        return told
    overall = one.overall
    return {
        **told,
        "outcome": one.placement.outcome,
        "level": one.placement.level,
        "mean": overall.mean if overall else None,
        "low": overall.low if overall else None,
        "high": overall.high if overall else None,
        "competencies": one.means,
        "decision": one.row.decision,
    }


# ---------------------------------------------------------------------------------------------- side by side


def side_by_side(ground: Ground, found: Sequence[Reckoned]) -> tuple[Section, ...]:
    """Two to four candidates in columns beside the targets of the level sought."""
    shown = [one for one in found if one.placement is not None][:MOST_SIDE_BY_SIDE]
    if len(shown) < 2:
        return ()
    blocks_of = (*_overlaps(ground, shown), _levels(ground, shown), _means(ground, shown))
    return (Section(ground("side_title", AREA), ground("side_interval", AREA), blocks_of),)


def _overlaps(ground: Ground, shown: Sequence[Reckoned]) -> Iterator[Block]:
    items = []
    for one, other in combinations(shown, 2):
        if one.overall and other.overall:
            meet = one.overall.low <= other.overall.high and other.overall.low <= one.overall.high
            names = ground.listed((one.row.seen.label, other.row.seen.label))
            items.append(Item("", ground("side_overlap" if meet else "side_apart", AREA, names=names)))
    if items:
        yield Bullets(tuple(items))


def _levels(ground: Ground, shown: Sequence[Reckoned]) -> Grid:
    columns = tuple(Column(ground(f"column_{name}", AREA), *kind) for name, kind in (
        ("candidate", ()), ("level", ()), ("mean", ("number", 2)), ("interval", ()), ("decision", ())
    ))  # fmt: skip
    rows = tuple(
        (
            Cell(one.row.seen.label, link=one.row.seen.link),
            Cell(words.short_level(ground, one.placement) if one.placement else ""),
            blocks.mean_cell(ground, one.overall.mean if one.overall else None, 2),
            Cell(blocks.interval(ground, one.overall)),
            Cell(words.decision_name(ground, one.row.decision)),
        )
        for one in shown
    )
    return Grid("side-levels", ground("side_level", AREA), columns, rows)


def _means(ground: Ground, shown: Sequence[Reckoned]) -> Grid:
    columns = (
        Column(ground("column_competency")),
        Column(ground("column_target"), "number"),
        *(Column(one.row.seen.label, "number", 1, "middle") for one in shown),
    )
    rows = tuple(
        (
            Cell(wanted.name[ground.language], note=ground("must_have") if ground.sought in wanted.must_have else ""),
            Cell(ground.count(wanted.targets[ground.sought]), wanted.targets[ground.sought]),
            *(blocks.mean_cell(ground, one.means[wanted.key]) for one in shown),
        )
        for wanted in ground.rubric.competencies
    )
    return Grid("side-means", ground("side_competencies", AREA), columns, rows)
