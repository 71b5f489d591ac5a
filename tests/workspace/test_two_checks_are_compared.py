"""Two checks side by side: what the model makes of each, what was answered otherwise, and what can't be told."""

from __future__ import annotations

import re
from datetime import date

import pytest

from readiness.records import clock
from readiness.records.audit import Wanted, entries
from readiness.records.clock import DAY
from readiness.reports.company_report import report_on
from tests.pages.owner import LIBRARY, ROLE, say, text_of
from tests.workspace.cast import Cast, Somebody
from tests.workspace.checks_at_hand import ANSWERS, CHECKS, exactly, keep

COMPARE = f"{CHECKS}/compare"
EARLIER = {"grr": exactly(55), "unowned": "0"}
ROW = re.compile(r'<tr role="row"(?: class="moved")?><th role="rowheader"[^>]*>(.*?)</th>(.*?)</tr>', re.DOTALL)


def rows_of(page: str) -> dict[str, list[str]]:
    """Every row of every table: its name, and what stands at the start and at the end."""
    return {
        text_of(name).strip(): [text_of(cell).strip() for cell in re.findall("<td.*?</td>", cells, re.DOTALL)]
        for name, cells in ROW.findall(page.replace("<wbr>", ""))
    }


def words_of(page: str) -> str:
    return re.sub("[ \n]+", " ", text_of(page))


@pytest.fixture
def pair(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> tuple[int, int]:
    """An earlier check and a later one."""
    real = clock.now
    monkeypatch.setattr(clock, "now", lambda: real() - 90 * DAY)
    earlier = keep(cast, but=EARLIER)
    monkeypatch.setattr(clock, "now", real)
    return earlier, keep(cast)


@pytest.mark.parametrize("language", ["en", "fa"])
@pytest.mark.parametrize("who", ["owner", "hr", "viewer"])
def test_both_results_stand_beside_each_other(cast: Cast, pair: tuple[int, int], who: str, language: str) -> None:
    page = cast.sign_in(who, language).see(f"{COMPARE}?first={pair[0]}&second={pair[1]}")
    before, after = (report_on(ROLE, {**ANSWERS, **but}, LIBRARY, language, date.today()) for but in (EARLIER, {}))
    found = rows_of(page)
    figures = [(before.verdict.chance, after.verdict.chance), (before.score, after.score)]
    for old, new in [*figures, *zip(before.money, after.money, strict=True)]:
        assert found[old.name] == [old.value, new.value]
    for old_side, new_side in zip(before.dimensions.table.rows, after.dimensions.table.rows, strict=True):
        assert found[old_side[0]] == [old_side[1], new_side[1]]
    assert found[say("check.verdict", language)] == [before.verdict.name, after.verdict.name]


def test_the_older_one_stands_first_however_they_were_chosen(
    cast: Cast, owner: Somebody, pair: tuple[int, int]
) -> None:
    earlier, later = pair
    pages = [owner.see(f"{COMPARE}?first={a}&second={b}") for a, b in ((earlier, later), (later, earlier))]
    assert rows_of(pages[0]) == rows_of(pages[1])


def test_only_what_was_answered_otherwise_is_listed(owner: Somebody, pair: tuple[int, int]) -> None:
    page = owner.see(f"{COMPARE}?first={pair[0]}&second={pair[1]}")
    listed = rows_of(page.partition('id="answers"')[2])
    grr, unowned = (ROLE.questionnaire.question(key) for key in ("grr", "unowned"))
    assert set(listed) == {grr.name.en, unowned.name.en}
    assert listed[grr.name.en][0] == f"55% · {say('check.sure_exact')}"
    assert listed[unowned.name.en] == [unowned.option(value).text.en for value in ("0", ANSWERS["unowned"])]


def test_one_sentence_says_what_moved(owner: Somebody, pair: tuple[int, int]) -> None:
    page = words_of(owner.see(f"{COMPARE}?first={pair[0]}&second={pair[1]}"))
    before, after = (report_on(ROLE, {**ANSWERS, **but}, LIBRARY, "en", date.today()) for but in (EARLIER, {}))
    assert before.verdict.key != after.verdict.key
    told = say(
        "compare.verdict_moved",
        before=before.verdict.name,
        after=after.verdict.name,
        chance_before=before.verdict.chance.value,
        chance_after=after.verdict.chance.value,
        score_before=before.score.value,
        score_after=after.score.value,
    )
    assert told in page


def test_where_nothing_moved_it_says_so(cast: Cast, owner: Somebody) -> None:
    first, second = keep(cast), keep(cast, but={"company": "Another name"})
    page = owner.see(f"{COMPARE}?first={first}&second={second}")
    assert say("compare.nothing_moved") in page
    assert "moved most" not in page
    third = keep(cast)
    assert say("compare.answers_none") in owner.see(f"{COMPARE}?first={first}&second={third}")


# --- what stands in the way


def test_an_unfinished_one_leaves_only_the_answers(cast: Cast, owner: Somebody) -> None:
    whole, half = keep(cast), keep(cast, answers={"fit": "mixed", "unowned": "3"})
    page = owner.see(f"{COMPARE}?first={whole}&second={half}")
    assert say("check.answers_in", n="2", of="45") in page
    assert say("compare.outcome_title") not in page
    assert ROLE.questionnaire.question("fit").name.en in rows_of(page)
    other = keep(cast, answers={})
    assert say("compare.neither_finished") in owner.see(f"{COMPARE}?first={half}&second={other}")


def test_other_editions_and_currencies_are_said(cast: Cast, owner: Somebody) -> None:
    first, second = keep(cast, edition="2025.4"), keep(cast, but={"currency": "EUR"})
    page = owner.see(f"{COMPARE}?first={first}&second={second}")
    assert say("compare.other_edition", first="2025.4", second=ROLE.edition, now=ROLE.edition) in page
    assert say("compare.other_currency") in page


def test_a_role_that_is_offered_no_more_is_said(cast: Cast, owner: Somebody) -> None:
    first, second = keep(cast), keep(cast, role="astrologer")
    page = owner.see(f"{COMPARE}?first={first}&second={second}")
    assert say("compare.role_gone") in page
    assert rows_of(page) == {}


@pytest.mark.parametrize("query", ["", "first=1", "first=1&second=1", "first=x&second=2", "first=1&second=99999999999"])
def test_two_different_ones_are_asked_for(owner: Somebody, pair: tuple[int, int], query: str) -> None:
    answer = owner.open(f"{COMPARE}?{query}")
    assert answer.status_code == 422
    assert answer.get_data(as_text=True).count(say("errors.choose_two")) == 2


def test_others_checks_are_as_missing_as_nobodys(cast: Cast, pair: tuple[int, int]) -> None:
    rival, own = cast.sign_in("rival"), keep(cast, who="rival")
    told = [
        (answer.status_code, answer.get_data(as_text=True).replace(f"second={tried}", "?"))
        for tried in (pair[0], 998)
        for answer in (rival.open(f"{COMPARE}?first={own}&second={tried}"),)
    ]
    assert told[0] == told[1]
    assert told[0][0] == 404
    assert [entry.about for entry in entries(cast.database, rival.actor, Wanted(action="denied"))] == [
        "check:998",
        f"check:{pair[0]}",
    ]


def test_an_interviewer_compares_none(cast: Cast, pair: tuple[int, int]) -> None:
    assert cast.sign_in("interviewer").open(f"{COMPARE}?first={pair[0]}&second={pair[1]}").status_code == 403
