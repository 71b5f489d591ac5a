"""What the account manager's rubric promises: the model's competencies and targets, and words a panel can rate by."""

from __future__ import annotations

import re

import pytest
from persiantools.digits import fa_to_en

from readiness.library import Library
from readiness.questionnaire import Competency, Rubric, Text

TARGETS = {  # * marks a must-have at that level
    "curiosity": "3* 3* 4*",
    "account_growth": "2 3 4*",
    "renewal": "2 3* 4*",
    "negotiation": "2 3* 4*",
    "communication": "3* 4* 4*",
    "sales_process": "2 3 4",
    "portfolio": "2 3* 4",
    "satisfaction": "3 3* 4*",
    "competitors": "1 3 4",
    "data": "2 3 4",
    "strategy": "1 2 4*",
    "leading": "2* 2 4*",
}
LEVELS = ("junior", "mid", "senior")
BY_INTERVIEW = {"curiosity", "account_growth", "negotiation", "sales_process", "satisfaction", "leading"}
ADVERB_LADDER = {
    "en": r"\b(sometimes|often|always|rarely|usually|frequently|very|excellent|good|poor)\b",
    "fa": r"گاهی|اغلب|همیشه|به‌ندرت|معمولاً|بسیار|عالی|ضعیف",
}


@pytest.fixture
def rubric(library: Library) -> Rubric:
    return library.roles["account_manager"].rubric


def told(competency: Competency) -> str:
    return " ".join(f"{competency.targets[level]}{'*' * (level in competency.must_have)}" for level in LEVELS)


def numbers(wording: str) -> list[str]:
    """The numbers of a wording, Persian ones too, without their grouping and without their order."""
    return sorted(re.findall(r"\d+(?:\.\d+)?", fa_to_en(wording).replace("٬", "").replace(",", "")))


def lines(rubric: Rubric, handout: str) -> list[str]:
    sheets = {sheet.key: sheet for sheet in rubric.work_sample.handouts}
    return [line.en for line in sheets[handout].lines]


def test_competencies_targets_and_must_haves_are_the_models(rubric: Rubric) -> None:
    assert [(one.key, told(one)) for one in rubric.competencies] == list(TARGETS.items())


def test_six_are_seen_by_interview_and_six_by_work_sample(rubric: Rubric) -> None:
    assert {one.key for one in rubric.competencies if one.method == "interview"} == BY_INTERVIEW
    assert {task.competency for task in rubric.work_sample.tasks} == TARGETS.keys() - BY_INTERVIEW


def test_nothing_weighs_more_before_a_company_says_so(rubric: Rubric) -> None:
    assert {one.weight for one in rubric.competencies} == {1}


@pytest.mark.parametrize("language", ["en", "fa"])
def test_anchors_are_sentences_on_what_somebody_does(language: str, rubric: Rubric) -> None:
    anchors = [anchor[language] for one in rubric.competencies for anchor in one.anchors]

    assert len(set(anchors)) == 60
    assert not [anchor for anchor in anchors if not anchor.endswith(".") or len(anchor.split()) < 8]
    assert not [anchor for anchor in anchors if re.search(ADVERB_LADDER[language], anchor)]


@pytest.mark.parametrize("language", ["en", "fa"])
def test_a_strong_and_a_weak_answer_are_told_apart_everywhere(language: str, rubric: Rubric) -> None:
    questions = [question for one in rubric.competencies for question in one.questions]
    signs = [sign[language] for asked in (*questions, *rubric.work_sample.tasks) for sign in (asked.strong, asked.weak)]

    assert len(set(signs)) == 2 * (24 + 6)


def test_a_grade_of_c_is_in_the_judgement_test(rubric: Rubric) -> None:
    item = next(item for item in rubric.judgement if item.key == "a_client_grades_you_c")
    best = next(option for option in item.options if option.points == 3)

    assert item.competency == "satisfaction"
    assert "why" in best.text.en
    assert "B−" in best.text.en


def test_each_competency_has_a_judgement_item_of_four_steps(rubric: Rubric) -> None:
    assert {item.competency for item in rubric.judgement} == TARGETS.keys()
    assert not [item.key for item in rubric.judgement if sorted(o.points for o in item.options) != [0, 1, 2, 3]]


def test_the_best_option_is_not_given_away_by_its_place(rubric: Rubric) -> None:
    places = [[option.points for option in item.options].index(3) for item in rubric.judgement]

    assert {places.count(place) for place in range(4)} <= {2, 3, 4}


@pytest.mark.parametrize("language", ["en", "fa"])
def test_the_best_option_is_not_given_away_by_its_length(language: str, rubric: Rubric) -> None:
    longest = [max(item.options, key=lambda option: len(option.text[language])) for item in rubric.judgement]

    assert sum(option.points == 3 for option in longest) <= len(longest) / 2


def test_both_languages_name_the_same_numbers(rubric: Rubric) -> None:
    sample = rubric.work_sample
    texts: list[Text] = [sample.brief, *(line for sheet in sample.handouts for line in sheet.lines)]
    texts += [wording for task in sample.tasks for wording in (task.text, task.strong, task.weak)]
    texts += [option.text for item in rubric.judgement for option in item.options]

    assert not [text for text in texts if numbers(text.en) != numbers(text.fa)]


def test_the_answer_key_agrees_with_the_client_book(rubric: Rubric) -> None:
    """What raters are told to look for can be reckoned from what candidates are given."""
    read = [re.search(r"^(\w+).*?: (\d+) a year.*margin (\d+)%.*in (\d+) days", line) for line in lines(rubric, "book")]
    book = {found[1]: [int(figure) for figure in found.groups()[1:]] for found in read if found}
    tasks = {task.key: task for task in rubric.work_sample.tasks}

    assert len(book) == 6
    assert sum(revenue for revenue, _, days in book.values() if days <= 120) == 1060
    assert "1,060" in tasks["read_the_book"].strong.en
    assert {name: round(book[name][0] * book[name][1] / 100) for name in ("Cedar", "Aras")} == {
        "Cedar": 18,
        "Aras": 298,
    }
    assert {"18", "298"} <= set(numbers(tasks["share_out_your_time"].strong.en))


def test_six_messages_wait(rubric: Rubric) -> None:
    assert [line[:2] for line in lines(rubric, "mail")] == [f"{number}." for number in range(1, 7)]
