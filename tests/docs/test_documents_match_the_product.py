"""The tables of docs/commands.md and docs/operating.md say what the product says; a failure prints the right table."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from documents import ROOT, as_table, codes, table, text_of
from flask import Flask
from product import CHOICE_COLUMNS, QUESTION_COLUMNS, choice_rows, names_in, question_rows

from readiness.company.answers import AnswersError, answers_from_file
from readiness.library import load_library
from readiness.questionnaire import Role
from readiness.reports.company_report import report_on
from readiness.reports.data import report_json
from readiness.reports.house import House
from views.settings import read_settings

COMMANDS, OPERATING = "docs/commands.md", "docs/operating.md"
FLASKS_OWN = {"routes", "run", "shell"}


@pytest.fixture(scope="module")
def role() -> Role:
    return load_library().roles["account_manager"]


@pytest.mark.parametrize(("columns", "rows"), [(QUESTION_COLUMNS, question_rows), (CHOICE_COLUMNS, choice_rows)])
def test_every_question_is_listed_as_it_is_asked(role: Role, columns: tuple[str, ...], rows: Any) -> None:
    listed = [tuple(row.values()) for row in table(COMMANDS, *columns)]
    asked = rows(role)
    assert listed == asked, f"{COMMANDS} should hold:\n{as_table(columns, *asked)}"


def test_every_command_and_option_is_described(app: Flask) -> None:
    described = re.findall(r"^## flask --app app (\S+)$", text_of(COMMANDS), re.MULTILINE)
    assert set(described) == set(app.cli.commands) - FLASKS_OWN
    options = {name: option for option in app.cli.commands["assess"].params for name in option.opts if name[0] == "-"}
    listed = table(COMMANDS, "option", "default", "what it does")
    assert {codes(row["option"])[0] for row in listed} == set(options)
    for row in listed:
        default = options[codes(row["option"])[0]].to_info_dict()["default"]
        assert default is None or codes(row["default"]) == [default]


def test_every_option_is_named_where_its_command_is_described(app: Flask) -> None:
    sections = re.split(r"^## flask --app app (\S+)$", text_of(COMMANDS), flags=re.MULTILINE)[1:]
    for name, section in zip(sections[::2], sections[1::2], strict=True):
        options = [option for parameter in app.cli.commands[name].params for option in parameter.opts]
        assert not [option for option in options if option.startswith("-") and option not in section], name


def assessed(app: Flask, answers: Path | str) -> Mapping[str, Any]:
    run = app.test_cli_runner().invoke(args=["assess", str(answers)])
    assert run.exit_code == 0, run.output
    found: Mapping[str, Any] = json.loads(run.stdout)
    return found


EXAMPLE_COLUMNS = ("file", "row", "verdict", "chance", "score", "the sentence")


def test_the_examples_come_out_as_written(app: Flask) -> None:
    listed = {codes(row["file"])[0]: row for row in table(COMMANDS, *EXAMPLE_COLUMNS)}
    assert set(listed) == {file.name for file in (ROOT / "docs/examples").iterdir()}
    for file, row in listed.items():
        found = assessed(app, ROOT / "docs/examples" / file)
        said = found["words"]
        printed = (
            f"`{file}`",
            str(found["verdict"]["row"]),
            f"`{found['verdict']['key']}`",
            said["verdict"]["chance"]["value"],
            said["score"]["value"],
            said["verdict"]["sentence"],
        )
        assert tuple(row.values()) == printed


def test_the_written_file_of_answers_can_be_read(role: Role) -> None:
    written = re.search(r"(?:^    \w+ = .*\n)+", text_of(COMMANDS), re.MULTILINE)
    assert written
    answers = tomllib.loads(written[0])
    with pytest.raises(AnswersError) as wrong:
        answers_from_file(role, answers)
    assert {problem.code for problem in wrong.value.problems} == {"required"}
    assert not answers.keys() & {problem.key for problem in wrong.value.problems}


@pytest.fixture
def reports(app: Flask, tmp_path: Path) -> list[Mapping[str, Any]]:
    """Reports that between them hold a figure under every name there is."""
    files = sorted((ROOT / "docs/examples").iterdir())
    poorer = tomllib.loads((ROOT / "docs/examples/small-agency.toml").read_text(encoding="utf-8"))
    poorer |= {"cash": 90_000, "biggest": "unknown", "contracts": "unknown"}
    del poorer["tenure"]
    (tmp_path / "poorer.json").write_text(json.dumps(poorer), encoding="utf-8")
    return [*(assessed(app, file) for file in (*files, tmp_path / "poorer.json")), reckoned_by_a_workspace(poorer)]


def reckoned_by_a_workspace(answers: Mapping[str, Any]) -> Mapping[str, Any]:
    """A report with an assumption of a workspace's own."""
    library, house = load_library(), House("Sorrel & Lake", assumptions={"on_cost": 1.45})
    role, day = library.roles["account_manager"], date(2026, 11, 23)
    report = report_on(role, answers_from_file(role, answers), library, "en", day, house=house)
    found: Mapping[str, Any] = json.loads(report_json(report))
    return found


def test_every_name_in_the_json_is_explained(reports: list[Mapping[str, Any]]) -> None:
    explained = [name for row in table(COMMANDS, "name", "what it is") for name in codes(row["name"])]
    assert len(explained) == len(set(explained))
    assert set(explained) == {name for name in names_in(*reports) if not name.startswith("words.")}


def test_every_part_of_the_words_is_listed(reports: list[Mapping[str, Any]]) -> None:
    rows = table(COMMANDS, "part", "fields")
    listed = {f"words.{codes(row['part'])[0]}.{field}" for row in rows for field in codes(row["fields"])}
    found = {name for name in names_in(*reports) if name.startswith("words.")}
    assert listed | {"words.notes", "words.limits", "words.changes_lead", "words.assumptions_lead"} == found


SETTING_COLUMNS = ("variable", "default", "what it does")


def test_every_setting_is_described() -> None:
    """What the code reads from the environment, and nothing else, stands in the table."""
    listed = [codes(row["variable"])[0] for row in table(OPERATING, *SETTING_COLUMNS)]
    assert len(listed) == len(set(listed))
    assert set(listed) == read_from_the_environment()


def read_from_the_environment() -> set[str]:
    settings = re.findall(r'"([A-Z][A-Z_]+)"', text_of("views/settings.py"))
    code = [file for room in ("readiness", "forms", "views") for file in (ROOT / room).rglob("*.py")]
    elsewhere = [
        name
        for file in (*code, ROOT / "app.py")
        for name in re.findall(r'os\.environ(?:\.get\(|\[)"([A-Z_]+)"', file.read_text(encoding="utf-8"))
    ]
    return {*settings, *elsewhere}


def test_settings_have_the_written_defaults(tmp_path: Path) -> None:
    written = {codes(row["variable"])[0]: row["default"] for row in table(OPERATING, *SETTING_COLUMNS)}
    plain = read_settings({}, {}, tmp_path)
    assert codes(written["HOST"]) == [plain.host]
    assert codes(written["PORT"]) == [str(plain.port)]
    assert codes(written["DATABASE_PATIENCE"]) == [f"{plain.patience:g}"]
    assert codes(written["TRUSTED_PROXIES"]) == [str(plain.proxies)]
    assert (written["HTTPS"], plain.https) == ("off", False)
    assert codes(written["CONTENT"]) == [plain.content.relative_to(ROOT).as_posix()]
    assert codes(written["DATABASE_URL"]) == [plain.database_url.replace(tmp_path.as_posix(), "instance")]
    assert set(codes(written["TRUSTED_HOSTS"])) <= plain.hosts
