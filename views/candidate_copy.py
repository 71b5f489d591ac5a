"""The copy of everything held on a candidate as a document to hand over; the JSON holds the same in full."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any

from readiness.candidates.applicants import BACKGROUND
from readiness.candidates.snapshot import read_rubric
from readiness.language import day, digits, moment, number
from readiness.records.openings import Opening
from readiness.records.scorecards import NOT_SEEN
from readiness.records.sessions import Member
from readiness.reports.paper import Cell, Column, Grid, Paper, Section, Words
from views.candidates import stage_names
from views.site import this_site

Row = tuple[str, ...]
Held = Mapping[str, Any]


def copy_of(held: Held, opening: Opening, reader: Member, language: str, stem: str) -> Paper:
    """The paper; `held` is what `export_candidate` gives."""
    words, today = this_site().words[language]["candidates"], datetime.now(UTC).date()
    made = _Copy(held, opening, reader.calendar, language)
    return Paper(
        key="candidate-copy",
        language=language,
        title=words["copy_title"],
        eyebrow=reader.workspace_name,
        facts=(),
        summary=words["copy_summary"].format(workspace=reader.workspace_name),
        sections=tuple(made.sections()),
        made_on=today,
        made_on_text=day(today, language, reader.calendar),
        stem=stem,
        house=reader.workspace_name,
    )


class _Copy:
    """One candidate's data on their way into words."""

    def __init__(self, held: Held, opening: Opening, calendar: str | None, language: str) -> None:
        self.held, self.opening, self.calendar, self.language = held, opening, calendar, language
        self.all_words = this_site().words[language]
        self.words = self.all_words["candidates"]
        self.rubric = read_rubric(opening.rubric)
        self.names = {each.key: each.name[language] for each in self.rubric.competencies}

    def sections(self) -> Iterable[Section]:
        yield self._section("about", ("field", "value"), self._about())
        for card in self.held["scorecards"]:
            rater = digits(self.words["copy_rater"].format(n=card["rater"]), self.language)
            title = f"{self.words['copy_ratings']}: {rater}"
            yield self._section(f"rater-{card['rater']}", ("competency", "score", "evidence"), self._card(card), title)
        drafts = number(self.held["scorecards_not_handed_in"], self.language)
        yield Section(self.words["copy_ratings"], blocks=(Words(self.words["copy_drafts"].format(n=drafts)),))
        yield self._section("decisions", ("when", "did", "reason"), self._decisions())
        yield self._section("test", ("field", "value"), self._test())
        yield self._section("groups", ("field", "value"), self._groups())
        yield self._section("log", ("when", "who", "did"), self._log())

    def _section(self, key: str, columns: Row, rows: Iterable[Row], title: str = "") -> Section:
        """A titled table, or the word for nothing."""
        heading, found = title or self.words[f"copy_{key}"], tuple(rows)
        if not found:
            return Section(heading, blocks=(Words(self.words["copy_none"]),))
        named = tuple(Column(self.words[f"copy_{column}"]) for column in columns)
        cells = tuple(tuple(Cell(text) for text in row) for row in found)
        return Section(heading, blocks=(Grid(key, heading, named, cells),))

    def _moment(self, seconds: int | None) -> str:
        return "" if seconds is None else moment(seconds, self.language, self.calendar)

    def _about(self) -> Iterable[Row]:
        told, stages = self.held["candidate"], stage_names(self.opening, self.language)
        known = {**told, **told["background"], "owned": self.words[f"owned_{told['owned']}"]}
        known["stage"] = stages.get(told["stage"], told["stage"])
        for key in ("name", "email", "phone", *BACKGROUND, "owned", "owned_evidence", "stage"):
            if known.get(key):
                yield self.words[f"field_{key}"], str(known[key])

    def _card(self, card: Held) -> Iterable[Row]:
        for key, rating in card["ratings"].items():
            score = rating.get("score")
            shown = self.words["copy_not_seen"] if score == NOT_SEEN else number(score, self.language) if score else ""
            yield self.names.get(key, key), shown, str(rating.get("evidence") or "")

    def _decisions(self) -> Iterable[Row]:
        for taken in self.held["decisions"]:
            yield self._moment(taken["at"]), self.words[f"decision_{taken['decision']}"], taken["reason"]

    def _test(self) -> Iterable[Row]:
        for item in self.rubric.judgement:
            chosen = (self.held["candidate"]["judgement"] or {}).get(item.key)
            for option in item.options:
                if option.key == chosen:
                    yield item.text[self.language], option.text[self.language]

    def _groups(self) -> Iterable[Row]:
        words = self.all_words["groups"]
        for question, answer in (self.held["self_report"] or {}).items():
            yield words.get(f"ask_{question}", question), words.get(answer, answer)

    def _log(self) -> Iterable[Row]:
        roles = self.all_words["people"]
        for entry in self.held["access_log"]:
            who = roles[f"role_{entry['role']}"] if entry["role"] else ""
            yield self._moment(entry["at"]), who, self.all_words["audit"][f"name_{entry['action']}"]
