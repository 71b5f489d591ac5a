"""One's own scorecard: rated in one's own time, kept as it is typed, handed in for good; and given back by who may."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from flask import Response, current_app, jsonify, make_response, request

from forms.scorecards import MOST_EVIDENCE, Typed, read_card, read_version
from readiness.language import digits, moment, number
from readiness.records import clock
from readiness.records.assignments import Assignment, own_assignment
from readiness.records.candidate_privacy import VIEW_EVERY, note_view
from readiness.records.candidates import Candidate, find_candidate
from readiness.records.people import LAST_ID, Refused
from readiness.records.rated import Waiting, waiting_for
from readiness.records.scope import Actor
from readiness.records.scorecards import Scorecard, lock_card, reopen_card, save_card
from views import candidate_names
from views.access import RATERS, STAFF, Missing, member, require_members_form
from views.card_versions import differing, pairs_of, told_card
from views.errors import error_answer, is_autosave
from views.language import SpokenBlueprint
from views.pages import see_other
from views.rating_page import (
    called,
    card_address,
    faulty_page,
    kept_page,
    panel_address,
    rated_words,
    rubric_of,
    titled,
)
from views.site import this_site
from views.workspace_page import member_page

blueprint = SpokenBlueprint("scorecards", __name__, under="/workspace/candidates")

PLACE = "openings"
NOTED, MOST_NOTED = "scorecards_noted", 10_000
Errors = Mapping[str, tuple[str, str]]  # competency to what is wrong with its rating, and with its evidence


def _assignment(candidate_id: int) -> Assignment:
    """What is to be rated; raises Missing for who is not on the panel, as for a candidate that nobody has."""
    by = member().actor
    try:
        return own_assignment(this_site().database, by, candidate_id)
    except Refused:
        raise _missing(candidate_id) from None


def _missing(candidate_id: int) -> Missing:
    return Missing(member().actor, f"candidate:{candidate_id}")


def _note_view(by: Actor, candidate_id: int) -> None:
    """Note who looked; what this process has noted within the hour needs no look into the trail."""
    noted: dict[tuple[Actor, int], int] = current_app.extensions.setdefault(NOTED, {})
    now = clock.now()
    if noted.get((by, candidate_id), 0) > now - VIEW_EVERY:
        return
    note_view(this_site().database, by, candidate_id)
    if len(noted) >= MOST_NOTED:
        noted.clear()
    noted[by, candidate_id] = now


# --- rating


@blueprint.get("/<int:candidate_id>/card", policy=RATERS)
def show(language: str, candidate_id: int) -> str | bytes:
    found, reader = _assignment(candidate_id), member()
    _note_view(reader.actor, candidate_id)
    if found.card.locked_at is not None or found.closed_at is not None:
        return _read_only(found, language)
    return kept_page(found, reader, language, "kept" if request.query_string and "kept" in request.args else "")


@blueprint.post("/<int:candidate_id>/card", policy=RATERS)
def save(language: str, candidate_id: int) -> Response:
    """Keep what can be kept; a script that saves as one types is answered in JSON."""
    require_members_form()
    found = _assignment(candidate_id)
    sent = read_card(request.form, found.card.asked)
    good = {key: typed for key, typed in sent.items() if not typed.error}
    try:
        card = _saved(candidate_id, good)
    except Refused as refused:
        return _too_late(_assignment(candidate_id), sent, refused.code, language)
    now = replace(found, card=card)
    if differing(card.ratings, good):
        return _clash(now, sent, language)
    errors = {key: _wrong(typed.error, language) for key, typed in sent.items() if typed.error}
    return (_told if is_autosave() else _shown)(now, errors, sent, language)


def _saved(candidate_id: int, good: Mapping[str, Typed]) -> Scorecard:
    ratings = {key: typed.rating for key, typed in good.items()}
    return save_card(this_site().database, member().actor, candidate_id, read_version(request.form), ratings)


def _wrong(code: str, language: str) -> tuple[str, str]:
    said = this_site().words[language]["scorecards"][code].format(most=number(MOST_EVIDENCE, language))
    return (said, "") if code == "not_an_option" else ("", said)


def _told(now: Assignment, errors: Errors, _sent: Mapping[str, Typed], language: str) -> Response:
    said = {key: "".join(both) for key, both in errors.items()}
    answer = jsonify(version=now.card.version, rated=rated_words(now.card, language), errors=said)
    return make_response(answer, 422 if errors else 200)


def _shown(now: Assignment, errors: Errors, sent: Mapping[str, Typed], language: str) -> Response:
    hands_in = request.form.get("go") == "lock"
    if errors:
        return make_response(faulty_page(now, language, errors, sent, lacking=False), 422)
    if hands_in and now.card.lacking:
        return _lacking(now, language)
    address = card_address(language, now.card.candidate)
    return see_other(f"{address}/lock" if hands_in else f"{address}?kept=yes")


def _lacking(now: Assignment, language: str) -> Response:
    """What still has to be done before the card can be handed in, each said at its place."""
    words, ratings = this_site().words[language]["scorecards"], now.card.ratings
    rated = {key for key in now.card.lacking if ratings.get(key, {}).get("score")}
    missing = (words["score_missing"], ""), ("", words["evidence_missing"])
    errors = {key: missing[key in rated] for key in now.card.lacking}
    return make_response(faulty_page(now, language, errors, {}, lacking=True), 422)


# --- two versions


def _clash(now: Assignment, sent: Mapping[str, Typed], language: str) -> Response:
    """The card was written elsewhere meanwhile: both versions side by side, and nothing is written."""
    words = this_site().words[language]["scorecards"]
    if is_autosave():
        kept = {key: now.card.ratings.get(key) for key in sent}
        return make_response(jsonify(error=words["clashed"], version=now.card.version, kept=kept), 409)
    return make_response(_versions(now, sent, "clash_title", words["clash_lead"], language), 409)


def _too_late(now: Assignment, sent: Mapping[str, Typed], code: str, language: str) -> Response:
    """Handed in, or closed, meanwhile; raises Missing where it is there for the asker no longer."""
    if code == "nobody":
        raise _missing(now.card.candidate)
    words = this_site().words[language]["scorecards"]
    if is_autosave():
        return error_answer(words[f"typing_{code}"], 409)
    if not differing(now.card.ratings, sent):
        return see_other(card_address(language, now.card.candidate))
    return make_response(_versions(now, sent, "late_title", words[f"late_{code}"], language), 409)


def _versions(now: Assignment, sent: Mapping[str, Typed], title: str, says: str, language: str) -> str:
    pairs = pairs_of(rubric_of(now), now.card.ratings, sent, language)
    most = number(MOST_EVIDENCE, language)
    about = {"pairs": pairs, "most": most, "says": says, "late": title == "late_title"}
    return _page("clash", now, title, language, **about)


def _page(template: str, found: Assignment, title: str, language: str, **shown: object) -> str:
    text, heading = titled(title, called(found, language), language)
    frame = {"found": found, "title": text, "heading": heading}
    address = card_address(language, found.card.candidate)
    return member_page(f"scorecards/{template}.html", language, PLACE, address=address, **frame, **shown)


# --- handing in


@blueprint.get("/<int:candidate_id>/card/lock", policy=RATERS)
def sure(language: str, candidate_id: int) -> str | Response:
    """Asks on a page of its own; who can't hand in is led to where they can see why."""
    found = _assignment(candidate_id)
    if found.card.locked_at is not None or found.closed_at is not None or found.card.lacking:
        return see_other(card_address(language, candidate_id))
    return _ask(found, language)


