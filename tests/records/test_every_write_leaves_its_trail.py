"""Whatever changes what a workspace has leaves a row in its trail, in the same transaction; else it is not done."""

from __future__ import annotations

import ast
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pyotp
import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from readiness.records import (
    checks,
    clock,
    held_checks,
    leaving,
    links,
    passwords,
    people,
    second_step,
    sessions,
    signing_in,
    workspaces,
)
from readiness.records.audit import ACTIONS, Entry, Wanted, entries
from readiness.records.checks import Held, create_check
from readiness.records.database import Database, DatabaseUnavailable, writing
from readiness.records.scope import Actor
from tests.records.company import PASSWORD_HASH, Company
from tests.records.hiring_scenes import hiring_scenes

KEYS = (b"a key for tests only, long enough to be taken for a real one",)
RECORDS = Path(people.__file__).parent
Write = Callable[[], object]
Scene = Callable[[Company], Write]

# What writes without a trail of its own, and why.
NO_TRAIL = {
    "audit.note_alone": "is the trail",
    "backup._copy_server": "brings back a trail of its own",
    "backup._into_file": "brings back a trail of its own",
    "backup._into_server": "brings back a trail of its own",
    "backup._read_backup": "brings back a trail of its own",
    "candidate_privacy.export_candidate": "writes nothing but its row",
    "candidate_privacy.note_view": "writes nothing but its row",
    "checks.create_check": "belongs to no workspace",
    "checks.delete_check": "belongs to no workspace",
    "checks.purge_checks": "belongs to no workspace",
    "checks.renew_token": "belongs to no workspace",
    "candidates.read_applicant": "reads, and notes that it did",
    "jobs.claim_job": "only the runner's side of what somebody started",
    "jobs.fail_job": "only the runner's side of what somebody started",
    "jobs.finish_job": "only the runner's side of what somebody started",
    "jobs.go_on": "only the runner's side of what somebody started",
    "jobs.purge_jobs": "only the runner's side of what somebody started",
    "schema.prepare_database": "before anything is kept",
    "sessions._see": "being seen is no act",
    "throttle.may_try": "holds nothing about anyone",
}


def scenes() -> dict[str, tuple[str, Scene]]:
    """By the function that writes: the act that it leaves, and what sets the scene for it and gives the write."""
    return {
        "people.invite": (
            "person_invited",
            lambda co: lambda: people.invite(co.database, co.owner, "new@mehr.example", "hr"),
        ),
        "people.link_for": ("reset_link_made", of_viewer(people.link_for)),
        "people.change_role": (
            "role_changed",
            of_viewer(lambda db, by, whom: people.change_role(db, by, whom, "hr")),
        ),
        "people.remove_person": ("person_removed", of_viewer(people.remove_person)),
        "people.take_second_step": ("second_step_off", with_second_step(people.take_second_step)),
        "people.rename": ("name_changed", lambda co: lambda: people.rename(co.database, co.owner, "Other")),
        "people.change_email": (
            "email_changed",
            lambda co: lambda: people.change_email(co.database, co.owner, "other@mehr.example"),
        ),
        "leaving.erase_removed": ("person_erased", with_somebody_long_gone),
        "sessions.end_session": (
            "session_ended",
            of_two_sessions(sessions.end_session),
        ),
        "sessions.end_other_sessions": ("session_ended", of_two_sessions(sessions.end_other_sessions)),
        "workspaces.change_settings": (
            "settings_changed",
            lambda co: lambda: workspaces.change_settings(co.database, co.owner, {"name": "Mehr and sons"}, {}),
        ),
        "workspaces.change_assumptions": (
            "assumptions_changed",
            lambda co: lambda: workspaces.change_assumptions(co.database, co.owner, {"ramp": 4}, {}),
        ),
        "workspaces.back_to_standard": ("assumptions_changed", of_changed_assumptions),
        "workspaces.change_logo": (
            "logo_changed",
            lambda co: lambda: workspaces.change_logo(co.database, co.owner, b"PNG"),
        ),
        "held_checks.adopt_check": ("check_adopted", of_private_check),
        "held_checks.start_check": (
            "check_started",
            lambda co: lambda: held_checks.start_check(co.database, co.owner, "account_manager", "1", "en"),
        ),
        "held_checks.delete_held": ("check_deleted", of_held_check(held_checks.delete_held)),
        "checks.save_answers": (
            "check_changed",
            of_held_check(lambda db, by, one: checks.save_answers(db, Held(by, one), {"company": "X"}, "1", "en")),
        ),
        "signing_in.sign_in": ("signed_in", by_password),
        "signing_in.sign_in_with_code": ("recovery_code_used", by_recovery_code),
        "signing_in.join": ("invitation_accepted", by_invitation),
        "signing_in.reset_password": ("password_reset", by_reset_link),
        "signing_in.forgotten": ("reset_link_made", by_forgetting),
        "signing_in.change_password": (
            "password_changed",
            lambda co: lambda: signing_in.change_password(co.database, co.owner, PASSWORD_HASH + "!", 0),
        ),
        "second_step.turn_on": ("second_step_on", by_app),
        "second_step.turn_off": (
            "second_step_off",
            with_second_step(lambda db, _, whom: second_step.turn_off(db, Actor(_.workspace, whom, "viewer"))),
        ),
        "second_step.fresh_codes": (
            "recovery_codes_made",
            with_second_step(lambda db, _, whom: second_step.fresh_codes(db, Actor(_.workspace, whom, "viewer"))),
        ),
    }


