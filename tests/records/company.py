"""A company founded afresh, with people of its own, in a database that may hold others."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import count

from sqlalchemy import select

from readiness.records.database import Database, reading, writing
from readiness.records.people import find_person, invite, list_people
from readiness.records.scope import SCOPE, Actor
from readiness.records.sessions import start_session
from readiness.records.signing_in import join
from readiness.records.tables import audit, metadata, workspaces
from readiness.records.workspaces import found_another

PASSWORD_HASH = "no password fits this"
NUMBERS = count(1)


@dataclass
class Company:
    """A workspace with its first owner here; `database` is where it is."""

    database: Database
    owner: Actor = field(init=False)
    code: str = field(init=False)

    def __post_init__(self) -> None:
        self.code, token = found_another(self.database, "Mehr", "first@mehr.example", "en")
        assert join(self.database, token, "First Owner", PASSWORD_HASH, "Firefox")
        with reading(self.database) as connection:
            found = connection.execute(select(workspaces.c.id).where(workspaces.c.code == self.code)).scalar_one()
        self.owner = Actor(found, list_people(self.database, Actor(found, None, "owner"))[0].id, "owner")

    def joins(self, role: str, name: str = "") -> Actor:
        """Somebody new, invited by the owner and here."""
        number = next(NUMBERS)
        person_id, token = invite(self.database, self.owner, f"{role}{number}@mehr.example", role)
        assert join(self.database, token, name or f"{role} {number}", PASSWORD_HASH, "Firefox")
        return Actor(self.owner.workspace, person_id, role)

    def is_invited(self, role: str) -> tuple[int, str]:
        """Somebody new, invited and not here yet: id and token."""
        return invite(self.database, self.owner, f"{role}{next(NUMBERS)}@mehr.example", role)

    def signs_in(self, somebody: Actor) -> str:
        with writing(self.database) as connection:
            return start_session(connection, somebody, "Firefox")

    def role_of(self, somebody: Actor) -> str | None:
        found = find_person(self.database, self.owner, somebody.person or 0)
        return None if found is None else found.role

    def rows(self, with_trail: bool = False) -> dict[str, list[object]]:
        """All that is stored for this company, its trail on demand."""
        tables = [
            table for table in metadata.tables.values() if SCOPE in table.c and (with_trail or table is not audit)
        ]
        mine = [select(table).where(table.c[SCOPE] == self.owner.workspace).order_by(table.c.id) for table in tables]
        mine.append(select(workspaces).where(workspaces.c.id == self.owner.workspace))
        with reading(self.database) as connection:
            return {str(each.get_final_froms()[0]): [tuple(row) for row in connection.execute(each)] for each in mine}
