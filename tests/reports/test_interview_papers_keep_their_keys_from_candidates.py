"""The papers of an interview: raters get what they rate with all that helps them, candidates get nothing of the key."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from readiness.library import load_library
from readiness.reports.house import House
from readiness.reports.kit_report import Kit, interview_kit, judgement_test, work_sample
from readiness.reports.paper import Bullets, Choice, Lines, Paper, Words, blocks_of

LIBRARY = load_library()
RUBRIC = LIBRARY.roles["account_manager"].rubric
LANGUAGES = ("en", "fa")


def kit_in(language: str) -> Kit:
    house = House("Mehr", b"", None)
    return Kit(RUBRIC, "Account manager", "mid", "mid-level", LIBRARY.words, language, date(2026, 11, 23), house)


def all_words(paper: Paper) -> str:
    """Everything that stands on the paper."""
    said = [paper.title, paper.eyebrow, paper.summary, *(words for fact in paper.facts for words in fact)]
    for section in paper.sections:
        said += [section.title, section.lead]
    for block in blocks_of(paper):
        match block:
            case Words(text):
                said.append(text)
            case Bullets(items):
                said += [words for item in items for words in (item.title, item.text, item.where)]
            case Choice(options, label):
                said += [label, *(words for option in options for words in option)]
            case Lines(label):
                said.append(label)
    return "\n".join(said)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_kit_holds_what_its_interviewer_rates_and_nothing_else(language: str) -> None:
    asked, other = RUBRIC.competencies[0], RUBRIC.competencies[1]
    paper = interview_kit(kit_in(language), "Sara Holm", [asked.key])
    told = all_words(paper)
    assert "Sara Holm" in told
    assert [section.title for section in paper.sections][1:] == [asked.name[language]]
    for question in asked.questions:
        assert question.text[language] in told
        assert question.strong[language] in told
        assert question.weak[language] in told
    assert other.questions[0].text[language] not in told


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_competency_has_five_anchors_not_seen_and_room_to_write(language: str) -> None:
    keys = [one.key for one in RUBRIC.competencies]
    paper = interview_kit(kit_in(language), "", keys)
    for section, one in zip(paper.sections[1:], RUBRIC.competencies, strict=True):
        choice = next(block for block in section.blocks if isinstance(block, Choice))
        assert [meaning for _, meaning in choice.options][:5] == [anchor[language] for anchor in one.anchors]
        assert choice.options[5][0] == LIBRARY.words["kit"]["unseen"][language]
        assert any(isinstance(block, Lines) and block.count > 5 for block in section.blocks)
        assert section.starts_page


@pytest.mark.parametrize("language", LANGUAGES)
def test_candidates_get_tasks_without_signs(language: str) -> None:
    told, keyed = (all_words(work_sample(kit_in(language), with_key)) for with_key in (False, True))
    for task in RUBRIC.work_sample.tasks:
        assert task.text[language] in told
        assert task.strong[language] not in told
        assert task.weak[language] not in told
        assert task.strong[language] in keyed
    for handout in RUBRIC.work_sample.handouts:
        assert all(line[language] in told for line in handout.lines)


@pytest.mark.parametrize("language", LANGUAGES)
def test_candidates_get_situations_without_points(language: str) -> None:
    told, keyed = (all_words(judgement_test(kit_in(language), with_key)) for with_key in (False, True))
    for item in RUBRIC.judgement:
        assert item.text[language] in told
        for option in item.options:
            assert option.text[language] in told
            assert option.why[language] not in told
            assert option.why[language] in keyed


def test_a_situation_is_answered_by_its_letter_on_both_papers() -> None:
    plain, keyed = (judgement_test(kit_in("en"), with_key).sections for with_key in (False, True))
    first = RUBRIC.judgement[0]
    choice, points = plain[1].blocks[0], keyed[0].blocks[0]
    assert isinstance(choice, Choice)
    assert isinstance(points, Bullets)
    for (letter, text), item, option in zip(choice.options, points.items, first.options, strict=True):
        assert item.title == f"{letter} · {text}"
        assert str(option.points) in item.where


def test_what_somebody_typed_is_not_taken_for_a_placeholder() -> None:
    paper = interview_kit(replace(kit_in("en"), title="{level} 100%"), "{x}", [])
    assert paper.title == "{level} 100%"
    assert ("Interviewer", "{x}") in paper.facts
