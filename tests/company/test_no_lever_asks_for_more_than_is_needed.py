"""The fewest changes, and each amount the smallest round one: tried out, one by one and two by two."""

from collections.abc import Iterator
from itertools import combinations_with_replacement

import pytest
from company_cast import Sheet, assessed
from lever_cast import (
    ALL_FOURS,
    COMPANIES,
    OUT_OF_REACH,
    SCORE_BY_MONEY_AND_A_STEP,
    SHORT_OF_BOTH,
    STEPS,
    after,
    changes,
    moved,
    opening,
    value,
)

MOST = {"accounts": 500, "pay": 25, "margin": 20, "owner_time": 160, "cash": 5_000_000}


def single_changes(sheet: Sheet) -> Iterator[tuple[str, float]]:
    """Every answer that can go one up, and every money move at its very most."""
    for key in STEPS:
        if sheet[key] != "unknown" and sheet[key] < 4:
            yield key, 1
    for key, most in MOST.items():
        if sheet[{"owner_time": "owner_hours", "pay": "base"}.get(key, key)] != "unknown":
            yield key, min(most, 100 - value(sheet["margin"])) if key == "margin" else most


def made(sheet: Sheet, change: tuple[str, float]) -> Sheet | None:
    key, amount = change
    if key in MOST:
        return moved(sheet, key, amount)
    return {**sheet, key: sheet[key] + 1} if sheet[key] < 4 else None


def outcomes_after(sheet: Sheet, size: int) -> Iterator[tuple[tuple[tuple[str, float], ...], int]]:
    for chosen in combinations_with_replacement(tuple(single_changes(sheet)), size):
        money = [key for key, _ in chosen if key in MOST]
        changed: Sheet | None = sheet
        for change in chosen:
            changed = made(changed, change) if changed else None
        if changed and len(money) == len(set(money)):
            yield chosen, assessed(changed).decision.rank


ONE_IS_NOT_ENOUGH = {
    name: COMPANIES[name]
    for name in (
        "one deep leak",
        "two leaks",
        "three leaks",
        "neither the chance nor the cash",
        "no goals and no pay plan",
    )
} | OUT_OF_REACH


@pytest.mark.parametrize("sheet", ONE_IS_NOT_ENOUGH.values(), ids=ONE_IS_NOT_ENOUGH)
def test_where_a_lever_asks_for_two_changes_one_is_not_enough(sheet: Sheet) -> None:
    before = assessed(sheet)
    assert all(changes(lever) > 1 for lever in opening(before))
    assert [change for change, rank in outcomes_after(sheet, 1) if rank > before.decision.rank] == []


PERFECT = dict.fromkeys(STEPS, 4)
SMALL: dict[str, Sheet] = {
    "two leaks": {**ALL_FOURS, "records": 1, "delivery": 1, "owner_hours": "unknown", "cash": "unknown"},
    "three leaks": {**ALL_FOURS, "records": 1, "delivery": 1, "graded": 1, "owner_hours": "unknown", "cash": "unknown"},
    "neither the chance nor the cash": {**SHORT_OF_BOTH, **PERFECT},
    "only lower pay and more margin together": {**SHORT_OF_BOTH, **PERFECT, "margin": 55, "cash": 80_000},
    "money and a step make up the score": SCORE_BY_MONEY_AND_A_STEP,
    "hopeless": {**SHORT_OF_BOTH, **PERFECT, "margin": 20, "book": 200_000},
}


@pytest.mark.parametrize("sheet", SMALL.values(), ids=SMALL)
def test_where_two_changes_are_enough_no_lever_asks_for_three(sheet: Sheet) -> None:
    before = assessed(sheet)
    fewest = min(map(changes, opening(before)), default=4)
    enough = [change for change, rank in outcomes_after(sheet, 2) if rank > before.decision.rank]
    assert bool(enough) == (fewest <= 2), enough


@pytest.mark.parametrize("sheet", COMPANIES.values(), ids=COMPANIES)
def test_every_lever_asks_for_equally_few_changes_and_at_most_three(sheet: Sheet) -> None:
    counts = {changes(lever) for lever in opening(assessed(sheet))}
    assert len(counts) == 1
    assert counts <= {1, 2, 3}


@pytest.mark.parametrize("sheet", COMPANIES.values(), ids=COMPANIES)
def test_no_part_of_a_lever_is_idle(sheet: Sheet) -> None:
    before = assessed(sheet)
    for lever in opening(before):
        for move in lever.money:
            without = [other for other in lever.money if other is not move]
            real = sheet
            for other in without:
                real = moved(real, other.key, other.amount)
            real = {**real, **{step.key: step.end for step in lever.steps}}
            assert assessed(real).decision.rank == before.decision.rank
        for step in lever.steps:
            real = {**after(sheet, lever), step.key: step.end - 1}
            assert assessed(real).decision.rank == before.decision.rank


# ---- Amounts are round, and the smallest that are enough.

ROUND = (1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8)


def smaller(key: str, amount: float) -> float:
    """The round amount just below."""
    if key in ("pay", "owner_time"):
        return amount - 5
    if key in ("accounts", "margin"):
        return amount - (1 if amount <= 20 else 5 if amount <= 100 else 10)
    rounds = [step * 10.0**power for power in range(-2, 12) for step in ROUND]
    return max(found for found in rounds if found < amount * 0.999999)


@pytest.mark.parametrize("sheet", COMPANIES.values(), ids=COMPANIES)
def test_the_round_amount_just_below_is_not_enough(sheet: Sheet) -> None:
    before = assessed(sheet)
    for lever in opening(before):
        for move in lever.money:
            real = {**sheet, **{step.key: step.end for step in lever.steps}}
            for other in lever.money:
                amount = smaller(move.key, move.amount) if other is move else other.amount
                real = moved(real, other.key, amount) if amount else real
            assert assessed(real).decision.rank == before.decision.rank, (move.key, move.amount)


@pytest.mark.parametrize("sheet", COMPANIES.values(), ids=COMPANIES)
def test_amounts_are_round(sheet: Sheet) -> None:
    for lever in opening(assessed(sheet)):
        for move in lever.money:
            if move.key == "cash":
                digits = f"{move.amount:.6e}"
                assert float(digits.split("e", maxsplit=1)[0]) in ROUND
            elif move.key in ("pay", "owner_time"):
                assert move.amount % 5 == 0
            else:
                assert move.amount == int(move.amount)
