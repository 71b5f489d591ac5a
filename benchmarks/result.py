"""What a result costs, without cache: the page, the what-if beside it and the JSON, CPU time a request in one run."""

from __future__ import annotations

import sys
import time
import tomllib
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from flask import Flask
from flask.testing import FlaskClient

from app import create_app
from readiness.company.answers import answers_from_file
from readiness.records.checks import create_check, save_answers
from views.site import this_site

ROUNDS, EXPECTED = 15, 60


def client_with(app: Flask, example: Path) -> FlaskClient:
    """A browser in which the example's check is open."""
    with app.app_context():
        site = this_site()
        role = site.first_role
        stored = answers_from_file(role, tomllib.loads(example.read_text(encoding="utf-8")))
        token = create_check(site.database, role.key, role.edition, "en")
        save_answers(site.database, token, stored, role.edition, "en")
    client = app.test_client()
    client.set_cookie("check", token)
    return client


def cpu_ms(work: Callable[[], object]) -> float:
    """The least CPU time of several rounds, in milliseconds."""
    taken = []
    for _ in range(ROUNDS):
        start = time.process_time()
        work()
        taken.append(time.process_time() - start)
    return min(taken) * 1000


def measure(client: FlaskClient, name: str, bare: float) -> None:
    for what, address in (
        ("page in English", "/en/check/result"),
        ("page in Persian", "/fa/check/result"),
        ("page with a what-if", "/en/check/result?margin=60"),
        ("JSON", "/en/check/report.json"),
    ):
        answer = client.get(address)
        assert answer.status_code == 200, answer.status
        taken = cpu_ms(lambda address=address: client.get(address))
        print(f"{name:18} {what:20} {taken:6.1f} ms  {taken / bare:5.0f} times bare Flask")


def main() -> None:
    bare_app = Flask("bare")
    bare_app.add_url_rule("/", "hello", lambda: "Hello")
    bare_client = bare_app.test_client()
    bare = cpu_ms(lambda: bare_client.get("/"))
    print(f"bare Flask, by the same client {bare:27.2f} ms; expected of the result page: at most {EXPECTED} ms")
    with TemporaryDirectory() as folder:
        app = create_app(
            {"DATABASE_URL": f"sqlite:///{folder}/checks.db", "SECRET_KEY": "for benchmarks only, 0123456789abcdefghij"}
        )
        for example in sorted((ROOT / "docs/examples").glob("*.toml")):
            measure(client_with(app, example), example.stem, bare)


if __name__ == "__main__":
    main()
