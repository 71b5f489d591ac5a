"""Each file that means harm gets the outcome it was promised: told where and why, and nothing of it is read."""

from __future__ import annotations

import struct
import tracemalloc
import zlib
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from readiness.sheets.reading import LIMITS, read_sheet
from readiness.sheets.sheet import Limits, SheetRefused
from tests.sheets.workbooks import SHEET, changed, sheet_xml, with_cell_at, workbook

GOOD = workbook([["name", "book"], ["Mina", 3]])


def why(raw: bytes, name: str = "clients.csv", limits: Limits = LIMITS) -> list[tuple[str, int | None]]:
    with pytest.raises(SheetRefused) as refused:
        read_sheet(raw, name, limits)
    return [(problem.code, problem.line) for problem in refused.value.problems]


@pytest.mark.parametrize(
    ("raw", "code", "line"),
    {
        "columns without end": (b"," * 1_000_000, "too_many_columns", 1),
        "columns without end, further down": (b"a,b\n1,2\n" + b"," * 1_000_000, "too_many_columns", 3),
        "a cell of 200 kB": (b"a,b\n1,2\n" + b"x" * 200_000 + b",1", "cell_too_long", 3),
        "a cell a little too long": (b"a,b\n" + b"x" * 10_001 + b",1", "cell_too_long", 2),
        "NUL": (b"a,b\n1,2\n1\x00,2", "nul_sign", 3),
        "UTF-16 without its mark": ("a,b\n1,2".encode("utf-16-le"), "nul_sign", 1),
        "invalid UTF-8": (b"a,b\n1,2\nMin\xff,2", "bad_encoding", 3),
        "Persian UTF-8 with one broken byte": ("نام,ب\nمینا,۲\n".encode() + b"\xd9,3", "bad_encoding", 3),
        "half a sign of UTF-16": (b"\xff\xfe" + "a\nb".encode("utf-16-le") + b"\x00\xd8", "bad_encoding", 2),
        "an unclosed quote": (b'a,b\n1,2\n"x,3\n1,2\n', "broken_quotes", 3),
        "a quote in the middle": (b'a,b\n"x"y,3\n', "broken_quotes", 2),
        "empty": (b"", "empty", None),
        "blank": (b"\n , \n\n", "empty", None),
        "headings only": (b"a,b\n\n", "only_headings", 1),
        "doubled headings": ("نام,b,نام\n1,2,3".encode(), "doubled_heading", 1),
        "headings doubled in another spelling": (b"Start date,start_date\n1,2", "doubled_heading", 1),
        "more cells than headings": (b"a,b\n1,2\n1,2,3\n", "extra_cells", 3),
        "a PDF": (b"%PDF-1.7\n", "not_a_sheet", None),
        "a page": (b"\n<html><table>", "not_a_sheet", None),
        "an old workbook, or one under a password": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old_workbook", None),
    }.values(),
)
def test_a_text_that_cannot_be_read_is_told_with_its_line(raw: bytes, code: str, line: int | None) -> None:
    assert why(raw) == [(code, line)]


def test_every_row_with_too_many_cells_is_told() -> None:
    assert why(b"a,b\n1,2,3\n1,2\n1,2,3\n") == [("extra_cells", 2), ("extra_cells", 4)]


@pytest.mark.parametrize("name", ["clients.exe", "clients", "clients.xls", "clients.csv.html", ".csv"])
def test_a_kind_that_is_not_on_the_list_is_refused(name: str) -> None:
    assert why(b"a,b\n1,2", name) == [("unknown_kind", None)]


def test_limits_of_bytes_rows_and_cells_hold() -> None:
    raw = b"a,b\n" + b"1,2\n" * 50
    assert why(raw, limits=Limits(bytes=100)) == [("too_many_bytes", None)]
    assert why(raw, limits=Limits(rows=49)) == [("too_many_rows", 51)]
    assert why(raw, limits=Limits(cells=98)) == [("too_many_cells", 51)]
    assert len(read_sheet(raw, "a.csv", Limits(rows=50, cells=100)).rows) == 50


# ---------------------------------------------------------------------------------------------- workbooks


