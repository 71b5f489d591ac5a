"""The role that an opening is for, and what stands in for one that the content holds no longer."""

from __future__ import annotations

from dataclasses import replace

from readiness.candidates.snapshot import read_rubric
from readiness.questionnaire import Level, Role, Rubric, Text
from readiness.records.openings import Opening
from views.site import Site


def role_of(opening: Opening, site: Site) -> Role:
    """The opening's role; where its content folder is gone, one made of what the opening itself keeps.

    The opening keeps its rubric whole, with the keys of the levels: by these they are called then.
    """
    return site.library.roles.get(opening.role) or _kept_role(opening, read_rubric(opening.rubric), site.first_role)


def _kept_role(opening: Opening, rubric: Rubric, other: Role) -> Role:
    levels = tuple(Level(key, Text(key, key), 1.0, 1.0, 1.0) for key in rubric.competencies[0].targets)
    name = Text(opening.role, opening.role)
    return replace(other, key=opening.role, edition=rubric.edition, name=name, levels=levels, rubric=rubric)
