"""The page of people: who is here, inviting with a link that is shown once, another role, a new link, removing."""

from __future__ import annotations

import pytest
from werkzeug.test import TestResponse

from readiness.records.audit import Wanted, entries
from readiness.records.database import writing
from readiness.records.links import look_at_link
from readiness.records.people import (
    ROLES,
    Person,
    change_person,
    change_role,
    find_person,
    invite,
    list_people,
    remove_person,
)
from readiness.records.signing_in import join
from tests.pages.owner import say, text_of, value_of
from tests.workspace.cast import EMAILS, NAMES, Cast, Somebody

PEOPLE = "workspace/people"
NOBODY = 999_999


def told(answer: TestResponse) -> str:
    return text_of(answer.get_data(as_text=True))


def link_in(answer: TestResponse) -> str:
    assert answer.status_code == 200, answer.status
    return value_of(answer.get_data(as_text=True), 'id="link"')


def find(cast: Cast, email: str) -> Person | None:
    return next((each for each in list_people(cast.database, cast.actors["owner"]) if each.email == email), None)


def person_of(cast: Cast, who: str) -> str:
    return f"{PEOPLE}/{cast.actors[who].person}"


# --- who is here


@pytest.mark.parametrize("language", ["en", "fa"])
def test_everyone_of_the_workspace_is_listed_and_nobody_else(cast: Cast, language: str) -> None:
    invite(cast.database, cast.actors["owner"], "new@mehr.example", "viewer")
    with writing(cast.database) as connection:
        change_person(connection, 1, cast.actors["hr"].person or 0, second_step="sealed")
    page = text_of(cast.sign_in("hr", language).see(PEOPLE))
    for seen in (*NAMES.values(), *(EMAILS[role] for role in NAMES), "new@mehr.example"):
        assert seen in page
    assert EMAILS["rival"] not in page
    for word in ("invited_tag", "second_step_on", "second_step_off", "you"):
        assert say(f"people.{word}", language) in page


def test_a_removed_person_is_no_longer_listed(cast: Cast, owner: Somebody) -> None:
    remove_person(cast.database, owner.actor, cast.actors["viewer"].person or 0)
    assert NAMES["viewer"] not in owner.see(PEOPLE)
    assert owner.open(person_of(cast, "viewer")).status_code == 404


def test_a_name_stays_what_was_typed_and_does_nothing(cast: Cast, owner: Somebody) -> None:
    name = '<img src=x onerror=alert(1)> {{7*7}} "quoted"'
    with writing(cast.database) as connection:
        change_person(connection, 1, cast.actors["hr"].person or 0, name=name)
    for page in (PEOPLE, person_of(cast, "hr"), "workspace/audit"):
        shown = owner.see(page)
        assert "<img" not in shown
        assert name in text_of(shown)


# --- inviting


@pytest.mark.parametrize("language", ["en", "fa"])
def test_an_invitation_is_shown_once_and_opens_once(cast: Cast, language: str) -> None:
    owner = cast.sign_in("owner", language)
    answer = owner.press(PEOPLE, PEOPLE, email="  New@Mehr.Example ", role="interviewer")
    link = link_in(answer)
    assert link.startswith("http://localhost/en/invitation/")
    assert answer.headers["Cache-Control"] == "no-store"
    assert say("people.not_mailed", language) in told(answer)
    token = link.rsplit("/", 1)[1]
    assert token not in owner.see(PEOPLE)
    found = look_at_link(cast.database, token, "invite")
    assert found is not None
    assert (found.email, found.role, found.workspace) == ("new@mehr.example", "interviewer", 1)
    assert join(cast.database, token, "New Person", cast.password_hash, "Firefox")
    assert join(cast.database, token, "Second Person", cast.password_hash, "Firefox") is None
    assert "New Person" in owner.see(PEOPLE)


