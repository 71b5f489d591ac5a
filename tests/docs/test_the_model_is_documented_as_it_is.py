"""Every table of docs/model.md holds the figures that the model runs on."""

from __future__ import annotations

import re
from typing import Any

import numpy as np
import pytest
from documents import Row, codes, numbers, table

from readiness.company import ladders, verdict
from readiness.company.answers import AMOUNTS, read_answers, work_out_retention
from readiness.company.assumed import BOUNDS, standard
from readiness.company.computed import level_of
from readiness.company.funding import cash_path, first_year_book
from readiness.company.numbers import Case, Range, read_company, real_expansion
from readiness.company.scoring import scale_of
from readiness.company.simulation import beta_pert
from readiness.company.verdict import CHANCE_NEEDED, ROWS
from readiness.library import load_library
from readiness.questionnaire import Role

MODEL = "docs/model.md"
ADJUSTABLE_COLUMNS = ("assumption", "kind", "least", "most", "what is set")


@pytest.fixture(scope="module")
def role() -> Role:
    return load_library().roles["account_manager"]


def test_unknown_numbers(role: Role) -> None:
    benchmarks: Any = role.assumptions["unknown"]
    flat: dict[str, Any] = {}
    for name, values in benchmarks.items():
        kinds = values.items() if hasattr(values, "items") else ()
        flat |= {f"{name}, {kind}": ends for kind, ends in kinds} or {name: values}
    written = {row["number"].replace("`", ""): row for row in table(MODEL, "number", "low", "likely", "high", "of")}
    assert set(written) == set(flat)
    for name, row in written.items():
        ends = [numbers(row[end])[0] for end in ("low", "likely", "high")]
        assert ends == pytest.approx(list(flat[name]), abs=5e-5), name


def test_dimensions_and_their_items(role: Role) -> None:
    scale = scale_of(role)
    written = {codes(row["dimension"])[0]: row for row in table(MODEL, "dimension", "weight", "items")}
    assert {key: numbers(row["weight"])[0] for key, row in written.items()} == scale.weights
    assert {key: set(codes(row["items"])) for key, row in written.items()} == {
        key: set(items) for key, items in scale.members.items()
    }


def test_computed_items_and_their_edges(role: Role) -> None:
    written = {codes(row["item"])[0]: row for row in table(MODEL, "item", "value", "edges", "better")}
    assert set(written) == {item.key for item in role.questionnaire.computed}
    for item in role.questionnaire.computed:
        assert numbers(written[item.key]["edges"]) == list(item.edges), item.key
        assert written[item.key]["better"] == ("lower" if item.lower_is_better else "higher")


def test_levels(role: Role) -> None:
    written = {codes(row["level"])[0]: row for row in table(MODEL, "level", "load", "lift", "pay")}
    assert set(written) == {level.key for level in role.levels}
    for level in role.levels:
        factors = [numbers(written[level.key][factor])[0] for factor in ("load", "lift", "pay")]
        assert factors == [level.load, level.lift, level.pay]


def test_assumed_figures(role: Role) -> None:
    """All of them but the seed, the efforts (under levers) and the benchmarks (under unknown numbers)."""
    terms: dict[str, Any] = {**role.assumptions}
    for elsewhere in ("seed", "effort", "unknown"):
        del terms[elsewhere]
    norms = terms.pop("norms")
    terms |= {f"norms.{kind}.{key}": value for kind, norm in norms.items() for key, value in norm.items()}
    written = {codes(row["figure"])[0]: numbers(row["value"]) for row in table(MODEL, "figure", "value", "source")}
    assert written == {key: list(value) if isinstance(value, tuple) else [value] for key, value in terms.items()}


def test_assumptions_that_may_be_set(role: Role) -> None:
    written = {codes(row["assumption"])[0]: row for row in table(MODEL, *ADJUSTABLE_COLUMNS)}
    assert {key: (row["kind"], *numbers(row["least"]), *numbers(row["most"])) for key, row in written.items()} == BOUNDS
    named = {name for row in written.values() for name in codes(row["what is set"])}
    assert named - {"rep_cost"} <= standard(role).keys()


