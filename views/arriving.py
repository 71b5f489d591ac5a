"""What happens when somebody has signed in: the cookies they get, and the page they go on to."""

from __future__ import annotations

import re

from flask import Response, current_app
from werkzeug.exceptions import HTTPException

from readiness.records.sessions import find_member
from views.access import POLICIES
from views.pace import Account, know_browser
from views.pages import see_other
from views.security import keep
from views.site import this_site
from views.workspace_page import home_of

OURS = re.compile(r"/(?![/\\])[!-\[\]-~]*")  # printable ASCII without the backslash, which browsers take for a slash


def arrive(token: str, language: str, wanted: str = "") -> Response:
    """Give the browser its session, and lead to the wanted page, else to where the person's role begins."""
    member = find_member(this_site().database, token)
    if member is None:
        return see_other(f"/{language}/sign-in")  # shut out at the same moment
    answer = see_other(own_page(wanted) or home_of(member.role, language))
    keep(answer, "session", token)
    know_browser(answer, Account(member.code, member.email))
    return answer


def own_page(wanted: str) -> str:
    """The address if it leads to one of our pages for people who are signed in, else ""."""
    if not OURS.fullmatch(wanted):
        return ""
    path = wanted.partition("#")[0].partition("?")[0]
    try:
        endpoint, _ = current_app.url_map.bind("").match(path, "GET")
    except HTTPException:
        return ""
    policy = current_app.extensions[POLICIES].get(endpoint)
    return wanted if policy is not None and policy.roles is not None else ""
