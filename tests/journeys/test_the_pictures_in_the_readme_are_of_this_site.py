"""Takes the pictures of the README from the site itself; with README_PICTURES=1 they are written to docs/images."""

from __future__ import annotations

import json
import os
import struct
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from readiness.reports import pdf, typeface
from readiness.reports.company_report import report_on
from readiness.reports.press import press_with
from tests.journeys.owner import DESKTOP, PHONE, Owner
from tests.journeys.sheets import Sheet, as_stored, keep, sheet_of
from views.site import Site

Enter = Callable[..., Owner]

IMAGES = Path(__file__).parents[2] / "docs" / "images"
LARGEST = 250_000  # bytes
MADE_ON = date(2026, 11, 23)  # what the pictures say, so that they change only when the product does


@dataclass(frozen=True)
class Picture:
    """One page as it is pictured, from its top; sizes in pixels."""

    name: str
    language: str
    path: str
    width: int = DESKTOP
    height: int = 900
    scheme: str = "light"


PICTURES = (
    Picture("home-en", "en", "/", height=760),
    Picture("question-en", "en", "/check/happiness", height=970),
    Picture("question-fa", "fa", "/check/accounts", height=1080),
    Picture("result-en", "en", "/check/result", height=1300),
    Picture("result-fa", "fa", "/check/result", height=1300),
    Picture("result-phone-fa", "fa", "/check/result", width=PHONE, height=1000),
    Picture("result-dark-en", "en", "/check/result", height=1300, scheme="dark"),
)


class TheDay(date):
    """A calendar that stands still."""

    @classmethod
    def today(cls) -> date:
        return MADE_ON


@pytest.mark.parametrize("picture", PICTURES, ids=lambda picture: picture.name)
def test_a_picture_is_taken(
    enter: Enter, site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, picture: Picture
) -> None:
    monkeypatch.setattr("views.result.date", TheDay)
    owner = enter(
        language=picture.language,
        viewport={"width": picture.width, "height": picture.height},
        color_scheme=picture.scheme,
    )
    if picture.path != "/":
        owner.come_back(keep(site, _so_far(owner, picture), picture.language))
    owner.visit(picture.path)
    owner.page.evaluate("document.fonts.ready.then(() => null)")
    taken = _take(owner, _folder(tmp_path) / f"{picture.name}.png")
    assert struct.unpack(">II", taken[16:24]) == (picture.width, picture.height)
    assert len(taken) < LARGEST


def _so_far(owner: Owner, picture: Picture) -> Sheet:
    """The answers up to the step that is pictured; all of them where it is no step."""
    sheet, so_far = sheet_of(picture.language), {}
    for section in owner.sections:
        so_far |= {question.key: sheet[question.key] for question in section.questions if question.key in sheet}
        if picture.path.endswith(f"/{section.key}"):
            break
    return so_far


def _folder(otherwise: Path) -> Path:
    """Where pictures go: into the README's folder only when asked for."""
    if os.environ.get("README_PICTURES") != "1":
        return otherwise
    IMAGES.mkdir(parents=True, exist_ok=True)
    return IMAGES


def _take(owner: Owner, place: Path) -> bytes:
    return owner.page.screenshot(path=place, animations="disabled", caret="hide")


@pytest.mark.parametrize("language", ["en", "fa"])
def test_a_picture_is_taken_of_the_report(site: Site, tmp_path: Path, language: str) -> None:
    """The first page of the PDF, set as a picture by the engine that sets the PDF."""
    from typst import Compiler

    press = press_with(typeface.folder())
    report = report_on(site.first_role, as_stored(site, sheet_of(language)), site.library, language, MADE_ON)
    data = pdf._data(report, site.library.words, press) | {"tightness": 1}
    files: Any = {"main.typ": pdf.LAYOUT, "report.json": json.dumps(data, ensure_ascii=False).encode()}
    pages = Compiler(root=str(tmp_path), font_paths=press.fonts).compile(files, format="png", ppi=80)
    place = _folder(tmp_path) / f"report-{language}.png"
    place.write_bytes(pages[0])
    assert len(pages[0]) < LARGEST
