"""Slows down guessing: by account, by address, and by browser for one that its owner has signed in with before."""

from __future__ import annotations

import hmac
import secrets
from dataclasses import dataclass
from ipaddress import IPv6Address, ip_address, ip_network

from flask import Response, request

from forms.csrf import sign
from readiness.records.throttle import (
    ACCOUNT,
    ADDRESS,
    BROWSER,
    CODE,
    MAILS,
    OWN_PAGE,
    RESET,
    Pace,
    hashed,
    may_try,
)
from views.security import YEAR, cookie, keep
from views.site import this_site

DEVICE = "device"
NETWORK = 64  # bits of an IPv6 address that one customer has to themselves


class TooSoon(Exception):
    """Too many tries; `seconds` until the next one may be."""

    def __init__(self, seconds: int) -> None:
        super().__init__(seconds)
        self.seconds = seconds


@dataclass(frozen=True, slots=True)
class Account:
    """What somebody signs in as, whether or not there is such an account."""

    code: str
    email: str


def slow_sign_in(account: Account) -> None:
    """Raises TooSoon; a browser of the owner's own isn't slowed by what strangers try."""
    browser = known_browser(account)
    _slow(_key("browser", browser, account), BROWSER) if browser else _slow(_key("account", account), ACCOUNT)


def slow_code(account: Account) -> None:
    """The same, for the second step of signing in."""
    _slow(_key("code", known_browser(account), account), CODE)


def slow_confirming(person: int) -> None:
    """The same, for the password asked for once more; raises TooSoon."""
    _slow(_key("confirm", person), ACCOUNT)


def slow_forgotten(account: Account) -> None:
    """The same, for mails to an account; raises TooSoon."""
    _slow(_key("reset", account), RESET)


def slow_own_page(candidate: int) -> None:
    """The same, for what is sent from a candidate's own page; raises TooSoon."""
    _slow(_key("candidate", candidate), OWN_PAGE)


def may_mail(workspace: int, to: str) -> bool:
    """Whether one more mail may go to this address, and for this workspace; it counts if so."""
    return not may_try(this_site().database, [(_key("mailed", to), RESET), (_key("mails", workspace), MAILS)])


def _slow(key: str, pace: Pace) -> None:
    wait = may_try(this_site().database, [(key, pace), (_key("address", address()), ADDRESS)])
    if wait:
        raise TooSoon(wait)


def _key(*parts: object) -> str:
    return hashed(this_site().settings.secrets[0], *parts)


def address() -> str:
    """Who asks, as far as the network tells: of IPv6 the part that one customer has, of a proxy's word the trusted."""
    try:
        found = ip_address(request.remote_addr or "")
    except ValueError:
        return ""
    if isinstance(found, IPv6Address):
        return str(found.ipv4_mapped or ip_network((found, NETWORK), strict=False))
    return str(found)


# --- the browsers of an account: a random name for each, signed for the account and good for nothing else


def know_browser(response: Response, account: Account) -> None:
    """Call once somebody has shown that the account is theirs."""
    name = secrets.token_urlsafe(12)
    signature = sign(this_site().settings.secrets[0], DEVICE, name, account.code, account.email)
    keep(response, DEVICE, f"{account.code}.{name}.{signature}", YEAR)


def known_browser(account: Account) -> str:
    """The name of this browser if the account was signed in with it before, else ""."""
    _, _, rest = (cookie(DEVICE) or "").partition(".")
    name, _, signature = rest.partition(".")
    given = signature.encode("utf-8", "replace")
    for secret in this_site().settings.secrets:
        if hmac.compare_digest(sign(secret, DEVICE, name, account.code, account.email).encode(), given):
            return name
    return ""


def last_code() -> str:
    """The code of the workspace that this browser was in last, as it says; "" if it says nothing."""
    code = (cookie(DEVICE) or "").partition(".")[0]
    return code if code.isascii() and code.isalnum() else ""
