"""The logo on a workspace's reports: owners upload it, its people see it, and it says why a file can't be one."""

from __future__ import annotations

import io
import tracemalloc
from typing import Any

import pytest
from PIL import Image
from werkzeug.datastructures import FileStorage
from werkzeug.test import TestResponse, encode_multipart

from readiness.records.audit import Wanted, entries
from readiness.records.workspaces import read_logo
from readiness.reports.logo import MOST_BYTES, accept_logo
from tests.pages.owner import error_at, hidden, say
from tests.workspace.cast import Cast, Somebody
from views.security import MOST_BODY

PAGE = "workspace/settings"
TEAL, SAND = (11, 92, 88), (246, 239, 224)


def picture(colour: tuple[int, int, int] = TEAL, kind: str = "PNG", size: tuple[int, int] = (120, 60)) -> bytes:
    made = io.BytesIO()
    Image.new("RGB", size, colour).save(made, kind)
    return made.getvalue()


def upload(somebody: Somebody, file: bytes | None, name: str = "logo.png", **fields: Any) -> TestResponse:
    data = {"csrf": hidden(somebody.see("account"), "csrf"), **fields}
    if file is not None:
        data["logo"] = FileStorage(io.BytesIO(file), name)
    boundary, body = encode_multipart(data)
    kind = f"multipart/form-data; boundary={boundary}"
    return somebody.client.post(f"/{somebody.language}/{PAGE}/logo", data=body, content_type=kind)


def kept(cast: Cast, who: str = "owner") -> bytes | None:
    return read_logo(cast.database, cast.actors[who])


def trail(cast: Cast) -> list[bool]:
    found = entries(cast.database, cast.actors["owner"], Wanted(action="logo_changed"))
    return [entry.details["kept"] for entry in reversed(found)]


@pytest.mark.parametrize("language", ["en", "fa"])
@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_a_picture_becomes_the_logo_and_everyone_signed_in_sees_it(cast: Cast, kind: str, language: str) -> None:
    owner = cast.sign_in("owner", language)
    sent = picture(kind=kind)
    assert upload(owner, sent).location == f"/{language}/{PAGE}?done=logo_kept"
    page = owner.see(f"{PAGE}?done=logo_kept")
    assert say("settings.logo_kept", language) in page
    assert f'src="/{language}/workspace/logo"' in page
    assert kept(cast) == accept_logo(sent)
    for who in ("owner", "hr", "interviewer", "viewer"):
        answer = cast.sign_in(who).open("workspace/logo")
        assert answer.data == kept(cast)
        assert answer.headers["Content-Type"] == "image/png"
        assert answer.headers["Cache-Control"] == "no-store"


def test_no_other_workspace_and_no_stranger_sees_it(cast: Cast, owner: Somebody) -> None:
    upload(owner, picture())
    assert cast.sign_in("rival").open("workspace/logo").status_code == 404
    assert kept(cast, "rival") is None
    assert cast.app.test_client().get("/en/workspace/logo").status_code == 303


def test_it_is_replaced_and_removed_and_the_trail_tells_only_real_changes(cast: Cast, owner: Somebody) -> None:
    owner.press(f"{PAGE}/logo/remove", PAGE)
    for colour in (TEAL, TEAL, SAND):
        upload(owner, picture(colour))
    assert kept(cast) == accept_logo(picture(SAND))
    for _ in range(2):
        assert owner.press(f"{PAGE}/logo/remove", PAGE).location == f"/en/{PAGE}?done=logo_gone"
    assert kept(cast) is None
    assert owner.open("workspace/logo").status_code == 404
    assert "<img" not in owner.see(PAGE)
    assert trail(cast) == [True, True, False]


HOSTILE = {
    "nothing": (None, "missing", 422),
    "no name": (b"", "not_a_picture", 422),
    "a page": (b"<html><script>alert(1)</script>", "not_a_picture", 422),
    "a drawing that can hold scripts": (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "not_a_picture", 422),
    "an archive": (b"PK\x03\x04" + bytes(100), "not_a_picture", 422),
    "a GIF": (picture(kind="GIF"), "not_a_picture", 422),
    "half a picture": (picture(size=(200, 200))[:90], "broken", 422),
    "a header alone": (b"\x89PNG\r\n\x1a\n", "broken", 422),
    "too wide": (picture(size=(4001, 20)), "too_many_pixels", 422),
    "a dot": (picture(size=(8, 8)), "too_small", 422),
    "a byte too large": (picture() + bytes(MOST_BYTES + 1 - len(picture())), "too_large", 413),
    "too large to be read": (picture() + bytes(2 * MOST_BYTES), "too_large", 413),
}


