"""Passwords are hashed at the cost that we promise, and refused where they are easy to guess."""

from __future__ import annotations

import importlib.util
from unittest.mock import patch

import pytest

from readiness.records import passwords
from readiness.records.passwords import hash_password, is_outdated, password_fits, password_problem

GOOD = "seven brown kettles sing"


def test_the_site_runs_with_the_cost_that_the_standard_asks_for() -> None:
    """OWASP ASVS 5.0, 11.4.2; tests run with less, so the module is read afresh."""
    spec = importlib.util.find_spec("readiness.records.passwords")
    assert spec
    assert spec.loader
    as_it_is = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(as_it_is)
    assert as_it_is.hash_password(GOOD).startswith("$argon2id$v=19$m=19456,t=2,p=1$")
    assert as_it_is.is_outdated(hash_password(GOOD))


def test_a_hash_fits_its_password_only() -> None:
    kept = hash_password(GOOD)
    assert GOOD not in kept
    assert kept != hash_password(GOOD)
    assert password_fits(kept, GOOD)
    assert not is_outdated(kept)
    for other in ("", GOOD + " ", GOOD.upper(), GOOD[:-1], "\0", "x" * 10_000):
        assert not password_fits(kept, other)


def test_a_letter_with_its_accent_is_one_letter_however_it_is_typed() -> None:
    assert password_fits(hash_password("café noir in the rain"), "cafe\u0301 noir in the rain")


def test_where_there_is_nobody_the_same_work_is_done() -> None:
    worked = []
    real = passwords.hasher(passwords.MEMORY, passwords.PASSES)
    with patch.object(type(real), "verify", autospec=True, side_effect=lambda *of: worked.append(of[1]) or False):
        assert not password_fits(None, GOOD)
        assert not password_fits(hash_password(GOOD), "wrong")
    assert len(worked) == 2
    assert {kept.rsplit("$", 2)[0] for kept in worked} == {hash_password("x").rsplit("$", 2)[0]}


def test_nobodys_password_signs_nobody_in() -> None:
    assert not password_fits(None, "nobody's password")


@pytest.mark.parametrize(
    ("password", "problem"),
    [
        ("short words", "password_short"),
        ("x" * 129, "password_long"),
        ("password1234", "password_common"),
        ("aaaaaaaaaaaaaaaa", "password_common"),
        ("123456789012", "password_common"),
        ("qwertyuiopasdf", "password_common"),
        ("mina.tehrani1", "password_common"),
        ("MinaTehrani2026", "password_common"),
        ("sorrelandlake", "password_common"),
        ("readinessreadiness", "password_common"),
        (GOOD, None),
        ("correct cabin mustard 12", None),
        ("هفت کتری قهوه‌ای می‌خواند", None),
        ("🐈🌋🪁🧦🚲🎺🧊🦉🪴🧭🛶🎲", None),
        ("kT4#vQ9!mZ2x", None),
        (" " * 3 + "spaces count as they are" + " " * 3, None),
        ("many words " * 11 + "1234567", None),
    ],
)
def test_only_what_is_short_long_or_easily_guessed_is_refused(password: str, problem: str | None) -> None:
    about = ("Mina Tehrani", "mina.tehrani@mehr.example", "Sorrel and Lake")
    assert password_problem(password, about) == problem
