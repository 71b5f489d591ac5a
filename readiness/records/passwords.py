"""Passwords: hashed slowly with argon2id, compared in the same time where there is nobody, guessable ones refused."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from argon2 import PasswordHasher

SHORTEST, LONGEST = 12, 128  # characters
MEMORY, PASSES, LANES = 19456, 2, 1  # KiB, passes, lanes: OWASP ASVS 5.0, 11.4.2
FEWEST_GUESSES = 10**8  # what common passwords, and words and dates strung together, stay below
LOOKED_AT = 32  # characters at either end: what the estimate of guesses takes grows steeply with more
MOST_SAID = 100  # characters of a name or an e-mail


@cache
def hasher(memory: int, passes: int) -> PasswordHasher:
    from argon2 import PasswordHasher

    return PasswordHasher(time_cost=passes, memory_cost=memory, parallelism=LANES)


def hash_password(password: str) -> str:
    return hasher(MEMORY, PASSES).hash(_normal(password))


def password_fits(kept: str | None, password: str) -> bool:
    """Whether this is the password; where there is none to compare, the same work is done for nothing."""
    from argon2.exceptions import VerificationError

    try:
        fits = hasher(MEMORY, PASSES).verify(kept or _nobodys(MEMORY, PASSES), _normal(password))
    except VerificationError:
        return False
    return fits and kept is not None


@cache
def _nobodys(memory: int, passes: int) -> str:
    return hasher(memory, passes).hash("nobody's password")


def is_outdated(kept: str) -> bool:
    """Whether the hash was made at another cost than today's."""
    return hasher(MEMORY, PASSES).check_needs_rehash(kept)


def password_problem(password: str, about: Iterable[str]) -> str | None:
    """Why this can't be a password – password_short, password_long, password_common – or None.

    `about` are the words that an attacker would try first: name, e-mail, company.
    """
    length = len(_normal(password))
    if length < SHORTEST:
        return "password_short"
    if length > LONGEST:
        return "password_long"
    return "password_common" if _guesses(password, about) < FEWEST_GUESSES else None


def _guesses(password: str, about: Iterable[str]) -> float:
    from zxcvbn import zxcvbn

    words = {word for said in about for word in _words(said[:MOST_SAID])} - {""}
    known = ["readiness", *sorted(words)]
    ends = {password[:LOOKED_AT], password[-LOOKED_AT:]}
    return max(float(zxcvbn(end, user_inputs=known)["guesses"]) for end in ends)


def _words(said: str) -> list[str]:
    """A name or an e-mail as people make passwords of it: whole, each word, and several run together."""
    parts = re.split(r"[\W_]+", said)
    together = ("".join(parts[:end]) for end in range(2, len(parts) + 1))
    return [said, *said.split("@"), *parts, *together]


def _normal(password: str) -> str:
    """One spelling for what looks the same on two keyboards."""
    return unicodedata.normalize("NFC", password)