def _ask(found: Assignment, language: str, changed: bool = False) -> str:
    words = this_site().words[language]["scorecards"]
    told = told_card(rubric_of(found), found.card.ratings, language)
    says = (words["sure_lead"], words["sure_back"])
    return _page("told", found, "sure_title", language, told=told, says=says, asks=True, changed=changed)


@blueprint.post("/<int:candidate_id>/card/lock", policy=RATERS)
def lock(language: str, candidate_id: int) -> Response:
    """Hand it in. What is handed in already stays so, and leads to the same page."""
    require_members_form()
    found = _assignment(candidate_id)
    try:
        card = lock_card(this_site().database, member().actor, candidate_id, read_version(request.form))
    except Refused as refused:
        return _not_locked(_assignment(candidate_id), refused.code, language)
    if card.locked_at is not None:
        return see_other(panel_address(language, candidate_id))
    now = replace(found, card=card)
    return _lacking(now, language) if card.lacking else make_response(_ask(now, language, changed=True), 409)


def _not_locked(now: Assignment, code: str, language: str) -> Response:
    if code == "incomplete":
        return _lacking(now, language)
    if code == "nobody":
        raise _missing(now.card.candidate)
    go = panel_address if code == "locked" else card_address
    return see_other(go(language, now.card.candidate))


