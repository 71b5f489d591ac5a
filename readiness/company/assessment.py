"""One company assessed: every figure that the page, the PDF and the JSON show, reckoned once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from readiness.company.answers import Answers
from readiness.company.computed import cash_in_bank, computed_points, level_of, likely_case
from readiness.company.doubt import (
    UNKNOWN_WEIGHT,
    Inquiry,
    all_unknown_at,
    inquiries,
    same_verdicts,
    unknown_choices,
    unknown_numbers,
)
from readiness.company.funding import (
    CashPath,
    break_even_accounts,
    capacity,
    cash_path,
    first_year_book,
    lifts,
    plausible_lift,
    required_lift,
    tended_book,
    yearly_cost,
)
from readiness.company.levers import Lever, levers
from readiness.company.numbers import Case, Company, read_company
from readiness.company.scoring import UNKNOWN_POINTS, Item, Points, Score, scale_of, score
from readiness.company.simulation import Outcomes, Simulation
from readiness.company.standing import Money, Subject, rep_cost
from readiness.company.tornado import Swing, swings
from readiness.company.verdict import Decision, Facts, decide, leaks, near_thresholds
from readiness.company.what_if import with_trials
from readiness.questionnaire import Level, Role

STEPS_TO_TAKE = 5


@dataclass(frozen=True, slots=True)
class LevelFigures:
    """The money of one level of the role, at the likely values unless it says otherwise; amounts in own currency.

    cash_left is the cash in the bank at the lowest point; payback is in months (None: not within the months
    reckoned), break_even_accounts None: never for one account manager, months_left None: can't be told,
    required_lift None: no lift is enough.
    """

    level: Level
    chance: float
    worth_p10: float
    worth_p50: float
    worth_p90: float
    worth_likely: float
    npv: float
    residual: float
    payback: int | None
    lowest_cash: float
    months_left: float | None
    cash_left: float | None
    break_even_accounts: int | None
    first_year_book: float | None
    required_lift: float | None
    expected_lift: float
    cost: float
    tended_accounts: float
    tended_book: float
    fundable: bool


@dataclass(frozen=True, slots=True)
class Firmness:
    """How far the verdict can be trusted: why it is provisional, and in how many weightings it stays the same."""

    unknowns_turn_it: bool
    unknown_weight: float
    near: tuple[str, ...]
    same: int
    of: int

    @property
    def too_much_unknown(self) -> bool:
        return self.unknown_weight > UNKNOWN_WEIGHT

    @property
    def provisional(self) -> bool:
        return self.unknowns_turn_it or self.too_much_unknown or bool(self.near)


@dataclass(frozen=True, slots=True)
class Assessment:
    """Everything that is known about one check. `shown` is the level whose money is shown: the verdict's, else mid."""

    role: Role
    answers: Answers
    company: Company
    score: Score
    facts: Facts
    decision: Decision
    leaks: tuple[str, ...]
    levels: Mapping[str, LevelFigures]
    shown: str
    path: CashPath
    outcomes: Outcomes
    swings: tuple[Swing, ...]
    firmness: Firmness
    levers: tuple[Lever, ...]
    inquiries: tuple[Inquiry, ...]
    unknown: tuple[str, ...]
    weakest: tuple[Item, ...]
    plausible_lift: float
    rep_cost: float
    cash: float | None
    notes: tuple[str, ...]

    @property
    def weakest_dimension(self) -> str:
        """The dimension with the fewest points among those that a company can do something about."""
        items = self.score.items.values()
        open_to_work = {item.dimension for item in items if not item.circumstance}
        return min(open_to_work, key=lambda key: (self.score.dimensions[key].likely, key))

    @property
    def level(self) -> LevelFigures:
        return self.levels[self.shown]

    @property
    def keeping_cost(self) -> float:
        """C ÷ accounts tended: a year's cost of keeping one account, at the level shown."""
        return self.level.cost / self.level.tended_accounts

    @property
    def winning_cost(self) -> float | None:
        """What winning one new client costs today, as given."""
        given = self.company.ranges.get("winning_cost")
        return given.likely if given else None

    @property
    def real_change(self) -> float:
        return real_change(self.company)


def assess(role: Role, answers: Answers, tried: Mapping[str, float] | None = None) -> Assessment:
    """Assess one company; `tried` are what-if numbers by the key and in the unit of their Trial.

    Raises ValueError where a required answer is missing (`answers.missing`).
    """
    if answers.missing:
        raise ValueError(f"missing: {', '.join(answers.missing)}")
    company = with_trials(read_company(role, answers), tried or {})
    subject = Subject(role, scale_of(role), company, answers.points, Simulation(role.levels))
    money = subject.money()
    facts = subject.facts(subject.points(), money)
    return _assessed(subject, answers, money, facts)


