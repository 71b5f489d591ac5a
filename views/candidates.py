"""The candidates of an opening: the list with its search, and adding and changing one by hand."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil
from urllib.parse import urlencode

from flask import Response, make_response, request

from forms.candidates import ORDERS, CandidateForm, ListForm, as_shown
from readiness.candidates.applicants import BACKGROUND, OWNED, Applicant
from readiness.language import digits
from readiness.records.candidates import (
    HIRING,
    PAGE,
    Candidate,
    add_candidate,
    cards_locked,
    change_candidate,
    count_candidates,
    list_candidates,
    read_applicant,
)
from readiness.records.openings import Opening, panel_of
from readiness.records.people import Refused
from views.access import MEMBERS, STAFF, Missing, member, own_visit, require_members_form
from views.addresses import candidate_address, openings_address
from views.candidate_names import called, candidate_or_missing, is_hidden, placed_words
from views.language import SpokenBlueprint, other
from views.opening_page import opening_or_missing, opening_page
from views.pages import see_other
from views.sent_forms import blank_form, sent_form
from views.site import this_site

blueprint = SpokenBlueprint("candidates", __name__, under="/workspace")

OF_OPENING = "/openings/<int:opening_id>/candidates"
ONE = "/candidates/<int:candidate_id>"
PART = "candidates"


@dataclass(frozen=True, slots=True)
class Row:
    """One candidate of the list in words; `cards` is how many scorecards are locked of how many."""

    candidate: Candidate
    label: str
    stage: str
    cards: str
    placed: str
    decision: str


# --- the list


@blueprint.get(OF_OPENING, policy=MEMBERS)
def show(language: str, opening_id: int) -> str:
    opening, by = opening_or_missing(opening_id), member().actor
    form = ListForm(request.args, opening.stages)
    many = count_candidates(this_site().database, by, opening.id, form.wish)
    of = max(ceil(many / PAGE), 1)
    number = min(_asked_page(), of)
    found = list_candidates(this_site().database, by, opening.id, form.wish, number)
    return opening_page(
        "candidates/list.html",
        language,
        opening,
        PART,
        form=form,
        rows=_rows(opening, found, language),
        many=many,
        number=number,
        of=of,
        turn=urlencode(form.asked()),
        choices=_choices(opening, language),
        may_change=STAFF.admits(member().role),
        done=_done(language),
        other_language_url=_asked_again(other(language), opening.id, form, number),
    )


def _asked_page() -> int:
    asked = request.args.get("page", "")
    return int(asked) if asked.isascii() and asked.isdecimal() and 0 < len(asked) < 7 and int(asked) else 1


def _asked_again(language: str, opening_id: int, form: ListForm, number: int) -> str:
    return openings_address(language, opening_id, PART, **form.asked(), **({"page": number} if number > 1 else {}))


def _rows(opening: Opening, found: list[Candidate], language: str) -> list[Row]:
    database, by = this_site().database, member().actor
    locked = cards_locked(database, by, opening.id, [candidate.id for candidate in found])
    asked = len(panel_of(database, by, opening.id))
    return [_row(opening, candidate, (locked.get(candidate.id, 0), asked), language) for candidate in found]


def _row(opening: Opening, candidate: Candidate, cards: tuple[int, int], language: str) -> Row:
    words = this_site().words[language]["candidates"]
    locked, asked = (digits(str(count), language) for count in cards)
    return Row(
        candidate=candidate,
        label=called(candidate, language),
        stage=stage_names(opening, language).get(candidate.stage, candidate.stage),
        cards=words["cards"].format(locked=locked, asked=asked) if cards[1] else words["no_panel"],
        placed=placed_words(opening, candidate.placed, language),
        decision=words[f"decision_{candidate.decision}"] if candidate.decision else "",
    )


def stage_names(opening: Opening, language: str) -> dict[str, str]:
    words = this_site().words[language]["openings"]
    return {stage: words.get(f"stage_{stage}", stage) for stage in opening.stages}


def _choices(opening: Opening, language: str) -> dict[str, list[tuple[str, str]]]:
    """What can be chosen in each list, in words."""
    words = this_site().words[language]["candidates"]
    decisions = [(key, words[f"decision_{key}"]) for key in ("none", *HIRING)]
    return {
        "stage": [("", words["any_stage"]), *stage_names(opening, language).items()],
        "decision": [("", words["any_decision"]), *decisions],
        "order": [("" if key == "number" else key, words[f"order_{key}"]) for key in ORDERS],
    }


def _done(language: str) -> str:
    """What has just been done, as the address says after a button was pressed."""
    words, done = this_site().words[language]["candidates"], request.args.get("done", "")
    sums = {
        key: digits(value, language) for key in ("added", "same") if (value := request.args.get(key, "")).isdecimal()
    }
    if done == "imported" and len(sums) == 2:
        return words["imported"].format(**sums)
    return words[done] if done in ("added", "saved", "erased") else ""


# --- adding one


@blueprint.get(f"{OF_OPENING}/new", policy=STAFF)
def ask_new(language: str, opening_id: int) -> str:
    opening = opening_or_missing(opening_id)
    standing = {"stage": opening.stages[0], "owned": "unknown"}
    return _new_page(language, opening, blank_form(CandidateForm, own_visit(), standing))


@blueprint.post(f"{OF_OPENING}/new", policy=STAFF)
def add(language: str, opening_id: int) -> Response:
    opening = opening_or_missing(opening_id)
    form = _sent(opening)
    if not form.wrong():
        try:
            add_candidate(this_site().database, member().actor, opening.id, form.applicant)
            return see_other(openings_address(language, opening.id, PART, done="added", order="newest"))
        except Refused as refused:
            _refuse(form, refused, f"opening:{opening.id}")
    return make_response(_new_page(language, opening, form), 422)


def _sent(opening: Opening) -> CandidateForm:
    return sent_form(CandidateForm, own_visit(), stages=opening.stages)


def _refuse(form: CandidateForm, refused: Refused, about: str) -> None:
    """Say at a field what the records refused; who isn't here is Missing."""
    if refused.code == "nobody":
        raise Missing(member().actor, about) from None
    code = {"already_here": "candidate_here", "closed": "opening_closed"}.get(refused.code, refused.code)
    form.refuse("email" if refused.code == "already_here" else "name", code)


