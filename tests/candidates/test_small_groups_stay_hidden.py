"""No group under five is told, and none can be worked out from the totals and the cells that are."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from readiness.candidates.fairness import Person, fairness
from readiness.candidates.small_numbers import ALL, FEWEST, Cell, hidden_cells, only_ways, silent_rows, with_totals

SIDES = st.dictionaries(st.integers(0, 6), st.tuples(st.integers(0, 9), st.integers(0, 9)), max_size=7)
TABLES = st.dictionaries(st.tuples(st.integers(0, 4), st.sampled_from("abcd")), st.integers(0, 12), max_size=16)


def shown_groups(**groups: int) -> list[str]:
    everyone = [Person(0, group, place % 2 == 0) for group, many in groups.items() for place in range(many)]
    return [found.group for found in fairness(everyone).selection.pooled.groups]


def test_a_small_group_takes_the_next_smallest_with_it() -> None:
    assert shown_groups(a=50, b=20, c=3) == ["a"]
    assert shown_groups(a=50, b=20, c=5) == ["a", "b", "c"]


def test_two_small_groups_hide_each_other_only_if_they_are_five_together() -> None:
    assert shown_groups(a=50, b=20, c=3, d=2) == ["a", "b"]
    assert shown_groups(a=50, b=20, c=2, d=2) == ["a"]


def test_whoever_said_no_group_may_hide_a_small_one() -> None:
    groups = (("a", 50), ("b", 20), (None, 7), ("c", 2))
    everyone = [Person(0, group, place % 2 == 0) for group, many in groups for place in range(many)]
    found = fairness(everyone).selection.pooled
    assert [one.group for one in found.groups] == ["a", "b"]
    assert found.hidden == 2
    assert found.people == 79


def test_with_two_groups_one_small_nothing_is_told() -> None:
    everyone = [Person(0, group, place % 2 == 0) for group, many in (("a", 50), ("b", 2)) for place in range(many)]
    found = fairness(everyone).selection.pooled
    assert (found.groups, found.hidden, found.reason) == ((), 2, "few_groups")


def test_a_cell_small_in_one_opening_is_not_told_by_all_less_the_others() -> None:
    people = {
        (0, "a"): 30,
        (0, "b"): 30,
        (0, "c"): 30,
        (1, "a"): 3,
        (1, "b"): 30,
        (1, "c"): 9,
        (2, "a"): 8,
        (2, "b"): 9,
    }
    hidden = hidden_cells(people)
    assert {(1, "a"), (1, "c")} <= hidden
    assert any(cell[1] == "a" and cell[0] != 1 for cell in hidden)


def determined(people: dict[Cell, int]) -> set[Cell]:
    """Hidden cells that the shown ones and the totals of rows settle, by linear algebra."""
    table, hidden = with_totals(people), sorted(hidden_cells(people))
    if not hidden:
        return set()
    place = {cell: number for number, cell in enumerate(hidden)}
    rows = sorted({cell[0] for cell in table})
    sums = [[cell for cell in hidden if cell[0] == row] for row in rows]
    known = [[1.0 if cell in parts else 0.0 for cell in hidden] for parts in sums]
    known += [
        [0.0 if cell[1] != column else -1.0 if cell[0] == ALL else 1.0 for cell in hidden]
        for column in sorted({cell[1] for cell in table})
    ]
    equations = np.array(known)
    rank = np.linalg.matrix_rank(equations)
    units = np.eye(len(hidden))
    return {cell for cell in hidden if np.linalg.matrix_rank(np.vstack([equations, units[place[cell]]])) == rank}


@given(TABLES)
def test_every_small_cell_is_hidden_and_none_follows_from_the_rest(people: dict[Cell, int]) -> None:
    table, hidden = with_totals(people), hidden_cells(people)
    assert all(cell in hidden for cell, count in table.items() if count < FEWEST)
    for cell in determined(people):
        beside = [other for other in table if other[0] == cell[0] or other[1] == cell[1]]
        assert all(other in hidden for other in beside), f"{cell} follows, and more could have been hidden"


@given(TABLES)
def test_what_is_hidden_of_an_opening_is_five_people_or_all_of_it(people: dict[Cell, int]) -> None:
    table, hidden = with_totals(people), hidden_cells(people)
    for row in {cell[0] for cell in table}:
        line = [cell for cell in table if cell[0] == row]
        parts = [table[cell] for cell in line if cell in hidden]
        assert not parts or sum(parts) >= FEWEST or len(parts) == len(line)


@given(TABLES.filter(bool))
def test_nothing_is_hidden_where_nobody_is_few(people: dict[Cell, int]) -> None:
    assert hidden_cells({cell: count + FEWEST for cell, count in people.items()}) == frozenset()


def test_the_only_ways_of_a_graph_are_those_on_no_round() -> None:
    round_way = {(0, "a"), (0, "b"), (1, "a"), (1, "b")}
    assert only_ways(round_way) == set()
    assert only_ways({*round_way, (1, "c"), (2, "c"), (3, "d")}) == {(1, "c"), (2, "c"), (3, "d")}


def test_no_figure_of_a_hidden_group_is_given() -> None:
    groups = {"a": 40, "b": 30, "c": 1}
    everyone = [
        Person(opening, group, place % 2 == 0, float(place))
        for opening in (0, 1)
        for group, many in groups.items()
        for place in range(many)
    ]
    found = fairness(everyone)
    for strata in (found.selection, found.scoring):
        for comparison in (strata.pooled, *strata.openings.values()):
            assert [one.group for one in comparison.groups] == ["a"]
            assert comparison.highest is None


def test_a_group_is_not_told_by_decisions_that_are_known() -> None:
    """One of twelve is hired, whom everybody knows: their answer would follow from the rates."""
    one_hired = [Person(0, group, place < chosen) for group, chosen in (("yes", 1), ("no", 0)) for place in range(6)]
    found = fairness(one_hired).selection
    for comparison in (found.pooled, found.openings[0]):
        assert (comparison.people, comparison.groups, comparison.reason) == (12, (), "few_decided")


def test_an_opening_of_few_decisions_is_not_told_by_all_less_the_others() -> None:
    few = [Person(0, group, place < 1) for group in ("a", "b") for place in range(6)]
    many = [Person(opening, group, place < 3) for opening in (1, 2) for group in ("a", "b") for place in range(8)]
    found = fairness([*few, *many]).selection
    assert found.pooled.groups
    assert {opening for opening, told in found.openings.items() if not told.groups} == {0, 1}


@given(SIDES)
def test_what_is_silent_is_five_on_either_side_or_all(rows: dict[int, tuple[int, int]]) -> None:
    whole = tuple(map(sum, zip(*rows.values(), strict=True))) or (0, 0)
    silent = silent_rows({**rows, ALL: (whole[0], whole[1])})
    assert all(row in silent for row, sides in rows.items() if min(sides) < FEWEST)
    together = [sum(rows[row][side] for row in silent - {ALL}) for side in (0, 1)]
    assert not silent - {ALL} or min(together) >= FEWEST or silent >= {*rows, ALL}
