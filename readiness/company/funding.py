"""One account manager's cash flow: what the role adds, what it costs, and when it has paid for itself.

All amounts are in the owner's currency and today's money. Formulas: docs/model.md, "Money".
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from readiness.company.numbers import Case, Number
from readiness.questionnaire import Level

Terms = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Gain:
    """What one account manager adds over 36 months, per unit of book (`book`) and of new revenue a year (`new`),
    discounted, fading residual included; `ramp` is the discounted sum of f÷12, `pay` of 1÷12."""

    book: Number
    new: Number
    ramp: Number
    pay: float


@dataclass(frozen=True, slots=True)
class CashPath:
    """Cumulative cash month by month from t = 0, and at the end: the book without and with the account manager."""

    cumulative: np.ndarray[Any, Any]
    book_without: Number
    book_with: Number
    npv: Number
    residual: Number

    @property
    def worth(self) -> Number:
        """NPV + residual."""
        return self.npv + self.residual

    @property
    def lowest(self) -> Number:
        """The lowest cumulative cash, t = 0 included."""
        return self.cumulative.min(axis=0)

    @property
    def payback(self) -> int | None:
        """First month from which cumulative cash stays ≥ 0; None: not within the months reckoned. One case only."""
        below = np.flatnonzero(self.cumulative < 0)
        if not below.size:
            return 0
        return int(below[-1]) + 1 if below[-1] + 1 < len(self.cumulative) else None


def yearly_cost(case: Case, level: Level, terms: Terms) -> Number:
    """C = λ·base + variable + tools a year, base and variable at the level's pay."""
    return (terms["on_cost"] * case.base + case.variable) * level.pay + case.tools


def tended_book(case: Case, level: Level) -> Number:
    """B: the part of the book that one account manager of this level can look after."""
    return case.book * np.minimum(1.0, capacity(case, level) / case.accounts)


def capacity(case: Case, level: Level) -> Number:
    """How many accounts one account manager of this level can look after well."""
    return case.load * level.load


def expansion_room(case: Case, terms: Terms) -> Number:
    """The most that expansion can still grow: max(2 %, 15 % − x)."""
    return np.maximum(terms["expansion_room_floor"], terms["expansion_ceiling"] - case.expansion)


def lifts(case: Case, level: Level, terms: Terms) -> tuple[Number, Number]:
    """Δg and Δx a year at full effect, with the level's lift; Δg never exceeds what is lost, Δx never the room."""
    room, lost = expansion_room(case, terms), 1 - case.grr
    return np.minimum(lost, case.retention_lift * lost * level.lift), np.minimum(
        room, case.expansion_lift * room * level.lift
    )


def plausible_lift(case: Case, terms: Terms) -> Number:
    """The largest plausible Δg + Δx: 0.4·(1 − g) + max(2 %, 15 % − x), mid level."""
    return terms["retention_lift"][2] * (1 - case.grr) + terms["expansion_lift"][2] * expansion_room(case, terms)


def lift_points(case: Case, effect: str, share: float, terms: Terms) -> float:
    """What a share of "retention_lift" or "expansion_lift" comes to a year, as a fraction of revenue, mid level."""
    return float(share * ((1 - case.grr) if effect == "retention_lift" else expansion_room(case, terms)))


def growth(case: Case, added: Number, terms: Terms) -> Iterator[tuple[Number, Number, Number, Number]]:
    """For months 1…36: f, and the books without, with the account manager and from new accounts, each per unit.

    `added` is Δg + Δx a year at full effect; f = min(1, t ÷ ramp).
    """
    kept = case.grr + case.expansion
    slow = kept ** (1 / 12)
    full = (kept + added) ** (1 / 12)
    ramped = float(np.max(case.ramp))
    without: Number = np.ones_like(full)
    with_manager: Number = np.ones_like(full)
    new: Number = np.zeros_like(full)
    whole: Number = np.ones_like(case.ramp)
    wins = bool(np.any(np.asarray(case.new_accounts) > 0))
    for month in range(1, terms["months"] + 1):
        f = np.minimum(1.0, month / case.ramp) if month < ramped else whole
        rate = (kept + f * added) ** (1 / 12) if month < ramped else full
        without = without * slow
        with_manager = with_manager * rate
        if wins:
            new = new * rate + f / 12
        yield f, without, with_manager, new


def gain(case: Case, level: Level, terms: Terms) -> Gain:
    """The account manager's discounted gain per unit of book and of new revenue: the growth part of worth."""
    retention, expansion = lifts(case, level, terms)
    return _gain(case, retention + expansion, terms)


