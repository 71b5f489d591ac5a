"""The command line: what an operator, or an owner with a file of answers, does without a browser."""

from __future__ import annotations

import click
from flask import Flask
from flask.cli import with_appcontext

from readiness.records.checks import purge_checks
from views.assess import assess
from views.people_commands import reset, workspace
from views.site import this_site


def set_up_commands(app: Flask) -> None:
    app.cli.add_command(assess)
    app.cli.add_command(purge)
    app.cli.add_command(workspace)
    app.cli.add_command(reset)


@click.command("purge")
@with_appcontext
def purge() -> None:
    """Delete the checks whose 12 months are over (starting a new check does so too)."""
    click.echo(f"{purge_checks(this_site().database)} checks deleted.")
