"""Who applies, as somebody writes it down or a table brings it: what is fit to keep, and what is wrong with a row."""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field

from readiness.sheets.columns import heading_key
from readiness.sheets.sheet import Limits, Row, Sheet, SheetProblem

OWNED = ("yes", "no", "unknown")
BACKGROUND = ("years", "degree", "source")
LONGEST = {"name": 100, "email": 254, "phone": 40, "owned_evidence": 1000, **dict.fromkeys(BACKGROUND, 120)}
LIMITS = Limits(bytes=2_000_000, unpacked=40_000_000, rows=10_000, columns=100, cells=600_000, cell=2_000)
EMAIL = re.compile(r"[^\s@<>,;:\"()\[\]\\]{1,64}@[^\s@<>,;:\"()\[\]\\]+\.[^\s@<>,;:\"()\[\]\\.]{2,}")
PHONE = re.compile(r"[+(]?[0-9][0-9 ().\-/]{2,38}")

# What columns are called where people bring them from; the words of the page itself are added to these.
HEADINGS: Mapping[str, tuple[str, ...]] = {
    "name": (
        *("full name", "candidate", "candidate name", "applicant", "first name", "given name"),
        *("نام و نام خانوادگی", "نام کامل", "نام نامزد", "داوطلب", "متقاضی", "کارجو", "نام"),
    ),
    "last_name": ("last name", "surname", "family name", "نام خانوادگی"),
    "email": ("e-mail", "email address", "mail", "ایمیل", "نشانی ایمیل", "رایانامه", "پست الکترونیک"),
    "phone": (
        *("telephone", "phone number", "mobile", "mobile phone", "cell"),
        *("تلفن", "شماره تماس", "شماره تلفن", "موبایل", "تلفن همراه"),
    ),
    "years": ("years of experience", "experience", "سابقه", "سابقه کار", "سال‌های تجربه", "سنوات"),
    "degree": ("education", "qualification", "highest degree", "مدرک", "مدرک تحصیلی", "تحصیلات"),
    "source": ("channel", "referral", "referred by", "منبع", "معرف", "نحوه آشنایی"),
    "owned": ("owned an account", "owned account or sales cycle", "has owned", "مسئولیت مشتری", "سابقه مسئولیت مشتری"),
    "owned_evidence": ("evidence", "shown by", "شاهد", "شواهد"),
    "stage": ("status", "مرحله", "وضعیت"),
}


@dataclass(frozen=True, slots=True)
class Applicant:
    """What somebody who runs the opening writes down of a candidate; `background` is recorded and never scored."""

    name: str
    email: str = ""
    phone: str = ""
    background: Mapping[str, str] = field(default_factory=dict)
    owned: str = "unknown"
    owned_evidence: str = ""
    stage: str = "applied"

    def row(self) -> dict[str, object]:
        told = {"name": self.name, "email": self.email.lower(), "phone": self.phone, "stage": self.stage}
        seen = {"owned": self.owned, "owned_evidence": self.owned_evidence}
        background = json.dumps(dict(self.background), ensure_ascii=False)
        return {**told, **seen, "background": background, "same_as": self.same_as()}

    def same_as(self) -> str:
        """By which a person brought twice is known: the e-mail, else name and phone."""
        known = self.email.lower() or f"{self.name.casefold()}\n{self.phone}"
        return hashlib.sha256(known.encode()).hexdigest()


class Unfit(ValueError):
    """A value that can't be kept; `code` is the key of its word (after "row_"), `field` is whose it is."""

    def __init__(self, code: str, of: str, **found: str | int) -> None:
        super().__init__(code)
        self.code, self.field, self.found = code, of, found


def fit_name(text: str) -> str:
    if not text:
        raise Unfit("name_missing", "name")
    return fit_text(text, "name")


def fit_text(text: str, of: str) -> str:
    if len(text) > LONGEST[of]:
        raise Unfit("too_long", of, most=LONGEST[of])
    return text


def fit_email(text: str) -> str:
    """The address in lower case, or "" for none; raises Unfit."""
    address = unicodedata.normalize("NFC", text).lower()
    if address and (len(address) > LONGEST["email"] or not EMAIL.fullmatch(address)):
        raise Unfit("email_wrong", "email", text=text)
    return address


def fit_phone(text: str) -> str:
    """The number in Latin digits, or "" for none; raises Unfit."""
    number = "".join(str(unicodedata.decimal(sign)) if sign.isdecimal() else sign for sign in text)
    if number and not PHONE.fullmatch(number):
        raise Unfit("phone_wrong", "phone", text=text)
    return number


def applicants_of(
    sheet: Sheet, places: Mapping[str, int], stages: Mapping[str, str]
) -> tuple[list[Applicant], list[SheetProblem]]:
    """The applicants in a sheet, and one problem a bad row, as words/candidates.toml tells them.

    `places` says in which column a field of HEADINGS stands; `stages` are the opening's, by every name they go by, the
    first one being where a row without a stage begins.
    """
    found: list[Applicant] = []
    problems: list[SheetProblem] = []
    lines: dict[str, int] = {}
    known = {heading_key(name): key for name, key in stages.items()}
    for row in sheet.rows:
        try:
            applicant = _applicant(_cells(row, places), known, next(iter(stages.values())))
            earlier = lines.setdefault(applicant.same_as(), row.line)
            if earlier != row.line:
                raise Unfit("twice", "name", earlier=earlier)
            found.append(applicant)
        except Unfit as unfit:
            problems.append(_problem(unfit, row, sheet, places))
    return found, problems


def _cells(row: Row, places: Mapping[str, int]) -> dict[str, str]:
    return {of: row.cells[place] if (place := places.get(of)) is not None else "" for of in HEADINGS}


def _problem(unfit: Unfit, row: Row, sheet: Sheet, places: Mapping[str, int]) -> SheetProblem:
    column = sheet.headings[places[unfit.field]] if unfit.field in places else None
    return SheetProblem(f"row_{unfit.code}", row.line, column, unfit.found)


def _applicant(cells: Mapping[str, str], stages: Mapping[str, str], first: str) -> Applicant:
    background = {key: fit_text(cells[key], key) for key in BACKGROUND if cells[key]}
    return Applicant(
        name=fit_name(f"{cells['name']} {cells['last_name']}".strip()),
        email=fit_email(cells["email"]),
        phone=fit_phone(cells["phone"]),
        background=background,
        owned=_owned(cells["owned"]),
        owned_evidence=fit_text(cells["owned_evidence"], "owned_evidence"),
        stage=_stage(cells["stage"], stages) or first,
    )


def _owned(text: str) -> str:
    from readiness.candidates.rating_columns import ownership
    from readiness.candidates.standings import NO, YES

    answer = ownership(text)
    if answer is None:
        raise Unfit("owned_wrong", "owned", text=text)
    return {YES: "yes", NO: "no"}.get(answer, "unknown")


def _stage(text: str, stages: Mapping[str, str]) -> str:
    """The key of the stage, "" where the cell is blank."""
    if text and heading_key(text) not in stages:
        raise Unfit("stage_wrong", "stage", text=text)
    return stages[heading_key(text)] if text else ""
