"""Shows one step of the questionnaire: from its blank where nothing is wrong, from the template where something is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from markupsafe import Markup, escape
from werkzeug.datastructures import MultiDict

from forms.csrf import Visit
from forms.maker import SectionForm, make_form
from readiness.language import digits
from readiness.questionnaire import Question, Role, Section
from readiness.records.checks import Check
from views.asked import Standing, amount_pattern, asked, currency_sign, sent_standing, stored_standing
from views.blanks import Blank, cut, mark
from views.language import other, step_address
from views.opening import Opened, held_line
from views.pages import page
from views.site import Words, this_site


@dataclass(frozen=True, eq=False)
class Step:
    """One step in one language; its form class and its blank are made once, at their first use.

    `counted` are the questions of the whole check that progress counts.
    """

    role: Role
    section: Section
    language: str
    words: Words
    counted: frozenset[str]

    @property
    def number(self) -> int:
        return self.role.questionnaire.sections.index(self.section) + 1

    @property
    def of(self) -> int:
        return len(self.role.questionnaire.sections)

    @cached_property
    def form_class(self) -> type[SectionForm]:
        return make_form(self.section, self.language, this_site().library.words["errors"])

    @cached_property
    def blank(self) -> Blank:
        return self._cut(held_line="")

    @cached_property
    def held_blank(self) -> Blank:
        """The same for a check that a workspace holds."""
        return self._cut(held_line=mark("held_line"))

    def _cut(self, held_line: str) -> Blank:
        standing = {question.key: _marked(question) for question in self.section.questions}
        marks = {name: mark(name) for name in ("csrf", "answered", "notice", "currency", "amount_pattern")}
        return cut(_render(self, standing, {}, held_line=held_line, **marks), self.section, self.language)

    @cached_property
    def progress(self) -> tuple[str, ...]:
        """How many answers are in, in words, by their number."""
        of, say = len(self.counted), self.words["check"]["answers_in"]
        return tuple(digits(say.format(n=n, of=of), self.language) for n in range(of + 1))

    def form(self, sent: MultiDict[str, str], visit: Visit) -> SectionForm:
        """The step's form with what was sent."""
        return self.form_class(sent, meta={"csrf_context": visit})


def _marked(question: Question) -> Standing:
    return ("" if question.options else mark(f"question_{question.key}")), ""


def find_step(role: Role, section_key: str, language: str) -> Step | None:
    site, key = this_site(), (role.key, section_key, language)
    if key not in site.steps:
        section = next((section for section in role.questionnaire.sections if section.key == section_key), None)
        if section is None:
            return None
        site.steps[key] = Step(role, section, language, site.words[language], _counted(role))
    return site.steps[key]


def _counted(role: Role) -> frozenset[str]:
    """What is asked for: not what may be left blank, nor amounts that only work out another answer."""
    questions = role.questionnaire.questions()
    asked_for = (question for question in questions if not (question.aid or question.may_be_blank))
    return frozenset(question.key for question in asked_for if question.kind != "text")


def kept_page(step: Step, found: Opened, just_kept: bool) -> bytes | None:
    """The step with the stored answers in its fields; None if one of them could not be read."""
    around = _around(step, found, just_kept)
    blank = step.blank if found.member is None else step.held_blank
    return blank.fill(found.check.answers, {name: escape(text).encode() for name, text in around.items()})


def faulty_page(step: Step, form: SectionForm, found: Opened, trouble: str = "") -> str:
    """The step as it was sent, with its problems; `trouble` is one that belongs to no question."""
    standing = {question.key: sent_standing(form, question) for question in step.section.questions}
    around = _around(step, found, just_kept=False)
    return _render(step, standing, form.problems, trouble=trouble, **around)


def plain_page(step: Step, found: Opened, just_kept: bool) -> str:
    """The same page as `kept_page`, rendered without a blank: what the blank is held to."""
    language, questions = step.language, step.section.questions
    answers = found.check.answers
    standing = {question.key: stored_standing(question, answers.get(question.key), language) for question in questions}
    return _render(step, standing, {}, **_around(step, found, just_kept))


def _around(step: Step, found: Opened, just_kept: bool) -> dict[str, str]:
    """What changes on the page besides the questions."""
    check, pattern = found.check, amount_pattern(found.check.answers, step.words)
    return {
        "csrf": found.visit.token(),
        "answered": progress_words(step, check),
        "notice": kept_notice(step) if just_kept else "",
        "held_line": held_line(found, step.language),
        "currency": currency_sign(pattern, step.words),
        "amount_pattern": pattern,
    }


def progress_words(step: Step, check: Check) -> str:
    """How many answers are in; what could not be read isn't."""
    return _progress(step, check.answers, check.has_drafts)


def _progress(step: Step, answers: Mapping[str, Any], has_drafts: bool) -> str:
    there = step.counted.intersection(answers)
    if has_drafts:
        there = frozenset(key for key in there if "typed" not in answers[key])
    return step.progress[len(there)]


def answered_words(role: Role, answers: Mapping[str, Any], language: str) -> str:
    """The same of a whole check that no step of is shown."""
    step = find_step(role, role.questionnaire.sections[0].key, language)
    return _progress(step, answers, has_drafts=True) if step else ""


def kept_notice(step: Step) -> str:
    return Markup('<p class="notice" role="status">{}</p>').format(step.words["check"]["kept"])


def _render(
    step: Step,
    standing: Mapping[str, Standing],
    problems: Mapping[str, str],
    currency: str,
    trouble: str = "",
    **around: str,
) -> str:
    language = step.language
    return page(
        "check/step.html",
        language,
        section=step.section,
        questions=asked(step.section, language, step.words, currency, standing, problems),
        number=step.number,
        of=step.of,
        problems=problems,
        trouble=trouble,
        is_last=step.number == step.of,
        on_cost=_on_cost(step),
        other_language_url=step_address(other(language), step.section.key),
        **around,
    )


def _on_cost(step: Step) -> object:
    """What base pay is multiplied by, on the step that asks for it; None elsewhere."""
    asks_for_pay = any(question.key == "base" for question in step.section.questions)
    return step.role.assumptions["on_cost"] if asks_for_pay else None
