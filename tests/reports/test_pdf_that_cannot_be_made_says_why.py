"""Where no PDF can be made, one error gives the reason, and the reader is told in both languages."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from pdf_cases import library, report_of

from readiness.reports import pdf, typeface
from readiness.reports.pdf import PdfUnavailable


def reason() -> str:
    with pytest.raises(PdfUnavailable) as failed:
        pdf.render(report_of("small-agency", "en"), library().words)
    assert failed.value.reason in library().words["pdf"]
    return failed.value.reason


@pytest.fixture
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder in the place of the typeface's."""
    monkeypatch.setenv("TYPEFACE_FOLDER", str(tmp_path))
    return tmp_path


@pytest.mark.usefixtures("elsewhere")
def test_without_its_typeface() -> None:
    assert reason() == "no_typeface"


@pytest.mark.parametrize("content", [b"", b"no font at all", b"\0\1\0\0\0\1" + b"\0" * 200])
def test_with_a_broken_typeface(elsewhere: Path, content: bytes) -> None:
    for name in (typeface.REGULAR, typeface.BOLD):
        (elsewhere / name).write_bytes(content)
    assert reason() == "no_typeface"


@pytest.mark.usefixtures("elsewhere")
def test_without_its_engine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "typst", None)
    assert reason() == "no_engine"


def test_with_a_layout_that_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "LAYOUT", b"#panic()")
    assert reason() == "not_made"


def test_and_it_works_again_once_the_typeface_is_there(elsewhere: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert reason() == "no_typeface"
    monkeypatch.delenv("TYPEFACE_FOLDER")
    assert elsewhere != typeface.folder()
    assert pdf.render(report_of("small-agency", "en"), library().words).startswith(b"%PDF")