@pytest.mark.parametrize("language", ["en", "fa"])
def test_what_cannot_be_a_logo_is_told_at_the_field_and_nothing_is_kept(cast: Cast, language: str) -> None:
    owner = cast.sign_in("owner", language)
    upload(owner, picture(SAND))
    before = kept(cast)
    for case, (file, code, status) in HOSTILE.items():
        answer = upload(owner, file, name="../../logo.png")
        page = answer.get_data(as_text=True)
        assert answer.status_code == status, case
        assert error_at(page, "logo") == say(f"settings.logo_{code}", language), case
    assert kept(cast) == before
    assert trail(cast) == [True]


def test_no_file_that_is_sent_is_written_to_a_disk(owner: Somebody, monkeypatch: pytest.MonkeyPatch) -> None:
    def write(*_: object, **__: object) -> None:
        raise AssertionError("a file on a disk")

    monkeypatch.setattr("werkzeug.formparser.SpooledTemporaryFile", write)
    assert upload(owner, picture() + bytes(MOST_BYTES)).status_code == 413


def test_what_else_is_sent_along_counts_for_nothing(cast: Cast, owner: Somebody) -> None:
    upload(owner, picture(), workspace_id="2", id="2", name="Taken")
    assert kept(cast, "rival") is None
    assert 'value="Mehr"' in owner.see(PAGE)


@pytest.mark.parametrize("who", ["hr", "interviewer", "viewer"])
def test_nobody_but_owners_changes_it(cast: Cast, owner: Somebody, who: str) -> None:
    upload(owner, picture())
    before, somebody = kept(cast), cast.sign_in(who)
    assert upload(somebody, picture(SAND)).status_code == 403
    assert somebody.press(f"{PAGE}/logo/remove", "account").status_code == 403
    assert kept(cast) == before


def test_a_form_of_another_person_changes_nothing(cast: Cast, owner: Somebody) -> None:
    theirs = hidden(cast.sign_in("rival").see("account"), "csrf")
    for token in ("", "x", theirs):
        assert upload(owner, picture(), csrf=token).status_code == 403
    assert kept(cast) is None


# --- bodies that are too large, however they come


class Flood(io.RawIOBase):
    """A multipart body that goes on for as long as it is read; `given` counts what was taken of it."""

    def __init__(self, most: int) -> None:
        head = '--x\r\nContent-Disposition: form-data; name="logo"; filename="a.png"\r\n\r\n'
        self.head, self.given, self.most = head.encode() + picture(), 0, most

    def readable(self) -> bool:
        return True

    def readinto(self, into: Any) -> int:
        size = min(len(into), 0x10000, self.most - self.given)
        into[:size] = (self.head[self.given :] + bytes(size))[:size]
        self.given += size
        return size


def flood(somebody: Somebody, path: str, most: int = 1024**3) -> tuple[TestResponse, int]:
    """What the answer to a chunked body is, and how much of it was read."""
    body = Flood(most)
    chunked = {"wsgi.input": io.BufferedReader(body), "wsgi.input_terminated": True}
    kind = "multipart/form-data; boundary=x"
    answer = somebody.client.post(path, content_type=kind, environ_overrides=chunked)
    return answer, body.given


def test_a_gigabyte_in_chunks_is_not_read(cast: Cast, owner: Somebody) -> None:
    owner.see(PAGE)
    tracemalloc.start()
    answer, read = flood(owner, f"/en/{PAGE}/logo")
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert answer.status_code == 413
    assert error_at(answer.get_data(as_text=True), "logo") == say("settings.logo_too_large")
    assert read < 2 * (MOST_BYTES + MOST_BODY)
    assert peak < 8 * 1024 * 1024
    assert kept(cast) is None


@pytest.mark.parametrize("path", [f"{PAGE}/logo/remove", PAGE, f"{PAGE}/assumptions", "workspace/checks"])
def test_the_limit_is_wider_for_the_logo_alone(owner: Somebody, path: str) -> None:
    answer, read = flood(owner, f"/en/{path}")
    assert answer.status_code == 413
    assert read < 4 * MOST_BODY
    said = owner.client.post(f"/en/{path}", data=b"a" * (MOST_BODY + 1), content_type="text/plain")
    assert said.status_code == 413


def test_nobody_without_the_right_gets_a_byte_of_it_read(cast: Cast) -> None:
    _, read = flood(cast.sign_in("viewer"), f"/en/{PAGE}/logo")
    assert read == 0
    stranger = Somebody(cast.app.test_client(), cast.actors["viewer"])
    answer, read = flood(stranger, f"/en/{PAGE}/logo")
    assert (answer.status_code, read) == (401, 0)
