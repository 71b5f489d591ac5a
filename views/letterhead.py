"""Whose reports a workspace's checks make: with its name and logo, by its calendar and its assumptions."""

from __future__ import annotations

from readiness.records.sessions import Member
from readiness.records.workspaces import read_logo
from readiness.reports.house import NOBODY, House
from views.site import this_site


def house_of(reader: Member | None, with_logo: bool = False) -> House:
    """The house of somebody signed in; nobody's for a private check."""
    if reader is None:
        return NOBODY
    logo = read_logo(this_site().database, reader.actor) if with_logo and reader.has_logo else None
    return House(reader.workspace_name, logo or b"", reader.calendar, reader.assumptions)
