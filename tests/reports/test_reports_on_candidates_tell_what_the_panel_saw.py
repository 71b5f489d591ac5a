"""The reports on candidates say the level plainly and why, what to collect, who differs, and what is assumed."""

from __future__ import annotations

from datetime import date

import pytest

from readiness.candidates.reliability import Reliability
from readiness.library import load_library
from readiness.reports.comparison_report import Row, comparison_paper
from readiness.reports.formats import FORMATS
from readiness.reports.house import NOBODY
from readiness.reports.panel_report import candidate_paper, debrief_paper
from readiness.reports.panel_words import headline
from readiness.reports.paper import Bullets, Grid, Paper, blocks_of
from readiness.reports.seen import Ground, Marked, Seen, Taken, without_shared

LIBRARY = load_library()
ROLE = LIBRARY.roles["account_manager"]
KEYS = tuple(wanted.key for wanted in ROLE.rubric.competencies)
BOTH = pytest.mark.parametrize("language", ["en", "fa"])
SURE = Reliability(r=0.95, sd=0.1, assumed=False, candidates=40)


def ground(language: str = "en", reliability: Reliability = SURE) -> Ground:
    day = date(2026, 11, 23)
    return Ground(language, LIBRARY.words, day, NOBODY, ROLE, ROLE.rubric, "Tabriz", "mid", reliability)


def seen(score: int | None, owned: bool | None = True, **others: int | None) -> Seen:
    """Two raters who agree, but for `others`, which the second rated so."""
    plain = dict.fromkeys(KEYS, score)
    cards = [Marked(at, name, marks, dict.fromkeys(KEYS, f"{name} saw it")) for at, name, marks in (
        (1, "Ava", plain), (2, "Bahram", {**plain, **others}),
    )]  # fmt: skip
    taken = (Taken("hire", "Mina", "today", "the best of all", True, "junior"),)
    return Seen("C-017", "C-017", cards, (), owned, None, taken)


def words_of(paper: Paper) -> str:
    items = (item for block in blocks_of(paper) if isinstance(block, Bullets) for item in block.items)
    return "\n".join([paper.summary, *(f"{item.title} {item.text} {item.where}" for item in items)])


@pytest.mark.parametrize(
    ("score", "owned", "said"),
    [
        (5, True, "Senior account manager"),
        (1, True, "Below junior"),
        (None, True, "Not told yet"),
        (5, None, "Between junior and senior: collect this"),
        (5, False, "Junior account manager"),
    ],
)
def test_the_level_is_said_in_a_few_plain_words(score: int | None, owned: bool | None, said: str) -> None:
    assert headline(ground(), seen(score, owned).placement(ground())) == said


@BOTH
def test_what_is_missing_is_asked_for_and_who_differs_is_named(language: str) -> None:
    told = words_of(candidate_paper(ground(language), seen(4, None, renewal=2)))
    assert LIBRARY.words["panel"]["collect_owned"][language] in told
    assert "Ava" in told
    assert "Bahram" in told
    assert "the best of all" in told


@BOTH
def test_assumed_figures_are_said_to_be_assumed(language: str) -> None:
    start = LIBRARY.words["panel"]["basis_assumed"][language].split("{")[0]
    assert start in words_of(candidate_paper(ground(language, Reliability()), seen(4)))
    assert start not in words_of(candidate_paper(ground(language), seen(4)))


def test_a_sentence_that_begins_with_a_latin_name_still_runs_as_persian_does() -> None:
    paper = candidate_paper(ground("fa"), seen(4, None, renewal=2))
    items = [item for block in blocks_of(paper) if isinstance(block, Bullets) for item in block.items]
    told = [words for item in items for words in (item.title, item.text) if "Ava" in words or "Bahram" in words]
    assert told
    assert not any(map(paper.turns, told))
    assert paper.turns("Ava saw it")


def test_not_seen_is_never_a_number() -> None:
    paper = candidate_paper(ground(), seen(None))
    grids = [block for block in blocks_of(paper) if isinstance(block, Grid) and block.key.startswith("ratings")]
    assert {row[2].number for grid in grids for row in grid.rows} == {None}


@BOTH
@pytest.mark.parametrize("ending", sorted(FORMATS))
def test_every_report_can_be_every_file(language: str, ending: str) -> None:
    here, one = ground(language), seen(4, renewal=2)
    papers = [candidate_paper(here, one), debrief_paper(here, [one]), debrief_paper(here, [])]
    papers.append(comparison_paper(here, [Row(one, "Applied", False, None), Row(one, "Applied", True, None)], 2))
    for paper in papers:
        assert FORMATS[ending].make(paper, LIBRARY.words) or paper.key == "debrief"


def test_an_owed_row_of_the_comparison_holds_no_figure() -> None:
    paper = comparison_paper(ground(), [Row(seen(4), "Applied", True, "hire")], 1)
    (grid,) = [block for block in blocks_of(paper) if isinstance(block, Grid)]
    assert all(cell.number is None and cell.shade is None for cell in grid.rows[0])
    assert paper.figures["candidates"] == [{"candidate": "C-017", "owed": True}]


def test_levels_are_told_apart_by_their_own_words() -> None:
    names = {"a": "junior account manager", "b": "senior account manager"}
    assert without_shared(names) == {"a": "junior", "b": "senior"}
    assert without_shared({"a": "one", "b": "two"}) == {"a": "one", "b": "two"}
