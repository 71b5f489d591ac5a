"""A company may set the model's assumptions: each of them counts, no other moves, and the standard comes back."""

from __future__ import annotations

from dataclasses import replace
from math import inf, nan
from typing import Any

import pytest
from company_cast import READY, Sheet, assessed, read, role, sheets, thorough, without_gaps
from hypothesis import given
from hypothesis import strategies as st

from readiness.company.assessment import Assessment, assess
from readiness.company.assumed import (
    EFFECTS,
    MONEY,
    Adjustable,
    AssumptionsError,
    adjustables,
    assumptions_of,
    departures,
    standard,
    usable,
    with_assumptions,
)
from readiness.company.what_if import TRIALS, tried_value
from readiness.questionnaire import Role
from readiness.reports.figures import figures

KEYS = tuple(standard(role()))
UNSURE: Sheet = {**READY, **dict.fromkeys(("load", "variable", "tools", "hiring_cost", "margin"), "unknown")}


def adjustable(key: str) -> Adjustable:
    return next(found for found in adjustables(role()) if found.key == key)


def set_to(sheet: Sheet = READY, **changed: float) -> Assessment:
    return assess(with_assumptions(role(), changed), read(sheet))


def sheet_for(key: str) -> Sheet:
    """A company that the assumption is about: its kind of business and of client, unsure of what it stands in for."""
    kind, size = key.rpartition("_")[2], key.removeprefix("load_")
    business = kind if kind in ("agency", "software", "other") else "agency"
    sheet = READY if key.startswith("norm_cost") else UNSURE  # its item can't be told where the cost is unsure
    return {**sheet, "business": business, "client_size": size if key != size else "agency_3k"}


def told(found: Assessment) -> dict[str, Any]:
    """Every figure but the list of what was set."""
    return {name: figure for name, figure in figures(found).items() if name != "assumptions_set"}


@pytest.mark.parametrize("key", KEYS)
def test_every_assumption_moves_some_figure(key: str) -> None:
    sheet, found = sheet_for(key), adjustable(key)
    usual = told(assessed(sheet))
    ends = [told(set_to(sheet, **{key: end})) for end in (found.least, found.most)]
    assert any(end != usual for end in ends)
    for end in ends:
        assert all(0 <= level["chance"] <= 1 for level in end["levels"].values())


def test_at_its_standard_it_is_the_role_itself() -> None:
    assert with_assumptions(role(), {}) is role()
    assert with_assumptions(role(), standard(role())) is role()


def test_the_standard_comes_back() -> None:
    changed = with_assumptions(role(), {"on_cost": 1.5, "senior_pay": 2})
    assert with_assumptions(changed, {}) is role()
    assert standard(changed) == standard(role())
    again = with_assumptions(changed, {"senior_pay": 2})
    assert [(found.adjustable.key, found.value) for found in departures(again)] == [("senior_pay", 2)]


@thorough(60)
@given(st.data())
def test_what_is_set_is_set_and_nothing_else(data: st.DataObject) -> None:
    chosen = data.draw(st.lists(st.sampled_from(KEYS), unique=True, max_size=6))
    changed = {key: float(data.draw(st.integers(int(adjustable(key).least) + 1, int(adjustable(key).most))))
               for key in chosen}  # fmt: skip
    found = {found.adjustable.key: found.value for found in departures(with_assumptions(role(), changed))}
    assert found == {key: value for key, value in changed.items() if value != standard(role())[key]}


def test_the_role_of_the_edition_is_untouched() -> None:
    kept = dict(role().assumptions)
    changed = with_assumptions(role(), {"load_small": 80, "norm_margin_other": 30, "junior_lift": 1})
    assert dict(role().assumptions) == kept
    assert changed.assumptions["effort"] is role().assumptions["effort"]
    with pytest.raises(TypeError):
        changed.assumptions["on_cost"] = 1  # type: ignore[index]


