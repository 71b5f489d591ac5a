"""The people of two companies, the same in every test: Mehr with one of each role, and Rival with its own owner."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from readiness.records.database import Database, writing
from readiness.records.passwords import hash_password
from readiness.records.people import invite, list_people
from readiness.records.scope import Actor
from readiness.records.sessions import start_session
from readiness.records.signing_in import join, set_up
from readiness.records.workspaces import Founder, found_another
from tests.pages.owner import hidden
from views.site import NAME

PASSWORD = "seven brown kettles sing"
NAMES = {"owner": "Mina Tehrani", "hr": "Kaveh Rad", "interviewer": "Sara Holm", "viewer": "Omid Noor"}
EMAILS = {role: f"{role}@mehr.example" for role in NAMES} | {"rival": "owner@rival.example"}
BROWSER = "Firefox on Linux"


@dataclass
class Somebody:
    """One browser with one person signed in, as they would use it."""

    client: FlaskClient
    actor: Actor
    language: str = "en"

    def open(self, path: str) -> TestResponse:
        return self.client.get(f"/{self.language}/{path}")

    def see(self, path: str) -> str:
        answer = self.open(path)
        assert answer.status_code == 200, f"{path}: {answer.status}"
        return answer.get_data(as_text=True)

    def press(self, path: str, page: str, **fields: str) -> TestResponse:
        """Send a form of ours to `path`, as it stands on `page`."""
        return self.client.post(f"/{self.language}/{path}", data={"csrf": hidden(self.see(page), "csrf"), **fields})


class Cast:
    """Whoever of the cast a test asks for, signed in on a browser of their own."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        self.database: Database = app.extensions[NAME].database
        self.password_hash = hash_password(PASSWORD)
        founder = Founder(NAMES["owner"], EMAILS["owner"], self.password_hash)
        assert set_up(self.database, "Mehr", "en", founder, BROWSER)
        self.actors = {"owner": Actor(1, 1, "owner")}
        for role in ("hr", "interviewer", "viewer"):
            self._join(role)
        self.rival_code, token = found_another(self.database, "Rival", EMAILS["rival"], "en")
        assert join(self.database, token, "Rita Rival", self.password_hash, BROWSER)
        self.actors["rival"] = Actor(2, list_people(self.database, Actor(2, None, "owner"))[0].id, "owner")

    def _join(self, role: str) -> None:
        person_id, token = invite(self.database, self.actors["owner"], EMAILS[role], role)
        assert join(self.database, token, NAMES[role], self.password_hash, BROWSER)
        self.actors[role] = Actor(1, person_id, role)

    def sign_in(self, who: str, language: str = "en") -> Somebody:
        """A fresh browser of owner, hr, interviewer, viewer, or the rival company's owner."""
        by = self.actors[who]
        with writing(self.database) as connection:
            token = start_session(connection, by, BROWSER)
        client = self.app.test_client()
        client.set_cookie("session", token)
        return Somebody(client, by, language)
