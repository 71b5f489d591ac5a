"""The second step of signing in: a code from an app (TOTP, RFC 6238), or one of the recovery codes on paper."""

from __future__ import annotations

import base64
import hmac
import secrets
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import Connection, Update, delete, insert, select, update

from readiness.records import clock
from readiness.records.audit import note
from readiness.records.database import Database, reading, writing
from readiness.records.people import drop_recovery_codes
from readiness.records.scope import Actor
from readiness.records.tables import people, recovery_codes
from readiness.records.tokens import token_hash

if TYPE_CHECKING:
    from cryptography.fernet import MultiFernet

STEP = 30  # seconds
OFFERED_FOR = 15 * clock.MINUTE
CODES = 8
KEPT, OFFERED = b"second step", b"second step offered"  # what a seal is for: one is no good for the other
GROUPS, SIGNS = 6, 4  # 24 signs of 5 bits: 120 bits a recovery code


@dataclass(frozen=True, slots=True)
class Offer:
    """A secret (base 32) that isn't in use yet, and `sealed`, by which its page brings it back: nothing is stored."""

    secret: str
    sealed: str


def new_offer(session: int, keys: Sequence[bytes]) -> Offer:
    """A fresh secret for an app, for one session to take."""
    import pyotp

    secret = pyotp.random_base32()
    said = f"{session}:{secret}".encode()
    return Offer(secret, _seal(keys, OFFERED).encrypt_at_time(said, clock.now()).decode())


def offered(sealed: str, session: int, keys: Sequence[bytes]) -> Offer | None:
    """The offer that a page brought back; None if it is another session's, too old, or none of ours."""
    from cryptography.fernet import InvalidToken

    try:
        said = (
            _seal(keys, OFFERED).decrypt_at_time(sealed.encode("utf-8", "replace"), OFFERED_FOR, clock.now()).decode()
        )
    except InvalidToken:
        return None
    whose, _, secret = said.partition(":")
    return Offer(secret, sealed) if whose == str(session) else None


def address_for_app(secret: str, email: str, site: str) -> str:
    """What the QR code says."""
    import pyotp

    return pyotp.TOTP(secret).provisioning_uri(name=email, issuer_name=site)


def step_of(secret: str, code: str) -> int | None:
    """The time step that the code is of, one step early or late allowed; None if of none."""
    import pyotp

    now = clock.now() // STEP
    app = pyotp.TOTP(secret)
    for step in (now, now - 1, now + 1):
        if hmac.compare_digest(app.at(step * STEP).encode(), code.encode("utf-8", "replace")):
            return step
    return None


def turn_on(database: Database, by: Actor, secret: str, code: str, keys: Sequence[bytes]) -> list[str] | None:
    """Turn the second step on once the app's code is right; gives the recovery codes, shown this once.

    None where the code is wrong, or the second step is on already: it isn't changed by way of switching it on.
    """
    step = step_of(secret, typed(code))
    if step is None:
        return None
    with writing(database) as connection:
        sealed = _seal(keys).encrypt(secret.encode()).decode()
        off = _me(by).where(people.c.second_step.is_(None), people.c.removed_at.is_(None))
        if not connection.execute(off.values(second_step=sealed, second_step_used=step)).rowcount:
            return None
        note(connection, by, "second_step_on", f"person:{by.person}")
        return _fresh_codes(connection, by)


def turn_off(database: Database, by: Actor) -> bool:
    """Ask for no code any more when one signs in; False where none was asked for."""
    with writing(database) as connection:
        on = _me(by).where(people.c.second_step.is_not(None))
        if not connection.execute(on.values(second_step=None)).rowcount:
            return False
        drop_recovery_codes(connection, by.workspace, by.person or 0)
        note(connection, by, "second_step_off", f"person:{by.person}")
        return True


def fresh_codes(database: Database, by: Actor) -> list[str] | None:
    """New recovery codes; the old ones end. None where the second step is off."""
    with writing(database) as connection:
        on = _me(by).where(people.c.second_step.is_not(None))
        if not connection.execute(on.values(second_step=people.c.second_step)).rowcount:
            return None
        note(connection, by, "recovery_codes_made", f"person:{by.person}")
        return _fresh_codes(connection, by)


def codes_left(database: Database, by: Actor) -> int:
    mine = recovery_codes.c.workspace_id == by.workspace, recovery_codes.c.person_id == by.person
    with reading(database) as connection:
        return len(connection.execute(select(recovery_codes.c.id).where(*mine)).all())


def _fresh_codes(connection: Connection, by: Actor) -> list[str]:
    codes = [_new_code() for _ in range(CODES)]
    drop_recovery_codes(connection, by.workspace, by.person or 0)
    for code in codes:
        row = {"person_id": by.person, "code_hash": token_hash(typed(code))}
        connection.execute(insert(recovery_codes).values(workspace_id=by.workspace, **row))
    return codes


def _new_code() -> str:
    signs = base64.b32encode(secrets.token_bytes(GROUPS * SIGNS * 5 // 8)).decode()
    return "-".join(signs[at : at + SIGNS] for at in range(0, len(signs), SIGNS))


def typed(code: str) -> str:
    """A code as it is compared: without spaces and hyphens, in capitals, Persian and Arabic digits as Latin ones."""
    return "".join(str(unicodedata.decimal(sign, sign)) for sign in code.upper() if sign.isalnum())


def take_code(connection: Connection, by: Actor, code: str, keys: Sequence[bytes]) -> bool:
    """Whether the code opens the second step; each code of the app or of the paper does so once."""
    return _take_app_code(connection, by, typed(code), keys) or _take_recovery_code(connection, by, code)


def _take_app_code(connection: Connection, by: Actor, code: str, keys: Sequence[bytes]) -> bool:
    mine = people.c.workspace_id == by.workspace, people.c.id == by.person
    sealed = connection.execute(select(people.c.second_step).where(*mine)).scalar()
    secret = _opened(sealed, keys) if sealed else None
    step = step_of(secret, code) if secret else None
    if sealed is None or step is None:
        return False
    fresh = {"second_step_used": step, "second_step": _seal(keys).rotate(sealed.encode()).decode()}
    used = _me(by).where(people.c.second_step_used < step, people.c.second_step == sealed).values(**fresh)
    return bool(connection.execute(used).rowcount)


def _take_recovery_code(connection: Connection, by: Actor, code: str) -> bool:
    mine = recovery_codes.c.workspace_id == by.workspace, recovery_codes.c.person_id == by.person
    this = recovery_codes.c.code_hash == token_hash(typed(code))
    taken = bool(connection.execute(delete(recovery_codes).where(*mine, this)).rowcount)
    if taken:
        note(connection, by, "recovery_code_used", f"person:{by.person}")
    return taken


def _me(by: Actor) -> Update:
    return update(people).where(people.c.workspace_id == by.workspace, people.c.id == by.person)


def _seal(keys: Sequence[bytes], purpose: bytes = KEPT) -> MultiFernet:
    """Keeps secrets unreadable in a copy of the database; the keys are SECRET_KEY and the older ones."""
    from cryptography.fernet import Fernet, MultiFernet

    made = (hmac.digest(key, purpose, "sha256") for key in keys)
    return MultiFernet([Fernet(base64.urlsafe_b64encode(key)) for key in made])


def _opened(sealed: str, keys: Sequence[bytes]) -> str | None:
    """The secret; None where its key is no longer known, so that only a recovery code opens."""
    from cryptography.fernet import InvalidToken

    try:
        return _seal(keys).decrypt(sealed.encode()).decode()
    except InvalidToken:
        return None
