"""Every route of the site with the policy that it must have: the table that access is held to."""

from __future__ import annotations

import re
from dataclasses import dataclass

from flask import Flask

from views import access
from views.access import POLICIES, Policy

TABLE = """
GET   /                                              ANYONE
GET   /L/                                            ANYONE
GET   /L/about                                       ANYONE
GET   /L/account                                     MEMBERS
GET   /L/account/email                               MEMBERS
POST  /L/account/email                               MEMBERS
GET   /L/account/leave                               MEMBERS
POST  /L/account/leave                               MEMBERS
GET   /L/account/name                                MEMBERS
POST  /L/account/name                                MEMBERS
GET   /L/account/password                            MEMBERS
POST  /L/account/password                            MEMBERS
GET   /L/account/second-step                         MEMBERS
POST  /L/account/second-step                         MEMBERS
POST  /L/account/second-step/codes                   MEMBERS
POST  /L/account/second-step/off                     MEMBERS
POST  /L/account/sessions/end                        MEMBERS
POST  /L/check                                       ANYONE
GET   /L/candidate                                   LINK_HOLDERS
GET   /L/candidate/<token>                           LINK_HOLDERS
POST  /L/candidate/groups                            LINK_HOLDERS
POST  /L/candidate/leave                             LINK_HOLDERS
POST  /L/candidate/test                              LINK_HOLDERS
GET   /L/check/<section>                             CHECK_READERS
POST  /L/check/<section>                             CHECK_WRITERS
GET   /L/check/link                                  CHECK_READERS
POST  /L/check/link/delete                           CHECK_HOLDERS
POST  /L/check/link/renew                            CHECK_HOLDERS
GET   /L/check/not-yet-for-you                       CHECK_READERS
GET   /L/check/report.json                           CHECK_READERS
GET   /L/check/report.pdf                            CHECK_READERS
GET   /L/check/result                                CHECK_READERS
GET   /L/check/review                                CHECK_READERS
GET   /L/deleted                                     ANYONE
GET   /L/forgotten                                   ANYONE
POST  /L/forgotten                                   ANYONE
GET   /L/invitation/<token>                          LINK_HOLDERS
POST  /L/invitation/<token>                          LINK_HOLDERS
GET   /L/reset/<token>                               LINK_HOLDERS
POST  /L/reset/<token>                               LINK_HOLDERS
GET   /L/resume/<token>                              LINK_HOLDERS
POST  /L/resume/<token>                              LINK_HOLDERS
GET   /L/set-up                                      ANYONE
POST  /L/set-up                                      ANYONE
GET   /L/sign-in                                     ANYONE
POST  /L/sign-in                                     ANYONE
POST  /L/sign-in/code                                ANYONE
POST  /L/sign-out                                    ANYONE
GET   /L/workspace/audit                             OWNERS
GET   /L/workspace/audit.csv                         OWNERS
GET   /L/workspace/candidates/<int:candidate_id>     MEMBERS
GET   /L/workspace/candidates/<int:candidate_id>/card RATERS
POST  /L/workspace/candidates/<int:candidate_id>/card RATERS
GET   /L/workspace/candidates/<int:candidate_id>/card/lock RATERS
POST  /L/workspace/candidates/<int:candidate_id>/card/lock RATERS
GET   /L/workspace/candidates/<int:candidate_id>/card/reopen/<int:person_id> STAFF
POST  /L/workspace/candidates/<int:candidate_id>/card/reopen/<int:person_id> STAFF
POST  /L/workspace/candidates/<int:candidate_id>/decision STAFF
GET   /L/workspace/candidates/<int:candidate_id>/summary.<ending> MEMBERS
GET   /L/workspace/checks                            READERS
POST  /L/workspace/checks                            OWNERS
POST  /L/workspace/checks/<int:check_id>/again       OWNERS
GET   /L/workspace/checks/<int:check_id>/delete      OWNERS
POST  /L/workspace/checks/<int:check_id>/delete      OWNERS
POST  /L/workspace/checks/<int:check_id>/open        READERS
POST  /L/workspace/checks/adopt                      OWNERS
GET   /L/workspace/checks/compare                    READERS
GET   /L/workspace/fairness                          STAFF
GET   /L/workspace/fairness.<ending>                 STAFF
GET   /L/workspace/logo                              MEMBERS
GET   /L/workspace/openings                          MEMBERS
GET   /L/workspace/openings/<int:opening_id>         MEMBERS
POST  /L/workspace/openings/<int:opening_id>/close   STAFF
GET   /L/workspace/openings/<int:opening_id>/compare MEMBERS
GET   /L/workspace/openings/<int:opening_id>/compare.<ending> MEMBERS
GET   /L/workspace/openings/<int:opening_id>/debrief.<ending> MEMBERS
GET   /L/workspace/openings/<int:opening_id>/delete  STAFF
POST  /L/workspace/openings/<int:opening_id>/delete  STAFF
GET   /L/workspace/openings/<int:opening_id>/judgement-key.pdf RATERS
GET   /L/workspace/openings/<int:opening_id>/judgement.pdf RATERS
GET   /L/workspace/openings/<int:opening_id>/kit.pdf RATERS
GET   /L/workspace/openings/<int:opening_id>/fairness STAFF
GET   /L/workspace/openings/<int:opening_id>/fairness.<ending> STAFF
GET   /L/workspace/openings/<int:opening_id>/panel   STAFF
POST  /L/workspace/openings/<int:opening_id>/panel   STAFF
GET   /L/workspace/openings/<int:opening_id>/plan    STAFF
POST  /L/workspace/openings/<int:opening_id>/plan    STAFF
GET   /L/workspace/openings/<int:opening_id>/rubric  MEMBERS
POST  /L/workspace/openings/<int:opening_id>/rubric  STAFF
GET   /L/workspace/openings/<int:opening_id>/rubric/new STAFF
POST  /L/workspace/openings/<int:opening_id>/rubric/new STAFF
GET   /L/workspace/openings/<int:opening_id>/work-sample-key.pdf RATERS
GET   /L/workspace/openings/<int:opening_id>/work-sample.pdf RATERS
GET   /L/workspace/openings/new                      STAFF
POST  /L/workspace/openings/new                      STAFF
GET   /L/workspace/people                            STAFF
POST  /L/workspace/people                            STAFF
GET   /L/workspace/people/<int:person_id>            STAFF
POST  /L/workspace/people/<int:person_id>/link       STAFF
POST  /L/workspace/people/<int:person_id>/remove     STAFF
POST  /L/workspace/people/<int:person_id>/role       STAFF
POST  /L/workspace/people/<int:person_id>/second-step OWNERS
GET   /L/workspace/settings                          OWNERS
POST  /L/workspace/settings                          OWNERS
GET   /L/workspace/settings/assumptions              OWNERS
POST  /L/workspace/settings/assumptions              OWNERS
POST  /L/workspace/settings/logo                     OWNERS
POST  /L/workspace/settings/logo/remove              OWNERS
GET   /L/workspace/candidates/<int:candidate_id>/contact STAFF
POST  /L/workspace/candidates/<int:candidate_id>/contact STAFF
GET   /L/workspace/candidates/<int:candidate_id>/edit STAFF
POST  /L/workspace/candidates/<int:candidate_id>/edit STAFF
GET   /L/workspace/candidates/<int:candidate_id>/erase STAFF
POST  /L/workspace/candidates/<int:candidate_id>/erase STAFF
GET   /L/workspace/candidates/<int:candidate_id>/export STAFF
POST  /L/workspace/candidates/<int:candidate_id>/export STAFF
GET   /L/workspace/candidates/<int:candidate_id>/link STAFF
POST  /L/workspace/candidates/<int:candidate_id>/link STAFF
GET   /L/workspace/candidates/<int:candidate_id>/log STAFF
GET   /L/workspace/openings/<int:opening_id>/candidates MEMBERS
GET   /L/workspace/openings/<int:opening_id>/candidates/import STAFF
POST  /L/workspace/openings/<int:opening_id>/candidates/import STAFF
POST  /L/workspace/openings/<int:opening_id>/candidates/import/rows STAFF
GET   /L/workspace/openings/<int:opening_id>/candidates/new STAFF
POST  /L/workspace/openings/<int:opening_id>/candidates/new STAFF
GET   /L/workspace/openings/<int:opening_id>/candidates/notice MEMBERS
GET   /L/workspace/openings/<int:opening_id>/candidates/template.csv STAFF
GET   /static/<path:filename>                        ANYONE
GET   /typeface/<name>.ttf                           ANYONE
GET   /L/workspace/screening                         STAFF
POST  /L/workspace/screening                         STAFF
GET   /L/workspace/screening/<int:job_id>            STAFF
POST  /L/workspace/screening/<int:job_id>/delete     STAFF
GET   /L/workspace/screening/<int:job_id>/progress   STAFF
GET   /L/workspace/screening/<int:job_id>/result     STAFF
"""


@dataclass(frozen=True)
class Route:
    """One line of the table; `path` is below the language where it begins with /L/."""

    method: str
    path: str
    policy: Policy

    def address(self, samples: dict[str, object], language: str = "en") -> str:
        """Where it is, with something for each part that varies."""
        filled = re.sub(r"<(?:\w+:)?(\w+)>", lambda part: str(samples[part[1]]), self.path)
        return filled.replace("/L/", f"/{language}/", 1)

    @property
    def names_one(self) -> bool:
        """Whether it is about one person or one check, by its id."""
        return "_id>" in self.path


def read_table() -> tuple[Route, ...]:
    lines = (line.split() for line in TABLE.strip().splitlines())
    return tuple(Route(method, path, getattr(access, policy)) for method, path, policy in lines)


ROUTES = read_table()


def routes_of(app: Flask) -> dict[tuple[str, str], Policy | None]:
    """What the site itself has: method and path, the languages as one, with the policy that is applied."""
    policies = app.extensions[POLICIES]
    return {
        (method, re.sub("^/(en|fa)/", "/L/", rule.rule)): policies.get(rule.endpoint)
        for rule in app.url_map.iter_rules()
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
    }
