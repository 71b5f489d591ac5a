"""Makes the Papers on what a panel saw: one candidate's summary, and the debrief of a whole opening."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict

from readiness.candidates.agreement import agreement_of
from readiness.candidates.panel import Panel, disagreements, levels_of
from readiness.candidates.placement import Placement
from readiness.reports import panel_blocks as blocks
from readiness.reports import panel_words as words
from readiness.reports.paper import Block, Bullets, Cell, Column, Figures, Grid, Paper, Section, Words
from readiness.reports.report import Item
from readiness.reports.seen import Ground, Seen

MOST_IN_DEBRIEF = 100  # candidates, a page or two each


def candidate_paper(ground: Ground, seen: Seen) -> Paper:
    """The summary of one candidate: the same for the page and every file."""
    panel = seen.panel(ground)
    placed = seen.placement(ground, panel)
    return Paper(
        key="candidate",
        language=ground.language,
        title=ground("summary_title", label=seen.label),
        eyebrow=_eyebrow(ground),
        facts=_facts(ground, seen),
        summary=f"{words.headline(ground, placed)}. {words.meaning(ground, placed, len(seen.awaited))}",
        sections=tuple(_sections(ground, seen, panel, placed)),
        made_on=ground.made_on,
        made_on_text=ground.day(),
        stem=f"candidate-{seen.code}-{ground.made_on}",
        house=ground.house.name,
        logo=ground.house.logo,
        figures=raw(seen, panel, placed),
    )


def _eyebrow(ground: Ground) -> str:
    return ground("eyebrow", opening=ground.opening, level=ground.level(ground.sought))


def _facts(ground: Ground, seen: Seen) -> tuple[tuple[str, str], ...]:
    last = words.decision_items(ground, seen.decisions[:1])
    awaited = [(ground("fact_awaited"), ground.listed(seen.awaited))] if seen.awaited else []
    return (
        (ground("fact_candidate"), seen.label),
        (ground("fact_opening"), ground.opening),
        (ground("fact_sought"), ground.level(ground.sought)),
        (ground("fact_raters"), ground.listed(seen.raters().values())),
        *awaited,
        (ground("fact_decision"), last[0].title if last else ground("decision_none")),
    )


def _sections(ground: Ground, seen: Seen, panel: Panel, placed: Placement) -> Iterator[Section]:
    """In the order in which a panel needs them."""
    yield Section(ground("level_title"), "", tuple(_level(ground, seen, panel, placed)))
    yield Section(ground("talk_title"), "", _talk(ground, seen, panel))
    yield Section(ground("profile_title"), "", (blocks.profile_picture(ground, seen, panel),))
    if seen.cards:
        yield Section(ground("ratings_title"), ground("ratings_lead"), (blocks.ratings_grid(ground, seen),))
    yield Section(ground("agreement_title"), "", tuple(agreed(ground, [seen], "agreement_subjects")))
    yield from _judgement(ground, seen)
    yield Section(ground("decision_title"), "", _decisions(ground, seen))
    yield Section(ground("basis_title"), "", blocks.basis(ground))


def _level(ground: Ground, seen: Seen, panel: Panel, placed: Placement) -> Iterator[Block]:
    yield Figures(blocks.figures(ground, seen, panel, placed))
    yield Words(words.meaning(ground, placed, len(seen.awaited)))
    if placed.evidence:
        yield Bullets((Item(ground("collect_title"), ""), *words.to_collect(ground, placed.evidence)))
    if placed.fits:
        yield Bullets(words.reasons(ground, placed))


def _talk(ground: Ground, seen: Seen, panel: Panel) -> tuple[Block, ...]:
    found = disagreements(ground.rubric, panel, ground.sought)
    if not found:
        return (Words(ground("talk_nothing")),)
    return Words(ground("talk_lead")), Bullets(tuple(words.to_talk_about(ground, found, panel, seen.raters())))


def agreed(ground: Ground, everybody: Sequence[Seen], over: str) -> Iterator[Block]:
    """How far the raters agree, over one candidate or over many, and who is more lenient."""
    found = agreement_of(ground.rubric, {at: seen.plain() for at, seen in enumerate(everybody)})
    raters: Mapping[int, str] = {rater: name for seen in everybody for rater, name in seen.raters().items()}
    figures, why_not = words.agreement_figures(ground, found)
    if figures:
        yield Figures(figures)
    yield Words(why_not or ground(over, count=ground.count(found.subjects)))
    if items := words.lenient(ground, found, raters):
        yield Bullets(items)
    if not why_not and (untold := words.untold_leniency(ground, found, raters)):
        yield Words(untold)


def _judgement(ground: Ground, seen: Seen) -> Iterator[Section]:
    found = blocks.judged(ground, seen)
    if found:
        figures, grid = found
        yield Section(ground("judgement_title"), ground("judgement_lead"), (Figures(figures), grid))


def _decisions(ground: Ground, seen: Seen) -> tuple[Block, ...]:
    if not seen.decisions:
        return (Words(ground("decision_none_lead")),)
    return (Bullets(words.decision_items(ground, seen.decisions)),)


def raw(seen: Seen, panel: Panel, placed: Placement) -> dict[str, object]:
    """The bare numbers and keys of one candidate, for other programs."""
    return {
        "candidate": seen.code,
        "outcome": placed.outcome,
        "level": placed.level,
        "level_low": placed.low,
        "level_high": placed.high,
        "overall": asdict(panel.overall) if panel.overall else None,
        "competencies": {
            key: {
                "mean": found.mean,
                "low": found.estimate.low if found.estimate else None,
                "high": found.estimate.high if found.estimate else None,
                "ratings": [rating for _, rating in found.ratings],
                "not_seen": len(found.unseen_by),
            }
            for key, found in panel.competencies.items()
        },
        "reliability": asdict(panel.reliability),
        "decision": seen.decisions[0].decision if seen.decisions else None,
    }


# ---------------------------------------------------------------------------------------------- the debrief


def debrief_paper(ground: Ground, everybody: Sequence[Seen], left_out: Sequence[str] = ()) -> Paper:
    """All candidates of an opening, at a glance and then one after the other; `left_out` says who is not in it."""
    panels = [(seen, seen.panel(ground)) for seen in everybody]
    found = [(seen, panel, seen.placement(ground, panel)) for seen, panel in panels]
    reach = sum(placed.level is not None and _reaches(ground, placed.level) for _, _, placed in found)
    summary = ground("debrief_summary", count=ground.count(len(found)), reach=ground.count(reach))
    facts = (
        (ground("fact_opening"), ground.opening),
        (ground("fact_sought"), ground.level(ground.sought)),
        (ground("fact_candidates"), ground.count(len(found))),
        *((ground("fact_left_out"), said) for said in left_out),
    )
    return Paper(
        key="debrief",
        language=ground.language,
        title=ground("debrief_title", opening=ground.opening),
        eyebrow=_eyebrow(ground),
        facts=facts,
        summary=summary if found else ground("overview_nobody"),
        sections=tuple(_debriefed(ground, found)),
        made_on=ground.made_on,
        made_on_text=ground.day(),
        stem=f"debrief-{ground.made_on}",
        house=ground.house.name,
        logo=ground.house.logo,
        figures={"candidates": [raw(*each) for each in found]},
    )


def _reaches(ground: Ground, level: str) -> bool:
    levels = levels_of(ground.rubric)
    return levels.index(level) >= levels.index(ground.sought)


def _debriefed(ground: Ground, found: Sequence[tuple[Seen, Panel, Placement]]) -> Iterator[Section]:
    if found:
        yield Section(ground("overview_title"), "", (_overview(ground, found),))
        agreement = agreed(ground, [seen for seen, _, _ in found], "agreement_all")
        yield Section(ground("agreement_title"), "", tuple(agreement))
    for seen, panel, placed in found:
        yield from _one_of_many(ground, seen, panel, placed)
    yield Section(ground("basis_title"), "", blocks.basis(ground), starts_page=bool(found))


def _overview(ground: Ground, found: Sequence[tuple[Seen, Panel, Placement]]) -> Grid:
    names = ("candidate", "level", "mean", "interval", "cards", "decision")
    columns = tuple(
        Column(ground(f"column_{name}"), "number" if name == "mean" else "text", 2 if name == "mean" else 0)
        for name in names
    )
    rows = tuple(
        (
            Cell(seen.label),
            Cell(words.short_level(ground, placed)),
            blocks.mean_cell(ground, panel.overall.mean if panel.overall else None, 2),
            Cell(blocks.interval(ground, panel.overall)),
            Cell(
                ground(
                    "panel_value",
                    locked=ground.count(len(seen.cards)),
                    asked=ground.count(len(seen.cards) + len(seen.awaited)),
                )
            ),
            Cell(words.decision_name(ground, seen.decisions[0].decision if seen.decisions else None)),
        )
        for seen, panel, placed in found
    )
    return Grid("overview", ground("overview_title"), columns, rows)


def _one_of_many(ground: Ground, seen: Seen, panel: Panel, placed: Placement) -> Iterator[Section]:
    """One candidate on pages of their own: the level, what to talk about, the profile, the evidence, the decision."""

    def titled(part: str) -> str:
        return ground("part_of", label=seen.label, part=part)

    level = titled(words.headline(ground, placed))
    yield Section(level, "", tuple(_level(ground, seen, panel, placed)), starts_page=True)
    yield Section(titled(ground("talk_title")), "", _talk(ground, seen, panel))
    yield Section(titled(ground("profile_title")), "", (blocks.profile_picture(ground, seen, panel),))
    if seen.cards:
        yield Section(titled(ground("ratings_title")), "", (blocks.ratings_grid(ground, seen),))
    if seen.decisions:
        yield Section(titled(ground("decision_title")), "", _decisions(ground, seen))