@pytest.mark.parametrize(
    ("email", "code"),
    [
        ("", "email_wrong"),
        ("no address", "email_wrong"),
        ("nul\x00@mehr.example", "email_wrong"),
        ("turned\u202e@mehr.example", "email_wrong"),
        (f"{'a' * 260}@mehr.example", "email_wrong"),
        (EMAILS["viewer"], "already_here"),
        (EMAILS["viewer"].upper(), "already_here"),
    ],
)
def test_an_address_that_cannot_be_invited_is_told_at_its_field(owner: Somebody, email: str, code: str) -> None:
    answer = owner.press(PEOPLE, PEOPLE, email=email, role="viewer")
    assert answer.status_code == 422
    page = answer.get_data(as_text=True)
    assert 'id="error-email"' in page
    assert say(f"errors.{code}") in text_of(page)


def test_an_invitation_needs_a_role(cast: Cast, owner: Somebody) -> None:
    for role in ({}, {"role": ""}, {"role": "emperor"}):
        answer = owner.press(PEOPLE, PEOPLE, email="new@mehr.example", **role)
        assert answer.status_code == 422
        assert say("errors.role_missing") in told(answer)
        assert value_of(answer.get_data(as_text=True), 'id="email"') == "new@mehr.example"
    assert find(cast, "new@mehr.example") is None


def test_hr_is_offered_no_owners_place_and_cannot_take_one(cast: Cast) -> None:
    hr = cast.sign_in("hr")
    assert 'value="owner"' not in hr.see(PEOPLE)
    answer = hr.press(PEOPLE, PEOPLE, email="new@mehr.example", role="owner")
    assert answer.status_code == 422
    assert say("errors.outranks") in told(answer)
    assert find(cast, "new@mehr.example") is None
    assert entries(cast.database, cast.actors["owner"], Wanted(action="denied"))[0].person == hr.actor.person


def test_whoever_left_can_be_invited_again(cast: Cast, owner: Somebody) -> None:
    whom = cast.actors["viewer"].person or 0
    remove_person(cast.database, owner.actor, whom)
    link_in(owner.press(PEOPLE, PEOPLE, email=EMAILS["viewer"], role="hr"))
    found = find(cast, EMAILS["viewer"])
    assert found is not None
    assert (found.id, found.role) == (whom, "hr")


# --- nothing but what a form asks for


SMUGGLED = {
    "workspace_id": "2",
    "workspace": "2",
    "person_id": "1",
    "id": "1",
    "removed_at": "1",
    "joined_at": "1",
    "password_hash": "x",
    "second_step": "x",
    "name": "Smuggled",
    "invited_at": "1",
}


def test_fields_that_a_form_has_not_do_nothing(cast: Cast, owner: Somebody) -> None:
    link_in(owner.press(PEOPLE, PEOPLE, email="new@mehr.example", role="viewer", **SMUGGLED))
    found = find(cast, "new@mehr.example")
    assert found is not None
    assert (found.role, found.name, found.joined_at, found.removed_at) == ("viewer", "", None, None)
    before = everyone(cast)
    one = f"{PEOPLE}/{found.id}"
    smuggled = SMUGGLED | {"email": "other@mehr.example"}
    owner.press(f"{one}/role", one, role="viewer", **smuggled)
    owner.press(f"{one}/second-step", one, role="owner", **smuggled)
    owner.press(f"{one}/remove", one, role="owner", **smuggled)
    assert everyone(cast) == before
    owner.press(f"{one}/role", one, role="interviewer", **smuggled)
    owner.press(f"{one}/link", one, role="owner", **smuggled)
    assert everyone(cast) == before | {found.id: ("new@mehr.example", "", "interviewer", None)}


def everyone(cast: Cast) -> dict[int, tuple[object, ...]]:
    found = [*list_people(cast.database, cast.actors["owner"]), *list_people(cast.database, cast.actors["rival"])]
    return {person.id: (person.email, person.name, person.role, person.joined_at) for person in found}


# --- another role


