"""What content has to satisfy before anyone sees it; each rule yields the key that breaks it and why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from readiness.questionnaire import NUMBER_KINDS, UNKNOWN, ComputedItem, Question, Questionnaire, Role

Problems = Iterator[tuple[str, str]]

POINTS = ("0", "1", "2", "3", "4")
UNWEIGHTED = "level"  # its items choose the level of the hire and add nothing to the score

# What the model reads, and so what every role must ask: kind → question keys. The wording is the role's own.
NEEDED_QUESTIONS = {
    "pick": "fit business currency client_size",
    "text": "company",
    "count": "accounts load new_accounts in_post",
    "percent": "inflation biggest grr expansion margin",
    "hours": "owner_hours",
    "money": "book kept_start kept_shrunk kept_lost kept_grown base variable tools hiring_cost rep_cost"
    " running_cost cash owner_rate winning_cost",
    "choice": "unowned contracts tenure graded feedback problems missed could_buy signals unplanned carry delivery"
    " records handover client_figures manager_time goals pay_plan mandate people services supervisor",
}
NEEDED_ANSWERS = ("accounts", "book", "currency", "base")
NEEDED_DEFAULTS = ("inflation", "in_post", "new_accounts")
USUAL_BUSINESS = "other"  # whose norms stand in where the kind of business is left open
NEEDED_COMPUTED = (
    *("load_share", "biggest_share", "grr_item", "months_left"),
    *("chance", "margin_gap", "cost_to_book", "account_value"),
)
NEEDED_DIMENSIONS = ("clients", "happiness", "need", "money", "team", "role")
NEEDED_LEVELS = ("junior", "mid", "senior")
FIT_ANSWERS = {"repeat", "mixed", "one_off"}


def question_problems(question: Question) -> Problems:
    if question.kind not in ("choice", "pick", "text", *NUMBER_KINDS):
        yield "kind", f"'{question.kind}' is not choice, pick, text, {' or '.join(NUMBER_KINDS)}"
    if question.effort not in (1, 2, 3):
        yield "effort", "must be 1, 2 or 3"
    if question.required and question.may_be_unknown:
        yield "may_be_unknown", "must be false where an answer is required"
    yield from option_problems(question)
    yield from scoring_problems(question)
    yield from range_problems(question)


def option_problems(question: Question) -> Problems:
    values = [option.value for option in question.options]
    if question.kind == "choice" and tuple(values) != POINTS:
        yield "options", "a scored choice has exactly the values 0 to 4, in order"
    if question.kind == "pick" and (len(values) < 2 or UNKNOWN in values):
        yield "options", f"a pick has two or more, and none is called '{UNKNOWN}'"
    if values and question.kind not in ("choice", "pick"):
        yield "options", "only a choice or a pick has them"
    yield from twice("options", values)


def scoring_problems(question: Question) -> Problems:
    scored = question.kind == "choice"
    if scored != bool(question.dimension):
        yield "dimension", "every scored choice has one, and nothing else"
    if (scored and not question.circumstance) != bool(question.step):
        yield "step", "every scored choice that is no circumstance has one, and nothing else"
    if question.circumstance and not scored:
        yield "circumstance", "only a scored choice can be one"


def range_problems(question: Question) -> Problems:
    most = float("inf") if question.most is None else question.most
    if question.least > most:
        yield "most", "is below least"
    if question.default is not None and not (question.is_number and question.least <= question.default <= most):
        yield "default", "must be a number's, between least and most"
    if question.aid and not question.is_number:
        yield "aid", "only a number can help to work out another"
    if question.too_much and question.most is None:
        yield "too_much", "says why a number above 'most' can't be, and there is no 'most'"


def computed_problems(item: ComputedItem) -> Problems:
    if len(item.bands) != len(POINTS):
        yield "bands", "must be five, from 0 points to 4"
    if len(item.edges) != len(POINTS) - 1:
        yield "edges", "must be four, one between each two bands"
    rising = sorted(set(item.edges), reverse=item.lower_is_better)
    if list(item.edges) != rising:
        yield "edges", "must fall, as lower is better" if item.lower_is_better else "must rise"


def role_problems(role: Role) -> Problems:
    """Rules of role.toml by itself."""
    dimensions, levels = [dimension.key for dimension in role.dimensions], [level.key for level in role.levels]
    yield from twice("dimensions", dimensions)
    yield from twice("levels", levels)
    yield from lacking("dimensions", NEEDED_DIMENSIONS, dimensions)
    yield from lacking("levels", NEEDED_LEVELS, levels)
    if abs(sum(dimension.weight for dimension in role.dimensions) - 1) > 1e-9:
        yield "dimensions", "the weights must add up to 1"


def questionnaire_problems(role: Role) -> Problems:
    """Rules of company.toml as a whole, and beside role.toml."""
    asked = role.questionnaire
    questions = list(asked.questions())
    yield from twice("sections", [section.key for section in asked.sections])
    yield from twice("questions", [*(question.key for question in questions), *(item.key for item in asked.computed)])
    for kind, keys in NEEDED_QUESTIONS.items():
        yield from lacking(f"questions of kind {kind}", keys.split(), [q.key for q in questions if q.kind == kind])
    yield from lacking("computed", NEEDED_COMPUTED, [item.key for item in asked.computed])
    if {option.value for option in asked.question("fit").options} != FIT_ANSWERS:
        yield "sections.fit.questions.fit.options", f"must be {', '.join(sorted(FIT_ANSWERS))}"
    yield from needed_answer_problems(asked)
    yield from dimension_problems(asked, {dimension.key for dimension in role.dimensions})


def needed_answer_problems(asked: Questionnaire) -> Problems:
    """What the model can't reckon without is asked for, or has a usual answer."""
    for key in NEEDED_ANSWERS:
        if not asked.question(key).required:
            yield f"questions.{key}.required", "must be true: without this answer there is nothing to reckon with"
    for key in NEEDED_DEFAULTS:
        if asked.question(key).default is None:
            yield f"questions.{key}.default", "must be there: the model reckons with it where nothing is typed"
    business = asked.question("business")
    if business.may_be_unknown or USUAL_BUSINESS not in [option.value for option in business.options]:
        yield "questions.business", f"must have the option '{USUAL_BUSINESS}' and may not be unknown"


def dimension_problems(asked: Questionnaire, dimensions: set[str]) -> Problems:
    placed = {f"computed.{item.key}.dimension": item.dimension for item in asked.computed}
    for section in asked.sections:
        for question in section.questions:
            if question.dimension:
                placed[f"sections.{section.key}.questions.{question.key}.dimension"] = question.dimension
    for path, dimension in placed.items():
        if dimension not in {*dimensions, UNWEIGHTED}:
            yield path, f"'{dimension}' is not a dimension of role.toml"
    yield from lacking("dimensions with an item", dimensions, placed.values())


def twice(where: str, keys: Iterable[str]) -> Problems:
    seen: set[str] = set()
    for key in keys:
        if key in seen:
            yield where, f"'{key}' stands there twice"
        seen.add(key)


def lacking(where: str, needed: Iterable[str], there: Iterable[str]) -> Problems:
    for key in sorted(set(needed) - set(there)):
        yield where, f"'{key}' is missing; the model needs it"