Of = Callable[[Database, Actor, int], object]


def of_viewer(act: Of) -> Scene:
    def scene(company: Company) -> Write:
        whom = company.joins("viewer").person or 0
        return lambda: act(company.database, company.owner, whom)

    return scene


def with_second_step(act: Of) -> Scene:
    def scene(company: Company) -> Write:
        whom = company.joins("viewer").person or 0
        with writing(company.database) as connection:
            people.change_person(connection, company.owner.workspace, whom, second_step="sealed")
        return lambda: act(company.database, company.owner, whom)

    return scene


def with_somebody_long_gone(company: Company) -> Write:
    gone = company.joins("viewer").person or 0
    people.remove_person(company.database, company.owner, gone)
    with writing(company.database) as connection:
        people.change_person(connection, company.owner.workspace, gone, removed_at=1)
    return lambda: leaving.erase_removed(company.database)


def of_two_sessions(act: Of) -> Scene:
    def scene(company: Company) -> Write:
        company.signs_in(company.owner)
        one = sessions.list_sessions(company.database, company.owner)[0].id
        company.signs_in(company.owner)
        return lambda: act(company.database, company.owner, one)

    return scene


def of_changed_assumptions(company: Company) -> Write:
    workspaces.change_assumptions(company.database, company.owner, {"ramp": 4}, {})
    return lambda: workspaces.back_to_standard(company.database, company.owner)


def of_private_check(company: Company) -> Write:
    token = create_check(company.database, "account_manager", "1", "en")
    return lambda: held_checks.adopt_check(company.database, company.owner, token)


def of_held_check(act: Of) -> Scene:
    def scene(company: Company) -> Write:
        one = held_checks.start_check(company.database, company.owner, "account_manager", "1", "en")
        return lambda: act(company.database, company.owner, one)

    return scene


def with_password(company: Company) -> None:
    kept = passwords.hash_password("seven brown kettles sing")
    with writing(company.database) as connection:
        people.change_person(connection, company.owner.workspace, company.owner.person or 0, password_hash=kept)


def by_password(company: Company) -> Write:
    with_password(company)
    args = company.code, "first@mehr.example", "seven brown kettles sing", "Firefox"
    return lambda: signing_in.sign_in(company.database, *args)


def by_recovery_code(company: Company) -> Write:
    code = by_app(company)()[0]
    with writing(company.database) as connection:
        half = links.make_link(connection, company.owner.workspace, company.owner.person or 0, "second_step")
    return lambda: signing_in.sign_in_with_code(company.database, half, code, KEYS, "Firefox")


def by_invitation(company: Company) -> Write:
    _, token = company.is_invited("viewer")
    return lambda: signing_in.join(company.database, token, "New", PASSWORD_HASH, "Firefox")


def by_reset_link(company: Company) -> Write:
    _, token = people.link_for(company.database, company.owner, company.joins("viewer").person or 0)
    return lambda: signing_in.reset_password(company.database, token, PASSWORD_HASH + "!")


