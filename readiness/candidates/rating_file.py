"""Turns a file of ratings into cards, or tells every row that can't be used; nothing is half-read."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from readiness.candidates.rating_blocks import LIMITS, Block, RatingFile, open_ratings
from readiness.candidates.rating_columns import competency_places, ownership, rating
from readiness.candidates.screening import Progress, Ratings
from readiness.candidates.standings import MAYBE, NO, YES
from readiness.questionnaire import Rubric
from readiness.sheets.columns import heading_key
from readiness.sheets.reading import MOST_TOLD
from readiness.sheets.sheet import Limits, SheetProblem, SheetRefused, refusal
from readiness.typed_text import clean_text

BLANK, WRONG = -1, -2
LONGEST_NAME, MOST_SHOWN = 200, 40
Numbers = np.ndarray[Any, np.dtype[Any]]  # whole numbers
Scores = np.ndarray[Any, np.dtype[np.int8]]


def read_ratings(
    raw: bytes, name: str, rubric: Rubric, limits: Limits = LIMITS, progress: Progress | None = None
) -> Ratings:
    """The cards in a CSV, XLSX or JSON file: a row a rating, or a row a candidate and rater with a column a competency.

    A blank, a dash and "not seen" are 0: not seen. SheetRefused tells the rows that can't be used, a hundred at most.
    `progress` is told how many rows are read of about how many.
    """
    reading = _Reading(open_ratings(raw, name, rubric, limits), rubric)
    return reading.cards(progress)


class _Reading:
    """One file on its way into cards: the names so far, the rows as numbers, and what is wrong with some."""

    def __init__(self, file: RatingFile, rubric: Rubric) -> None:
        self.file, self.rubric, self.layout = file, rubric, file.layout
        self.candidates: dict[str, int] = {}
        self.raters: dict[str, int] = {}
        self.problems: list[SheetProblem] = []
        self.places = competency_places(rubric)

    def cards(self, progress: Progress | None) -> Ratings:
        heads, scores, done = [], [], 0
        for block in self.file.blocks:
            head, scored = self._numbers(block)
            heads.append(head)
            scores.append(scored)
            done += len(block.lines)
            if progress:
                progress(min(done, self.file.rows), self.file.rows)
        self._refuse()
        if not self.candidates:
            raise refusal("only_headings", line=1)
        rows, rated = np.concatenate(heads, axis=1), np.concatenate(scores, axis=1)
        made = self._from_long(rows, rated) if self.layout.is_long else self._from_wide(rows, rated)
        self._refuse()
        return made

    def _refuse(self) -> None:
        if self.problems:
            raise SheetRefused(sorted(self.problems, key=lambda problem: problem.line or 0)[:MOST_TOLD])

    # ---- Rows as numbers: line, candidate, rater, owned; beside them competency and score, or every score.

    def _numbers(self, block: Block) -> tuple[Numbers, Scores]:
        fields, owned = self.layout.fields, self.layout.fields.get("owned")
        candidate = block.read(fields["candidate"], lambda text: _name(text, self.candidates))
        rater = block.read(fields["rater"], lambda text: _name(text, self.raters))
        evidence = np.full(len(block.lines), MAYBE) if owned is None else block.read(owned, _or_wrong(ownership))
        scores = [block.read(place, reader) for place, reader in self._readers()]
        filled = (candidate >= 0) | (rater >= 0) | np.any([score > 0 for score in scores], axis=0)
        self._tell(block, filled & (candidate < 0), "no_candidate", fields["candidate"])
        self._tell(block, filled & (rater < 0), "no_rater", fields["rater"])
        if owned is not None:
            self._tell(block, filled & (evidence == WRONG), "not_yes_or_no", owned)
        for (place, _), score in zip(self._readers(), scores, strict=True):
            code = "no_such_competency" if place == fields.get("competency") and self.layout.is_long else "not_a_rating"
            self._tell(block, filled & (score == WRONG), code, place)
        heads = np.stack([block.lines, candidate, rater, evidence]).astype(np.int32)
        return heads[:, filled], np.stack(scores).astype(np.int8)[:, filled]

    def _readers(self) -> Sequence[tuple[int, Any]]:
        if not self.layout.is_long:
            return [(place, _or_wrong(rating)) for place in self.layout.competencies.values()]
        fields = self.layout.fields
        return [
            (fields["competency"], lambda text: self.places.get(heading_key(text), WRONG)),
            (fields["score"], _or_wrong(rating)),
        ]

    def _tell(self, block: Block, wrong: Any, code: str, place: int) -> None:
        room = max(0, MOST_TOLD - len(self.problems))
        for row in np.flatnonzero(wrong)[:room].tolist():
            found = {"text": clean_text(block.text(place, row), MOST_SHOWN)}
            self.problems.append(SheetProblem(code, int(block.lines[row]), self.file.headings[place], found))

    # ---- Cards out of rows.

    def _from_wide(self, rows: Numbers, scores: Scores) -> Ratings:
        self._tell_doubles(rows, _pairs(rows), "doubled_card")
        columns = [np.zeros(rows.shape[1], dtype=np.int8) for _ in self.rubric.competencies]
        keys = [wanted.key for wanted in self.rubric.competencies]
        for key, found in zip(self.layout.competencies, scores, strict=True):
            columns[keys.index(key)] = found
        return self._ratings(rows, rows[1], rows[2], columns)

    def _from_long(self, rows: Numbers, scores: Scores) -> Ratings:
        cards, first, card = np.unique(_pairs(rows), return_index=True, return_inverse=True)
        self._tell_doubles(rows, card * len(self.rubric.competencies) + scores[0], "doubled_rating")
        columns = np.zeros((len(self.rubric.competencies), len(cards)), dtype=np.int8)
        columns[scores[0], card] = scores[1]
        return self._ratings(rows, rows[1][first], rows[2][first], list(columns))

    def _tell_doubles(self, rows: Numbers, keys: Numbers, code: str) -> None:
        _, first = np.unique(keys, return_index=True)
        again = np.ones(len(keys), dtype=np.bool_)
        again[first] = False
        candidates, raters = list(self.candidates), list(self.raters)
        for row in np.flatnonzero(again)[:MOST_TOLD].tolist():
            found = {"candidate": candidates[rows[1, row]], "rater": raters[rows[2, row]]}
            self.problems.append(SheetProblem(code, int(rows[0, row]), None, found))

    def _ratings(self, rows: Numbers, candidate: Numbers, rater: Numbers, columns: Sequence[Any]) -> Ratings:
        owned = np.full(len(self.candidates), MAYBE, dtype=np.int8)
        for answer in (NO, YES):  # one person's evidence is enough
            owned[rows[1][rows[3] == answer]] = answer
        keys = tuple(wanted.key for wanted in self.rubric.competencies)
        return Ratings(
            keys, list(self.candidates), list(self.raters), candidate.astype(np.int32), rater.astype(np.int32),
            columns, owned, self.layout.passed_over,
        )  # fmt: skip


def _pairs(rows: Numbers) -> Numbers:
    """One number for each candidate and rater."""
    pairs: Numbers = rows[1].astype(np.int64) * (int(rows[2].max(initial=0)) + 1) + rows[2]
    return pairs


def _name(text: str, known: dict[str, int]) -> int:
    name = clean_text(text, LONGEST_NAME)
    return known.setdefault(name, len(known)) if name else BLANK


def _or_wrong(reader: Any) -> Any:
    def read(text: str) -> int:
        found = reader(clean_text(text, LONGEST_NAME))
        return WRONG if found is None else int(found)

    return read
