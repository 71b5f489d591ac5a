"""Every journey fails when a script fails, the content policy is broken or another host is asked; here it must."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

from tests.journeys.owner import entering
from views.site import Site

BREAKS = {
    "a script that fails": "setTimeout(() => { throw new Error('broken') })",
    "a style against the policy": "document.body.setAttribute('style', 'color: red')",
    "a script against the policy": "document.body.append(Object.assign(document.createElement('script'), {text: '1'}))",
    "a picture that is not there": "document.body.append(Object.assign(new Image(), {src: '/static/none.png'}))",
    "another host": "fetch('http://127.0.0.2:9/').catch(() => null)",
}


@pytest.mark.parametrize("name", BREAKS)
def test_it_is_told(browser: Browser, live_server: str, site: Site, name: str) -> None:
    with pytest.raises(AssertionError):
        _walk(browser, live_server, site, f"() => {{ {BREAKS[name]} }}")


def _walk(browser: Browser, address: str, site: Site, mishap: str) -> None:
    with entering(browser, address, site) as owner:
        owner.visit("/about")
        owner.page.evaluate(mishap)
        owner.page.wait_for_timeout(200)


def test_a_page_in_order_is_not_blamed(browser: Browser, live_server: str, site: Site) -> None:
    with entering(browser, live_server, site) as owner:
        owner.visit("/about")
        owner.visit("/no-such-page")
