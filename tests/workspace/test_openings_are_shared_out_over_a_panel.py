"""Who rates what: proposed, changed by ticking boxes, warned of where it is thin and never refused for it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from readiness.candidates.snapshot import tailored, write_rubric
from readiness.records.openings import panel_of
from readiness.records.people import remove_person
from tests.pages import owner as site
from tests.pages.owner import ROLE, say
from tests.workspace.cast import NAMES, Cast, Somebody
from tests.workspace.openings_at_hand import KEYS, OPENINGS, USUAL, adds, begin, on_panel, rates, send

EIGHT = tailored(ROLE.rubric, dict.fromkeys(KEYS[:8], 1))


def text_of(page: str) -> str:
    return " ".join(site.text_of(page).split())


def ticked(page: str, person: int | None) -> int:
    return page.count(f'name="rates_{person}"') and sum(
        " checked" in part.partition(">")[0] for part in page.split(f'name="rates_{person}"')[1:]
    )


def shares(cast: Cast, opening: int) -> dict[int, tuple[str, ...]]:
    return {share.person: share.competencies for share in panel_of(cast.database, cast.actors["owner"], opening)}


def ids(cast: Cast, *who: str) -> list[int]:
    return [cast.actors[each].person or 0 for each in who]


def test_people_who_may_rate_are_on_offer(cast: Cast, owner: Somebody) -> None:
    page = text_of(owner.see(f"{OPENINGS}/{begin(cast)}/panel"))
    assert all(NAMES[who] in page for who in ("owner", "hr", "interviewer"))
    assert NAMES["viewer"] not in page
    assert say("openings.panel_none") in page


def test_a_proposal_is_shown_and_nothing_is_saved_of_it(cast: Cast, owner: Somebody) -> None:
    opening = begin(cast, replace(USUAL, rubric=write_rubric(EIGHT)))
    one, two, three = ids(cast, "owner", "hr", "interviewer")
    page = owner.see(f"{OPENINGS}/{opening}/panel?with={one}&with={two}&with={three}")
    assert say("openings.panel_proposal") in text_of(page)
    assert sorted(ticked(page, person) for person in (one, two, three)) == [5, 5, 6]
    assert say("openings.concerns_title") not in page
    assert shares(cast, opening) == {}


@pytest.mark.parametrize("nonsense", ["with=999", "with=", "with=x", "with=2147483648"])
def test_nobody_is_proposed_who_is_not_here(cast: Cast, owner: Somebody, nonsense: str) -> None:
    page = owner.see(f"{OPENINGS}/{begin(cast)}/panel?{nonsense}")
    assert say("openings.panel_none") in text_of(page)


def test_what_is_ticked_is_saved(cast: Cast, owner: Somebody) -> None:
    opening = begin(cast)
    one, two = ids(cast, "hr", "interviewer")
    fields = {f"rates_{one}": KEYS[:5], f"rates_{two}": [*KEYS[3:7], "unknown"], "rates_999": KEYS}
    answer = send(owner, f"{OPENINGS}/{opening}/panel", fields, f"{OPENINGS}/{opening}/panel?with={one}&with={two}")
    assert answer.headers["Location"].endswith("/panel?done=shared")
    assert shares(cast, opening) == {one: KEYS[:5], two: KEYS[3:7]}


def test_whoever_has_nothing_ticked_leaves(cast: Cast, owner: Somebody) -> None:
    opening = begin(cast)
    on_panel(cast, opening, hr=KEYS[:4], interviewer=KEYS[:4])
    (hr,) = ids(cast, "hr")
    assert send(owner, f"{OPENINGS}/{opening}/panel", {f"rates_{hr}": KEYS[:4]}).status_code == 303
    assert list(shares(cast, opening)) == [hr]


@pytest.mark.parametrize("language", ["en", "fa"])
def test_what_is_thin_is_warned_of_and_saved_all_the_same(cast: Cast, language: str) -> None:
    opening, owner = begin(cast), cast.sign_in("owner", language)
    on_panel(cast, opening, owner=KEYS[:7], hr=KEYS[:2])
    page = text_of(owner.see(f"{OPENINGS}/{opening}/panel"))
    comma = ", " if language == "en" else "، "
    thin = comma.join(one.name[language] for one in ROLE.rubric.competencies[2:])
    many = "7" if language == "en" else "۷"
    assert say("openings.concern_thin", language, names=thin) in page
    assert say("openings.concern_busy", language, name=NAMES["owner"], n=many) in page
    assert say("openings.concern_idle", language, name=NAMES["hr"]) in page
    assert say("openings.next_share_more", language) in text_of(owner.see(f"{OPENINGS}/{opening}"))


def test_a_panel_of_one_is_warned_of(cast: Cast, owner: Somebody) -> None:
    opening = begin(cast)
    on_panel(cast, opening, owner=KEYS)
    assert say("openings.concern_small") in text_of(owner.see(f"{OPENINGS}/{opening}/panel"))


@pytest.mark.parametrize("language", ["en", "fa"])
def test_two_who_share_out_at_once_see_both_versions(cast: Cast, language: str) -> None:
    opening, owner = begin(cast), cast.sign_in("owner", language)
    hr, interviewer = ids(cast, "hr", "interviewer")
    panel = f"{OPENINGS}/{opening}/panel"
    before = site.hidden(owner.see(f"{panel}?with={hr}&with={interviewer}"), "was")
    on_panel(cast, opening, interviewer=KEYS[:1])
    late = send(owner, panel, {f"rates_{hr}": KEYS[:4], "was": before})
    page = late.get_data(as_text=True)
    assert late.status_code == 409
    assert shares(cast, opening) == {interviewer: KEYS[:1]}
    assert ticked(page, hr) == 4
    assert say("openings.theirs", language, value=ROLE.rubric.competencies[0].name[language]) in text_of(page)
    assert send(owner, panel, {f"rates_{hr}": KEYS[:4]}).status_code == 303
    assert list(shares(cast, opening)) == [hr]


def test_somebody_who_left_is_no_longer_on_offer(cast: Cast, owner: Somebody) -> None:
    opening = begin(cast)
    hr, gone = ids(cast, "hr", "interviewer")
    remove_person(cast.database, cast.actors["owner"], gone)
    fields = {f"rates_{gone}": KEYS[:4], f"rates_{hr}": KEYS[:4]}
    send(owner, f"{OPENINGS}/{opening}/panel", fields, f"{OPENINGS}/{opening}/panel?with={hr}")
    assert list(shares(cast, opening)) == [hr]


def test_locked_scorecards_are_said_to_stay(cast: Cast, owner: Somebody) -> None:
    opening = begin(cast)
    on_panel(cast, opening, interviewer=KEYS[:4])
    rates(cast, "interviewer", adds(cast, opening))
    assert say("openings.panel_locked_one") in text_of(owner.see(f"{OPENINGS}/{opening}/panel"))
