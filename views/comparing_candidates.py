"""The comparison of an opening: its candidates against each other, a page at a time, side by side, and as files."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from flask import Response, request

from forms.comparing import ComparisonForm
from readiness.candidates.snapshot import read_rubric
from readiness.language import number
from readiness.records.candidates import (
    HIRING,
    PAGE,
    Candidate,
    Wish,
    count_candidates,
    find_candidate,
    list_candidates,
)
from readiness.records.openings import Opening
from readiness.records.people import LAST_ID
from views.access import MEMBERS, member
from views.candidates import stage_names
from views.language import SpokenBlueprint
from views.opening_page import opening_or_missing, opening_page
from views.opening_role import role_of
from views.paper_downloads import ENDINGS, send_paper
from views.seen_candidates import ground_for, seen_candidates
from views.site import this_site

if TYPE_CHECKING:
    from readiness.reports.comparison_report import Row
    from readiness.reports.paper import Paper

blueprint = SpokenBlueprint("comparing_candidates", __name__, under="/workspace/openings/<int:opening_id>")

SIDE = 4
SOME = 500  # candidates read at once
MOST_ROWS = {"pdf": 300, "docx": 300}  # what is read, not reckoned with; a workbook and its like hold more
MOST = 10_000


@blueprint.get("/compare", policy=MEMBERS)
def show(language: str, opening_id: int) -> str:
    """One page of the candidates asked for, and those chosen side by side."""
    from readiness.reports.comparison_report import comparison_paper

    opening, by, database = opening_or_missing(opening_id), member().actor, this_site().database
    form = _form(opening)
    many = count_candidates(database, by, opening_id, form.wish)
    everybody = count_candidates(database, by, opening_id, Wish()) if form.asked() else many
    of = max(ceil(many / PAGE), 1)
    at = min(_asked_page(), of)
    found = list_candidates(database, by, opening_id, form.wish, at)
    chosen = _chosen(form.side, opening)
    rows, beside = _rows(opening, found, language), _rows(opening, chosen[:SIDE], language)
    paper = comparison_paper(ground_for(opening, language), rows, everybody, (), beside)
    return opening_page(
        "compare_candidates/compare.html",
        language,
        opening,
        "compare",
        paper=paper,
        form=form,
        found=found,
        many=many,
        side=[one.id for one in chosen],
        side_note=_side_note(form.side, chosen),
        labels={one.id: row.seen.label for one, row in zip(found, rows, strict=True)},
        at=at,
        of=of,
        turns=_turns(language, opening_id, form, at, of),
        orders=_orders(language, opening, form),
        choices=_choices(language, opening),
        endings=ENDINGS,
        query=urlencode(form.asked()),
    )


def _form(opening: Opening) -> ComparisonForm:
    rubric = read_rubric(opening.rubric)
    keys = [wanted.key for wanted in rubric.competencies]
    return ComparisonForm(request.args, opening.stages, tuple(rubric.competencies[0].targets), keys)


def _asked_page() -> int:
    asked = request.args.get("page", "")
    return int(asked) if asked.isascii() and asked.isdecimal() and 0 < len(asked) < 7 and int(asked) else 1


def _chosen(ids: Sequence[int], opening: Opening) -> list[Candidate]:
    """Those to lay side by side, as far as they are of this opening and may be seen; one too many, to say so."""
    by, database = member().actor, this_site().database
    found = (find_candidate(database, by, one) for one in ids[: SIDE + 1] if one <= LAST_ID)
    return [one for one in found if one is not None and one.opening == opening.id]


def _side_note(asked: Sequence[int], chosen: Sequence[Candidate]) -> str:
    """The key of what is said where not just two to four were chosen."""
    if not asked:
        return ""
    return "side_few" if len(chosen) < 2 else "side_many" if len(chosen) > SIDE else ""


def _rows(opening: Opening, found: Sequence[Candidate], language: str) -> list[Row]:
    from readiness.reports.comparison_report import Row

    if not found:
        return []
    stages = stage_names(opening, language)
    seen = seen_candidates(opening, found, language)
    return [
        Row(shown, stages.get(one.stage, one.stage), one.owes, one.decision)
        for one, shown in zip(found, seen, strict=True)
    ]


def _address(language: str, opening_id: int, **asked: object) -> str:
    query = urlencode({key: value for key, value in asked.items() if value})
    return f"/{language}/workspace/openings/{opening_id}/compare" + (f"?{query}" if query else "")


def _turns(language: str, opening_id: int, form: ComparisonForm, at: int, of: int) -> dict[str, str]:
    """Where the pages before and after stand; "" where there is none."""
    asked = form.asked()
    return {
        "before": _address(language, opening_id, **asked, page=at - 1) if at > 1 else "",
        "after": _address(language, opening_id, **asked, page=at + 1) if at < of else "",
    }


def _orders(language: str, opening: Opening, form: ComparisonForm) -> list[tuple[str, str] | None]:
    """For each column of the heat map where it is put in order by that column, and how it is now; None: it can't be."""
    keys = [wanted.key for wanted in read_rubric(opening.rubric).competencies]
    return [_order(language, opening, form, key) if key else None for key in ("number", "", "mean", "", *keys, "", "")]


