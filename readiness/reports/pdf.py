"""Makes the tagged PDF of a Report, in either language, so that an owner can hand it to a bank."""

from __future__ import annotations

import logging
import re
import struct
import threading
import unicodedata
from base64 import b64encode
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields, is_dataclass, replace
from datetime import UTC, datetime, time
from functools import lru_cache
from json import dumps
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, cast

from readiness.language import digits, direction
from readiness.questionnaire import Text
from readiness.reports import typeface
from readiness.reports.charts import for_print
from readiness.reports.logo import proportions
from readiness.reports.report import Chart, Report

if TYPE_CHECKING:
    from typst import Fonts

log = logging.getLogger(__name__)

Words = Mapping[str, Mapping[str, Text]]
AREAS = ("result", "pdf")  # the page's headings are the PDF's too

LAYOUT = Path(__file__).with_name("report.typ").read_bytes()
STANDARDS = ["a-3a", "ua-1"]
MOST_PAGES = 4
TIGHTNESS = (0, 1, 2)  # how small and close the lines stand; the next is tried only when the pages run over
MANY_LETTERS = {"ltr": 15_200, "rtl": 14_100}  # from here on the first try would run over; Persian lines stand wider
LONGEST_TEXT, LONGEST_LIST = 1_000, 200
LOGO_WIDTH, LOGO_HEIGHT, LOGO_DOT = 46.0, 14.0, 25.4 / 96  # at most, in mm; a small logo's pixels grow no larger
PICTURE_STYLE = "text{font-size:20px}</style>"  # two charts share a line, so their letters are larger than on a page
ISOLATE, END_ISOLATE = "\u2068", "\u2069"
GLYPHLESS = "\u200b\u200c\u200d\u200e\u200f\u2060\u2066\u2067\u2068\u2069"  # these steer the text, and need no drawing
TURNING = dict.fromkeys(range(0x2066, 0x206A))  # isolates of their own
REFUSED = {*map(chr, (*range(32), 0x7F, *range(0x202A, 0x202F), 0xFEFF, 0xFFFF))}  # controls, and no signs at all
LONG_WORD = re.compile(r"\S{25,}")
PAGES = re.compile(rb"/Type/Pages/Count (\d+)")


