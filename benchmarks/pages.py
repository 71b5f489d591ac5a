"""What the pages cost beside bare Flask: CPU time a request, in one run, so that a busy machine doesn't decide."""

from __future__ import annotations

import io
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from urllib.parse import urlencode

sys.path.insert(0, str(Path(__file__).parents[1]))

from flask import Flask
from werkzeug.test import EnvironBuilder

from app import create_app
from readiness.records.checks import create_check, save_answers
from views.security import visit
from views.site import this_site

ROUNDS, REQUESTS = 9, 300
SURE = "about"


def bare_flask() -> Flask:
    app = Flask("bare")
    app.add_url_rule("/", "hello", lambda: "Hello")
    return app


@contextmanager
def our_site() -> Iterator[Flask]:
    with TemporaryDirectory() as folder:
        yield create_app(
            {"DATABASE_URL": f"sqlite:///{folder}/checks.sqlite3", "SECRET_KEY": "benchmark only, 0123456789abcdef"}
        )


def all_answers(app: Flask) -> dict[str, Any]:
    """A full check: every choice answered, every number given."""
    with app.app_context():
        questions = list(this_site().first_role.questionnaire.questions())
    return {q.key: _answer(q) for q in questions}


def _answer(question: Any) -> Any:
    if question.is_number:
        return {"value": str(int(question.least or 1) + 11), "sure": "exact" if question.aid else SURE}
    if question.options:
        return question.options[-1].value if question.kind == "choice" else question.options[0].value
    return "Example & Co"


def resuming_owner(app: Flask, answers: dict[str, Any]) -> tuple[dict[str, str], str]:
    """Request headers of a browser with a full check open, and the token of its forms."""
    with app.test_request_context("/en/"):
        site = this_site()
        token = create_check(site.database, site.first_role.key, site.first_role.edition, "en")
        check = save_answers(site.database, token, answers, site.first_role.edition, "en")
        assert check is not None
        guest = visit(f"check {check.id}")
    return {"Cookie": f"check={token}; visit={guest.value}"}, guest.token()


def getting(app: Flask, path: str, headers: dict[str, str] | None = None) -> Callable[[], None]:
    environ = EnvironBuilder(path, headers=headers).get_environ()
    return lambda: _ask(app, dict(environ), 200)


def posting(app: Flask, path: str, headers: dict[str, str], fields: dict[str, str]) -> Callable[[], None]:
    body = urlencode(fields).encode()
    environ = EnvironBuilder(path, method="POST", headers=headers).get_environ()
    sent = {"CONTENT_LENGTH": str(len(body)), "CONTENT_TYPE": "application/x-www-form-urlencoded"}
    return lambda: _ask(app, {**environ, **sent, "wsgi.input": io.BytesIO(body)}, 303)


def _ask(app: Flask, environ: dict[str, Any], expected: int) -> None:
    """One request from environ to the last byte, which must be answered as expected."""
    told: list[str] = []
    answer = app(environ, lambda status, _headers, _info=None: told.append(status))  # type: ignore[arg-type, func-returns-value]
    b"".join(answer)
    if hasattr(answer, "close"):
        answer.close()
    if int(told[0].split()[0]) != expected:
        raise SystemExit(f"{environ['PATH_INFO']} was answered {told[0]}")


def form_fields(app: Flask, section: str, answers: dict[str, Any], csrf: str) -> dict[str, str]:
    with app.app_context():
        questions = this_site().first_role.questionnaire.section(section).questions
    fields = {"csrf": csrf, "go": "next"}
    for question in questions:
        answer = answers[question.key]
        fields[f"question_{question.key}"] = answer["value"] if question.is_number else answer
        if question.is_number:
            fields[f"sure_{question.key}"] = answer["sure"]
    return fields


def measure(asks: dict[str, Callable[[], None]]) -> dict[str, float]:
    """Seconds of CPU a request: the best of some rounds, each round asking for everything in turn."""
    best = dict.fromkeys(asks, float("inf"))
    for _ in range(ROUNDS):
        for name, ask in asks.items():
            ask()
            begun = time.process_time()
            for _ in range(REQUESTS):
                ask()
            best[name] = min(best[name], (time.process_time() - begun) / REQUESTS)
    return best


def main() -> None:
    with our_site() as app:
        answers = all_answers(app)
        headers, csrf = resuming_owner(app, answers)
        asks = {"bare Flask": getting(bare_flask(), "/")}
        for language, section in (("en", "clients"), ("fa", "clients"), ("en", "accounts"), ("fa", "cost")):
            asks[f"question page ({language}, {section})"] = getting(app, f"/{language}/check/{section}", headers)
        for section in ("clients", "accounts"):
            fields = form_fields(app, section, answers, csrf)
            asks[f"submit ({section})"] = posting(app, f"/en/check/{section}", headers, fields)
        found = measure(asks)
    for name, seconds in found.items():
        print(f"{name:32} {seconds * 1e6:8.0f} µs CPU  {found['bare Flask'] / seconds:7.1%} of bare Flask's requests")


if __name__ == "__main__":
    main()
