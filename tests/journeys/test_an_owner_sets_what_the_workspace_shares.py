"""An owner gives the workspace a name, a logo and assumptions of its own, and takes them back: in both languages, with
and without JavaScript, by keyboard where that is quicker, and nothing that axe would object to."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import expect

from readiness.language import digits
from readiness.records.passwords import hash_password
from readiness.records.signing_in import join
from readiness.records.workspaces import found_another
from tests.journeys.axe_check import prepare, violations
from tests.journeys.owner import DESKTOP, PHONE, Owner

Enter = Callable[..., Owner]
Look = Callable[[Owner], None]
WIDTHS = {"en": DESKTOP, "fa": PHONE}
SETTINGS = "/workspace/settings"


def sign_in(owner: Owner, address: str) -> None:
    """As the owner of a workspace that has nothing in it yet."""
    _, token = found_another(owner.site.database, "Mehr", "owner@mehr.example", owner.language)
    session = join(owner.site.database, token, "Mina Tehrani", hash_password("seven brown kettles sing"), "Chromium")
    assert session
    owner.page.context.add_cookies([{"name": "session", "value": session, "url": address}])


def typed(number: str, owner: Owner) -> str:
    """A number as one types it in the owner's language."""
    return digits(number.replace(".", "٫"), "fa") if owner.language == "fa" else number


def is_sound(owner: Owner) -> None:
    """Nothing that axe objects to."""
    prepare(owner.page)
    assert violations(owner.page) == []


def nothing(_: Owner) -> None:
    """Where no script runs, axe can't."""


def notice(owner: Owner, word: str, **values: str) -> None:
    expect(owner.page.get_by_role("status").first).to_contain_text(owner.say(word, **values))


def enter_settings(owner: Owner, look: Look) -> None:
    name = owner.page.get_by_label(owner.say("settings.name"), exact=True)
    months = owner.page.get_by_label(owner.say("settings.retention_months"), exact=True)
    name.fill("Mehr & Mah")
    months.fill("0")
    owner.press("settings.save")
    expect(owner.page.locator(".error-summary")).to_be_focused()
    expect(name).to_have_value("Mehr & Mah")
    look(owner)
    months.fill(typed("12", owner))
    owner.page.get_by_label(owner.say("settings.calendar"), exact=True).select_option("jalali")
    with owner.page.expect_navigation():
        name.press("Enter")
    notice(owner, "settings.saved")
    expect(owner.page.get_by_role("navigation", name=owner.say("workspace.places"))).to_contain_text("Mehr & Mah")
    look(owner)


def upload_logo(owner: Owner, folder: Path, look: Look) -> None:
    made = BytesIO()
    Image.new("RGB", (300, 120), (11, 92, 88)).save(made, "PNG")
    file = folder / "logo.png"
    file.write_bytes(made.getvalue())
    owner.page.locator("#logo").set_input_files(file)
    owner.press("settings.logo_keep")
    notice(owner, "settings.logo_kept")
    drawn = owner.page.get_by_role("img", name=owner.say("settings.logo_alt", workspace="Mehr & Mah"))
    expect(drawn).to_be_visible()
    assert drawn.evaluate("picture => picture.naturalWidth") == 300
    look(owner)


def refuse_text_as_logo(owner: Owner, folder: Path, look: Look) -> None:
    file = folder / "logo.txt"
    file.write_text("no picture")
    owner.page.locator("#logo").set_input_files(file)
    owner.press("settings.logo_keep")
    expect(owner.page.locator("#error-logo")).to_have_text(owner.say("settings.logo_not_a_picture"))
    look(owner)


def set_assumptions(owner: Owner, look: Look) -> None:
    owner.follow("settings.assumptions_open")
    expect(owner.heading).to_have_text(owner.say("settings.assumptions"))
    on_cost, senior = owner.page.locator("#on_cost"), owner.page.locator("#senior_pay")
    expect(senior).to_be_hidden()
    owner.page.locator("summary").nth(1).click()
    senior.fill(typed("99", owner))
    on_cost.fill(typed("1.5", owner))
    owner.press("settings.assumptions_save")
    expect(senior).to_be_visible()
    expect(owner.page.locator("#error-senior_pay")).to_contain_text(
        owner.say("errors.too_large", most=typed("5", owner))
    )
    look(owner)
    senior.fill(typed("2", owner))
    with owner.page.expect_navigation():
        on_cost.press("Enter")  # which saves, and takes nothing back to standard
    notice(owner, "settings.assumptions_saved")
    expect(senior).to_have_value(typed("2", owner))
    expect(owner.page.locator("dt .tag")).to_have_count(2)
    look(owner)


def take_them_back(owner: Owner) -> None:
    owner.press("settings.all_back")
    notice(owner, "settings.all_are_back")
    expect(owner.page.locator("dt .tag")).to_have_count(0)
    expect(owner.page.locator("#on_cost")).to_have_value(typed("1.3", owner))


@pytest.mark.parametrize("with_script", [True, False], ids=["script", "no script"])
@pytest.mark.parametrize("language", ["en", "fa"])
def test_from_a_name_to_assumptions_and_back(
    enter: Enter, live_server: str, tmp_path: Path, language: str, with_script: bool
) -> None:
    look = is_sound if with_script else nothing
    owner = enter(language=language, width=WIDTHS[language], java_script_enabled=with_script)
    sign_in(owner, live_server)
    owner.visit(SETTINGS)
    look(owner)
    enter_settings(owner, look)
    upload_logo(owner, tmp_path, look)
    refuse_text_as_logo(owner, tmp_path, look)
    set_assumptions(owner, look)
    take_them_back(owner)


def test_a_file_that_is_too_large_is_told_before_it_is_sent(enter: Enter, live_server: str, tmp_path: Path) -> None:
    owner = enter()
    sign_in(owner, live_server)
    owner.visit(SETTINGS)
    file = tmp_path / "photo.png"
    file.write_bytes(bytes(3_000_000))
    field = owner.page.locator("#logo")
    field.set_input_files(file)
    assert field.evaluate("field => field.validationMessage") == owner.say("settings.logo_too_large")
    owner.button("settings.logo_keep").click()
    expect(field).to_be_focused()
    assert owner.page.url.endswith(SETTINGS)


def test_the_menu_can_be_walked_by_keyboard(enter: Enter, live_server: str) -> None:
    owner = enter(width=PHONE)
    sign_in(owner, live_server)
    owner.visit(SETTINGS)
    links = owner.page.get_by_role("navigation", name=owner.say("workspace.places")).get_by_role("link")
    links.first.focus()
    for number in range(links.count()):
        expect(links.nth(number)).to_be_focused()
        assert links.nth(number).evaluate("link => getComputedStyle(link).outlineStyle") == "solid"
        owner.page.keyboard.press("Tab")
    expect(owner.page.locator(".places [aria-current=page]")).to_have_text(owner.say("workspace.to_settings"))
    assert owner.page.evaluate("document.documentElement.scrollWidth") == PHONE
