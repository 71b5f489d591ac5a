"""What is written about openings, candidates and scorecards: the act that each leaves, and the scene for it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from readiness.records import candidates, decisions, jobs, openings, scorecards
from readiness.records.candidates import Applicant
from tests.records.company import Company
from tests.records.hiring import KEYS, PLAN, Hiring, rated

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
