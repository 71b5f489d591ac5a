"""Puts a panel's findings into words: the level with its reasons, what to collect, what to talk about, agreement."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from readiness.candidates.agreement import Agreement, Figure
from readiness.candidates.panel import Disagreement, Panel
from readiness.candidates.placement import FAILED, MET, OPEN, Check, Evidence, Fit, Placement
from readiness.reports.report import Figure as Shown
from readiness.reports.report import Item
from readiness.reports.seen import Ground, Taken, opened

ICC_BANDS = ((0.75, "excellent"), (0.60, "good"), (0.40, "fair"))  # Cicchetti 1994
ALPHA_BANDS = ((0.80, "firm"), (2 / 3, "some"))  # Krippendorff 2004
SPANS = ("between", "collect")

# ---------------------------------------------------------------------------------------------- the level


def headline(ground: Ground, placed: Placement) -> str:
    """The level in a few plain words: "Mid level", "Between junior and mid: collect this"."""
    return opened(_headline(ground, placed))


def _headline(ground: Ground, placed: Placement) -> str:
    if placed.outcome in SPANS and placed.high:
        low = {"low": ground.short(placed.low)} if placed.low else {"lowest": ground.lowest}
        return ground("place_span" if placed.low else "place_span_below", high=ground.short(placed.high), **low)
    if placed.outcome == "unrated":
        return ground("place_unrated")
    return ground("place_level", level=ground.level(placed.level)) if placed.level else _below(ground)


def _below(ground: Ground) -> str:
    return ground("place_below", lowest=ground.lowest)


def short_level(ground: Ground, placed: Placement) -> str:
    """The same for a table's cell, without what to do about it."""
    if placed.outcome in SPANS and placed.high:
        low = {"low": ground.short(placed.low)} if placed.low else {"lowest": ground.lowest}
        key = "place_short_span" if placed.low else "place_short_span_below"
        return opened(ground(key, high=ground.short(placed.high), **low))
    return opened(ground.short(placed.level)) if placed.level else headline(ground, placed)


def meaning(ground: Ground, placed: Placement, awaited: int) -> str:
    """Why it says so, in a sentence or two."""
    level = ground.level(placed.level) if placed.level else ground("no_level", lowest=ground.lowest)
    said = [ground(f"says_{placed.outcome}", level=level)]
    if placed.outcome == "below" and placed.below_every_target:
        said.append(ground("says_below_every"))
    if placed.outcome != "unrated" and placed.provisional:
        said.append(ground("says_provisional"))
    if awaited:
        said.append(ground("says_awaited", count=ground.count(awaited)))
    return " ".join(said)


def reasons(ground: Ground, placed: Placement) -> tuple[Item, ...]:
    """Every level, the highest first: what of it is met, what failed, what is open."""
    lowest = placed.fits[0].level if placed.fits else ""
    return tuple(
        Item(
            opened(ground(f"fit_{fit.state}", level=ground.short(fit.level))),
            " ".join(_checks(ground, fit, fit.level == lowest)),
        )
        for fit in reversed(placed.fits)
    )


def _checks(ground: Ground, fit: Fit, lowest: bool) -> Iterator[str]:
    """What failed first, then what is open, then what is met."""
    for state in (FAILED, OPEN, MET):
        checks = fit.having(state)
        for check in checks:
            if check.code in ("mean", "floor"):
                yield from _measured(ground, check)
        must = [check for check in checks if check.code == "must_have"]
        if must:
            names = ground.listed(_must_have(ground, check) for check in must)
            yield ground(f"must_have_{state}", names=names)
        if not lowest and any(check.code == "owned" for check in checks):
            yield ground(f"owned_{state}")


def _measured(ground: Ground, check: Check) -> Iterator[str]:
    value, needed = ground.number(check.value or 0, 2), ground.number(check.needed or 0, 2)
    name = _quoted(ground, check.competency) if check.competency else ""
    yield ground(f"{check.code}_{check.state}", value=value, needed=needed, name=name)
    if check.code == "mean" and check.doubtful:
        yield ground("mean_doubtful", needed=needed)


def _quoted(ground: Ground, competency: str) -> str:
    return ground("quoted", name=ground.name(competency))


def _must_have(ground: Ground, check: Check) -> str:
    name = _quoted(ground, str(check.competency))
    if check.value is None:
        return name
    value, needed = ground.number(check.value), ground.number(check.needed or 0, 0)
    figure = value if check.state == MET else ground("must_have_figure", value=value, needed=needed)
    return ground("with_figure", name=name, figure=figure)


def to_collect(ground: Ground, evidence: Sequence[Evidence]) -> tuple[Item, ...]:
    """What to find out, with a question that would show it."""
    return tuple(_collect(ground, each) for each in evidence)


