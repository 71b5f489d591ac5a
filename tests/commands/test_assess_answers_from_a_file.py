"""`flask assess`: the whole check at the command line, with clear words for a file that can't be used."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import Result
from flask import Flask

EXAMPLES = Path(__file__).parents[2] / "docs/examples"
AGENCY = EXAMPLES / "small-agency.toml"


def run(app: Flask, *arguments: object) -> Result:
    return app.test_cli_runner().invoke(args=["assess", *map(str, arguments)])


def without(line_of: str, tmp_path: Path, *more: str) -> Path:
    """The agency's answers with the line of one question left out and some lines added."""
    lines = [line for line in AGENCY.read_text(encoding="utf-8").splitlines() if not line.startswith(f"{line_of} =")]
    file = tmp_path / "answers.toml"
    file.write_text("\n".join([*lines, *more]), encoding="utf-8")
    return file


@pytest.mark.parametrize(
    ("example", "verdict", "row"),
    [
        ("small-agency", "mid", 7),
        ("software-company", "senior", 5),
        ("declining-company", "not_yet", 1),
        ("tehran-company", "mid", 7),
    ],
)
def test_every_example_gives_its_verdict_as_json(app: Flask, example: str, verdict: str, row: int) -> None:
    found = run(app, EXAMPLES / f"{example}.toml")
    assert found.exit_code == 0, found.output
    data = json.loads(found.output)
    assert (data["verdict"]["key"], data["verdict"]["row"]) == (verdict, row)


def test_the_answers_may_be_json_too(app: Flask, tmp_path: Path) -> None:
    import tomllib

    file = tmp_path / "answers.json"
    file.write_text(json.dumps(tomllib.loads(AGENCY.read_text(encoding="utf-8"))), encoding="utf-8")
    assert json.loads(run(app, file).output)["verdict"] == json.loads(run(app, AGENCY).output)["verdict"]


def test_persian_words_come_with_persian_digits(app: Flask) -> None:
    data = json.loads(run(app, EXAMPLES / "tehran-company.toml", "--language", "fa").output)
    assert data["words"]["verdict"]["chance"]["value"] == "۹۳٪"
    assert data["company"] == "آوند رسانه"


def test_a_pdf_goes_to_the_file_that_is_named(app: Flask, tmp_path: Path) -> None:
    out = tmp_path / "report.pdf"
    found = run(app, AGENCY, "--format", "pdf", "--out", out)
    assert found.exit_code == 0, found.output
    assert out.read_bytes().startswith(b"%PDF")


def test_a_pdf_without_a_file_is_refused(app: Flask) -> None:
    found = run(app, AGENCY, "--format", "pdf")
    assert found.exit_code == 2
    assert "--out" in found.output


def test_high_inflation_is_taken_out_of_growth(app: Flask) -> None:
    data = json.loads(run(app, EXAMPLES / "tehran-company.toml").output)
    real = (0.88 + 0.46) / 1.40 - 0.88
    assert data["book_without"] == pytest.approx(_tended_book(data) * (0.88 + real) ** 3, rel=1e-6)
    assert "real_fall" in data["notes"]


def _tended_book(data: dict[str, object]) -> float:
    levels = data["levels"]
    assert isinstance(levels, dict)
    return float(levels["mid"]["book_tended"])


def test_four_amounts_stand_in_for_retention_and_expansion(app: Flask) -> None:
    numbers = json.loads(run(app, AGENCY).output)["numbers"]
    assert numbers["grr"]["likely"] == pytest.approx((900 - 45 - 81) / 900)
    assert numbers["expansion"]["likely"] == pytest.approx(63 / 900)


@pytest.mark.parametrize(
    ("left_out", "added", "said"),
    [
        ("book", "", "book: This answer is needed."),
        ("book", 'book = "980000"', "book: We can’t read this as a number"),
        ("book", "book = nan", "book: We can’t read this as a number"),
        ("margin", "margin = 154", "margin: Please give 100 or less."),
        ("accounts", "accounts = 14.5", "accounts: Please give a whole number"),
        ("unowned", "unowned = 7", "unowned: One of: 0, 1, 2, 3, 4, unknown."),
        ("tools", "tools = { value = 1, sure = 'perhaps' }", "tools: Say how sure"),
        ("tools", "spare_parts = 3", "spare_parts: There is no such question."),
        ("in_post", "grr = 95", "grr: You wrote 95%, but the four amounts give 86%."),
    ],
)
def test_what_is_wrong_is_named_with_what_to_do(
    app: Flask, tmp_path: Path, left_out: str, added: str, said: str
) -> None:
    found = run(app, without(left_out, tmp_path, added))
    assert found.exit_code == 1
    assert said in found.output
    assert "Traceback" not in found.output


def test_every_problem_is_told_at_once(app: Flask, tmp_path: Path) -> None:
    found = run(app, without("book", tmp_path, "bok = 3", "margin2 = 4"))
    assert all(word in found.output for word in ("book:", "bok:", "margin2:"))


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("answers.toml", "accounts = = 3", "can’t be read"),
        ("answers.json", "[1, 2]", "it must hold one table of answers"),
        ("answers.csv", "a,b", "must end in .json or .toml"),
        ("answers.json", "[" * 100_000, "can’t be read"),
    ],
)
def test_a_file_that_is_no_table_of_answers_is_refused(
    app: Flask, tmp_path: Path, name: str, text: str, said: str
) -> None:
    file = tmp_path / name
    file.write_text(text, encoding="utf-8")
    found = run(app, file)
    assert found.exit_code == 1
    assert said in found.output


def test_a_missing_file_is_told_in_persian_too(app: Flask, tmp_path: Path) -> None:
    found = run(app, tmp_path / "nothing.toml", "--language", "fa")
    assert found.exit_code == 1
    assert "خوانده نشد" in found.output


def test_a_place_that_cannot_be_written_is_told(app: Flask, tmp_path: Path) -> None:
    found = run(app, AGENCY, "--out", tmp_path / "no" / "such" / "folder.json")
    assert found.exit_code == 1
    assert "can’t be written" in found.output


def test_what_the_amounts_tell_keeps_within_its_limits(app: Flask, tmp_path: Path) -> None:
    file = without("kept_start", tmp_path, "kept_start = 1e-17")
    widest = file.read_text(encoding="utf-8").replace("kept_shrunk = 45000", "kept_shrunk = 0")
    file.write_text(widest.replace("kept_lost = 81000", "kept_lost = 0"), encoding="utf-8")
    assert "expansion: Please give 1,000 or less." in run(app, file).output


def test_a_choice_of_thousands_of_digits_is_refused(app: Flask, tmp_path: Path) -> None:
    found = run(app, without("unowned", tmp_path, f"unowned = 0x{'f' * 6000}"))
    assert "unowned: One of: 0, 1, 2, 3, 4, unknown." in found.output


def test_a_place_that_is_no_file_is_not_read(app: Flask, tmp_path: Path) -> None:
    (tmp_path / "answers.toml").mkdir()
    assert "it must be a plain file" in run(app, tmp_path / "answers.toml").output
