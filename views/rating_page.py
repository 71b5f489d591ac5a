"""The page on which one person rates a candidate: rendered once for an opening and its share, then only filled in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from flask import current_app
from markupsafe import Markup, escape

from forms.scorecards import MOST_EVIDENCE, OPTIONS, Typed, evidence_name, score_name
from readiness.language import digits, number
from readiness.questionnaire import Competency, InterviewQuestion, Rubric, WorkSampleTask
from readiness.records.assignments import Assignment
from readiness.records.scorecards import NOT_SEEN, Ratings, Scorecard
from readiness.records.sessions import Member
from views.access import member, own_visit
from views.blanks import CHECKED, cut_at_marks, mark
from views.candidate_names import code_of
from views.language import other
from views.opening_page import opening_or_missing
from views.pages import page
from views.security import visit
from views.site import this_site
from views.workspace_page import places

MOST_AT_HAND = 64  # blank pages, some 50 kB each
AT_HAND = "rating_pages"
ON = CHECKED.decode()
NO_RATING: Mapping[str, Any] = {}


@dataclass(frozen=True, slots=True)
class Asked:
    """One question or task to learn about a competency by; kind: past, situation or task."""

    kind: str
    text: str
    strong: str
    weak: str


@dataclass(frozen=True, slots=True)
class Item:
    """One competency in one language: `checked` and `evidence` are what stands in its fields.

    `anchors` are value, number as written and sentence of each rating.
    """

    key: str
    name: str
    meaning: str
    anchors: tuple[tuple[str, str, str], ...]
    questions: tuple[Asked, ...]
    checked: Mapping[str, str]
    evidence: str
    score_error: str = ""
    evidence_error: str = ""

    @property
    def wrong(self) -> bool:
        return bool(self.score_error or self.evidence_error)


def items_of(rubric: Rubric, asked: Iterable[str], language: str, ratings: Ratings) -> list[Item]:
    """What is asked, in the order of the rubric, with what was rated."""
    wanted = set(asked)
    return [
        _item(rubric, competency, language, ratings.get(competency.key, NO_RATING))
        for competency in rubric.competencies
        if competency.key in wanted
    ]


def _item(rubric: Rubric, competency: Competency, language: str, rating: Mapping[str, Any]) -> Item:
    sentences = enumerate((anchor[language] for anchor in competency.anchors), 1)
    return Item(
        key=competency.key,
        name=competency.name[language],
        meaning=competency.meaning[language],
        anchors=tuple((str(score), digits(str(score), language), sentence) for score, sentence in sentences),
        questions=_questions(rubric, competency, language),
        checked=checked(rating.get("score")),
        evidence=rating.get("evidence", ""),
    )


def checked(score: object) -> dict[str, str]:
    """What stands in each radio button."""
    return {value: ON if value == str(score) else "" for value in OPTIONS}


def _questions(rubric: Rubric, competency: Competency, language: str) -> tuple[Asked, ...]:
    asked = [_asked(one.kind, one, language) for one in competency.questions]
    tasks = [_asked("task", one, language) for one in rubric.work_sample.tasks if one.competency == competency.key]
    return (*asked, *tasks)


def _asked(kind: str, one: InterviewQuestion | WorkSampleTask, language: str) -> Asked:
    return Asked(kind, one.text[language], one.strong[language], one.weak[language])


# --- the page


def rubric_of(found: Assignment) -> Rubric:
    """The opening's own rubric; a whole one, so only where no blank page is at hand."""
    from readiness.candidates.snapshot import read_rubric

    return read_rubric(opening_or_missing(found.opening).rubric)


def called(found: Assignment, language: str) -> str:
    """The candidate's name, or the number that stands for it while it is hidden."""
    return found.name or code_of(found.number, language)


def titled(word: str, name: str, language: str) -> tuple[str, Markup]:
    """A page's title with a name in it, and the same as its heading, the name set apart from the words around it."""
    says = this_site().words[language]["scorecards"][word]
    return says.format(name=name), escape(says).format(name=Markup("<bdi>{}</bdi>").format(name))


def card_address(language: str, candidate: object) -> str:
    return f"{panel_address(language, candidate)}/card"


def panel_address(language: str, candidate: object) -> str:
    """Where it is seen what the panel rated."""
    return f"/{language}/workspace/candidates/{candidate}"


def rated_words(card: Scorecard, language: str) -> str:
    """How many competencies are rated, with the evidence that they need."""
    return _rated(len(card.asked) - len(card.lacking), len(card.asked), language)


def _rated(n: int, of: int, language: str) -> str:
    return digits(this_site().words[language]["scorecards"]["rated"].format(n=n, of=of), language)


def _notice(found: Assignment, language: str, told: str) -> str:
    word = told or ("given_back" if found.card.reopened else "")
    if not word:
        return ""
    said = this_site().words[language]["scorecards"][word]
    return Markup('<p class="notice" role="status">{}</p>').format(said)


def faulty_page(
    found: Assignment, language: str, errors: Mapping[str, tuple[str, str]], sent: Mapping[str, Typed], lacking: bool
) -> str:
    """The card as it is kept, but for what was sent wrongly; errors are those of the rating and of the evidence.

    `lacking`: nothing is wrong, it is only not enough to hand it in.
    """
    items = items_of(rubric_of(found), found.card.asked, language, found.card.ratings)
    shown = [_faulty(item, errors[item.key], sent.get(item.key)) if item.key in errors else item for item in items]
    return _render(found, language, shown, member=member(), lacking=lacking, **_around(found, language))


