"""Sends a Paper as a file, in whichever format was asked for; the trail knows of it before it goes."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from flask import Response, abort

from readiness.records.audit import note_alone
from views.access import member
from views.errors import told_page
from views.pages import file_to_keep
from views.site import this_site

if TYPE_CHECKING:  # what makes files is slow to load, and seldom needed
    from readiness.reports.paper import Paper

ENDINGS = ("pdf", "docx", "xlsx", "csv", "json")


def send_paper(make: Callable[[], Paper], ending: str, about: str, language: str, **noted: str) -> Response:
    """The Paper that `make` makes as a file to keep; 404 for a format that there is none of.

    `noted` stands in the trail beside the format, else which report it is. Where a PDF can't be made here, a page
    says why.
    """
    from readiness.reports.formats import FORMATS
    from readiness.reports.paper import file_name
    from readiness.reports.press import PdfUnavailable

    if ending not in ENDINGS or ending not in FORMATS:
        abort(404)
    paper = make()
    try:
        made = FORMATS[ending].make(paper, this_site().library.words)
    except PdfUnavailable as problem:
        return told_page(this_site().words[language]["pdf"][problem.reason], language)
    told = noted or {"report": paper.key}
    note_alone(this_site().database, member().actor, "report_downloaded", about, **told, format=ending)
    return file_to_keep(made, FORMATS[ending].content_type, file_name(paper, ending))
