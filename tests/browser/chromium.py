"""Finds the Chromium that the journeys walk in; run as a program, it installs one where that can be done."""

from __future__ import annotations

import functools
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence

NAMES = ("/usr/bin/chromium", "chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
MAC = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"
AS_ROOT = ("--no-sandbox", "--disable-dev-shm-usage")
QUIET = (
    *("--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"),
    *("--disable-component-update", "--disable-sync"),
)
PLAYWRIGHT = (sys.executable, "-m", "playwright")
PACKAGES = ("chromium", "libatomic1")  # the second is what Playwright's own Node.js asks for
LEFT_OUT = (
    "No Chromium was found and none could be installed, so the browser journeys are left out (in CI they fail). "
    "Set CHROMIUM=/path/to/chromium, or install Debian's package chromium."
)


def flags() -> list[str]:
    """What Chromium is started with: nothing that calls out, and no sandbox where root may not have one."""
    is_root = hasattr(os, "geteuid") and os.geteuid() == 0
    return [*QUIET, *(AS_ROOT if is_root else ())]


@functools.cache
def find() -> str | None:
    """The path of a Chromium that starts, or None; also None where Playwright itself can't start."""
    return next(filter(_starts, _candidates()), None) if _succeeds([*PLAYWRIGHT, "--version"], seconds=60) else None


def install() -> str | None:
    """The path of a Chromium, installed by apt or else by Playwright if there was none; None where neither can."""
    for attempt in (_by_apt, _by_playwright):
        find.cache_clear()
        if find() is None:
            attempt()
    find.cache_clear()
    return find()


def _candidates() -> Iterator[str]:
    if named := os.environ.get("CHROMIUM"):
        yield named
    yield from filter(None, map(shutil.which, (*NAMES, MAC)))
    yield _playwrights_own()


def _playwrights_own() -> str:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        return playwright.chromium.executable_path


def _starts(path: str) -> bool:
    """Whether it tells its version: Ubuntu ships a stub of that name that only asks for a snap."""
    return _succeeds([path, "--version"], seconds=60)


def _by_apt() -> None:
    if not shutil.which("apt-get"):
        return
    sudo = [] if os.geteuid() == 0 else ["sudo", "-n"]
    if sudo and not _succeeds([*sudo, "true"], seconds=10):
        return
    print("Installing Chromium with apt-get (once) …", flush=True)
    apt = [*sudo, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq", "-o", "Acquire::http::Timeout=30"]
    _succeeds([*apt, "update"], seconds=300)
    _succeeds([*apt, "install", "-y", "--no-install-recommends", *PACKAGES], seconds=900)


def _by_playwright() -> None:
    print("Installing Chromium with Playwright (once) …", flush=True)
    _succeeds([*PLAYWRIGHT, "install", "chromium"], seconds=600)


def _succeeds(command: Sequence[str], seconds: float) -> bool:
    try:
        return subprocess.run(command, capture_output=True, timeout=seconds, check=False).returncode == 0
    except (OSError, subprocess.TimeoutExpired):
        return False


if __name__ == "__main__":
    chromium = find() or install()
    print(f"Chromium: {chromium}" if chromium else f"\n{LEFT_OUT}\n", flush=True)