def _gain(case: Case, added: Number, terms: Terms) -> Gain:
    discount = 1 + terms["discount"]
    book: Number = 0.0
    new: Number = 0.0
    ramp: Number = 0.0
    pay = 0.0
    without: Number = 0.0
    with_manager: Number = 0.0
    won: Number = 0.0
    for month, (f, without, with_manager, won) in enumerate(growth(case, added, terms), 1):
        share = discount ** (-month / 12) / 12
        book = book + (with_manager - without) * share
        new = new + won * share
        ramp = ramp + f * share
        pay += share
    fade = _residual(case, terms)
    return Gain(book + (with_manager - without) * fade, new + won * fade, ramp, pay)


def _residual(case: Case, terms: Terms) -> Number:
    """(q + q² + …) ÷ (1 + r)³, as many terms as years last, with q = g ÷ (1 + r): gains fade once the person leaves."""
    q = case.grr / (1 + terms["discount"])
    left, lasts = 1.0, 0.0
    for _ in range(int(terms["lasting"])):
        left = left * q
        lasts = lasts + left
    return lasts / (1 + terms["discount"]) ** 3


def worth(case: Case, level: Level, terms: Terms, gained: Gain) -> Number:
    """NPV + residual of one account manager of this level: linear in book, margin, owner's time and pay."""
    new_revenue = case.new_accounts * case.revenue_per_account
    earned = case.margin * (tended_book(case, level) * gained.book + new_revenue * gained.new)
    return earned + case.owner_time * gained.ramp - yearly_cost(case, level, terms) * gained.pay - case.hiring_cost


def cash_path(case: Case, level: Level, terms: Terms) -> CashPath:
    """The same cash flow month by month; the fields of `case` are all floats, or all arrays of one length."""
    retention, expansion = lifts(case, level, terms)
    book, new_revenue = tended_book(case, level), case.new_accounts * case.revenue_per_account
    months = growth(case, retention + expansion, terms)
    f, kept, with_manager, won = (np.array(column) for column in zip(*months, strict=True))
    extra = book * (with_manager - kept) + new_revenue * won
    cash = (case.margin * extra + f * case.owner_time - yearly_cost(case, level, terms)) / 12
    hired = np.broadcast_to(-case.hiring_cost, cash.shape[1:])
    npv = hired + (1 + terms["discount"]) ** (-np.arange(1, len(cash) + 1) / 12) @ cash
    without = book * kept[-1]
    residual = case.margin * extra[-1] * _residual(case, terms)
    return CashPath(np.cumsum(np.concatenate([hired[None], cash]), axis=0), without, without + extra[-1], npv, residual)


def break_even_accounts(case: Case, level: Level, terms: Terms) -> int | None:
    """The fewest accounts (revenue per account fixed, within one load) at which worth > 0; None: never for one."""
    gained = gain(case, level, terms)
    each = case.margin * case.revenue_per_account * gained.book
    most = int(np.floor(capacity(case, level) + 1e-9))
    without_book = worth(case, level, terms, Gain(0.0, gained.new, gained.ramp, gained.pay))
    if without_book > 0:
        return 0
    fewest = int(np.floor(-without_book / each + 1e-9)) + 1 if each > 0 else most + 1
    return fewest if fewest <= most else None


def first_year_book(case: Case, level: Level, terms: Terms) -> float | None:
    """(C − D − n·R·m) ÷ (m(Δg + Δx)); 0: covered by the owner's time; None: no lift could cover it."""
    retention, expansion = lifts(case, level, terms)
    needed = yearly_cost(case, level, terms) - case.owner_time
    needed -= case.new_accounts * case.revenue_per_account * case.margin
    each = case.margin * (retention + expansion)
    if needed <= 0:
        return 0.0
    return float(needed / each) if each > 0 else None


def required_lift(case: Case, level: Level, terms: Terms) -> float | None:
    """The Δg + Δx at which worth = 0, by repeated narrowing; 0 where it pays anyway; None: not even 100 points do."""
    low, high = 0.0, 1.0
    for _ in range(4):
        tried = np.linspace(low, high, 33)
        enough = np.flatnonzero(worth(case, level, terms, _gain(case, tried, terms)) > 0)
        if not enough.size:
            return None
        if enough[0] == 0:
            return low
        low, high = float(tried[enough[0] - 1]), float(tried[enough[0]])
    return high
