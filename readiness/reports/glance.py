"""A check at a glance: its verdict, chance and score, for a list of many; reckoned once for the same answers."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass

from readiness.company.answers import read_answers
from readiness.company.assessment import assess
from readiness.questionnaire import Role
from readiness.reports.house import House

MOST_KNOWN = 4096


@dataclass(frozen=True, slots=True)
class Glance:
    """`verdict` is senior, mid, junior, rep or not_yet; `chance` a fraction, `score` 0 to 100."""

    verdict: str
    chance: float
    score: float
    provisional: bool


Known = dict[bytes, Glance | None]  # by a hash: nothing of the answers themselves is kept


def glance(role: Role, stored: Mapping[str, object], house: House, known: Known) -> Glance | None:
    """The result of these stored answers with the house's assumptions; None where required answers are missing.

    What was reckoned before is taken from `known`, and what was not is put there.
    """
    asked = json.dumps([role.key, role.edition, stored, dict(house.assumptions)], sort_keys=True)
    key = hashlib.sha256(asked.encode()).digest()
    try:
        return known[key]
    except KeyError:
        found = _reckoned(role, stored, house)
    if len(known) >= MOST_KNOWN:
        known.clear()
    known[key] = found
    return found


def _reckoned(role: Role, stored: Mapping[str, object], house: House) -> Glance | None:
    answers = read_answers(role, stored)
    if answers.missing:
        return None
    found = assess(house.role(role), answers)
    return Glance(found.decision.verdict, found.level.chance, found.score.whole.likely, found.firmness.provisional)
