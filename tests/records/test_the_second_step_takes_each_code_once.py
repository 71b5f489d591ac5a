"""The second step of signing in: each code of the app or of the paper opens once, wrong ones change nothing."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pyotp
import pytest
from sqlalchemy import select

from readiness.records import clock, passwords, second_step
from readiness.records.audit import Wanted, entries
from readiness.records.database import Database, reading, writing
from readiness.records.links import LIFETIMES, make_link
from readiness.records.people import invite
from readiness.records.scope import EVERY, Actor
from readiness.records.second_step import (
    CODES,
    OFFERED_FOR,
    STEP,
    codes_left,
    fresh_codes,
    new_offer,
    offered,
    take_code,
    turn_off,
    turn_on,
)
from readiness.records.sessions import find_member
from readiness.records.signing_in import SignedIn, join, sign_in, sign_in_with_code
from readiness.records.tables import people, recovery_codes
from tests.records.company import Company

BROWSER, PASSWORD, EMAIL = "Firefox on Linux", "seven brown kettles sing", "person@mehr.example"
OLD, NEW = b"the old key of the site", b"the new key of the site"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
MOMENT = 1_800_000_000
Shift = Callable[[int], None]


class Clock:
    """Time that stands still until it is told to go on."""

    def __init__(self) -> None:
        self.moment = MOMENT

    def code(self, steps: int = 0) -> str:
        """What the app shows so many steps from now."""
        return pyotp.TOTP(SECRET).at(self.moment + steps * STEP)


@pytest.fixture
def time(monkeypatch: pytest.MonkeyPatch) -> Clock:
    found = Clock()
    monkeypatch.setattr(clock, "now", lambda: found.moment)
    return found


@pytest.fixture
def company(time: Clock, database: Database) -> Company:
    return Company(database)


@pytest.fixture
def somebody(company: Company) -> Actor:
    person, token = invite(company.database, company.owner, EMAIL, "viewer")
    assert join(company.database, token, "Person", passwords.hash_password(PASSWORD), BROWSER)
    return Actor(company.owner.workspace, person, "viewer")


@pytest.fixture
def paper(company: Company, somebody: Actor, time: Clock) -> list[str]:
    """The recovery codes, once the second step is on; the app's codes of a minute ago are used up."""
    codes = turn_on(company.database, somebody, SECRET, time.code(), (OLD,))
    assert codes
    time.moment += 2 * STEP
    return codes


def first_step(company: Company) -> str:
    found = sign_in(company.database, company.code, EMAIL, PASSWORD, BROWSER)
    assert found.token is None
    assert found.half
    return found.half


def second(company: Company, half: str, code: str, *keys: bytes) -> SignedIn:
    return sign_in_with_code(company.database, half, code, keys or (OLD,), BROWSER)


def takes(company: Company, somebody: Actor, code: str) -> bool:
    with writing(company.database) as connection:
        return take_code(connection, somebody, code, (OLD,))


def test_the_password_alone_no_longer_signs_in(company: Company, paper: list[str], time: Clock) -> None:
    half = first_step(company)
    assert find_member(company.database, half) is None
    found = second(company, half, time.code())
    assert found.token
    assert find_member(company.database, found.token)


def test_a_code_of_the_app_opens_once(company: Company, paper: list[str], time: Clock) -> None:
    assert second(company, first_step(company), time.code()).token
    assert second(company, first_step(company), time.code()).token is None
    time.moment += STEP
    assert second(company, first_step(company), time.code()).token


def test_the_code_that_switched_it_on_opens_nothing(company: Company, somebody: Actor, time: Clock) -> None:
    assert turn_on(company.database, somebody, SECRET, time.code(), (OLD,))
    assert second(company, first_step(company), time.code()).token is None


def test_an_earlier_code_than_the_last_one_opens_nothing(
    company: Company, somebody: Actor, paper: list[str], time: Clock
) -> None:
    assert takes(company, somebody, time.code())
    assert not takes(company, somebody, time.code(-1))


@pytest.mark.parametrize(("steps", "opens"), [(-2, False), (-1, True), (0, True), (1, True), (2, False)])
def test_clocks_may_differ_by_one_step(company: Company, somebody: Actor, time: Clock, steps: int, opens: bool) -> None:
    assert turn_on(company.database, somebody, SECRET, time.code(), (OLD,))
    time.moment += 20 * STEP
    assert takes(company, somebody, time.code(steps)) == opens


@pytest.mark.parametrize("kind", ["app", "paper"])
def test_of_twenty_who_use_one_code_one_gets_in(company: Company, paper: list[str], time: Clock, kind: str) -> None:
    code = time.code() if kind == "app" else paper[0]
    with writing(company.database) as connection:
        person = connection.execute(
            select(people.c.id).where(people.c.email == EMAIL).execution_options(**EVERY)
        ).scalar_one()
        halves = [
            make_link(connection, company.owner.workspace, person, "second_step", beside_earlier=True)
            for _ in range(20)
        ]
    with ThreadPoolExecutor(20) as crowd:
        found = list(crowd.map(lambda half: second(company, half, code), halves))
    assert len([one for one in found if one.token]) == 1


def test_of_twenty_with_one_password_step_and_codes_of_their_own_one_gets_in(
    company: Company, paper: list[str], time: Clock
) -> None:
    half = first_step(company)
    with ThreadPoolExecutor(CODES) as crowd:
        found = list(crowd.map(lambda code: second(company, half, code), paper))
    assert len([one for one in found if one.token]) == 1


