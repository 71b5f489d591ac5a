"""No address writes when it is looked at: not a page, not a private link, not a figure tried out."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import text

from readiness.records.database import reading
from tests.databases import opened
from tests.pages.owner import Owner

# Each grows with every commit of another connection that changed something.
VERSION = {
    "sqlite": "PRAGMA data_version",
    "postgresql": "SELECT pg_snapshot_xmax(pg_current_snapshot())::text",  # the next transaction that writes
}


def addresses(app: Flask, token: str) -> list[str]:
    """Every address of the site that can be looked at, with something for each part that varies."""
    samples = {"token": token, "section": "accounts", "filename": "site.css", "name": "Vazirmatn-Regular"}
    found = ["/en/check/result?base=70000&cash=5", "/en/resume/unknown", "/en/check/nothing"]
    for rule in app.url_map.iter_rules():
        path = rule.rule
        for part, sample in samples.items():
            path = path.replace(f"<{part}>", sample).replace(f"<path:{part}>", sample)
        found.append(path)
    return found


@pytest.mark.parametrize("method", ["GET", "HEAD", "OPTIONS"])
def test_no_commit_happens_while_everything_is_looked_at(
    app: Flask, owner: Owner, database_kind: str, database_url: str, method: str
) -> None:
    owner.answer_everything()
    token = owner.token
    with opened(database_url) as database, reading(database) as watcher:

        def version() -> int:
            return int(watcher.execute(text(VERSION[database_kind])).scalar_one())

        begun = version()
        strangers = app.test_client()
        for path in addresses(app, token):
            for client in (owner.client, strangers):
                with client.open(path, method=method) as answer:
                    assert answer.status_code < 500, path
        assert version() == begun
        owner.answer("clients", unowned="1")
        assert version() > begun
