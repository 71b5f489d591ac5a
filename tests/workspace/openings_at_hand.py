"""Openings for the tests of a workspace: begun, shared out, with candidates; and their forms as they are sent."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from werkzeug.test import TestResponse

from readiness.candidates.snapshot import write_rubric
from readiness.records.candidates import Applicant, add_candidate
from readiness.records.openings import Opening, Plan, begin_opening, find_opening, share_out
from readiness.records.scorecards import lock_card, own_card, save_card
from tests.pages.owner import ROLE, hidden
from tests.workspace.cast import Cast, Somebody

OPENINGS = "workspace/openings"
KEYS = tuple(one.key for one in ROLE.rubric.competencies)
USUAL = Plan("Account manager, Tabriz", "mid", write_rubric(ROLE.rubric), ("applied", "interview"), True)
Fields = Mapping[str, str | Sequence[str]]


def begin(cast: Cast, plan: Plan = USUAL, who: str = "owner") -> int:
    return begin_opening(cast.database, cast.actors[who], ROLE.key, plan)


def on_panel(cast: Cast, opening_id: int, **shares: Sequence[str]) -> None:
    """Share it out: interviewer=("curiosity", …)."""
    wanted = {cast.actors[who].person or 0: keys for who, keys in shares.items()}
    share_out(cast.database, cast.actors["owner"], opening_id, wanted)


def adds(cast: Cast, opening_id: int, name: str = "Nora Vale") -> int:
    return add_candidate(cast.database, cast.actors["owner"], opening_id, Applicant(name))


def rates(cast: Cast, who: str, candidate_id: int) -> None:
    """Writes a card and locks it."""
    by = cast.actors[who]
    card = own_card(cast.database, by, candidate_id)
    ratings = {key: {"score": 3, "evidence": "said so"} for key in card.asked}
    saved = save_card(cast.database, by, candidate_id, card.version, ratings)
    lock_card(cast.database, by, candidate_id, saved.version)


def kept(cast: Cast, opening_id: int) -> Opening:
    found = find_opening(cast.database, cast.actors["owner"], opening_id)
    assert found
    return found


def send(somebody: Somebody, path: str, fields: Fields, page: str | None = None) -> TestResponse:
    """Send a form of ours to `path` with what is hidden in the one that stands on `page`."""
    shown = somebody.see(page or path)
    guard = {name: hidden(shown, name) for name in ("csrf", "version", "was") if f'name="{name}"' in shown}
    sent = {name: value if isinstance(value, str) else list(value) for name, value in fields.items()}
    return somebody.client.post(f"/{somebody.language}/{path}", data=guard | sent)
