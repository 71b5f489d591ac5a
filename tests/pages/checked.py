"""The checked client: whatever page it is given, it first makes sure that the page is sound."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any
from xml.etree.ElementTree import Element

import html5lib
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

HTML = "{http://www.w3.org/1999/xhtml}"
LEFT_OVER = re.compile(r"\{\w*\}|Undefined|[\ue000-\uf8ff]")
LATIN_DIGIT = re.compile(r"\b[0-9]")  # not inside a Latin name
REFERENCES = ("for", "aria-describedby", "aria-labelledby", "aria-controls")
TAKES_PLACEHOLDERS = ("data-words", "data-amount")  # filled in while one types
DIRECTIONS = {"en": "ltr", "fa": "rtl"}


class CheckedClient(FlaskClient):
    """A test client that refuses any unsound page, whatever the test was about."""

    def open(self, *args: Any, **kwargs: Any) -> TestResponse:
        answer = super().open(*args, **kwargs)
        check_headers(answer)
        if answer.mimetype == "text/html" and answer.data and "X-Fragment" not in answer.request.headers:
            check_page(answer)
        return answer


def check_headers(answer: TestResponse) -> None:
    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Referrer-Policy"] in ("same-origin", "strict-origin")
    assert answer.headers["Cross-Origin-Opener-Policy"] == "same-origin"


def check_page(answer: TestResponse) -> None:
    source = answer.get_data(as_text=True)
    if answer.status_code in (301, 302, 308):
        return
    page = html5lib.HTMLParser(strict=True).parse(source)
    check_frame(page, answer.request.path)
    check_references(page)
    check_nothing_inline(page)
    check_controls(page)
    check_words(page)


def check_frame(page: Element, path: str) -> None:
    """One heading, repeated in the title; the language of the address, running its way."""
    headings = [said(heading) for heading in page.iter(f"{HTML}h1")]
    assert len(headings) == 1, f"{len(headings)} h1"
    title = said(next(page.iter(f"{HTML}title")))
    if not path.endswith("/check/result"):  # whose heading is a whole sentence; its title names the verdict
        assert headings[0] in title, f"the title {title!r} does not hold the heading {headings[0]!r}"
    language = path.split("/")[1]
    if language in DIRECTIONS:
        assert page.get("lang") == language
    assert page.get("dir") == DIRECTIONS[page.get("lang") or ""]


def check_references(page: Element) -> None:
    """Every id stands once, and whatever points to an id finds it."""
    ids = Counter(element.get("id") for element in page.iter() if element.get("id"))
    assert [key for key, times in ids.items() if times > 1] == []
    for element in page.iter():
        for name in REFERENCES:
            assert set((element.get(name) or "").split()) <= set(ids), f"{name}={element.get(name)}"
        link = element.get("href") or ""
        if link.startswith("#"):
            assert link[1:] in ids, link


def check_nothing_inline(page: Element) -> None:
    """Nothing that the policy forbids: the page would be broken by it."""
    for element in page.iter():
        assert element.get("style") is None
        assert not [name for name in element.attrib if str(name).startswith("on")]
    assert not list(page.iter(f"{HTML}style"))
    assert all(script.get("src") for script in page.iter(f"{HTML}script"))


def check_controls(page: Element) -> None:
    """Every form that writes carries its token, and every field has a name for the machine and one for the reader."""
    for form in page.iter(f"{HTML}form"):
        if form.get("method") == "post":
            assert next(field.get("value") for field in form.iter(f"{HTML}input") if field.get("name") == "csrf")
    labelled = {label.get("for") for label in page.iter(f"{HTML}label")}
    inside = {field for label in page.iter(f"{HTML}label") for field in label.iter()}
    for field in [*page.iter(f"{HTML}input"), *page.iter(f"{HTML}select")]:
        if field.get("type") != "hidden":
            assert field in inside or field.get("aria-label") or field.get("id") in labelled, field.attrib
    for group in page.iter(f"{HTML}fieldset"):
        legends = [said(child) for child in group if child.tag == f"{HTML}legend"]
        assert len(legends) == 1
        assert legends[0]


def check_words(page: Element) -> None:
    """No placeholder was left unfilled; a Persian page shows Persian digits."""
    for text in shown_texts(page):
        assert not LEFT_OVER.search(text), text
    if page.get("lang") == "fa":
        strange = [text for text in texts_of_language(page) if LATIN_DIGIT.search(text)]
        assert strange == []


def shown_texts(page: Element) -> Iterator[str]:
    for element in page.iter():
        yield element.text or ""
        yield element.tail or ""
        for name, value in element.attrib.items():
            if name not in TAKES_PLACEHOLDERS:
                yield value


def texts_of_language(element: Element) -> Iterator[str]:
    """What is said in the page's own direction: not codes, links or amounts that stand left to right."""
    if element.get("dir") == "ltr" or element.get("lang") == "en":
        return
    yield element.text or ""
    for child in element:
        yield from texts_of_language(child)
        yield child.tail or ""


def said(element: Element) -> str:
    return " ".join("".join(element.itertext()).split())
