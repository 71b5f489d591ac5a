"""Which level a candidate shows, why that one and why no other, and what to collect where it can't be told yet."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from readiness.candidates.panel import Panel, levels_of
from readiness.questionnaire import Competency, Rubric

FAILED, OPEN, MET = "failed", "open", "met"
OUTCOMES = ("unrated", "below", "level", "between", "collect")
ROOM_BELOW = 1
TOLERANCE = 1e-9  # under any difference that ratings 1–5 can make, over what rounding can
NARROWING = 3


@dataclass(frozen=True, slots=True)
class Check:
    """One condition of a level: "mean", "floor", "must_have" or "owned", and whether it is met, failed or open.

    `value` is what was found and `needed` what the level asks, in points of the 1–5 scale. `doubtful`: the 80 %
    interval of `value` has `needed` inside, so it may be otherwise. A level has one failed "floor" for each competency
    too far below its target, or else one met "floor" for the competency nearest to that.
    """

    code: str
    state: str
    competency: str | None = None
    value: float | None = None
    needed: float | None = None
    doubtful: bool = False


@dataclass(frozen=True, slots=True)
class Fit:
    """How one level fits: with the mean as it is, and with it at the low and the high end of its interval."""

    level: str
    checks: tuple[Check, ...]
    at_low: str
    state: str
    at_high: str

    def having(self, state: str) -> tuple[Check, ...]:
        """The checks that are met, failed or open."""
        return tuple(check for check in self.checks if check.state == state)


@dataclass(frozen=True, slots=True)
class Evidence:
    """What to collect: an unseen "must_have", whether an account or sales cycle was "owned", or what "narrows" doubt.

    `gain`: by how much one more rating lowers the squared standard error of the overall mean.
    """

    code: str
    competency: str | None = None
    gain: float | None = None


@dataclass(frozen=True, slots=True)
class Placement:
    """The level shown; None for a level means below the lowest.

    outcome: "unrated" (nothing rated) · "collect" (a higher level waits for evidence that nobody has yet) ·
    "between" (the interval of the mean reaches from `low` to `high`) · "below" the lowest level · "level".
    `level` is the highest whose every condition is met; `low` and `high` are that with the mean at either end of its
    interval, `high` with what is open taken as met. `below_every_target`: each rating mean is under the lowest target.
    `unrated` and `thin` tell how far the evidence covers the rubric.
    """

    outcome: str
    level: str | None = None
    low: str | None = None
    high: str | None = None
    fits: tuple[Fit, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    below_every_target: bool = False
    unrated: tuple[str, ...] = ()
    thin: tuple[str, ...] = ()

    @property
    def provisional(self) -> bool:
        """Something is unrated, or rated by one person only."""
        return bool(self.unrated or self.thin)


@dataclass(frozen=True, slots=True)
class Profile:
    """One competency against a level: `gap` is mean − target, None where nobody rated it."""

    key: str
    target: int
    must_have: bool
    mean: float | None
    low: float | None
    high: float | None
    gap: float | None


def reaches(value: float, needed: float) -> bool:
    """value ≥ needed, a rounding error aside."""
    return value >= needed - TOLERANCE


def profile(rubric: Rubric, panel: Panel, level: str) -> tuple[Profile, ...]:
    """Every competency of the rubric against the targets of one level, in the rubric's order."""
    return tuple(_profile(wanted, panel, level) for wanted in rubric.competencies)


def _profile(wanted: Competency, panel: Panel, level: str) -> Profile:
    found, target = panel.competencies[wanted.key].estimate, wanted.targets[level]
    must_have = level in wanted.must_have
    if found is None:
        return Profile(wanted.key, target, must_have, None, None, None, None)
    return Profile(wanted.key, target, must_have, found.mean, found.low, found.high, found.mean - target)


def mean_target(rubric: Rubric, level: str, rated: Iterable[str]) -> float:
    """The weighted mean target of a level over the competencies that were rated; raises ZeroDivisionError for none."""
    keys, total, weight = set(rated), 0, 0
    for wanted in rubric.competencies:
        if wanted.key in keys:
            total += wanted.weight * wanted.targets[level]
            weight += wanted.weight
    return total / weight


