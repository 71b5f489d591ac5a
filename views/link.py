"""The private link: showing it, renewing it, deleting the check, and coming back by it."""

from __future__ import annotations

from flask import Response, abort, make_response, request, url_for

from readiness.language import day
from readiness.records.checks import delete_check, renew_token
from readiness.records.tokens import new_token, token_hash
from views.access import ANYONE, CHECK_HOLDERS, CHECK_READERS, LINK_HOLDERS
from views.language import SpokenBlueprint, step_address
from views.opening import (
    COOKIE,
    NoCheckOpen,
    Opened,
    find_open,
    open_by,
    opened,
    private_open,
    remember,
    require_own_form,
)
from views.pages import page, see_other
from views.security import OURS, forget, visit
from views.site import this_site

blueprint = SpokenBlueprint("link", __name__)


@blueprint.get("/check/link", policy=CHECK_READERS)
def show(language: str) -> str | Response:
    """The private link; a workspace's check has none, and is found in the workspace's list."""
    found = opened()
    return _link_page(found, language) if found.member is None else see_other(f"/{language}/workspace/checks")


@blueprint.post("/check/link/renew", policy=CHECK_HOLDERS)
def renew(language: str) -> Response:
    """Give the check a new link; whoever holds the old one is out."""
    fresh = request.form.get("fresh", "")
    found = find_open() or open_by(fresh)  # pressed twice, it is renewed already
    if found is None:
        raise NoCheckOpen
    require_own_form(found)
    vouched = request.form.get("vouched", "")
    if found.token != fresh and not found.visit.vouches(vouched, "renew", token_hash(found.token), fresh):
        abort(403)
    renew_token(this_site().database, found.token, fresh)
    return remember(see_other(f"{step_address(language, 'link')}?renewed=yes"), fresh)


@blueprint.post("/check/link/delete", policy=CHECK_HOLDERS)
def delete(language: str) -> Response:
    """Delete the check for good, once its owner has said yes."""
    found = opened()
    require_own_form(found)
    if request.form.get("sure") != "yes":
        return make_response(_link_page(found, language, unsure=True), 422)
    delete_check(this_site().database, found.token)
    answer = see_other(url_for("link.gone", language=language))
    forget(answer, COOKIE)
    return answer


@blueprint.get("/deleted", policy=ANYONE)
def gone(language: str) -> str:
    return page("check/gone.html", language)


@blueprint.get("/resume/<token>", policy=LINK_HOLDERS)
def resume(language: str, token: str) -> Response | str:
    """Open the check of a private link here; where another one is open, or another site led here, ask first."""
    found = open_by(token)
    if found is None:
        raise NoCheckOpen
    replaces = private_open() not in (None, token)  # back to a workspace's one leads through its list
    if replaces or request.headers.get("Sec-Fetch-Site", "none") not in OURS:
        action = url_for("link.redeem", language=language, token=token)
        return page("check/switch.html", language, csrf=visit().token(), action=action, replaces=replaces, fields={})
    return _brought_back(found, language)


@blueprint.post("/resume/<token>", policy=LINK_HOLDERS)
def redeem(language: str, token: str) -> Response:
    """The same, after the owner has said that this check may take the other's place here."""
    require_own_form()
    found = open_by(token)
    if found is None:
        raise NoCheckOpen
    return _brought_back(found, language)


def _brought_back(found: Opened, language: str) -> Response:
    """Back to the answers, at an address without the token."""
    return remember(see_other(step_address(language, "review")), found.token)


def _link_page(found: Opened, language: str, unsure: bool = False) -> str:
    if (until := found.check.expires_on) is None:
        raise NoCheckOpen  # a workspace's check has no link
    scheme, fresh = "https" if this_site().settings.https else None, new_token()
    return page(
        "check/link.html",
        language,
        csrf=found.visit.token(),
        fresh=fresh,
        vouched=found.visit.vouch("renew", token_hash(found.token), fresh),
        link=url_for("link.resume", language=language, token=found.token, _external=True, _scheme=scheme),
        until=day(until, language),
        renewed="renewed" in request.args,
        unsure=unsure,
    )
