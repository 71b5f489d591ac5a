"""An uploaded logo is looked through before it is unpacked; what is kept is drawn anew from its pixels alone."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
from PIL import Image, PngImagePlugin

from readiness.library import load_library
from readiness.reports import logo
from readiness.reports.logo import PNG, LogoProblem, accept_logo, proportions

TEAL = (11, 92, 88)
SECRET = b"Somewhere Street 5"


def saved(picture: Image.Image, kind: str = "PNG", **options: Any) -> bytes:
    made = BytesIO()
    picture.save(made, kind, **options)
    return made.getvalue()


def plain(width: int = 120, height: int = 60, mode: str = "RGB", colour: Any = TEAL) -> Image.Image:
    return Image.new(mode, (width, height), colour)


def opened(made: bytes) -> Image.Image:
    return Image.open(BytesIO(made), formats=("PNG",))


def chunks(made: bytes) -> list[bytes]:
    """The kinds of a PNG's chunks, in order."""
    kinds, at = [], len(PNG)
    while at < len(made):
        kinds.append(made[at + 4 : at + 8])
        at += 12 + struct.unpack_from(">I", made, at)[0]
    return kinds


# ---- What is kept


@pytest.mark.parametrize(("kind", "mode"), [("PNG", "RGB"), ("PNG", "L"), ("PNG", "1"), ("PNG", "P"), ("JPEG", "RGB")])
def test_a_picture_of_either_kind_becomes_a_plain_png(kind: str, mode: str) -> None:
    made = accept_logo(saved(plain().convert(mode), kind))
    assert made.startswith(PNG)
    assert set(chunks(made)) == {b"IHDR", b"IDAT", b"IEND"}
    assert opened(made).mode == "RGB"
    assert proportions(made) == (120, 60)


def test_the_colours_stay() -> None:
    assert opened(accept_logo(saved(plain()))).getpixel((5, 5)) == TEAL
    photo = opened(accept_logo(saved(plain(), "JPEG", quality=95))).getpixel((5, 5))
    assert photo == pytest.approx(TEAL, abs=3)
    grey = opened(accept_logo(saved(plain(mode="I;16", colour=0x8000)))).getpixel((5, 5))
    assert grey == pytest.approx((128, 128, 128), abs=1)


@pytest.mark.parametrize("mode", ["RGBA", "LA"])
def test_what_is_see_through_stays_so(mode: str) -> None:
    half = plain(mode=mode, colour=(11, 92, 88, 128) if mode == "RGBA" else (11, 128))
    assert opened(accept_logo(saved(half))).getpixel((5, 5))[3] == 128
    assert opened(accept_logo(saved(plain(mode="P", colour=0), transparency=0))).getpixel((5, 5))[3] == 0


@pytest.mark.parametrize(
    ("size", "fitted"),
    [((800, 400), (800, 400)), ((4000, 4000), (400, 400)), ((3000, 300), (800, 80)), ((300, 3000), (40, 400))],
)
@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_a_large_picture_is_made_smaller_and_keeps_its_shape(
    kind: str, size: tuple[int, int], fitted: tuple[int, int]
) -> None:
    assert proportions(accept_logo(saved(plain(*size), kind))) == fitted


def test_nothing_that_was_written_into_the_file_is_kept() -> None:
    notes, exif = PngImagePlugin.PngInfo(), Image.Exif()
    notes.add_text("Author", SECRET.decode())
    notes.add_text("Place", SECRET.decode(), zip=True)
    exif[0x010E] = SECRET.decode()
    for told in (
        saved(plain(), pnginfo=notes, exif=exif, icc_profile=SECRET, dpi=(300, 300)),
        saved(plain(), "JPEG", exif=exif, icc_profile=SECRET, comment=SECRET),
    ):
        made = accept_logo(told)
        assert SECRET not in made
        assert set(chunks(made)) == {b"IHDR", b"IDAT", b"IEND"}


def test_what_follows_the_picture_is_dropped() -> None:
    script = b"<script>alert(1)</script>"
    for kind in ("PNG", "JPEG"):
        assert script not in accept_logo(saved(plain(), kind) + script + b"PK\3\4")


def test_of_a_moving_picture_the_first_is_kept() -> None:
    frames = [plain(colour=(shade, 0, 0)) for shade in (200, 100, 50)]
    moving = saved(frames[0], save_all=True, append_images=frames[1:], duration=40)
    assert b"acTL" in moving
    made = accept_logo(moving)
    assert set(chunks(made)) == {b"IHDR", b"IDAT", b"IEND"}
    assert opened(made).getpixel((5, 5)) == (200, 0, 0)


def test_a_photo_taken_sideways_stands_upright() -> None:
    sideways = Image.Exif()
    sideways[0x0112] = 6
    assert proportions(accept_logo(saved(plain(), "JPEG", exif=sideways))) == (60, 120)


