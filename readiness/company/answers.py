"""Stored answers become the numbers and points that the model runs on; what cannot be used is named, not guessed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Context, Decimal, InvalidOperation

from readiness.questionnaire import SURE, UNKNOWN, Question, Role
from readiness.typed_text import clean_text

MOST_TEXT = 120
MOST_NUMBER = 10**18
_WIDE = Context(prec=80)  # the widest quotient of two amounts still has its two decimals


@dataclass(frozen=True, slots=True)
class Problem:
    """One answer that cannot be used: `code` is a key of the words for errors, `limits` fills its placeholders."""

    key: str
    code: str
    limits: Mapping[str, float] = field(default_factory=dict)


class AnswersError(ValueError):
    """Raised when answers given as a file cannot be used; holds every problem at once."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__("; ".join(f"{problem.key}: {problem.code}" for problem in problems))
        self.problems = problems


@dataclass(frozen=True, slots=True)
class Given:
    """A number as the owner typed it (percent as 0–100) and how sure they are; value None is "don't know"."""

    value: float | None
    sure: str


@dataclass(frozen=True, slots=True)
class Answers:
    """What the owner said, read once: points None and a Given without value are "don't know"."""

    points: Mapping[str, int | None]
    picks: Mapping[str, str]
    numbers: Mapping[str, Given]
    left_open: tuple[str, ...]
    missing: tuple[str, ...]


def number_problem(question: Question, value: Decimal) -> Problem | None:
    """The reason why a number cannot be this answer, or None: parts of a whole thing, or out of range."""
    if question.kind == "count" and value != value.to_integral_value():
        return Problem(question.key, "not_whole")
    if value < Decimal(str(question.least)):
        return Problem(question.key, "too_small", {"least": question.least})
    if question.most is not None and value > Decimal(str(question.most)):
        return Problem(question.key, "too_large", {"most": question.most})
    return None


def read_answers(role: Role, stored: Mapping[str, object]) -> Answers:
    """Stored answers of one check, typed. Unreadable drafts count as left open."""
    points: dict[str, int | None] = {}
    picks: dict[str, str] = {}
    numbers: dict[str, Given] = {}
    left_open: list[str] = []
    missing: list[str] = []
    for question in role.questionnaire.questions():
        answer = stored.get(question.key)
        if question.is_number:
            given = _given(question, answer)
            if given is not None:
                numbers[question.key] = given
        elif question.kind == "choice":
            points[question.key] = int(answer) if answer in ("0", "1", "2", "3", "4") else None
        elif isinstance(answer, str):
            picks[question.key] = answer
        if _is_open(question, answer):
            (missing if question.required else left_open).append(question.key)
    return Answers(points, picks, numbers, tuple(left_open), tuple(missing))


def _given(question: Question, answer: object) -> Given | None:
    if isinstance(answer, Mapping) and "typed" not in answer:
        if answer.get("sure") == UNKNOWN:
            return Given(None, UNKNOWN)
        return Given(float(str(answer["value"])), str(answer["sure"]))
    if question.default is not None:
        return Given(question.default, "exact")
    return Given(None, UNKNOWN) if question.may_be_unknown and not question.aid else None


def _is_open(question: Question, answer: object) -> bool:
    """Left without any answer, where one was asked for."""
    if question.kind == "text" or question.aid or question.may_be_blank or question.default is not None:
        return False
    if isinstance(answer, Mapping):
        return "typed" in answer or (answer.get("sure") == UNKNOWN and not question.may_be_unknown)
    return answer is None


def answers_from_file(role: Role, given: Mapping[str, object]) -> dict[str, object]:
    """Answers as a person writes them in a file → answers as stored.

    `base = 42000`, `grr = { value = 87, sure = "about" }`, `unowned = 3`, `graded = "unknown"`; a plain number is
    exact. Raises AnswersError with every problem: unknown keys, values out of range, amounts of retention that
    contradict what is given, missing required ones.
    """
    questions = {question.key: question for question in role.questionnaire.questions()}
    problems: list[Problem] = [Problem(key, "unknown_key") for key in given if key not in questions]
    stored: dict[str, object] = {}
    for key, question in questions.items():
        if key in given:
            answer, problem = _from_file(question, given[key])
            if problem:
                problems.append(problem)
            else:
                stored[key] = answer
    problems += retention_problems(stored)
    worked_out = work_out_retention(stored)
    problems += [found for key, answer in worked_out.items() if (found := _stored_problem(questions[key], answer))]
    stored.update(worked_out)
    problems += [Problem(key, "required") for key in read_answers(role, stored).missing if key not in given]
    if problems:
        raise AnswersError(tuple(problems))
    return stored


