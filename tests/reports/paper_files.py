"""A Paper's files read back, so that the tests can compare them with the Paper cell by cell."""

from __future__ import annotations

import csv
from datetime import date
from functools import lru_cache
from io import BytesIO, StringIO
from typing import Any
from xml.etree import ElementTree
from zipfile import ZipFile

from papers import library, paper_in

from readiness.reports.formats import FORMATS
from readiness.reports.paper import Paper

WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def made(paper: Paper, ending: str) -> bytes:
    return FORMATS[ending].make(paper, library().words)


@lru_cache
def file_in(language: str, ending: str) -> bytes:
    return made(paper_in(language), ending)


def csv_rows(file: bytes) -> list[list[str]]:
    return list(csv.reader(StringIO(file.decode("utf-8-sig"), newline="")))


def sheets(file: bytes) -> dict[str, list[list[Any]]]:
    """The rows of every sheet by its name."""
    from python_calamine import CalamineWorkbook

    book = CalamineWorkbook.from_filelike(BytesIO(file))
    return {name: book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in book.sheet_names}


def parts(file: bytes, under: str) -> dict[str, str]:
    """The XML parts of a package whose name starts so."""
    with ZipFile(BytesIO(file)) as package:
        return {name: package.read(name).decode() for name in package.namelist()
                if name.startswith(under) and name.endswith((".xml", ".rels"))}  # fmt: skip


def body(file: bytes) -> ElementTree.Element:
    return ElementTree.fromstring(parts(file, "word/document.xml")["word/document.xml"])


def words_in(element: ElementTree.Element) -> str:
    """The words of a piece of a document, a line break between them as a space."""
    told = [found.text or "" if found.tag == f"{WORD}t" else " " for found in element.iter()
            if found.tag in (f"{WORD}t", f"{WORD}br")]  # fmt: skip
    return "".join(told)


def as_told(number: float | date) -> str:
    return number.isoformat() if isinstance(number, date) else str(number)
