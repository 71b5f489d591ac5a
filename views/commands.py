"""The command line: what an operator, or an owner with a file of answers, does without a browser."""

from __future__ import annotations

import click
from flask import Flask
from flask.cli import with_appcontext

from readiness.records.candidate_privacy import purge_candidates
from readiness.records.checks import purge_checks
from readiness.records.jobs import purge_jobs
from readiness.records.leaving import erase_removed
from views.assess import assess
from views.backup_commands import backup, restore
from views.people_commands import reset, workspace
from views.screen_command import screen
from views.site import this_site


def set_up_commands(app: Flask) -> None:
    for command in (assess, screen, purge, backup, restore, workspace, reset):
        app.cli.add_command(command)


@click.command("purge")
@with_appcontext
def purge() -> None:
    """Delete checks and screenings whose time is over; erase candidates and people kept long enough."""
    database = this_site().database
    click.echo(f"{purge_checks(database)} checks deleted.")
    click.echo(f"{purge_jobs(database)} screenings deleted.")
    click.echo(f"{purge_candidates(database)} candidates erased.")
    click.echo(f"{erase_removed(database)} removed people erased.")
