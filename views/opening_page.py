"""Renders a page of one opening: its title, the parts that one's role may go to, and which of them is open."""

from __future__ import annotations

from readiness.records.openings import Opening, find_opening
from readiness.records.people import LAST_ID
from views.access import MEMBERS, STAFF, Missing, member
from views.addresses import openings_address
from views.opening_role import role_of
from views.site import this_site
from views.workspace_page import member_page

PARTS = {  # in the order of the tabs: who sees each
    "overview": MEMBERS,
    "candidates": MEMBERS,
    "compare": MEMBERS,
    "rubric": MEMBERS,
    "panel": STAFF,
    "fairness": STAFF,
    "plan": STAFF,
}


def opening_or_missing(opening_id: int) -> Opening:
    """The opening, as far as one may see it; raises Missing for others' ids and nobody's alike."""
    by = member().actor
    found = find_opening(this_site().database, by, opening_id) if opening_id <= LAST_ID else None
    if found is None:
        raise Missing(by, f"opening:{opening_id}"[:80])
    return found


def opening_page(template: str, language: str, opening: Opening, part: str, **shown: object) -> str:
    """The template, extending openings/frame.html, with `opening`, its `level_name` and the tabs; `part` is open."""
    levels = role_of(opening, this_site()).level_names(language)
    return member_page(
        template,
        language,
        "openings",
        opening=opening,
        level_name=levels.get(opening.level, opening.level),
        level_names=levels,
        part=part,
        parts=parts(opening, language),
        **shown,
    )


def parts(opening: Opening, language: str) -> list[tuple[str, str]]:
    """Key and address of each part of the opening that one's role may go to."""
    seen = [key for key, policy in PARTS.items() if policy.admits(member().role)]
    return [(key, openings_address(language, opening.id, "" if key == "overview" else key)) for key in seen]
