"""A result is reckoned with the assumptions of the house whose it is, and page, PDF and data all say so."""

from __future__ import annotations

import pytest

from readiness.reports.house import House
from tests.pages.owner import Owner, text_of
from views import result


@pytest.fixture
def _housed(monkeypatch: pytest.MonkeyPatch) -> None:
    house = House("Sorrel & Lake", calendar="jalali", assumptions={"on_cost": 1.45, "discount": 25})
    monkeypatch.setattr(result, "house_of", lambda _reader, **_: house)


@pytest.mark.usefixtures("_housed")
def test_page_pdf_and_data_rest_on_the_assumptions_of_the_house(owner: Owner) -> None:
    owner.answer_everything()
    page = text_of(owner.open("result").get_data(as_text=True))
    assert "Reckoned with 2 assumptions that differ from the standard" in page
    assert "Set by your workspace; standard: 1.3 × base pay" in page.replace("\u00a0", " ")
    assert "× 1.45" in page
    told = owner.open("report.json").json
    assert [found["assumption"] for found in told["assumptions_set"]] == ["on_cost", "discount"]
    assert owner.open("report.pdf").data.startswith(b"%PDF")


@pytest.mark.usefixtures("_housed")
def test_what_is_tried_starts_from_the_assumptions_of_the_house(owner: Owner) -> None:
    owner.answer_everything()
    page = text_of(owner.open("result").get_data(as_text=True)).replace("\u00a0", " ")
    assert "now 1.45" in page
    assert "now 25%" in page


def test_without_a_house_all_is_at_its_standard(owner: Owner) -> None:
    owner.answer_everything()
    assert "differ from the standard" not in text_of(owner.open("result").get_data(as_text=True))
    assert owner.open("report.json").json["assumptions_set"] == []
