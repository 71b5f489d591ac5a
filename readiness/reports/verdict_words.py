"""The verdict in words: the sentence, the rows that fired or did not, the leaks, the notes and how firm it is."""

from __future__ import annotations

from readiness.company.assessment import Assessment
from readiness.company.verdict import (
    CHANCE_NEEDED,
    COMPLEX,
    ENOUGH_LOAD,
    ROWS,
    SCORE_NEEDED,
    SIMPLE,
    leaks,
    missing_ground,
    unhappy_signs,
)
from readiness.reports.report import Figure, Item, Reason, Verdict
from readiness.reports.wording import Wording

LOOKED_AT = {
    1: ("grr", "graded", "delivery", "records"),
    2: ("load",),
    3: ("manager_time", "supervisor"),
    4: ("graded", "biggest"),
    5: ("people", "services", "supervisor"),
}
LEVEL_OF_ROW = {5: "senior", 6: "junior", 7: "mid", 8: "junior"}


def verdict(found: Assessment, say: Wording) -> Verdict:
    decision = found.decision
    return Verdict(
        key=decision.verdict,
        outcome=decision.outcome,
        row=decision.row,
        cause=decision.cause,
        name=say.of_role("verdict", f"name_{decision.verdict}"),
        sentence=say.of_role("verdict", f"sentence_{_sentence_key(found)}"),
        meaning=say.of_role("verdict", f"meaning_{_row_key(found)}", **_values(found, say)),
        chance=_chance(found, say),
        stability=_stability(found, say),
        provisional=found.firmness.provisional,
        provisional_reasons=_provisional_reasons(found, say),
    )


def _row_key(found: Assessment) -> str:
    row, cause = found.decision.row, found.decision.cause
    if cause == "money" and found.facts.chance["mid"] >= CHANCE_NEEDED["mid"]:
        cause = "cash"
    return f"row{row}_{cause}" if cause else f"row{row}"


def _sentence_key(found: Assessment) -> str:
    rep = found.decision.rep
    return rep if rep in ("unaffordable", "untold") else _row_key(found)


def _stability(found: Assessment, say: Wording) -> str:
    firm = found.firmness
    doubted = firm.unknowns_turn_it or firm.too_much_unknown
    return say("stability_unknown" if doubted else "stability", same=say.number(firm.same), of=say.number(firm.of))


def _chance(found: Assessment, say: Wording) -> Figure:
    chance = found.level.chance
    meaning = say("chance_meaning", count=say.number(round(chance * 1000)), level=level_name(found, say))
    return Figure("chance", say("chance_name"), say.share(chance), meaning, chance)


def level_name(found: Assessment, say: Wording) -> str:
    return found.level.level.name[say.language]


def _provisional_reasons(found: Assessment, say: Wording) -> tuple[str, ...]:
    firm = found.firmness
    reasons = [say("provisional_unknowns")] if firm.unknowns_turn_it else []
    if firm.too_much_unknown:
        reasons.append(say("provisional_weight", share=say.percent(firm.unknown_weight)))
    names = {level.key: level.name[say.language] for level in found.role.levels}
    return (*reasons, *(say("provisional_near", level=names[key]) for key in firm.near))


def _values(found: Assessment, say: Wording) -> dict[str, str]:
    """Every figure that a sentence about the verdict may name."""
    facts = found.facts
    weakest = next(d for d in found.role.dimensions if d.key == found.weakest_dimension)
    return {
        "grr": say.percent(facts.grr),
        "biggest": say.percent(facts.biggest),
        "load": say.percent(facts.load_share),
        "score": say.number(facts.score),
        "complexity": say.number(facts.complexity, 1),
        "people": say.short_number(facts.load_share),
        "months": say.months(facts.months["mid"]),
        "rep_cost": say.money(found.rep_cost),
        "rep_months": say.months(facts.rep_months),
        "weakest": weakest.name[say.language],
        "inflation": say.percent(found.company.ranges["inflation"].likely),
        "real": say.percent(abs(found.real_change), 1),
        **{key: say.number(value) for key, value in facts.dimensions.items()},
        **{level: say.share(chance) for level, chance in facts.chance.items()},
    }


