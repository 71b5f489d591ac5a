"""Reads the words of a PDF of ours back in reading order, so that the tests need no PDF library."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator, Mapping

OBJECT = re.compile(rb"(?:^|\n)(\d+) 0 obj\n(.*?)\nendobj", re.DOTALL)
STREAM = re.compile(rb"stream\n(.*)\nendstream", re.DOTALL)
PAGE = re.compile(rb"/Type/Page/.*?/?Resources (\d+) 0 R.*?/Contents (\d+) 0 R", re.DOTALL)
FONT = re.compile(rb"/(f\d+) (\d+) 0 R")
LINE = re.compile(rb"\nBT(.*?)\nET", re.DOTALL)
RUN = re.compile(
    rb"(?:ActualText(<\w*>|\(\\?.\))>>BDC)?(/ReversedChars BMC| )\s*0 Tr/(f\d+) .*? Tm(.*?T[jJ])(?=[\n/]|$)", re.DOTALL
)
SHOWN = re.compile(rb"\(((?:\\.|[^\\()]|\((?:\\.|[^\\()])*\))*)\)|<(\w+)>", re.DOTALL)  # paired brackets stand bare
ESCAPE = re.compile(rb"\\([0-7]{1,3}|.)", re.DOTALL)
ESCAPED = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}
UNSEEN = re.compile("[\\s\u200b\u200e\u200f\u2066-\u2069]")
LETTER = re.compile(rb"<(\w{4})> <(\w+)>")

Objects = Mapping[int, bytes]


def words_of(made: bytes) -> str:
    """All words shown, page after page; what was set in one go stands on one line."""
    objects = {int(number): body for number, body in OBJECT.findall(made)}
    pages = [found for body in objects.values() if (found := PAGE.search(body))]
    return "\n".join(line for page in pages for line in _lines(page, objects))


def squeezed(words: str) -> str:
    """The words without spaces and line ends, which a column's width decides, and without marks of direction."""
    return UNSEEN.sub("", words)


def page_count(made: bytes) -> int:
    return len(re.findall(rb"/Type/Page/", made))


def _lines(page: re.Match[bytes], objects: Objects) -> Iterator[str]:
    fonts = {name: _letters(objects[int(font)], objects) for name, font in FONT.findall(objects[int(page[1])])}
    for line in LINE.findall(unpacked(objects[int(page[2])])):
        runs = RUN.findall(line)
        reads_from_the_right = runs[0][1].startswith(b"/Reversed")
        yield "".join(_run(*run, fonts) for run in (reversed(runs) if reads_from_the_right else runs))


def _run(actual: bytes, turned: bytes, font: bytes, shown: bytes, fonts: Mapping[bytes, Mapping[int, str]]) -> str:
    if actual.startswith(b"<"):
        return bytes.fromhex(actual[1:-1].decode()).decode("utf-16")
    if actual:
        return ESCAPE.sub(_unescaped, actual[1:-1]).decode()
    parts = SHOWN.findall(shown)
    codes = b"".join(bytes.fromhex(hexed.decode()) or ESCAPE.sub(_unescaped, plain) for plain, hexed in parts)
    letters = [fonts[font][int.from_bytes(codes[at : at + 2])] for at in range(0, len(codes), 2)]
    return "".join(reversed(letters) if turned.startswith(b"/Reversed") else letters)


def _unescaped(found: re.Match[bytes]) -> bytes:
    sign = found[1]
    return bytes([int(sign, 8)]) if sign[:1].isdigit() else ESCAPED.get(sign, sign)


def _letters(font: bytes, objects: Objects) -> dict[int, str]:
    """What each glyph of a font stands for."""
    table = unpacked(objects[int(re.search(rb"/ToUnicode (\d+) 0 R", font)[1])])
    return {int(code, 16): bytes.fromhex(text.decode()).decode("utf-16-be") for code, text in LETTER.findall(table)}


def unpacked(body: bytes) -> bytes:
    packed = STREAM.search(body)[1]
    return zlib.decompress(packed) if b"/FlateDecode" in body else packed
