"""In every chart of every example company the letters keep clear of each other, of the curve and of the page's edge."""

from __future__ import annotations

import tomllib
from collections.abc import Callable

import pytest

from tests.journeys.owner import DESKTOP, PHONE, Owner
from tests.journeys.sheets import EXAMPLES, keep_whole
from views.site import Site

Enter = Callable[..., Owner]

# Boxes of letters are a little larger than the letters: what overlaps by less than these parts of them is clear.
TROUBLES = """() => [...document.querySelectorAll("main svg.chart")].flatMap(chart => {
    const box = text => {
        const {left, right, top, bottom, width, height} = text.getBoundingClientRect();
        const aside = width * .02, above = height * .25;
        return {left: left + aside, right: right - aside, top: top + above, bottom: bottom - above};
    };
    const words = [...chart.querySelectorAll("text")].filter(text => text.textContent.trim())
        .map(text => ({say: text.textContent.trim(), ...box(text)}));
    const meet = (a, b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
    const points = [...chart.querySelectorAll(".path")].flatMap(path => {
        const length = path.getTotalLength(), place = path.getScreenCTM();
        return Array.from({length: 400}, (_, i) => path.getPointAtLength(length * i / 399).matrixTransform(place));
    });
    const inside = (point, a) => point.x > a.left && point.x < a.right && point.y > a.top && point.y < a.bottom;
    return [
        ...words.flatMap((a, i) => words.slice(i + 1).filter(b => meet(a, b)).map(b => `“${a.say}” over “${b.say}”`)),
        ...words.filter(a => points.some(point => inside(point, a))).map(a => `“${a.say}” over the curve`),
        ...words.filter(a => a.left < 0 || a.right > innerWidth).map(a => `“${a.say}” over the edge`),
    ].map(trouble => `${chart.querySelector("title").textContent}: ${trouble}`);
})"""


@pytest.mark.parametrize("company", sorted(file.stem for file in EXAMPLES.glob("*.toml")))
@pytest.mark.parametrize("language", ["en", "fa"])
def test_nothing_lies_over_anything(enter: Enter, site: Site, language: str, company: str) -> None:
    owner = enter(language=language)
    sheet = tomllib.loads((EXAMPLES / f"{company}.toml").read_text(encoding="utf-8"))
    owner.come_back(keep_whole(site, sheet, language))
    owner.visit("/check/result")
    found = {width: _troubles(owner, width) for width in (DESKTOP, 768, PHONE, 320)}
    assert not {width: troubles for width, troubles in found.items() if troubles}


def _troubles(owner: Owner, width: int) -> list[str]:
    owner.page.set_viewport_size({"width": width, "height": 900})
    owner.page.evaluate("document.fonts.ready.then(() => null)")
    return owner.page.evaluate(TROUBLES)
