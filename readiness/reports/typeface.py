"""The typeface of pages and reports, Vazirmatn: taken once, by pip, out of a pinned wheel, and kept beside the data."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

REGULAR, BOLD, LICENCE = "Vazirmatn-Regular.ttf", "Vazirmatn-Bold.ttf", "OFL.txt"
_REQUIREMENT = Path(__file__).with_suffix(".txt")
_INSTANCE = Path(__file__).parents[2] / "instance"
_PIP = (
    *("-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--retries", "2", "--no-compile"),
    *("--no-deps", "--only-binary", ":all:", "--require-hashes", "--requirement", str(_REQUIREMENT)),
)


class TypefaceMissing(RuntimeError):
    """The typeface is not there and can't be fetched; the message says what to do."""


def folder() -> Path:
    """Where the font files are kept: TYPEFACE_FOLDER, or instance/typeface beside the code."""
    return Path(os.environ.get("TYPEFACE_FOLDER") or _INSTANCE / "typeface")


def files() -> dict[str, Path]:
    """The font files by name, regular first; they are there once `install` has run."""
    return {name: folder() / name for name in (REGULAR, BOLD)}


def is_installed() -> bool:
    return all((folder() / name).is_file() for name in (REGULAR, BOLD, LICENCE))


def install() -> Path:
    """The folder with the fonts, fetched first if any is missing; several processes may do so at once.

    Raises TypefaceMissing when they can't be had, for want of a network for example.
    """
    if not is_installed():
        folder().mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=folder().parent, prefix="typeface-") as unpacked:
            _fetch(unpacked)
            _move(Path(unpacked))
    return folder()


def _fetch(into: str) -> None:
    print("Fetching the typeface Vazirmatn (once) …", file=sys.stderr, flush=True)
    pip = subprocess.run(
        [sys.executable, *_PIP, "--target", into], capture_output=True, text=True, errors="replace", check=False
    )
    if pip.returncode:
        raise TypefaceMissing(
            f"The typeface Vazirmatn could not be fetched with pip. It is needed once, and a network with it; "
            f"or put {REGULAR}, {BOLD} and {LICENCE} into {folder()} by hand. pip said:\n{pip.stderr.strip()}"
        )


def _move(unpacked: Path) -> None:
    """Each file into place in one step, the licence last, so that no half-written font is ever read."""
    for name in (REGULAR, BOLD, LICENCE):
        os.replace(next(unpacked.rglob(name)), folder() / name)


if __name__ == "__main__":
    try:
        install()
    except TypefaceMissing as missing:
        sys.exit(str(missing))
