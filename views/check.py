"""Answering: starting a check, its steps one by one, and the review of all answers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from flask import Response, abort, jsonify, make_response, request
from werkzeug.datastructures import MultiDict

from forms.csrf import Visit
from forms.maker import SectionForm, field_name, sure_name
from readiness.records.checks import Check, create_check, save_answers
from views.access import ANYONE, CHECK_READERS, CHECK_WRITERS
from views.asked import stored_standing
from views.errors import error_answer, is_autosave
from views.language import SpokenBlueprint, step_address
from views.opening import NoCheckOpen, Opened, held_line, opened, remember, require_own_form
from views.pages import page, see_other
from views.review import review_of
from views.site import this_site
from views.steps import Step, faulty_page, find_step, kept_page, progress_words

blueprint = SpokenBlueprint("check", __name__, under="/check")

WORK_OUT = "work_out"
ONE_OFF = "one_off"
NOT_YET, REVIEW = "not-yet-for-you", "review"


@blueprint.post("", policy=ANYONE)
def start(language: str) -> Response:
    """Begin an empty check of the chosen role, or of the first there is."""
    require_own_form()
    site = this_site()
    role = site.library.roles.get(request.form.get("role", site.first_role.key)) or abort(400)
    token = create_check(site.database, role.key, role.edition, language)
    return remember(see_other(step_address(language, role.questionnaire.sections[0].key)), token)


@blueprint.get("/<section>", policy=CHECK_READERS)
def step(language: str, section: str) -> str | bytes | Response:
    """The step, to whoever may change it; who only reads a workspace's check is led to all its answers."""
    found = opened()
    shown = find_step(found.role, section, language) or abort(404)
    if not found.may_change:
        return see_other(step_address(language, REVIEW))
    made = kept_page(shown, found, just_kept=bool(request.query_string) and "kept" in request.args)
    return made or faulty_page(shown, _read_again(shown, found.check.answers, found.visit), found)


def _read_again(step: Step, answers: Mapping[str, Any], this_visit: Visit) -> SectionForm:
    """The form as if its stored answers had just been sent."""
    sent: MultiDict[str, str] = MultiDict()
    for question in step.section.questions:
        value, sure = stored_standing(question, answers.get(question.key), step.language)
        sent[field_name(question)] = value
        sent[sure_name(question)] = sure
    form = step.form(sent, this_visit)
    form.validate()
    form.settle(answers)
    return form


@blueprint.post("/<section>", policy=CHECK_WRITERS)
def save(language: str, section: str) -> Response:
    """Keep what can be read, show what can't; a script that saves as you type is answered in JSON."""
    found = opened()
    saved = find_step(found.role, section, language) or abort(404)
    form = saved.form(request.form, found.visit)
    form.validate()
    if form.is_foreign:
        return _refused(saved, form, found)
    go = request.form.get("go", "next")
    form.settle(found.check.answers, work_out=go == WORK_OUT)
    check = save_answers(this_site().database, found.key, form.changes(), found.role.edition, language)
    if check is None:
        raise NoCheckOpen
    answer = (_told if is_autosave() else _shown)(saved, form, replace(found, check=check), go)
    return answer if check.expires_at == found.check.expires_at else remember(answer, found.key)


def _refused(step: Step, form: SectionForm, found: Opened) -> Response:
    """Not sent from our own page, or from one of an earlier visit or another check: what was typed stays, unsaved."""
    trouble = form.say("resend")
    if is_autosave():
        return error_answer(trouble, 403)
    return make_response(faulty_page(step, form, found, trouble), 403)


def _told(step: Step, form: SectionForm, found: Opened, _go: str) -> Response:
    problems = form.problems
    saved = [key for key, answer in form.changes().items() if answer is not None and key not in problems]
    worked_out = {key: {"text": text, "sure": form.number(key).sure} for key, text in form.worked_out.items()}
    answer = jsonify(saved=saved, errors=problems, worked_out=worked_out, answered=progress_words(step, found.check))
    return make_response(answer, 422 if problems else 200)


def _shown(step: Step, form: SectionForm, found: Opened, go: str) -> Response:
    if go != "back" and form.problems:
        return make_response(faulty_page(step, form, found), 422)
    return see_other(_next_address(step, found.check, go))


def _next_address(step: Step, check: Check, go: str) -> str:
    """Where the pressed button leads."""
    keys, at = [section.key for section in step.role.questionnaire.sections], step.number - 1
    if go in ("stay", WORK_OUT):
        return f"{step_address(step.language, keys[at])}?kept=yes" + ("#question-grr" if go == WORK_OUT else "")
    if go == "back":
        return step_address(step.language, keys[at - 1]) if at else f"/{step.language}/"
    if at == 0 and check.answers.get("fit") == ONE_OFF:
        return step_address(step.language, NOT_YET)
    return step_address(step.language, keys[at + 1] if step.number < step.of else REVIEW)


@blueprint.get(f"/{NOT_YET}", policy=CHECK_READERS)
def not_yet_for_you(language: str) -> str | Response:
    """For companies whose clients buy once: kindly told, and free to go on."""
    found = opened()
    if not found.may_change:
        return see_other(step_address(language, REVIEW))
    first, second = found.role.questionnaire.sections[:2]
    shown = {"first": first.key, "go_on": second.key, "held_line": held_line(found, language)}
    return page("check/not_yet_for_you.html", language, **shown)


@blueprint.get(f"/{REVIEW}", policy=CHECK_READERS)
def review(language: str) -> str:
    found: Opened = opened()
    words = this_site().words[language]
    last = found.role.questionnaire.sections[-1].key
    shown = {"last": last, "may_change": found.may_change, "held_line": held_line(found, language)}
    return page("check/review.html", language, **shown, **review_of(found.role, found.check.answers, language, words))
