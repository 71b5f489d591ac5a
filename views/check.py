"""Answering: starting a check, its steps one by one, and the review of all answers."""

from __future__ import annotations

from flask import Blueprint, Response, abort, jsonify, make_response, redirect, request, url_for
from werkzeug.datastructures import MultiDict

from forms.maker import SectionForm, field_name, sure_name
from readiness.records.checks import create_check, save_answers
from views.asked import stored_standing
from views.errors import error_answer
from views.language import IN_ADDRESS
from views.opening import NoCheckOpen, Opened, opened, remember, require_own_form
from views.pages import page
from views.review import review_of
from views.security import visit
from views.site import this_site
from views.steps import Answers, Step, faulty_page, find_step, kept_page, progress_words

blueprint = Blueprint("check", __name__, url_prefix=f"{IN_ADDRESS}/check")

WORK_OUT = "work_out"
ONE_OFF = "one_off"


@blueprint.post("")
def start(language: str) -> Response:
    """Begin an empty check of the chosen role, or of the first there is."""
    require_own_form()
    site = this_site()
    role = site.library.roles.get(request.form.get("role", site.first_role.key)) or abort(400)
    token = create_check(site.database, role.key, role.edition, language)
    first = role.questionnaire.sections[0].key
    return remember(make_response(redirect(url_for("check.step", language=language, section=first), 303)), token)


@blueprint.get("/<section>")
def step(language: str, section: str) -> str | bytes:
    found = opened()
    shown = find_step(found.role, section, language) or abort(404)
    answers, this_visit = found.check.answers, visit()
    made = kept_page(shown, answers, this_visit, just_kept=bool(request.query_string) and "kept" in request.args)
    return made or faulty_page(shown, _read_again(shown, answers), answers, this_visit)


def _read_again(step: Step, answers: Answers) -> SectionForm:
    """The form as if its stored answers had just been sent."""
    sent: MultiDict[str, str] = MultiDict()
    for question in step.section.questions:
        value, sure = stored_standing(question, answers.get(question.key), step.language)
        sent[field_name(question)] = value
        sent[sure_name(question)] = sure
    form = step.form(sent, visit())
    form.validate()
    form.settle(answers)
    return form


@blueprint.post("/<section>")
def save(language: str, section: str) -> Response:
    """Keep what can be read, show what can't; a script that saves as you type is answered in JSON."""
    found = opened()
    saved = find_step(found.role, section, language) or abort(404)
    form = saved.form(request.form, visit())
    form.validate()
    if form.is_foreign:
        return _refused(saved, form, found.check.answers)
    go = request.form.get("go", "next")
    form.settle(found.check.answers, work_out=go == WORK_OUT)
    check = save_answers(this_site().database, found.token, form.changes(), found.role.edition, language)
    if check is None:
        raise NoCheckOpen
    answer = _told if is_autosave() else _shown
    return remember(answer(saved, form, check.answers, go), found.token)


def is_autosave() -> bool:
    return "X-Autosave" in request.headers


def _refused(step: Step, form: SectionForm, answers: Answers) -> Response:
    """Not sent from our own page, or from one of an earlier visit: nothing is saved, what was typed stays."""
    trouble = form.say("resend")
    if is_autosave():
        return error_answer(trouble, 403)
    return make_response(faulty_page(step, form, answers, visit(), trouble), 403)


def _told(step: Step, form: SectionForm, answers: Answers, _go: str) -> Response:
    problems = form.problems
    saved = [key for key, answer in form.changes().items() if answer is not None and key not in problems]
    answer = jsonify(saved=saved, errors=problems, worked_out=form.worked_out, answered=progress_words(step, answers))
    return make_response(answer, 422 if problems else 200)


def _shown(step: Step, form: SectionForm, answers: Answers, go: str) -> Response:
    if go != "back" and form.problems:
        return make_response(faulty_page(step, form, answers, visit()), 422)
    return make_response(redirect(_next_address(step, answers, go), 303))


def _next_address(step: Step, answers: Answers, go: str) -> str:
    """Where the pressed button leads."""
    sections, at, language = step.role.questionnaire.sections, step.number - 1, step.language
    if go in ("stay", WORK_OUT):
        anchor = "question-grr" if go == WORK_OUT else None
        return url_for("check.step", language=language, section=step.section.key, kept="yes", _anchor=anchor)
    if go == "back":
        return url_for("check.step", language=language, section=sections[at - 1].key) if at else f"/{language}/"
    if at == 0 and answers.get("fit") == ONE_OFF:
        return url_for("check.not_yet_for_you", language=language)
    if step.number == step.of:
        return url_for("check.review", language=language)
    return url_for("check.step", language=language, section=sections[at + 1].key)


@blueprint.get("/not-yet-for-you")
def not_yet_for_you(language: str) -> str:
    """For companies whose clients buy once: kindly told, and free to go on."""
    first, second = opened().role.questionnaire.sections[:2]
    return page("check/not_yet_for_you.html", language, first=first.key, go_on=second.key)


@blueprint.get("/review")
def review(language: str) -> str:
    found: Opened = opened()
    words = this_site().words[language]
    last = found.role.questionnaire.sections[-1].key
    return page("check/review.html", language, last=last, **review_of(found.role, found.check.answers, language, words))
