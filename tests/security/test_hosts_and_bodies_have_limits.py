"""The site answers to its own names only, and takes no body longer than a form can be, however it comes."""

from __future__ import annotations

import io
import socket
import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from flask import Flask
from waitress.server import create_server

from tests.pages.owner import Owner
from views.security import MOST_BODY

Rows = Callable[[], list[Any]]
FORM = "application/x-www-form-urlencoded"


@pytest.mark.parametrize(
    "host", ["evil.example", "localhost.evil.example", "127.0.0.1.evil.example:80", "a@localhost", ""]
)
def test_a_foreign_host_is_refused(app: Flask, host: str) -> None:
    for path in ("/", "/en/", "/en/check/fit", "/nothing", "/static/site.css"):
        assert app.test_client().get(path, headers={"Host": host}).status_code == 400


@pytest.mark.parametrize("host", ["localhost", "LOCALHOST:8000", "127.0.0.1:8000", "[::1]:8000"])
def test_our_own_names_are_answered_on_any_port(app: Flask, host: str) -> None:
    assert app.test_client().get("/en/", headers={"Host": host}).status_code == 200


def test_the_names_can_be_set(make_app: Callable[..., Flask]) -> None:
    client = make_app(TRUSTED_HOSTS="check.example, other.example").test_client()
    assert client.get("/en/", headers={"Host": "check.example"}).status_code == 200
    assert client.get("/en/", headers={"Host": "localhost"}).status_code == 400


@pytest.mark.parametrize("kind", [FORM, "multipart/form-data; boundary=x", "text/plain", "application/json"])
def test_a_body_that_says_it_is_long_is_refused(owner: Owner, rows: Rows, kind: str) -> None:
    before = rows()
    body = f"csrf={owner.csrf}&question_company=".encode() + b"a" * MOST_BODY
    for path in ("/en/check/basics", "/en/check", "/en/nothing"):
        assert owner.client.post(path, data=body, content_type=kind).status_code == 413
    assert rows() == before


@pytest.mark.parametrize("kind", [FORM, "multipart/form-data; boundary=x"])
def test_a_body_that_comes_in_chunks_is_refused_too(owner: Owner, rows: Rows, kind: str) -> None:
    before = rows()
    start = (
        f"csrf={owner.csrf}&question_company="
        if kind == FORM
        else '--x\r\nContent-Disposition: form-data; name="a"\r\n\r\n'
    )
    body = io.BytesIO(start.encode() + b"a" * (4 * MOST_BODY))
    answer = owner.client.post(
        "/en/check/basics", input_stream=body, content_type=kind, environ_overrides={"wsgi.input_terminated": True}
    )
    assert answer.status_code == 413
    assert rows() == before


def test_a_thousand_fields_are_no_problem(owner: Owner) -> None:
    fields = {f"question_{n}": "1" for n in range(1000)}
    assert owner.press("check/clients", **fields).status_code == 303


@pytest.fixture
def address(app: Flask) -> Iterator[tuple[str, int]]:
    """The site behind its real server, as `python app.py` runs it."""
    server = create_server(app, host="127.0.0.1", port=0, max_request_body_size=1024 * 1024)
    serving = threading.Thread(target=server.run, daemon=True)
    serving.start()
    yield "127.0.0.1", server.effective_port
    server.close()
    server.task_dispatcher.shutdown()
    serving.join(timeout=10)


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")  # a closed socket, as it ends
@pytest.mark.parametrize("size", [2 * MOST_BODY, 8 * 1024 * 1024])
def test_the_server_itself_stops_a_chunked_flood(address: tuple[str, int], size: int) -> None:
    head = f"POST /en/check HTTP/1.1\r\nHost: localhost\r\nContent-Type: {FORM}\r\nTransfer-Encoding: chunked\r\n\r\n"
    block = b"10000\r\n" + b"a" * 0x10000 + b"\r\n"
    with socket.create_connection(address, timeout=20) as caller:
        caller.sendall(head.encode())
        try:
            for _ in range(size // 0x10000):
                caller.sendall(block)
            caller.sendall(b"0\r\n\r\n")
        except OSError:
            pass  # it hung up on us: just as well
        try:
            told = caller.recv(4096)
        except ConnectionResetError:
            return
    assert told.startswith(b"HTTP/1.1 413")
