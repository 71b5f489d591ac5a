"""The figures, tables and the picture by which the reports show what a panel saw of one candidate."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from readiness.candidates.judgement import Judgement, judge
from readiness.candidates.own_reliability import ENOUGH_CANDIDATES
from readiness.candidates.panel import Estimate, Panel, Rated
from readiness.candidates.placement import Placement, Profile, mean_target, profile
from readiness.candidates.reliability import LEAST, MOST
from readiness.reports.charts import Heading, Mark
from readiness.reports.panel_words import short_level
from readiness.reports.paper import Bullets, Cell, Column, Grid, Picture, Words, shade_between
from readiness.reports.paper_charts import Rated as Drawn
from readiness.reports.paper_charts import profile_chart
from readiness.reports.report import Figure, Item
from readiness.reports.seen import Ground, Seen

# ---------------------------------------------------------------------------------------------- figures


def figures(ground: Ground, seen: Seen, panel: Panel, placed: Placement) -> tuple[Figure, ...]:
    """The level, the mean with its interval, how much was rated, and who has rated."""
    level = Figure("level", ground("level_title"), short_level(ground, placed), "")
    return (level, *_mean(ground, panel), _coverage(ground, panel), _locked(ground, seen))


def _mean(ground: Ground, panel: Panel) -> Iterator[Figure]:
    if panel.overall is None:
        return
    found = panel.overall
    rated = (key for key, one in panel.competencies.items() if one.count)
    needed = ground.number(mean_target(ground.rubric, ground.sought, rated), 2)
    low, high = ground.number(found.low, 2), ground.number(found.high, 2)
    level = ground.level(ground.sought)
    said = ground("mean_meaning", low=low, high=high, needed=needed, level=level[:1].upper() + level[1:])
    yield Figure("mean", ground("mean_name"), ground.number(found.mean, 2), said, found.mean)


def _coverage(ground: Ground, panel: Panel) -> Figure:
    everything, rated = len(panel.competencies), len(panel.competencies) - len(panel.unrated)
    unasked = tuple(key for key in panel.unrated if key not in panel.not_seen)
    told = (("coverage_thin", panel.thin), ("coverage_unseen", panel.not_seen), ("coverage_unasked", unasked))
    said = [ground(key, names=ground.names(keys)) for key, keys in told if keys]
    value = ground("coverage_value", rated=ground.count(rated), all=ground.count(everything))
    meaning = " ".join(said) or ground("coverage_whole")
    return Figure("coverage", ground("coverage_name"), value, meaning, rated / everything)


def _locked(ground: Ground, seen: Seen) -> Figure:
    locked, waits = len(seen.cards), len(seen.awaited)
    value = ground("panel_value", locked=ground.count(locked), asked=ground.count(locked + waits))
    meaning = ground("panel_waits", names=ground.listed(seen.awaited)) if waits else ground("panel_all")
    return Figure("locked", ground("panel_name"), value, meaning, locked)


# ---------------------------------------------------------------------------------------------- the profile


def profile_picture(ground: Ground, seen: Seen, panel: Panel, titled: str = "") -> Picture:
    """Every competency's mean with its interval against the level sought, drawn and as a table."""
    facts = profile(ground.rubric, panel, ground.sought)
    title = titled or ground("profile_heading", level=ground.level(ground.sought))
    heading = Heading(f"profile-{seen.code}", title, _profile_summary(ground, facts), ground.language == "fa")
    ticks = [Mark(at, ground.count(at)) for at in range(LEAST, MOST + 1)]
    legend = (ground("legend_mean"), ground("legend_interval"), ground("legend_target"))
    svg = profile_chart(heading, [_drawn(ground, one) for one in facts], ticks, legend)
    grid = profile_grid(ground, seen, panel)
    return Picture(f"profile-{seen.code}", heading.title, heading.summary, svg, grid, "bar")


def _drawn(ground: Ground, one: Profile) -> Drawn:
    text = ground("not_asked") if one.mean is None else ground.number(one.mean)
    return Drawn(ground.name(one.key), one.mean, one.low, one.high, one.target, text)


def _profile_summary(ground: Ground, facts: Sequence[Profile]) -> str:
    rated = sorted(((one.gap, one.key) for one in facts if one.gap is not None), key=lambda pair: -pair[0])
    if not rated:
        return ground("profile_summary_none")
    (best_gap, best), (worst_gap, worst) = rated[0], rated[-1]
    return ground(
        "profile_summary",
        best=ground.name(best),
        best_gap=_gap(ground, best_gap),
        worst=ground.name(worst),
        worst_gap=_gap(ground, worst_gap),
        reached=ground.count(sum(gap > -1e-9 for gap, _ in rated)),
        rated=ground.count(len(rated)),
    )


def _gap(ground: Ground, gap: float) -> str:
    return ground("above", points=ground.number(gap)) if round(gap, 1) > 0 else ground.number(gap)