def reasons(found: Assessment, say: Wording) -> tuple[Reason, ...]:
    """The row that fired, and each row before it with the reason why it did not."""
    return tuple(_reason(found, say, row) for row, _, _ in ROWS if row <= found.decision.row)


def _reason(found: Assessment, say: Wording, row: int) -> Reason:
    fired = row == found.decision.row
    values = {**_values(found, say), "found": _found(found, say, row)}
    text = say.of_role("rows", f"fired_{row}" if fired else _passed_key(found, row), **values)
    return Reason(row, say.of_role("rows", f"name_{row}"), f"{text} {_counted_unknown(found, say, row)}".strip(), fired)


def _counted_unknown(found: Assessment, say: Wording, row: int) -> str:
    """Which of the answers that a row looks at are not known."""
    names = [say.name(key) for key in LOOKED_AT.get(row, ()) if key in found.unknown]
    return say("counted_unknown", names=listed(names, say)) if names else ""


def _passed_key(found: Assessment, row: int) -> str:
    """Row 2 is passed in two ways: by enough accounts, or by a team that could not take more clients either."""
    team_stops_it = row == 2 and found.facts.load_share < ENOUGH_LOAD
    return "passed_2_team" if team_stops_it else f"passed_{row}"


def _found(found: Assessment, say: Wording, row: int) -> str:
    """What a row found, or what it missed, as one list."""
    facts = found.facts
    keys = {
        1: lambda: [f"leak_{key}" for key in leaks(facts)],
        3: lambda: [f"ground_{key}" for key in missing_ground(facts)],
        4: lambda: [_sign(key, found) for key in unhappy_signs(facts)],
    }.get(row, lambda: _unmet(found, row))()
    values = {**_values(found, say), **_level_values(found, say, row)}
    return listed([say.of_role("conditions", key, **values) for key in keys], say)


def _sign(key: str, found: Assessment) -> str:
    return "sign_graded_unknown" if key == "graded" and "graded" in found.unknown else f"sign_{key}"


def listed(parts: list[str], say: Wording) -> str:
    return ("؛ " if say.language == "fa" else "; ").join(parts)


def _unmet(found: Assessment, row: int) -> list[str]:
    """The conditions of a hiring row that are not met."""
    level, facts = LEVEL_OF_ROW.get(row), found.facts
    if level is None:
        return []
    met = {
        "score": facts.score >= SCORE_NEEDED,
        "complex": row != 5 or facts.complexity >= COMPLEX,
        "simple": row != 6 or facts.complexity <= SIMPLE,
        "oversee": row != 5 or facts.someone_to_oversee,
        "supervisor": level != "junior" or facts.supervised,
        "chance": facts.chance[level] >= CHANCE_NEEDED[level],
        "cash": facts.cash_lasts(level),
    }
    untold = facts.months[level] is None
    return ["cash_untold" if key == "cash" and untold else key for key, holds in met.items() if not holds]


def _level_values(found: Assessment, say: Wording, row: int) -> dict[str, str]:
    level = LEVEL_OF_ROW.get(row)
    if level is None:
        return {}
    return {
        "chance": say.share(found.facts.chance[level]),
        "needed": say.percent(CHANCE_NEEDED[level]),
        "months": say.months(found.facts.months[level]),
    }


def notes(found: Assessment, say: Wording) -> tuple[str, ...]:
    """What is said beside the verdict where it applies, and which questions were left open."""
    said = [say.of_role("notes", key, **_values(found, say)) for key in found.notes]
    left_open = listed([say.name(key) for key in found.answers.left_open], say)
    return (*said, say("left_open", names=left_open)) if left_open else tuple(said)


def leak_items(found: Assessment, say: Wording) -> tuple[Item, ...]:
    """Each leak with what to do about it."""
    items = {"grr": "grr_item"}
    return tuple(
        Item(say.name(key), found.role.questionnaire.step_of(items.get(key, key))[say.language],
             say.of_role("conditions", f"leak_{key}", **_values(found, say)))
        for key in found.leaks
    )  # fmt: skip
