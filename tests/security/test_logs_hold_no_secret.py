"""Whatever is typed, opened, refused or goes wrong, the server's log names no person and no secret."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from html import unescape
from http.cookiejar import CookieJar
from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import urlencode, urlsplit
from urllib.request import HTTPCookieProcessor, Request, build_opener

from sqlalchemy import text

from readiness.records.database import Database, writing
from tests.conftest import SECRET_KEY
from tests.databases import opened
from tests.pages.owner import value_of

ROOT = Path(__file__).parents[2]
SERVE_AND_TELL_ALL = """
import logging
logging.basicConfig(level=logging.DEBUG)
logging.getLogger("sqlalchemy.engine").setLevel(logging.INFO)  # its DEBUG prints the rows themselves
from app import serve
serve()
"""
READY = re.compile(r"Readiness is at (http://\S+)/ ")
PEOPLE = "workspace/people"


@dataclass
class Planted:
    """What must not be in the log: marked words, and the secrets that the site itself gave out."""

    secrets: list[str] = field(default_factory=list)

    def mark(self, what: str) -> str:
        """A word of its own for what somebody types."""
        word = f"marked{what}zq"
        self.secrets.append(word)
        return word

    def keep(self, secret: str) -> str:
        self.secrets.append(secret)
        return secret


@dataclass
class Browser:
    """Somebody at the real server, who follows where they are sent; `page` is what they see."""

    address: str
    planted: Planted
    cookies: CookieJar = field(default_factory=CookieJar)
    page: str = ""

    def open(self, path: str, data: bytes | None = None, **headers: str) -> int:
        request = Request(f"{self.address}/{path}", data, {"User-Agent": "Mozilla/5.0 Firefox/140.0", **headers})
        try:
            with build_opener(HTTPCookieProcessor(self.cookies)).open(request, timeout=60) as answer:
                self.page, status = answer.read().decode("utf-8", "replace"), answer.status
        except HTTPError as refused:
            with refused:
                self.page, status = refused.read().decode("utf-8", "replace"), refused.code
        self.planted.secrets.extend(cookie.value for cookie in self.cookies if cookie.value)
        return int(status)

    def see(self, path: str) -> str:
        assert self.open(path) == 200, path
        return self.page

    def send(self, path: str, **fields: str) -> int:
        """The form of the page in front of them: a page's own comes after the way out."""
        csrf = re.findall(r'name="csrf" value="([^"]*)"', self.page)[-1]
        return self.open(path, urlencode({"csrf": csrf, **fields}).encode())

    def link(self) -> str:
        """The path of the link that is shown once."""
        path = urlsplit(unescape(value_of(self.page, 'id="link"'))).path.lstrip("/")
        self.planted.keep(path.rsplit("/", 1)[1])
        return path


@contextmanager
def serving(database_url: str, log: Path, **settings: str) -> Iterator[str]:
    """The address of the real server, which writes down all that it has to say."""
    environ = {**os.environ, "DATABASE_URL": database_url, "PORT": "0", "SECRET_KEY": SECRET_KEY, **settings}
    command = [sys.executable, "-c", SERVE_AND_TELL_ALL]
    with log.open("w") as told:
        server = subprocess.Popen(command, cwd=ROOT, env=environ, stdout=subprocess.PIPE, stderr=told, text=True)
        assert server.stdout is not None
        try:
            found = READY.match(server.stdout.readline())
            assert found, log.read_text()
            yield found[1]
        finally:
            server.terminate()
            rest, _ = server.communicate(timeout=60)
    with log.open("a") as told:
        told.write(rest)


def set_up(owner: Browser, planted: Planted) -> None:
    """Found a workspace, sign out, fail to come back, and come back."""
    email, password = f"{planted.mark('owneremail')}@mehr.example", planted.mark("ownerpassword words")
    owner.see("en/set-up")
    names = {"company": planted.mark("workspace"), "name": planted.mark("ownername")}
    assert owner.send("en/set-up", **names, email=email, new_password=password) == 200
    owner.see("en/account")
    owner.send("en/sign-out")
    assert owner.send("en/sign-in", email=email, password=planted.mark("wrongpassword")) == 422
    assert owner.send("en/sign-in", email=planted.mark("nobody") + "@x.example", password=password) == 422
    assert owner.send("en/sign-in", email=email, password=password) == 200


