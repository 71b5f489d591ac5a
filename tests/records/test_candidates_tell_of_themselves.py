"""A candidate's own page opens by its link alone; what is told there is kept apart, and the test is sent once."""

from __future__ import annotations

import pytest
from sqlalchemy import update

from readiness.records import clock, self_reports
from readiness.records.candidate_privacy import erase_candidate
from readiness.records.candidates import find_candidate
from readiness.records.database import Database, writing
from readiness.records.people import Refused
from readiness.records.scope import Actor
from readiness.records.self_reports import OwnPage, SelfReport, open_own_page, read_all, read_judgement
from readiness.records.tables import candidates
from tests.records.company import Company
from tests.records.hiring import Hiring


@pytest.fixture
def on(database: Database) -> Hiring:
    return Hiring(Company(database))


def opened(on: Hiring) -> OwnPage:
    page = open_own_page(on.database, self_reports.make_own_link(on.database, on.owner, on.candidate))
    assert page
    return page


def test_the_link_opens_this_candidates_page(on: Hiring) -> None:
    page = opened(on)
    assert (page.candidate, page.workspace_name, page.retention_months) == (on.candidate, "Mehr", 6)
    assert (page.title, page.judged_at) == ("Account manager, Tabriz", None)


def test_a_link_ends_by_a_new_one_by_hand_and_by_time(on: Hiring) -> None:
    first = self_reports.make_own_link(on.database, on.owner, on.candidate)
    second = self_reports.make_own_link(on.database, on.owner, on.candidate)
    assert open_own_page(on.database, first) is None
    mine = candidates.c.workspace_id == on.owner.workspace, candidates.c.id == on.candidate
    with writing(on.database) as connection:
        connection.execute(update(candidates).where(*mine).values(link_until=clock.now()))
    assert open_own_page(on.database, second) is None
    third = self_reports.make_own_link(on.database, on.owner, on.candidate)
    self_reports.end_own_link(on.database, on.owner, on.candidate)
    assert open_own_page(on.database, third) is None
    assert self_reports.link_ends(on.database, on.owner, on.candidate) is None


def test_another_company_makes_no_link(on: Hiring) -> None:
    with pytest.raises(Refused, match="nobody"):
        self_reports.make_own_link(on.database, Company(on.database).owner, on.candidate)


def test_groups_replace_each_other_and_can_be_taken_back(on: Hiring) -> None:
    page = opened(on)
    self_reports.tell_groups(on.database, page, {"gender": "gender_man", "age": "age_25_34"})
    self_reports.tell_groups(on.database, page, {"gender": "gender_woman"})
    told = [SelfReport(on.candidate, on.opening, {"gender": "gender_woman"})]
    assert read_all(on.database, on.owner, on.opening) == read_all(on.database, on.owner) == told
    assert read_all(on.database, Company(on.database).owner) == []
    self_reports.tell_groups(on.database, page, {})
    assert read_all(on.database, on.owner) == []


@pytest.mark.parametrize("role", ["interviewer", "viewer"])
def test_only_staff_read_groups(on: Hiring, role: str) -> None:
    with pytest.raises(Refused):
        read_all(on.database, Actor(on.owner.workspace, 1, role))


def test_groups_never_stand_with_the_candidate(on: Hiring) -> None:
    self_reports.tell_groups(on.database, opened(on), {"gender": "gender_woman"})
    assert "gender" not in repr(find_candidate(on.database, on.owner, on.candidate))


def test_the_test_can_be_changed_until_it_is_sent(on: Hiring) -> None:
    page = opened(on)
    assert self_reports.keep_judgement(on.database, page, {"one": "a"}, send=False)
    assert read_judgement(on.database, on.owner, on.candidate) is None
    assert self_reports.keep_judgement(on.database, page, {"one": "b"}, send=True)
    assert not self_reports.keep_judgement(on.database, page, {"one": "c"}, send=True)
    assert read_judgement(on.database, on.owner, on.candidate) == {"one": "b"}


def test_the_test_is_closed_to_whoever_has_yet_to_rate(on: Hiring) -> None:
    self_reports.keep_judgement(on.database, opened(on), {"one": "b"}, send=True)
    assert read_judgement(on.database, on.raters[0], on.candidate) is None
    on.rates(on.raters[0])
    assert read_judgement(on.database, on.raters[0], on.candidate) == {"one": "b"}


def test_nothing_is_written_for_one_who_was_erased(on: Hiring) -> None:
    page = opened(on)
    erase_candidate(on.database, on.owner, on.candidate)
    for act in (
        lambda: self_reports.tell_groups(on.database, page, {"gender": "gender_woman"}),
        lambda: self_reports.keep_judgement(on.database, page, {"one": "b"}, send=True),
    ):
        with pytest.raises(Refused, match="nobody"):
            act()
