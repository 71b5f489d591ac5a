"""From a fresh site to an account with a second step: set up, sign out, sign in, lose the password and come back; in
both languages, on desktop and phone, with and without JavaScript, and nothing that axe would object to."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pyotp
import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, expect
from waitress.server import create_server

from readiness.records import clock
from readiness.records.second_step import STEP
from tests.journeys.axe_check import prepare, violations
from tests.journeys.owner import DESKTOP, PHONE, Owner, entering
from views.site import NAME

PASSWORD, OTHER_PASSWORD = "seven brown kettles sing", "eleven quiet lanterns drift"
EMAIL = "mina@sorrel.example"
Enter = Callable[..., Owner]


@pytest.fixture
def fresh_app(make_app: Callable[..., Flask]) -> Flask:
    return make_app()


@pytest.fixture
def enter_fresh(browser: Browser, fresh_app: Flask) -> Iterator[Enter]:
    """Lets somebody in at a site where nobody was before."""
    server = create_server(fresh_app, host="127.0.0.1", port=0, threads=4)
    serving = threading.Thread(target=server.run, daemon=True)
    serving.start()
    address, site = f"http://127.0.0.1:{server.effective_port}", fresh_app.extensions[NAME]
    with ExitStack() as browsers:
        yield lambda **how: browsers.enter_context(entering(browser, address, site, **how))
    server.close()
    server.task_dispatcher.shutdown()
    serving.join(timeout=10)


class Time:
    """Stands still until it is told to go on, so that no code runs out on the way."""

    def __init__(self) -> None:
        self.moment = 1_800_000_000


@pytest.fixture
def time(monkeypatch: pytest.MonkeyPatch) -> Time:
    found = Time()
    monkeypatch.setattr(clock, "now", lambda: found.moment)
    return found


def is_sound(owner: Owner) -> None:
    """Nothing that axe objects to, and nothing that runs out of a narrow page."""
    if owner.page.evaluate("document.documentElement.scrollWidth > innerWidth"):
        pytest.fail(f"{owner.page.url} is wider than the screen")
    prepare(owner.page)
    assert violations(owner.page) == []


def fill(owner: Owner, **typed: str) -> None:
    for field, value in typed.items():
        owner.page.locator(f"#{field}").fill(value)


def press(owner: Owner, word: str) -> None:
    """Press the button of the page itself, not that of its frame."""
    with owner.page.expect_navigation():
        owner.page.locator("main").get_by_role("button", name=owner.say(word), exact=True).click()


def set_up(owner: Owner, look: Callable[[Owner], None]) -> None:
    """By the way of somebody who only wants to sign in."""
    owner.visit("/sign-in")
    expect(owner.heading).to_have_text(owner.say("sign_in.setup_title"))
    look(owner)
    fill(owner, company="Sorrel & Lake", name="Mina Tehrani", email=EMAIL, new_password="password1234")
    press(owner, "sign_in.setup")
    expect(owner.page.locator(".error-summary")).to_be_focused()
    look(owner)
    fill(owner, new_password=PASSWORD)
    press(owner, "sign_in.setup")
    expect(owner.page.locator(".places p")).to_have_text("Sorrel & Lake")


def switch_on_second_step(owner: Owner, time: Time, look: Callable[[Owner], None]) -> tuple[str, list[str]]:
    """The secret in the app, and the codes on paper."""
    owner.follow("workspace.to_account")
    look(owner)
    owner.page.locator('a[href$="/second-step"]').click()
    expect(owner.heading).to_have_text(owner.say("account.step_title"))
    look(owner)
    secret = owner.page.locator("code").inner_text().replace(" ", "")
    fill(owner, code=pyotp.TOTP(secret).at(time.moment), password=PASSWORD)
    press(owner, "account.step_switch_on")
    expect(owner.heading).to_have_text(owner.say("account.codes_title"))
    look(owner)
    time.moment += 2 * STEP
    codes = owner.page.locator(".codes code").all_inner_texts()
    owner.follow("account.codes_kept")
    return secret, codes


def sign_in(owner: Owner, password: str, look: Callable[[Owner], None]) -> None:
    """As far as the page that asks for the code."""
    expect(owner.heading).to_have_text(owner.say("sign_in.title"))
    look(owner)
    fill(owner, email=EMAIL, password=password)
    press(owner, "sign_in.submit")
    expect(owner.heading).to_have_text(owner.say("sign_in.code_title"))
    look(owner)


def give_code(owner: Owner, code: str) -> None:
    fill(owner, code=code)
    press(owner, "sign_in.submit")


def sign_out(owner: Owner) -> None:
    owner.press("workspace.sign_out")
    expect(owner.page.locator(".notice")).to_have_text(owner.say("sign_in.done_out"))


def nothing(_: Owner) -> None:
    pass


def link_by_command(app: Flask) -> str:
    """What the operator hands on: the path of the link."""
    run = app.test_cli_runner().invoke(args=["reset", EMAIL])
    return "/" + run.output.strip().split("/", 4)[-1]


def reset(owner: Owner, path: str, look: Callable[[Owner], None]) -> None:
    owner.visit(path)
    expect(owner.heading).to_have_text(owner.say("sign_in.reset_title"))
    look(owner)
    fill(owner, new_password=OTHER_PASSWORD)
    press(owner, "sign_in.reset")
    expect(owner.page.locator(".notice")).to_have_text(owner.say("sign_in.done_reset"))


def goes_all_the_way(owner: Owner, app: Flask, time: Time, look: Callable[[Owner], None]) -> None:
    set_up(owner, look)
    secret, codes = switch_on_second_step(owner, time, look)
    sign_out(owner)
    sign_in(owner, PASSWORD, look)
    give_code(owner, "000000")
    expect(owner.page.locator(".error-summary")).to_be_focused()
    give_code(owner, pyotp.TOTP(secret).at(time.moment))
    expect(owner.page.locator(".places")).to_be_visible()
    sign_out(owner)
    owner.follow("sign_in.to_forgotten")
    look(owner)
    path = link_by_command(app)
    reset(owner, path, look)
    sign_in(owner, OTHER_PASSWORD, nothing)
    give_code(owner, codes[0].lower())
    expect(owner.page.locator(".places")).to_be_visible()
    owner.visit(path)
    expect(owner.heading).to_have_text(owner.say("sign_in.no_link_title"))
    look(owner)


@pytest.mark.parametrize(("language", "width"), [("en", DESKTOP), ("fa", PHONE)])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_whole_way(
    enter_fresh: Enter, fresh_app: Flask, time: Time, language: str, width: int, scheme: str
) -> None:
    owner = enter_fresh(language=language, width=width, color_scheme=scheme)
    goes_all_the_way(owner, fresh_app, time, is_sound)


@pytest.mark.parametrize("language", ["en", "fa"])
def test_the_whole_way_without_javascript(enter_fresh: Enter, fresh_app: Flask, time: Time, language: str) -> None:
    owner = enter_fresh(language=language, java_script_enabled=False)
    goes_all_the_way(owner, fresh_app, time, nothing)


@pytest.mark.parametrize("language", ["en", "fa"])
def test_the_pages_of_the_account(enter_fresh: Enter, time: Time, language: str) -> None:
    owner, elsewhere = (enter_fresh(language=language, width=PHONE) for _ in range(2))
    set_up(owner, nothing)
    elsewhere.visit("/sign-in")
    fill(elsewhere, email=EMAIL, password=PASSWORD)
    press(elsewhere, "sign_in.submit")
    for path in ("name", "email", "password", "leave"):
        owner.visit(f"/account/{path}")
        is_sound(owner)
    owner.visit("/account")
    is_sound(owner)
    press(owner, "account.end_others")
    expect(owner.page.locator(".notice")).to_have_text(owner.say("account.done_others_ended"))
    elsewhere.visit("/account")
    expect(elsewhere.heading).to_have_text(elsewhere.say("sign_in.title"))


def test_the_keyboard_alone_signs_in(enter_fresh: Enter, time: Time) -> None:
    owner = enter_fresh()
    set_up(owner, nothing)
    sign_out(owner)
    page: Page = owner.page
    page.locator("#email").focus()
    page.keyboard.type(EMAIL)
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    with page.expect_navigation():
        page.keyboard.press("Enter")
    expect(page.locator(".places p")).to_have_text("Sorrel & Lake")
