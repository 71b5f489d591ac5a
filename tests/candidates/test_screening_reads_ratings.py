"""A file of ratings becomes cards, in either shape and from any format; one bad row is told, and none is taken."""

from __future__ import annotations

import json

import pytest

from readiness.candidates import rating_blocks
from readiness.candidates.rating_file import read_ratings
from readiness.candidates.screening import Ratings
from readiness.library import load_library
from readiness.sheets.sheet import Limits, SheetRefused
from tests.sheets.workbooks import workbook

RUBRIC = load_library().roles["account_manager"].rubric
KEYS = [wanted.key for wanted in RUBRIC.competencies]
CARDS = {("Mina", "x"): {"curiosity": 3, "renewal": 0}, ("Mina", "y"): {"curiosity": 5, "renewal": 4},
         ("Omid", "x"): {"curiosity": 0, "renewal": 2}}  # fmt: skip
WIDE = "candidate,rater,curiosity,renewal\nMina,x,3,not seen\nMina,y,5,4\n\nOmid,x,-,2\n"
LONG = (
    "Rated by;Applicant;Competency;Rating\nx;Mina;curiosity;3\nx;Mina;Renewal;\ny;Mina;curiosity;5\n"
    "y;Mina;RENEWAL;4\nx;Omid;curiosity;دیده نشد\nx;Omid;renewal;۲\n"
)


