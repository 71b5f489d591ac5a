"""Large files take seconds each: nobody has so many made at once that others get no page."""

from __future__ import annotations

import pytest
from flask import Flask

from tests.pages.owner import say
from tests.workspace.cast import Cast
from tests.workspace.openings_at_hand import begin
from views.paper_downloads import ALL, EACH, MAKING, Making


@pytest.fixture
def making(app: Flask) -> Making:
    kept: Making = app.extensions.setdefault(MAKING, Making())
    return kept


def test_one_person_has_two_made_at_once(cast: Cast, making: Making) -> None:
    viewer, there = cast.sign_in("viewer"), f"workspace/openings/{begin(cast)}/compare.csv"
    making.of[viewer.actor.person or 0] = EACH
    refused = viewer.open(there)
    assert (refused.status_code, "Retry-After" in refused.headers) == (429, True)
    assert say("errors.text_busy") in refused.get_data(as_text=True)
    assert cast.sign_in("hr").open(there).status_code == 200
    making.of.clear()
    assert [viewer.open(there).status_code for _ in range(EACH + 1)] == [200] * (EACH + 1)
    assert not making.of


def test_all_together_have_six_made_at_once(cast: Cast, making: Making) -> None:
    making.of.update({-number: 1 for number in range(1, ALL + 1)})
    there = f"workspace/openings/{begin(cast)}/compare.csv"
    assert cast.sign_in("viewer").open(there).status_code == 429
    assert making.of.total() == ALL


def test_a_file_that_failed_is_made_no_longer(making: Making) -> None:
    def fail() -> None:
        with making.one_more(7) as may:
            raise ZeroDivisionError(may)

    with pytest.raises(ZeroDivisionError, match="True"):
        fail()
    assert not making.of