def _faulty(item: Item, errors: tuple[str, str], typed: Typed | None) -> Item:
    told = replace(item, score_error=errors[0], evidence_error=errors[1])
    return replace(told, checked=checked(typed.score), evidence=typed.evidence) if typed else told


def plain_page(found: Assignment, language: str, told: str = "") -> str:
    """The same page as `kept_page`, rendered without a blank: what the blank is held to."""
    items = items_of(rubric_of(found), found.card.asked, language, found.card.ratings)
    return _render(found, language, items, member=member(), lacking=False, **_around(found, language, told))


def _render(found: Assignment, language: str, items: list[Item], candidate: object, called: str, **shown: Any) -> str:
    title, heading = titled("title", called, language)
    return page(
        "scorecards/card.html",
        language,
        found=found,
        items=items,
        title=title,
        heading=heading,
        most=number(MOST_EVIDENCE, language),
        here="openings",
        places=places(member().role, language),
        address=card_address(language, candidate),
        other_language_url=card_address(other(language), candidate),
        **shown,
    )


def _around(found: Assignment, language: str, told: str = "") -> dict[str, Any]:
    """What changes on the page besides the ratings; `told` is the key of a notice on top."""
    return {
        "called": called(found, language),
        "csrf": own_visit().token(),
        "candidate": found.card.candidate,
        "version": found.card.version,
        "progress": rated_words(found.card, language),
        "notice": _notice(found, language, told),
    }


# --- the page with holes


@dataclass(frozen=True, slots=True)
class Blank:
    """A rating page in pieces: the places of what stands around by name, and by competency those of its fields.

    `progress` says how many are rated, by their number.
    """

    pieces: tuple[bytes, ...]
    around: Mapping[str, tuple[int, ...]]
    scores: Mapping[str, Mapping[object, int]]
    words: Mapping[str, int]
    progress: tuple[bytes, ...]

    def fill(self, around: Mapping[str, bytes], scores: Mapping[str, object], words: Mapping[str, bytes]) -> bytes:
        """The page with what is told, escaped already, in its places."""
        pieces = list(self.pieces)
        for name, text in around.items():
            for at in self.around[name]:
                pieces[at] = text
        for key, text in words.items():
            pieces[self.words[key]] = text
            if score := scores[key]:
                pieces[self.scores[key][score]] = CHECKED
        return b"".join(pieces)


def kept_page(found: Assignment, reader: Member, language: str, told: str = "") -> bytes:
    """The card with what is kept in its fields, for whoever it belongs to."""
    card = found.card
    blank = _blank(found, language, reader.role)
    rated = {key: rating for key, rating in card.ratings.items() if key in blank.words}
    about = reader.name, reader.workspace_name, called(found, language)
    around, words = _escaped(about, [rating["evidence"] for rating in rated.values()])
    shown = {
        **dict(zip(("name", "workspace_name", "called"), around, strict=True)),
        "csrf": visit(f"person {reader.person}").token().encode(),
        "candidate": b"%d" % card.candidate,
        "version": b"%d" % card.version,
        "progress": blank.progress[len(card.asked) - len(card.lacking)],
        "notice": _notice(found, language, told).encode(),
    }
    return blank.fill(
        shown, {key: rating["score"] for key, rating in rated.items()}, dict(zip(rated, words, strict=True))
    )


def _escaped(around: Sequence[str], words: Sequence[str]) -> tuple[list[bytes], list[bytes]]:
    """All texts escaped at one go, which is what this page's time goes into; no text that is kept holds a NUL."""
    texts = escape("\0".join((*around, *words))).encode().split(b"\0")
    return texts[: len(around)], texts[len(around) :]


def _blank(found: Assignment, language: str, role: str) -> Blank:
    at_hand: dict[object, Blank] = current_app.extensions.setdefault(AT_HAND, {})
    known = found.opening, found.opening_version, language, found.card.asked, role
    if (blank := at_hand.get(known)) is None:
        if len(at_hand) >= MOST_AT_HAND:
            at_hand.clear()
        blank = at_hand[known] = _make_blank(found, language)
    return blank


def _make_blank(found: Assignment, language: str) -> Blank:
    items = items_of(rubric_of(found), found.card.asked, language, {})
    marked = [replace(item, checked=_marks(item.key), evidence=mark(evidence_name(item.key))) for item in items]
    around = {name: mark(name) for name in _around(found, language)}
    nobody = replace(member(), name=mark("name"), workspace_name=mark("workspace_name"))
    pieces, at = cut_at_marks(_render(found, language, marked, member=nobody, lacking=False, **around))
    scores = {item.key: {_stored(value): at[_of(item.key, value)][0] for value in OPTIONS} for item in items}
    words = {item.key: at[evidence_name(item.key)][0] for item in items}
    of = len(found.card.asked)
    return Blank(pieces, at, scores, words, tuple(_rated(n, of, language).encode() for n in range(of + 1)))


def _marks(key: str) -> dict[str, str]:
    return {value: mark(_of(key, value)) for value in OPTIONS}


def _of(key: str, value: str) -> str:
    return f"{score_name(key)}={value}"


def _stored(value: str) -> object:
    return value if value == NOT_SEEN else int(value)
