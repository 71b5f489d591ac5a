"""Makes the papers of an interview: one interviewer's kit, and work sample and judgement test with or without key."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from readiness.language import day, digits
from readiness.questionnaire import Competency, JudgementItem, JudgementOption, Rubric, WorkSampleTask
from readiness.reports.house import House
from readiness.reports.paper import Block, Bullets, Choice, Lines, Paper, Section, Wordbook, Words
from readiness.reports.report import Item

EVIDENCE_LINES, ANSWER_LINES = 12, 9
HINTS = ("same", "evidence", "anchor", "unseen", "alone")
LETTERS = {"en": "ABCDEFGH", "fa": "۱۲۳۴۵۶۷۸"}


@dataclass(frozen=True, slots=True)
class Kit:
    """What the papers of one opening are made of: its rubric, the level sought by key and name, and whose they are."""

    rubric: Rubric
    title: str
    level: str
    level_name: str
    words: Wordbook
    language: str
    made_on: date
    house: House

    def say(self, key: str, **said: str) -> str:
        return digits(self.words["kit"][key][self.language].format(**said), self.language)

    def paper(
        self, key: str, eyebrow: str, title: str, summary: str, sections: Sequence[Section], **more: str
    ) -> Paper:
        """A paper of this opening; `more` are facts by the key of their name."""
        facts = {"opening": self.title, **more, "edition": self.say("edition", edition=self.rubric.edition)}
        return Paper(
            key=key,
            language=self.language,
            title=title,
            eyebrow=eyebrow,
            facts=tuple((self.say(f"fact_{name}"), said) for name, said in facts.items() if said),
            summary=summary,
            sections=tuple(sections),
            made_on=self.made_on,
            made_on_text=day(self.made_on, self.language, self.house.calendar),
            stem=f"{key}-{self.made_on}",
            house=self.house.name,
            logo=self.house.logo,
        )


def interview_kit(kit: Kit, rater: str, keys: Sequence[str]) -> Paper:
    """The kit of one interviewer, who rates the competencies of these keys; `rater` is their name, "" for anybody."""
    rated = [one for one in kit.rubric.competencies if one.key in keys]
    sections = [_how_to_rate(kit), *(_competency(kit, one) for one in rated)]
    eyebrow = kit.say("eyebrow", level=kit.level_name)
    return kit.paper(
        "interview-kit", eyebrow, kit.title, kit.say("summary"), sections, rater=rater, level=kit.level_name
    )


def _how_to_rate(kit: Kit) -> Section:
    hints = tuple(Item(kit.say(f"how_{hint}"), kit.say(f"how_{hint}_text")) for hint in HINTS)
    blocks = Lines(kit.say("candidate"), 1), Bullets(hints, numbered=True)
    return Section(kit.say("how_title"), kit.say("how_lead"), blocks)


def _competency(kit: Kit, one: Competency) -> Section:
    """What to ask, what to listen for, boxes to tick, and room for the evidence: on a page of its own."""
    target = digits(str(one.targets[kit.level]), kit.language)
    must = "target_must" if kit.level in one.must_have else "target"
    blocks = (
        Words(kit.say(must, target=target)),
        Bullets(tuple(_asked(kit, one))),
        Choice(tuple(_ratings(kit, one)), kit.say("rating")),
        Lines(kit.say("evidence"), EVIDENCE_LINES),
    )
    return Section(one.name[kit.language], one.meaning[kit.language], blocks, starts_page=True)


def _asked(kit: Kit, one: Competency) -> Iterator[Item]:
    """The questions, then the tasks of the work sample that show it, each with its strong and weak signs."""
    for question in one.questions:
        yield _with_signs(kit, question.text[kit.language], question.strong[kit.language], question.weak[kit.language])
    for task in kit.rubric.work_sample.tasks:
        if task.competency == one.key:
            title = kit.say("in_sample", task=task.text[kit.language])
            yield _with_signs(kit, title, task.strong[kit.language], task.weak[kit.language])


def _with_signs(kit: Kit, asked: str, strong: str, weak: str) -> Item:
    return Item(asked, kit.say("strong", text=strong), kit.say("weak", text=weak))


def _ratings(kit: Kit, one: Competency) -> Iterator[tuple[str, str]]:
    for rating, anchor in enumerate(one.anchors, start=1):
        yield digits(str(rating), kit.language), anchor[kit.language]
    yield kit.say("unseen"), kit.say("unseen_meaning")


# --- the work sample


def work_sample(kit: Kit, with_key: bool) -> Paper:
    """The work sample for the candidate, or – with strong and weak signs – for whoever rates it."""
    sample, language = kit.rubric.work_sample, kit.language
    minutes = digits(str(sample.minutes), language)
    handouts = [
        Section(handout.title[language], "", (Bullets(tuple(Item("", line[language]) for line in handout.lines)),))
        for handout in sample.handouts
    ]
    brief = Section(
        kit.say("sample_brief"), sample.brief[language], () if with_key else (Lines(kit.say("candidate"), 1),)
    )
    tasks = [_task(kit, number, task, with_key) for number, task in enumerate(sample.tasks, start=1)]
    key = "work-sample-key" if with_key else "work-sample"
    eyebrow = kit.say("sample_eyebrow_key" if with_key else "sample_eyebrow")
    summary = kit.say("sample_summary", minutes=minutes)
    return kit.paper(key, eyebrow, sample.title[language], summary, [brief, *handouts, *tasks])


def _task(kit: Kit, number: int, task: WorkSampleTask, with_key: bool) -> Section:
    title, text = kit.say("sample_task", n=str(number)), task.text[kit.language]
    if not with_key:
        return Section(title, text, (Lines(kit.say("sample_answer"), ANSWER_LINES),))
    one = kit.rubric.competency(task.competency)
    signs = (
        Item("", kit.say("strong", text=task.strong[kit.language])),
        Item("", kit.say("weak", text=task.weak[kit.language])),
    )
    blocks: tuple[Block, ...] = (
        Words(kit.say("sample_shows", name=one.name[kit.language])),
        Bullets(signs),
        Choice(tuple(_ratings(kit, one)), kit.say("rating")),
        Lines(kit.say("evidence"), 4),
    )
    return Section(title, text, blocks)


# --- the judgement test


def judgement_test(kit: Kit, with_key: bool) -> Paper:
    """The situational judgement test for the candidate, or with the points of each option and why."""
    items = [_situation(kit, number, item, with_key) for number, item in enumerate(kit.rubric.judgement, start=1)]
    key = "judgement-key" if with_key else "judgement"
    eyebrow = kit.say("judgement_eyebrow_key" if with_key else "judgement_eyebrow")
    if not with_key:
        items.insert(0, Section(kit.say("candidate_own"), "", (Lines("", 1),)))
    return kit.paper(key, eyebrow, kit.say("judgement_title"), kit.say("judgement_summary"), items)


def _situation(kit: Kit, number: int, item: JudgementItem, with_key: bool) -> Section:
    title, text = kit.say("judgement_item", n=str(number)), item.text[kit.language]
    letters = LETTERS[kit.language]
    if with_key:
        block: Block = Bullets(
            tuple(_keyed(kit, letter, option) for letter, option in zip(letters, item.options, strict=False))
        )
    else:
        options = zip(letters, (option.text[kit.language] for option in item.options), strict=False)
        block = Choice(tuple(options), kit.say("judgement_choice"))
    return Section(title, text, (block,))


def _keyed(kit: Kit, letter: str, option: JudgementOption) -> Item:
    points = kit.say("judgement_points", n=str(option.points))
    return Item(f"{letter} · {option.text[kit.language]}", option.why[kit.language], points)