def _from_file(question: Question, value: object) -> tuple[object, Problem | None]:
    if question.is_number:
        return _number_from_file(question, value)
    if question.kind == "text":
        return (
            (clean_text(value, MOST_TEXT), None)
            if isinstance(value, str)
            else (None, Problem(question.key, "not_text"))
        )
    choice = str(value) if isinstance(value, str) or value in range(5) else ""
    if choice == UNKNOWN and question.may_be_unknown:
        return choice, None
    known = [option.value for option in question.options]
    return choice, None if choice in known or not known else Problem(question.key, "not_an_option")


def _number_from_file(question: Question, value: object) -> tuple[object, Problem | None]:
    typed, sure = (value.get("value"), value.get("sure", "exact")) if isinstance(value, Mapping) else (value, "exact")
    if UNKNOWN in (typed, sure):
        answer = {"value": "", "sure": UNKNOWN}
        return answer, None if question.may_be_unknown else Problem(question.key, "required")
    number = _decimal(typed) if isinstance(typed, int | float) else None
    if number is None or not isinstance(sure, str) or sure not in SURE:
        return None, Problem(question.key, "not_a_number" if number is None else "not_sure")
    return {"value": plain(number), "sure": sure}, number_problem(question, number)


def _stored_problem(question: Question, answer: Mapping[str, str]) -> Problem | None:
    return number_problem(question, Decimal(answer["value"]))


def _decimal(typed: object) -> Decimal | None:
    if isinstance(typed, bool) or not isinstance(typed, (int, float, str)):
        return None
    if isinstance(typed, int) and abs(typed) >= MOST_NUMBER:
        return None
    try:
        number = Decimal(str(typed))
    except InvalidOperation:
        return None
    return number if number.is_finite() and abs(number) < MOST_NUMBER else None


def plain(value: Decimal) -> str:
    """The number as it is stored: ASCII, no grouping, no exponent, no idle zeros."""
    if value == 0:
        return "0"
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


AMOUNTS = ("kept_start", "kept_shrunk", "kept_lost", "kept_grown")
MOST_APART = 1  # percentage points between what is told and what the amounts work out


def work_out_retention(stored: Mapping[str, object]) -> dict[str, dict[str, str]]:
    """GRR and expansion (percent) from the four amounts, for whichever of the two is not given; {} if it can't be told.

    GRR = (start − shrink − lost) ÷ start, expansion = growth ÷ start, over one year and the same clients.
    """
    amounts = [_amount(stored.get(key)) for key in AMOUNTS]
    if any(amount is None for amount in amounts):
        return {}
    start, shrunk, lost, grown = (amount for amount in amounts if amount is not None)
    if start <= 0 or shrunk + lost > start:
        return {}
    worked_out = {"grr": (start - shrunk - lost) / start * 100, "expansion": grown / start * 100}
    sure = _least_sure([stored[key] for key in AMOUNTS])
    return {
        key: {"value": plain(_WIDE.quantize(value, Decimal("0.01"))), "sure": sure}
        for key, value in worked_out.items()
        if key not in stored
    }


def retention_problems(stored: Mapping[str, object]) -> list[Problem]:
    """What the four amounts contradict: more lost than there was, or a GRR or expansion over a point away."""
    amounts = {key: amount for key in AMOUNTS if (amount := _amount(stored.get(key))) is not None}
    lost = amounts.get("kept_shrunk", Decimal(0)) + amounts.get("kept_lost", Decimal(0))
    if "kept_start" in amounts and lost > amounts["kept_start"]:
        return [Problem("kept_lost", "lost_more_than_had")]
    told = work_out_retention({key: answer for key, answer in stored.items() if key in AMOUNTS})
    pairs = ((key, _amount(stored.get(key)), Decimal(answer["value"])) for key, answer in told.items())
    return [
        Problem(key, "contradicts", {"typed": float(typed), "told": float(worked_out)})
        for key, typed, worked_out in pairs
        if typed is not None and abs(typed - worked_out) > MOST_APART
    ]


def _amount(answer: object) -> Decimal | None:
    if not isinstance(answer, Mapping) or not answer.get("value"):
        return None
    return _decimal(answer["value"])


def _least_sure(answers: list[object]) -> str:
    given = [str(answer["sure"]) for answer in answers if isinstance(answer, Mapping)]
    return max(given, key=lambda sure: SURE.get(sure, 0))
