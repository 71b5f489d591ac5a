"""Typography of every wording in every content file, in both languages."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from readiness.library import CONTENT

FILES = sorted(CONTENT.glob("*/*.toml"))
LETTER = "[\u0621-\u064a\u0654\u067e-\u06cc]"
STEMS = "شو|شد|کن|کرد|توان|خواه|ده|گوی|گیر|رس|رو|خر|فروش|پرداز|آور|آی|مان|شناس|پرس|سنج|نویس|باش|افت|بین|گذار"
ENDINGS = "ها|های|هایی|هایم|هایش|هایمان|هایتان|هایشان"

PERSIAN_SLIPS = {
    "می or نمی stands apart from its verb (می شود)": rf"(?<!{LETTER})ن?می {LETTER}",
    "می or نمی is glued to its verb (میشود)": rf"(?<!{LETTER})ن?می(?:{STEMS})",
    "ها stands apart from its noun (مشتری ها)": rf" (?:{ENDINGS})(?!{LETTER})",
    "تر or ترین stands apart from its adjective (بزرگ تر)": rf" (?:تر|ترین|تری)(?!{LETTER})",
    "ای stands apart from its word (حرفه ای)": rf"ه ای(?!{LETTER})",
    "the ezafe of ه is written ه‌ی here (نماینده‌ی فروش)": rf"\u0654|ۀ|ه ی(?!{LETTER})",
    "a half-space beside a space, a sign or another one": rf"\u200c(?!{LETTER})|(?<!{LETTER})\u200c",
    "a space before a sign": r" [،؛؟.:!»)٪]",
    "a Latin sign where a Persian one belongs": r"[,;?%]",
    "no space after a sign": rf"[،؛؟!:]{LETTER}|\.{LETTER}",
    "three dots instead of an ellipsis": r"\.\.\.",
    "Persian read in a wrong encoding (Û²)": r"[\u0080-\u009f\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u00ff]",
    "a grade whose sign is drawn on its wrong side, for want of a left-to-right mark (A−)": r"[A-Z][−+](?!\u200e)",
}
SLIPS_IN_BOTH = {
    "straight quotes": "[\"'`]",
    "two spaces": r"(?<=\S)  ",
    "a space at the end (but after a colon, before what follows)": r"(?<!:)\s$",
    "a tab, a line break or an invisible character": "[\t\r\n\u00ad\u200b\u200d\u202a-\u202e\ufeff]",
    "a hyphen between numbers instead of a dash": "[0-9۰-۹]-[0-9۰-۹]",
}


def wordings(tables: Any, path: str = "") -> Iterator[tuple[str, dict[str, str]]]:
    """Every { en, fa } of a file, with its path."""
    if isinstance(tables, dict) and "fa" in tables:
        yield path, tables
    else:
        inner = tables.items() if isinstance(tables, dict) else enumerate(tables) if isinstance(tables, list) else ()
        for key, value in inner:
            yield from wordings(value, f"{path}.{key}")


def slips(language: str, rules: dict[str, str], file: Path) -> list[str]:
    """What breaks a rule in a file; placeholders are taken for a word."""
    return [
        f"{path}: {rule}: …{found.string[max(0, found.start() - 20) : found.end() + 20]}…"
        for path, texts in wordings(tomllib.loads(file.read_text(encoding="utf-8")))
        for rule, pattern in rules.items()
        if (found := re.search(pattern, re.sub(r"\{\w+\}", "x", texts[language])))
    ]


def name(file: Path) -> str:
    return file.relative_to(CONTENT).as_posix()


def test_there_are_files_to_look_at() -> None:
    wanted = {"account_manager/company.toml", "account_manager/rubric.toml", "words/currencies.toml"}

    assert wanted <= {name(file) for file in FILES}


@pytest.mark.parametrize("file", FILES, ids=name)
def test_persian(file: Path) -> None:
    assert not slips("fa", PERSIAN_SLIPS | SLIPS_IN_BOTH, file)


@pytest.mark.parametrize("file", FILES, ids=name)
def test_english(file: Path) -> None:
    assert not slips("en", SLIPS_IN_BOTH, file)


SLIPPED = [
    ("می شود", "می or"),
    ("این نمی شود", "می or"),
    ("میشود", "glued"),
    ("مشتری ها", "ها stands"),
    ("مشتری هایتان", "ها stands"),
    ("بزرگ تر", "تر or"),
    ("حرفه ای", "ای stands"),
    ("نمایندهٔ فروش", "ezafe"),
    ("نماینده ی فروش", "ezafe"),
    ("می‌ شود", "half-space"),
    ("بله ، نه", "space before"),
    ("بله, نه", "Latin sign"),
    ("بله،نه", "no space after"),
    ("ICC(Û²)", "wrong encoding"),
    ("نمره‌ی A− گرفت", "wrong side"),
]


@pytest.mark.parametrize(("wording", "rule"), SLIPPED)
def test_the_rules_see_a_slip(wording: str, rule: str) -> None:
    assert any(rule in name and re.search(pattern, wording) for name, pattern in PERSIAN_SLIPS.items())


def test_the_rules_let_good_persian_pass() -> None:
    good = "مشتری‌هایتان می‌مانند؛ «نماینده‌ی فروش» بزرگ‌ترین میدان را نمی‌خواهد، ۱۵٪ (یا ۱٫۵ برابر)، میان‌رده‌ای آماده: بله؟"

    assert not [rule for rule, pattern in (PERSIAN_SLIPS | SLIPS_IN_BOTH).items() if re.search(pattern, good)]
