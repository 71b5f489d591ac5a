"""Gathers what the reports on candidates are made of: what the asker may see of them, and what the opening asks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from flask import current_app

from readiness.candidates.snapshot import read_rubric
from readiness.language import day
from readiness.records.candidates import Candidate
from readiness.records.decisions import Decision, decisions_of
from readiness.records.openings import Opening
from readiness.records.openings import panel_of as shares_of
from readiness.records.rated import cards_of, judgement_of, raters_of, rating_stamp, scores_in, scores_of_the_last
from readiness.records.scorecards import Scorecard
from readiness.records.settling import OWNED
from views.access import member
from views.addresses import candidate_address
from views.candidate_names import called
from views.letterhead import house_of
from views.opening_role import role_of
from views.site import this_site

if TYPE_CHECKING:  # the statistics need numpy: a start of the site does not
    from readiness.candidates.reliability import Reliability
    from readiness.reports.seen import Ground, Marked, Seen, Taken

KNOWN = "reliability"  # opening to what its own reliability was reckoned from, and what it came to
MOST_KNOWN = 200  # openings


def ground_for(opening: Opening, language: str, with_logo: bool = False) -> Ground:
    """What all reports on an opening share."""
    from readiness.reports.seen import Ground

    library, house = this_site().library, house_of(member(), with_logo)
    role, rubric = role_of(opening, this_site()), read_rubric(opening.rubric)
    known = own_reliability(opening)
    return Ground(language, library.words, date.today(), house, role, rubric, opening.title, opening.level, known)


def own_reliability(opening: Opening) -> Reliability:
    """How far one rating may be trusted in this opening, by the candidates rated last; reckoned anew only once a card
    was locked or given back, or what is rated was changed."""
    from readiness.candidates.panel import Card
    from readiness.candidates.standings import reliability_of, tally

    database, by = this_site().database, member().actor
    stamp = (opening.version, *rating_stamp(database, by, opening.id))
    known = current_app.extensions.setdefault(KNOWN, {})
    if opening.id in known and known[opening.id][0] == stamp:
        found: Reliability = known[opening.id][1]
        return found
    scores = scores_of_the_last(database, by, opening.id)
    cards = {one: [Card(rater, marks) for rater, marks in held.items()] for one, held in scores.items()}
    if len(known) >= MOST_KNOWN:
        known.clear()
    known[opening.id] = stamp, reliability_of(tally(read_rubric(opening.rubric), cards))
    return own_reliability(opening)


def seen_candidates(opening: Opening, found: Sequence[Candidate], language: str) -> list[Seen]:
    """The candidates as the panel saw them, in the same order; of those whom the asker has yet to rate, no card."""
    database, by, ids = this_site().database, member().actor, [one.id for one in found]
    cards, decided = cards_of(database, by, ids), decisions_of(database, by, ids)
    picks, shares = judgement_of(database, by, ids), shares_of(database, by, opening.id)
    raters = {card.person for held in cards.values() for card in held} | {share.person for share in shares}
    names = raters_of(database, by, sorted(raters))
    asked = [share.person for share in shares]
    return [
        _seen(one, language, asked, names, cards.get(one.id, []), decided.get(one.id, []), picks.get(one.id))
        for one in found
    ]


def _seen(
    one: Candidate,
    language: str,
    asked: Sequence[int],
    names: Mapping[int, str],
    cards: Sequence[Scorecard],
    decided: Sequence[Decision],
    picks: Mapping[str, str] | None,
) -> Seen:
    from readiness.reports.seen import Seen

    gone = this_site().words[language]["panel"]["decision_somebody"]
    done = {card.person for card in cards}
    return Seen(
        called(one, language),
        f"C-{one.number:03}",
        [_marked(card, names.get(card.person) or gone) for card in cards],
        [names.get(person) or gone for person in asked if person not in done],
        OWNED[one.owned],
        picks,
        [_taken(each, language) for each in decided],
        candidate_address(language, one.id),
    )


def _marked(card: Scorecard, name: str) -> Marked:
    from readiness.reports.seen import Marked

    evidence = {key: str(rating.get("evidence", "")) for key, rating in card.ratings.items()}
    return Marked(card.person, name, scores_in(card.ratings), evidence)


def _taken(each: Decision, language: str) -> Taken:
    from readiness.reports.seen import Taken

    told = day(datetime.fromtimestamp(each.at, UTC).date(), language, member().calendar)
    return Taken(each.decision, each.name, told, each.reason, each.overrides, each.placed)
