"""The settings that the people of a workspace share, and the logo on its reports: owners change them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import Response, abort, make_response, request
from werkzeug.exceptions import RequestEntityTooLarge

from forms.settings import AS_IT_WAS, SettingsForm, as_it_was, as_kept, as_shown
from readiness.company.assumed import usable
from readiness.language import digits
from readiness.records.workspaces import SETTINGS, Workspace, change_logo, change_settings, read_logo, read_workspace
from readiness.reports.logo import MOST_BYTES, LogoProblem, accept_logo
from views.access import MEMBERS, OWNERS, member, own_visit, require_members_form
from views.language import SpokenBlueprint, other
from views.mail import full_address
from views.pages import see_other
from views.sent_forms import blank_form, sent_form
from views.site import this_site
from views.workspace_page import member_page

blueprint = SpokenBlueprint("workspace_settings", __name__, under="/workspace")

PLACE = "settings"
DONE = ("saved", "logo_kept", "logo_gone")


def settings_address(language: str, done: str = "") -> str:
    return f"/{language}/workspace/settings{f'?done={done}' if done else ''}"


@blueprint.get("/settings", policy=OWNERS)
def show(language: str) -> str:
    return _page(language)


@blueprint.post("/settings", policy=OWNERS)
def save(language: str) -> Response:
    """Write what was changed on the page; nothing where a field can't be read, or changed meanwhile as well."""
    form = sent_form(SettingsForm, own_visit(), currencies=_codes())
    if form.wrong():
        return make_response(_page(language, form), 422)
    meanwhile = change_settings(this_site().database, member().actor, form.wanted, as_it_was(request.form))
    for key in meanwhile:
        form.refuse(key, "changed_meanwhile")
    if meanwhile:
        return make_response(_page(language, form, meanwhile), 409)
    return see_other(settings_address(language, "saved"))


def _codes() -> tuple[str, ...]:
    """The currencies to choose from."""
    return tuple(this_site().library.words["currencies"])


def _page(
    language: str, form: SettingsForm | None = None, meanwhile: Mapping[str, Any] | None = None, logo_problem: str = ""
) -> str:
    """The settings as they stand, or as they were sent; `meanwhile` holds what others set, by key."""
    workspace = read_workspace(this_site().database, member().actor)
    return member_page(
        "settings/settings.html",
        language,
        PLACE,
        form=form or blank_form(SettingsForm, own_visit(), as_shown(workspace, language), currencies=_codes()),
        was=_was(workspace, meanwhile or {}, form is not None),
        meanwhile={key: _in_words(key, value, language) for key, value in (meanwhile or {}).items()},
        workspace=workspace,
        currencies=[("", this_site().words[language]["settings"]["currency_none"]), *_currencies(language)],
        differ=len(usable(this_site().first_role, workspace.assumptions)),
        sign_in=full_address(f"/{language}/sign-in?workspace={workspace.code}"),
        logo_problem=logo_problem,
        most_bytes=MOST_BYTES,
        done=done if (done := request.args.get("done", "")) in DONE else "",
        other_language_url=settings_address(other(language)),
    )


def _was(workspace: Workspace, meanwhile: Mapping[str, Any], was_sent: bool) -> dict[str, str]:
    """What the page was like that the owner began with; of what changed meanwhile they have now been told."""
    now = as_kept(workspace)
    if not was_sent:
        return now
    return {key: now[key] if key in meanwhile else request.form.get(AS_IT_WAS + key, now[key]) for key in SETTINGS}


def _currencies(language: str) -> list[tuple[str, str]]:
    return [(code, name[language]) for code, name in this_site().library.words["currencies"].items()]


def _in_words(key: str, value: Any, language: str) -> str:
    """A setting as its field names it."""
    words = this_site().words[language]
    if key == "currency" and value:
        return words["currencies"][value]
    if key in ("language", "calendar", "currency"):
        return words["settings"][f"{key}_{value or 'none'}"]
    return digits(str(value), language) if key == "retention_months" else str(value)


# --- the logo


@blueprint.post("/settings/logo", policy=OWNERS)
def keep_logo(language: str) -> Response:
    """Keep the uploaded picture, drawn anew; what can't be a logo is said at the field."""
    try:
        require_members_form()
        logo = accept_logo(_uploaded())
    except RequestEntityTooLarge:
        return _refused(language, "too_large")
    except LogoProblem as problem:
        return _refused(language, problem.code)
    change_logo(this_site().database, member().actor, logo)
    return see_other(settings_address(language, "logo_kept"))


def _uploaded() -> bytes:
    """The file, as far as one has to read to know that it is too large; raises LogoProblem where there is none."""
    sent = request.files.get("logo")
    if sent is None or not sent.filename:
        raise LogoProblem("missing")
    found: bytes = sent.read(MOST_BYTES + 1)
    return found


def _refused(language: str, code: str) -> Response:
    return make_response(_page(language, logo_problem=f"logo_{code}"), 413 if code == "too_large" else 422)


@blueprint.post("/settings/logo/remove", policy=OWNERS)
def remove_logo(language: str) -> Response:
    require_members_form()
    change_logo(this_site().database, member().actor, None)
    return see_other(settings_address(language, "logo_gone"))


@blueprint.get("/logo", policy=MEMBERS)
def logo(language: str) -> Response:  # noqa: ARG001 -- a picture speaks no language
    kept = read_logo(this_site().database, member().actor)
    if kept is None:
        abort(404)
    return Response(kept, mimetype="image/png")
