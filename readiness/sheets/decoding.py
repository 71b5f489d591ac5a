"""Tells in which encoding a text was saved, so that Persian out of an old Excel is read and broken bytes are not."""

from __future__ import annotations

import codecs
import re

from readiness.sheets.sheet import SheetRefused, refusal

MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
ASCII = bytes(range(128))
LATER_BYTES_OF_UTF8 = 0.3  # fewer broken bytes than this share of those above 127: UTF-8 that something damaged
ARABIC = "[\u0621-\u0652\u067e-\u06d2]"
ARABIC_WORD = re.compile(ARABIC + "{2}")
ARABIC_IN_LATIN = re.compile(f"[A-Za-z]{ARABIC}|{ARABIC}[A-Za-z]")


def decoded(raw: bytes) -> str:
    """The text of UTF-8 with or without its mark, UTF-16 with its mark, or Windows-1256.

    SheetRefused bad_encoding or nul_sign, with the line.
    """
    text = _marked(raw) or _unmarked(raw)
    if (nul := text.find("\0")) >= 0:
        raise refusal("nul_sign", line=text.count("\n", 0, nul) + 1)
    return text


def _marked(raw: bytes) -> str:
    for mark, encoding in MARKS:
        if raw.startswith(mark):
            try:
                return raw[len(mark) :].decode(encoding)
            except UnicodeDecodeError as wrong:
                raise _broken(raw[len(mark) :], wrong) from None
    return ""


def _unmarked(raw: bytes) -> str:
    try:
        return raw.decode()
    except UnicodeDecodeError as wrong:
        text = raw.decode("cp1256")
        if _is_damaged_utf8(raw) or not _is_persian_or_arabic(text):
            raise _broken(raw, wrong) from None
        return text


def _broken(raw: bytes, wrong: UnicodeDecodeError) -> SheetRefused:
    before = raw[: wrong.start].decode(wrong.encoding, "replace")
    return refusal("bad_encoding", line=before.count("\n") + 1)


def _is_damaged_utf8(raw: bytes) -> bool:
    above = len(raw.translate(None, ASCII))
    return raw.decode("utf-8", "replace").count("\ufffd") < LATER_BYTES_OF_UTF8 * above


def _is_persian_or_arabic(text: str) -> bool:
    """Whether there are words of it, and hardly ever a letter of it inside a Latin word."""
    words = len(ARABIC_WORD.findall(text))
    return words > 0 and len(ARABIC_IN_LATIN.findall(text)) <= words / 5
