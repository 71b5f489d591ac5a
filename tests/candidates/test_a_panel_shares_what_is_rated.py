"""What is rated is shared out so that everybody has four to six, and everything is seen by two."""

from __future__ import annotations

from collections import Counter
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as some

from readiness.candidates.sharing import concerns, proposed_shares

TWELVE = tuple(f"c{number}" for number in range(12))


@pytest.mark.parametrize("people", [(7,), (7, 3), (7, 3, 5), (7, 3, 5, 9)])
def test_everything_has_two_raters_where_there_are_two_people(people: tuple[int, ...]) -> None:
    shares = proposed_shares(TWELVE, people)
    raters = Counter(key for keys in shares.values() for key in keys)
    assert list(shares) == list(people)
    assert set(raters.values()) == {min(2, len(people))}


def test_four_people_rate_six_each_and_everybody_meets_everybody() -> None:
    shares = proposed_shares(TWELVE, (1, 2, 3, 4))
    assert [len(keys) for keys in shares.values()] == [6, 6, 6, 6]
    assert all(set(shares[one]) & set(shares[other]) for one, other in combinations(shares, 2))
    assert not concerns(TWELVE, shares)


def test_keys_stand_in_the_order_of_the_rubric() -> None:
    for keys in proposed_shares(TWELVE, (1, 2, 3)).values():
        assert list(keys) == sorted(keys, key=TWELVE.index)


def test_nobody_to_share_with_gives_nothing() -> None:
    assert proposed_shares(TWELVE, ()) == {}
    assert concerns(TWELVE, {}).panel_size


@given(some.integers(4, 20), some.integers(1, 9))
def test_nobody_has_fewer_than_four_and_loads_are_even(many: int, people: int) -> None:
    keys = tuple(f"c{number}" for number in range(many))
    shares = proposed_shares(keys, tuple(range(people)))
    loads = [len(found) for found in shares.values()]
    assert min(loads) >= 4
    assert max(loads) - min(loads) <= 1
    assert not concerns(keys, shares).idle


def test_what_is_thin_is_said() -> None:
    found = concerns(("a", "b", "c", "d"), {1: ("a", "b", "c", "d"), 2: ("a",)})
    assert (found.thin, found.busy, found.idle, found.panel_size) == (("b", "c", "d"), (), (2,), False)
    many = concerns(TWELVE, proposed_shares(TWELVE, (1, 2)))
    assert (many.busy, many.idle) == ((1, 2), ())
    assert concerns(TWELVE, proposed_shares(TWELVE, range(5))).panel_size
