"""One Paper, one set of figures: page, PDF, document, workbook, CSV and JSON hold every one of its cells."""

from __future__ import annotations

import json
from datetime import date, datetime

import pytest
from paper_files import WORD, as_told, body, csv_rows, file_in, made, sheets, words_in
from papers import library, long_paper, paper_in
from pdf_text import page_count, squeezed, words_of

from readiness.reports.formats import FORMATS
from readiness.reports.paper import Figures, Grid, Paper, Section, blocks_of, file_name, grids_of
from readiness.reports.paper_data import sheets_of

LANGUAGES = ["en", "fa"]


def every_word(paper: Paper) -> list[str]:
    """The words of all cells, figures and headings."""
    cells = [word for grid in grids_of(paper) for row in grid.rows for cell in row for word in (cell.words, cell.note)]
    figures = [figure for block in blocks_of(paper) if isinstance(block, Figures) for figure in block.figures]
    told = [word for figure in figures for word in (figure.name, figure.value, figure.meaning)]
    return [*cells, *told, *(section.title for section in paper.sections), paper.summary, paper.eyebrow]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_pdf_prints_every_word(language: str) -> None:
    printed = squeezed(words_of(file_in(language, "pdf")))
    assert [word for word in every_word(paper_in(language)) if squeezed(word) not in printed] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_documents_tables_are_the_papers(language: str) -> None:
    read = [
        [[words_in(cell) for cell in row.iter(f"{WORD}tc")] for row in table.iter(f"{WORD}tr")]
        for table in body(file_in(language, "docx")).iter(f"{WORD}tbl")
    ]
    told = [
        [[column.name for column in grid.columns]]
        + [[f"{cell.words} {cell.note}".strip() for cell in row] for row in grid.rows]
        for grid in grids_of(paper_in(language))
    ]
    assert read[1:] == told  # the first holds the facts
    assert tuple(map(tuple, read[0][1:])) == paper_in(language).facts


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_workbooks_sheets_are_the_papers_tables_and_its_numbers_numbers(language: str) -> None:
    paper = paper_in(language)
    read = list(sheets(file_in(language, "xlsx")).values())[1:]
    told = list(sheets_of(paper, library().words))
    assert len(read) == len(told) == 6
    for rows, sheet in zip(read, told, strict=True):
        assert rows[0] == [column.name for column in sheet.columns]
        for row, cells in zip(rows[1:], sheet.rows, strict=True):
            for value, cell, column in zip(row, cells, sheet.columns, strict=True):
                number = cell.bare(column)
                shown = value.date() if isinstance(value, datetime) else value
                exact = number is None or isinstance(number, date)
                assert shown == ((number or cell.words) if exact else pytest.approx(number, rel=1e-14))
                assert isinstance(shown, str | date if number is None else float | int | date)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_csv_holds_all_tables_under_their_captions(language: str) -> None:
    told: list[list[str]] = []
    for sheet in sheets_of(paper_in(language), library().words):
        told += [[], [sheet.caption], [column.name for column in sheet.columns]]
        for row in sheet.rows:
            bare = [(cell, cell.bare(column)) for cell, column in zip(row, sheet.columns, strict=True)]
            told.append([cell.words if number is None else as_told(number) for cell, number in bare])
    assert csv_rows(file_in(language, "csv")) == told[1:]


def test_a_single_table_stands_alone_in_the_csv() -> None:
    paper = paper_in("en")
    grid = next(grids_of(paper))
    one = Paper(
        **{**{part: getattr(paper, part) for part in Paper.__slots__}, "sections": (Section("A", "", (grid,)),)}
    )
    assert csv_rows(made(one, "csv"))[0] == [column.name for column in grid.columns]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_json_holds_raw_figures_and_every_cell(language: str) -> None:
    paper = paper_in(language)
    read = json.loads(file_in(language, "json"))
    assert read["figures"] == paper.figures
    assert read["made_on"] == "2026-11-23"
    blocks = [block for section in read["words"]["sections"] for block in section["blocks"]]
    tables = [block.get("table", block) for block in blocks if block["kind"] in ("table", "chart")]
    for table, grid in zip(tables, grids_of(paper), strict=True):
        told = [[(cell.words, cell.number if not isinstance(cell.number, date) else "2026-11-23") for cell in row]
                for row in grid.rows]  # fmt: skip
        assert [[(cell["words"], cell["number"]) for cell in row] for row in table["rows"]] == told


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("ending", list(FORMATS))
def test_the_same_paper_gives_the_same_bytes(language: str, ending: str) -> None:
    assert made(paper_in(language), ending) == file_in(language, ending)


@pytest.mark.parametrize("language", LANGUAGES)
def test_fifty_pages_are_whole_in_every_format(language: str) -> None:
    paper = long_paper(language)
    pdf = made(paper, "pdf")
    assert page_count(pdf) >= 50
    assert squeezed("C-049") in squeezed(words_of(pdf))
    assert b"<pdfuaid:part>1<" in pdf
    assert len(list(body(made(paper, "docx")).iter(f"{WORD}tbl"))) == 1 + len(list(grids_of(paper)))
    assert len(sheets(made(paper, "xlsx"))) == 2 + len(list(grids_of(paper)))
    assert len(csv_rows(made(paper, "csv"))) > 50 * 12


def test_a_files_name_is_plain_and_never_hidden() -> None:
    assert file_name(paper_in("fa"), "pdf") == "debrief-C-017-2026-11-23.pdf"
    for stem in ("../../etc/passwd", ".htaccess", "نام", 'a"\r\nb', "x" * 500):
        one = Paper(**{**{part: getattr(paper_in("en"), part) for part in Paper.__slots__}, "stem": stem})
        name = file_name(one, "pdf")
        assert name.isascii()
        assert name[0].isalnum()
        assert len(name) < 100
        assert not {*'/\\"\r\n'} & {*name}


def test_a_row_with_a_cell_too_few_is_refused() -> None:
    grid = next(grids_of(paper_in("en")))
    with pytest.raises(ValueError, match="one cell a column"):
        Grid("key", "caption", grid.columns, (grid.rows[0][:1],))
