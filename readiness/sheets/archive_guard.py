"""Looks into a workbook's archive before anybody opens it, and hands on only what was looked at.

An XLSX file is a ZIP of XML. Its table of members is measured first, then what they say they unpack to; only then are
they unpacked, in small pieces. What is handed on is packed anew, so that whoever reads it sees what was checked here.
"""

from __future__ import annotations

import struct
import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO
from zipfile import ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from readiness.sheets.sheet import Limits, refusal

END, END_64 = b"PK\x05\x06", b"PK\x06\x07"
END_LENGTH, LONGEST_COMMENT, END_64_LENGTH = 22, 65_535, 20
BYTES_A_MEMBER = 512  # of the archive's table: its name and notes
WORKBOOK = "xl/workbook.xml"
READ = (".xml", ".rels")
UNREAD = "xl/calcchain.xml"  # names every formula's cell once more
SMALL = 5_000_000  # unpacked bytes that are harmless, however well they were packed
PIECE = 1 << 20
LOCKED = 0x1
BROKEN = (BadZipFile, NotImplementedError, zlib.error, EOFError, OSError, ValueError, struct.error)


def opened_archive(raw: bytes, limits: Limits) -> ZipFile:
    """The archive, its table of members checked and nothing unpacked. SheetRefused otherwise."""
    _check_table(raw, limits)
    try:
        archive = ZipFile(BytesIO(raw))
    except BROKEN:
        raise refusal("not_a_sheet") from None
    members = archive.infolist()
    if len(members) > limits.members:
        raise refusal("too_many_members", most=limits.members)
    _check_names(members)
    _check_sizes(members, len(raw), limits)
    return archive


def pieces(archive: ZipFile, member: ZipInfo) -> Iterator[bytes]:
    """A member's bytes, unpacked a megabyte at a time. SheetRefused where the archive is damaged or lies."""
    try:
        with archive.open(member) as opened:
            while piece := opened.read(PIECE):
                yield piece
    except BROKEN:
        raise refusal("not_a_sheet") from None


def read_members(archive: ZipFile) -> list[ZipInfo]:
    """The members that hold the table; pictures, macros and the like are never unpacked."""
    names = ((member.filename.lower(), member) for member in archive.infolist())
    return [member for name, member in names if name.endswith(READ) and name != UNREAD]


def packed_anew(archive: ZipFile) -> BytesIO:
    """A plain archive of the members that hold the table, and nothing else."""
    made = BytesIO()
    with ZipFile(made, "w", ZIP_STORED) as copy:
        for member in read_members(archive):
            with copy.open(ZipInfo(member.filename), "w") as written:
                for piece in pieces(archive, member):
                    written.write(piece)
    made.seek(0)
    return made


def _check_table(raw: bytes, limits: Limits) -> None:
    """The table's length, from the archive's last lines: reading the table itself already costs memory."""
    place = raw.rfind(END, max(0, len(raw) - END_LENGTH - LONGEST_COMMENT))
    if place < 0 or len(raw) < place + END_LENGTH:
        raise refusal("not_a_sheet")
    if raw[max(0, place - END_64_LENGTH) : place].startswith(END_64):
        raise refusal("unpacks_too_far")
    (length,) = struct.unpack_from("<I", raw, place + 12)
    if length > limits.members * BYTES_A_MEMBER:
        raise refusal("too_many_members", most=limits.members)


def _check_names(members: list[ZipInfo]) -> None:
    names = [member.filename for member in members]
    if len(set(names)) < len(names) or WORKBOOK not in names or any(map(_leads_out, names)):
        raise refusal("not_a_sheet")
    if any(member.flag_bits & LOCKED for member in members):
        raise refusal("old_workbook")
    if any(member.compress_type not in (ZIP_STORED, zipfile.ZIP_DEFLATED) for member in members):
        raise refusal("not_a_sheet")


def _leads_out(name: str) -> bool:
    return name.startswith("/") or "\\" in name or ":" in name or ".." in name.split("/")


def _check_sizes(members: list[ZipInfo], sent: int, limits: Limits) -> None:
    unpacked = sum(member.file_size for member in members)
    if unpacked > limits.unpacked or unpacked > max(SMALL, sent * limits.ratio):
        raise refusal("unpacks_too_far")
