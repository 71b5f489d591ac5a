"""What it costs to screen a million cards of twelve ratings: scoring beside this machine's memory, and the whole run.

The bandwidth is that of copying an array far larger than any cache, measured between the scorings of the same run;
bytes read and bytes written count alike. The whole run is a CSV in and a CSV out, in CPU time.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

import numpy as np

from readiness.candidates.rating_file import read_ratings
from readiness.candidates.screening import card_scores, screen
from readiness.library import Library, load_library
from readiness.questionnaire import Rubric
from readiness.reports.screening_tables import Screening, write_screening

CARDS, RATERS, ROUNDS = 1_000_000, 2, 9
COPIED = 1 << 28  # bytes
EXPECTED = 15  # percent


def cost(work: Callable[[], object]) -> float:
    """Seconds by the clock for one call: bandwidth is a matter of the clock."""
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def spent(work: Callable[[], Any]) -> tuple[float, Any]:
    """Seconds of CPU for one call, and what it gave."""
    begun = time.process_time()
    found = work()
    return time.process_time() - begun, found


def scoring(columns: list[Any], weights: list[int]) -> None:
    """The scoring against copying, in turns, so that a busy moment meets both."""
    old, new = np.ones(COPIED // 8), np.empty(COPIED // 8)
    np.copyto(new, old)
    room = (np.zeros(CARDS, dtype=np.int16), np.zeros(CARDS, dtype=np.int16))
    copies, scores = [], []
    for _ in range(ROUNDS):
        copies.append(cost(lambda: np.copyto(new, old)))
        scores.append(cost(lambda: card_scores(columns, weights, room)))
    bandwidth = 2 * COPIED / min(copies)
    moved = CARDS * (len(columns) + 2 * 2)  # each rating read once, two sums of two bytes written once
    share = moved / min(scores) / bandwidth * 100
    print(f"copying                              {bandwidth / 1e9:6.1f} GB/s")
    print(f"scoring {CARDS:,} × {len(columns)} exactly       {min(scores) * 1000:6.1f} ms, "
          f"{share:.0f}% of that; expected: at least {EXPECTED}%")  # fmt: skip


def file_of(rubric: Rubric, ratings: Any) -> bytes:
    head = ",".join(["candidate", "rater", "owned", *(wanted.key for wanted in rubric.competencies)])
    rows = (
        f"Candidate {place // RATERS},Rater {place % RATERS + place // 9000},yes,{','.join(map(str, row))}"
        for place, row in enumerate(ratings.tolist())
    )
    return "\n".join([head, *rows]).encode()


def whole_run(library: Library, raw: bytes) -> None:
    role, out = library.roles["account_manager"], BytesIO()
    reading, found = spent(lambda: read_ratings(raw, "ratings.csv", role.rubric))
    placing, _ = spent(lambda: [None for _ in screen(role.rubric, found)])
    screening = Screening(found, role, library.words["screening"], "en")
    both, _ = spent(lambda: write_screening(screening, "csv", out))
    total = reading + both
    parts = {"reading": reading, "placing": placing, "writing": both - placing}
    print(f"whole run, {len(raw) / 1e6:.0f} MB in, {out.tell() / 1e6:.0f} MB out   {total:6.2f} s CPU: "
          + ", ".join(f"{name} {part:.2f} s ({part / total:.0%})" for name, part in parts.items()))  # fmt: skip


def main() -> None:
    library = load_library()
    rubric = library.roles["account_manager"].rubric
    ratings = np.random.default_rng(1).integers(1, 6, (CARDS, len(rubric.competencies)), dtype=np.int8)
    scoring(list(ratings.T.copy()), [wanted.weight for wanted in rubric.competencies])
    raw = file_of(rubric, ratings)
    del ratings
    whole_run(library, raw)


if __name__ == "__main__":
    main()
