"""Makes the tagged PDF of a Report, in either language, so that an owner can hand it to a bank."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from datetime import UTC, datetime, time
from pathlib import Path
from typing import Any

from readiness.language import digits, direction
from readiness.questionnaire import Text
from readiness.reports import typeface
from readiness.reports.charts import for_print
from readiness.reports.press import PdfUnavailable, Press, drawn_logo, press_with
from readiness.reports.report import Chart, Report

__all__ = ["PdfUnavailable", "render"]

Words = Mapping[str, Mapping[str, Text]]
AREAS = ("result", "pdf")  # the page's headings are the PDF's too

LAYOUT = Path(__file__).with_name("report.typ").read_bytes()
MOST_PAGES = 4
TIGHTNESS = (0, 1, 2)  # how small and close the lines stand; the next is tried only when the pages run over
MANY_LETTERS = {"ltr": 15_200, "rtl": 14_100}  # from here on the first try would run over; Persian lines stand wider
LONGEST_LIST = 200
PICTURE_STYLE = "text{font-size:20px}</style>"  # two charts share a line, so their letters are larger than on a page
PAGES = re.compile(rb"/Type/Pages/Count (\d+)")


def render(report: Report, words: Words, *, made_at: datetime | None = None) -> bytes:
    """The report as a PDF of two to four A4 pages that meets PDF/UA-1 and PDF/A-3a.

    `words` are the library's, by area and key. `made_at` (with its time zone) stamps the file, else the report's
    own day does, so that the same report gives the same bytes. Raises PdfUnavailable.
    """
    press = press_with(typeface.folder())
    stamp = made_at or datetime.combine(report.made_on, time(), UTC)
    data = _data(report, words, press)
    press.warn_of(report.company + report.house + "".join(row.answer for row in report.answers))
    many = _letters(data["report"]) > MANY_LETTERS[direction(report.language)]
    for tightness in TIGHTNESS[1:] if many else TIGHTNESS:
        made = press.print(LAYOUT, data | {"tightness": tightness}, stamp)
        if _page_count(made) <= MOST_PAGES:
            break
    return made


def _letters(value: object) -> int:
    """How much there is to read, in letters."""
    if isinstance(value, str):
        return len(value)
    if isinstance(value, dict):
        return sum(_letters(part) for key, part in value.items() if key != "svg")
    return sum(map(_letters, value)) if isinstance(value, list) else 0


def _page_count(made: bytes) -> int:
    found = PAGES.search(made)
    return int(found[1]) if found else 0


# ---------------------------------------------------------------------------------------------- what is shown


def _data(report: Report, words: Words, press: Press) -> dict[str, Any]:
    language = report.language
    shown = replace(
        report,
        company=press.isolated(report.company),
        house=press.isolated(report.house),
        answers=tuple(replace(row, answer=press.isolated(row.answer)) for row in report.answers),
        figures={},
    )
    return {
        "report": _plain(shown, press),
        "words": {key: text[language] for area in AREAS for key, text in words[area].items()},
        "rtl": direction(language) == "rtl",
        "digits": {digit: digits(digit, language) for digit in "0123456789"},
        "logo": drawn_logo(report.logo) if report.logo else None,
    }


def _plain(value: object, press: Press) -> Any:
    """The value as JSON knows it: words made printable, no list longer than a report needs, bare numbers left out."""
    if isinstance(value, str):
        return press.printable(value)
    if isinstance(value, tuple):
        return [_plain(inner, press) for inner in value[:LONGEST_LIST]]
    if isinstance(value, Chart):
        picture = for_print(value.svg).replace("</style>", PICTURE_STYLE, 1)
        return _parts(replace(value, svg=""), press) | {"svg": press.drawable(picture)}
    return _parts(value, press) if is_dataclass(value) else value if isinstance(value, bool) else None


def _parts(value: Any, press: Press) -> dict[str, Any]:
    return {part.name: _plain(getattr(value, part.name), press) for part in fields(value)}
