"""A condition on a date that no calendar holds is the sender's mistake, not ours."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

NEVER = "Sun, 99 Nov 99999999999 99:99:99 GMT"


@pytest.mark.parametrize("header", ["If-Modified-Since", "If-Unmodified-Since", "If-Range"])
def test_an_impossible_date_is_a_bad_request(client: FlaskClient, header: str) -> None:
    with client.get("/static/site.css", headers={header: NEVER}) as answer:
        assert answer.status_code == 400


def test_a_possible_date_is_heeded(client: FlaskClient) -> None:
    with client.get("/static/site.css", headers={"If-Modified-Since": "Sun, 22 Nov 2099 10:00:00 GMT"}) as answer:
        assert answer.status_code == 304
