"""In Persian, documents and workbooks run from the right, down to each run and sheet; in English nothing does."""

from __future__ import annotations

import pytest
from paper_files import WORD, body, file_in, parts, words_in
from papers import paper_in

from readiness.reports.paper import Picture, blocks_of


def marked(element: object, name: str) -> bool:
    return element.find(f".//{WORD}{name}") is not None  # type: ignore[attr-defined]


def test_every_paragraph_table_and_section_of_a_persian_document_runs_from_the_right() -> None:
    document = body(file_in("fa", "docx"))
    assert all(marked(paragraph, "bidi") for paragraph in document.iter(f"{WORD}p"))
    assert all(marked(table, "bidiVisual") for table in document.iter(f"{WORD}tbl"))
    assert marked(document.find(f".//{WORD}sectPr"), "bidi")
    styles = parts(file_in("fa", "docx"), "word/styles.xml")["word/styles.xml"]
    assert 'w:bidi="fa-IR"' in styles
    assert 'w:cs="Tahoma"' in styles


def test_a_run_goes_the_way_of_its_words() -> None:
    runs = [run for run in body(file_in("fa", "docx")).iter(f"{WORD}r") if words_in(run).strip()]
    latin = [run for run in runs if words_in(run)[0].isascii() and words_in(run)[0].isalpha()]
    assert latin
    assert not [words_in(run) for run in latin if marked(run, "rtl")]
    assert not [words_in(run) for run in runs if run not in latin and not marked(run, "rtl")]


def test_an_english_document_runs_from_the_left_but_for_persian_names() -> None:
    document = body(file_in("en", "docx"))
    assert not marked(document, "bidi")
    assert not marked(document, "bidiVisual")
    turned = {words_in(run) for run in document.iter(f"{WORD}r") if marked(run, "rtl")}
    assert turned == {"مینا تهرانی"}


@pytest.mark.parametrize(("language", "from_the_right"), [("en", False), ("fa", True)])
def test_every_sheet_runs_its_way(language: str, from_the_right: bool) -> None:
    pages = parts(file_in(language, "xlsx"), "xl/worksheets/sheet")
    assert len(pages) == 7
    assert {'rightToLeft="1"' in page for page in pages.values()} == {from_the_right}


@pytest.mark.parametrize("language", ["en", "fa"])
def test_a_documents_headings_heads_of_tables_and_properties_are_real(language: str) -> None:
    file, paper = file_in(language, "docx"), paper_in(language)
    document = body(file)
    styles = [style.get(f"{WORD}val") for style in document.iter(f"{WORD}pStyle")]
    assert styles.count("Title") == 1
    assert styles.count("Heading1") == len(paper.sections)
    looks = parts(file, "word/styles.xml")["word/styles.xml"]
    assert looks.count('w:outlineLvl w:val="0"') >= 1
    for table in document.iter(f"{WORD}tbl"):
        rows = list(table.iter(f"{WORD}tr"))
        assert [marked(row, "tblHeader") for row in rows] == [True] + [False] * (len(rows) - 1)
    about = parts(file, "docProps/core.xml")["docProps/core.xml"]
    assert f"<dc:title>{paper.title}</dc:title>" in about
    assert f"<dc:language>{language}</dc:language>" in about
    assert "<dc:creator></dc:creator>" in about or "<dc:creator/>" in about
    assert "python-docx" not in about


@pytest.mark.parametrize("language", ["en", "fa"])
def test_a_picture_with_a_plot_is_a_live_chart_of_its_own_cells(language: str) -> None:
    charts = parts(file_in(language, "xlsx"), "xl/charts/chart")
    plotted = [block for block in blocks_of(paper_in(language)) if isinstance(block, Picture) and block.plot]
    assert len(charts) == len(plotted) == 3
    assert sum("<c:lineChart>" in chart for chart in charts.values()) == 1
    assert all("<c:numRef><c:f>" in chart for chart in charts.values())
