"""What is written about openings, candidates and scorecards: the act that each leaves, and the scene for it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from readiness.candidates.applicants import Applicant
from readiness.records import (
    candidate_imports,
    candidate_privacy,
    candidates,
    clock,
    decisions,
    jobs,
    openings,
    scorecards,
    self_reports,
)
from readiness.records.database import Database
from readiness.records.scope import Actor
from tests.records.company import Company
from tests.records.hiring import KEYS, PLAN, Hiring, age, rated

Write = Callable[[], object]
Act = Callable[[Hiring], object]


def hiring_scenes() -> dict[str, tuple[str, Callable[[Company], Write]]]:
    return {
        "openings.begin_opening": (
            "opening_opened",
            lambda co: lambda: openings.begin_opening(co.database, co.owner, "account_manager", PLAN),
        ),
        "openings.change_opening": ("opening_changed", of(_change)),
        "openings.share_out": (
            "panel_changed",
            of(lambda on: openings.share_out(on.database, on.owner, on.opening, {int(on.owner.person or 0): KEYS})),
        ),
        "openings.close_opening": (
            "opening_closed",
            of(lambda on: openings.close_opening(on.database, on.owner, on.opening)),
        ),
        "openings.delete_opening": (
            "opening_deleted",
            of(lambda on: openings.delete_opening(on.database, on.owner, on.opening)),
        ),
        "candidates.add_candidate": ("candidate_added", of(lambda on: on.adds("Somebody Else"))),
        "candidates.change_candidate": (
            "candidate_changed",
            of(lambda on: candidates.change_candidate(on.database, on.owner, on.candidate, 1, Applicant("Nora W."))),
        ),
        "candidate_imports.import_candidates": (
            "candidates_imported",
            of(
                lambda on: candidate_imports.import_candidates(
                    on.database, on.owner, on.opening, [Applicant("A"), Applicant("B")]
                )
            ),
        ),
        "candidate_privacy.erase_candidate": ("candidate_erased", of_candidate(candidate_privacy.erase_candidate)),
        "candidate_privacy.purge_candidates": ("candidates_purged", _purge),
        "self_reports.make_own_link": ("candidate_link_made", of_candidate(self_reports.make_own_link)),
        "self_reports.end_own_link": ("candidate_link_ended", _end_link),
        "self_reports.tell_groups": (
            "groups_told",
            of_own_page(lambda db, page: self_reports.tell_groups(db, page, {"gender": "woman"})),
        ),
        "self_reports.keep_judgement": (
            "judgement_sent",
            of_own_page(lambda db, page: self_reports.keep_judgement(db, page, {"item": "option"}, send=True)),
        ),
        "scorecards.save_card": (
            "card_saved",
            of(lambda on: scorecards.save_card(on.database, on.raters[0], on.candidate, 0, rated())),
        ),
        "scorecards.lock_card": ("card_locked", _lock),
        "scorecards.reopen_card": ("card_reopened", _reopen),
        "decisions.decide": (
            "decided",
            of(lambda on: decisions.decide(on.database, on.owner, on.candidate, "hold", "Wait for the others")),
        ),
        "jobs.start_job": (
            "job_started",
            lambda co: lambda: jobs.start_job(co.database, co.owner, "screen", {}, b"a file"),
        ),
        "jobs.delete_job": ("job_deleted", _delete_job),
    }


def of(act: Act) -> Callable[[Company], Write]:
    def scene(company: Company) -> Write:
        hiring = Hiring(company)
        return lambda: act(hiring)

    return scene


def of_candidate(act: Callable[[Database, Actor, int], object]) -> Callable[[Company], Write]:
    return of(lambda on: act(on.database, on.owner, on.candidate))


def of_own_page(act: Callable[[Database, self_reports.OwnPage], object]) -> Callable[[Company], Write]:
    def scene(company: Company) -> Write:
        on = Hiring(company)
        page = self_reports.open_own_page(on.database, self_reports.make_own_link(on.database, on.owner, on.candidate))
        assert page
        return lambda: act(on.database, page)

    return scene


def _end_link(company: Company) -> Write:
    on = Hiring(company)
    self_reports.make_own_link(on.database, on.owner, on.candidate)
    return lambda: self_reports.end_own_link(on.database, on.owner, on.candidate)


def _purge(company: Company) -> Write:
    on = Hiring(company)
    age(on.database, on.owner, on.candidate, clock.months_ago(7))
    return lambda: candidate_privacy.purge_candidates(on.database)


def _change(on: Hiring) -> object:
    return openings.change_opening(on.database, on.owner, on.opening, 1, replace(PLAN, title="Another title"))


def _lock(company: Company) -> Write:
    on = Hiring(company)
    scorecards.save_card(on.database, on.raters[0], on.candidate, 0, rated())
    return lambda: scorecards.lock_card(on.database, on.raters[0], on.candidate, 1)


def _reopen(company: Company) -> Write:
    on = Hiring(company)
    on.rates(on.raters[0])
    return lambda: scorecards.reopen_card(on.database, on.owner, on.candidate, int(on.raters[0].person or 0))


def _delete_job(company: Company) -> Write:
    started = jobs.start_job(company.database, company.owner, "screen", {}, b"a file")
    return lambda: jobs.delete_job(company.database, company.owner, started)
