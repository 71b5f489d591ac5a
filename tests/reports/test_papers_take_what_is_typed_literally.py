"""Whatever a person types into a Paper is shown as it stands: no formula, no markup, no file read, no crash."""

from __future__ import annotations

import json
import re
from xml.etree import ElementTree

import pytest
from paper_files import body, csv_rows, made, parts, sheets, words_in
from papers import HOSTILE, hostile_paper
from pdf_text import squeezed, words_of

LANGUAGES = ["en", "fa"]
PRINTED = [words for words in HOSTILE if words.isascii() and words.isprintable()]


@pytest.mark.parametrize("language", LANGUAGES)
def test_in_the_pdf(language: str) -> None:
    file = made(hostile_paper(language), "pdf")
    printed = squeezed(words_of(file))
    assert [words for words in PRINTED if squeezed(words) not in printed] == []
    assert "root:" not in printed
    assert "\u202e" not in printed
    assert b"<pdfuaid:part>1<" in file


@pytest.mark.parametrize("language", LANGUAGES)
def test_in_the_document(language: str) -> None:
    file = made(hostile_paper(language), "docx")
    for name, part in parts(file, "").items():
        assert ElementTree.fromstring(part) is not None, name
    told = words_in(body(file))
    assert [words for words in PRINTED if words not in told] == []
    assert "ab" in told
    assert "\u202e" not in told
    assert "root:" not in told


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_cell_of_the_workbook_is_a_formula_or_a_link(language: str) -> None:
    file = made(hostile_paper(language), "xlsx")
    for name, part in parts(file, "xl/").items():
        assert ElementTree.fromstring(part) is not None, name
        assert "<f>" not in part
        assert "hyperlink" not in part
    cells = [cell for rows in sheets(file).values() for row in rows for cell in row]
    assert "'=cmd|'/C calc'!A0" in cells
    assert "'-5+5" in cells
    assert not [cell for cell in cells if str(cell).startswith(("=", "+", "-", "@", "＝"))]
    assert "ab" in cells


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_cell_of_the_csv_is_a_formula(language: str) -> None:
    cells = [cell for row in csv_rows(made(hostile_paper(language), "csv")) for cell in row]
    assert "'=cmd|'/C calc'!A0" in cells
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "＝"))]


def test_the_json_holds_it_as_typed() -> None:
    read = json.loads(made(hostile_paper("en"), "json"))
    rows = read["words"]["sections"][0]["blocks"][0]["rows"]
    assert [row[1]["words"] for row in rows][:-1] == list(HOSTILE[:-1])


def test_sheets_get_names_that_every_program_takes() -> None:
    from dataclasses import replace

    paper = hostile_paper("en")
    grid = paper.sections[0].blocks[0]
    captions = ("a/b:c*?[d]", "'quoted'", "x" * 60, "x" * 60, "History", "", "A/B c d")
    blocks = tuple(replace(grid, key=str(at), caption=caption) for at, caption in enumerate(captions))
    names = list(sheets(made(replace(paper, sections=(replace(paper.sections[0], blocks=blocks),)), "xlsx")))
    assert len({name.lower() for name in names}) == len(names) == 8
    for name in names:
        assert 0 < len(name) <= 31
        assert not re.search(r"[\[\]:*?/\\]|^'|'$", name)
