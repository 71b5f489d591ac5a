"""What is asked before a file of ratings is screened."""

from __future__ import annotations

from wtforms import StringField
from wtforms.validators import AnyOf

from forms.plain import PlainForm

FORMATS = ("xlsx", "csv", "json")


class ScreeningForm(PlainForm):
    """`opening` is the number of one, or "" for the standard rubric."""

    opening = StringField(default="")
    form = StringField(default=FORMATS[0], validators=[AnyOf(FORMATS, message="choose")])
