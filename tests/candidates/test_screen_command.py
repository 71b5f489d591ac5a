"""`flask screen`: a file of ratings in, a table of everybody's level out, whole or not at all."""

from __future__ import annotations

import csv
import json
from io import StringIO
from pathlib import Path

import pytest
from click.testing import Result
from flask import Flask

from readiness.library import load_library
from readiness.sheets.reading import read_sheet

RUBRIC = load_library().roles["account_manager"].rubric
KEYS = [wanted.key for wanted in RUBRIC.competencies]


def line(name: str, rater: str, owned: str, ratings: list[object]) -> str:
    return ",".join([name, rater, owned, *map(str, ratings)])


@pytest.fixture
def ratings(tmp_path: Path) -> Path:
    senior, junior = [5] * 12, [wanted.targets["junior"] for wanted in RUBRIC.competencies]
    must = next(place for place, wanted in enumerate(RUBRIC.competencies) if "junior" in wanted.must_have)
    rows = [
        ",".join(["candidate", "rater", "owned", *KEYS, "e-mail"]),
        *(line("Sara", rater, "yes", [*senior, "s@example.com"]) for rater in ("x", "y")),
        *(line("Held", rater, "no", [*senior, ""]) for rater in ("x", "y")),
        *(line("=cmd|'/C calc'!A0", rater, "yes", [1] * 12) for rater in ("x", "y")),
        line("مینا", "x", "yes", [*junior[:must], "", *junior[must + 1 :]]),
    ]
    file = tmp_path / "ratings.csv"
    file.write_text("\n".join(rows), encoding="utf-8")
    return file


def run(app: Flask, *arguments: object) -> Result:
    return app.test_cli_runner().invoke(args=["screen", *map(str, arguments)])


def test_a_csv_holds_everybodys_level(app: Flask, ratings: Path) -> None:
    found = run(app, ratings)
    assert found.exit_code == 0, found.output
    rows = list(csv.DictReader(StringIO(found.stdout.removeprefix("\ufeff"), newline="")))
    by_name = {row["Candidate"]: row for row in rows}
    assert list(by_name) == ["Sara", "Held", "'=cmd|'/C calc'!A0", "مینا"]
    assert by_name["Sara"]["Level shown"].startswith("senior")
    assert by_name["Sara"]["Mean"] == "5.0"
    assert (by_name["Held"]["Level shown"].split()[0], list(by_name["Held"].values())[10]) == ("junior", "yes")
    assert by_name["مینا"]["Collect evidence on"]
    assert "e-mail" in found.stderr


def test_json_tells_the_same_by_keys(app: Flask, ratings: Path) -> None:
    found = json.loads(run(app, ratings, "--format", "json").stdout)
    people = {one["candidate"]: one for one in found["candidates"]}
    assert people["Sara"]["level"] == people["Sara"]["level_high"] == "senior"
    assert (people["Held"]["level"], people["Held"]["capped"]) == ("junior", True)
    assert people["=cmd|'/C calc'!A0"]["outcome"] == "below"
    assert people["مینا"]["means"][people["مینا"]["collect"][0]] is None
    assert [one["rater"] for one in found["raters"]] == ["x", "y"]
    assert found["passed_over"] == ["e-mail"]


def test_a_workbook_is_a_table_without_formulas(app: Flask, ratings: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.xlsx"
    assert run(app, ratings, "--format", "xlsx", "--language", "fa", "--out", out).exit_code == 0
    raw = out.read_bytes()
    found = read_sheet(raw, "out.xlsx")
    assert found.headings[0] == "نامزد"
    assert [row.cells[0] for row in found.rows] == ["Sara", "Held", "'=cmd|'/C calc'!A0", "مینا"]
    from io import BytesIO
    from zipfile import ZipFile

    with ZipFile(BytesIO(raw)) as book:
        sheet = book.read("xl/worksheets/sheet1.xml")
    assert b"<f>" not in sheet
    assert b'rightToLeft="1"' in sheet
    assert sorted(path.name for path in tmp_path.iterdir()) == ["out.xlsx", "ratings.csv"]


def test_a_workbook_without_a_file_is_refused(app: Flask, ratings: Path) -> None:
    found = run(app, ratings, "--format", "xlsx")
    assert (found.exit_code, "--out" in found.output) == (2, True)


def test_bad_rows_are_told_in_the_language_and_nothing_is_written(app: Flask, ratings: Path, tmp_path: Path) -> None:
    ratings.write_text(ratings.read_text(encoding="utf-8") + "\nNika,x,yes" + ",9" * 12, encoding="utf-8")
    out = tmp_path / "out.csv"
    out.write_text("before", encoding="utf-8")
    found = run(app, ratings, "--out", out, "--language", "fa")
    assert found.exit_code == 1
    assert "سطر ۹" in found.output
    assert "Traceback" not in found.output
    assert out.read_text(encoding="utf-8") == "before"


@pytest.mark.parametrize("name", ["nothing.csv", "folder.csv"])
def test_a_file_that_cannot_be_read_is_told(app: Flask, tmp_path: Path, name: str) -> None:
    (tmp_path / "folder.csv").mkdir()
    found = run(app, tmp_path / name)
    assert (found.exit_code, "can’t be read" in found.output) == (1, True)


def test_a_place_that_cannot_be_written_is_told(app: Flask, ratings: Path, tmp_path: Path) -> None:
    found = run(app, ratings, "--out", tmp_path / "no" / "out.csv")
    assert (found.exit_code, "can’t be written" in found.output) == (1, True)
