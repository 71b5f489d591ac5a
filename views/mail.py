"""Sends our few mails from the background: what a page answers, and when, never tells whether a mail went out."""

from __future__ import annotations

import logging
import queue
import threading
from collections.abc import Callable
from typing import TYPE_CHECKING

from flask import Flask, current_app, has_request_context, request

from readiness.language import direction
from readiness.typed_text import clean_text
from views.settings import MailServer
from views.site import Site, this_site

if TYPE_CHECKING:
    from email.message import EmailMessage
    from smtplib import SMTP

PATIENCE = 20  # seconds for each word from the mail server
MOST_WAITING = 1000
LONGEST_SUBJECT = 150
RIGHT_TO_LEFT = "\u200f"  # begins each line of a Persian mail, so that readers of plain text align it rightly
HERE = ("localhost", "127.0.0.1", "::1")
DESK = "mail"

log = logging.getLogger("readiness.mail")
Job = Callable[[], None]


class NotSafe(Exception):
    """The mail server offers no encryption, and the password may not travel without."""


class Desk:
    """Jobs that wait for their turn in one thread, which begins with the first and dies with the process."""

    def __init__(self) -> None:
        self.waiting: queue.Queue[Job] = queue.Queue(MOST_WAITING)
        self.beginning = threading.Lock()
        self.worker: threading.Thread | None = None

    def put(self, job: Job) -> None:
        with self.beginning:
            if self.worker is None:
                self.worker = threading.Thread(target=self._work, name="mail", daemon=True)
                self.worker.start()
        try:
            self.waiting.put_nowait(job)
        except queue.Full:
            log.warning("A mail was dropped: %d are waiting already", MOST_WAITING)

    def _work(self) -> None:
        while True:
            job = self.waiting.get()
            try:
                job()
            except Exception as problem:  # told without its text, which may hold an address
                log.warning("A mail could not be sent: %s %s", type(problem).__name__, _status(problem))
            finally:
                self.waiting.task_done()


def _status(problem: Exception) -> str:
    return str(getattr(problem, "smtp_code", "") or getattr(problem, "errno", "") or "")


def set_up_mail(app: Flask) -> None:
    app.extensions[DESK] = Desk()


def is_set_up() -> bool:
    return this_site().settings.mail is not None


def full_address(path: str) -> str:
    """A page of ours as others can reach it: by BASE_URL; without, by the name under which we are being asked."""
    settings = this_site().settings
    if settings.base_url or not has_request_context():
        return (settings.base_url or settings.address_at(settings.port).rstrip("/")) + path
    return f"{'https' if settings.https else request.scheme}://{request.host}{path}"


def send(kind: str, to: str, language: str, path: str = "", **words: str) -> bool:
    """Send a mail of words/mail.toml soon: `<kind>_subject`, `<kind>_text`. False where no mail is set up.

    `path` becomes {link}, below BASE_URL and nothing else; a mail that fails is in the log and nowhere else.
    """
    if not is_set_up():
        return False
    site = this_site()
    later(lambda: deliver(site, kind, to, language, path, **words))
    return True


def later(job: Job) -> None:
    """Have something done in the background, where the application's context isn't: take along what it needs."""
    desk: Desk = current_app.extensions[DESK]
    desk.put(job)


def deliver(site: Site, kind: str, to: str, language: str, path: str = "", **words: str) -> None:
    """Write the mail and hand it to the server, now: call it from the background."""
    server = site.settings.mail
    if server is None:
        return
    filled = {key: clean_text(text, LONGEST_SUBJECT) for key, text in words.items()}
    said = site.words[language]["mail"]
    subject = said[f"{kind}_subject"].format(**filled)
    parts = [
        part.strip().format(**filled, link=site.settings.base_url + path) for part in said[f"{kind}_text"].split("|")
    ]
    hand_over(server, write(server, to, subject, as_paragraphs(parts, language)))


def as_paragraphs(parts: list[str], language: str) -> str:
    """Plain text with a blank line between its parts; a link has a line to itself and runs left to right."""
    mark = RIGHT_TO_LEFT if direction(language) == "rtl" else ""
    return "\n\n".join(part if part.startswith("http") else mark + part for part in parts) + "\n"


def write(server: MailServer, to: str, subject: str, text: str) -> EmailMessage:
    """The mail; an address or a subject with a line break in it is refused (ValueError)."""
    from email.headerregistry import Address
    from email.message import EmailMessage
    from email.policy import SMTP
    from email.utils import format_datetime, localtime, make_msgid

    mail = EmailMessage(policy=SMTP)
    mail["From"] = Address(server.sender_name, addr_spec=server.sender)
    mail["To"] = Address(addr_spec=to)
    mail["Subject"] = subject
    mail["Date"] = format_datetime(localtime())
    mail["Message-ID"] = make_msgid(domain=server.sender.rpartition("@")[2])
    mail["Auto-Submitted"] = "auto-generated"
    mail.set_content(text)
    return mail


def hand_over(server: MailServer, mail: EmailMessage) -> None:
    with _connected(server) as connection:
        if server.user:
            connection.login(server.user, server.password)
        connection.send_message(mail)


def _connected(server: MailServer) -> SMTP:
    """A connection, encrypted where the server can; without encryption no password is sent but to this machine."""
    import smtplib
    import ssl

    safely = ssl.create_default_context()
    if server.safe:
        return smtplib.SMTP_SSL(server.host, server.port, timeout=PATIENCE, context=safely)
    connection = smtplib.SMTP(server.host, server.port, timeout=PATIENCE)
    try:
        connection.ehlo()
        if connection.has_extn("starttls"):
            connection.starttls(context=safely)
        elif server.user and server.host not in HERE:
            raise NotSafe
    except Exception:
        connection.close()
        raise
    return connection
