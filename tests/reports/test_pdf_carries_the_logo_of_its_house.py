"""The house's logo stands at the head of the PDF: in its own shape, where reading starts, with the house's name."""

from __future__ import annotations

import re
from dataclasses import replace
from io import BytesIO

import pytest
from pdf_cases import library, pdf_of, report_of
from pdf_text import OBJECT, PAGE, page_count, squeezed, unpacked, words_of
from PIL import Image

from readiness.reports import pdf
from readiness.reports.logo import accept_logo

MILLIMETRE, A4_WIDTH, MARGIN = 72 / 25.4, 210.0, 18.0
NAME = {"en": "Sorrel & Lake", "fa": "گروه آوند"}
PLACED = re.compile(rb"q ([\d.]+) 0 0 ([\d.]+) ([\d.]+) ([\d.]+) cm/x\d+ Do")


def logo(width: int, height: int, mode: str = "RGBA") -> bytes:
    picture = BytesIO()
    Image.new(mode, (width, height), (180, 60, 30, 200)[: len(mode)]).save(picture, "PNG")
    return accept_logo(picture.getvalue())


def made_with(found: bytes, language: str = "en", house: str = "") -> bytes:
    report = report_of("small-agency", language)
    return pdf.render(replace(report, house=house or NAME[language], logo=found), library().words)


def placed(made: bytes) -> tuple[float, float, float]:
    """Of the one picture made of pixels on the first page: its width, its height and where it starts, in mm."""
    objects = {int(number): body for number, body in OBJECT.findall(made)}
    first = next(found for body in objects.values() if (found := PAGE.search(body)))
    (width, height, start, _), *others = PLACED.findall(unpacked(objects[int(first[2])]))
    assert not others
    return float(width) / MILLIMETRE, float(height) / MILLIMETRE, float(start) / MILLIMETRE


@pytest.mark.parametrize("language", ["en", "fa"])
@pytest.mark.parametrize("mode", ["RGB", "RGBA"])
def test_the_standards_are_kept_and_the_name_is_read_aloud(language: str, mode: str) -> None:
    made = made_with(logo(300, 100, mode), language)
    for mark in (b"<pdfuaid:part>1<", b"<pdfaid:part>3<", b"<pdfaid:conformance>A<"):
        assert mark in made
    alt = NAME[language]
    told = f"/Alt({alt})".encode() if alt.isascii() else f"/Alt<FEFF{alt.encode('utf-16-be').hex().upper()}>".encode()
    assert told in made
    assert len(re.findall(rb"/StructElem/S/Figure", made)) == 5
    assert b"/Width 300/Height 100" in made


@pytest.mark.parametrize(
    ("size", "shown"),
    [
        ((600, 200), (42, 14)),
        ((400, 400), (14, 14)),
        ((800, 40), (46, 2.3)),
        ((20, 400), (0.7, 14)),
        ((40, 20), (10.58, 5.29)),  # its pixels grow no larger than on a screen
    ],
)
def test_it_fits_in_its_own_shape(size: tuple[int, int], shown: tuple[float, float]) -> None:
    assert placed(made_with(logo(*size)))[:2] == pytest.approx(shown, abs=0.01)


def test_it_stands_where_reading_starts() -> None:
    assert placed(made_with(logo(400, 200), "en"))[2] == pytest.approx(MARGIN, abs=0.01)
    width, _, start = placed(made_with(logo(400, 200), "fa"))
    assert start + width == pytest.approx(A4_WIDTH - MARGIN, abs=0.01)


@pytest.mark.parametrize("language", ["en", "fa"])
def test_all_words_are_still_there(language: str) -> None:
    """The name and the title stand on lines of their own; all else is as without a logo."""
    with_logo, without = (squeezed(words_of(made)) for made in (made_with(logo(300, 100), language),
                                                                pdf_of("small-agency", language)))  # fmt: skip
    assert sorted(with_logo) == sorted(without.replace("·", "", 1))
    assert page_count(made_with(logo(300, 100), language)) <= pdf.MOST_PAGES


@pytest.mark.parametrize(
    "house", ['#read("/etc/passwd")', "<svg onload=alert(1)>", "日本 & Söhne", "日本", "A\u202eB\u2067"]
)
def test_whatever_the_house_is_called_is_only_words(house: str) -> None:
    made = made_with(logo(300, 100), house=house)
    assert b"<pdfuaid:part>1<" in made
    assert b"root:" not in made
    assert placed(made)[1] == pytest.approx(14, abs=0.01)


def test_the_same_logo_gives_the_same_bytes_and_leaves_nothing_behind() -> None:
    assert made_with(logo(300, 100)) == made_with(logo(300, 100))
    assert pdf.render(report_of("small-agency", "en"), library().words) == pdf_of("small-agency", "en")
    assert b"/Subtype/Image" not in pdf_of("small-agency", "en")
