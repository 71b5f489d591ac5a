"""Every rule of the content format, broken one at a time: the error names the file, the key and what is wrong."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from readiness.library import Library
from readiness.questionnaire import Text
from tests.content.mistakes import GONE, WORDS, Files, assert_refused, change

Loader = Callable[[Files], Library]

ROLE, COMPANY, HOME = "made_up/role.toml", "made_up/company.toml", "words/home.toml"
FIRST_CHOICE = "sections.choice.questions.unowned"


def test_what_keeps_every_rule_is_loaded(made_up: Files, load: Loader) -> None:
    library = load(made_up)

    assert library.roles["made_up"].name == Text("role", "نقش")
    assert library.words["home"]["hello"]["fa"] == "سلام {name}"
    assert library.roles["made_up"].words["verdict"]["name_mid"].en == "Words"


WORDINGS = [
    ("why.fa", GONE, "why: missing 'fa'"),
    ("why.en", "  ", "why: missing 'en'"),
    ("why", "Because", "why: must be a table"),
    ("why.de", "Weil", "why.de: unknown key"),
    ("why.en", "Because {n}", "why: the placeholders differ between 'en' and 'fa'"),
    ("why", {"en": "At {}", "fa": "در {}"}, "why.en: '{}' is no placeholder"),
    ("why", {"en": "At {1}", "fa": "در {1}"}, "why.en: '{1}' is no placeholder"),
    ("why.en", "At {n", "why.en: expected '}' before end of string"),
    ("why.fa", "مي‌شود", "why.fa: Arabic 'ي' stands where a Persian character belongs"),
    ("why.fa", "كار", "why.fa: Arabic 'ك' stands where a Persian character belongs"),
    ("why.fa", "٤ سال", "why.fa: Arabic '٤' stands where a Persian character belongs"),
    ("why.fa", "4 سال", "why.fa: a Latin digit stands where a Persian one belongs"),
]


@pytest.mark.parametrize(("path", "value", "message"), WORDINGS)
def test_wording(path: str, value: object, message: str, made_up: Files, load: Loader) -> None:
    change(made_up, COMPANY, f"{FIRST_CHOICE}.{path}", value)

    assert_refused(made_up, load, f"{COMPANY}: {FIRST_CHOICE}.{message}")


@pytest.mark.parametrize("wording", ["گزارش PDF/A-3a", "کاغذ A4", "از {n1} تا {n1}"])
def test_product_terms_and_placeholders_keep_their_latin_digits(wording: str, made_up: Files, load: Loader) -> None:
    made_up[HOME]["paper"] = {"en": wording.translate(dict.fromkeys(range(0x600, 0x700))), "fa": wording}

    assert load(made_up).words["home"]["paper"].fa == wording


def option(value: str) -> dict[str, Any]:
    return {"value": value, "text": WORDS}


FOUR = [option(value) for value in "0123"]
MIXED_UP = [option(value) for value in "10234"]

CHOICES = [
    ("wy", WORDS, "wy: unknown key"),
    ("why", GONE, "missing 'why'"),
    ("kind", "slider", "kind: 'slider' is not choice, pick, text"),
    ("key", "un owned", "sections.choice.questions.un owned.key: 'un owned' can't be a key"),
    ("key", "unknown", "sections.choice.questions.unknown.key: 'unknown' can't be a key"),
    ("options", FOUR, "options: a scored choice has exactly the values 0 to 4"),
    ("options", MIXED_UP, "options: a scored choice has exactly the values 0 to 4"),
    ("options", "none", "options: must be a list"),
    ("options.3.counts", {"en": "Only English"}, "options.3.counts: missing 'fa'"),
    ("options.3.hint", WORDS, "options.3.hint: unknown key"),
    ("effort", 4, "effort: must be 1, 2 or 3"),
    ("effort", 1.5, "effort: must be 1, 2 or 3"),
    ("effort", True, "effort: must be a number"),
    ("step", GONE, "step: every scored choice that is no circumstance has one"),
    ("circumstance", True, "step: every scored choice that is no circumstance has one"),
    ("circumstance", "yes", "circumstance: must be true or false"),
    ("dimension", GONE, "dimension: every scored choice has one"),
    ("dimension", "luck", "dimension: 'luck' is not a dimension of role.toml"),
    ("required", True, "may_be_unknown: must be false where an answer is required"),
    ("aid", True, "aid: only a number can help"),
    ("default", 2, "default: must be a number's"),
]


@pytest.mark.parametrize(("path", "value", "message"), CHOICES)
def test_scored_choices(path: str, value: object, message: str, made_up: Files, load: Loader) -> None:
    change(made_up, COMPANY, f"{FIRST_CHOICE}.{path}", value)

    assert_refused(made_up, load, f"{COMPANY}: ", message)


OTHERS = [
    ("sections.count.questions.load.options", FOUR, "load.options: only a choice or a pick has them"),
    ("sections.count.questions.load.dimension", "team", "load.dimension: every scored choice has one, and nothing"),
    ("sections.count.questions.load.step", WORDS, "load.step: every scored choice"),
    ("sections.count.questions.load.circumstance", True, "load.circumstance: only a scored choice can be one"),
    ("sections.count.questions.load.most", -1, "load.most: is below least"),
    ("sections.count.questions.load.default", -1, "load.default: must be a number's, between least and most"),
    ("sections.count.questions.load.least", "1", "load.least: must be a number"),
    ("sections.count.questions.load.too_much", WORDS, "load.too_much: says why"),
    ("sections.pick.questions.business.options", [option("one")], "business.options: a pick has two or more"),
    ("sections.pick.questions.business.options.new", option("mixed"), "business.options: 'mixed' stands there twice"),
    ("sections.pick.questions.business.options.new", option("unknown"), "business.options: a pick has two or more"),
    ("sections.pick.questions.fit.options.new", option("rarely"), "fit.options: must be mixed, one_off, repeat"),
    ("sections.pick.questions.currency.options_from", "currencies", "options_from: needs words/currencies.toml"),
    ("sections.count.questions.in_post.default", GONE, "questions.in_post.default: must be there"),
    ("sections.pick.questions.business.may_be_unknown", True, "questions.business: must have the option 'other'"),
    ("sections.money.questions.base.required", False, "questions.base.required: must be true"),
    ("sections.percent.questions.grr", GONE, "questions of kind percent: 'grr' is missing; the model needs it"),
    ("sections.percent.questions.grr.kind", "money", "questions of kind percent: 'grr' is missing"),
    ("sections.percent.key", "money", "sections: 'money' stands there twice"),
    ("sections.percent.lead", GONE, "sections.percent: missing 'lead'"),
    ("sections.percent.questions.grr.key", "load", "questions: 'load' stands there twice"),
    ("computed.load_share.key", "grr", "questions: 'grr' stands there twice"),
    ("computed.chance", GONE, "computed: 'chance' is missing; the model needs it"),
    ("computed.chance.bands", [WORDS] * 4, "computed.chance.bands: must be five"),
    ("computed.chance.edges", [1, 2, 3], "computed.chance.edges: must be four"),
    ("computed.chance.edges", [1, 3, 2, 4], "computed.chance.edges: must rise"),
    ("computed.chance.edges", [1, 2, 2, 4], "computed.chance.edges: must rise"),
    ("computed.chance.lower_is_better", True, "computed.chance.edges: must fall, as lower is better"),
    ("computed.chance.dimension", "luck", "computed.chance.dimension: 'luck' is not a dimension"),
    ("computed.chance.step", GONE, "computed.chance: missing 'step'"),
]


@pytest.mark.parametrize(("path", "value", "message"), OTHERS)
def test_the_rest_of_the_questionnaire(path: str, value: object, message: str, made_up: Files, load: Loader) -> None:
    change(made_up, COMPANY, path, value)

    assert_refused(made_up, load, f"{COMPANY}: ", message)


ROLES = [
    ("edition", GONE, "missing 'edition'"),
    ("edition", 2026, "edition: must be words in quotes"),
    ("colour", "teal", "colour: unknown key"),
    ("key", "other", "key: is 'other', but the folder is 'made_up'"),
    ("name.fa", "", "name: missing 'fa'"),
    ("dimensions.team.weight", 0.25, "dimensions: the weights must add up to 1"),
    ("dimensions.team.weight", "0.15", "dimensions.team.weight: must be a number"),
    ("dimensions.team.key", "crew", "dimensions: 'team' is missing; the model needs it"),
    ("dimensions.team.key", "role", "dimensions: 'role' stands there twice"),
    ("levels.senior", GONE, "levels: 'senior' is missing; the model needs it"),
    ("levels.junior.key", "senior", "levels: 'senior' stands there twice"),
    ("levels.senior.lift", GONE, "levels.senior: missing 'lift'"),
    ("words.verdict.name_mid.fa", "استخدام {score}", "words.verdict.name_mid: the placeholders differ"),
    ("words.verdict.sentence_row1", GONE, "words.verdict.sentence_row1: is missing"),
    ("words.conditions", GONE, "words.conditions.leak_grr: is missing"),
    ("words.rows.fired_1", {"en": "{moon}", "fa": "{moon}"}, "words.rows.fired_1: there is no figure '{moon}'"),
    ("assumptions.on_cost", GONE, "assumptions.on_cost: must be a number"),
    ("assumptions.on_cost", True, "assumptions.on_cost: must be a number"),
    ("assumptions.ramp", [9, 6, 3], "assumptions.ramp: must be three numbers: lowest, likely, highest"),
    ("assumptions.effort.pay", 4, "assumptions.effort.pay: must be 1, 2 or 3"),
    ("assumptions.norms.mixed", GONE, "assumptions.norms.mixed.cost_to_book: must be a number"),
    ("assumptions.unknown.grr.mixed", GONE, "assumptions.unknown.grr.mixed: must be three numbers"),
    ("assumptions.unknown.load.mixed", [1, 2], "assumptions.unknown.load.mixed: must be three numbers"),
    ("assumptions.unknown.cash", GONE, "assumptions.unknown.cash: must be three numbers"),
    ("words.verdict.items", WORDS, "words.verdict.items: can't be the key of a word"),
]


@pytest.mark.parametrize(("path", "value", "message"), ROLES)
def test_the_role(path: str, value: object, message: str, made_up: Files, load: Loader) -> None:
    change(made_up, ROLE, path, value)

    assert_refused(made_up, load, f"{ROLE}: {message}")


def test_a_dimension_that_no_item_scores(made_up: Files, load: Loader) -> None:
    new = {"key": "luck", "name": WORDS, "meaning": WORDS, "weight": 0}
    made_up[ROLE]["dimensions"].append(new)

    assert_refused(made_up, load, f"{COMPANY}: dimensions with an item: 'luck' is missing")


FILES = [
    (HOME, {"get": WORDS}, f"{HOME}: get: can't be the key of a word"),
    (HOME, {"hello": {"en": "Hello", "fa": "سلام {name}"}}, f"{HOME}: hello: the placeholders differ"),
    (HOME, {"hello": "Hello"}, f"{HOME}: hello: must be a table"),
    (HOME, b"hello = {", f"{HOME}: "),
    (HOME, b'hello = { en = "Hi", fa = "\xff" }', f"{HOME}: 'utf-8' codec can't decode"),
    (HOME, b'a = "1"\na = "2"', f"{HOME}: Cannot overwrite a value"),
]


@pytest.mark.parametrize(("file", "tables", "message"), FILES)
def test_files(file: str, tables: object, message: str, made_up: Files, load: Loader) -> None:
    made_up[file] = tables

    assert_refused(made_up, load, message)


def test_a_role_without_questions(made_up: Files, load: Loader) -> None:
    del made_up[COMPANY]

    assert_refused(made_up, load, f"{COMPANY}: no such file")


def test_content_without_a_role(made_up: Files, load: Loader) -> None:
    del made_up[ROLE]

    assert_refused(made_up, load, "content: no role found")


def test_options_can_come_from_shared_words(made_up: Files, load: Loader) -> None:
    change(made_up, COMPANY, "sections.pick.questions.currency.options", GONE)
    change(made_up, COMPANY, "sections.pick.questions.currency.options_from", "currencies")

    options = load(made_up).roles["made_up"].questionnaire.question("currency").options

    assert [(option.value, option.text.fa) for option in options] == [("IRT", "تومان"), ("USD", "دلار")]


def test_options_from_words_that_do_not_exist(made_up: Files, load: Loader) -> None:
    change(made_up, COMPANY, "sections.pick.questions.currency.options", GONE)
    change(made_up, COMPANY, "sections.pick.questions.currency.options_from", "coins")

    assert_refused(made_up, load, "currency.options_from: needs words/coins.toml")


def test_what_is_loaded_can_not_be_changed(made_up: Files, load: Loader) -> None:
    library = load(made_up)
    role: Any = library.roles["made_up"]

    assert role.assumptions["ramp"] == (0, 1, 2.5)
    for mapping in (library.roles, library.words, library.words["home"], role.words, role.assumptions["norms"]):
        with pytest.raises(TypeError):
            mapping["new"] = 1  # type: ignore[index]
    with pytest.raises(AttributeError):
        role.questionnaire.sections[0].questions[0].required = True
