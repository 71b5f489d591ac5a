"""The one clock of the records: whole seconds since 1970 in UTC."""

from __future__ import annotations

import time

MINUTE = 60
HOUR = 60 * MINUTE
DAY = 24 * HOUR
MONTH = 365.25 / 12 * DAY


def now() -> int:
    return int(time.time())


def months_ago(months: int) -> int:
    return now() - round(months * MONTH)