def _assessed(subject: Subject, answers: Answers, money: Money, facts: Facts) -> Assessment:
    role, company, decision = subject.role, subject.company, decide(facts)
    outcomes = subject.simulation.run(company)
    shown = decision.verdict if decision.outcome == "hire" else "mid"
    case, found_score, asked = likely_case(company), _score(subject, money), tuple(inquiries(subject, money))
    path = cash_path(case, level_of(role, shown), company.assumptions)
    return Assessment(
        role=role,
        answers=answers,
        company=company,
        score=found_score,
        facts=facts,
        decision=decision,
        leaks=leaks(facts),
        levels={level.key: _level_figures(level, case, company, facts, outcomes) for level in role.levels},
        shown=shown,
        path=path,
        outcomes=outcomes,
        swings=swings(company, level_of(role, shown)),
        firmness=_firmness(subject, facts, decision, found_score, asked),
        levers=tuple(levers(subject, facts, money)),
        inquiries=asked,
        unknown=(*unknown_choices(subject), *unknown_numbers(subject)),
        weakest=_weakest(found_score),
        plausible_lift=float(plausible_lift(case, company.assumptions)),
        rep_cost=rep_cost(company, level_of(role, "mid")),
        cash=_cash(company),
        notes=_notes(facts, company, answers, decision, path.payback),
    )


def _score(subject: Subject, money: Money) -> Score:
    choices = {key: UNKNOWN_POINTS if points is None else Points(points, points, points)
               for key, points in subject.choices.items()}  # fmt: skip
    return score(subject.scale, {**choices, **computed_points(subject.role, subject.company, money.chance["mid"])})


def _level_figures(level: Level, case: Case, company: Company, facts: Facts, outcomes: Outcomes) -> LevelFigures:
    terms = company.assumptions
    path, (low, middle, high) = cash_path(case, level, terms), outcomes.percentiles(level.key)
    return LevelFigures(
        level=level,
        chance=facts.chance[level.key],
        worth_p10=low,
        worth_p50=middle,
        worth_p90=high,
        worth_likely=float(path.worth),
        npv=float(path.npv),
        residual=float(path.residual),
        payback=path.payback,
        lowest_cash=float(path.lowest),
        months_left=facts.months[level.key],
        cash_left=None if (cash := _cash(company)) is None else cash + float(path.lowest),
        break_even_accounts=break_even_accounts(case, level, terms),
        first_year_book=first_year_book(case, level, terms),
        required_lift=required_lift(case, level, terms),
        expected_lift=float(sum(lifts(case, level, terms))),
        cost=float(yearly_cost(case, level, terms)),
        tended_accounts=float(np.minimum(case.accounts, capacity(case, level))),
        tended_book=float(tended_book(case, level)),
        fundable=facts.fundable(level.key),
    )


def _firmness(subject: Subject, facts: Facts, decision: Decision, found: Score, asked: tuple[Inquiry, ...]) -> Firmness:
    """Unknowns turn the verdict when all together do, or, since some pull two ways, when one alone does."""
    ends = {decide(all_unknown_at(subject, best)).outcome for best in (False, True)}
    ends |= {end.outcome for inquiry in asked for end in inquiry.decisions}
    same, of = same_verdicts(subject, facts)
    return Firmness(bool(ends - {decision.outcome}), found.weight_unknown(), near_thresholds(facts), same, of)


def _weakest(found: Score) -> tuple[Item, ...]:
    """The items to work on first: the fewest points, then the most weight; circumstances and unknowns are neither."""
    weak = [item for item in found.items.values() if not item.circumstance and not item.points.unknown]
    weak = [item for item in weak if item.points.likely < 3]
    return tuple(sorted(weak, key=lambda item: (item.points.likely, -item.weight))[:STEPS_TO_TAKE])


def _cash(company: Company) -> float | None:
    if "cash" not in company.ranges:
        return None
    return float(cash_in_bank(company, company.likely()))


def _notes(
    facts: Facts, company: Company, answers: Answers, decision: Decision, payback: int | None
) -> tuple[str, ...]:
    """What is said beside the verdict, by the key of its words."""
    inflated = company.ranges["inflation"].likely > 0
    fit = answers.picks.get("fit")
    said = {
        "one_off": fit == "one_off",
        "mixed": fit == "mixed",
        "patience": decision.outcome == "hire" and payback is None and company.assumptions["lasting"] > 0,
        "rep_cost": decision.rep in ("affordable", "unaffordable"),
        "fragile_retention": 0.70 <= facts.grr < 0.80,
        "many_people": facts.load_share >= 2.0,
        "big_client": facts.biggest > 0.25,
        "capped_expansion": _uncapped_expansion(company) > company.assumptions["expansion_cap"],
        "real_growth": inflated and real_change(company) >= 0,
        "real_fall": inflated and real_change(company) < 0,
    }
    return tuple(key for key, applies in said.items() if applies)


def real_change(company: Company) -> float:
    """Real NRR − 1: how the clients' revenue changes in a year, as a fraction, with inflation taken out."""
    case = likely_case(company)
    return float(case.grr + case.expansion) - 1


def _uncapped_expansion(company: Company) -> float:
    grr, expansion = company.ranges["grr"].likely, company.ranges["expansion"].likely
    if company.ranges["expansion"].benchmark:
        return expansion
    return round((grr + expansion) / (1 + company.ranges["inflation"].likely) - grr, 9)
