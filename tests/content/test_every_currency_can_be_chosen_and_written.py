"""The currencies an owner may reckon in: each has a name to choose it by and a way to write an amount."""

from __future__ import annotations

from readiness.library import Library


def test_every_currency_has_a_name_and_a_way_of_writing(library: Library) -> None:
    assert list(library.words["currencies"]) == list(library.words["amounts"])


def test_every_amount_shows_its_number(library: Library) -> None:
    for code, pattern in library.words["amounts"].items():
        for language in ("en", "fa"):
            assert pattern[language].count("{amount}") == 1, code
            assert pattern[language].format(amount="5") != "5", code


def test_no_two_currencies_read_alike(library: Library) -> None:
    for area in ("currencies", "amounts"):
        for language in ("en", "fa"):
            written = [text[language] for text in library.words[area].values()]
            assert len(set(written)) == len(written), (area, language)


def test_toman_and_rial_come_first_and_say_how_they_differ(library: Library) -> None:
    toman, rial, *_ = library.words["currencies"].items()

    assert (toman[0], rial[0]) == ("IRT", "IRR")
    assert "10 rials" in toman[1].en
    assert "۱۰ ریال" in toman[1].fa
    assert "toman" in rial[1].en
    assert "تومان" in rial[1].fa


def test_the_owner_chooses_among_them_all(library: Library) -> None:
    options = library.roles["account_manager"].questionnaire.question("currency").options

    assert {option.value: option.text for option in options} == dict(library.words["currencies"])
