"""`flask assess`: the readiness check from a file of answers, for those who work at a command line."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import click
from flask.cli import with_appcontext

from forms.wording import problem_words, speaker
from readiness.company.answers import AnswersError, Problem, answers_from_file
from readiness.questionnaire import LANGUAGES, UNKNOWN, Role
from readiness.reports.report import Report
from readiness.typed_text import clean_text
from views.site import this_site
from views.speaking import Speaking, writing

MOST_BYTES, MOST_KEY = 1024 * 1024, 60
READERS = {".json": json.loads, ".toml": tomllib.loads}


@click.command("assess")
@click.argument("answers", type=click.Path(path_type=Path))
@click.option("--language", type=click.Choice(LANGUAGES), default="en", show_default=True, help="Words and digits.")
@click.option("--format", "form", type=click.Choice(["json", "pdf"]), default="json", show_default=True)
@click.option("--out", type=click.Path(path_type=Path), help="Write to this file instead of the screen.")
@click.option("--role", "role_key", default="account_manager", show_default=True, help="The role to get ready for.")
@with_appcontext
def assess(answers: Path, language: str, form: str, out: Path | None, role_key: str) -> None:
    """Assess the company whose ANSWERS stand in a .json or .toml file (docs/commands.md shows how)."""
    speaking = Speaking(this_site().library, language)
    role = speaking.role(role_key)
    if form == "pdf" and out is None:
        raise click.UsageError(speaking("pdf_needs_file"))
    stored = _usable_answers(role, answers, speaking)
    made = _made(_report(role, stored, speaking), form, speaking)
    _deliver(made, out, speaking)


def _usable_answers(role: Role, file: Path, speaking: Speaking) -> dict[str, object]:
    try:
        return answers_from_file(role, _read(file, speaking))
    except AnswersError as wrong:
        lines = [
            speaking("wrong_answers", file=str(file)),
            *(_line(problem, role, speaking) for problem in wrong.problems),
        ]
        raise click.ClickException("\n".join(lines)) from None


def _read(file: Path, speaking: Speaking) -> Mapping[str, Any]:
    def unreadable(reason: str) -> click.ClickException:
        return click.ClickException(speaking("unreadable", file=str(file), reason=reason))

    if file.suffix not in READERS:
        raise unreadable(speaking("wrong_kind"))
    if file.exists() and (not file.is_file() or file.stat().st_size > MOST_BYTES):
        raise unreadable(speaking("wrong_size"))
    try:
        found = READERS[file.suffix](file.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError) as problem:
        raise unreadable(getattr(problem, "strerror", None) or str(problem)) from None
    if not isinstance(found, dict):
        raise unreadable(speaking("not_a_table"))
    return found


def _line(problem: Problem, role: Role, speaking: Speaking) -> str:
    reason = _reason(problem, role, speaking)
    return speaking("one_wrong", key=clean_text(problem.key, MOST_KEY), reason=reason)


def _reason(problem: Problem, role: Role, speaking: Speaking) -> str:
    say = speaker(speaking.library.words["errors"], speaking.language)
    if problem.code == "unknown_key":
        return say(problem.code)
    question = role.questionnaire.question(problem.key)
    if problem.code == "not_an_option":
        options = [option.value for option in question.options] or list(speaking.library.words["currencies"])
        return speaking("options", options=", ".join([*options, *([UNKNOWN] if question.may_be_unknown else [])]))
    return problem_words(question, problem, say, speaking.language)


def _report(role: Role, stored: Mapping[str, object], speaking: Speaking) -> Report:
    from readiness.reports.company_report import report_on

    return report_on(role, stored, speaking.library, speaking.language, date.today())


def _made(report: Report, form: str, speaking: Speaking) -> bytes:
    from readiness.reports.data import report_json
    from readiness.reports.pdf import PdfUnavailable, render

    if form == "json":
        return report_json(report)
    try:
        return render(report, speaking.library.words)
    except PdfUnavailable as problem:
        raise click.ClickException(speaking(problem.reason, area="pdf")) from None


def _deliver(made: bytes, out: Path | None, speaking: Speaking) -> None:
    if out is None:
        click.echo(made.decode(), nl=False)
        return
    with writing(out, speaking):
        out.write_bytes(made)
