"""Slows down whoever tries again and again, for all workers together; never locks anyone out for good."""

from __future__ import annotations

import hmac
from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import Connection, delete, insert, select, text, update

from readiness.records import clock
from readiness.records.database import Database, writing
from readiness.records.tables import attempts


@dataclass(frozen=True, slots=True)
class Pace:
    """How often: `burst` times at once, then once every `every` seconds (a leaky bucket, as the GCRA of ATM)."""

    burst: int
    every: float


ACCOUNT = Pace(burst=10, every=30)  # for strangers' browsers; one that has signed in before has its own
BROWSER = Pace(burst=10, every=30)
CODE = Pace(burst=5, every=120)  # of six digits three fit at any moment: a day of guessing finds one in 500 times
RESET = Pace(burst=3, every=600)  # mails to one account
MAILS = Pace(burst=30, every=60)  # of one workspace
OWN_PAGE = Pace(burst=60, every=10)  # what one candidate sends: each time adds to a trail that is never cut
ADDRESS = Pace(burst=60, every=5)


def hashed(secret: bytes, *parts: object) -> str:
    """The key of one who tries: from the table nobody can tell who that is."""
    return hmac.digest(secret, "\x00".join(map(str, parts)).encode("utf-8", "replace"), "sha256").hex()


def may_try(database: Database, tries: Iterable[tuple[str, Pace]]) -> int:
    """0 if this try may be, and it counts for every key; else the seconds to wait, and it counts for none."""
    moment = clock.now() * 1000
    with writing(database) as connection:
        wanted = dict(sorted(tries))
        free = {key: _free_at(connection, key, moment) for key in wanted}
        wait = max(free[key] - moment - _leeway(pace) for key, pace in wanted.items())
        if wait > 0:
            return -(-wait // 1000)
        for key, pace in wanted.items():
            _keep(connection, key, max(free[key], moment) + round(pace.every * 1000))
        _forget_paid(connection, moment)
    return 0


def _forget_paid(connection: Connection, moment: int) -> None:
    """Nothing is kept of whoever has waited long enough; rows that another worker has in hand are left to it."""
    paid = select(attempts.c.key).where(attempts.c.free_at < moment).with_for_update(skip_locked=True)
    connection.execute(delete(attempts).where(attempts.c.key.in_(paid)))


def _leeway(pace: Pace) -> int:
    """Milliseconds by which one may be ahead of the pace."""
    return round((pace.burst - 1) * pace.every * 1000)


def _free_at(connection: Connection, key: str, moment: int) -> int:
    """When the key's last tries are paid off; its row is locked until the end, or made."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(hashtext(:key))"), {"key": key})
    found = connection.execute(select(attempts.c.free_at).where(attempts.c.key == key)).scalar()
    return moment if found is None else found


def _keep(connection: Connection, key: str, free_at: int) -> None:
    if not connection.execute(update(attempts).where(attempts.c.key == key).values(free_at=free_at)).rowcount:
        connection.execute(insert(attempts).values(key=key, free_at=free_at))
