"""What the operator does for people without a browser: founding a workspace, and letting somebody in again."""

from __future__ import annotations

import click
from flask.cli import with_appcontext

from forms.plain import LONGEST_NAME
from readiness.candidates.applicants import EMAIL
from readiness.questionnaire import LANGUAGES
from readiness.records.people import link_for, take_second_step
from readiness.records.scope import Actor
from readiness.records.signing_in import find_by_email
from readiness.records.workspaces import first_codes, found_another, read_workspace
from readiness.typed_text import clean_text
from views.mail import full_address
from views.site import this_site

PAGES = {"invite": "invitation", "reset": "reset"}  # of a link: its address, by what it is for
NONE, NOBODY = "There is no workspace yet.", "Nobody of this e-mail is in that workspace, or invited to it."


@click.command("workspace")
@click.argument("name")
@click.option("--owner", required=True, metavar="EMAIL", help="Who is to be its first owner.")
@click.option("--language", type=click.Choice(LANGUAGES), default=LANGUAGES[0], show_default=True, help="Its language.")
@with_appcontext
def workspace(name: str, owner: str, language: str) -> None:
    """Found a workspace for the company NAME, and print the link by which its first owner joins."""
    company, email = clean_text(name, LONGEST_NAME), owner.strip()
    if not company:
        raise click.BadParameter("a company needs a name", param_hint="NAME")
    if not EMAIL.fullmatch(email):
        raise click.BadParameter("this is no e-mail address", param_hint="--owner")
    code, token = found_another(this_site().database, company, email, language)
    click.echo(f"Workspace {code} is founded. Its first owner joins by this link, once and within 7 days:")
    click.echo(full_address(f"/{language}/invitation/{token}"))


@click.command("reset")
@click.argument("email")
@click.option("--workspace", "code", metavar="CODE", help="Which workspace, where the site has several.")
@click.option("--second-step-off", is_flag=True, help="Also ask for no code any more when they sign in.")
@with_appcontext
def reset(email: str, code: str | None, second_step_off: bool) -> None:
    """Print a link by which EMAIL chooses a new password, or joins if they haven't yet."""
    database = this_site().database
    by, person = _whom(email, code)
    if second_step_off:
        take_second_step(database, by, person)
    purpose, token = link_for(database, by, person)
    done = "They join by this link, once and within 7 days:"
    if purpose == "reset":
        done = "They choose a new password by this link, once and within one hour:"
    click.echo(done)
    click.echo(full_address(f"/{read_workspace(database, by).language}/{PAGES[purpose]}/{token}"))


def _whom(email: str, code: str | None) -> tuple[Actor, int]:
    """The person, or a message about why it can't be told who that is."""
    database = this_site().database
    codes = first_codes(database)
    if not code and len(codes) > 1:
        raise click.UsageError("This site has several workspaces: say which with --workspace CODE.")
    found = find_by_email(database, (code or "".join(codes)).lower(), email.strip())
    if found is None:
        raise click.ClickException(NOBODY if codes else NONE)
    return found