def invite_and_reset(owner: Browser, guest: Browser, planted: Planted) -> None:
    owner.see(f"en/{PEOPLE}")
    assert owner.send(f"en/{PEOPLE}", email=f"{planted.mark('guestemail')}@mehr.example", role="interviewer") == 200
    link = owner.link()
    guest.see(link)
    joins = {"name": planted.mark("guestname"), "new_password": planted.mark("guestpassword words")}
    assert guest.send(link, **joins) == 200
    assert guest.open(link) in (404, 410, 200)  # once more
    person = re.findall(rf"{PEOPLE}/(\d+)", owner.see(f"en/{PEOPLE}"))[-1]
    owner.see(f"en/{PEOPLE}/{person}")
    assert owner.send(f"en/{PEOPLE}/{person}/link") == 200
    link = owner.link()
    guest.see(link)
    assert guest.send(link, new_password="short") == 422
    assert guest.send(link, new_password=planted.mark("newpassword words")) == 200


def answer(newcomer: Browser, planted: Planted) -> None:
    """A check without an account, and its private link."""
    newcomer.see("en/")
    assert newcomer.send("en/check") == 200
    newcomer.see("en/check/basics")
    typed = {"question_company": planted.mark("company"), "question_inflation": planted.mark("answer")}
    assert newcomer.send("en/check/basics", **typed) == 422
    newcomer.see("en/check/link")
    assert newcomer.open(newcomer.link()) == 200


def be_refused(owner: Browser, guest: Browser, planted: Planted) -> None:
    """By role, by id, by form, by address, by host, by size."""
    assert guest.open(f"en/{PEOPLE}?{planted.mark('query')}=x") in (200, 403)
    assert owner.open(f"en/{PEOPLE}/999999") == 404
    owner.see(f"en/{PEOPLE}")
    assert owner.send(f"en/{PEOPLE}", csrf=planted.mark("csrf"), email=planted.mark("forged")) == 403
    assert owner.open(f"en/{planted.mark('path')}") == 404
    assert owner.open(f"en/reset/{planted.mark('token')}") in (200, 404, 410)
    assert owner.open(f"en/resume/{planted.mark('private')}") == 404
    assert owner.open("en/", Host=f"{planted.mark('host')}.example") == 400
    assert owner.open("en/check", planted.mark("body").encode() * 10_000) == 413
    assert owner.open("en/sign-in", b"%ff%00" + planted.mark("bytes").encode()) in (200, 403, 422)
    assert owner.open(f"en/workspace/audit?since={planted.mark('day')}") == 422


def stumble(owner: Browser, database: Database, planted: Planted) -> None:
    """Two faults that nobody foresaw: a row that the database refuses, quoting it, and a table that is gone."""
    owner.see(f"en/{PEOPLE}")
    with writing(database) as connection:
        for statement in REFUSE_PEOPLE[database.on_sqlite]:
            connection.execute(text(statement))
    assert owner.send(f"en/{PEOPLE}", email=f"{planted.mark('quoted')}@mehr.example", role="viewer") == 500
    with writing(database) as connection:
        connection.execute(text("ALTER TABLE links RENAME TO lost"))
    assert owner.open(f"en/reset/{planted.mark('losttoken')}") in (500, 503)


REFUSE_PEOPLE = {
    True: ["CREATE TRIGGER refused BEFORE INSERT ON people BEGIN SELECT RAISE(ABORT, 'refused'); END"],
    False: ["ALTER TABLE people ADD CONSTRAINT refused CHECK (role <> 'viewer') NOT VALID"],
}


def test_no_log_holds_a_person_or_a_secret(database_url: str, tmp_path: Path) -> None:
    planted, log = Planted(), tmp_path / "log"
    mail = {"SMTP_URL": f"smtp://reader:{planted.mark('smtp')}@127.0.0.1:1", "MAIL_FROM": "site@readiness.example"}
    with serving(database_url, log, BASE_URL="http://127.0.0.1", **mail) as address:
        owner, guest, newcomer = (Browser(address, planted) for _ in range(3))
        set_up(owner, planted)
        invite_and_reset(owner, guest, planted)
        answer(newcomer, planted)
        be_refused(owner, guest, planted)
        with opened(database_url) as database:
            stumble(owner, database, planted)
    told = log.read_text(encoding="utf-8")
    assert "Error in people.invite [POST]" in told
    assert "in invite_in" in told  # where it was
    assert "IntegrityError" in told  # and what
    assert "A mail could not be sent" in told
    assert "INSERT INTO people" in told  # it was as talkative as it can be
    assert len(planted.secrets) > 30
    assert [secret for secret in planted.secrets if secret in told] == []