def test_a_recovery_code_opens_once_however_it_is_written(company: Company, somebody: Actor, paper: list[str]) -> None:
    assert len(paper) == len(set(paper)) == CODES
    assert takes(company, somebody, f" {paper[0].lower().replace('-', ' ')} ")
    assert not takes(company, somebody, paper[0])
    assert takes(company, somebody, paper[1].replace("-", ""))
    assert codes_left(company.database, somebody) == CODES - 2


@pytest.mark.parametrize("zero", ["۰", "٠"])
def test_persian_and_arabic_digits_are_digits(
    company: Company, somebody: Actor, paper: list[str], time: Clock, zero: str
) -> None:
    code = "".join(chr(ord(zero) + int(digit)) for digit in time.code())
    assert takes(company, somebody, f"{code[:3]} {code[3:]}")


@pytest.mark.parametrize("wrong", ["", "000", "1234567", "²²²²²²", "-", "\0", "éé", "M7AJ-P6Q5-CADS-FLCI-HTQP-S7J2"])
def test_a_wrong_code_leaves_everything_as_it_was(company: Company, paper: list[str], time: Clock, wrong: str) -> None:
    half = first_step(company)
    found = second(company, half, wrong)
    assert (found.token, found.half) == (None, half)
    assert second(company, half, time.code()).token


def test_a_wrong_code_gives_no_more_time(company: Company, paper: list[str], time: Clock) -> None:
    half = first_step(company)
    time.moment += LIFETIMES["second_step"] - 1
    assert second(company, half, "000000").half
    time.moment += 1
    assert second(company, half, time.code()) == SignedIn()


def test_a_wrong_code_is_noted_on_the_account(company: Company, somebody: Actor, paper: list[str]) -> None:
    second(company, first_step(company), "000000")
    last = entries(company.database, company.owner, Wanted(action="sign_in_failed"))[0]
    assert (last.person, last.about, last.details) == (None, f"person:{somebody.person}", {"step": "second"})


def test_the_half_token_opens_no_other_account(company: Company, paper: list[str], time: Clock) -> None:
    other = Company(company.database)
    with writing(other.database) as connection:
        half = make_link(connection, other.owner.workspace, other.owner.person or 0, "second_step")
    assert second(company, half, time.code()).token is None
    assert second(company, half, paper[0]).token is None


def test_the_secret_cannot_be_read_in_the_database(company: Company, paper: list[str]) -> None:
    with reading(company.database) as connection:
        kept = connection.execute(select(people.c.second_step).execution_options(**EVERY)).scalars().all()
        hashes = connection.execute(select(recovery_codes.c.code_hash).execution_options(**EVERY)).scalars().all()
    assert not [value for value in kept if value and SECRET in value]
    assert not set(hashes) & {code.replace("-", "") for code in paper}


def test_a_new_key_of_the_site_keeps_it_working_and_takes_it_over(
    company: Company, paper: list[str], time: Clock
) -> None:
    assert second(company, first_step(company), time.code(), NEW, OLD).token
    time.moment += STEP
    assert second(company, first_step(company), time.code(), NEW).token  # sealed anew, so the old key may go


def test_without_its_key_only_the_paper_opens(company: Company, paper: list[str], time: Clock) -> None:
    assert second(company, first_step(company), time.code(), NEW).token is None
    assert second(company, first_step(company), paper[0], NEW).token


def test_it_is_switched_on_only_with_a_right_code(company: Company, somebody: Actor, time: Clock) -> None:
    assert turn_on(company.database, somebody, SECRET, "000000", (OLD,)) is None
    assert sign_in(company.database, company.code, EMAIL, PASSWORD, BROWSER).token


def test_switching_it_on_again_changes_nothing(
    company: Company, somebody: Actor, paper: list[str], time: Clock
) -> None:
    other = pyotp.random_base32()
    assert turn_on(company.database, somebody, other, pyotp.TOTP(other).at(time.moment), (OLD,)) is None
    assert takes(company, somebody, time.code())
    assert takes(company, somebody, paper[0])


def test_new_codes_end_the_old_ones(company: Company, somebody: Actor, paper: list[str]) -> None:
    fresh = fresh_codes(company.database, somebody)
    assert fresh
    assert not takes(company, somebody, paper[0])
    assert takes(company, somebody, fresh[0])


def test_off_is_off(company: Company, somebody: Actor, paper: list[str]) -> None:
    assert turn_off(company.database, somebody)
    assert not turn_off(company.database, somebody)
    assert fresh_codes(company.database, somebody) is None
    assert codes_left(company.database, somebody) == 0
    assert sign_in(company.database, company.code, EMAIL, PASSWORD, BROWSER).token


def test_an_offer_is_one_sessions_own_and_ends_in_time(time: Clock) -> None:
    offer = new_offer(7, (OLD,))
    assert offered(offer.sealed, 7, (NEW, OLD)) == offer
    assert offered(offer.sealed, 8, (OLD,)) is None
    assert offered(offer.sealed, 7, (NEW,)) is None
    assert offered(offer.sealed[:-6] + "AAAAA=", 7, (OLD,)) is None
    assert offered("é\udcff", 7, (OLD,)) is None
    assert offer.secret not in offer.sealed
    time.moment += OFFERED_FOR + 1
    assert offered(offer.sealed, 7, (OLD,)) is None


def test_what_is_kept_sealed_is_no_offer(time: Clock) -> None:
    kept = second_step._seal((OLD,)).encrypt(f"7:{SECRET}".encode()).decode()
    assert offered(kept, 7, (OLD,)) is None
