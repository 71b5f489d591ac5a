"""A file of ratings is brought in the browser, screened in the background, and fetched; what is wrong is told."""

from __future__ import annotations

import csv
from io import BytesIO, StringIO
from random import randbytes
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from readiness.records import jobs
from readiness.records.audit import Wanted, entries
from tests.pages.owner import hidden, say
from tests.workspace.cast import Cast, Somebody
from views.job_runner import RUNNER, Runner
from views.screening import LIMITS

KEYS = ("curiosity", "renewal")
GOOD = f"candidate,rater,{','.join(KEYS)}\n=Nora,Sara,4,5\n=Nora,Kaveh,2,\nAmir,Sara,3,3\n"


@pytest.fixture
def runner(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Runner:
    """Works when it is told to, so that a test can look before and after."""
    monkeypatch.setattr(Runner, "wake", lambda _runner: None)
    return app.extensions[RUNNER]  # type: ignore[no-any-return]


@pytest.fixture
def hr(cast: Cast, runner: Runner) -> Somebody:
    return cast.sign_in("hr")


def bring(somebody: Somebody, text: str | bytes, form: str = "csv", name: str = "ratings.csv") -> TestResponse:
    raw = text.encode() if isinstance(text, str) else text
    guard = hidden(somebody.see("workspace/screening"), "csrf")
    data = {"csrf": guard, "opening": "", "form": form, "file": (BytesIO(raw), name)}
    return somebody.client.post(f"/{somebody.language}/workspace/screening", data=data)


def test_a_file_is_screened_and_fetched(hr: Somebody, runner: Runner) -> None:
    answer = bring(hr, GOOD)
    assert answer.status_code == 303
    assert "Waiting for its turn" in hr.see("workspace/screening/1")
    assert runner.run_next()
    assert "Download the result" in hr.see("workspace/screening/1")
    fetched = hr.open("workspace/screening/1/result")
    assert 'filename="screening-1.csv"' in fetched.headers["Content-Disposition"]
    rows = list(csv.DictReader(StringIO(fetched.get_data(as_text=True).removeprefix("\ufeff"))))
    assert [(row["Candidate"], row["Raters"], row["Mean"]) for row in rows] == [
        ("'=Nora", "2", "4.0"),
        ("Amir", "1", "3.0"),
    ]
    assert hr.open("workspace/screening/1/progress").json == {"over": True, "said": "100% done", "share": 1.0}


def test_every_bad_row_is_told_and_nothing_is_taken(hr: Somebody, runner: Runner) -> None:
    bring(hr, "candidate,rater,curiosity\nNora,Sara,9\nAmir,,3\n")
    assert runner.run_next()
    page = hr.see("workspace/screening/1")
    assert "Could not be screened" in page
    assert "Line 2" in page
    assert "Line 3" in page
    assert hr.open("workspace/screening/1/result").status_code == 404


def test_a_workbook_that_would_fill_the_memory_is_refused(hr: Somebody, runner: Runner) -> None:
    workbook = BytesIO()
    with ZipFile(workbook, "w", ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", " " * (LIMITS.unpacked + 1))
        archive.writestr("xl/media/photo.png", randbytes(LIMITS.unpacked // LIMITS.ratio), ZIP_STORED)
    asked = {"name": "ratings.xlsx", "format": "csv", "language": "en", "opening": ""}
    jobs.start_job(_database(hr), hr.actor, "screen", asked, workbook.getvalue())
    assert runner.run_next()
    assert say("sheets.unpacks_too_far") in hr.see("workspace/screening/1")


@pytest.mark.parametrize(("raw", "told"), [(b"", "Choose a file first"), (b"x" * 2_000, "larger than 20 MB")])
def test_no_file_and_one_too_large_are_told_at_once(
    hr: Somebody, monkeypatch: pytest.MonkeyPatch, raw: bytes, told: str
) -> None:
    monkeypatch.setattr("views.screening.MOST_BYTES", 1_000)
    answer = bring(hr, raw)
    assert answer.status_code in (413, 422)
    assert told in answer.get_data(as_text=True)
    assert jobs.list_jobs(_database(hr), hr.actor) == []


def _database(somebody: Somebody) -> jobs.Database:
    return somebody.client.application.extensions["readiness"].database  # type: ignore[no-any-return]


def test_another_companys_opening_can_not_be_chosen(hr: Somebody) -> None:
    guard = hidden(hr.see("workspace/screening"), "csrf")
    data = {"csrf": guard, "opening": "7", "form": "csv", "file": (BytesIO(GOOD.encode()), "ratings.csv")}
    answer = hr.client.post("/en/workspace/screening", data=data)
    assert answer.status_code == 422
    assert "Choose one of the list" in answer.get_data(as_text=True)


def test_the_fourth_unfinished_file_waits_for_another_time(hr: Somebody, runner: Runner) -> None:
    for _ in range(jobs.AT_ONCE):
        assert bring(hr, GOOD).status_code == 303
    answer = bring(hr, GOOD)
    assert answer.status_code == 429
    assert "Three files" in answer.get_data(as_text=True)
    assert runner.run_next()
    assert bring(hr, GOOD).status_code == 303


def test_looking_at_one_that_waits_wakes_a_server_that_was_stopped_meanwhile(
    hr: Somebody, runner: Runner, monkeypatch: pytest.MonkeyPatch
) -> None:
    bring(hr, GOOD)
    woken: list[bool] = []
    monkeypatch.setattr(runner, "wake", lambda: woken.append(True))
    hr.see("workspace/screening/1")
    assert woken == [True]
    runner.run_next()
    hr.see("workspace/screening/1")
    assert woken == [True]


def test_what_is_deleted_is_gone_with_its_files(hr: Somebody, runner: Runner) -> None:
    bring(hr, GOOD)
    runner.run_next()
    answer = hr.press("workspace/screening/1/delete", "workspace/screening/1")
    assert answer.status_code == 303
    assert hr.open("workspace/screening/1").status_code == 404
    told = [entry.action for entry in entries(_database(hr), hr.actor, Wanted())]
    assert told[:3] == ["denied", "job_deleted", "job_started"]


def test_what_nobody_foresaw_is_told_without_a_word_of_it(
    hr: Somebody, runner: Runner, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(*_: object) -> bytes:
        raise KeyError("Nora Vale")

    bring(hr, GOOD)
    Runner(runner.site, {"screen": fail}).run_next()
    assert "Something went wrong here" in hr.see("workspace/screening/1")
    assert "KeyError" in caplog.text
    assert "Nora" not in caplog.text


def test_persian_reads_as_persian(cast: Cast, runner: Runner) -> None:
    somebody = cast.sign_in("owner", "fa")
    bring(somebody, GOOD, form="xlsx")
    assert runner.run_next()
    page = somebody.see("workspace/screening/1")
    assert "غربالگری شماره‌ی ۱" in page
    assert somebody.open("workspace/screening/1/result").get_data()[:2] == b"PK"
