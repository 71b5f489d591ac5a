"""A check is found by its token alone, kept for twelve months after its last save, and gone when it is deleted."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import text

from readiness.records import checks, clock
from readiness.records.checks import (
    create_check,
    delete_check,
    find_check,
    purge_checks,
    renew_token,
    save_answers,
)
from readiness.records.database import Database, reading
from readiness.records.tokens import new_token


def started(database: Database) -> str:
    return create_check(database, "account_manager", "2026.1", "en")


def test_answers_are_merged_and_taken_back_by_key(database: Database) -> None:
    token = started(database)
    save_answers(database, token, {"fit": "repeat", "company": "کاوه"}, "2026.1", "en")
    saved = save_answers(database, token, {"fit": None, "grr": {"value": "87", "sure": "about"}}, "2026.2", "fa")
    found = find_check(database, token)
    assert found == saved
    assert found is not None
    assert found.answers == {"company": "کاوه", "grr": {"value": "87", "sure": "about"}}
    assert (found.edition, found.language) == ("2026.2", "fa")


def test_checks_with_the_same_answers_stay_apart(database: Database) -> None:
    first, second = started(database), started(database)
    for token in (first, second):
        save_answers(database, token, {"fit": "repeat", "grr": {"value": "87", "sure": "about"}}, "1", "en")
        assert find_check(database, token) is not None
    save_answers(database, first, {"fit": "mixed", "grr": {"value": "60", "sure": "exact"}}, "1", "en")
    untouched = find_check(database, second)
    assert untouched is not None
    assert untouched.answers == {"fit": "repeat", "grr": {"value": "87", "sure": "about"}}


def test_a_draft_is_known_as_one_and_a_name_is_not(database: Database) -> None:
    token = started(database)
    named = save_answers(database, token, {"company": '"typed":'}, "1", "en")
    assert named is not None
    assert not named.has_drafts
    save_answers(database, token, {"grr": {"typed": "12x", "sure": "about"}}, "1", "en")
    found = find_check(database, token)
    assert found is not None
    assert found.has_drafts


def test_only_the_hash_of_the_token_is_kept(database: Database) -> None:
    token = started(database)
    with reading(database) as connection:
        rows = connection.execute(text("SELECT * FROM checks")).all()
    assert token not in repr(rows)
    assert checks.token_hash(token) in repr(rows)
    assert find_check(database, checks.token_hash(token)) is None


def test_a_token_holds_256_bits_and_never_comes_twice() -> None:
    tokens = {checks.new_token() for _ in range(1000)}
    assert len(tokens) == 1000
    assert {len(token) for token in tokens} == {43}


def test_the_year_counts_from_the_last_save(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    token, begun = started(database), clock.now()
    monkeypatch.setattr(clock, "now", lambda: begun + checks.KEPT_FOR - checks.DAY)
    saved = save_answers(database, token, {"fit": "repeat"}, "1", "en")
    found = find_check(database, token)
    assert saved is not None
    assert found is not None
    assert found.expires_at == saved.expires_at > begun + 2 * checks.KEPT_FOR - 2 * checks.DAY
    monkeypatch.setattr(clock, "now", lambda: found.expires_at)
    assert find_check(database, token) is None
    assert save_answers(database, token, {"fit": "mixed"}, "1", "en") is None
    assert not renew_token(database, token, new_token())


def test_starting_a_check_purges_those_that_ended(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    started(database)
    begun = clock.now()
    monkeypatch.setattr(clock, "now", lambda: begun + checks.KEPT_FOR + 2 * checks.DAY)
    started(database)
    with reading(database) as connection:
        assert connection.execute(text("SELECT count(*) FROM checks")).scalar() == 1
    assert purge_checks(database) == 0
    monkeypatch.setattr(clock, "now", lambda: begun + 2 * checks.KEPT_FOR + 4 * checks.DAY)
    assert purge_checks(database) == 1


def test_a_renewed_token_takes_the_place_of_the_old_one(database: Database) -> None:
    token = started(database)
    renewed = new_token()
    assert renew_token(database, token, renewed)
    assert find_check(database, token) is None
    assert find_check(database, renewed) is not None
    assert not renew_token(database, token, new_token())


def test_nothing_of_a_deleted_check_is_left_in_any_file(sqlite: Database, sqlite_file: Path) -> None:
    token = started(sqlite)
    for name in ("Northwind Unforgettable", "Contoso Unforgettable"):
        save_answers(sqlite, token, {"company": name, "more": name * 200}, "1", "en")
    files = [sqlite_file, sqlite_file.with_name(f"{sqlite_file.name}-wal")]
    assert any(b"Unforgettable" in file.read_bytes() for file in files)
    assert delete_check(sqlite, token)
    assert not any(b"Unforgettable" in file.read_bytes() for file in files if file.exists())
    assert not delete_check(sqlite, token)


def test_the_id_of_a_deleted_check_is_never_given_again(database: Database) -> None:
    """A page still open on the deleted one must not write into another."""
    token = started(database)
    gone = find_check(database, token)
    delete_check(database, token)
    following = find_check(database, started(database))
    assert gone is not None
    assert following is not None
    assert following.id > gone.id


def test_a_new_sqlite_file_is_for_its_owner_alone(sqlite: Database, sqlite_file: Path) -> None:
    started(sqlite)
    found = [file for file in sqlite_file.parent.iterdir() if file.name.startswith(sqlite_file.name)]
    assert {file.stat().st_mode & 0o077 for file in found} == {0}
