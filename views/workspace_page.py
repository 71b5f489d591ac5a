"""Renders a page of the workspace: the places that one's role may go to, and the token of one's forms."""

from __future__ import annotations

from views.access import CHANGING, READING, member, own_visit
from views.pages import page

PLACES = {  # in the order of the menu: who sees each
    "checks": READING,
    "openings": None,
    "people": frozenset(("owner", "hr")),
    "settings": CHANGING,
    "audit": CHANGING,
    "account": None,
}


def member_page(template: str, language: str, here: str, **shown: object) -> str:
    """The template, extending workspace/frame.html, with `member`, `csrf` and the menu; `here` is its place there."""
    reader = member()
    return page(
        template,
        language,
        member=reader,
        csrf=own_visit().token(),
        here=here,
        places=places(reader.role, language),
        **shown,
    )


def places(role: str, language: str) -> list[tuple[str, str]]:
    """Key and address of each place that the role may go to."""
    return [
        (key, f"/{language}/{'account' if key == 'account' else f'workspace/{key}'}")
        for key, roles in PLACES.items()
        if roles is None or role in roles
    ]


def home_of(role: str, language: str) -> str:
    """Where somebody of this role begins."""
    return places(role, language)[0][1]