def place(rubric: Rubric, panel: Panel, owned: bool | None = None) -> Placement:
    """The highest level where the mean reaches the mean target, nothing is far below, and every must-have is met.

    `owned`: is there evidence of having owned an account or a sales cycle? False caps at the lowest level; None, not
    known yet, leaves every higher level open.
    """
    if panel.overall is None:
        return Placement("unrated", unrated=panel.unrated)
    levels = levels_of(rubric)
    fits = tuple(_fit(rubric, panel, level, True if level == levels[0] else owned) for level in levels)
    level = highest((fit.level, fit.state) for fit in fits)
    low = highest((fit.level, fit.at_low) for fit in fits)
    high = highest(((fit.level, fit.at_high) for fit in fits), or_open=True)
    waits = highest(((fit.level, fit.state) for fit in fits), or_open=True) != level
    below = not any(item.gap is not None and reaches(item.gap, 0) for item in profile(rubric, panel, levels[0]))
    evidence = tuple(_evidence(panel, fits, low, high))
    outcome = _outcome(waits, low, level, high)
    return Placement(outcome, level, low, high, fits, evidence, below, panel.unrated, panel.thin)


def _outcome(waits: bool, low: str | None, level: str | None, high: str | None) -> str:
    if waits:
        return "collect"
    if low != high:
        return "between"
    return "below" if level is None else "level"


def highest(states: Iterable[tuple[str, str]], *, or_open: bool = False) -> str | None:
    """The last level, of (level, state) lowest first, that is met, or that is met or open."""
    enough = (MET, OPEN) if or_open else (MET,)
    return next((level for level, state in reversed(list(states)) if state in enough), None)


def _fit(rubric: Rubric, panel: Panel, level: str, owned: bool | None) -> Fit:
    overall = panel.overall
    assert overall is not None  # nosec B101: place() has looked
    needed = mean_target(rubric, level, (key for key, found in panel.competencies.items() if found.count))
    facts = profile(rubric, panel, level)
    others = (*_floors(facts), *_must_haves(facts), Check("owned", _tri(owned)))
    mean = Check("mean", _tri(reaches(overall.mean, needed)), None, overall.mean, needed,
                 _doubtful(overall.low, overall.high, needed))  # fmt: skip
    at_low, at, at_high = (
        _state([_tri(reaches(value, needed)), *(check.state for check in others)])
        for value in (overall.low, overall.mean, overall.high)
    )
    return Fit(level, (mean, *others), at_low, at, at_high)


def _tri(holds: bool | None) -> str:
    return OPEN if holds is None else MET if holds else FAILED


def _state(states: Iterable[str]) -> str:
    found = set(states)
    return FAILED if FAILED in found else OPEN if OPEN in found else MET


def _doubtful(low: float, high: float, needed: float) -> bool:
    return reaches(high, needed) and not reaches(low, needed)


def _against(code: str, item: Profile, needed: float) -> Check:
    if item.mean is None or item.low is None or item.high is None:
        return Check(code, OPEN, item.key, None, needed)
    doubtful = _doubtful(item.low, item.high, needed)
    return Check(code, _tri(reaches(item.mean, needed)), item.key, item.mean, needed, doubtful)


def _must_haves(facts: Iterable[Profile]) -> list[Check]:
    return [_against("must_have", item, item.target) for item in facts if item.must_have]


def _floors(facts: Iterable[Profile]) -> list[Check]:
    """Each competency more than 1 below its target, or the one nearest to that; the unrated have no floor."""
    rated = sorted((item.gap, place, item) for place, item in enumerate(facts) if item.gap is not None)
    checks = [_against("floor", item, item.target - ROOM_BELOW) for _, _, item in rated]
    return [check for check in checks if check.state == FAILED] or checks[:1]


def _evidence(panel: Panel, fits: tuple[Fit, ...], low: str | None, high: str | None) -> Iterator[Evidence]:
    """First what a level between `low` and `high` waits for, then what narrows the mean most."""
    if low == high:
        return
    levels = [fit.level for fit in fits]
    above = levels.index(low) + 1 if low else 0
    reachable = [fit for fit in fits[above:] if fit.at_high != FAILED]
    waiting = (check for fit in reachable for check in fit.having(OPEN))
    yield from dict.fromkeys(Evidence(check.code, check.competency) for check in waiting)
    if any(fit.at_low == FAILED for fit in reachable):
        yield from _narrowing(panel)


def _narrowing(panel: Panel) -> list[Evidence]:
    """The competencies where one more rating helps most: w²·SD²·(r_{k+1} − r_k) ÷ (Σw)², over all of the rubric."""
    rated = panel.competencies
    weight = sum(found.weight for found in rated.values())
    gains: Mapping[str, float] = {
        key: found.weight * found.weight * panel.reliability.gain(found.count) / (weight * weight)
        for key, found in rated.items()
    }
    best = sorted(gains, key=lambda key: -gains[key])[:NARROWING]
    return [Evidence("narrows", key, gains[key]) for key in best]
