"""Where the pages of openings and of candidates stand."""

from __future__ import annotations

from urllib.parse import urlencode


def openings_address(language: str, opening_id: int | None = None, part: str = "", **query: object) -> str:
    """Of all openings, or of one, or of a part of one."""
    one = "" if opening_id is None else f"/{opening_id}{part and '/'}{part}"
    return f"/{language}/workspace/openings{one}{_asked(query)}"


def candidate_address(language: str, candidate_id: int, part: str = "", **query: object) -> str:
    """Of what a panel saw of the candidate, or of another page about them."""
    return f"/{language}/workspace/candidates/{candidate_id}{part and '/'}{part}{_asked(query)}"


def _asked(query: dict[str, object]) -> str:
    return f"?{urlencode(query)}" if query else ""