@pytest.fixture(params=["carefully", "fast"], autouse=True)
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Small files are read carefully and large ones fast: both are to tell the same."""
    monkeypatch.setattr(rating_blocks, "WORTH_PANDAS", 0 if request.param == "fast" else 10**9)


def cards(found: Ratings) -> dict[tuple[str, str], dict[str, int]]:
    """What each card holds, by the names of candidate and rater; competencies that no card has are left out."""
    rated = {key: column.tolist() for key, column in zip(found.keys, found.columns, strict=True) if column.any()}
    names = [(found.candidates[who], found.raters[by]) for who, by in zip(found.candidate, found.rater, strict=True)]
    return {name: {key: column[place] for key, column in rated.items()} for place, name in enumerate(names)}


def read(raw: str | bytes, name: str = "ratings.csv") -> Ratings:
    return read_ratings(raw.encode() if isinstance(raw, str) else raw, name, RUBRIC)


def why(raw: str | bytes, name: str = "ratings.csv") -> list[tuple[str, int | None, str | None]]:
    with pytest.raises(SheetRefused) as refused:
        read(raw, name)
    return [(problem.code, problem.line, problem.column) for problem in refused.value.problems]


@pytest.mark.parametrize("raw", [WIDE, LONG])
def test_both_shapes_hold_the_same_cards(raw: str) -> None:
    assert cards(read(raw)) == CARDS


def test_a_workbook_and_json_hold_the_same_cards_too() -> None:
    rows = [
        ["candidate", "rater", "curiosity", "renewal"],
        ["Mina", "x", 3],
        ["Mina", "y", 5, 4],
        ["Omid", "x", "–", 2],
    ]
    objects = [dict(zip(rows[0], row, strict=False)) for row in rows[1:]]
    objects[0]["renewal"] = None
    assert cards(read(workbook(rows), "ratings.xlsx")) == CARDS
    assert cards(read(json.dumps(objects), "ratings.json")) == CARDS
    assert cards(read(json.dumps({"ratings": objects}), "ratings.json")) == CARDS


def test_persian_headings_are_known() -> None:
    names = [wanted.name.fa for wanted in RUBRIC.competencies]
    found = read("نامزد,ارزیاب," + ",".join(names) + "\nمینا,سارا" + ",۴" * len(names) + "\n")
    assert cards(found) == {("مینا", "سارا"): dict.fromkeys(KEYS, 4)}


@pytest.mark.parametrize("score", ["0", "6", "3.5", "-1", "x", "NaN", "Infinity", "1e0", "1e309", "1_0", "²", "0x3"])
def test_what_is_no_rating_is_told_and_never_a_zero(score: str) -> None:
    assert why(WIDE + f"Nika,x,{score},3\n") == [("not_a_rating", 6, "curiosity")]


@pytest.mark.parametrize("score", ["۴", "٤", "4", "4.0", " 4 "])
def test_a_rating_may_be_in_any_digits(score: str) -> None:
    assert cards(read(WIDE + f"Nika,x,{score},3\n"))["Nika", "x"]["curiosity"] == 4


def test_every_bad_row_is_told_with_its_line_and_nothing_is_taken() -> None:
    assert why(WIDE + ",x,3,3\nNika,,3,3\nNika,z,9,9\n") == [
        ("no_candidate", 6, "candidate"), ("no_rater", 7, "rater"),
        ("not_a_rating", 8, "curiosity"), ("not_a_rating", 8, "renewal"),
    ]  # fmt: skip


def test_a_hundred_problems_are_enough() -> None:
    assert len(why("candidate,rater,curiosity\n" + "".join(f"a{i},x,9\n" for i in range(500)))) == 100


def test_nobody_is_rated_twice_by_the_same() -> None:
    assert why(WIDE + "Mina,x,3,3\n") == [("doubled_card", 6, None)]
    assert why(LONG + "y;Mina;renewal;4\n") == [("doubled_rating", 8, None)]


def test_an_unknown_competency_is_told_in_a_row_and_passed_over_as_a_column() -> None:
    assert why(LONG + "y;Mina;flying;4\n") == [("no_such_competency", 8, "Competency")]
    assert read("candidate,rater,flying,curiosity\nMina,x,9,3\n").passed_over == ("flying",)


def test_evidence_of_ownership_is_yes_no_or_not_known() -> None:
    head = "candidate,rater,owned,curiosity\n"
    found = read(head + "A,x,yes,3\nA,y,no,3\nB,x,خیر,3\nC,x,,3\nD,x,بله,3\n")
    assert found.owned.tolist() == [2, 0, 1, 2]
    assert why(head + "A,x,perhaps,3\n") == [("not_yes_or_no", 2, "owned")]
    assert read(WIDE).owned.tolist() == [1, 1]


@pytest.mark.parametrize(
    ("head", "code"),
    [
        ("rater,curiosity", "no_candidate_column"),
        ("candidate,curiosity", "no_rater_column"),
        ("candidate,rater,flying", "no_competency_column"),
        ("candidate,rater,competency", "no_score_column"),
    ],
)
def test_a_missing_column_is_told(head: str, code: str) -> None:
    assert [told for told, _, _ in why(f"{head}\n1,2,3\n" if head.count(",") == 2 else f"{head}\n1,2\n")] == [code]


@pytest.mark.parametrize(
    ("raw", "code", "line"),
    [
        ("candidate,rater,curiosity\nA,x,3\nB,x,3,4\n", "extra_cells", 3),
        ("candidate,rater,curiosity\nA,x,3,4\nB,x,3,4\n", "extra_cells", 2),
        ('candidate,rater,curiosity\nA,x,"3\n', "broken_quotes", 2),
        ("candidate,rater,curiosity\n", "only_headings", 1),
        ("candidate,rater,curiosity\nA\x00,x,3\n", "nul_sign", 2),
        (b"candidate,rater,curiosity\nA\xff,x,3\n", "bad_encoding", 2),
        ("candidate,rater,curiosity,Curiosity\nA,x,3,3\n", "doubled_heading", 1),
    ],
)
def test_a_damaged_file_is_told_either_way(raw: str | bytes, code: str, line: int) -> None:
    assert why(raw)[0][:2] == (code, line)


@pytest.mark.parametrize(
    "raw",
    [
        "{", "[1, 2]", '"x"', '[{"candidate": "A", "rater": "x", "curiosity": NaN}]', "[" * 100_000,
        '[{"candidate": "A", "candidate": "B", "rater": "x", "curiosity": 3}]',
        '[{"candidate": ["A"], "rater": "x", "curiosity": 3}]',
    ],
)  # fmt: skip
def test_json_that_is_no_table_is_refused(raw: str) -> None:
    assert [code for code, _, _ in why(raw, "ratings.json")] == ["not_json"]


def test_names_are_cleaned_and_alike_ones_are_one() -> None:
    found = read("candidate,rater,curiosity\nعلي\u202e,x,3\nعلی,y,4\n  علی ,z,5\n")
    assert (found.candidates, len(found.candidate)) == (["علی"], 3)


def test_progress_reaches_the_end() -> None:
    told: list[tuple[int, int]] = []
    read_ratings(WIDE.encode(), "a.csv", RUBRIC, progress=lambda done, total: told.append((done, total)))
    assert told[-1][0] == told[-1][1] > 0


def test_limits_hold() -> None:
    for limits in (Limits(bytes=50), Limits(rows=2)):
        with pytest.raises(SheetRefused):
            read_ratings(WIDE.encode(), "a.csv", RUBRIC, limits)