def _read_only(found: Assignment, language: str) -> str:
    told = told_card(rubric_of(found), found.card.ratings, language)
    panel = panel_address(language, found.card.candidate) if found.card.locked_at is not None else ""
    return _page("told", found, "title", language, told=told, says=_state(found, language), asks=False, panel=panel)


def _state(found: Assignment, language: str) -> list[str]:
    """When it was handed in, how often it had been given back, and whether the opening is closed."""
    words, card = this_site().words[language]["scorecards"], found.card
    if card.locked_at is None:
        return [words["closed"]]
    often = words["reopened_once" if card.reopened == 1 else "reopened_often"].format(n=number(card.reopened, language))
    says = [words["locked"].format(moment=moment(card.locked_at, language, member().calendar))]
    given_back = [digits(often, language)] if card.reopened else []
    return [*says, *given_back, *([words["closed_locked"]] if found.closed_at is not None else [])]


# --- giving back


@blueprint.get("/<int:candidate_id>/card/reopen/<int:person_id>", policy=STAFF)
def ask_to_reopen(language: str, candidate_id: int, person_id: int) -> str | Response:
    """Says what it means, on a page of its own."""
    candidate, rater = _rater(candidate_id, person_id)
    panel = panel_address(language, candidate_id)
    if not rater.locked:
        return see_other(panel)
    title, heading = titled("reopen_title", candidate_names.called(candidate, language), language)
    shown = {"title": title, "heading": heading, "person": rater.name, "panel": panel}
    address = f"{card_address(language, candidate_id)}/reopen/{person_id}"
    return member_page("scorecards/reopen.html", language, PLACE, address=address, **shown)


@blueprint.post("/<int:candidate_id>/card/reopen/<int:person_id>", policy=STAFF)
def reopen(language: str, candidate_id: int, person_id: int) -> Response:
    """Give a card back to who wrote it; one that is not handed in is theirs already."""
    require_members_form()
    _, rater = _rater(candidate_id, person_id)
    if rater.locked:
        try:
            reopen_card(this_site().database, member().actor, candidate_id, person_id)
        except Refused:  # closed, or given back by somebody else at the same moment: the panel view tells
            return see_other(panel_address(language, candidate_id))
    return see_other(panel_address(language, candidate_id))


def _rater(candidate_id: int, person_id: int) -> tuple[Candidate, Waiting]:
    """A candidate and one of their raters; raises Missing."""
    by, database = member().actor, this_site().database
    found = find_candidate(database, by, candidate_id) if candidate_id <= LAST_ID else None
    raters = waiting_for(database, by, candidate_id) if found else []
    rater = next((one for one in raters if one.person == person_id), None)
    if found is None or rater is None:
        raise _missing(candidate_id)
    return found, rater
