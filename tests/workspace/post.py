"""A mail server of the test's own, which keeps what it is given."""

from __future__ import annotations

import base64
import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP
from typing import Any

from flask import Flask

from views.mail import DESK


class PostOffice(socketserver.ThreadingTCPServer):
    """Takes every mail, or refuses every recipient."""

    daemon_threads = True

    def __init__(self, refuses: bool = False, offers: tuple[str, ...] = ()) -> None:
        super().__init__(("127.0.0.1", 0), Conversation)
        self.refuses, self.offers = refuses, offers
        self.mails: list[EmailMessage] = []
        self.logins: list[str] = []
        self.said: list[str] = []

    @property
    def url(self) -> str:
        return f"smtp://127.0.0.1:{self.server_address[1]}"


class Conversation(socketserver.StreamRequestHandler):
    """What little of SMTP it takes (RFC 5321)."""

    server: PostOffice

    def handle(self) -> None:
        self.answer("220 here")
        while line := self.rfile.readline().decode().strip():
            self.server.said.append(line)
            word = line.split()[0].upper()
            getattr(self, f"on_{word.lower()}", self.fine)(line)
            if word == "QUIT":
                return

    def answer(self, line: str) -> None:
        self.wfile.write(f"{line}\r\n".encode())

    def fine(self, _: str) -> None:
        self.answer("250 fine")

    def on_ehlo(self, _: str) -> None:
        for offer in ("here", *self.server.offers):
            self.answer(f"250-{offer}")
        self.answer("250 8BITMIME")

    def on_auth(self, line: str) -> None:
        self.server.logins.append(base64.b64decode(line.split()[2]).decode())
        self.answer("235 welcome")

    def on_rcpt(self, line: str) -> None:
        self.answer(f"550 nobody of that name: {line}" if self.server.refuses else "250 fine")

    def on_data(self, _: str) -> None:
        self.answer("354 go on")
        lines = iter(self.rfile.readline, b".\r\n")
        written: Any = message_from_bytes(b"".join(lines), policy=SMTP)
        self.server.mails.append(written)
        self.answer("250 taken")


@contextmanager
def post_office(**how: Any) -> Iterator[PostOffice]:
    with PostOffice(**how) as office:
        serving = threading.Thread(target=office.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        serving.start()
        yield office
        office.shutdown()
        serving.join()


def sent(app: Flask) -> None:
    """Wait until whatever is to be mailed has been handed over, or failed."""
    app.extensions[DESK].waiting.join()
