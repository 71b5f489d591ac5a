"""The command line's words in one language, and how it tells of a file that was written or can't be."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from readiness.library import Library
from readiness.questionnaire import Role


class Speaking:
    """The command line's words in one language, and the library they come from."""

    def __init__(self, library: Library, language: str) -> None:
        self.library, self.language = library, language

    def __call__(self, word: str, area: str = "commands", **values: str) -> str:
        return self.library.words[area][word][self.language].format(**values)

    def role(self, key: str) -> Role:
        if key not in self.library.roles:
            raise click.UsageError(self("unknown_role", role=key, roles=", ".join(self.library.roles)))
        return self.library.roles[key]


@contextmanager
def writing(out: Path, speaking: Speaking) -> Iterator[None]:
    """Around what writes `out`: says that it is there, or in one line why it can't be."""
    try:
        yield
    except OSError as problem:
        raise click.ClickException(speaking("unwritable", file=str(out), reason=problem.strerror or "")) from None
    click.echo(speaking("written", file=str(out)), err=True)
