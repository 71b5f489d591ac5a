"""The frozen types that content files become: words in both languages, questions, computed items, rubrics, roles."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

LANGUAGES = ("en", "fa")
UNKNOWN = "unknown"
SURE = {"exact": 0.0, "about": 0.1, "guess": 0.3}
NUMBER_KINDS = ("count", "money", "percent", "hours")


@dataclass(frozen=True, slots=True)
class Text:
    """One wording in both languages; `text["fa"]` is the Persian one."""

    en: str
    fa: str

    def __getitem__(self, language: str) -> str:
        if language not in LANGUAGES:
            raise KeyError(language)
        return self.en if language == "en" else self.fa


@dataclass(frozen=True, slots=True)
class Option:
    """One answer to choose: `value` is its points "0"–"4" in a scored question, a plain key elsewhere."""

    value: str
    text: Text
    counts: Text | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """One thing the owner is asked.

    `name` is its short name in lists and charts, `text` the question as asked.
    kind: "choice" (scored 0–4), "pick" (a key, unscored), "text", or a number: "count", "money" (a year or
    a month, as `unit` says), "percent" (typed as 0–100) or "hours". `least`/`most` bound a number as typed;
    `too_much` says why a number above `most` can't be, where that needs saying. An `aid` only works out others;
    `may_be_blank` marks a question whose blank is an answer, because the model has a rule for it.
    """

    key: str
    kind: str
    name: Text
    text: Text
    why: Text
    counts: Text
    options: tuple[Option, ...] = ()
    dimension: str | None = None
    circumstance: bool = False
    step: Text | None = None
    effort: int = 2
    required: bool = False
    may_be_unknown: bool = True
    default: float | None = None
    least: float = 0
    most: float | None = None
    too_much: Text | None = None
    unit: Text | None = None
    may_be_blank: bool = False
    aid: bool = False

    @property
    def is_number(self) -> bool:
        return self.kind in NUMBER_KINDS

    def option(self, value: str) -> Option:
        return next(option for option in self.options if option.value == value)


@dataclass(frozen=True, slots=True)
class Section:
    """One short step of the questionnaire."""

    key: str
    title: Text
    lead: Text
    questions: tuple[Question, ...]


@dataclass(frozen=True, slots=True)
class ComputedItem:
    """A scored item worked out from numbers: points count the `edges` that its value reaches.

    `lower_is_better` turns the comparison round (value ≤ edge); edges then run from the worst to the best band.
    """

    key: str
    dimension: str
    name: Text
    bands: tuple[Text, ...]
    edges: tuple[float, ...]
    why: Text
    step: Text
    lower_is_better: bool = False
    circumstance: bool = False


@dataclass(frozen=True, slots=True)
class Questionnaire:
    """All that is asked of a company, in order, and the items worked out from it."""

    sections: tuple[Section, ...]
    computed: tuple[ComputedItem, ...]

    def questions(self) -> Iterator[Question]:
        return (question for section in self.sections for question in section.questions)

    def question(self, key: str) -> Question:
        return next(question for question in self.questions() if question.key == key)

    def step_of(self, key: str) -> Text:
        """What to do to move a scored item one step up, asked or computed."""
        items = (item for items in (self.questions(), self.computed) for item in items)
        return next(item.step for item in items if item.key == key and item.step is not None)

    def section(self, key: str) -> Section:
        return next(section for section in self.sections if section.key == key)


@dataclass(frozen=True, slots=True)
class Level:
    """How a level of the role differs from the mid level, as factors (1 = the same)."""

    key: str
    name: Text
    load: float
    lift: float
    pay: float


@dataclass(frozen=True, slots=True)
class Dimension:
    """One of the six sides of readiness; `weight` is a fraction of the score."""

    key: str
    name: Text
    meaning: Text
    weight: float


@dataclass(frozen=True, slots=True)
class InterviewQuestion:
    """One question that every candidate is asked, with what a strong and a weak answer sounds like.

    kind: "past" (what they did) or "situation" (what they would do).
    """

    key: str
    kind: str
    text: Text
    strong: Text
    weak: Text


@dataclass(frozen=True, slots=True)
class Competency:
    """One thing a candidate is rated on, from 1 to 5, by anchors of behaviour.

    `targets` holds the rating asked for at each level, `must_have` the levels that can't do without it. `method` says
    how it is usually seen: "interview" or "work_sample". `weight` is how many times it counts: 1, 2 or 3.
    """

    key: str
    name: Text
    meaning: Text
    method: str
    targets: Mapping[str, int]
    must_have: tuple[str, ...]
    anchors: tuple[Text, ...]
    questions: tuple[InterviewQuestion, ...]
    weight: int = 1


@dataclass(frozen=True, slots=True)
class WorkSampleTask:
    """One piece of the work sample, and the competency that it shows."""

    key: str
    competency: str
    text: Text
    strong: Text
    weak: Text


@dataclass(frozen=True, slots=True)
class Handout:
    """A page that the candidate works from, such as a made-up client book: one line a client."""

    key: str
    title: Text
    lines: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class WorkSample:
    """A small piece of the real work, the same for every candidate; `minutes` is the time given.

    The candidate sees title, brief, handouts and the text of the tasks; strong and weak signs are for raters alone.
    """

    title: Text
    brief: Text
    minutes: int
    tasks: tuple[WorkSampleTask, ...]
    handouts: tuple[Handout, ...] = ()


@dataclass(frozen=True, slots=True)
class JudgementOption:
    """One thing one could do, worth `points` 0 (does harm) to 3 (best), and why."""

    key: str
    text: Text
    points: int
    why: Text


@dataclass(frozen=True, slots=True)
class JudgementItem:
    """One situation of the situational judgement test; the candidate picks what they would do first."""

    key: str
    competency: str
    text: Text
    options: tuple[JudgementOption, ...]


@dataclass(frozen=True, slots=True)
class Rubric:
    """All that candidates for a role are asked and rated on; years and degrees are recorded elsewhere, never scored."""

    edition: str
    competencies: tuple[Competency, ...]
    work_sample: WorkSample
    judgement: tuple[JudgementItem, ...]

    def competency(self, key: str) -> Competency:
        return next(competency for competency in self.competencies if competency.key == key)


@dataclass(frozen=True, slots=True)
class Role:
    """A role that a company may get ready for: its questionnaire, its rubric, its figures and its words.

    `origin` is the role as its edition has it, where a company has set some of its assumptions otherwise.
    """

    key: str
    edition: str
    name: Text
    dimensions: tuple[Dimension, ...]
    levels: tuple[Level, ...]
    assumptions: Mapping[str, object]
    words: Mapping[str, Mapping[str, Text]]
    questionnaire: Questionnaire
    rubric: Rubric
    origin: Role | None = None

    def level_names(self, language: str) -> dict[str, str]:
        """Key to name, the lowest level first."""
        return {level.key: level.name[language] for level in self.levels}