def zipped(**members: bytes) -> bytes:
    made = BytesIO()
    with ZipFile(made, "w", ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return made.getvalue()


@pytest.mark.parametrize(
    ("raw", "code"),
    {
        "one cell at the far corner": (with_cell_at(1_048_576, 16_384), "too_many_rows"),
        "one cell in the last column": (with_cell_at(1, 16_384), "too_many_columns"),
        "one cell far below": (with_cell_at(390_000, 5), "too_many_cells"),
        "any ZIP": (zipped(**{"readme.txt": b"hello"}), "not_a_sheet"),
        "half a workbook": (GOOD[: len(GOOD) // 2], "not_a_sheet"),
        "only the beginning of one": (b"PK\x03\x04", "not_a_sheet"),
        "a member that leads out": (changed(GOOD, {"../../etc/cron.d/x": b"x"}), "not_a_sheet"),
        "a member at the root": (changed(GOOD, {"/etc/x": b"x"}), "not_a_sheet"),
        "a member on a drive": (changed(GOOD, {"C:\\x": b"x"}), "not_a_sheet"),
        "thousands of members": (changed(GOOD, {f"m{i}": b"" for i in range(5_000)}), "too_many_members"),
        "some members too many": (changed(GOOD, {f"m{i}": b"" for i in range(600)}), "too_many_members"),
        "a sheet that is no XML": (changed(GOOD, {SHEET: b"<worksheet"}), "not_a_sheet"),
        "a cell that doesn't say where": (
            changed(GOOD, {SHEET: sheet_xml(GOOD).replace(b' r="A1"', b"")}),
            "not_a_sheet",
        ),
        "a row of too many cells": (
            changed(
                GOOD, {SHEET: sheet_xml(GOOD).replace(b"<sheetData>", b"<sheetData>" + b'<c r="A1"/>' * 3_000_001)}
            ),
            "unpacks_too_far",
        ),
    }.values(),
)
def test_a_workbook_that_means_harm_is_refused(raw: bytes, code: str) -> None:
    assert [told for told, _ in why(raw, "clients.xlsx")] == [code]


@pytest.mark.parametrize("declared", [b'<!DOCTYPE x [<!ENTITY a "b">]>', b'<!doctype x SYSTEM "file:///etc/passwd">'])
@pytest.mark.parametrize("member", [SHEET, "xl/workbook.xml", "xl/sharedStrings.xml", "[Content_Types].xml"])
def test_entities_are_neither_read_nor_fetched(declared: bytes, member: str) -> None:
    with ZipFile(BytesIO(GOOD)) as archive:
        content = archive.read(member)
    head, _, body = content.partition(b"?>")
    assert why(changed(GOOD, {member: head + b"?>" + declared + body}), "c.xlsx") == [("declares_entities", None)]


def test_entities_do_not_hide_in_another_encoding() -> None:
    hidden = '<?xml version="1.0" encoding="utf-16"?><!DOCTYPE x><x/>'.encode("utf-16")
    assert why(changed(GOOD, {SHEET: hidden}), "c.xlsx") == [("declares_entities", None)]


def test_a_declaration_torn_between_two_pieces_is_seen() -> None:
    padded = sheet_xml(GOOD).replace(
        b"<sheetData>", b"<!--" + b" " * (2**20 - 500) + b"-->" + b"<a/>" * 200 + b"<!DOCTYPE x><sheetData>"
    )
    assert why(changed(GOOD, {SHEET: padded}), "c.xlsx") == [("declares_entities", None)]


def bomb(size: int = 1_000_000_000) -> bytes:
    """A workbook of about a megabyte whose sheet unpacks to a gigabyte."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    piece, packed, summed = b" " * 1_000_000, [], 0
    for _ in range(size // len(piece)):
        packed.append(packer.compress(piece))
        summed = zlib.crc32(piece, summed)
    body = b"".join([*packed, packer.flush()])
    name = b"xl/worksheets/big.xml"
    local = struct.pack("<4s5H3I2H", b"PK\x03\x04", 20, 0, 8, 0, 0, summed, len(body), size, len(name), 0) + name
    listed = struct.pack(
        "<4s6H3I5H2I", b"PK\x01\x02", 20, 20, 0, 8, 0, 0, summed, len(body), size, len(name), 0, 0, 0, 0, 0, 0
    )  # fmt: skip
    other = changed(GOOD, {})
    end = other.rfind(b"PK\x05\x06")
    _, _, _, _, many, _length, start, _ = struct.unpack("<4s4H2IH", other[end : end + 22])
    moved = len(local) + len(body)
    table = bytearray(other[start:end])
    place = 0
    for _ in range(many):
        (at,) = struct.unpack_from("<I", table, place + 42)
        struct.pack_into("<I", table, place + 42, at + moved)
        place += 46 + sum(struct.unpack_from("<3H", table, place + 28))
    table += listed + name
    last = struct.pack("<4s4H2IH", b"PK\x05\x06", 0, 0, many + 1, many + 1, len(table), start + moved, 0)
    return local + body + other[:start] + bytes(table) + last


def test_a_bomb_is_refused_before_it_is_unpacked() -> None:
    raw = bomb()
    assert 900_000 < len(raw) < 1_200_000
    tracemalloc.start()
    assert why(raw, "clients.xlsx") == [("unpacks_too_far", None)]
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert most < 5_000_000


def test_a_bomb_that_lies_about_its_size_is_refused() -> None:
    raw = bomb(50_000_000)
    size = struct.pack("<I", 50_000_000)
    assert why(raw.replace(size, struct.pack("<I", 1000)), "clients.xlsx") == [("not_a_sheet", None)]


def test_a_long_text_shown_many_times_counts_every_time() -> None:
    rows = [["name"], *([["x" * 9_000]] * 20_000)]
    raw = workbook(rows)
    assert len(raw) < 200_000
    assert why(raw, "clients.xlsx") == [("unpacks_too_far", None)]


def test_what_can_do_harm_is_a_bomb_and_what_is_wrong_is_not() -> None:
    with pytest.raises(SheetRefused) as refused:
        read_sheet(b"x" * 200, "a.csv", Limits(bytes=100))
    assert refused.value.is_bomb
    with pytest.raises(SheetRefused) as refused:
        read_sheet(b"a,a\n1,2", "a.csv")
    assert not refused.value.is_bomb
