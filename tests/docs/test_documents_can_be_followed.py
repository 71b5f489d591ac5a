"""What a document points to is there: links, paths, make targets, names in the code; and its commands work."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from documents import CODE, DOCUMENTS, LINK, ROOT, text_of
from flask import Flask

ROOMS = ("readiness", "forms", "views", "templates", "static", "migrations", "tests", "docs", "benchmarks")
PATH = re.compile(rf"(?:{'|'.join(ROOMS)})/[\w./-]+")
FILE = re.compile(r"[\w.-]+(?:/[\w.-]+)+\.(?:py|toml|typ|html|md)|\w[\w/]*/")
PICTURES = {"home-en.png", "question-en.png", "result-en.png", "result-fa.png", "result-phone-fa.png", "report-en.png"}
DECISIONS = sorted((ROOT / "docs/decisions").glob("*.md"))


def names(file: Path) -> str:
    return file.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("document", DOCUMENTS, ids=names)
def test_every_link_leads_to_a_file(document: Path) -> None:
    here = [link.partition("#")[0] for link in LINK.findall(document.read_text(encoding="utf-8"))]
    lost = [link for link in here if not link.startswith("https://") and not (document.parent / link).exists()]
    assert not [link for link in lost if Path(link).name not in PICTURES]


def test_the_readme_shows_the_pictures_that_the_browser_tests_make() -> None:
    shown = {Path(link).name for link in LINK.findall(text_of("README.md")) if link.endswith(".png")}
    assert shown == PICTURES


@pytest.mark.parametrize("document", DOCUMENTS, ids=names)
def test_every_path_that_is_named_is_there(document: Path) -> None:
    """In running text, or as code; examples of what a reader may add are no paths of ours."""
    text = document.read_text(encoding="utf-8")
    named = {path.rstrip(".") for path in PATH.findall(re.sub(r"https?://\S+|success_manager\S*", "", text))}
    named |= {code for code in CODE.findall(text) if FILE.fullmatch(code)}
    ours = {path.removesuffix("/") for path in named if not path.startswith(("instance/", "docs/images/"))}
    assert not {path for path in ours if not _is_there(path)}


def _is_there(path: str) -> bool:
    """A path from the root, or cut short: a decision by its number, content by its folder."""
    return (ROOT / path).exists() or any(ROOT.glob(f"{path}*")) or any((ROOT / "readiness/content").glob(path))


def test_every_make_target_that_is_named_exists() -> None:
    targets = set(re.findall(r"^(\w+):", text_of("Makefile"), re.MULTILINE))
    named = {name for file in DOCUMENTS for name in re.findall(r"\bmake ([a-z]+)\b", _as_code(file))}
    assert named <= targets
    assert {"run", "test"} <= named


def _as_code(file: Path) -> str:
    text = file.read_text(encoding="utf-8")
    return "\n".join([*CODE.findall(text), *re.findall(r"^(?: {4}|\t).*$", text, re.MULTILINE)])


def test_every_constant_that_is_named_exists_in_the_code() -> None:
    files = [file for room in ("readiness", "views", "forms") for file in (ROOT / room).rglob("*.py")]
    code = "\n".join(file.read_text(encoding="utf-8") for file in files)
    named = {name for file in DOCUMENTS for name in CODE.findall(file.read_text(encoding="utf-8"))}
    constants = {name for name in named if re.fullmatch(r"[A-Z]{2,}(_[A-Z]+)+", name)}
    assert constants
    assert not {name for name in constants if name not in code}


def test_backup_and_restore_work_as_they_are_written(
    app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = re.findall(r"^ {4}flask --app app (backup|restore) (.*)$", text_of("docs/operating.md"), re.MULTILINE)
    assert [command for command, _ in lines] == ["backup", "restore"] * 2
    monkeypatch.chdir(tmp_path)
    for command, arguments in lines:
        ended = app.test_cli_runner().invoke(args=[command, *arguments.split()])
        assert ended.exit_code == 0, ended.output
    assert {file.name for file in tmp_path.iterdir()} >= {"backup.sqlite3", "moving.sqlite3"}


def test_decisions_are_numbered_without_gaps() -> None:
    assert [file.name[:4] for file in DECISIONS] == [f"{number:04}" for number in range(1, len(DECISIONS) + 1)]


@pytest.mark.parametrize("decision", DECISIONS, ids=names)
def test_a_decision_is_short_and_whole(decision: Path) -> None:
    text = decision.read_text(encoding="utf-8")
    assert text.startswith(f"# {int(decision.name[:4])}. ")
    assert re.findall(r"^\*\*(\w+)\.\*\*", text, re.MULTILINE) == ["Context", "Decision", "Consequences"]
    assert len(text.splitlines()) <= 25


def test_the_changelog_names_the_version_and_the_edition() -> None:
    changes = text_of("CHANGELOG.md")
    version = re.search(r'^version = "(.+)"$', text_of("pyproject.toml"), re.MULTILINE)
    edition = re.search(r'^edition = "(.+)"$', text_of("readiness/content/account_manager/role.toml"), re.MULTILINE)
    assert version
    assert version[1] in changes
    assert edition
    assert edition[1] in changes
