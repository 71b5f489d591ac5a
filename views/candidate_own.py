"""A candidate's own page, opened by a private link: the notice, the judgement test, and the voluntary questions."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime

from flask import Flask, Response, make_response, request

from forms.csrf import GuardedForm, Visit
from readiness.candidates.groups import group_questions
from readiness.candidates.snapshot import read_rubric
from readiness.language import day, digits
from readiness.records.clock import DAY
from readiness.records.people import Refused
from readiness.records.self_reports import OwnPage, keep_judgement, open_own_page, tell_groups
from views.access import LINK_HOLDERS
from views.language import SpokenBlueprint, other, spoken
from views.notice import notice
from views.pace import slow_own_page
from views.pages import page, see_other
from views.security import cookie, forget, keep, visit
from views.sent_forms import sent_form
from views.site import this_site

blueprint = SpokenBlueprint("candidate_own", __name__)

COOKIE = "candidate"
KEPT = 30 * DAY
DONE = ("test_kept", "test_sent", "groups_kept")


class NoOwnPage(Exception):
    """This browser, or this link, opens no candidate's page: unknown, ended, past its time or erased, told alike."""


def set_up_own_pages(app: Flask) -> None:
    app.register_error_handler(NoOwnPage, _tell_gone)


def _tell_gone(_: NoOwnPage) -> Response:
    language = spoken()
    words = this_site().words[language]["own_page"]
    shown = {"title": words["gone_title"], "lead": words["gone_lead"]}
    there = f"/{other(language)}/candidate"
    return make_response(page("candidates/own_over.html", language, other_language_url=there, **shown), 404)


def _address(language: str, done: str = "") -> str:
    return f"/{language}/candidate" + (f"?done={done}" if done else "")


def _open() -> OwnPage:
    """The page that is open in this browser; raises NoOwnPage."""
    token = cookie(COOKIE)
    found = open_own_page(this_site().database, token) if token else None
    if found is None:
        raise NoOwnPage
    return found


def _visit(own: OwnPage) -> Visit:
    return visit(f"candidate {own.candidate}")


def _open_to_write() -> OwnPage:
    """The same, for a form that was sent from it and from nowhere else."""
    own = _open()
    sent_form(GuardedForm, _visit(own))
    return own


def _open_to_keep() -> OwnPage:
    """The same, for what is kept; raises TooSoon for one who sends again and again."""
    own = _open_to_write()
    slow_own_page(own.candidate)
    return own


@blueprint.get("/candidate/<token>", policy=LINK_HOLDERS)
def arrive(language: str, token: str) -> Response:
    """On to an address without the token; the browser keeps it from now on."""
    if open_own_page(this_site().database, token) is None:
        raise NoOwnPage
    answer = see_other(_address(language))
    keep(answer, COOKIE, token, KEPT)
    return answer


@blueprint.get("/candidate", policy=LINK_HOLDERS)
def show(language: str) -> str:
    return _own_page(_open(), language)


def _own_page(own: OwnPage, language: str, trouble: str = "") -> str:
    done = request.args.get("done", "")
    words = this_site().words[language]
    sent = (
        ""
        if own.judged_at is None
        else words["own_page"]["test_was_sent"].format(day=_day(own, own.judged_at, language))
    )
    return page(
        "candidates/own.html",
        language,
        own=own,
        csrf=_visit(own).token(),
        items=read_rubric(own.rubric).judgement,
        questions=group_questions(this_site().library.words["groups"]),
        notice=notice(language, own.workspace_name, own.title, own.retention_months),
        until=_day(own, own.until, language),
        sent=sent,
        trouble=trouble,
        done=done if done in DONE else "",
        other_language_url=_address(other(language)),
    )


def _day(own: OwnPage, seconds: int, language: str) -> str:
    return day(datetime.fromtimestamp(seconds, UTC).date(), language, own.calendar)


@blueprint.post("/candidate/test", policy=LINK_HOLDERS)
def answer_test(language: str) -> Response:
    """Keep what was chosen so far, and send it once every situation has an answer and sending was pressed."""
    own = _open_to_keep()
    if own.closed or own.judged_at is not None:
        return see_other(_address(language))
    asked = read_rubric(own.rubric).judgement
    sent = {item.key: request.form.get(f"item_{item.key}", "") for item in asked}
    answers = {item.key: sent[item.key] for item in asked if sent[item.key] in {each.key for each in item.options}}
    lacking, wants_to_send = len(asked) - len(answers), request.form.get("act") == "send"
    _kept(own, answers, send=wants_to_send and not lacking)
    if wants_to_send and lacking:
        words = this_site().words[language]["own_page"]["test_lacking"]
        return make_response(_own_page(_open(), language, words.format(n=digits(str(lacking), language))), 422)
    return see_other(_address(language, "test_sent" if wants_to_send else "test_kept"))


def _kept(own: OwnPage, answers: Mapping[str, str], send: bool) -> None:
    """What was sent before stands, whatever comes after; raises NoOwnPage for one who was erased meanwhile."""
    try:
        keep_judgement(this_site().database, own, answers, send)
    except Refused:
        raise NoOwnPage from None


@blueprint.post("/candidate/groups", policy=LINK_HOLDERS)
def answer_groups(language: str) -> Response:
    """Keep what was told in place of what was told before; what was declined is not kept at all."""
    own = _open_to_keep()
    asked = group_questions(this_site().library.words["groups"])
    sent = {question: request.form.get(f"group_{question}", "") for question in asked}
    try:
        told = {question: sent[question] for question, answers in asked.items() if sent[question] in answers}
        tell_groups(this_site().database, own, told)
    except Refused:
        raise NoOwnPage from None
    return see_other(_address(language, "groups_kept"))


@blueprint.post("/candidate/leave", policy=LINK_HOLDERS)
def leave(language: str) -> Response:
    _open_to_write()
    words = this_site().words[language]["own_page"]
    shown = {"title": words["left_title"], "lead": words["left_lead"]}
    there = _address(other(language))
    answer = make_response(page("candidates/own_over.html", language, other_language_url=there, **shown))
    forget(answer, COOKIE)
    return answer
