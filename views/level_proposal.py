"""Which level an opening might look for: what the latest finished check says, told with where that comes from."""

from __future__ import annotations

from dataclasses import dataclass

from readiness.questionnaire import Role
from readiness.records.held_checks import HeldCheck, list_checks
from readiness.records.sessions import Member
from views.held_list import named
from views.letterhead import house_of
from views.site import this_site


@dataclass(frozen=True, slots=True)
class Proposal:
    """`level` is "" where nothing can be proposed; `reasons` say why in sentences."""

    level: str
    reasons: tuple[str, ...]


def proposal_for(role: Role, reader: Member, language: str) -> Proposal:
    """By the last changed of the role's checks that has a result."""
    words = this_site().words[language]["openings"]
    found = _latest(role, reader)
    if found is None:
        return Proposal("", (words["level_no_check"],))
    check, verdict, provisional = found
    told = {"day": named(check, reader, language).day, "verdict": role.words["verdict"][f"name_{verdict}"][language]}
    if verdict not in {level.key for level in role.levels}:
        return Proposal("", (words["level_not_from_check"].format(**told),))
    doubt = (words["level_provisional"],) if provisional else ()
    return Proposal(verdict, (words["level_from_check"].format(**told), *doubt))


def _latest(role: Role, reader: Member) -> tuple[HeldCheck, str, bool] | None:
    """The check with its verdict, and whether that is provisional."""
    from readiness.reports.glance import glance  # the model needs numpy: a start of the site does not

    house = house_of(reader)
    for check in list_checks(this_site().database, reader.actor):
        found = glance(role, check.answers, house, this_site().glances) if check.role == role.key else None
        if found:
            return check, found.verdict, found.provisional
    return None