@pytest.mark.parametrize("language", ["en", "fa"])
def test_another_role_counts_on_the_next_request(cast: Cast, language: str) -> None:
    owner, viewer = cast.sign_in("owner", language), cast.sign_in("viewer")
    page = person_of(cast, "viewer")
    answer = owner.press(f"{page}/role", page, role="interviewer")
    assert answer.status_code == 303
    assert say("people.role_changed", language) in text_of(owner.client.get(answer.location).get_data(as_text=True))
    assert viewer.open("workspace/checks").location.startswith("/en/sign-in")


def test_the_last_owner_stays_one(cast: Cast, owner: Somebody) -> None:
    page = person_of(cast, "owner")
    answer = owner.press(f"{page}/role", page, role="hr")
    assert answer.status_code == 422
    assert say("errors.last_owner") in told(answer)
    assert owner.open(PEOPLE).status_code == 200


def test_changing_ones_own_role_is_told_where_one_can_still_read_it(cast: Cast) -> None:
    hr = cast.sign_in("hr")
    page = person_of(cast, "hr")
    answer = hr.press(f"{page}/role", page, role="viewer")
    assert answer.status_code == 200
    assert say("people.own_role_title") in told(answer)
    assert hr.open(PEOPLE).status_code == 303


# --- a new link, the second step


def test_a_new_link_is_an_invitation_until_they_join_and_then_for_a_password(cast: Cast, owner: Somebody) -> None:
    person_id, first = invite(cast.database, owner.actor, "new@mehr.example", "viewer")
    page = f"{PEOPLE}/{person_id}"
    token = link_in(owner.press(f"{page}/link", page)).rsplit("/", 1)[1]
    assert look_at_link(cast.database, first, "invite") is None
    assert join(cast.database, token, "New", cast.password_hash, "Firefox")
    link = link_in(owner.press(f"{page}/link", page))
    assert "/en/reset/" in link
    assert look_at_link(cast.database, link.rsplit("/", 1)[1], "reset")


def test_nobody_makes_a_link_for_themselves(cast: Cast, owner: Somebody) -> None:
    page = person_of(cast, "owner")
    answer = owner.press(f"{page}/link", page)
    assert answer.status_code == 422
    assert say("errors.yourself") in told(answer)
    assert f"{page}/link" not in owner.see(page)


def test_an_owner_switches_off_the_second_step_of_somebody_who_lost_it(cast: Cast, owner: Somebody) -> None:
    whom, page = cast.actors["viewer"].person or 0, person_of(cast, "viewer")
    with writing(cast.database) as connection:
        change_person(connection, 1, whom, second_step="sealed")
    assert say("people.switch_off") not in cast.sign_in("hr").see(page)
    assert cast.sign_in("hr").press(f"{page}/second-step", page).status_code == 403
    answer = owner.press(f"{page}/second-step", page)
    assert say("people.switched_off") in text_of(owner.client.get(answer.location).get_data(as_text=True))
    found = find_person(cast.database, owner.actor, whom)
    assert found is not None
    assert not found.has_second_step


# --- removing


@pytest.mark.parametrize("language", ["en", "fa"])
def test_removing_asks_first_and_then_shuts_out_at_once(cast: Cast, language: str) -> None:
    hr, viewer = cast.sign_in("hr", language), cast.sign_in("viewer")
    page = person_of(cast, "viewer")
    unsure = hr.press(f"{page}/remove", page)
    assert unsure.status_code == 422
    assert say("errors.remove_unsure", language) in told(unsure)
    assert viewer.open("workspace/checks").status_code == 200
    answer = hr.press(f"{page}/remove", page, sure="yes")
    assert say("people.removed", language) in text_of(hr.client.get(answer.location).get_data(as_text=True))
    assert viewer.open("workspace/checks").location.startswith("/en/sign-in")


