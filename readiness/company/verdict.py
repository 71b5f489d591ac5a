"""The verdict table: the first row that matches decides, and every row can say what it looked at."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

NOT_YET, REP = "not_yet", "rep"
ORDER = {NOT_YET: 0, REP: 1, "junior": 2, "mid": 2, "senior": 2}
OUTCOME = {0: "not_yet", 1: "rep", 2: "hire"}
MONTHS_NEEDED = 1.0
SCORE_NEEDED, GROUND_NEEDED = 60.0, 40.0
CHANCE_NEEDED = {"senior": 0.8, "mid": 0.6, "junior": 0.6}
NEAR_THRESHOLD = 0.02
SUPERVISOR_NEEDED = 3
COMPLEX, SIMPLE = 2.5, 2.0
ENOUGH_LOAD = 0.5


@dataclass(frozen=True, slots=True)
class Facts:
    """All that the table looks at. Shares are fractions, points 0–4, dimensions and score 0–100.

    `months` holds months of running cost left at each level's lowest point, None where it can't be told;
    `rep_months` the months left after half a year of a sales representative's pay.
    """

    grr: float
    biggest: float
    load_share: float
    points: Mapping[str, float]
    dimensions: Mapping[str, float]
    score: float
    chance: Mapping[str, float]
    months: Mapping[str, float | None]
    rep_months: float | None
    in_post: float
    little_left: bool

    @property
    def complexity(self) -> float:
        """Mean of people, services and account value, 0–4."""
        return (self.points["people"] + self.points["services"] + self.points["account_value"]) / 3

    @property
    def supervised(self) -> bool:
        return self.points["supervisor"] >= SUPERVISOR_NEEDED

    @property
    def someone_to_oversee(self) -> bool:
        return self.in_post >= 1 or self.load_share >= 1.2

    @property
    def rep_affordable(self) -> bool:
        return self.rep_months is not None and self.rep_months >= MONTHS_NEEDED

    def cash_lasts(self, level: str) -> bool:
        months = self.months[level]
        return months is not None and months >= MONTHS_NEEDED

    def fundable(self, level: str) -> bool:
        """The chance reaches the level's threshold, and a month's running cost is left at its lowest point."""
        return self.chance[level] >= CHANCE_NEEDED[level] and self.cash_lasts(level)


@dataclass(frozen=True, slots=True)
class Decision:
    """The row that fired and the verdict it gives: senior, mid, junior, rep or not_yet.

    `cause` is row 9's reason. `rep` says, where the row means a sales representative first, whether one is
    "affordable", "unaffordable" or "untold"; only an affordable one makes that the verdict.
    """

    row: int
    verdict: str
    cause: str | None = None
    rep: str | None = None

    @property
    def rank(self) -> int:
        """0 not yet, 1 sales representative first, 2 hire (any level)."""
        return ORDER[self.verdict]

    @property
    def outcome(self) -> str:
        return OUTCOME[self.rank]


def leaks(facts: Facts) -> tuple[str, ...]:
    """Row 1: what lets clients or work drain away, by item."""
    found = {
        "grr": facts.grr < 0.70,
        "graded": facts.points["graded"] < 2,
        "delivery": facts.points["delivery"] < 2,
        "records": facts.points["records"] < 2,
    }
    return tuple(key for key, is_leak in found.items() if is_leak)


def missing_ground(facts: Facts) -> tuple[str, ...]:
    """Row 3: which of need, team, role and guidance is missing."""
    found = [key for key in ("need", "team", "role") if facts.dimensions[key] < GROUND_NEEDED]
    if facts.points["manager_time"] < 2 and not facts.supervised:
        found.append("guidance")
    return tuple(found)


def unhappy_signs(facts: Facts) -> tuple[str, ...]:
    """Row 4: what says that there are too few happy clients."""
    found = {
        "graded": facts.points["graded"] < 3,
        "biggest": facts.biggest > 0.5,
        "clients": facts.dimensions["clients"] < GROUND_NEEDED,
        "happiness": facts.dimensions["happiness"] < GROUND_NEEDED,
    }
    return tuple(key for key, is_sign in found.items() if is_sign)


def _scored_enough(facts: Facts) -> bool:
    return facts.score >= SCORE_NEEDED


def _senior(facts: Facts) -> bool:
    return (
        _scored_enough(facts) and facts.complexity >= COMPLEX and facts.someone_to_oversee and facts.fundable("senior")
    )


def _junior(facts: Facts) -> bool:
    return _scored_enough(facts) and facts.supervised and facts.fundable("junior")


ROWS: tuple[tuple[int, str, Callable[[Facts], bool]], ...] = (
    (1, NOT_YET, lambda facts: bool(leaks(facts))),
    (2, REP, lambda facts: facts.load_share < ENOUGH_LOAD and facts.dimensions["team"] >= GROUND_NEEDED),
    (3, NOT_YET, lambda facts: bool(missing_ground(facts))),
    (4, REP, lambda facts: bool(unhappy_signs(facts))),
    (5, "senior", _senior),
    (6, "junior", lambda facts: _junior(facts) and facts.complexity <= SIMPLE),
    (7, "mid", lambda facts: _scored_enough(facts) and facts.fundable("mid")),
    (8, "junior", _junior),
    (9, REP, bool),
)


def decide(facts: Facts) -> Decision:
    """The first row that matches; "sales representative first" is "not yet" where one can't be afforded."""
    row, verdict = next((row, verdict) for row, verdict, matches in ROWS if matches(facts))
    if verdict != REP:
        return Decision(row, verdict)
    cause = _cause(facts) if row == 9 else None
    if facts.rep_affordable:
        return Decision(row, REP, cause, "affordable")
    return Decision(row, NOT_YET, cause, "untold" if facts.rep_months is None else "unaffordable")


def _cause(facts: Facts) -> str:
    """Row 9's reason: score, nobody to supervise, little left to add, or money."""
    if not _scored_enough(facts):
        return "score"
    if facts.fundable("junior"):
        return "nobody_to_supervise"
    if facts.chance["mid"] < CHANCE_NEEDED["mid"] and facts.little_left:
        return "little_left"
    pays = any(facts.chance[level] >= needed for level, needed in CHANCE_NEEDED.items())
    return "untold" if pays and facts.months["mid"] is None else "money"


def near_thresholds(facts: Facts) -> tuple[str, ...]:
    """Levels whose chance is within 2 points of the threshold, where the other side gives another verdict."""
    decided = decide(facts)
    return tuple(level for level, needed in CHANCE_NEEDED.items()
                 if abs(facts.chance[level] - needed) <= NEAR_THRESHOLD + 1e-9
                 and decide(_other_side(facts, level, needed)).verdict != decided.verdict)  # fmt: skip


def _other_side(facts: Facts, level: str, needed: float) -> Facts:
    chance = 0.0 if facts.chance[level] >= needed else 1.0
    return replace(facts, chance={**facts.chance, level: chance})
