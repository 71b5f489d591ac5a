"""Who may do what: one policy for each route, and nothing for anyone where a route declares none."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, Literal

from flask import Blueprint, Flask, abort, current_app, g, request

from forms.csrf import GuardedForm, Visit
from readiness.records.people import ROLES
from readiness.records.scope import Actor
from readiness.records.sessions import Member, find_member
from views.security import cookie, visit
from views.sent_forms import sent_form
from views.site import this_site

POLICIES = "policies"
HELD = re.compile("held-([0-9]{1,9})")  # the check cookie where a workspace holds the check that is open


@dataclass(frozen=True, slots=True)
class Policy:
    """Who may use a route: people of these `roles`, or – None – whoever comes, whom the view itself looks at.

    `held` are the roles that may where the check that is open in the browser is a workspace's.
    """

    name: str
    roles: frozenset[str] | None = None
    held: frozenset[str] | None = None

    def admits(self, role: str) -> bool:
        return self.roles is None or role in self.roles


def _only(name: str, *roles: str) -> Policy:
    return Policy(name, frozenset(roles))


READING, CHANGING = frozenset(("owner", "hr", "viewer")), frozenset(("owner",))

ANYONE = Policy("anyone")
LINK_HOLDERS = Policy("whoever has the link")
CHECK_READERS = Policy("whoever has the check open", held=READING)
CHECK_WRITERS = Policy("whoever has the check open and may change it", held=CHANGING)
CHECK_HOLDERS = Policy("whoever has the private link of the open check", held=frozenset())
MEMBERS = _only("everyone signed in", *ROLES)
READERS = _only("owners, HR and viewers", *READING)
STAFF = _only("owners and HR", "owner", "hr")
RATERS = _only("owners, HR and interviewers", "owner", "hr", "interviewer")
OWNERS = _only("owners", "owner")


class NotSignedIn(Exception):
    """This needs somebody signed in, and nobody is, or no longer."""


class Denied(Exception):
    """Somebody signed in asked for what their role may not have; `about` says what."""

    def __init__(self, by: Actor, about: str) -> None:
        super().__init__(about)
        self.by, self.about = by, about


class Missing(Exception):
    """Somebody signed in asked for what their workspace doesn't have, be it another's or nobody's: told alike."""

    def __init__(self, by: Actor, about: str) -> None:
        super().__init__(about)
        self.by, self.about = by, about


class PolicedBlueprint(Blueprint):
    """A blueprint whose every route is registered with its policy: `@blueprint.get("/people", policy=STAFF)`."""

    def __init__(self, name: str, import_name: str) -> None:
        super().__init__(name, import_name)
        self.policies: dict[str, Policy] = {}

    def add_url_rule(
        self, rule: str, endpoint: str | None = None, view_func: Any = None, *rest: Any, **options: Any
    ) -> None:
        """Take the rule, with the policy that it can't be without (KeyError)."""
        self.policies[f"{self.name}.{endpoint or view_func.__name__}"] = options.pop("policy")
        self.register_rule(rule, endpoint, view_func, *rest, **options)

    def register_rule(self, rule: str, *args: Any, **options: Any) -> None:
        super().add_url_rule(rule, *args, **options)


def set_up_access(app: Flask) -> None:
    """Call when all blueprints are registered."""
    policies = {"static": ANYONE}
    for blueprint in app.blueprints.values():
        policies.update(getattr(blueprint, "policies", {}))
    app.extensions[POLICIES] = policies
    app.before_request(admit)


def admit() -> None:
    """Refuse whoever the route's policy doesn't name, before any view runs."""
    endpoint = request.endpoint
    if endpoint is None:
        return  # there is no such route, and the answer will say so
    policy: Policy | None = current_app.extensions[POLICIES].get(endpoint)
    if policy is None:
        abort(403)
    roles = policy.held if policy.held is not None and held_check() is not None else policy.roles
    if roles is not None and member().role not in roles:
        raise Denied(member().actor, endpoint)


def held_check() -> int | None:
    """The id of the workspace's check that is open in this browser, as the browser says; None if none is."""
    kept = cookie("check")
    return held_in(kept) if kept else None


def held_in(kept: str) -> int | None:
    """The id of the workspace's check that this cookie names; None if it is a private check's token."""
    found = HELD.fullmatch(kept) if kept.startswith("held-") else None
    return int(found[1]) if found else None


def held_cookie(check_id: int) -> str:
    """What the browser keeps while a workspace's check is open in it: no secret, for the session is what opens it."""
    return f"held-{check_id}"


def signed_in() -> Member | None:
    """Who is signed in here; looked up once a request."""
    known: Member | Literal["unasked"] | None = g.get("member", "unasked")
    if known != "unasked":
        return known
    token = cookie("session")
    found = g.member = find_member(this_site().database, token) if token else None
    return found


def member() -> Member:
    """Who is signed in here; raises NotSignedIn."""
    found = signed_in()
    if found is None:
        raise NotSignedIn
    return found


def own_visit() -> Visit:
    """This browser's visit as far as the person goes who is signed in: what signs their forms."""
    return visit(f"person {member().person}")


def require_members_form() -> None:
    """Refuse a button's form that was not sent from a page of this person's own."""
    sent_form(GuardedForm, own_visit())
