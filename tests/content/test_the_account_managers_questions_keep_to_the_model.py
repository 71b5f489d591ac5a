"""What the account manager's questionnaire promises: the model's bands and places, and help beside every answer."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from persiantools.digits import fa_to_en

from readiness.library import Library
from readiness.questionnaire import ComputedItem, Question, Role, Text

SECTIONS = {
    "fit": "fit",
    "basics": "business company currency inflation",
    "accounts": "accounts book biggest client_size load",
    "clients": "unowned contracts tenure",
    "retention": "kept_start kept_shrunk kept_lost kept_grown grr expansion",
    "happiness": "graded feedback problems",
    "need": "missed could_buy signals unplanned",
    "cost": "base variable tools hiring_cost rep_cost",
    "money": "margin running_cost cash carry",
    "gain": "owner_hours owner_rate new_accounts winning_cost",
    "team": "delivery records handover client_figures",
    "role": "manager_time goals pay_plan mandate",
    "level": "people services supervisor in_post",
}
ITEMS = {  # * marks a circumstance
    "clients": "load_share unowned* biggest_share contracts tenure",
    "happiness": "graded grr_item feedback problems",
    "need": "missed* could_buy* signals* unplanned*",
    "money": "months_left chance margin_gap carry cost_to_book",
    "team": "delivery records handover client_figures",
    "role": "manager_time goals pay_plan mandate",
    "level": "people* services* account_value* supervisor*",
}
LOWER_ENDS = {  # the first number of each answer from the second on
    "unowned": [1, 11, 26, 50],
    "contracts": [10, 30, 50, 75],
    "tenure": [6, 12, 24, 36],
    "graded": [20, 40, 60, 80],
    "unplanned": [10, 25, 40, 60],
    "signals": [1, 2, 4, 5],
    "manager_time": [1, 1, 2, 4],
    "people": [2, 3, 5, 8],
    "services": [2, 3, 4, 6],
}
REQUIRED = {"currency", "accounts", "book", "base"}
NEVER_UNKNOWN = REQUIRED | {"fit", "business", "inflation", "new_accounts", "in_post"}
AIDS = {"kept_start", "kept_shrunk", "kept_lost", "kept_grown"}


@pytest.fixture
def role(library: Library) -> Role:
    return library.roles["account_manager"]


def scored(role: Role) -> list[Question]:
    return [question for question in role.questionnaire.questions() if question.kind == "choice"]


def numbers(wording: str) -> list[str]:
    """The numbers of a wording, Persian ones too, without their grouping."""
    return re.findall(r"\d+(?:\.\d+)?", fa_to_en(wording).replace("٫", ".").replace("٬", "").replace(",", ""))


def labels(role: Role) -> list[tuple[str, Text]]:
    options = [(question.key, option.text) for question in scored(role) for option in question.options]
    return options + [(item.key, band) for item in role.questionnaire.computed for band in item.bands]


def test_sections_and_questions_stand_in_their_order(role: Role) -> None:
    asked = {section.key: " ".join(q.key for q in section.questions) for section in role.questionnaire.sections}

    assert list(asked.items()) == list(SECTIONS.items())


def test_every_item_scores_its_dimension(role: Role) -> None:
    items: list[Question | ComputedItem] = [*scored(role), *role.questionnaire.computed]
    placed = {(item.dimension, item.key + "*" * item.circumstance) for item in items}

    assert placed == {(dimension, item) for dimension, keys in ITEMS.items() for item in keys.split()}


def test_only_four_answers_are_required(role: Role) -> None:
    questions = list(role.questionnaire.questions())

    assert {question.key for question in questions if question.required} == REQUIRED
    assert {question.key for question in questions if not question.may_be_unknown} == NEVER_UNKNOWN | AIDS
    assert {question.key for question in questions if question.aid} == AIDS


def test_defaults_are_nought(role: Role) -> None:
    defaults = {q.key: q.default for q in role.questionnaire.questions() if q.default is not None}

    assert defaults == {"inflation": 0, "new_accounts": 0, "in_post": 0}


def test_more_than_everything_is_refused_with_its_reason(role: Role) -> None:
    grr = role.questionnaire.question("grr")

    assert grr.most == 100
    assert grr.too_much
    assert {role.questionnaire.question(key).most for key in ("biggest", "margin")} == {100}


@pytest.mark.parametrize("key", LOWER_ENDS)
def test_answers_begin_where_the_model_says(key: str, role: Role) -> None:
    options = role.questionnaire.question(key).options

    assert [int(numbers(option.text.en)[0]) for option in options[1:]] == LOWER_ENDS[key]


@pytest.mark.parametrize("key", [key for key in LOWER_ENDS if key not in ("manager_time", "signals", "unowned")])
def test_answers_leave_no_gap(key: str, role: Role) -> None:
    bands = [numbers(option.text.en) for option in role.questionnaire.question(key).options[1:]]

    for lower, upper in pairwise(bands):
        assert int(upper[0]) == int(lower[-1]) + 1


@pytest.mark.parametrize("key", ["load_share", "grr_item", "chance", "account_value", "months_left"])
def test_bands_worked_out_begin_at_their_edges(key: str, role: Role) -> None:
    item = next(item for item in role.questionnaire.computed if item.key == key)
    begins = [float(numbers(band.en)[0]) for band in item.bands[1:]]

    assert begins == pytest.approx([edge * (1 if key == "months_left" else 100) for edge in item.edges])


def test_bands_where_lower_is_better_end_at_their_edges(role: Role) -> None:
    biggest, cost = (i for i in role.questionnaire.computed if i.lower_is_better)

    assert [int(numbers(band.en)[-1]) / 100 for band in biggest.bands[1:]] == list(biggest.edges)
    assert [float(numbers(band.en)[-1]) for band in cost.bands[1:]] == list(cost.edges)


def test_margin_gap_is_in_points_and_beyond_ten_is_best(role: Role) -> None:
    gap = next(item for item in role.questionnaire.computed if item.key == "margin_gap")

    assert gap.edges == (-15, -5, 5, 10.01)


def test_both_languages_name_the_same_numbers(role: Role) -> None:
    assert not [(key, text) for key, text in labels(role) if numbers(text.en) != numbers(text.fa)]


def test_every_answer_without_a_number_says_what_counts_as_it(role: Role) -> None:
    options = [(question.key, option) for question in scored(role) for option in question.options]

    assert not [(key, o.value) for key, o in options if not numbers(o.text.en) and not o.counts]


def test_every_question_is_a_question(role: Role) -> None:
    texts = [question.text for question in role.questionnaire.questions()]

    assert not [text for text in texts if not text.en.endswith("?") or not text.fa.endswith("؟")]


def test_the_load_comes_with_the_vendors_figures(role: Role) -> None:
    counts = role.questionnaire.question("load").counts

    for language in ("en", "fa"):
        told = numbers(counts[language])
        assert {"12", "15", "8", "10", "5", "7", "3", "30", "50", "100", "200"} <= set(told)
    assert "No official benchmark" in counts.en
    assert "معیار رسمی وجود ندارد" in counts.fa


def test_the_role_is_introduced_by_the_name_that_persian_readers_know(role: Role) -> None:
    assert "متصدی رسیدگی به حساب" in role.questionnaire.sections[0].lead.fa


def test_answers_fit_the_figures_kept_for_them(role: Role) -> None:
    """Each kind of business has its norms, each size of client its load: what an unknown answer falls back on."""
    assumed: dict[str, dict[str, dict[str, object]]] = role.assumptions  # type: ignore[assignment]
    businesses, sizes = (
        {option.value for option in role.questionnaire.question(key).options} for key in ("business", "client_size")
    )

    assert set(assumed["norms"]) == set(assumed["unknown"]["grr"]) == businesses
    assert set(assumed["unknown"]["load"]) == businesses | sizes
