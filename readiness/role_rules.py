"""What a role's own words and figures have to hold before anyone sees them; each rule yields the key and why."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from string import Formatter
from typing import Any

from readiness.questionnaire import Role, Text

Problems = Iterator[tuple[str, str]]

CAUSES = ("score", "nobody_to_supervise", "little_left", "money", "untold")
ROW_KEYS = (*(f"row{row}" for row in range(1, 9)), *(f"row9_{cause}" for cause in (*CAUSES, "cash")))
ASSUMED = (
    *("retention_lift", "expansion_lift", "expansion_ceiling", "ramp", "lasting", "on_cost", "discount", "rep_share"),
    *("level_load", "level_lift", "level_pay", "norm_cost", "norm_margin", "load", "variable", "tools", "hiring_cost"),
)
NEEDED_WORDS = {
    "verdict": (
        *(f"name_{key}" for key in ("senior", "mid", "junior", "rep", "not_yet")),
        *(f"sentence_{key}" for key in (*ROW_KEYS, "unaffordable", "untold") if key != "row9_untold"),
        *(f"meaning_{key}" for key in ROW_KEYS),
    ),
    "rows": (
        *(f"name_{row}" for row in range(1, 10)),
        *(f"fired_{row}" for row in range(1, 10)),
        *(f"passed_{row}" for row in range(1, 9)),
        "passed_2_team",
    ),
    "conditions": (
        *("leak_grr", "leak_graded", "leak_delivery", "leak_records"),
        *("ground_need", "ground_team", "ground_role", "ground_guidance"),
        *("sign_graded", "sign_graded_unknown", "sign_biggest", "sign_clients", "sign_happiness"),
        *("score", "complex", "simple", "oversee", "supervisor", "chance", "cash", "cash_untold"),
    ),
    "notes": (
        *("fragile_retention", "many_people", "big_client", "capped_expansion", "real_growth", "real_fall"),
        *("rep_cost", "patience", "one_off", "mixed"),
    ),
    "names": (
        *("owner_time", "retention_lift", "expansion_lift", "ramp"),
        *("on_cost", "discount", "expansion_ceiling", "lasting", "rep_share"),
        *("norm_cost", "norm_margin", "level_load", "level_lift", "level_pay"),
    ),
    "assumptions": (
        *("group_effect", "group_money", "group_pay"),
        *(f"{part}_{key}" for part in ("about", "unit") for key in ASSUMED),
    ),
}
FIGURES = frozenset(
    (
        *("grr", "biggest", "load", "score", "complexity", "people", "weakest", "inflation", "real", "found"),
        *("clients", "happiness", "need", "money", "team", "role"),
        *("senior", "mid", "junior", "chance", "needed", "months", "rep_cost", "rep_months"),
    )
)
NEEDED_NUMBERS = (
    *("seed", "draws", "months", "lasting", "on_cost", "discount", "rep_share", "little_left", "inflation_counts"),
    *("expansion_ceiling", "expansion_room_floor", "expansion_cap"),
)
NEEDED_RANGES = ("retention_lift", "expansion_lift", "ramp")
UNKNOWN_RANGES = ("expansion", "margin", "biggest", "owner_time", "cash", "variable", "tools", "hiring_cost")
MOVES = ("owner_time", "pay", "cash", "accounts", "margin")
NORMS = ("cost_to_book", "margin")


def word_problems(words: Mapping[str, Mapping[str, Text]]) -> Problems:
    """Every sentence that a report may need is there, and fills in only figures that there are."""
    for area, keys in NEEDED_WORDS.items():
        found = words.get(area, {})
        for key in keys:
            if key not in found:
                yield f"words.{area}.{key}", "is missing"
        for key, text in found.items():
            for name in sorted(_placeholders(text.en) - FIGURES):
                yield f"words.{area}.{key}", f"there is no figure '{{{name}}}'"


def _placeholders(wording: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(wording) if name}


def assumption_problems(role: Role) -> Problems:
    """Every figure that the model takes from the role is there, for every kind of business and of client."""
    figures = role.assumptions
    for key in NEEDED_NUMBERS:
        if not _is_number(figures.get(key)):
            yield f"assumptions.{key}", "must be a number"
    yield from _range_problems("assumptions", figures, NEEDED_RANGES)
    yield from _benchmark_problems(role)
    effort = _table(figures.get("effort"))
    for key in MOVES:
        if effort.get(key) not in (1, 2, 3):
            yield f"assumptions.effort.{key}", "must be 1, 2 or 3"


def _benchmark_problems(role: Role) -> Problems:
    businesses = [option.value for option in role.questionnaire.question("business").options]
    sizes = [option.value for option in role.questionnaire.question("client_size").options]
    unknown, norms = _table(role.assumptions.get("unknown")), _table(role.assumptions.get("norms"))
    for business in businesses:
        for key in NORMS:
            if not _is_number(_table(norms.get(business)).get(key)):
                yield f"assumptions.norms.{business}.{key}", "must be a number"
    yield from _range_problems("assumptions.unknown", unknown, UNKNOWN_RANGES)
    yield from _range_problems("assumptions.unknown.grr", _table(unknown.get("grr")), businesses)
    yield from _range_problems("assumptions.unknown.load", _table(unknown.get("load")), (*businesses, *sizes))


def _range_problems(place: str, table: Mapping[str, Any], keys: Any) -> Problems:
    for key in keys:
        ends = table.get(key)
        if not isinstance(ends, tuple) or len(ends) != 3 or not _rises(ends):
            yield f"{place}.{key}", "must be three numbers: lowest, likely, highest"


def _rises(ends: tuple[Any, ...]) -> bool:
    return all(_is_number(end) for end in ends) and list(ends) == sorted(ends)


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _table(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}
