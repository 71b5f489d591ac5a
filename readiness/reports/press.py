"""The press that every PDF goes through: fonts, engine and standards, and words made fit for both."""

from __future__ import annotations

import logging
import re
import struct
import threading
import unicodedata
from base64 import b64encode
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from json import dumps
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, cast

from readiness.reports import typeface
from readiness.reports.logo import proportions

if TYPE_CHECKING:
    from typst import Fonts

log = logging.getLogger(__name__)

STANDARDS = ["a-3a", "ua-1"]
LONGEST_TEXT = 1_000
LOGO_WIDTH, LOGO_HEIGHT, LOGO_DOT = 46.0, 14.0, 25.4 / 96  # at most, in mm; a small logo's pixels grow no larger
ISOLATE, END_ISOLATE = "\u2068", "\u2069"
GLYPHLESS = "\u200b\u200c\u200d\u200e\u200f\u2060\u2066\u2067\u2068\u2069"  # these steer the text, and need no drawing
TURNING = dict.fromkeys(range(0x2066, 0x206A))  # isolates of their own
REFUSED = {*map(chr, (*range(32), 0x7F, *range(0x202A, 0x202F), 0xFEFF, 0xFFFF))}  # controls, and no signs at all
LONG_WORD = re.compile(r"\S{25,}")


class PdfUnavailable(RuntimeError):
    """The PDF can't be made here; `reason` is no_engine, no_typeface or not_made, each worded in pdf.toml."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@lru_cache(maxsize=1)
def press_with(folder: Path) -> Press:
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
    return Press(fonts, frozenset.intersection(*glyphs))


@dataclass(frozen=True, slots=True)
class Press:
    """Sets type: fonts and glyphs shared by all threads, one compiler a thread, for it bears no sharing."""

    fonts: Fonts
    glyphs: frozenset[str]
    own: Any = field(default_factory=threading.local)

    def printable(self, words: str, longest: int = LONGEST_TEXT) -> str:
        """The words without what the font can't draw, cut at a length no honest text reaches, long words breakable."""
        short = words if len(words) <= longest else words[: longest - 1] + "…"
        return LONG_WORD.sub(_breakable, self.drawable(short))

    def isolated(self, words: str) -> str:
        """What a person typed, kept from turning the direction of the words around it."""
        shown = self.drawable(words).translate(TURNING).strip()
        return f"{ISOLATE}{shown}{END_ISOLATE}" if shown else ""

    def drawable(self, words: str) -> str:
        strange = self.strange(words)
        return words.translate({ord(sign): self._nearest(sign) for sign in strange}) if strange else words

    def strange(self, words: str) -> set[str]:
        return set(words) - self.glyphs

    def warn_of(self, typed: str) -> None:
        """Says in the log, without the words themselves, that some signs will be missing."""
        if strange := self.strange(typed):
            log.warning("The PDF leaves out or replaces %d signs that its typeface does not have.", len(strange))

    def _nearest(self, sign: str) -> str:
        """The sign in plainer letters that the font has (ﬁ → fi), or nothing; a space for what parts words."""
        return (
            " "
            if sign.isspace()
            else "".join(part for part in unicodedata.normalize("NFKD", sign) if part in self.glyphs)
        )

    def print(self, layout: bytes, data: Mapping[str, Any], stamp: datetime) -> bytes:
        """The layout filled with the data; should it miss the standards (it never should), a plain file and not none.

        The layout finds the data as report.json. Raises PdfUnavailable.
        """
        from typst import TypstError

        files = {"main.typ": layout, "report.json": dumps(data, ensure_ascii=False).encode()}
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


def drawn_logo(logo: bytes) -> dict[str, Any]:
    """The logo inside a drawing, for data reaches the engine as text alone; as large as fits, in its own shape (mm)."""
    width, height = proportions(logo)
    scale = min(LOGO_WIDTH / width, LOGO_HEIGHT / height, LOGO_DOT)
    sides = f'width="{width}" height="{height}"'
    pixels = f'<image {sides} href="data:image/png;base64,{b64encode(logo).decode()}"/>'
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" {sides}>{pixels}</svg>'
    return {"svg": svg, "width": width * scale, "height": height * scale}


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
