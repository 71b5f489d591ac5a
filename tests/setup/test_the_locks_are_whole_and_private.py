"""The locks pin all that pyproject.toml names, agree with each other, carry hashes, and name nobody's machine."""

import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
LOCKS = [
    ROOT / "requirements.txt",
    ROOT / "tests" / "requirements.txt",
    ROOT / "readiness" / "reports" / "typeface.txt",
]


def pins(lock: Path) -> dict[str, str]:
    """The pinned versions by name."""
    return dict(re.findall(r"^([a-z0-9-]+)==(\S+)", lock.read_text("utf-8"), re.MULTILINE))


def names(requirements: list[str]) -> set[str]:
    return {re.split(r"[^a-z0-9-]", requirement)[0] for requirement in requirements}


def test_every_direct_dependency_is_pinned() -> None:
    assert names(PROJECT["project"]["dependencies"]) <= pins(LOCKS[0]).keys()
    for group in PROJECT["dependency-groups"].values():
        assert names(group) <= pins(LOCKS[1]).keys()


def test_site_and_tests_share_their_versions() -> None:
    site, tests = pins(LOCKS[0]), pins(LOCKS[1])
    assert {name: tests[name] for name in site.keys() & tests.keys()} == {
        name: site[name] for name in site.keys() & tests.keys()
    }


@pytest.mark.parametrize("lock", LOCKS, ids=[str(lock.relative_to(ROOT)) for lock in LOCKS])
def test_every_pin_has_a_hash_and_no_line_names_a_place(lock: Path) -> None:
    text = re.sub(r"\s*\\\n\s*", " ", lock.read_text("utf-8"))
    lines = [line.strip() for line in text.splitlines() if not line.strip().startswith("#")]
    assert lines
    assert all(re.fullmatch(r"[a-z0-9-]+==\S+( ; [^-]+?)?( --hash=sha256:[0-9a-f]{64})+", line) for line in lines)
    assert not re.search(r"://|--(index|extra|find|trusted)|/(home|root|work|tmp)/", lock.read_text("utf-8"))
