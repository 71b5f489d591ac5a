"""Cookies are out of reach of scripts and other sites, and bound to HTTPS where it is on; weak keys stop the start."""

from __future__ import annotations

import stat
from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask

from tests.conftest import SECRET_KEY
from tests.pages.owner import Owner
from views.settings import SettingsError, read_settings

OLD, NEW = "an-old-key-for-tests-only-0123456789", "a-new-key-for-tests-only-0123456789"


def cookies_of(app: Flask) -> list[str]:
    client = app.test_client()
    home = client.get("/en/")
    owner = Owner(client)
    return [*home.headers.getlist("Set-Cookie"), *owner.press("check").headers.getlist("Set-Cookie")]


def test_over_plain_http_cookies_work_and_are_guarded(make_app: Callable[..., Flask]) -> None:
    cookies = cookies_of(make_app())
    assert {cookie.split("=")[0] for cookie in cookies} == {"visit", "check"}
    for cookie in cookies:
        assert "HttpOnly" in cookie
        assert "SameSite=Lax" in cookie
        assert "Path=/" in cookie
        assert "Secure" not in cookie


def test_over_https_cookies_are_bound_to_it(make_app: Callable[..., Flask]) -> None:
    app = make_app(HTTPS="1")
    client = app.test_client()
    home = client.get("/en/", base_url="https://localhost")
    assert home.headers["Set-Cookie"].startswith("__Host-visit=")
    assert "Secure" in home.headers["Set-Cookie"]
    assert "Domain" not in home.headers["Set-Cookie"]
    assert home.headers["Strict-Transport-Security"].startswith("max-age=")


def test_over_plain_http_no_browser_is_told_to_come_back_by_https(make_app: Callable[..., Flask]) -> None:
    assert "Strict-Transport-Security" not in make_app().test_client().get("/en/").headers


def test_the_link_is_https_where_https_is_on(make_app: Callable[..., Flask]) -> None:
    client = make_app(HTTPS="yes").test_client()
    page = client.get("/en/", base_url="https://localhost").get_data(as_text=True)
    csrf = page.split('name="csrf" value="')[1].split('"')[0]
    client.post("/en/check", data={"csrf": csrf}, base_url="https://localhost")
    shown = client.get("/en/check/link", base_url="https://localhost").get_data(as_text=True)
    assert 'value="https://localhost/en/resume/' in shown


def test_a_proxy_is_believed_only_where_it_is_announced(make_app: Callable[..., Flask]) -> None:
    forwarded = {"X-Forwarded-Host": "check.example", "X-Forwarded-Proto": "https", "Host": "localhost"}
    assert make_app(TRUSTED_HOSTS="localhost").test_client().get("/en/", headers=forwarded).status_code == 200
    behind = make_app(TRUSTED_HOSTS="check.example", TRUSTED_PROXIES="1").test_client()
    assert behind.get("/en/", headers=forwarded).status_code == 200


@pytest.mark.parametrize("key", ["", "dev", "changeme", "a" * 64, "abcabcabc" * 5, "short-but-Random-1234567890"])
def test_a_weak_key_stops_the_start(make_app: Callable[..., Flask], key: str) -> None:
    with pytest.raises(SettingsError, match="SECRET_KEY"):
        make_app(SECRET_KEY=key)


def test_without_a_key_one_is_made_once_for_this_machines_owner(tmp_path: Path) -> None:
    first = read_settings({}, {}, tmp_path / "instance")
    again = read_settings({}, {}, tmp_path / "instance")
    assert first.secrets == again.secrets
    assert len(first.secrets[0]) >= 43
    kept = tmp_path / "instance" / "secret_key"
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    assert [file.name for file in kept.parent.iterdir()] == ["secret_key"]


def test_forms_signed_with_the_old_key_are_accepted_while_it_is_listed(make_app: Callable[..., Flask]) -> None:
    owner = Owner(make_app(SECRET_KEY=OLD).test_client())
    visit = owner.client.get_cookie("visit")
    assert visit is not None
    for older, status in ((OLD, 303), ("", 403)):
        client = make_app(SECRET_KEY=NEW, OLD_SECRET_KEYS=older).test_client()
        client.set_cookie("visit", visit.value)
        assert client.post("/en/check", data={"csrf": owner.csrf}).status_code == status


@pytest.mark.parametrize(
    ("name", "value"), [("PORT", "eighty"), ("PORT", "70000"), ("PORT", "-1"), ("TRUSTED_PROXIES", "²")]
)
def test_settings_that_cannot_be_are_named(tmp_path: Path, name: str, value: str) -> None:
    with pytest.raises(SettingsError, match=name):
        read_settings({name: value}, {}, tmp_path)


def test_the_environment_is_honoured_and_what_is_given_comes_first(tmp_path: Path) -> None:
    environ = {"HOST": "0.0.0.0", "PORT": "9000", "DATABASE_URL": "sqlite:///there.db", "SECRET_KEY": SECRET_KEY}
    settings = read_settings(environ, {"PORT": "9001"}, tmp_path)
    assert settings.address_at(settings.port) == "http://127.0.0.1:9001/"
    assert settings.database_url == "sqlite:///there.db"
    assert "0.0.0.0" in settings.hosts
