"""A list of candidates is taken in whole or not at all, and bringing it twice adds nothing."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from readiness.candidates.applicants import HEADINGS, Applicant, applicants_of
from readiness.records import candidate_imports
from readiness.records.candidate_imports import Imported, count_new, import_candidates
from readiness.records.candidates import Wish, find_candidate, list_candidates
from readiness.records.database import Database
from readiness.records.openings import close_opening
from readiness.records.people import Refused
from readiness.sheets.columns import match_columns
from readiness.sheets.reading import read_sheet
from tests.records.company import Company
from tests.records.hiring import Hiring

STAGES = {"applied": "applied", "Interview": "interview", "مصاحبه": "interview"}


def read(text: str) -> tuple[list[Applicant], list[tuple[int | None, str]]]:
    sheet = read_sheet(text.encode(), "list.csv")
    found, problems = applicants_of(sheet, match_columns(sheet.headings, HEADINGS), STAGES)
    return found, [(problem.line, problem.code) for problem in problems]


def test_the_same_list_twice_adds_nothing(database: Database) -> None:
    on = Hiring(Company(database), names_hidden=False)
    people = [Applicant("Nora Vale", "nora@example.org"), Applicant("A", phone="1"), Applicant("B")]
    assert count_new(database, on.owner, on.opening, people) == 2
    assert import_candidates(database, on.owner, on.opening, people) == Imported(added=2, same=1)
    assert import_candidates(database, on.owner, on.opening, people) == Imported(added=0, same=3)
    listed = list_candidates(database, on.owner, on.opening, Wish())
    assert [(each.number, each.name) for each in listed] == [(1, "Nora Vale"), (2, "A"), (3, "B")]


def test_two_of_one_kind_in_a_list_leave_nothing_half_done(database: Database) -> None:
    on = Hiring(Company(database))
    before = on.company.rows(with_trail=True)
    with pytest.raises(Refused, match="already_here"):
        import_candidates(database, on.owner, on.opening, [Applicant("A"), Applicant("B"), Applicant("A")])
    assert on.company.rows(with_trail=True) == before


def test_the_same_list_by_several_at_once_adds_everybody_once(database: Database) -> None:
    on = Hiring(Company(database), names_hidden=False)
    people = [Applicant(f"Applicant {number}") for number in range(50)]
    with ThreadPoolExecutor(4) as several:
        done = list(several.map(lambda _: import_candidates(database, on.owner, on.opening, people), range(4)))
    assert sorted((each.added, each.same) for each in done) == [(0, 50), (0, 50), (0, 50), (50, 0)]
    listed = list_candidates(database, on.owner, on.opening, Wish(), most=None)
    assert [each.number for each in listed] == list(range(1, 52))


def test_who_became_one_of_the_list_meanwhile_leaves_it_undone(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As if somebody were given the e-mail between the look at who is here and the writing."""
    on = Hiring(Company(database))
    before = on.company.rows(with_trail=True)
    monkeypatch.setattr(candidate_imports, "_new_ones", lambda *given: given[-1])
    with pytest.raises(Refused, match="already_here"):
        import_candidates(database, on.owner, on.opening, [Applicant("A"), Applicant("N. Vale", "nora@example.org")])
    assert on.company.rows(with_trail=True) == before


def test_a_closed_opening_and_another_companys_take_nobody(database: Database) -> None:
    on = Hiring(Company(database))
    with pytest.raises(Refused, match="nobody"):
        import_candidates(database, Company(database).owner, on.opening, [Applicant("A")])
    close_opening(database, on.owner, on.opening)
    with pytest.raises(Refused, match="closed"):
        import_candidates(database, on.owner, on.opening, [Applicant("A")])


def test_columns_are_known_in_both_languages() -> None:
    english = read("First name,Surname,E-mail,Mobile,Status,Owned\nNora,Vale,N@Example.org,+49 30 1,Interview,yes\n")
    persian = read("نام,نام خانوادگی,ایمیل,موبایل,مرحله,مسئولیت مشتری\nنورا,والی,n@example.org,۰۲۱ ۵۵۵,مصاحبه,بله\n")
    assert english == ([Applicant("Nora Vale", "n@example.org", "+49 30 1", {}, "yes", "", "interview")], [])
    assert persian == ([Applicant("نورا والی", "n@example.org", "021 555", {}, "yes", "", "interview")], [])


def test_each_bad_row_is_told_once_by_its_line() -> None:
    rows = ("Nora,n@example.org,,,", ",x@example.org,,,", "A,no address,,,", "B,,=cmd,,", "C,,,perhaps,", "D,,,,Mars")
    found, problems = read("\n".join(("name,email,phone,owned,stage", *rows, "E,n@example.org,bad phone,,")))
    assert [applicant.name for applicant in found] == ["Nora"]
    codes = ("name_missing", "email_wrong", "phone_wrong", "owned_wrong", "stage_wrong", "phone_wrong")
    assert problems == [(line, f"row_{code}") for line, code in enumerate(codes, 3)]


def test_one_person_in_two_rows_is_told() -> None:
    assert read("name,email\nNora,n@example.org\nNora V.,N@example.org\n")[1] == [(3, "row_twice")]


def test_words_are_kept_as_they_were_typed(database: Database) -> None:
    on = Hiring(Company(database), names_hidden=False)
    import_candidates(database, on.owner, on.opening, [Applicant("=cmd|'/C calc'!A0")])
    found = list_candidates(database, on.owner, on.opening, Wish(order="number", falling=True))[0]
    assert found.name == "=cmd|'/C calc'!A0"
    assert find_candidate(database, on.owner, found.id) == found