def _order(language: str, opening: Opening, form: ComparisonForm, key: str) -> tuple[str, str]:
    """By figures the highest come first, by number the lowest; asked for once more, the other way round."""
    current = (form.order.data or "number") == key
    falling = form.direction.data == "falling"
    next_falls = not falling if current else key != "number"
    asked = {**form.asked(), "order": key, "direction": "falling" if next_falls else ""}
    return _address(language, opening.id, **asked), ("descending" if falling else "ascending") if current else ""


def _choices(language: str, opening: Opening) -> dict[str, list[tuple[str, str]]]:
    """What can be chosen in each list, in words."""
    site, rubric = this_site(), read_rubric(opening.rubric)
    words, panel = site.words[language]["comparison"], site.words[language]["panel"]
    levels = {level.key: level.name[language] for level in role_of(opening, site).levels}
    lowest = next(iter(levels.values()))
    plain = [("", words["order_number"])] + [(key, words[f"order_{key}"]) for key in ("name", "changed")]
    return {
        "stage": [("", words["any"]), *stage_names(opening, language).items()],
        "placed": [
            ("", words["any"]),
            *levels.items(),
            ("below", words["placed_below"].format(lowest=lowest)),
            ("open", words["placed_open"]),
        ],
        "decision": [("", words["any"]), *((key, panel[f"decision_{key}"]) for key in ("none", *HIRING))],
        "order": [
            *plain,
            ("mean", words["column_mean"]),
            *((wanted.key, wanted.name[language]) for wanted in rubric.competencies),
        ],
        "direction": [("", words["rising"]), ("falling", words["falling"])],
    }


# ---------------------------------------------------------------------------------------------- files


@blueprint.get("/compare.<ending>", policy=MEMBERS)
def download(language: str, opening_id: int, ending: str) -> Response:
    """All rows that were asked for, not only the page's."""
    opening = opening_or_missing(opening_id)
    return send_paper(lambda: _comparison(opening, ending, language), ending, f"opening:{opening_id}", language)


def _comparison(opening: Opening, ending: str, language: str) -> Paper:
    from readiness.reports.comparison_report import comparison_paper

    by, database, wish = member().actor, this_site().database, _form(opening).wish
    most = MOST_ROWS.get(ending, MOST)
    rows: list[Row] = []
    for at in range(1, most // min(SOME, most) + 1):
        some = list_candidates(database, by, opening.id, wish, at, min(SOME, most))
        rows += _rows(opening, some, language)
        if len(some) < min(SOME, most):
            break
    many = count_candidates(database, by, opening.id, wish)
    words = this_site().words[language]["comparison"]["row_limit" if ending in MOST_ROWS else "row_limit_all"]
    notes = [words.format(most=number(most, language))] if many > most else []
    ground = ground_for(opening, language, with_logo=True)
    return comparison_paper(ground, rows, count_candidates(database, by, opening.id, Wish()), notes)


@blueprint.get("/debrief.<ending>", policy=MEMBERS)
def debrief(language: str, opening_id: int, ending: str) -> Response:
    """The whole panel's debrief: every candidate rated whom the asker may see, those with the highest mean first."""
    opening = opening_or_missing(opening_id)
    return send_paper(lambda: _debrief(opening, language), ending, f"opening:{opening_id}", language)


def _debrief(opening: Opening, language: str) -> Paper:
    from readiness.reports.panel_report import MOST_IN_DEBRIEF, debrief_paper

    by, database = member().actor, this_site().database
    best = list_candidates(database, by, opening.id, Wish(order="mean", falling=True), 1, MOST)
    owed = sum(one.owes for one in best)
    rated = [one for one in best if one.mean is not None]
    shown = seen_candidates(opening, rated[:MOST_IN_DEBRIEF], language)
    ground = ground_for(opening, language, with_logo=True)
    told = {
        "left_out_owed": owed,
        "left_out_unrated": len(best) - owed - len(rated),
        "left_out_many": len(rated) - len(shown),
    }
    left_out = [
        ground(key, count=ground.count(count), **({"most": ground.count(MOST_IN_DEBRIEF)} if "many" in key else {}))
        for key, count in told.items()
        if count
    ]
    return debrief_paper(ground, shown, left_out)
