"""The model's assumptions as a workspace sets them: owners change them, or take them back to standard."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from flask import Response, make_response, request

from forms.assumptions import Typed, as_it_stands, as_sent, in_field
from forms.wording import speaker
from readiness.company.assumed import Adjustable, Group, assumptions_of, usable
from readiness.language import digits
from readiness.questionnaire import Role
from readiness.records.held_checks import list_checks
from readiness.records.workspaces import back_to_standard, change_assumptions, read_workspace
from views.access import OWNERS, member, require_members_form
from views.language import SpokenBlueprint, other
from views.pages import see_other
from views.site import this_site
from views.workspace_page import member_page

blueprint = SpokenBlueprint("assumptions", __name__, under="/workspace/settings/assumptions")

PLACE = "settings"
UNFOLDED = 2  # groups, those that most companies look at
ALL = "all"


@dataclass(frozen=True, slots=True)
class Field:
    """One assumption in words, with what stands in its field; `meanwhile` is what somebody else set, in words."""

    key: str
    label: str
    name: str
    about: str
    unit: str
    standard: str
    typed: Typed
    meanwhile: str = ""

    @property
    def differs(self) -> bool:
        return self.typed.value is not None

    @property
    def error(self) -> str:
        return self.typed.error


@dataclass(frozen=True, slots=True)
class Part:
    """A group of them; `summary` says how many there are and how many differ."""

    key: str
    title: str
    about: str
    summary: str
    folded: bool
    fields: tuple[Field, ...]

    @property
    def differs(self) -> bool:
        return any(field.differs for field in self.fields)


def _address(language: str, done: str = "") -> str:
    return f"/{language}/workspace/settings/assumptions{f'?done={done}' if done else ''}"


@blueprint.get("", policy=OWNERS)
def show(language: str) -> str:
    kept = _kept()
    return _page(language, [as_it_stands(each, kept, language) for each in _all()])


@blueprint.post("", policy=OWNERS)
def save(language: str) -> Response:
    """Write what was changed, and take a group or all back to standard where that was pressed; or nothing at all."""
    require_members_form()
    back = request.form.get("standard", "")
    if back == ALL:
        back_to_standard(this_site().database, member().actor)
        return see_other(_address(language, ALL))
    typed = list(_sent(language, back))
    if any(each.error for each in typed):
        return make_response(_page(language, typed), 422)
    wanted, was = {each.key: each.value for each in typed}, {each.key: each.was for each in typed}
    meanwhile = change_assumptions(this_site().database, member().actor, wanted, was)
    if meanwhile:
        return make_response(_page(language, _told(typed, meanwhile, language), meanwhile), 409)
    return see_other(_address(language, back or "saved"))


def _role() -> Role:
    """The role whose assumptions they are."""
    return this_site().first_role


def _all() -> Iterator[Adjustable]:
    return (each for group in assumptions_of(_role()) for each in group.adjustables)


def _kept() -> dict[str, float]:
    """What differs from the standard now."""
    return usable(_role(), read_workspace(this_site().database, member().actor).assumptions)


def _sent(language: str, back: str) -> Iterator[Typed]:
    """What was sent for each assumption; those of the group that goes back are at the standard, whatever was typed."""
    kept, say = _kept(), speaker(this_site().library.words["errors"], language)
    for group in assumptions_of(_role()):
        for each in group.adjustables:
            if group.key == back:
                yield Typed(each.key, in_field(each, None, language), None, kept.get(each.key))
            else:
                yield as_sent(each, request.form, kept, say, language)


def _told(typed: list[Typed], meanwhile: Mapping[str, float | None], language: str) -> list[Typed]:
    """The same, with the clash said at its field; whoever sends it again knows what they replace."""
    error = this_site().words[language]["errors"]["changed_meanwhile"]
    return [replace(each, was=meanwhile[each.key], error=error) if each.key in meanwhile else each for each in typed]


# --- the page


def _page(language: str, typed: list[Typed], meanwhile: Mapping[str, float | None] | None = None) -> str:
    by_key = {each.key: each for each in typed}
    parts = [
        _part(group, by_key, meanwhile or {}, number >= UNFOLDED, language)
        for number, group in enumerate(assumptions_of(_role()))
    ]
    fields = [field for part in parts for field in part.fields]
    return member_page(
        "settings/assumptions.html",
        language,
        PLACE,
        parts=parts,
        unfolded=UNFOLDED,
        wrong=[field for field in fields if field.error],
        differing=[field for field in fields if field.differs],
        done=_done(parts, language),
        latest=_latest(),
        other_language_url=_address(other(language)),
    )


def _part(
    group: Group, typed: Mapping[str, Typed], meanwhile: Mapping[str, float | None], folded: bool, language: str
) -> Part:
    fields = tuple(_field(each, typed[each.key], meanwhile, language) for each in group.adjustables)
    differing = sum(field.differs for field in fields)
    words = this_site().words[language]["settings"]["group_differs" if differing else "group_standard"]
    summary = words.format(n=digits(str(len(fields)), language), k=digits(str(differing), language))
    opened = any(field.differs or field.error for field in fields)
    about = group.about[language] if group.about else ""
    return Part(group.key, group.title[language], about, summary, folded and not opened, fields)


def _field(adjustable: Adjustable, typed: Typed, meanwhile: Mapping[str, float | None], language: str) -> Field:
    percent = this_site().words[language]["check"]["percent"] if adjustable.kind == "percent" else ""
    return Field(
        key=adjustable.key,
        label=adjustable.label[language],
        name=adjustable.name[language],
        about=adjustable.about[language],
        unit=f"{percent} {adjustable.unit[language]}".strip(),
        standard=in_field(adjustable, None, language) + percent,
        typed=typed,
        meanwhile=_said(adjustable, meanwhile[adjustable.key], language) if adjustable.key in meanwhile else "",
    )


def _said(adjustable: Adjustable, value: float | None, language: str) -> str:
    return adjustable.said(adjustable.standard if value is None else value, language)


def _done(parts: list[Part], language: str) -> str:
    """What has just been done, in words, as the address says after a button was pressed."""
    words, done = this_site().words[language]["settings"], request.args.get("done", "")
    told = {"saved": words["assumptions_saved"], ALL: words["all_are_back"]}
    groups: dict[str, Any] = {part.key: words["group_is_back"].format(group=part.title) for part in parts}
    return str({**groups, **told}.get(done, ""))


def _latest() -> int | None:
    """The check that one would look at now."""
    found = list_checks(this_site().database, member().actor, most=1)
    return found[0].id if found else None
