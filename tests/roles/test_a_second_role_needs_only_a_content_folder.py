"""A role that nobody programmed for: only its content folder is new, and the whole way works, in both languages."""

from __future__ import annotations

import re
import shutil
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from readiness.library import CONTENT, load_library
from readiness.questionnaire import Question, Section

EXAMPLE = Path(__file__).parents[2] / "docs/examples/small-agency.toml"
NEW_QUESTION = """
[[sections.questions]]
key = "onboarding"
kind = "choice"
dimension = "team"
name = { en = "The first ninety days", fa = "نود روز اول" }
text = { en = "What happens in a client’s first ninety days?", fa = "در نود روز اول مشتری چه می‌کنید؟" }
why = { en = "Most clients who leave decide then.", fa = "بیشتر مشتریانی که می‌روند همان وقت تصمیم می‌گیرند." }
counts = { en = "Go by the last three clients.", fa = "سه مشتری آخر را در نظر بگیرید." }
step = { en = "Write down the first week.", fa = "هفته‌ی اول را بنویسید." }
"""
OPTIONS = "".join(
    f'\n[[sections.questions.options]]\nvalue = "{points}"\n'
    f'text = {{ en = "Answer worth {points}", fa = "پاسخ با امتیاز {digit}" }}\n'
    for points, digit in enumerate("۰۱۲۳۴")
)


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """The site's content with one more folder: a customer success manager, asked one more question."""
    folder = tmp_path / "content"
    shutil.copytree(CONTENT, folder)
    role = shutil.copytree(folder / "account_manager", folder / "success_manager")
    about = (role / "role.toml").read_text(encoding="utf-8")
    about = about.replace('key = "account_manager"', 'key = "success_manager"')
    about = about.replace("account manager", "success manager").replace("مدیر حساب", "مدیر موفقیت")
    (role / "role.toml").write_text(about, encoding="utf-8")
    asked = (role / "company.toml").read_text(encoding="utf-8")
    before = asked.index("[[sections.questions]]", asked.index('key = "team"\n'))
    (role / "company.toml").write_text(
        asked[:before] + NEW_QUESTION + OPTIONS + "\n" + asked[before:], encoding="utf-8"
    )
    return folder


@pytest.fixture
def site(content: Path, make_app: Callable[..., Flask]) -> Flask:
    return make_app(CONTENT=content)


def csrf(page: str) -> str:
    found = re.search(r'name="csrf" value="([^"]+)"', page)
    assert found
    return found[1]


def fields_of(section: Section) -> dict[str, str]:
    """What a person would send for one step: the example's answers, and 3 for what it doesn't know."""
    example = tomllib.loads(EXAMPLE.read_text(encoding="utf-8"))
    fields: dict[str, str] = {}
    for question in section.questions:
        answer = example.get(question.key, "" if question.kind != "choice" else "3")
        fields |= _field(question, answer)
    return fields


def _field(question: Question, answer: object) -> dict[str, str]:
    if not question.is_number:
        return {f"question_{question.key}": str(answer)}
    value, sure = (answer["value"], answer["sure"]) if isinstance(answer, dict) else (answer, "exact")
    return {f"question_{question.key}": str(value), f"sure_{question.key}": str(sure)}


def walk(client: FlaskClient, content: Path, language: str) -> None:
    """Start a check of the new role and answer every step, each leading to the next, up to the review."""
    home = client.get(f"/{language}/").get_data(as_text=True)
    answer = client.post(f"/{language}/check", data={"csrf": csrf(home), "role": "success_manager"})
    for section in load_library(content).roles["success_manager"].questionnaire.sections:
        assert answer.location.partition("?")[0].endswith(f"/{language}/check/{section.key}")
        page = client.get(answer.location).get_data(as_text=True)
        answer = client.post(
            f"/{language}/check/{section.key}", data={"csrf": csrf(page), "go": "next", **fields_of(section)}
        )
        assert answer.status_code == 303, section.key
    assert answer.location.endswith("/check/review")


@pytest.mark.parametrize(
    ("language", "name", "question"),
    [("en", "success manager", "The first ninety days"), ("fa", "مدیر موفقیت", "نود روز اول")],
)
def test_a_made_up_role_walks_from_the_first_question_to_every_download(
    site: Flask, content: Path, language: str, name: str, question: str
) -> None:
    client = site.test_client()
    walk(client, content, language)

    result = client.get(f"/{language}/check/result")
    assert result.status_code == 200
    assert name in result.get_data(as_text=True)

    pdf = client.get(f"/{language}/check/report.pdf")
    assert pdf.data.startswith(b"%PDF")

    report = client.get(f"/{language}/check/report.json").get_json()
    assert report["role"] == "success_manager"
    assert report["items"]["onboarding"]["points"]["likely"] == 3
    assert question in [row["question"] for row in report["words"]["answers"]]


def test_the_first_page_offers_every_role_by_its_name(site: Flask) -> None:
    page = site.test_client().get("/en/").get_data(as_text=True)
    assert 'value="account_manager"' in page
    assert 'value="success_manager"' in page
    assert "success manager" in page.lower()
