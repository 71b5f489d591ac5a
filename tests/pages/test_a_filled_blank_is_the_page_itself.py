"""The fast page, filled from a blank, is byte for byte the page that the template makes of the same answers."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from forms.maker import sures
from readiness.questionnaire import UNKNOWN, Question
from readiness.records.checks import Check
from readiness.records.sessions import Member
from tests.pages.owner import ROLE, SECTIONS
from views.opening import Opened
from views.steps import find_step, kept_page, plain_page

MEMBER = Member(
    session=1,
    person=1,
    email="owner@mehr.example",
    name="Mina Tehrani",
    role="owner",
    workspace=1,
    workspace_name="Mehr <& Co>",
    code="abcdefgh",
    language="en",
    calendar=None,
    currency=None,
    assumptions={},
    has_second_step=False,
    has_logo=False,
)


def answers_to(question: Question) -> st.SearchStrategy[Any]:
    if question.is_number:
        numbers = st.decimals(0, 10**12, places=3).map(lambda n: f"{n:f}")
        known = st.builds(
            lambda value, sure: {"value": value, "sure": sure}, numbers, st.sampled_from(sures(question) or ("exact",))
        )
        return (
            known | st.just({"value": "", "sure": UNKNOWN}) if question.may_be_unknown and not question.aid else known
        )
    if question.options:
        values = [option.value for option in question.options]
        return st.sampled_from([*values, *([UNKNOWN] if question.may_be_unknown else [])])
    return st.text(st.characters(exclude_categories=("Cc", "Cs", "Co")), min_size=1, max_size=30)


ANSWERS = st.fixed_dictionaries({}, optional={q.key: answers_to(q) for q in ROLE.questionnaire.questions()})


@pytest.mark.parametrize("reader", [None, MEMBER], ids=["private", "of a workspace"])
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(answers=ANSWERS, just_kept=st.booleans())
@pytest.mark.parametrize("language", ["en", "fa"])
def test_both_ways_give_the_same_page(
    app: Flask, language: str, answers: dict[str, Any], just_kept: bool, reader: Member | None
) -> None:
    found = Opened("token", Check(1, ROLE.key, ROLE.edition, language, answers, False, 0), ROLE, reader)
    with app.test_request_context(f"/{language}/"):
        for section in SECTIONS:
            step = find_step(ROLE, section, language)
            assert step is not None
            filled = kept_page(step, found, just_kept)
            assert filled == plain_page(step, found, just_kept).encode(), section
