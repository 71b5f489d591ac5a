"""The small made-up result on the first page, drawn by the very function that draws a real one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from statistics import NormalDist

from readiness.language import direction, money_short, number, percent
from readiness.reports.charts import Heading, Mark, histogram

WORTH = NormalDist(0.7, 1)  # in spreads of the worth, so that 76 % of it lies above 0
BINS, FIRST, STEP = 28, -2.1, 0.2
SPREAD = {"en": 90_000, "fa": 3_600_000_000}  # one spread in the money of the page's readers
CASES = ((0.1, "example_poor"), (0.5, "example_middle"), (0.9, "example_good"))


@dataclass(frozen=True, slots=True)
class Example:
    """What the first page shows of a result: the chance in words, and the picture of its futures."""

    chance: str
    futures: str


def example(words: Mapping[str, str], language: str) -> Example:
    """The made-up result in one language; `words` are the first page's."""
    below, above = (percent(share, language) for share in (WORTH.cdf(0), 1 - WORTH.cdf(0)))
    shares = words["example_loses"].format(share=below), words["example_pays"].format(share=above)
    edges = [FIRST + STEP * i for i in range(BINS + 1)]
    counts = [round(10_000 * (WORTH.cdf(edge + STEP) - WORTH.cdf(edge))) for edge in edges[:-1]]
    marks = [Mark(WORTH.inv_cdf(part), words[key], _amount(part, words, language)) for part, key in CASES]
    heading = Heading("example", words["example_futures"], words["example_summary"], direction(language) == "rtl")
    return Example(above, histogram(heading, counts, edges, marks, number(0, language), shares))


def _amount(part: float, words: Mapping[str, str], language: str) -> str:
    return money_short(round(WORTH.inv_cdf(part) * SPREAD[language], -3), words["example_amount"], language)
