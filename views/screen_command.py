"""`flask screen`: places everybody in a file of ratings, for those who work at a command line."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, BinaryIO

import click
from flask.cli import with_appcontext

from readiness.questionnaire import LANGUAGES
from views.site import this_site
from views.speaking import Speaking, writing

if TYPE_CHECKING:
    from readiness.candidates.screening import Progress
    from readiness.reports.screening_tables import Screening
    from readiness.sheets.sheet import SheetRefused


@click.command("screen")
@click.argument("ratings", type=click.Path(path_type=Path))
@click.option("--language", type=click.Choice(LANGUAGES), default="en", show_default=True, help="Words and direction.")
@click.option("--format", "form", type=click.Choice(["csv", "xlsx", "json"]), default="csv", show_default=True)
@click.option("--out", type=click.Path(path_type=Path), help="Write to this file instead of the screen.")
@click.option("--role", "role_key", default="account_manager", show_default=True, help="The role to screen for.")
@with_appcontext
def screen(ratings: Path, language: str, form: str, out: Path | None, role_key: str) -> None:
    """Place every candidate of the file RATINGS, .csv, .xlsx or .json (docs/commands.md shows how)."""
    from readiness.sheets.sheet import SheetRefused

    speaking = Speaking(this_site().library, language)
    speaking.role(role_key)
    if form == "xlsx" and out is None:
        raise click.UsageError(speaking("workbook_needs_file", area="screening"))
    try:
        found = _screening(ratings, role_key, speaking, shown=out is not None)
        _deliver(found, form, out, speaking)
    except SheetRefused as refused:
        raise click.ClickException("\n".join(_lines(ratings, refused, speaking))) from None


def _lines(ratings: Path, refused: SheetRefused, speaking: Speaking) -> Iterator[str]:
    from readiness.sheets.wording import told

    yield speaking("refused", area="screening", file=str(ratings))
    for problem in refused.problems:
        yield f"  {told(problem, speaking.library.words['sheets'], speaking.language)}"


def _screening(ratings: Path, role_key: str, speaking: Speaking, shown: bool) -> Screening:
    from readiness.candidates.rating_file import read_ratings
    from readiness.reports.screening_tables import Screening

    role, raw = speaking.role(role_key), _read(ratings, speaking)
    found = read_ratings(raw, ratings.name, role.rubric, progress=_progress("reading", speaking, shown))
    if found.passed_over:
        click.echo(speaking("passed_over", area="screening", columns=", ".join(found.passed_over)), err=True)
    words = speaking.library.words["screening"]
    return Screening(found, role, words, speaking.language, _progress("placing", speaking, shown))


def _read(file: Path, speaking: Speaking) -> bytes:
    from readiness.candidates.rating_blocks import LIMITS
    from readiness.sheets.sheet import refusal

    try:
        with file.open("rb") as opened:
            raw = opened.read(LIMITS.bytes + 1)
    except OSError as problem:
        raise click.ClickException(speaking("unreadable", file=str(file), reason=problem.strerror or "")) from None
    if len(raw) > LIMITS.bytes:
        raise refusal("too_many_bytes", most=LIMITS.bytes // 1_000_000)
    return raw


def _progress(word: str, speaking: Speaking, shown: bool) -> Progress | None:
    """A line on a terminal that tells how far it is; nothing where nobody looks."""
    if not shown or not sys.stderr.isatty():
        return None

    def tell(done: int, total: int) -> None:
        click.echo(f"\r{speaking(word, area='screening')} {100 * done // max(total, 1)}%", nl=done >= total, err=True)

    return tell


def _deliver(found: Screening, form: str, out: Path | None, speaking: Speaking) -> None:
    from readiness.reports.screening_tables import write_screening

    if out is None:
        write_screening(found, form, sys.stdout.buffer)
        return
    with writing(out, speaking), _whole(out) as opened:
        write_screening(found, form, opened)


@contextmanager
def _whole(out: Path) -> Iterator[BinaryIO]:
    """A file that takes the place of `out` once it is whole."""
    with TemporaryDirectory(dir=out.parent) as folder:
        made = Path(folder) / out.name
        with made.open("wb") as opened:
            yield opened
        made.replace(out)