def test_a_range_keeps_its_shape_around_its_new_likely_value() -> None:
    terms: Any = with_assumptions(role(), {"retention_lift": 30, "ramp": 4, "load_small": 75, "tools": 6}).assumptions
    assert terms["retention_lift"] == pytest.approx((0, 0.3, 0.6))
    assert terms["ramp"] == pytest.approx((2, 4, 6))
    assert terms["unknown"]["load"]["small"] == pytest.approx((50, 75, 100))
    assert terms["unknown"]["tools"] == pytest.approx((0, 0.06, 0.16))


def test_a_range_without_a_likely_value_can_be_given_one() -> None:
    idle = replace(role(), assumptions={**role().assumptions, "retention_lift": (0.0, 0.0, 0.4)})
    assert with_assumptions(idle, {"retention_lift": 20}).assumptions["retention_lift"] == (0.2, 0.2, 0.2)


WRONG = [
    ("luck", 1, "unknown_key"),
    ("on_cost", 0.99, "too_small"),
    ("on_cost", 3.01, "too_large"),
    ("lasting", 1.5, "not_whole"),
    ("discount", nan, "not_a_number"),
    ("discount", inf, "not_a_number"),
]


@pytest.mark.parametrize(("key", "value", "code"), WRONG)
def test_what_can_not_be_set_is_refused_by_key_and_reason(key: str, value: float, code: str) -> None:
    with pytest.raises(AssumptionsError) as refused:
        with_assumptions(role(), {key: value, "ramp": 8})
    assert [(problem.key, problem.code) for problem in refused.value.problems] == [(key, code)]


def test_all_that_is_wrong_is_told_at_once() -> None:
    with pytest.raises(AssumptionsError) as refused:
        with_assumptions(role(), {key: value for key, value, _ in WRONG})
    assert {problem.key for problem in refused.value.problems} == {key for key, _, _ in WRONG}


def test_values_kept_from_another_edition_are_used_where_they_still_can_be() -> None:
    assert usable(role(), {"luck": 1, "on_cost": 9, "ramp": 8}) == {"ramp": 8}


def test_a_standard_can_be_typed_as_it_is_shown() -> None:
    """A form that shows the standard and is sent back as it stands sets nothing."""
    shown = {key: float(f"{value:.2f}") for key, value in standard(role()).items()}
    assert with_assumptions(role(), shown) is role()


# ---- Wherever it is used


@pytest.mark.parametrize(
    "trial", [trial for trial in TRIALS if trial.key in EFFECTS + MONEY], ids=lambda trial: trial.key
)
def test_an_assumption_that_is_set_does_what_trying_it_does(trial: Any) -> None:
    value = {"on_cost": 1.6, "ramp": 9}.get(trial.key, 24)
    is_set, tried = set_to(UNSURE, **{trial.key: value}), assessed(UNSURE, tried={trial.key: value})
    assert tried_value(is_set.company, trial) == pytest.approx(value)
    assert told(is_set) == told(tried)


def test_the_what_if_goes_on_from_what_is_set() -> None:
    house = with_assumptions(role(), {"retention_lift": 10, "discount": 25})
    both = assess(house, read(READY), {"on_cost": 1.6})
    assert both.levels == set_to(retention_lift=10, discount=25, on_cost=1.6).levels


def test_only_the_kind_of_client_that_was_set_gets_another_load() -> None:
    assert set_to(sheet_for("load_small"), load_small=300).company.ranges["load"].likely == 300
    assert told(set_to(sheet_for("load_mid_market"), load_small=300)) == told(assessed(sheet_for("load_mid_market")))


def test_an_answer_goes_before_an_assumption() -> None:
    known = {"load_agency_3k": 20, "variable": 90, "tools": 50, "hiring_cost": 90}
    assert told(set_to(READY, **known)) == told(assessed(READY))
    assert set_to(READY, rep_share=160).rep_cost == pytest.approx(2 * assessed(READY).rep_cost)
    given = {**READY, "rep_cost": 40_000}
    assert told(set_to(given, rep_share=160)) == told(assessed(given))


