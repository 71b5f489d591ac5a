"""Somebody in front of a browser who fills in the forms that a page shows, whoever they are by then."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html import unescape

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.pages.checked import CheckedClient
from tests.pages.owner import say

COMPANY, NAME, EMAIL, PASSWORD = "Sorrel & Lake", "Mina Tehrani", "mina@sorrel.example", "seven brown kettles sing"
OTHER_PASSWORD = "eleven quiet lanterns drift"
BROWSER = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"


@dataclass
class Visitor:
    """One browser; `answer` is the page in front of them."""

    app: Flask
    language: str = "en"
    address: str = "127.0.0.1"
    base_url: str = "http://localhost"
    client: FlaskClient = field(init=False)
    answer: TestResponse = field(init=False)

    def __post_init__(self) -> None:
        self.app.test_client_class = CheckedClient
        self.client = self.app.test_client()

    @property
    def page(self) -> str:
        return self.answer.get_data(as_text=True)

    @property
    def goes_to(self) -> str:
        """Where the answer sends the browser."""
        assert self.answer.status_code == 303, self.answer.status
        return self.answer.headers["Location"]

    def open(self, path: str, **headers: str) -> Visitor:
        """Look at a page, below the language unless it begins with a slash."""
        self.answer = self.client.get(self._at(path), headers=headers, **self._from())
        return self

    def send(self, path: str, **fields: str) -> Visitor:
        """Send the form of the page in front of them, with its hidden fields as they stand."""
        data = {**hidden_fields(self.page), **fields}
        self.answer = self.client.post(self._at(path), data=data, headers={"User-Agent": BROWSER}, **self._from())
        return self

    def _at(self, path: str) -> str:
        return path if path.startswith("/") else f"/{self.language}/{path}"

    def _from(self) -> dict[str, object]:
        return {"base_url": self.base_url, "environ_base": {"REMOTE_ADDR": self.address}}

    # --- what they do

    def sets_up(self, **fields: str) -> Visitor:
        typed = {"company": COMPANY, "name": NAME, "email": EMAIL, "new_password": PASSWORD}
        return self.open("set-up").send("set-up", **typed | fields)

    def signs_in(self, email: str = EMAIL, password: str = PASSWORD, **fields: str) -> Visitor:
        return self.open("sign-in").send("sign-in", email=email, password=password, **fields)

    def signs_out(self) -> Visitor:
        return self.open("account").send("sign-out")

    # --- what they see

    @property
    def is_in(self) -> bool:
        """Whether their browser shows them their account."""
        return self.open("account").answer.status_code == 200

    def cookie(self, name: str) -> str | None:
        found = self.client.get_cookie(name)
        return found.value if found else None

    def is_told(self, word: str, **values: str) -> bool:
        return say(word, self.language, **values) in unescape(re.sub("<[^>]*>", "", self.page))


def hidden_fields(page: str) -> dict[str, str]:
    """The last of each hidden field: a page's own form comes after the way out."""
    tags = re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', page)
    return {name: unescape(value) for name, value in tags}
