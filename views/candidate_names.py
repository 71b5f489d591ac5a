"""What a candidate is called on a page or in a file – by name, or by a number while it is hidden – and where placed."""

from __future__ import annotations

from readiness.language import digits
from readiness.records.candidates import Candidate, find_candidate
from readiness.records.openings import Opening
from readiness.records.people import LAST_ID
from views.access import Missing, member
from views.opening_page import opening_or_missing
from views.opening_role import role_of
from views.site import this_site


def candidate_or_missing(candidate_id: int) -> tuple[Candidate, Opening]:
    """The candidate with their opening, as far as one may see them; Missing for others' ids and nobody's alike."""
    by = member().actor
    found = find_candidate(this_site().database, by, candidate_id) if candidate_id <= LAST_ID else None
    if found is None:
        raise Missing(by, f"candidate:{candidate_id}"[:80])
    return found, opening_or_missing(found.opening)


def is_hidden(candidate: Candidate) -> bool:
    """Whether a number stands for the name."""
    return not candidate.name


def called(candidate: Candidate, language: str) -> str:
    """The name, or what stands for it while it is hidden."""
    return candidate.name or code_of(candidate.number, language)


def code_of(number: int, language: str) -> str:
    """What stands for a hidden name: C-017, in Persian «نامزد ۱۷»."""
    code = this_site().words[language]["candidates"]["code"]
    return digits(code.format(number=f"{number:03}" if language == "en" else number), language)


def placed_words(opening: Opening, placed: str | None, language: str) -> str:
    """Where the scorecards place somebody, in words; "" as long as they don't, or one may not know."""
    words = this_site().words[language]["candidates"]
    if placed in (None, "below", "open"):
        return words[f"placed_{placed}"] if placed else ""
    levels = role_of(opening, this_site()).level_names(language)
    return words["placed_at"].format(level=levels.get(str(placed), placed))
