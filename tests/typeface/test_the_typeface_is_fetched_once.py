"""The fonts are fetched by pip when they are missing, whole or not at all, and never again."""

import os
import sys
import zipfile
from pathlib import Path

import pytest

from readiness.reports import typeface

NAMES = ("Vazirmatn-Regular.ttf", "Vazirmatn-Bold.ttf", "OFL.txt")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("TYPEFACE_FOLDER", str(tmp_path / "fonts" / "typeface"))
    return tmp_path / "fonts" / "typeface"


@pytest.fixture
def shelf(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that is the only place pip may look in: no network."""
    shelf = tmp_path / "shelf"
    shelf.mkdir()
    for name in [name for name in os.environ if name.startswith("PIP_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("PIP_CONFIG_FILE", os.devnull)
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(shelf))
    return shelf


def test_the_set_up_step_has_put_real_fonts_in_place() -> None:
    assert list(typeface.files()) == ["Vazirmatn-Regular.ttf", "Vazirmatn-Bold.ttf"]
    for font in typeface.files().values():
        assert font.read_bytes()[:4] == b"\x00\x01\x00\x00"
    assert "SIL OPEN FONT LICENSE" in (typeface.folder() / "OFL.txt").read_text("utf-8")


def test_fonts_that_are_there_are_not_fetched_again(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder.mkdir(parents=True)
    for name in NAMES:
        (folder / name).write_text("kept")
    monkeypatch.setattr(sys, "executable", "/no/such/python")
    assert typeface.install() == folder
    assert {path.read_text() for path in folder.iterdir()} == {"kept"}


def test_without_a_network_it_says_what_to_do_and_leaves_nothing_behind(folder: Path, shelf: Path) -> None:
    with pytest.raises(typeface.TypefaceMissing, match=r"a network with it; or put Vazirmatn-Regular\.ttf"):
        typeface.install()
    assert [path.name for path in folder.parent.rglob("*")] == ["typeface"]


def test_a_wheel_with_other_contents_is_refused(folder: Path, shelf: Path) -> None:
    with zipfile.ZipFile(shelf / "manim_fa-1.2.0-py3-none-any.whl", "w") as wheel:
        wheel.writestr("manim_fa/fonts_data/Vazirmatn-Regular.ttf", "not the font")
        wheel.writestr("manim_fa-1.2.0.dist-info/METADATA", "Metadata-Version: 2.1\nName: manim-fa\nVersion: 1.2.0\n")
    with pytest.raises(typeface.TypefaceMissing, match=r"(?i)do not match the hashes"):
        typeface.install()
    assert not any(folder.iterdir())
