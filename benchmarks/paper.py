"""What a long report costs in every format, beside a bare page of the PDF engine: CPU time of one run."""

from __future__ import annotations

import sys
import time
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "reports"), str(ROOT / "benchmarks")]

from papers import library, long_paper  # type: ignore[import-not-found]
from pdf import bare_page, cost, middle  # type: ignore[import-not-found]

from readiness.reports.formats import FORMATS, Format
from readiness.reports.paper import Paper

ROUNDS = 5


def measured(form: Format, papers: list[Paper]) -> str:
    """The first of its kind in a process, then others of its kind, each with words of its own; and on the clock."""
    words = library().words
    first, *others = [cost(lambda one=one: form.make(one, words)) for one in papers[:-1]]  # type: ignore[misc]
    begun = time.perf_counter()
    size = len(form.make(papers[-1], words)) / 1000
    clock = (time.perf_counter() - begun) * 1000
    return f"first {first:6.1f}  next {middle(others):6.1f} ms CPU  {clock:6.1f} ms on the clock  {size:5.0f} kB"


def main() -> None:
    print(f"bare page of the same engine {bare_page():6.1f} ms CPU")
    for language in ("en", "fa"):
        papers = [long_paper(language, 49, f"No. {place}: ") for place in range(ROUNDS)]
        for ending, form in FORMATS.items():
            print(f"50 pages as {ending:4} ({language})  {measured(form, papers)}")


if __name__ == "__main__":
    main()
