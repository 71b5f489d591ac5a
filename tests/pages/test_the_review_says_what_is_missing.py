"""The review shows every answer in words, names what is still needed, and lets nobody see a result without it."""

from __future__ import annotations

from tests.pages.owner import ROLE, Owner, say, text_of

NEEDED = [question for question in ROLE.questionnaire.questions() if question.required]


def test_what_is_needed_is_named_with_the_way_there(owner: Owner) -> None:
    page = owner.open("review").get_data(as_text=True)
    for question in NEEDED:
        assert f'#question-{question.key}">{question.text.en}</a>' in page
    assert 'href="/en/check/result"' not in page


def test_the_result_waits_for_what_is_needed(owner: Owner) -> None:
    for page in ("result", "report.pdf", "report.json"):
        answer = owner.open(page)
        assert (answer.status_code, answer.location) == (303, "/en/check/review")


def test_open_questions_are_counted_and_do_not_block(owner: Owner) -> None:
    owner.answer("basics", currency="EUR")
    owner.answer("accounts", accounts="20", book="500000")
    owner.answer("cost", base="40000")
    page = text_of(owner.open("review").get_data(as_text=True))
    assert "questions have no answer" in page
    assert owner.open("result").status_code == 200


def test_answers_are_worded(persian_owner: Owner) -> None:
    persian_owner.answer("basics", business="agency", company="کاوه <و> پسران", currency="IRT", inflation="۴۰")
    persian_owner.answer(
        "accounts", accounts="۱۲", book="۹۰۰۰۰۰۰", sure_book="guess", biggest="", sure_biggest="unknown"
    )
    page = text_of(persian_owner.open("review").get_data(as_text=True))
    for words in ("کاوه <و> پسران", "۴۰٪ در سال", "۱۲ حساب", "۹٬۰۰۰٬۰۰۰ تومان در سال"):
        assert words in page, words
    assert say("check.sure_guess", "fa") in page
    assert say("check.dont_know", "fa") in page