def test_an_unknown_margin_follows_the_norm() -> None:
    found = set_to(sheet_for("norm_margin_software"), norm_margin_software=60).company.ranges["margin"]
    assert (found.low, found.likely, found.high) == pytest.approx((0.45, 0.60, 0.70))


def test_what_does_not_last_is_worth_nothing_after_three_years() -> None:
    found = set_to(lasting=0)
    assert {level.residual for level in found.levels.values()} == {0}
    assert found.level.worth_likely == pytest.approx(found.level.npv)
    q = 0.85 / 1.10
    one, two, three = (set_to(lasting=years).level.residual for years in (1, 2, 3))
    assert two == pytest.approx(one * (1 + q))
    assert three == pytest.approx(one * (1 + q + q * q))


MORE_HELPS = ("retention_lift", "expansion_lift", "lasting", "junior_lift", "senior_lift", "junior_load", "senior_load")
MORE_HURTS = ("ramp", "on_cost", "junior_pay", "senior_pay", "variable", "tools", "hiring_cost")


@thorough(80)
@given(sheets(), st.sampled_from((*MORE_HELPS, *MORE_HURTS)), st.data())
def test_more_of_a_good_thing_never_lowers_a_chance(sheet: Sheet, key: str, data: st.DataObject) -> None:
    found = adjustable(key)
    steps = st.integers(0, 20) if found.kind != "years" else st.integers(0, 5)
    width = (found.most - found.least) / (20 if found.kind != "years" else 5)
    less, more = sorted(round(found.least + width * data.draw(steps), 2) for _ in range(2))
    answers = without_gaps(sheet)
    before, after = (set_to(answers, **{key: value}) for value in (less, more))
    if key in MORE_HURTS:
        before, after = after, before
    for level in ("junior", "mid", "senior"):
        assert before.levels[level].chance <= after.levels[level].chance


# ---- As they are shown


def test_every_assumption_has_its_words_once_in_both_languages() -> None:
    groups = assumptions_of(role())
    found = list(adjustables(role()))
    assert len({group.key for group in groups}) == len(groups)
    for language in ("en", "fa"):
        names = [adjustable.name[language] for adjustable in found]
        assert len(set(names)) == len(names)
        for group in groups:
            labels = [adjustable.label[language] for adjustable in group.adjustables]
            assert len(set(labels)) == len(labels)
        assert all(len(adjustable.about[language]) > 20 for adjustable in found)


def test_standards_lie_within_their_bounds() -> None:
    assert not [found.key for found in adjustables(role()) if not found.least <= found.standard <= found.most]


def test_one_text_explains_a_group_of_the_same_kind() -> None:
    about = {group.key: group.about for group in assumptions_of(role())}
    assert {key for key, text in about.items() if text} == {"norm_cost", "norm_margin", "load"}


@pytest.mark.parametrize(
    ("key", "value", "en", "fa"),
    [
        ("retention_lift", 20, "20% of the revenue now lost", "۲۰٪ از درآمدی که از دست می‌رود"),
        ("on_cost", 1.45, "1.45 × base pay", "۱٫۴۵ برابر حقوق پایه"),
        ("load_agency_1k", 13.5, "13.5 accounts", "۱۳٫۵ حساب"),
        ("lasting", 3, "3 years", "۳ سال"),
    ],
)
def test_a_value_is_said_with_its_unit(key: str, value: float, en: str, fa: str) -> None:
    said = [adjustable(key).said(value, language).replace("\u00a0", " ") for language in ("en", "fa")]
    assert said == [en, fa]


def test_a_role_of_other_levels_and_businesses_lists_its_own() -> None:
    """Nothing here names a level, a business or a size: they are the role's."""
    trainee = replace(role().levels[0], key="junior", load=0.5)
    other: Role = replace(role(), levels=(trainee, *role().levels[1:]))
    assert standard(other)["junior_load"] == 0.5
    assert {key for key in KEYS if key.startswith("load_")} == {
        f"load_{option.value}" for option in role().questionnaire.question("client_size").options
    }
