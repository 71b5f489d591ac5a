"""A Paper's PDF is fit to be kept, printed and read aloud, however long it is and whatever stands in it."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from paper_files import file_in, made
from papers import long_paper, paper_in
from pdf_text import page_count, squeezed, words_of

from readiness.reports.paper import Cell, Grid, Picture, blocks_of, grids_of


def tags(file: bytes) -> list[str]:
    return [tag.decode() for tag in re.findall(rb"/StructElem/S/(\w+)", file)]


@pytest.mark.parametrize("language", ["en", "fa"])
def test_it_is_tagged_titled_and_says_which_standards_it_meets(language: str) -> None:
    file, paper = file_in(language, "pdf"), paper_in(language)
    for mark in (b"<pdfuaid:part>1<", b"<pdfaid:part>3<", b"<pdfaid:conformance>A<", b"/Marked true", b"20261123"):
        assert mark in file
    assert f"/Lang({language})".encode() in file
    assert f'<rdf:li xml:lang="x-default">{paper.title}</rdf:li>'.encode() in file
    found = tags(file)
    assert found.count("H1") == 1
    assert found.count("H2") == len(paper.sections)
    assert found.count("Table") == found.count("THead") == len(list(grids_of(paper)))
    pictures = [block for block in blocks_of(paper) if isinstance(block, Picture)]
    assert found.count("Figure") == file.count(b"/Alt") == len(pictures) + 1  # and the logo


def test_its_pages_are_counted_in_its_own_digits() -> None:
    words = squeezed(words_of(file_in("fa", "pdf")))
    assert squeezed("صفحه‌ی ۲ از ۴") in words
    assert "Page2of4" in squeezed(words_of(file_in("en", "pdf")))


def test_the_heads_of_a_long_table_are_repeated_on_every_page() -> None:
    paper = paper_in("en")
    grid = next(grids_of(paper))
    rows = tuple((Cell(f"row {at}"), Cell(str(at), at), Cell("3", 3)) for at in range(200))
    long = Grid("long", "Two hundred rows", grid.columns, rows)
    file = made(replace(paper, sections=(replace(paper.sections[1], blocks=(long,)),)), "pdf")
    assert page_count(file) >= 4
    assert words_of(file).count("Competency") == page_count(file)
    assert "row 199" in words_of(file)


def test_what_begins_a_page_does() -> None:
    assert page_count(made(long_paper("en", 5), "pdf")) >= 6


@pytest.mark.parametrize("language", ["en", "fa"])
def test_a_paper_with_nothing_in_it_is_whole(language: str) -> None:
    bare = replace(paper_in(language), sections=(), facts=(), summary="", eyebrow="", house="", logo=b"")
    for ending in ("pdf", "docx", "xlsx", "json"):
        assert made(bare, ending)
    assert page_count(made(bare, "pdf")) == 1


def test_evidence_longer_than_a_page_is_printed_to_its_end() -> None:
    paper = paper_in("en")
    grid = next(grids_of(paper))
    rows = ((Cell("word " * 900 + "the end"), Cell("3", 3), Cell("3", 3)),)
    file = made(replace(paper, sections=(replace(paper.sections[1], blocks=(replace(grid, rows=rows),)),)), "pdf")
    assert "theend" in squeezed(words_of(file))