def test_leaving_is_for_ones_own_account_which_asks_for_the_password(cast: Cast) -> None:
    hr, page = cast.sign_in("hr"), person_of(cast, "hr")
    answer = hr.press(f"{page}/remove", page, sure="yes")
    assert answer.status_code == 422
    assert say("errors.yourself") in told(answer)
    assert f"{page}/remove" not in hr.see(page)
    assert hr.open(PEOPLE).status_code == 200


# --- what one may not


def test_hr_sees_an_owner_and_can_change_nothing_of_theirs(cast: Cast) -> None:
    hr, page = cast.sign_in("hr"), person_of(cast, "owner")
    assert say("people.only_owners") in hr.see(page)
    assert "<form" not in hr.see(page).partition("<main")[2]
    before = everyone(cast)
    for path, fields in (("role", {"role": "viewer"}), ("link", {}), ("remove", {"sure": "yes"})):
        answer = hr.press(f"{page}/{path}", PEOPLE, **fields)
        assert answer.status_code == 422
        assert say("errors.outranks") in told(answer)
    assert hr.press(f"{page}/second-step", PEOPLE).status_code == 403
    assert everyone(cast) == before


def test_somebody_who_became_an_owner_meanwhile_is_left_alone(cast: Cast) -> None:
    """On a page that HR had open before."""
    hr, page = cast.sign_in("hr"), person_of(cast, "viewer")
    hr.see(page)
    change_role(cast.database, cast.actors["owner"], cast.actors["viewer"].person or 0, "owner")
    answer = hr.press(f"{page}/remove", PEOPLE, sure="yes")
    assert say("errors.outranks") in told(answer)


def test_whoever_was_removed_while_asking_is_signed_out_and_changes_nothing(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Removed after being let in, and before the change was written."""
    from views import people

    hr, page = cast.sign_in("hr"), person_of(cast, "viewer")
    csrf_page = hr.see(page)
    assert csrf_page
    real = people._whom

    def meanwhile(person_id: int) -> Person:
        found = real(person_id)
        remove_person(cast.database, cast.actors["owner"], hr.actor.person or 0)
        return found

    monkeypatch.setattr(people, "_whom", meanwhile)
    answer = hr.press(f"{page}/remove", PEOPLE, sure="yes")
    assert answer.status_code == 401
    assert find(cast, EMAILS["viewer"]) is not None


FORMS = {"": {}, "/role": {"role": "hr"}, "/link": {}, "/second-step": {}, "/remove": {"sure": "yes"}}


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("complete", [True, False])
def test_a_foreign_id_answers_like_one_that_nobody_has(cast: Cast, owner: Somebody, form: str, complete: bool) -> None:
    theirs = cast.actors["rival"].person
    remove_person(cast.database, owner.actor, cast.actors["viewer"].person or 0)
    before = everyone(cast)
    answers = {}
    for person_id in (theirs, cast.actors["viewer"].person, NOBODY, 0, 2**31, 2**63, 10**40):
        path = f"{PEOPLE}/{person_id}{form}"
        answer = owner.press(path, PEOPLE, **(FORMS[form] if complete else {})) if form else owner.open(path)
        answers[person_id] = answer.status_code, told(answer)
    assert len(set(answers.values())) == 1
    assert answers[NOBODY][0] == 404
    assert everyone(cast) == before
    denied = entries(cast.database, owner.actor, Wanted(action="denied"))
    assert {entry.about for entry in denied} >= {f"person:{theirs}", f"person:{NOBODY}"}


def test_ids_in_a_body_are_not_looked_at(cast: Cast, owner: Somebody) -> None:
    theirs = str(cast.actors["rival"].person)
    page = person_of(cast, "viewer")
    owner.press(f"{page}/remove", page, sure="yes", person_id=theirs, id=theirs)
    assert find_person(cast.database, cast.actors["rival"], int(theirs)) is not None


def test_every_role_has_its_words() -> None:
    for role in ROLES:
        for kind in ("role", "all", "may"):
            assert say(f"people.{kind}_{role}")
