"""What a candidate is called on a page or in a file: by name, or by a number while the name is hidden."""

from __future__ import annotations

from readiness.language import digits
from readiness.records.candidates import Candidate
from views.site import this_site


def called(candidate: Candidate, language: str) -> str:
    """The name, or what stands for it while it is hidden."""
    return candidate.name or code_of(candidate.number, language)


def code_of(number: int, language: str) -> str:
    """What stands for a hidden name: C-017, in Persian «نامزد ۱۷»."""
    code = this_site().words[language]["candidates"]["code"]
    return digits(code.format(number=f"{number:03}" if language == "en" else number), language)