def by_forgetting(company: Company) -> Write:
    return lambda: signing_in.forgotten(company.database, company.code, "first@mehr.example")


def by_app(company: Company) -> Callable[[], list[str]]:
    secret = pyotp.random_base32()
    code = pyotp.TOTP(secret).at(clock.now())
    return lambda: second_step.turn_on(company.database, company.owner, secret, code, KEYS) or []


SCENES = scenes() | hiring_scenes()


def newest(company: Company) -> Entry:
    return entries(company.database, company.owner, Wanted(), most=1)[0]


@pytest.mark.parametrize("name", SCENES)
def test_a_write_leaves_a_row(database: Database, name: str) -> None:
    company = Company(database)
    action, scene = SCENES[name]
    write = scene(company)
    before, last = company.rows(), newest(company).id
    write()
    assert company.rows() != before
    told = [entry.action for entry in entries(database, company.owner, Wanted(), most=None) if entry.id > last]
    assert action in told


@pytest.mark.parametrize("name", SCENES)
def test_where_nothing_can_be_noted_nothing_is_written(database: Database, name: str) -> None:
    company = Company(database)
    write = SCENES[name][1](company)
    before = company.rows(with_trail=True)
    with (
        trail_shut(database),
        pytest.raises((DBAPIError, DatabaseUnavailable, database.readers.dialect.loaded_dbapi.Error)),
    ):
        write()
    assert company.rows(with_trail=True) == before


@contextmanager
def trail_shut(database: Database) -> Iterator[None]:
    """A trail that takes no row, as it would be on a full disk."""
    on, off = ON_SQLITE if database.on_sqlite else ON_POSTGRESQL
    with writing(database) as connection:
        for statement in on:
            connection.execute(text(statement))
    try:
        yield
    finally:
        with writing(database) as connection:
            for statement in off:
                connection.execute(text(statement))


ON_SQLITE = (
    ["CREATE TRIGGER audit_shut BEFORE INSERT ON audit BEGIN SELECT RAISE(ABORT, 'shut'); END"],
    ["DROP TRIGGER audit_shut"],
)
ON_POSTGRESQL = (
    [
        "CREATE FUNCTION audit_shut() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN RAISE EXCEPTION 'shut'; END$$",
        "CREATE TRIGGER audit_shut BEFORE INSERT ON audit FOR EACH ROW EXECUTE FUNCTION audit_shut()",
    ],
    ["DROP TRIGGER audit_shut ON audit", "DROP FUNCTION audit_shut()"],
)


def writers() -> set[str]:
    """Every function of the records that opens a write of its own."""
    found = set()
    for file in RECORDS.glob("*.py"):
        for part in ast.parse(file.read_text(encoding="utf-8")).body:
            if isinstance(part, ast.FunctionDef) and opens_a_write(part):
                found.add(f"{file.stem}.{part.name}")
    return found


def opens_a_write(function: ast.FunctionDef) -> bool:
    opened = [item.context_expr for node in ast.walk(function) if isinstance(node, ast.With) for item in node.items]
    called = {call.func.id for call in opened if isinstance(call, ast.Call) and isinstance(call.func, ast.Name)}
    return bool(called & {"writing", "changing"})


def test_every_function_that_writes_is_looked_at_here() -> None:
    """Founding a workspace is looked at below, for it can't be done in one that is there already."""
    founding = {"workspaces.found_another", "signing_in.set_up"}
    assert writers() == set(SCENES) | set(NO_TRAIL) | founding


def test_founding_a_workspace_is_its_first_entry(database: Database) -> None:
    company = Company(database)
    found = entries(database, company.owner, Wanted(), most=None)
    assert found[-1].action == "workspace_founded"


def test_details_hold_no_personal_datum(database: Database) -> None:
    """Ids, keys and numbers only, whatever was done."""
    company = Company(database)
    for _, scene in SCENES.values():
        scene(company)()
    told = json.dumps(
        [[entry.about, dict(entry.details)] for entry in entries(database, company.owner, Wanted(), most=None)]
    )
    for personal in ("@", "Mehr", "Owner", "Other", "viewer ", PASSWORD_HASH):
        assert personal not in told
    assert {entry.action for entry in entries(database, company.owner, Wanted(), most=None)} <= set(ACTIONS)