def _new_page(language: str, opening: Opening, form: CandidateForm) -> str:
    there = openings_address(other(language), opening.id, f"{PART}/new")
    return opening_page(
        "candidates/new.html", language, opening, PART, form=form, other_language_url=there, **_asked(opening, language)
    )


def _asked(opening: Opening, language: str) -> dict[str, object]:
    """What the fields of a candidate need in words."""
    words = this_site().words[language]["candidates"]
    return {
        "stages": list(stage_names(opening, language).items()),
        "owneds": [(key, words[f"owned_{key}"]) for key in OWNED],
    }


# --- changing one


@blueprint.get(f"{ONE}/edit", policy=STAFF)
def ask_edit(language: str, candidate_id: int) -> str | Response:
    """The fields as they stand; while the name is hidden, the page that asks first whether one has to see it."""
    candidate, opening = candidate_or_missing(candidate_id)
    if is_hidden(candidate):
        return see_other(candidate_address(language, candidate_id, "contact"))
    return _known_page(language, candidate, opening)


@blueprint.post(f"{ONE}/edit", policy=STAFF)
def edit(language: str, candidate_id: int) -> Response:
    """Write what was changed; where somebody changed it meanwhile, show both and write nothing."""
    candidate, opening = candidate_or_missing(candidate_id)
    form = _sent(opening)
    if form.wrong():
        return make_response(_edit_page(language, candidate, opening, form), 422)
    try:
        if change_candidate(this_site().database, member().actor, candidate_id, _version(form), form.applicant):
            return see_other(openings_address(language, opening.id, PART, done="saved", order="changed"))
    except Refused as refused:
        _refuse(form, refused, f"candidate:{candidate_id}")
        return make_response(_edit_page(language, candidate, opening, form), 422)
    return make_response(_edit_page(language, *candidate_or_missing(candidate_id), form, _stands(candidate_id)), 409)


def _version(form: CandidateForm) -> int:
    typed = str(form.version.data or "")
    return int(typed) if typed.isascii() and typed.isdecimal() and len(typed) < 10 else 0


def _stands(candidate_id: int) -> Applicant:
    found = read_applicant(this_site().database, member().actor, candidate_id)
    if found is None:
        raise Missing(member().actor, f"candidate:{candidate_id}")
    return found


@blueprint.get(f"{ONE}/contact", policy=STAFF)
def ask_contact(language: str, candidate_id: int) -> str:
    candidate, opening = candidate_or_missing(candidate_id)
    return opening_page(
        "candidates/contact.html",
        language,
        opening,
        PART,
        candidate=candidate,
        name=called(candidate, language),
        hidden=is_hidden(candidate),
    )


@blueprint.post(f"{ONE}/contact", policy=STAFF)
def show_contact(language: str, candidate_id: int) -> str:
    """Name and contact, to read and to change; that somebody looked is noted."""
    require_members_form()
    return _known_page(language, *candidate_or_missing(candidate_id))


def _known_page(language: str, candidate: Candidate, opening: Opening) -> str:
    shown = {**as_shown(_stands(candidate.id)), "version": str(candidate.version)}
    return _edit_page(language, candidate, opening, blank_form(CandidateForm, own_visit(), shown))


def _edit_page(
    language: str, candidate: Candidate, opening: Opening, form: CandidateForm, meanwhile: Applicant | None = None
) -> str:
    """The fields; `meanwhile` is what somebody else wrote, told at each field that differs."""
    if meanwhile:
        form.version.data = str(candidate.version)
    return opening_page(
        "candidates/edit.html",
        language,
        opening,
        PART,
        candidate=candidate,
        name=called(candidate, language),
        form=form,
        now=_differing(form, meanwhile, opening, language) if meanwhile else {},
        other_language_url=candidate_address(other(language), candidate.id, "edit"),
        **_asked(opening, language),
    )


def _differing(form: CandidateForm, meanwhile: Applicant, opening: Opening, language: str) -> dict[str, str]:
    """What stands in each field that was changed meanwhile, in words."""
    words, stages = this_site().words[language]["candidates"], stage_names(opening, language)
    there = as_shown(meanwhile)
    named = {**there, "owned": words[f"owned_{there['owned']}"], "stage": stages.get(there["stage"], there["stage"])}
    fields = ("name", "email", "phone", *BACKGROUND, "owned", "owned_evidence", "stage")
    return {key: named[key] or words["nothing_there"] for key in fields if (form[key].data or "") != there[key]}
