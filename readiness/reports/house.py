"""Whose report it is: the name and logo at its head, the calendar of its days, and the assumptions it rests on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from readiness.company.assumed import usable, with_assumptions
from readiness.questionnaire import Role


@dataclass(frozen=True, slots=True)
class House:
    """What a company's own reports share; the default is nobody's.

    `logo` is a PNG as `accept_logo` makes it, b"" for none. `calendar` None goes by the language. `assumptions` holds
    only those that differ from the standard, as typed; what an edition no longer takes is left out.
    """

    name: str = ""
    logo: bytes = b""
    calendar: str | None = None
    assumptions: Mapping[str, float] = field(default_factory=dict)

    def role(self, role: Role) -> Role:
        """The role with this company's assumptions, to assess with."""
        return with_assumptions(role, usable(role, self.assumptions))


NOBODY = House()
