"""The Report as JSON: the raw figures under plain names, and the words that the page and the PDF show."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

from readiness.reports.report import Chart, Report

CHARTS = ("dimensions", "cash_path", "histogram", "tornado")
WORDED = (
    *("verdict", "reasons", "notes", "leaks", "score", "money", "levels", "changes_lead", "changes"),
    *("find_out_first", "next_steps", "assumptions_lead", "assumptions", "answers", "limits"),
)


def report_json(report: Report) -> bytes:
    """UTF-8 JSON of the whole Report; the drawings are left out, their tables are in."""
    return (json.dumps(report_data(report), ensure_ascii=False, indent=2, allow_nan=False) + "\n").encode()


def report_data(report: Report) -> dict[str, Any]:
    """The same as plain dicts and lists."""
    worded = asdict(report)
    return {
        "role": report.role,
        "edition": report.edition,
        "language": report.language,
        "made_on": report.made_on.isoformat(),
        "title": report.title,
        "company": report.company,
        **report.figures,
        "words": {
            **{key: worded[key] for key in WORDED},
            **{key: _chart(getattr(report, key)) for key in CHARTS},
        },
    }


def _chart(chart: Chart) -> dict[str, Any]:
    return {"title": chart.title, "summary": chart.summary, "columns": chart.table.columns, "rows": chart.table.rows}
