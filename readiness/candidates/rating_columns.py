"""What the columns of a file of ratings are called, and what may stand in their cells."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from readiness.candidates.reliability import LEAST, MOST
from readiness.candidates.standings import MAYBE, NO, YES
from readiness.language import NumberProblem, parse_number
from readiness.questionnaire import Rubric
from readiness.sheets.columns import heading_key, match_columns
from readiness.sheets.sheet import refusal

KNOWN: Mapping[str, tuple[str, ...]] = {
    "candidate": ("candidate name", "name", "applicant", "نامزد", "نام نامزد", "داوطلب", "متقاضی", "کارجو", "نام"),
    "rater": ("rater name", "interviewer", "rated by", "assessor", "ارزیاب", "مصاحبه‌گر", "مصاحبه کننده", "امتیازدهنده"),
    "competency": ("skill", "criterion", "شایستگی", "مهارت", "معیار"),
    "score": ("rating", "points", "mark", "امتیاز", "نمره"),
    "owned": ("owned an account", "owned account or sales cycle", "has owned", "مسئولیت مشتری", "سابقه مسئولیت مشتری"),
}
NEEDED, LONG = ("candidate", "rater"), ("competency", "score")
DASHES = ("", "-", "–", "—")
NOT_SEEN = {"notseen", "unseen", "na", heading_key("دیده نشد"), heading_key("دیده نشده")}
WORDS = {
    YES: ("yes", "y", "true", "1", "بله", "آری", "دارد"),
    NO: ("no", "n", "false", "0", "خیر", "نه", "ندارد"),
    MAYBE: ("", "unknown", "نامعلوم", "نمی‌دانم"),
}
ANSWERS = {heading_key(word): answer for answer, words in WORDS.items() for word in words}


@dataclass(frozen=True, slots=True)
class Layout:
    """Where each column of a file stands, counted from 0; `competencies` is empty in the long shape."""

    fields: Mapping[str, int]
    competencies: Mapping[str, int]
    passed_over: tuple[str, ...]

    @property
    def is_long(self) -> bool:
        return not self.competencies


def layout_of(headings: Sequence[str], rubric: Rubric) -> Layout:
    """Which shape the file has: one column a competency, or one row a rating. SheetRefused where it has neither."""
    asked = {wanted.key: (wanted.name.en, wanted.name.fa) for wanted in rubric.competencies}
    fields, competencies = match_columns(headings, KNOWN), match_columns(headings, asked)
    if all(field in fields for field in LONG):
        competencies = {}
    for field in (*NEEDED, *(() if competencies else LONG)):
        if field not in fields:
            raise refusal(f"no_{field}_column", line=1)
    used = {*fields.values(), *competencies.values()}
    return Layout(fields, competencies, tuple(name for place, name in enumerate(headings) if place not in used))


def competency_places(rubric: Rubric) -> dict[str, int]:
    """The rubric's place of a competency by every spelling of its key and of its names."""
    return {
        heading_key(name): place
        for place, wanted in enumerate(rubric.competencies)
        for name in (wanted.name.fa, wanted.name.en, wanted.key)
    }


def rating(text: str) -> int | None:
    """1–5, 0 for what was not seen, None for what is no rating."""
    if text in DASHES or heading_key(text) in NOT_SEEN:
        return 0
    try:
        number = parse_number(text, "en")  # whole numbers read alike in both languages
    except NumberProblem:
        return None
    return int(number) if number in range(LEAST, MOST + 1) else None


def ownership(text: str) -> int | None:
    """Yes, no or not known; None for what is none of these."""
    return ANSWERS.get("" if text in DASHES else heading_key(text))
