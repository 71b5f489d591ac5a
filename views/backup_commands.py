"""`flask backup` and `flask restore`: all that is kept, into one file and back, for whoever runs the site."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click
from flask.cli import with_appcontext

from readiness.records.backup import BackupRefused, back_up
from readiness.records.backup import restore as put_back
from readiness.records.database import DatabaseUnavailable
from views.site import this_site


@click.command("backup")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--overwrite", is_flag=True, help="Replace FILE if it exists.")
@with_appcontext
def backup(file: Path, overwrite: bool) -> None:
    """Copy all that the site keeps into FILE, also while it runs."""
    with _told_in_one_line():
        back_up(this_site().database, file, overwrite)
    click.echo(f"Everything is in {file} ({file.stat().st_size:,} bytes). Keep it as private as the site.")


@click.command("restore")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--replace", is_flag=True, help="Do away with what the database holds now.")
@with_appcontext
def restore(file: Path, replace: bool) -> None:
    """Put what the backup FILE holds into the site's database, whichever kind it is."""
    site = this_site()
    with _told_in_one_line():
        put_back(site.database, file, replace, site.settings.patience)
    click.echo(f"{file} is in place. Everyone has to sign in again, and one-time links have to be made anew.")


@contextmanager
def _told_in_one_line() -> Iterator[None]:
    try:
        yield
    except BackupRefused as refused:
        raise click.ClickException(str(refused)) from None
    except DatabaseUnavailable as problem:
        raise click.ClickException(f"The database can't answer now: {problem}. Nothing was changed.") from None
