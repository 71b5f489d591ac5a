"""The example companies of the documentation as Reports and as PDFs, each made once for all tests."""

from __future__ import annotations

import tomllib
from datetime import date
from functools import lru_cache
from itertools import product
from pathlib import Path

from readiness.company.answers import answers_from_file
from readiness.library import Library, load_library
from readiness.questionnaire import LANGUAGES
from readiness.reports import pdf
from readiness.reports.company_report import report_on
from readiness.reports.report import Report

EXAMPLES = {path.stem: path for path in sorted((Path(__file__).parents[2] / "docs/examples").glob("*.toml"))}
CASES = list(product(EXAMPLES, LANGUAGES))


@lru_cache
def library() -> Library:
    return load_library()


@lru_cache
def report_of(example: str, language: str) -> Report:
    role = library().roles["account_manager"]
    stored = answers_from_file(role, tomllib.loads(EXAMPLES[example].read_text(encoding="utf-8")))
    return report_on(role, stored, library(), language, date(2026, 11, 23))


@lru_cache
def pdf_of(example: str, language: str) -> bytes:
    return pdf.render(report_of(example, language), library().words)