def test_a_logo_that_was_accepted_is_accepted_again_as_it_is() -> None:
    once = accept_logo(saved(plain(900, 200, "RGBA", (11, 92, 88, 90))))
    assert accept_logo(once) == once


# ---- What is refused


def chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def by_hand(width: int, height: int, packed: bytes, *others: bytes) -> bytes:
    """A PNG that claims this size, whatever is in it."""
    header = struct.pack(">IIBBBBB", width, height, 8, 6, 0, 0, 0)
    return PNG + chunk(b"IHDR", header) + b"".join(others) + chunk(b"IDAT", packed) + chunk(b"IEND", b"")


def many_scans() -> bytes:
    """A progressive JPEG that asks for its last pass again and again."""
    once = saved(plain(), "JPEG", progressive=True)
    last = once.rindex(b"\xff\xda")
    return once[:-2] + once[last:-2] * 200 + once[-2:]


PIXELS = zlib.compress(b"\0" * 20 * 81)
HUGE = zlib.compress(b"x" * 20_000_000)
REFUSED: dict[str, tuple[Callable[[], bytes], str]] = {
    "nothing": (lambda: b"", "not_a_picture"),
    "a web page": (lambda: b"<!doctype html><script>alert(1)</script>", "not_a_picture"),
    "a drawing": (lambda: b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>', "not_a_picture"),
    "a GIF": (lambda: saved(plain().convert("P"), "GIF"), "not_a_picture"),
    "a WebP": (lambda: b"RIFF\x24\0\0\0WEBPVP8 " + b"\0" * 40, "not_a_picture"),
    "a TIFF": (lambda: saved(plain(), "TIFF"), "not_a_picture"),
    "a file that is too large": (lambda: saved(plain()) + b"\0" * 512 * 1024, "too_large"),
    "a single pixel": (lambda: saved(plain(1, 1)), "too_small"),
    "a line": (lambda: saved(plain(400, 15)), "too_small"),
    "a wide one": (lambda: saved(plain(4001, 20)), "too_many_pixels"),
    "a high one": (lambda: saved(plain(20, 4001), "JPEG"), "too_many_pixels"),
    "one that unpacks to 400 MB": (
        lambda: by_hand(10_000, 10_000, zlib.compress(b"\0" * 4_000_000)),
        "too_many_pixels",
    ),
    "one that unpacks to 16 GB": (lambda: by_hand(65_535, 65_535, PIXELS), "too_many_pixels"),
    "one without a size": (lambda: by_hand(0, 0, PIXELS), "broken"),
    "a note that unpacks to 20 MB": (lambda: by_hand(20, 20, PIXELS, chunk(b"zTXt", b"a\0\0" + HUGE)), "broken"),
    "a profile that unpacks to 20 MB": (lambda: by_hand(20, 20, PIXELS, chunk(b"iCCP", b"a\0\0" + HUGE)), "broken"),
    "one without pixels": (lambda: by_hand(20, 20, b""), "broken"),
    "one whose pixels are none": (lambda: by_hand(20, 20, b"no pixels at all"), "broken"),
    "a JPEG with passes without end": (many_scans, "broken"),
    "a web page that begins like a JPEG": (lambda: b"\xff\xd8\xff<script>alert(1)</script>", "broken"),
    "a web page that begins like a PNG": (lambda: PNG + b"<script>alert(1)</script>", "broken"),
}


@pytest.mark.filterwarnings("ignore::PIL.Image.DecompressionBombWarning")
@pytest.mark.parametrize("case", REFUSED)
def test_what_is_no_logo_is_refused_with_a_reason(case: str) -> None:
    make, code = REFUSED[case]
    with pytest.raises(LogoProblem) as refused:
        accept_logo(make())
    assert refused.value.code == code


def problem(data: bytes) -> str | None:
    try:
        accept_logo(data)
    except LogoProblem as refused:
        return refused.code
    return None


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_a_file_that_was_cut_off_is_refused_wherever_it_ends(kind: str) -> None:
    whole = saved(Image.effect_noise((40, 40), 60), kind)
    ends = range(0, len(whole) - 40, 23)
    assert {problem(whole[:end]) for end in ends if end > len(PNG)} == {"broken"}
    assert {problem(whole[:end]) for end in ends if end < 3} == {"not_a_picture"}


def test_too_many_pixels_are_seen_before_any_is_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(logo, "_plain", lambda _: pytest.fail("it was unpacked"))
    with pytest.raises(LogoProblem):
        accept_logo(saved(plain(4001, 20)))


def test_pixels_beyond_the_stated_size_are_never_unpacked() -> None:
    made = accept_logo(by_hand(20, 20, zlib.compress(b"\0" * 50_000_000)))
    assert proportions(made) == (20, 20)
    assert len(made) < 1000


def test_every_reason_has_its_words() -> None:
    words = load_library().words["settings"]
    assert {f"logo_{code}" for _, code in REFUSED.values()} <= words.keys()
