"""Who rates what in an opening: a proposal to look through, boxes to tick, and what is worth a second look."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from flask import Response, make_response, request
from markupsafe import escape

from forms.openings import read_shares
from readiness.candidates.sharing import Concerns, concerns, proposed_shares
from readiness.candidates.snapshot import read_rubric
from readiness.language import digits
from readiness.questionnaire import Competency
from readiness.records.openings import Opening, Share, mark_of, panel_of, share_out
from readiness.records.owed import how_far
from readiness.records.people import Person, Refused, list_people
from views.access import STAFF, member, require_members_form
from views.addresses import openings_address
from views.language import SpokenBlueprint, other
from views.opening_overview import counted, isolated
from views.opening_page import opening_or_missing, opening_page
from views.openings import done
from views.pages import see_other
from views.site import this_site

blueprint = SpokenBlueprint("opening_panel", __name__, under="/workspace/openings/<int:opening_id>/panel")

Shares = Mapping[int, Sequence[str]]
COMMA = {"en": ", ", "fa": "، "}


@dataclass(frozen=True, slots=True)
class Rater:
    """One person who may rate: whether they are on the panel, and the keys that are ticked for them."""

    id: int
    name: str
    role: str
    ticked: tuple[str, ...]
    count: str
    theirs: str = ""


@blueprint.get("", policy=STAFF)
def show(language: str, opening_id: int) -> str:
    """The panel as it stands; with people in the address, a proposal for these that nothing is saved of."""
    opening = opening_or_missing(opening_id)
    raters = _raters()
    asked = set(request.args.getlist("with"))
    if "with" not in request.args:
        return _page(language, opening, _shares(panel_of(this_site().database, member().actor, opening_id)), raters)
    chosen = [person.id for person in raters if str(person.id) in asked]
    return _page(language, opening, proposed_shares(_keys(opening), chosen), raters, proposed=True)


@blueprint.post("", policy=STAFF)
def save(language: str, opening_id: int) -> Response:
    """Write who rates what; nothing where somebody else did so meanwhile, or the opening is closed."""
    require_members_form()
    opening = opening_or_missing(opening_id)
    raters, by = _raters(), member().actor
    shares = read_shares(request.form, [person.id for person in raters], _keys(opening))
    try:
        meanwhile = share_out(this_site().database, by, opening_id, shares, request.form.get("was", ""))
    except Refused as refused:
        trouble = "trouble_closed" if refused.code == "closed" else "trouble_nobody"
        return make_response(_page(language, opening, shares, _raters(), trouble=trouble), 409)
    if meanwhile is not None:
        page = _page(language, opening, shares, raters, trouble="trouble_meanwhile", theirs=_shares(meanwhile))
        return make_response(page, 409)
    return see_other(openings_address(language, opening_id, "panel", done="shared"))


def _raters() -> list[Person]:
    """Everybody who has joined the workspace and may rate."""
    found = list_people(this_site().database, member().actor)
    return [person for person in found if person.role != "viewer" and person.joined_at is not None]


def _keys(opening: Opening) -> list[str]:
    return [one.key for one in read_rubric(opening.rubric).competencies]


def _shares(found: Sequence[Share]) -> dict[int, tuple[str, ...]]:
    return {share.person: share.competencies for share in found}


def _page(
    language: str,
    opening: Opening,
    shares: Shares,
    raters: Sequence[Person],
    proposed: bool = False,
    trouble: str = "",
    theirs: Shares | None = None,
) -> str:
    by, database = member().actor, this_site().database
    competencies = read_rubric(opening.rubric).competencies
    names = {one.key: one.name[language] for one in competencies}
    shown = {
        "raters": [_rater(person, shares, theirs, names, language) for person in raters],
        "competencies": [(one, opening.level in one.must_have) for one in competencies],
        "worth": list(_worth(competencies, shares, raters, language)) if shares else [],
        "was": mark_of(panel_of(database, by, opening.id)),
        "locked": how_far(database, by, opening.id).locked,
        "proposed": proposed,
        "trouble": trouble,
        "done": done(),
        "other_language_url": openings_address(other(language), opening.id, "panel"),
    }
    return opening_page("openings/panel.html", language, opening, "panel", **shown)


def _rater(person: Person, shares: Shares, theirs: Shares | None, names: Mapping[str, str], language: str) -> Rater:
    """`theirs` tells what others saved for this person where it is not what is ticked."""
    ticked, saved = tuple(shares.get(person.id, ())), tuple((theirs or {}).get(person.id, ()))
    words = this_site().words[language]["openings"]
    differs = theirs is not None and saved != ticked
    told = COMMA[language].join(names[key] for key in saved if key in names) or words["counts_none"]
    count = counted("rates", len(ticked), language)
    return Rater(person.id, person.name or person.email, person.role, ticked, count, told if differs else "")


def _worth(
    competencies: Sequence[Competency], shares: Shares, raters: Sequence[Person], language: str
) -> Iterator[str]:
    """What is worth a second look, in sentences."""
    found = concerns([one.key for one in competencies], shares)
    words = this_site().words[language]["openings"]
    if found.panel_size:
        yield words["concern_small" if len(shares) < 2 else "concern_large"]
    if found.thin:
        names = {one.key: one.name[language] for one in competencies}
        yield words["concern_thin"].format(names=COMMA[language].join(names[key] for key in found.thin))
    yield from _of_people(found, shares, raters, language)


def _of_people(found: Concerns, shares: Shares, raters: Sequence[Person], language: str) -> Iterator[str]:
    words = this_site().words[language]["openings"]
    for person in raters:
        name, many = isolated(person.name or person.email), digits(str(len(shares.get(person.id, ()))), language)
        if person.id in found.busy:
            yield escape(words["concern_busy"]).format(name=name, n=many)
        if person.id in found.idle:
            yield escape(words["concern_idle"]).format(name=name)
