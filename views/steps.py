"""Shows one step of the questionnaire: from its blank where nothing is wrong, from the template where something is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from flask import url_for
from markupsafe import Markup, escape
from werkzeug.datastructures import MultiDict

from forms.csrf import Visit
from forms.maker import SectionForm
from readiness.language import digits
from readiness.questionnaire import Question, Role, Section
from views.asked import Standing, asked, currency_sign, is_listed, sent_standing, stored_standing
from views.blanks import CHECKED, SELECTED, Blank, cut, mark
from views.language import other
from views.pages import page
from views.site import Site, this_site

Answers = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Step:
    """One step in one language."""

    site: Site
    role: Role
    section: Section
    language: str

    @property
    def words(self) -> Mapping[str, str]:
        return self.site.words[self.language]["check"]

    @property
    def number(self) -> int:
        return self.role.questionnaire.sections.index(self.section) + 1

    @property
    def of(self) -> int:
        return len(self.role.questionnaire.sections)

    def form(self, sent: MultiDict[str, str], visit: Visit) -> SectionForm:
        """The step's form with what was sent."""
        return self.site.form(self.role, self.section, self.language)(sent, meta={"csrf_context": visit})

    def in_language(self, text: str) -> str:
        return digits(text, self.language)


def find_step(role: Role, section_key: str, language: str) -> Step | None:
    sections = role.questionnaire.sections
    section = next((section for section in sections if section.key == section_key), None)
    return None if section is None else Step(this_site(), role, section, language)


# --- a page with nothing wrong: the blank, filled


def kept_page(step: Step, answers: Answers, visit: Visit, just_kept: bool) -> bytes:
    """The step with the stored answers in its fields."""
    key = step.role.key, step.section.key, step.language
    blank = step.site.blanks.get(key)
    if blank is None:
        blank = step.site.blanks[key] = make_blank(step)
    return blank.fill(_filling(step, answers, visit, just_kept))


def make_blank(step: Step) -> Blank:
    standing = {question.key: _marked(question) for question in step.section.questions}
    marks = {name: Markup(mark(name)) for name in ("csrf", "answered", "notice", "currency")}
    return cut(_render(step, standing, {}, **marks))


def _marked(question: Question) -> Standing:
    return ("" if question.options else mark(f"question_{question.key}")), ""


def _filling(step: Step, answers: Answers, visit: Visit, just_kept: bool) -> Iterator[tuple[str, bytes]]:
    for name, text in _around(step, answers, visit, just_kept).items():
        yield name, escape(text).encode()
    for question in step.section.questions:
        value, sure = stored_standing(question, answers.get(question.key), step.language)
        if question.options:
            yield f"question_{question.key}={value}", SELECTED if is_listed(question) else CHECKED
        elif value:
            yield f"question_{question.key}", escape(value).encode()
        if sure:
            yield f"sure_{question.key}={sure}", CHECKED


# --- a page with something wrong: the template, with what was typed and what to do about it


def faulty_page(step: Step, form: SectionForm, answers: Answers, visit: Visit, trouble: str = "") -> str:
    """The step as it was sent, with its problems; `trouble` is one that belongs to no question."""
    standing = {question.key: sent_standing(form, question) for question in step.section.questions}
    around = _around(step, answers, visit, just_kept=False)
    return _render(step, standing, form.problems, trouble=trouble, **around)


def plain_page(step: Step, answers: Answers, visit: Visit, just_kept: bool) -> str:
    """The same page as `kept_page`, rendered without a blank."""
    language, questions = step.language, step.section.questions
    standing = {question.key: stored_standing(question, answers.get(question.key), language) for question in questions}
    return _render(step, standing, {}, **_around(step, answers, visit, just_kept))


def _around(step: Step, answers: Answers, visit: Visit, just_kept: bool) -> dict[str, str]:
    """What changes on the page besides the questions."""
    return {
        "csrf": visit.token(),
        "answered": answered_words(step, answers),
        "notice": kept_notice(step) if just_kept else "",
        "currency": currency_sign(answers, step.site.words[step.language]),
    }


def answered_words(step: Step, answers: Answers) -> str:
    """How many answers are in; what could not be read isn't."""
    counted = step.site.counted[step.role.key]
    there = sum(1 for key, answer in answers.items() if key in counted and "typed" not in answer)
    return step.words["answers_in"].format(n=step.in_language(str(there)), of=step.in_language(str(len(counted))))


def kept_notice(step: Step) -> str:
    return Markup('<p class="notice" role="status">{}</p>').format(step.words["kept"])


def _render(
    step: Step,
    standing: Mapping[str, Standing],
    problems: Mapping[str, str],
    currency: str,
    trouble: str = "",
    **around: str,
) -> str:
    words, language = step.site.words[step.language], step.language
    return page(
        "check/step.html",
        language,
        section=step.section,
        questions=asked(step.section, language, words, currency, standing, problems),
        number=step.number,
        of=step.of,
        problems=problems,
        trouble=trouble,
        is_last=step.number == step.of,
        on_cost=_on_cost(step),
        other_language_url=url_for("check.step", language=other(language), section=step.section.key),
        **around,
    )


def _on_cost(step: Step) -> object:
    """What base pay is multiplied by, on the step that asks for it; None elsewhere."""
    asks_for_pay = any(question.key == "base" for question in step.section.questions)
    return step.role.assumptions["on_cost"] if asks_for_pay else None
