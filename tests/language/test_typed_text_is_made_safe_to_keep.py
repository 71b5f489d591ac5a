"""A company's name is kept as it reads, without anything unseen that could turn the page or the PDF upside down."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readiness.typed_text import clean_text, clean_words


@pytest.mark.parametrize(
    ("typed", "kept"),
    {
        "  Acme   Ltd. ": "Acme Ltd.",
        "two\r\nlines\there": "two lines here",
        "nul\x00l\x07": "null",
        "a \x00 b": "a b",
        "evil\u202egnp.exe": "evilgnp.exe",
        "\u2066isolated\u2069": "isolated",
        "\ufeffmark\u00ad\u200b": "mark",
        "lone \ud800": "lone",
        "شركت علي": "شرکت علی",
        "می\u200cشود": "می\u200cشود",
        "مسئول": "مسئول",
        "مسي\u0654ول": "مسئول",
        "Cafe\u0301": "Café",
        "Q" + "\u0301" * 500 + "oe": "Q\u0301\u0301\u0301oe",
        "<img onerror=1> {{7*7}} #read": "<img onerror=1> {{7*7}} #read",
        "👩\u200d💼 Studio": "👩\u200d💼 Studio",
        "\u200c": "",
        "": "",
    }.items(),
)
def test_what_reads_well_stays_and_the_unseen_goes(typed: str, kept: str) -> None:
    assert clean_text(typed, 80) == kept


def test_a_long_text_is_cut() -> None:
    assert clean_text("x" * 500, 80) == "x" * 80
    assert clean_text("abc def", 4) == "abc"


@given(st.text() | st.text("aيكی\u200c\u200d\u0301\u0654\u202e\x00 \n\ud800"), st.integers(0, 40))
def test_the_result_is_safe_short_and_final(typed: str, limit: int) -> None:
    kept = clean_text(typed, limit)
    assert len(kept) <= limit
    assert kept == clean_text(kept, limit) == unicodedata.normalize("NFC", kept)
    assert not {unicodedata.category(sign) for sign in kept} & {"Cc", "Cs"}
    assert not set(kept) & set("يك\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\n\u2028\u2029")
    assert kept.encode().decode() == kept


def test_words_keep_their_lines_and_one_empty_one_at_most() -> None:
    typed = "\r\n  She renewed \u202eeleven of twelve. \r\n\n\n \nشركت علي\n\n"
    assert clean_words(typed) == "She renewed eleven of twelve.\n\nشرکت علی"
