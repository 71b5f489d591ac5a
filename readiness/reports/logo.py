"""Takes a logo as it was uploaded, looks it through, and makes it anew, so that nothing of the file itself is kept."""

from __future__ import annotations

import struct
import threading
from io import BytesIO
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL.Image import Image

MOST_BYTES = 512 * 1024
MOST_PIXELS = 4000  # on either side
LEAST_PIXELS = 16  # on either side: less is a dot, and no logo
FITS = (800, 400)  # what is kept is no larger
MOST_SCANS = 32  # of a JPEG; each may ask for a pass over the whole picture, and honest ones have about ten
PNG, JPEG = b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff"
SIZE_IN_PNG = struct.Struct(">16xII")  # the sides, where every PNG has them

_one_at_a_time = threading.Lock()  # the largest picture takes 128 MB while it is open


class LogoProblem(ValueError):
    """The upload can't be a logo; `code` is too_large, not_a_picture, too_many_pixels, too_small or broken.

    The words are "logo_" and the code, in words/settings.toml.
    """

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def accept_logo(data: bytes) -> bytes:
    """The logo as a plain PNG of at most 800 × 400, from a PNG or JPEG of at most 512 kB and 4000 × 4000.

    Pixels alone are kept: no name, place, profile, second picture or anything behind the picture. Raises LogoProblem.
    """
    if len(data) > MOST_BYTES:
        raise LogoProblem("too_large")
    if not data.startswith((PNG, JPEG)):
        raise LogoProblem("not_a_picture")
    if data.startswith(JPEG) and data.count(b"\xff\xda") > MOST_SCANS:
        raise LogoProblem("broken")
    with _one_at_a_time:
        return _made_anew(data)


def proportions(logo: bytes) -> tuple[int, int]:
    """Width and height, in pixels, of a logo that was accepted."""
    width, height = SIZE_IN_PNG.unpack_from(logo)
    return width, height


def _made_anew(data: bytes) -> bytes:
    from PIL import Image  # here, not above: a start of the site needs no pictures

    try:
        picture = Image.open(BytesIO(data), formats=("PNG", "JPEG"))  # reads the header; nothing is unpacked yet
        _look_at_size(picture.size)
        return _plain(picture)
    except LogoProblem:
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as bomb:
        raise LogoProblem("too_many_pixels") from bomb
    except Exception as broken:  # whatever a decoder says of a broken file, we say only that
        raise LogoProblem("broken") from broken


def _look_at_size(size: tuple[int, int]) -> None:
    if max(size) > MOST_PIXELS:
        raise LogoProblem("too_many_pixels")
    if min(size) < LEAST_PIXELS:
        raise LogoProblem("too_small")


def _plain(picture: Image) -> bytes:
    """The first picture's pixels, upright and no larger than needed, as a PNG with nothing else in it."""
    from PIL import ImageOps

    picture.draft(None, FITS)  # a JPEG can be unpacked small to begin with
    ImageOps.exif_transpose(picture, in_place=True)
    if picture.mode.startswith("I"):  # 16 bits of grey, of which a conversion would keep the wrong ones
        picture = picture.point(lambda grey: grey * (1 / 256)).convert("L")
    mode = "RGBA" if "A" in picture.getbands() or "transparency" in picture.info else "RGB"
    pixels = picture if picture.mode == mode else picture.convert(mode)
    pixels.thumbnail(FITS)
    pixels.info.clear()
    made = BytesIO()
    pixels.save(made, "PNG", optimize=True)
    return made.getvalue()
