"""Asks axe, in the browser, what would keep somebody from using the page."""

from __future__ import annotations

from typing import Any

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
RUN = "([part, rules]) => axe.run(part, {runOnly: rules, resultTypes: ['violations']})"


def prepare(page: Page) -> None:
    """Bring axe along and open whatever is folded, so that it is looked at too."""
    page.evaluate(AXE_SCRIPT)
    page.evaluate("document.querySelectorAll('details').forEach(part => part.open = true)")
    page.evaluate("document.fonts.ready.then(() => null)")


def violations(page: Page, part: str = "html") -> list[str]:
    """One line for each place in a part of the page that breaks a rule."""
    found = page.evaluate(RUN, [part, RULES])["violations"]
    return [f"{rule['id']}: {_place(node)}" for rule in found for node in rule["nodes"]]


def _place(node: dict[str, Any]) -> str:
    why = "; ".join(check["message"] for kind in ("any", "all", "none") for check in node[kind])
    return f"{node['target']} {node['html'][:120]} ({why})"
