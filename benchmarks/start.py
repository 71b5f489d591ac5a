"""What a start costs beside a start of bare Flask: CPU time of a fresh process, and the memory it holds at rest."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).parents[1]
ROUNDS = 5
TOLD = """
import sys, time
taken = time.process_time()
status = open("/proc/self/status").read() if sys.platform == "linux" else "VmRSS: 0 kB"
held = int(status.partition("VmRSS:")[2].split()[0]) // 1024
print(taken, held, *sorted({"numpy", "pandas", "typst", "alembic"} & sys.modules.keys()))
"""
BARE = "from flask import Flask; Flask('bare')\n" + TOLD
OURS = """
from app import create_app
create_app({{"DATABASE_URL": "sqlite:///{folder}/checks.db", "SECRET_KEY": "for benchmarks, 0123456789abcdefghij"}})
"""


def started(code: str) -> tuple[float, int, list[str]]:
    """Least CPU seconds of several fresh processes, megabytes held (Linux), and heavy modules that were loaded."""
    told = [
        subprocess.run(
            [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
        ).stdout.split()
        for _ in range(ROUNDS)
    ]
    return min(float(words[0]) for words in told), int(told[0][1]), told[0][2:]


def main() -> None:
    with TemporaryDirectory() as folder:
        ours = OURS.format(folder=folder) + TOLD
        subprocess.run([sys.executable, "-c", ours], cwd=ROOT, capture_output=True, check=True)  # makes the database
        bare, ready = started(BARE), started(ours)
    print(f"bare Flask   {bare[0]:.2f} s CPU, {bare[1]} MB")
    held = f"{ready[1]} MB, {ready[0] / bare[0]:.1f} times as long"
    print(f"Readiness    {ready[0]:.2f} s CPU, {held}; expected: at most 0.6 s and 90 MB")
    print(f"loaded at start, of numpy, pandas, typst and alembic: {', '.join(ready[2]) or 'none'}")


if __name__ == "__main__":
    main()
