"""The marks of a Word file that python-docx has no words for: directions, shades, table heads, fields, its stamp."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

UNWRITABLE = re.compile("[^\t\n\u0020-\u2029\u202f-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]|\x7f")
LATIN_FONT, PERSIAN_FONT = "Segoe UI", "Tahoma"  # what Word has everywhere; the site's own typeface it has nowhere
LANGUAGES = {"en": "en-GB", "fa": "fa-IR"}
ACCENT, INK, SOFT, HAIR = "0B5C58", "18211F", "56625F", "D9DEDA"
SHADES = ("F3F6F5", "DBEAE7", "B4D6D0", "80BAB2", "0B5C58")  # as in paper.typ and site.css
SIDES = {"start": "left", "middle": "center", "end": "right"}  # in Word, left is where a paragraph's reading begins
TWIPS = 20  # in a point
HEAD_SPACE = 8  # points that an upright head leaves free

OUTLINE = {"Heading 1": 0, "Heading 2": 1}  # by which Word lists the headings beside the page
# name: half-points, bold, colour, points before, points after, kept with what follows
STYLES = {
    "Normal": (20, False, INK, 0, 6, False),
    "Title": (40, True, INK, 0, 8, True),
    "Subtitle": (23, False, INK, 0, 12, False),
    "Heading 1": (27, True, ACCENT, 20, 6, True),
    "Heading 2": (21, True, INK, 12, 4, True),
    "List Bullet": (20, False, INK, 0, 6, False),
    "List Number": (20, False, INK, 0, 6, False),
    "Eyebrow": (20, True, ACCENT, 8, 2, True),
    "Quiet": (17, False, SOFT, 0, 4, False),
    "Table Text": (18, False, INK, 2, 2, False),
    "Table Small": (15, False, INK, 1, 1, False),
}


def writable(words: str) -> str:
    """The words without signs that a file of this kind may not hold, or that turn what stands around them."""
    return UNWRITABLE.sub("", words)


def set_styles(document: Any, language: str, *, rtl: bool) -> dict[str, str]:
    """Gives the document our few styles, every one of them in both scripts; returns their ids by name."""
    from docx.enum.style import WD_STYLE_TYPE

    known = {style.name for style in document.styles}
    for name, look in STYLES.items():
        style = document.styles[name] if name in known else document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        _set_style(style, look, rtl=rtl)
    lang = document.styles.element.find(f".//{_name('w:docDefaults')}//{_name('w:lang')}")
    lang.set(_name("w:val"), LANGUAGES["en"])
    lang.set(_name("w:bidi"), LANGUAGES["fa"])
    if language != "fa":
        lang.set(_name("w:val"), LANGUAGES[language])
    return {name: document.styles[name].style_id for name in STYLES}


def _set_style(style: Any, look: tuple[int, bool, str, int, int, bool], *, rtl: bool) -> None:
    size, bold, colour, before, after, kept = look
    shape, numbers = style.element.get_or_add_pPr(), style.element.find(f".//{_name('w:numPr')}")
    shape.clear()
    if kept:
        shape.append(_mark("keepNext"))
    if numbers is not None:
        shape.append(numbers)
    if rtl:
        shape.append(_mark("bidi"))
    shape.append(_mark("spacing", before=before * TWIPS, after=after * TWIPS, line=276, lineRule="auto"))
    if style.name in OUTLINE:
        shape.append(_mark("outlineLvl", val=OUTLINE[style.name]))
    letters = style.element.get_or_add_rPr()
    letters.clear()
    letters.append(_mark("rFonts", ascii=LATIN_FONT, hAnsi=LATIN_FONT, cs=PERSIAN_FONT))
    if bold:
        letters.extend((_mark("b"), _mark("bCs")))
    letters.extend((_mark("color", val=colour), _mark("sz", val=size), _mark("szCs", val=size)))


def set_page(document: Any, *, rtl: bool) -> None:
    """A4 with even margins; from the right, the section runs that way too."""
    from docx.shared import Mm

    page = document.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.left_margin = page.right_margin = page.top_margin = page.bottom_margin = Mm(18)
    if rtl:
        page._sectPr.insert_element_before(_mark("bidi"), "w:rtlGutter", "w:docGrid", "w:printerSettings")


def run_from_the_right(paragraph: Any) -> None:
    shape = paragraph._p.get_or_add_pPr()
    if shape.find(_name("w:bidi")) is None:
        shape.insert_element_before(_mark("bidi"), *AFTER_BIDI)


AFTER_BIDI = (
    *("w:adjustRightInd", "w:snapToGrid", "w:spacing", "w:ind", "w:contextualSpacing", "w:mirrorIndents"),
    *("w:suppressOverlap", "w:jc", "w:textDirection", "w:textAlignment", "w:textboxTightWrap", "w:outlineLvl"),
    *("w:divId", "w:cnfStyle", "w:rPr", "w:sectPr", "w:pPrChange"),
)


def align(paragraph: Any, side: str) -> None:
    if side != "start":
        paragraph._p.get_or_add_pPr()._add_jc().set(_name("w:val"), SIDES[side])


def set_run(run: Any, *, rtl: bool, bold: bool = False, white: bool = False) -> None:
    """How one stretch of words looks and runs, in the order that the format asks for."""
    marks = [_mark("b"), _mark("bCs")] if bold else []
    if white:
        marks.append(_mark("color", val="FFFFFF"))
    if rtl:
        marks += [_mark("rtl"), _mark("lang", bidi=LANGUAGES["fa"])]
    if marks:
        run._r.get_or_add_rPr().extend(marks)


def describe_picture(run: Any, words: str) -> None:
    run._r.find(f".//{_name('wp:docPr')}").set("descr", writable(words))


def add_field(paragraph: Any, instruction: str, *, rtl: bool) -> None:
    """A number that Word counts itself: PAGE or NUMPAGES."""
    for kind in ("begin", instruction, "end"):
        run = paragraph.add_run()
        set_run(run, rtl=rtl)
        mark = _mark("instrText") if kind == instruction else _mark("fldChar", fldCharType=kind)
        mark.text = instruction if kind == instruction else None
        run._r.append(mark)


def rule_beneath(paragraph: Any) -> None:
    """An empty line to write on."""
    edges = _mark("pBdr")
    edges.append(_mark("bottom", val="single", sz=4, space=1, color=SOFT))
    shape = paragraph._p.get_or_add_pPr()
    shape.insert_element_before(edges, "w:shd", "w:tabs", "w:bidi", *AFTER_BIDI)
    paragraph.paragraph_format.space_before = 200_000  # EMU: room for handwriting


def new_numbers(document: Any) -> int:
    """The id of a numbering that begins at 1, like that of the style List Number."""
    numbering = document.part.numbering_part.element
    used = document.styles["List Number"].element.find(f".//{_name('w:numId')}").get(_name("w:val"))
    alike = next(num for num in numbering.num_lst if str(num.numId) == used)
    made = numbering.add_num(alike.abstractNumId.val)
    made.add_lvlOverride(ilvl=0).add_startOverride(1)
    return int(made.numId)


def number_by(paragraph: Any, numbers: int) -> None:
    paragraph._p.get_or_add_pPr().get_or_add_numPr().get_or_add_numId().val = numbers


# ---------------------------------------------------------------------------------------------- tables


def new_table(document: Any, caption: str, widths: Sequence[float], *, rtl: bool) -> Any:
    """An empty table with columns of these widths (points), described by its caption."""
    table = document.add_table(0, len(widths))
    shape = table._tbl.tblPr
    shape.clear()
    if rtl:
        shape.append(_mark("bidiVisual"))
    shape.append(_mark("tblW", w=round(sum(widths) * TWIPS), type="dxa"))
    shape.append(_edges())
    shape.extend((_mark("tblLayout", type="fixed"), _mark("tblLook", val="0620", firstRow=1)))
    shape.append(_mark("tblDescription", val=writable(caption)))
    for column, width in zip(table._tbl.tblGrid.gridCol_lst, widths, strict=True):
        column.set(_name("w:w"), str(round(width * TWIPS)))
    return table


def _edges() -> Any:
    edges = _mark("tblBorders")
    for side in ("top", "bottom", "insideH"):
        edges.append(_mark(side, val="single", sz=4, space=0, color=HAIR))
    return edges


def new_row(table: Any, *, header: bool, upright: float = 0) -> Iterator[Any]:
    """The cells of a new row, which no page break tears; a header is repeated, `upright` points tall if it stands."""
    from docx.table import _Cell

    row, shape = _mark("tr"), _mark("trPr")
    shape.append(_mark("cantSplit"))
    if upright:
        shape.append(_mark("trHeight", val=round((upright + HEAD_SPACE) * TWIPS), hRule="atLeast"))
    if header:
        shape.append(_mark("tblHeader"))
    row.append(shape)
    cells = [_empty_cell(column.get(_name("w:w"))) for column in table._tbl.tblGrid.gridCol_lst]
    row.extend(cells)
    table._tbl.append(row)
    return (_Cell(cell, table) for cell in cells)


def _empty_cell(width: str) -> Any:
    cell, shape = _mark("tc"), _mark("tcPr")
    shape.append(_mark("tcW", w=width, type="dxa"))
    cell.extend((shape, _mark("p")))
    return cell


def stand_upright(cell: Any) -> None:
    """The words of a head run from the bottom up."""
    cell._tc.get_or_add_tcPr().append(_mark("textDirection", val="btLr"))


def shade(cell: Any, colour: str) -> None:
    cell._tc.get_or_add_tcPr().append(_mark("shd", val="clear", color="auto", fill=colour))


# ---------------------------------------------------------------------------------------------- the file


def stamped(made: bytes, day: date) -> bytes:
    """The same package with every part dated to `day`, so that the same words give the same bytes."""
    kept = BytesIO()
    with ZipFile(BytesIO(made)) as old, ZipFile(kept, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            part = ZipInfo(name, (day.year, day.month, day.day, 0, 0, 0))
            part.compress_type = ZIP_DEFLATED
            new.writestr(part, old.read(name))
    return kept.getvalue()


def _name(tag: str) -> str:
    from docx.oxml.ns import qn

    return qn(tag)


def _mark(tag: str, **values: object) -> Any:
    from docx.oxml import OxmlElement

    made = OxmlElement(f"w:{tag}")
    for name, value in values.items():
        made.set(_name(f"w:{name}"), str(value))
    return made
