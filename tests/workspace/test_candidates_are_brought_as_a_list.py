"""A list of candidates is looked at before it is added; a hostile or broken file is refused and leaves nothing."""

from __future__ import annotations

from io import BytesIO

import pytest
from werkzeug.test import TestResponse

from readiness.candidates.applicants import LIMITS
from readiness.records.candidates import Wish, list_candidates
from tests.pages.owner import hidden, say
from tests.workspace.cast import Somebody
from tests.workspace.filled_form import form_on
from tests.workspace.stage import Stage

GOOD = "Full name;E-mail;Years of experience;Has owned\nIda Berg;ida@example.org;7;yes\n<img src=x onerror=1>;;;\n"


@pytest.fixture
def hr(stage: Stage) -> Somebody:
    return stage.cast.sign_in("hr")


def place(stage: Stage, part: str = "/import") -> str:
    return f"/en/workspace/openings/{stage.opening}/candidates{part}"


def brings(stage: Stage, hr: Somebody, raw: bytes, name: str = "list.csv") -> TestResponse:
    guard = hidden(hr.see(place(stage)[4:]), "csrf")
    answer = hr.client.post(place(stage), data={"csrf": guard, "file": (BytesIO(raw), name)})
    answer.request.environ["wsgi.input"].close()  # the test client keeps a long body in a file, and leaves it open
    return answer


def sends(stage: Stage, hr: Somebody, page: str, **typed: str) -> TestResponse:
    filled = form_on(page, place(stage, "/import/rows")) | typed
    return hr.client.post(place(stage, "/import/rows"), data=filled, content_type="multipart/form-data")


def names(stage: Stage, hr: Somebody) -> list[str]:
    return [each.name for each in list_candidates(stage.cast.database, hr.actor, stage.opening, Wish())][1:]


def test_a_list_is_shown_first_and_added_then(stage: Stage, hr: Somebody) -> None:
    before = stage.rows()
    looked = brings(stage, hr, GOOD.encode())
    page = looked.get_data(as_text=True)
    assert (looked.status_code, stage.rows() == before) == (200, True)
    assert "2 rows: 2 new candidates, 0 already here, 0 that can’t be taken." in page
    assert "&lt;img src=x onerror=1&gt;" in page
    added = sends(stage, hr, page, add="yes")
    assert added.status_code == 303
    assert say("candidates.imported", added="2", same="0") in hr.client.get(added.location).get_data(as_text=True)
    assert names(stage, hr) == ["Ida Berg", "<img src=x onerror=1>"]
    again = sends(stage, hr, page, add="yes")
    assert "same=2" in again.location
    assert len(names(stage, hr)) == 2


def test_a_change_at_the_same_moment_is_told(stage: Stage, hr: Somebody, monkeypatch: pytest.MonkeyPatch) -> None:
    page = brings(stage, hr, GOOD.encode()).get_data(as_text=True)
    sends(stage, hr, page, add="yes")
    before = stage.rows()
    monkeypatch.setattr("readiness.records.candidate_imports._new_ones", lambda *given: given[-1])
    told = sends(stage, hr, page, add="yes")
    assert told.status_code == 409
    assert say("candidates.import_meanwhile") in told.get_data(as_text=True)
    assert stage.rows() == before


def test_columns_can_be_said_by_hand(stage: Stage, hr: Somebody) -> None:
    page = brings(stage, hr, b"Who?,Where?\nIda Berg,ida@example.org\n").get_data(as_text=True)
    assert say("candidates.map_no_name") in page
    twice = sends(stage, hr, page, column_name="0", column_email="0", look="yes")
    assert say("candidates.map_twice") in twice.get_data(as_text=True)
    read = sends(stage, hr, page, column_name="0", column_email="1", look="yes").get_data(as_text=True)
    assert sends(stage, hr, read, add="yes").status_code == 303
    assert names(stage, hr) == ["Ida Berg"]


def test_one_bad_row_keeps_all_others_out(stage: Stage, hr: Somebody) -> None:
    before = stage.rows()
    page = brings(stage, hr, b"name,email\nIda,ida@example.org\nOle,nowhere\n").get_data(as_text=True)
    assert "Line 3, column “\u2068email\u2069”: “\u2068nowhere\u2069” is no e-mail address." in page
    assert sends(stage, hr, page, add="yes").status_code == 422
    assert stage.rows() == before


@pytest.mark.parametrize(
    ("raw", "name", "status"),
    [
        (b"", "list.csv", 422),
        (b"name,email\n", "list.csv", 422),
        (b"name,name\nA,B\n", "list.csv", 422),
        (b'name\n"Ida\n', "list.csv", 422),
        (b"name\nI\0da\n", "list.csv", 422),
        (b"name\n\xff\xfe\xfa\n", "list.csv", 422),
        (b"name\n" + b"x" * 200_000, "list.csv", 422),
        (b"a," * 100_000 + b"\n", "list.csv", 422),
        (b"PK\x03\x04 no workbook", "list.xlsx", 422),
        (b"MZ", "list.exe", 422),
        (b"name\n" + b"x\n" * (LIMITS.bytes // 2), "list.csv", 413),
    ],
)
def test_what_cannot_be_read_is_told_and_leaves_nothing(
    stage: Stage, hr: Somebody, raw: bytes, name: str, status: int
) -> None:
    before = stage.rows()
    answer = brings(stage, hr, raw, name)
    assert answer.status_code == status
    assert 'class="error-summary"' in answer.get_data(as_text=True)
    assert stage.rows() == before


def test_a_large_list_comes_back_through_the_page(stage: Stage, hr: Somebody) -> None:
    rows = "".join(f"Person {number},p{number}@example.org\n" for number in range(3000))
    page = brings(stage, hr, f"name,email\n{rows}".encode()).get_data(as_text=True)
    assert sends(stage, hr, page, add="yes").status_code == 303
    assert "3,001 candidates" in hr.see(place(stage, "")[4:])


@pytest.mark.parametrize("kept", ["", "not base64!", "%%%"])
def test_a_file_that_got_lost_is_asked_for_again(stage: Stage, hr: Somebody, kept: str) -> None:
    page = brings(stage, hr, GOOD.encode()).get_data(as_text=True)
    answer = sends(stage, hr, page, kept=kept, add="yes")
    assert (answer.status_code, say("candidates.file_lost") in answer.get_data(as_text=True)) == (422, True)


@pytest.mark.parametrize("language", ["en", "fa"])
def test_the_empty_table_is_recognised_when_it_comes_back(stage: Stage, hr: Somebody, language: str) -> None:
    hr.language = language
    template = hr.open(f"workspace/openings/{stage.opening}/candidates/template.csv").get_data()
    hr.language = "en"
    page = brings(stage, hr, template.rstrip() + b"\nIda,Berg,,,,,,,,\n").get_data(as_text=True)
    assert sends(stage, hr, page, add="yes").status_code == 303
    assert names(stage, hr) == ["Ida Berg"]
