"""What 10,000 draws for three levels cost beside a plain Python loop and beside numpy's floor: CPU time of one run.

The floor is what no array reckoning of this cash flow month by month can do without, written in place and without any
checks, the draws at hand: a power for each ramp month and for full pace a level, one for the book left alone, and a
product and a running sum a month and level.
"""

from __future__ import annotations

import random
import sys
import time
import tomllib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

import numpy as np

from readiness.company.answers import Answers, answers_from_file, read_answers
from readiness.company.assessment import assess
from readiness.company.numbers import CASH_FLOW, Case, Company, Range, case_of, read_company
from readiness.company.simulation import Simulation
from readiness.library import load_library
from readiness.questionnaire import Level, Role

EXAMPLES = sorted((ROOT / "docs/examples").glob("*.toml"))
ROUNDS, DRAWS, MONTHS, RAMP_MONTHS = 15, 10_000, 36, 8
SAMPLE = 150  # draws of the plain loop, scaled up to all
EXPECTED = 40  # milliseconds


def cost(work: Callable[[], object]) -> float:
    """Milliseconds of CPU for one call."""
    begun = time.process_time()
    work()
    return (time.process_time() - begun) * 1000


def middle(costs: list[float]) -> float:
    return sorted(costs)[len(costs) // 2]


def answers_of(role: Role, path: Path) -> Answers:
    return read_answers(role, answers_from_file(role, tomllib.loads(path.read_text(encoding="utf-8"))))


def another_edition(role: Role, number: int) -> Role:
    """The same role with another seed, so that no draws are at hand."""
    return replace(role, assumptions={**role.assumptions, "seed": number})


# ---- The plain loop: one draw after another, one month after another.


def plain_loop(role: Role, company: Company) -> float:
    """The work of the simulation for a sample of the draws; returns the chance, so that nothing is skipped."""
    dice, names, paid = random.Random(1), [name for name in company.ranges if name in CASH_FLOW], 0
    for _ in range(SAMPLE):
        case = case_of(company, {name: thrown(dice, company.ranges[name]) for name in names})
        paid += sum(plain_worth(case, level) > 0 for level in role.levels)
    return paid / SAMPLE


def thrown(dice: random.Random, found: Range) -> float:
    width = found.high - found.low
    if width <= 0:
        return found.likely
    rise = 4 * (found.likely - found.low) / width
    return found.low + width * dice.betavariate(1 + rise, 5 - rise)


def plain_worth(case: Case, level: Level) -> float:
    room, kept = max(0.02, 0.15 - case.expansion), case.grr + case.expansion
    added = case.retention_lift * (1 - case.grr) * level.lift + min(room, case.expansion_lift * room * level.lift)
    book = case.book * min(1, case.load * level.load / case.accounts)
    pay = (1.3 * case.base + case.variable) * level.pay + case.tools
    without, with_manager, worth = book, book, -case.hiring_cost
    for month in range(1, MONTHS + 1):
        f = min(1.0, month / case.ramp)
        without *= kept ** (1 / 12)
        with_manager = (
            with_manager * (kept + f * added) ** (1 / 12) + f * case.new_accounts * case.book / case.accounts / 12
        )
        cash = (case.margin * (with_manager - without) + f * case.owner_time - pay) / 12
        worth += cash / 1.1 ** (month / 12)
    fade = case.grr / 1.1
    return float(worth + case.margin * (with_manager - without) * (fade + fade**2) / 1.1**3)


# ---- The floor.


def floor(kept: Any, added: Any, levels: int) -> Any:
    rate, book, total, alone = np.empty(DRAWS), np.ones(DRAWS), np.zeros(DRAWS), np.ones(DRAWS)
    slow = np.power(kept, 1 / 12)
    for _ in range(MONTHS):
        np.multiply(alone, slow, out=alone)
    for _ in range(levels):
        for month in range(MONTHS):
            if month <= RAMP_MONTHS:
                np.power(added, 1 / 12, out=rate)
            np.multiply(book, rate, out=book)
            np.add(total, book, out=total)
    return total - alone


def main() -> None:
    role = load_library().roles["account_manager"]
    company = read_company(role, answers_of(role, ROOT / "docs/examples/small-agency.toml"))
    editions = [replace(company, assumptions={**company.assumptions, "seed": number}) for number in range(ROUNDS)]
    fresh = middle([cost(lambda made=made: Simulation(role.levels).run(made)) for made in editions])  # type: ignore[misc]
    Simulation(role.levels).run(company)
    ready = middle([cost(lambda: Simulation(role.levels).run(company)) for _ in range(ROUNDS)])
    loop = middle([cost(lambda: plain_loop(role, company)) for _ in range(3)]) * DRAWS / SAMPLE
    kept = np.random.default_rng(1).uniform(0.8, 1.1, DRAWS)
    least = middle([cost(lambda: floor(kept, kept + 0.05, len(role.levels))) for _ in range(ROUNDS)])

    print(f"three levels of {DRAWS:,} draws, drawn afresh   {fresh:8.1f} ms   expected: at most {EXPECTED}")
    print(f"the same with the edition's draws at hand  {ready:8.1f} ms")
    print(
        f"a plain Python loop (from {SAMPLE} draws)      {loop:8.0f} ms   {loop / fresh:5.0f} times as much as afresh"
    )
    print(f"numpy's floor, draws at hand               {least:8.1f} ms   ours is {ready / least:.1f} times that")
    for path in EXAMPLES:
        answers = answers_of(role, path)
        first = middle([cost(lambda: assess(another_edition(role, number), answers)) for number in range(ROUNDS)])  # noqa: B023
        again = middle([cost(lambda: assess(role, answers)) for _ in range(ROUNDS)])  # noqa: B023
        print(f"the whole assessment: {path.stem:20} {first:8.1f} ms afresh, {again:5.1f} ms with draws at hand")


if __name__ == "__main__":
    main()