def _collect(ground: Ground, each: Evidence) -> Item:
    if each.competency is None:
        return Item(ground(f"collect_{each.code}"), ground(f"collect_{each.code}_why"))
    wanted = ground.rubric.competency(each.competency)
    asked = next((question.text[ground.language] for question in wanted.questions), "")
    title = ground(f"collect_{each.code}", name=_quoted(ground, each.competency))
    return Item(title, ground(f"collect_{each.code}_why"), ground("ask", question=asked) if asked else "")


# ---------------------------------------------------------------------------------------------- what to talk about


def to_talk_about(ground: Ground, found: Sequence[Disagreement], seen: Panel, raters: Mapping[int, str]) -> list[Item]:
    return [_apart(ground, each, seen, raters) for each in found]


def _apart(ground: Ground, each: Disagreement, seen: Panel, raters: Mapping[int, str]) -> Item:
    ratings = dict(seen.competencies[each.key].ratings)
    low, high = (ground.listed(raters[rater] for rater in ends) for ends in (each.lowest, each.highest))
    least, most = ratings[each.lowest[0]], ratings[each.highest[0]]
    said = [ground("talk_item", low=low, high=high, least=ground.count(least), most=ground.count(most))]
    if each.crossed:
        target = ground.rubric.competency(each.key).targets[each.crossed[0]]
        said.append(ground("talk_crossed", target=ground.count(target)))
    if each.must_haves:
        said.append(ground("talk_must_have"))
    return Item(ground.name(each.key), " ".join(said))


# ---------------------------------------------------------------------------------------------- agreement


def agreement_figures(ground: Ground, found: Agreement) -> tuple[tuple[Shown, ...], str]:
    """The coefficients with what they mean, and why there is none where it can't be told."""
    told = {"icc_single": found.single, "icc_mean": found.mean}
    told |= {"alpha_interval": found.interval, "alpha_ordinal": found.ordinal}
    figures = tuple(_coefficient(ground, key, one) for key, one in told.items() if one and one.value is not None)
    reason = next((one.reason for one in told.values() if one is not None and one.value is None), None)
    return figures, ground(f"no_{reason}") if reason and not figures else ""


def _coefficient(ground: Ground, key: str, one: Figure) -> Shown:
    value = one.value or 0.0
    method = key.partition("_")[0]
    bands, else_band = (ICC_BANDS, "poor") if method == "icc" else (ALPHA_BANDS, "low")
    band = next((name for least, name in bands if value >= least), else_band)
    return Shown(key, ground(key), ground.number(value, 2), ground(f"{method}_{band}"), value)


def lenient(ground: Ground, found: Agreement, raters: Mapping[int, str]) -> tuple[Item, ...]:
    """Each rater who can be compared: how far above or below the others."""
    return tuple(
        _leniency(ground, raters.get(one.rater, ""), one.difference, one.shared)
        for one in found.leniency
        if one.difference is not None
    )


def _leniency(ground: Ground, name: str, difference: float, shared: int) -> Item:
    points = round(difference, 1)
    key = "lenient_even" if not points else "lenient_above" if points > 0 else "lenient_below"
    title = ground(key, name=name, points=ground.number(abs(points)))
    return Item(title, ground("lenient_over", count=ground.count(shared)))


def untold_leniency(ground: Ground, found: Agreement, raters: Mapping[int, str]) -> str:
    """Whose leniency can't be told; "" where everybody's can."""
    names = [raters.get(one.rater, "") for one in found.leniency if one.difference is None]
    return ground("lenient_unknown", names=ground.listed(names)) if names else ""


# ---------------------------------------------------------------------------------------------- decisions


def decision_name(ground: Ground, decision: str | None) -> str:
    return ground(f"decision_{decision or 'none'}")


def placed_name(ground: Ground, placed: str | None) -> str:
    """Where the cards placed somebody, as it is kept: a level, "below", "open", or None before anything was rated."""
    if placed is None:
        return ground("placed_nothing")
    if placed == "open":
        return ground("placed_open")
    return ground("no_level", lowest=ground.lowest) if placed == "below" else ground.level(placed)


def decision_items(ground: Ground, taken: Sequence[Taken]) -> tuple[Item, ...]:
    """The history, the newest first."""
    return tuple(_decision(ground, each) for each in taken)


def _decision(ground: Ground, each: Taken) -> Item:
    name = each.name or ground("decision_somebody")
    title = ground("decision_item", decision=decision_name(ground, each.decision), name=name, day=each.day)
    where = ground("decision_over" if each.overrides else "decision_then", placed=placed_name(ground, each.placed))
    return Item(title, each.reason, where)