def profile_grid(ground: Ground, seen: Seen, panel: Panel) -> Grid:
    names = ("competency", "target", "mean", "interval", "spread", "raters", "unseen")
    kinds = {"target": ("number", 0), "mean": ("number", 2), "spread": ("number", 0), "raters": ("number", 0)}
    columns = tuple(Column(ground(f"column_{name}"), *kinds.get(name, ("text", 0))) for name in names)  # type: ignore[arg-type]
    rows = tuple(_profile_row(ground, seen, panel.competencies[wanted.key]) for wanted in ground.rubric.competencies)
    return Grid(f"profile-{seen.code}", ground("profile_title"), columns, rows)


def _profile_row(ground: Ground, seen: Seen, rated: Rated) -> tuple[Cell, ...]:
    wanted, raters, nothing = ground.rubric.competency(rated.key), seen.raters(), ground("none")
    target, spread = wanted.targets[ground.sought], rated.spread
    notes = [ground("must_have")] if ground.sought in wanted.must_have else []
    notes += [ground("counts", times=ground.count(wanted.weight))] if wanted.weight > 1 else []
    unseen = ground.listed(raters[one] for one in rated.unseen_by) if rated.unseen_by else nothing
    return (
        Cell(ground.name(rated.key), note=" · ".join(notes)),
        Cell(ground.count(target), target),
        mean_cell(ground, rated.mean, 2),
        Cell(interval(ground, rated.estimate)),
        Cell(nothing if spread is None else ground.count(spread), spread),
        Cell(ground.count(rated.count), rated.count),
        Cell(unseen),
    )


def mean_cell(ground: Ground, mean: float | None, decimals: int = 1) -> Cell:
    """A mean, shaded from 1 to 5; what nobody rated is told by a dash and not shaded."""
    if mean is None:
        return Cell(ground("none"))
    return Cell(ground.number(mean, decimals), mean, shade_between(mean, LEAST, MOST))


def interval(ground: Ground, found: Estimate | None) -> str:
    """From the low to the high end, or a dash."""
    if found is None:
        return ground("none")
    return ground("to", low=ground.number(found.low), high=ground.number(found.high))


# ---------------------------------------------------------------------------------------------- ratings, evidence


def ratings_grid(ground: Ground, seen: Seen) -> Grid:
    """Each competency with each rater's rating and what was written down for it."""
    names = ("competency", "rater", "rating", "evidence")
    columns = tuple(Column(ground(f"column_{name}"), "number" if name == "rating" else "text") for name in names)
    rows = tuple(
        _rating(ground, wanted.key, card.name, card.scores[wanted.key], card.evidence.get(wanted.key, ""))
        for wanted in ground.rubric.competencies
        for card in seen.cards
        if wanted.key in card.scores
    )
    return Grid(f"ratings-{seen.code}", ground("ratings_title"), columns, rows)


def _rating(ground: Ground, key: str, rater: str, score: int | None, evidence: str) -> tuple[Cell, ...]:
    rating = Cell(ground("not_seen")) if score is None else Cell(ground.count(score), score)
    return Cell(ground.name(key)), Cell(rater), rating, Cell(evidence or ground("none"))


# ---------------------------------------------------------------------------------------------- the test, the basis


def judged(ground: Ground, seen: Seen) -> tuple[tuple[Figure, ...], Grid] | None:
    """The judgement test as figures and by competency; None where it was not sent, or nothing was answered."""
    if seen.picks is None or not ground.rubric.judgement:
        return None
    found = judge(ground.rubric, seen.picks)
    if found.whole.share is None:
        return None
    told = {key: ground.count(getattr(found.whole, key)) for key in ("points", "best", "answered", "asked")}
    share = ground.percent(found.whole.share)
    figure = Figure(
        "judgement", ground("judgement_name"), share, ground("judgement_meaning", **told), found.whole.share
    )
    return (figure,), _judged_grid(ground, seen, found)


def _judged_grid(ground: Ground, seen: Seen, found: Judgement) -> Grid:
    columns = (Column(ground("column_competency")), Column(ground("judgement_share"), "percent"),
               Column(ground("judgement_answered")))  # fmt: skip
    rows = []
    for key, part in found.competencies.items():
        share = Cell(ground("none")) if part.share is None else Cell(ground.percent(part.share), part.share, part.share)
        said = ground("coverage_value", rated=ground.count(part.answered), all=ground.count(part.asked))
        rows.append((Cell(ground.name(key)), share, Cell(said)))
    return Grid(f"judgement-{seen.code}", ground("judgement_title"), columns, tuple(rows))


def basis(ground: Ground) -> tuple[Words | Bullets, ...]:
    """Every assumption behind the figures."""
    known = ground.reliability
    told = {"r": ground.number(known.r, 2), "sd": ground.number(known.sd, 2), "count": ground.count(known.candidates)}
    first = ground("basis_assumed" if known.assumed else "basis_own", needed=ground.count(ENOUGH_CANDIDATES), **told)
    edition = ground("basis_targets", edition=_edition(ground))
    said = (first, ground("basis_sem"), ground("basis_mean"), edition, ground("basis_person"))
    return (Bullets(tuple(Item("", text) for text in said)),)


def _edition(ground: Ground) -> str:
    from readiness.language import digits

    return digits(ground.rubric.edition, ground.language)
