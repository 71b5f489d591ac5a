"""Every file that a Paper can be: its ending, its content type, and who makes it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from readiness.reports.paper import Paper, Wordbook


@dataclass(frozen=True, slots=True)
class Format:
    """What a browser is told the file is, and the function that makes it out of a Paper and the library's words."""

    content_type: str
    make: Callable[[Paper, Wordbook], bytes]


def render_pdf(paper: Paper, words: Wordbook) -> bytes:
    """A PDF on A4 (PDF/UA-1, PDF/A-3a). Raises PdfUnavailable (readiness.reports.press)."""
    from readiness.reports.paper_pdf import render_pdf  # what makes a file is slow to load, and seldom needed

    return render_pdf(paper, words)


def render_docx(paper: Paper, words: Wordbook) -> bytes:
    """A Word document with real headings and tables."""
    from readiness.reports.document import render_docx

    return render_docx(paper, words)


def render_xlsx(paper: Paper, words: Wordbook) -> bytes:
    """A workbook: what the report says on the first sheet, then one sheet a table."""
    from readiness.reports.spreadsheet import render_xlsx

    return render_xlsx(paper, words)


def render_csv(paper: Paper, words: Wordbook) -> bytes:
    """All tables as comma-separated lines, bare numbers where there are any."""
    from readiness.reports.paper_data import render_csv

    return render_csv(paper, words)


def render_json(paper: Paper, words: Wordbook) -> bytes:
    """The raw figures, and the words beside them."""
    from readiness.reports.paper_data import render_json

    return render_json(paper, words)


FORMATS = {
    "pdf": Format("application/pdf", render_pdf),
    "docx": Format("application/vnd.openxmlformats-officedocument.wordprocessingml.document", render_docx),
    "xlsx": Format("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", render_xlsx),
    "csv": Format("text/csv; charset=utf-8", render_csv),
    "json": Format("application/json", render_json),
}
