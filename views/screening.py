"""Screens a file of ratings in the background: bringing it, watching its progress, and fetching what came of it."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from typing import Any

from flask import Response, jsonify, make_response, request
from werkzeug.exceptions import RequestEntityTooLarge

from forms.screening import FORMATS, ScreeningForm
from readiness.candidates.snapshot import read_rubric
from readiness.language import digits, moment, percent
from readiness.questionnaire import Role
from readiness.records import jobs
from readiness.records.audit import note_alone
from readiness.records.jobs import Job
from readiness.records.openings import find_opening, list_openings
from readiness.records.people import LAST_ID, Refused
from readiness.records.scope import Actor
from readiness.sheets.sheet import Limits, SheetProblem
from views.access import STAFF, Missing, member, own_visit, require_members_form
from views.job_runner import Tell, wake_runner
from views.language import SpokenBlueprint, other
from views.opening_role import role_of
from views.pages import file_to_keep, see_other
from views.sent_forms import blank_form, brought, sent_form
from views.site import Site, this_site
from views.workspace_page import member_page

blueprint = SpokenBlueprint("screening", __name__, under="/workspace/screening")

KIND = "screen"
LIMITS = Limits(rows=1_000_000, cells=8_000_000)  # a server has less to spare than whoever sits at a command line
MOST_BYTES = LIMITS.bytes
ONE = "/<int:job_id>"
TYPES = {
    "csv": "text/csv; charset=utf-8",
    "json": "application/json",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def _place(language: str, job_id: int | None = None) -> str:
    return f"/{language}/workspace/screening" + ("" if job_id is None else f"/{job_id}")


# --- bringing a file


@blueprint.get("", policy=STAFF)
def index(language: str) -> str:
    return _all_page(language, blank_form(ScreeningForm, own_visit()))


@blueprint.post("", policy=STAFF)
def start(language: str) -> Response:
    try:
        form = sent_form(ScreeningForm, own_visit())
        name, given = brought(MOST_BYTES)
    except RequestEntityTooLarge:
        return make_response(_all_page(language, blank_form(ScreeningForm, own_visit()), "file_large"), 413)
    if form.opening.data not in dict(_choices(language)["openings"]):
        form.refuse("opening", "choose")
    problem = "file_missing" if not given else "file_large" if len(given) > MOST_BYTES else ""
    if problem or form.wrong():
        return make_response(_all_page(language, form, problem), 413 if problem == "file_large" else 422)
    options = {"name": name, "format": form.form.data, "language": language, "opening": form.opening.data}
    try:
        job_id = jobs.start_job(this_site().database, member().actor, KIND, options, given)
    except Refused:
        return make_response(_all_page(language, form, "too_many"), 429)
    wake_runner()
    return see_other(_place(language, job_id))


def _choices(language: str) -> dict[str, list[tuple[str, str]]]:
    """What can be chosen in each list, in words."""
    words = this_site().words[language]["screenings"]
    found = list_openings(this_site().database, member().actor)
    named = [(str(opening.id), words["of_opening"].format(title=opening.title)) for opening, _ in found]
    return {"openings": [("", words["standard"]), *named], "forms": [(key, words[f"form_{key}"]) for key in FORMATS]}


def _all_page(language: str, form: ScreeningForm, problem: str = "") -> str:
    return member_page(
        "screening/all.html",
        language,
        "openings",
        form=form,
        **_choices(language),
        problem=problem,
        jobs=[(job, _name(job, language)) for job in jobs.list_jobs(this_site().database, member().actor)],
        most_bytes=MOST_BYTES,
        removed=request.args.get("done") == "removed",
        moment=_moments(language),
        other_language_url=_place(other(language)),
    )


def _name(job: Job, language: str) -> str:
    return digits(this_site().words[language]["screenings"]["one"].format(id=job.id), language)


def _moments(language: str) -> Any:
    calendar = member().calendar
    return lambda seconds: moment(seconds, language, calendar)


# --- watching one


@blueprint.get(ONE, policy=STAFF)
def show(language: str, job_id: int) -> str:
    job = _job(job_id)
    if not job.is_over:
        wake_runner()  # a server that was stopped meanwhile goes on once somebody looks
    return member_page(
        "screening/one.html",
        language,
        "openings",
        job=job,
        name=_name(job, language),
        share=_share(job),
        percent=percent(_share(job), language),
        problems=_problems(job, language),
        moment=_moments(language),
        other_language_url=_place(other(language), job_id),
    )


@blueprint.get(f"{ONE}/progress", policy=STAFF)
def progress(language: str, job_id: int) -> Response:
    """How far it is, for the page that shows it."""
    job = _job(job_id)
    said = this_site().words[language]["screenings"]["progress"].format(percent=percent(_share(job), language))
    return jsonify(share=_share(job), said=said, over=job.is_over)


def _job(job_id: int) -> Job:
    by = member().actor
    found = jobs.find_job(this_site().database, by, job_id) if job_id <= LAST_ID else None
    if found is None or found.kind != KIND:
        raise Missing(by, f"job:{job_id}"[:80])
    return found


def _share(job: Job) -> float:
    """How much of it is done, 0 to 1."""
    return 1.0 if job.state == jobs.DONE else min(job.done / job.total, 1.0) if job.total else 0.0


def _problems(job: Job, language: str) -> list[str]:
    """What is wrong with the file, a line each."""
    from readiness.sheets.wording import told

    words = this_site().library.words["sheets"]
    return [told(SheetProblem(**problem), words, language) for problem in (job.problem or {}).get("problems", ())]


# --- what came of it


@blueprint.get(f"{ONE}/result", policy=STAFF)
def result(language: str, job_id: int) -> Response:  # noqa: ARG001
    job, by = _job(job_id), member().actor
    made = jobs.read_made(this_site().database, by, job_id)
    if made is None:
        raise Missing(by, f"job:{job_id}")
    note_alone(this_site().database, by, "report_downloaded", f"job:{job_id}")
    ending = job.options["format"]
    return file_to_keep(made, TYPES[ending], f"screening-{job_id}.{ending}")


@blueprint.post(f"{ONE}/delete", policy=STAFF)
def delete(language: str, job_id: int) -> Response:
    require_members_form()
    job = _job(job_id)
    jobs.delete_job(this_site().database, member().actor, job.id)
    return see_other(f"{_place(language)}?done=removed")


# --- the work itself


def screen_file(site: Site, job: Job, given: bytes, tell: Tell) -> bytes:
    """The file's candidates, placed: a file again. Reading is half of the way. Raises SheetRefused."""
    from readiness.candidates.rating_file import read_ratings
    from readiness.reports.screening_tables import Screening, write_screening

    role, options, made = _role(site, job), job.options, BytesIO()
    ratings = read_ratings(given, options["name"], role.rubric, LIMITS, lambda at, of: tell(at, 2 * of))
    words = site.library.words["screening"]
    found = Screening(ratings, role, words, options["language"], lambda at, of: tell(of + at, 2 * of))
    write_screening(found, options["format"], made)
    return made.getvalue()


def _role(site: Site, job: Job) -> Role:
    """The role, with the rubric of the opening that was chosen."""
    if not job.options["opening"]:
        return site.first_role
    by = Actor(job.workspace, job.person, "hr")
    opening = find_opening(site.database, by, int(job.options["opening"]))
    if opening is None:
        return site.first_role
    return replace(role_of(opening, site), rubric=read_rubric(opening.rubric))