def test_the_rows_of_the_verdict() -> None:
    written = table(MODEL, "row", "if", "verdict")
    names = {verdict.NOT_YET: "not yet", verdict.REP: "sales representative first"}
    for row, (number, outcome, _) in zip(written, ROWS, strict=True):
        assert row["row"] == str(number)
        assert row["verdict"].split(":")[0] == names.get(outcome, outcome)
        if outcome in CHANCE_NEEDED:
            assert f"{outcome} fundable at {CHANCE_NEEDED[outcome]:.0%}".replace("%", " %") in row["if"]
            assert f"score ≥ {verdict.SCORE_NEEDED:g}" in row["if"]
    ground = [re.findall(r"(?:team|role|happiness) [<≥] (\d+)", written[at]["if"]) for at in (1, 2, 3)]
    assert ground == [[f"{verdict.GROUND_NEEDED:g}"]] * 3


def test_money_moves(role: Role) -> None:
    written = {codes(row["move"])[0]: row for row in table(MODEL, "move", "amounts tried", "effort")}
    efforts: Any = role.assumptions["effort"]
    assert {key: int(row["effort"]) for key, row in written.items()} == dict(efforts)

    def tried(key: str) -> list[float]:
        return [abs(amount) for amount in numbers(written[key]["amounts tried"].replace("–", " "))]

    for key, amounts in {"owner_time": ladders.HOURS, "pay": ladders.PERCENT_OFF}.items():
        assert tried(key) == [amounts[0], amounts[-1], amounts[1] - amounts[0]]
    assert tried("margin")[:2] == [ladders.POINTS_MORE[0], ladders.POINTS_MORE[-1]]
    assert tried("cash") == [*ladders.ROUND, ladders.MOST_MONTHS, ladders.MOST_YEARS_OF_PAY]
    assert tried("accounts") == [1, 20, 25, 100, 5, 110, 500, 10]
    assert list(ladders.ACCOUNTS_MORE) == [*range(1, 21), *range(25, 101, 5), *range(110, 501, 10)]


def example(name: str) -> Row:
    return next(row for row in table(MODEL, "example", "input", "result") if row["example"] == name)


def test_the_cash_flow_example(role: Role) -> None:
    book, margin, grr, expansion, lift_g, lift_x, ramp, cost, hiring, owner, new, discount = (
        numbers(part)[-1] for part in example("cash flow")["input"].split(" · ")
    )
    shares = {"retention_lift": lift_g / (1 - grr), "expansion_lift": lift_x / (0.15 - expansion)}
    pay = {"base": 0.0, "variable": cost, "tools": 0.0, "hiring_cost": hiring}
    case = Case(
        accounts=10.0,
        book=book,
        load=10.0,
        grr=grr,
        expansion=expansion,
        margin=margin,
        owner_time=owner,
        new_accounts=new,
        ramp=ramp,
        **pay,
        **shares,
    )
    assert discount == role.assumptions["discount"]
    mid = level_of(role, "mid")
    path = cash_path(case, mid, role.assumptions)
    found = [path.npv, path.residual, path.worth, path.lowest, path.book_without, path.book_with]
    found.append(first_year_book(case, mid, role.assumptions))
    result = example("cash flow")["result"]
    assert numbers(result) == pytest.approx(found, abs=5e-4)
    assert path.payback is None
    assert "no payback" in result


def test_the_beta_pert_example() -> None:
    low, likely, high = numbers(example("beta-PERT")["input"])
    drawn = beta_pert("example", Range(low, likely, high), 1, 200_000)
    assert numbers(example("beta-PERT")["result"]) == pytest.approx([np.mean(drawn), np.std(drawn)], abs=0.02)


def test_the_retention_example() -> None:
    amounts = zip(AMOUNTS, numbers(example("GRR and expansion")["input"]), strict=True)
    told: Any = work_out_retention({key: {"value": f"{amount:.0f}", "sure": "exact"} for key, amount in amounts})
    grr, expansion, both = numbers(example("GRR and expansion")["result"])
    assert (grr, expansion, both) == (float(told["grr"]["value"]), float(told["expansion"]["value"]), grr + expansion)


def test_the_real_expansion_example(role: Role) -> None:
    grr, expansion, inflation = numbers(example("real expansion")["input"])
    answers = read_answers(role, {"expansion": {"value": "46", "sure": "exact"}})
    found = real_expansion(read_company(role, answers), grr, {"expansion": expansion, "inflation": inflation})
    assert numbers(example("real expansion")["result"]) == pytest.approx([found], abs=5e-5)
