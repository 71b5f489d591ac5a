"""A start reads no heavy library: the model's, the PDF's and the migrations' come when they are first needed."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from tests.conftest import SECRET_KEY

HEAVY = ("numpy", "pandas", "typst", "alembic", "PIL", "argon2", "cryptography", "zxcvbn")
START = """
import sys
from app import create_app
create_app({"SECRET_KEY": sys.argv[1], "DATABASE_URL": sys.argv[2]}).test_client().get("/en/")
print(*[name for name in sys.argv[3:] if name in sys.modules])
"""


def test_a_start_and_its_first_page_need_no_heavy_library(database_kind: str, database_url: str) -> None:
    heavy = (*HEAVY, "psycopg") if database_kind == "sqlite" else HEAVY
    command = [sys.executable, "-c", START, SECRET_KEY, database_url, *heavy]
    start = subprocess.run(command, check=True, cwd=Path(__file__).parents[2], capture_output=True, text=True)
    assert start.stdout.split() == []
