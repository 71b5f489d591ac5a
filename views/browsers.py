"""Names a browser in the words in which people know their own: "Firefox on Linux"."""

from __future__ import annotations

from flask import request

# The first that is found counts: most browsers also claim to be those further down.
BROWSERS = (
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser", "Samsung Internet"),
    ("Firefox/", "Firefox"),
    ("FxiOS", "Firefox"),
    ("CriOS", "Chrome"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
)
SYSTEMS = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("CrOS", "ChromeOS"),
    ("Windows", "Windows"),
    ("Mac OS X", "macOS"),
    ("Linux", "Linux"),
)
ON = " on "


def this_browser() -> str:
    """This request's browser and system, as kept with its session; either may be missing."""
    said = request.headers.get("User-Agent", "")
    found = (_first(said, signs) for signs in (BROWSERS, SYSTEMS))
    return ON.join(name for name in found if name)


def _first(said: str, signs: tuple[tuple[str, str], ...]) -> str:
    return next((name for sign, name in signs if sign in said), "")


def browser_and_system(kept: str) -> tuple[str, str]:
    """The two names again, the second "" where only one is known."""
    browser, _, system = kept.partition(ON)
    return browser, system
