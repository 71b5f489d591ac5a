"""The papers of an interview as PDF: to whom they are given, in which language, and that the trail knows."""

from __future__ import annotations

from dataclasses import replace

import pytest

from readiness.candidates.snapshot import tailored, write_rubric
from readiness.records.audit import Wanted, entries
from tests.pages.owner import ROLE, say, text_of
from tests.reports.pdf_text import squeezed, words_of
from tests.workspace.cast import Cast, Somebody
from tests.workspace.openings_at_hand import KEYS, OPENINGS, USUAL, begin, on_panel

SHEETS = ("kit", "work-sample", "work-sample-key", "judgement", "judgement-key")


def printed(somebody: Somebody, path: str) -> str:
    answer = somebody.open(path)
    assert answer.status_code == 200, path
    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.headers["Content-Disposition"].startswith("attachment; filename=")
    return squeezed(words_of(answer.get_data()))


def questions(number: int, language: str = "en") -> str:
    return squeezed(ROLE.rubric.competencies[number].questions[0].text[language])[:30]


@pytest.mark.parametrize("language", ["en", "fa"])
def test_an_interviewer_gets_their_own_share(cast: Cast, language: str) -> None:
    opening = begin(cast)
    on_panel(cast, opening, owner=KEYS[4:8], interviewer=KEYS[:4])
    kit = printed(cast.sign_in("interviewer", language), f"{OPENINGS}/{opening}/kit.pdf")
    assert questions(0, language) in kit
    assert questions(4, language) not in kit
    assert "SaraHolm" in kit


def test_who_runs_it_may_print_everybodys_and_others_only_their_own(cast: Cast, owner: Somebody) -> None:
    opening = begin(cast)
    on_panel(cast, opening, owner=KEYS[4:8], interviewer=KEYS[:4])
    theirs, own = (cast.actors[who].person for who in ("interviewer", "owner"))
    kit = f"{OPENINGS}/{opening}/kit.pdf"
    assert "SaraHolm" in printed(owner, f"{kit}?person={theirs}")
    assert cast.sign_in("interviewer").open(f"{kit}?person={own}").status_code == 404
    assert owner.open(f"{kit}?person=999").status_code == 404
    whole = printed(cast.sign_in("hr"), kit)
    assert all(questions(number) in whole for number in (0, 4, 11))


def test_every_paper_is_offered_and_noted(cast: Cast, owner: Somebody) -> None:
    opening = begin(cast)
    page = owner.see(f"{OPENINGS}/{opening}")
    for sheet in SHEETS:
        assert all(f"/{language}/{OPENINGS}/{opening}/{sheet}.pdf" in page for language in ("en", "fa"))
        printed(owner, f"{OPENINGS}/{opening}/{sheet}.pdf")
    noted = entries(cast.database, owner.actor, Wanted(action="report_downloaded"))
    assert [entry.details["sheet"] for entry in reversed(noted)] == [sheet.replace("-", "_") for sheet in SHEETS]
    trail = text_of(owner.see("workspace/audit"))
    assert say("audit.sheet_judgement_key") in trail


def test_what_the_rubric_has_no_longer_is_not_printed(cast: Cast, owner: Somebody) -> None:
    asked = {item.competency for item in (*ROLE.rubric.judgement, *ROLE.rubric.work_sample.tasks)}
    left = [key for key in KEYS if key not in asked][:4]
    made = [replace(one, key=f"own_{n}", questions=tuple(replace(q, key=f"own_{n}_{q.kind}") for q in one.questions))
            for n, one in enumerate(ROLE.rubric.competencies[:4], start=1)]  # fmt: skip
    own = [replace(one, method="interview") for one in made]
    rubric = tailored(ROLE.rubric, dict.fromkeys(left, 1), own)
    opening = begin(cast, replace(USUAL, rubric=write_rubric(rubric)))
    page = owner.see(f"{OPENINGS}/{opening}")
    for sheet in SHEETS[1:]:
        assert f"{sheet}.pdf" not in page
        assert owner.open(f"{OPENINGS}/{opening}/{sheet}.pdf").status_code == 404


def test_viewers_print_nothing(cast: Cast) -> None:
    opening = begin(cast)
    viewer = cast.sign_in("viewer")
    assert ".pdf" not in viewer.see(f"{OPENINGS}/{opening}")
    assert viewer.open(f"{OPENINGS}/{opening}/judgement-key.pdf").status_code == 403
