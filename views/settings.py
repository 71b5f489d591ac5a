"""Reads how the site is to run from the environment, and refuses what would be unsafe."""

from __future__ import annotations

import os
import re
import secrets
import socket
from collections.abc import Mapping
from dataclasses import dataclass
from email.utils import parseaddr
from pathlib import Path
from urllib.parse import SplitResult, unquote, urlsplit

from readiness.library import CONTENT
from readiness.records.database import PATIENCE

WEAKEST_KEY = 32  # characters
FEWEST_SIGNS = 10  # different ones among them
HERE = ("localhost", "127.0.0.1", "[::1]")
YES = ("1", "true", "yes", "on")
MAIL_PORTS = {"smtp": 587, "smtps": 465}
ADDRESS = re.compile(r"[^\s@<>]+@[^\s@<>]+")


class SettingsError(ValueError):
    """A setting that can't be used; the message says which, and what to do."""


@dataclass(frozen=True, slots=True)
class MailServer:
    """Who takes our mail, and as whom we send it; `safe` is TLS from the first byte on, else STARTTLS."""

    host: str
    port: int
    safe: bool
    user: str
    password: str
    sender_name: str
    sender: str


@dataclass(frozen=True, slots=True)
class Settings:
    """How this site runs. `hosts` are the names it answers to, `proxies` how many of them stand in front.

    `base_url` is where its readers find it, without a slash at the end; "" if it wasn't told.
    """

    host: str
    port: int
    database_url: str
    patience: float
    secrets: tuple[bytes, ...]
    https: bool
    hosts: frozenset[str]
    proxies: int
    content: Path
    base_url: str
    mail: MailServer | None

    def address_at(self, port: int) -> str:
        """Where a browser on this machine finds the site; PORT=0 lets the machine choose the port."""
        host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(self.host, self.host)
        return f"http://[{host}]:{port}/" if ":" in host else f"http://{host}:{port}/"


def read_settings(environ: Mapping[str, str], given: Mapping[str, object], instance: Path) -> Settings:
    """Settings from what was `given` to create_app, else from the environment, else the defaults; SettingsError."""
    found = {**environ, **{key: str(value) for key, value in given.items() if value is not None}}
    host, base_url = found.get("HOST") or "127.0.0.1", _base_url(found)
    return Settings(
        host=host,
        port=_whole_number(found, "PORT", 8000),
        database_url=found.get("DATABASE_URL") or f"sqlite:///{instance / 'readiness.sqlite3'}",
        patience=_seconds(found, "DATABASE_PATIENCE", PATIENCE),
        secrets=_secrets(found, instance),
        https=found.get("HTTPS", "").lower() in YES,
        hosts=_hosts(found.get("TRUSTED_HOSTS", ""), host) | _host_of(base_url),
        proxies=_whole_number(found, "TRUSTED_PROXIES", 0),
        content=Path(found.get("CONTENT") or CONTENT),
        base_url=base_url,
        mail=_mail(found, base_url),
    )


def _whole_number(found: Mapping[str, str], name: str, default: int) -> int:
    value = found.get(name) or str(default)
    if not (value.isascii() and value.isdigit()) or int(value) > 65535:
        raise SettingsError(f"{name} must be a whole number up to 65535, not {value!r}.")
    return int(value)


def _seconds(found: Mapping[str, str], name: str, default: float) -> float:
    value = found.get(name) or str(default)
    if not re.fullmatch(r"[0-9]{1,4}(\.[0-9]{1,3})?", value):
        raise SettingsError(f"{name} must be a number of seconds such as 5 or 0.5, not {value!r}.")
    return float(value)


def _hosts(listed: str, host: str) -> frozenset[str]:
    """The names in TRUSTED_HOSTS; where it is unset, this machine by its usual names."""
    names = [name.strip() for name in listed.split(",") if name.strip()]
    address = f"[{host}]" if ":" in host else host
    return frozenset(name.lower() for name in names or (*HERE, address, socket.gethostname()))


def _base_url(found: Mapping[str, str]) -> str:
    """Where readers find the site, as https://readiness.example.com."""
    url = (found.get("BASE_URL") or "").rstrip("/")
    if not url:
        return ""
    parts = _split(url)
    if (
        parts is None
        or parts.scheme not in ("http", "https")
        or url.lower() != f"{parts.scheme}://{parts.netloc}".lower()
    ):
        raise SettingsError("BASE_URL must be an address such as https://readiness.example.com, without a path.")
    if "@" in parts.netloc:
        raise SettingsError("BASE_URL must not hold a user or a password.")
    return url


def _host_of(base_url: str) -> set[str]:
    """The site answers to the name that it puts into links."""
    return {re.sub(r":[0-9]+$", "", urlsplit(base_url).netloc).lower()} if base_url else set()


def _split(url: str) -> SplitResult | None:
    """The parts of an address with a host and a possible port; None if it isn't one."""
    try:
        parts = urlsplit(url)
        return parts if parts.hostname and (parts.port is None or parts.port) else None
    except ValueError:
        return None


def _mail(found: Mapping[str, str], base_url: str) -> MailServer | None:
    """Who takes our mail; the messages don't repeat SMTP_URL, for its password."""
    if not (url := found.get("SMTP_URL")):
        return None
    told = found.get("MAIL_FROM") or ""
    parts, (name, sender) = _split(url), parseaddr(told)
    if parts is None or parts.scheme not in MAIL_PORTS or parts.path not in ("", "/") or parts.query:
        raise SettingsError("SMTP_URL must be smtp://user:password@host:port, or smtps:// for TLS from the start.")
    if not (ADDRESS.fullmatch(sender) and told.isprintable() and base_url):
        raise SettingsError(
            "SMTP_URL needs BASE_URL, for links in mails, and MAIL_FROM, the address that they come from."
        )
    return MailServer(
        host=str(parts.hostname),
        port=parts.port or MAIL_PORTS[parts.scheme],
        safe=parts.scheme == "smtps",
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        sender_name=name,
        sender=sender,
    )


def _secrets(found: Mapping[str, str], instance: Path) -> tuple[bytes, ...]:
    """The key in use, then older ones (OLD_SECRET_KEYS, comma-separated) whose forms are still accepted."""
    older = [key for key in found.get("OLD_SECRET_KEYS", "").split(",") if key]
    given = found.get("SECRET_KEY")
    for key in ([] if given is None else [given]) + older:
        _refuse_weak(key)
    newest = _kept_key(instance / "secret_key") if given is None else given
    return tuple(key.encode() for key in (newest, *older))


def _refuse_weak(key: str) -> None:
    if len(key) < WEAKEST_KEY or len(set(key)) < FEWEST_SIGNS:
        raise SettingsError(
            f"SECRET_KEY is too easy to guess: give at least {WEAKEST_KEY} random characters, such as the output of "
            "python -c 'import secrets; print(secrets.token_urlsafe(32))', or leave it unset to have one made."
        )


def _kept_key(place: Path) -> str:
    """The key that this machine made for itself at its first start, readable by its owner alone."""
    if not place.exists():
        place.parent.mkdir(parents=True, exist_ok=True)
        draft = place.with_name(f"{place.name}.{secrets.token_hex(8)}")
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(48))
        _link_once(draft, place)
    return place.read_text()


def _link_once(draft: Path, place: Path) -> None:
    """Put the draft in place unless another process starting at the same moment was first."""
    try:
        os.link(draft, place)
    except FileExistsError:
        pass
    finally:
        draft.unlink()
