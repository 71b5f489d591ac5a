"""A form as a browser would send it: everything that stands in its fields, but for what somebody typed over it."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element

import html5lib

from tests.pages.checked import HTML


def form_on(page: str, action: str) -> dict[str, str]:
    """The values in the fields of the form that is sent to this path, by name; buttons are not pressed."""
    found = html5lib.parse(page)
    form = next(form for form in found.iter(f"{HTML}form") if form.get("action") == action)
    return dict(_values(form))


def _values(form: Element) -> Iterator[tuple[str, str]]:
    for field in form.iter(f"{HTML}input"):
        if field.get("name") and field.get("type") != "file":
            yield field.attrib["name"], field.get("value", "")
    for field in form.iter(f"{HTML}select"):
        options = list(field.iter(f"{HTML}option"))
        chosen = next((option for option in options if option.get("selected") is not None), options[0])
        yield field.attrib["name"], chosen.get("value", "")
