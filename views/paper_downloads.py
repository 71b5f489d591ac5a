"""Sends a Paper as a file, in whichever format was asked for; the trail knows of it before it goes."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from flask import Response, abort, current_app

from readiness.records.audit import note_alone
from views.access import member
from views.errors import TRY_AGAIN, error_page, told_page
from views.pages import file_to_keep
from views.site import this_site

if TYPE_CHECKING:  # what makes files is slow to load, and seldom needed
    from readiness.reports.paper import Paper

ENDINGS = ("pdf", "docx", "xlsx", "csv", "json")
MAKING = "papers_being_made"
EACH, ALL = 2, 6  # at once, of one person and of all: a large one takes seconds, and pages need threads too


class Making:
    """Who has files made just now, by this server."""

    def __init__(self) -> None:
        self.lock, self.of = threading.Lock(), Counter[int]()

    @contextmanager
    def one_more(self, person: int) -> Iterator[bool]:
        """Whether one more may be made now; it counts until it is."""
        with self.lock:
            may = self.of[person] < EACH and self.of.total() < ALL
            self.of[person] += may
        try:
            yield may
        finally:
            with self.lock:
                self.of[person] -= may
                self.of += Counter()  # whoever has none is forgotten


def send_paper(make: Callable[[], Paper], ending: str, about: str, language: str, **noted: str) -> Response:
    """The Paper that `make` makes as a file to keep; 404 for a format that there is none of.

    `noted` stands in the trail beside the format, else which report it is. Where a PDF can't be made here, a page
    says why; so where too many are being made (429).
    """
    making: Making = current_app.extensions.setdefault(MAKING, Making())
    with making.one_more(member().person) as may:
        if may:
            return _sent(make, ending, about, language, noted)
    answer = error_page(429, "busy")
    answer.headers["Retry-After"] = TRY_AGAIN
    return answer


def _sent(make: Callable[[], Paper], ending: str, about: str, language: str, noted: dict[str, str]) -> Response:
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