class PdfUnavailable(RuntimeError):
    """The PDF can't be made here; `reason` is no_engine, no_typeface or not_made, each worded in pdf.toml."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def render(report: Report, words: Words, *, made_at: datetime | None = None) -> bytes:
    """The report as a PDF of two to four A4 pages that meets PDF/UA-1 and PDF/A-3a.

    `words` are the library's, by area and key. `made_at` (with its time zone) stamps the file, else the report's
    own day does, so that the same report gives the same bytes. Raises PdfUnavailable.
    """
    press = _press(typeface.folder())
    stamp = made_at or datetime.combine(report.made_on, time(), UTC)
    data = _data(report, words, press)
    _warn_of_strange_signs(report, press)
    many = _letters(data["report"]) > MANY_LETTERS[direction(report.language)]
    for tightness in TIGHTNESS[1:] if many else TIGHTNESS:
        made = press.print(data | {"tightness": tightness}, stamp)
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


def _data(report: Report, words: Words, press: _Press) -> dict[str, Any]:
    language = report.language
    shown = replace(
        report,
        company=_isolated(report.company, press),
        house=_isolated(report.house, press),
        answers=tuple(replace(row, answer=_isolated(row.answer, press)) for row in report.answers),
        figures={},
    )
    return {
        "report": _plain(shown, press),
        "words": {key: text[language] for area in AREAS for key, text in words[area].items()},
        "rtl": direction(language) == "rtl",
        "digits": {digit: digits(digit, language) for digit in "0123456789"},
        "logo": _logo(report.logo) if report.logo else None,
    }


def _logo(logo: bytes) -> dict[str, Any]:
    """The logo inside a drawing, for data reaches the engine as text alone; as large as fits, in its own shape."""
    width, height = proportions(logo)
    scale = min(LOGO_WIDTH / width, LOGO_HEIGHT / height, LOGO_DOT)
    sides = f'width="{width}" height="{height}"'
    pixels = f'<image {sides} href="data:image/png;base64,{b64encode(logo).decode()}"/>'
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" {sides}>{pixels}</svg>'
    return {"svg": svg, "width": width * scale, "height": height * scale}


def _warn_of_strange_signs(report: Report, press: _Press) -> None:
    typed = report.company + report.house + "".join(row.answer for row in report.answers)
    if strange := press.strange(typed):
        log.warning("The PDF leaves out or replaces %d signs that its typeface does not have.", len(strange))


def _isolated(words: str, press: _Press) -> str:
    """What a person typed, kept from turning the direction of the words around it."""
    shown = press.drawable(words).translate(TURNING).strip()
    return f"{ISOLATE}{shown}{END_ISOLATE}" if shown else ""


def _plain(value: object, press: _Press) -> Any:
    """The value as JSON knows it: words made printable, no list longer than a report needs, bare numbers left out."""
    if isinstance(value, str):
        return press.printable(value)
    if isinstance(value, tuple):
        return [_plain(inner, press) for inner in value[:LONGEST_LIST]]
    if isinstance(value, Chart):
        picture = for_print(value.svg).replace("</style>", PICTURE_STYLE, 1)
        return _parts(replace(value, svg=""), press) | {"svg": press.drawable(picture)}
    return _parts(value, press) if is_dataclass(value) else value if isinstance(value, bool) else None


def _parts(value: Any, press: _Press) -> dict[str, Any]:
    return {part.name: _plain(getattr(value, part.name), press) for part in fields(value)}


# ---------------------------------------------------------------------------------------------- how it is made


@lru_cache(maxsize=1)
def _press(folder: Path) -> _Press:
    """The one press of this process, with the fonts of the folder; raises PdfUnavailable without them."""
    try:
        from typst import Fonts  # here, not above: a start of the site needs no engine of 40 MB
    except ImportError as missing:
        raise PdfUnavailable("no_engine") from missing
    try:
        glyphs = [_glyphs((folder / name).read_bytes()) for name in (typeface.REGULAR, typeface.BOLD)]
    except (OSError, struct.error) as unreadable:
        raise PdfUnavailable("no_typeface") from unreadable
    fonts = Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[folder])
    return _Press(fonts, frozenset.intersection(*glyphs))


@dataclass(frozen=True, slots=True)
class _Press:
    """Sets type: fonts and glyphs shared by all threads, one compiler a thread, for it bears no sharing."""

    fonts: Fonts
    glyphs: frozenset[str]
    own: Any = field(default_factory=threading.local)

    def printable(self, words: str) -> str:
        """The words without what the font can't draw, cut at a length no honest text reaches, long words breakable."""
        short = words if len(words) <= LONGEST_TEXT else words[: LONGEST_TEXT - 1] + "…"
        return LONG_WORD.sub(_breakable, self.drawable(short))

    def drawable(self, words: str) -> str:
        strange = self.strange(words)
        return words.translate({ord(sign): self._nearest(sign) for sign in strange}) if strange else words

    def strange(self, words: str) -> set[str]:
        return set(words) - self.glyphs

    def _nearest(self, sign: str) -> str:
        """The sign in plainer letters that the font has (ﬁ → fi), or nothing; a space for what parts words."""
        return (
            " "
            if sign.isspace()
            else "".join(part for part in unicodedata.normalize("NFKD", sign) if part in self.glyphs)
        )

    def print(self, data: Mapping[str, Any], stamp: datetime) -> bytes:
        """The finished file; should it miss the standards (it never should), a plain one rather than none."""
        from typst import TypstError

        files = {"main.typ": LAYOUT, "report.json": dumps(data, ensure_ascii=False).encode()}
        try:
            return self._compile(files, stamp, STANDARDS)
        except TypstError:
            log.warning("The PDF does not meet its standards and is made without them.")
        try:
            return self._compile(files, stamp, [])
        except TypstError as refused:
            raise PdfUnavailable("not_made") from refused

    def _compile(self, files: dict[str, bytes], stamp: datetime, standards: list[str]) -> bytes:
        made = self._compiler().compile(input=files, format="pdf", pdf_standards=standards, timestamp=stamp)
        return cast(bytes, made)

    def _compiler(self) -> Any:
        """This thread's compiler. Its folder is empty and gone at once: there is no file that a document could read."""
        if not hasattr(self.own, "compiler"):
            from typst import Compiler

            with TemporaryDirectory() as empty:
                self.own.compiler = Compiler(root=empty, font_paths=self.fonts)
        return self.own.compiler


def _breakable(word: re.Match[str]) -> str:
    """A word too long for a column, with places where a line may break."""
    letters = word[0]
    return "\u200b".join(letters[at : at + 8] for at in range(0, len(letters), 8))


def _glyphs(font: bytes) -> frozenset[str]:
    """The signs that a TrueType font can draw, and those that need no glyph; struct.error if it is no such font."""
    tables = struct.iter_unpack(">4s4xLL", font[12 : 12 + 16 * struct.unpack_from(">H", font, 4)[0]])
    starts = [offset for tag, offset, _ in tables if tag == b"cmap"]
    if not starts:
        raise struct.error("no character map")
    count = struct.unpack_from(">H", font, starts[0] + 2)[0]
    maps = [starts[0] + struct.unpack_from(">4xL", font, starts[0] + 4 + 8 * i)[0] for i in range(count)]
    segments = [segment for at in maps if font[at : at + 2] == b"\0\4" for segment in _segments(font, at)]
    signs = {chr(code) for first, last in segments for code in range(first, last + 1)}
    return frozenset(signs - REFUSED | set(GLYPHLESS))


def _segments(font: bytes, at: int) -> Iterator[tuple[int, int]]:
    """First and last code of each run in a character map of format 4 (OpenType, "cmap")."""
    size = struct.unpack_from(">H", font, at + 6)[0]
    lasts = struct.unpack_from(f">{size // 2}H", font, at + 14)
    firsts = struct.unpack_from(f">{size // 2}H", font, at + 16 + size)
    return zip(firsts, lasts, strict=True)
