"""Forms around one's own account: setting up, signing in, joining, and changing what one signs in with."""

from __future__ import annotations

from typing import Any

from wtforms import HiddenField, PasswordField, StringField
from wtforms.validators import AnyOf, InputRequired, Length, ValidationError

from forms.plain import PlainForm, email_field, name_field, password_field
from readiness.records.passwords import password_problem

CODE_LENGTH = 16  # of a workspace's code, at most


def _code(typed: Any) -> str:
    return "".join((typed or "").split()).lower()


def _workspace_field() -> StringField:
    """Which workspace: asked where the site has several, and looked at by the view, which knows."""
    return StringField(filters=[_code], validators=[Length(max=CODE_LENGTH, message="workspace_wrong")])


def _new_password_field() -> PasswordField:
    return PasswordField(validators=[InputRequired("password_missing"), _refuse_weak])


def _refuse_weak(form: Any, field: Any) -> None:
    """What is typed about oneself makes no password, nor does what the page knows (`about` of its meta)."""
    typed = [form[name].data or "" for name in ("name", "email", "company") if name in form]
    if problem := password_problem(field.data, (*typed, *form.meta.about)):
        raise ValidationError(problem)


class AccountForm(PlainForm):
    """Made with `about` in its meta: what the page knows of the person, for no password is made of it."""

    class Meta(PlainForm.Meta):
        about: tuple[str, ...] = ()


class SetUpForm(AccountForm):
    """The first workspace and its owner."""

    company = name_field("company_missing")
    name = name_field()
    email = email_field()
    new_password = _new_password_field()


class SignInForm(AccountForm):
    """Who wants in; `next` is where they were going."""

    workspace = _workspace_field()
    email = email_field()
    password = password_field()
    next = HiddenField()


class CodeForm(AccountForm):
    """The second step of signing in; `half` says that the first one is done."""

    code = StringField(validators=[InputRequired("code_missing")])
    half = HiddenField()
    next = HiddenField()


class ForgottenForm(AccountForm):
    """Whose password is forgotten."""

    workspace = _workspace_field()
    email = email_field()


class ResetForm(AccountForm):
    """A new password, by a link."""

    new_password = _new_password_field()


class JoinForm(AccountForm):
    """Who accepts an invitation."""

    name = name_field()
    new_password = _new_password_field()


class NameForm(AccountForm):
    name = name_field()


class ConfirmForm(AccountForm):
    """The password once more, before what matters most."""

    password = password_field()


class EmailForm(ConfirmForm):
    """One's own new e-mail, with the password once more."""

    email = email_field()
    password = password_field()


class PasswordForm(ConfirmForm):
    """One's own new password, with the old one."""

    password = password_field()
    new_password = _new_password_field()


class SwitchOnForm(ConfirmForm):
    """The second step, shown to work; `offer` is the sealed secret."""

    code = StringField(validators=[InputRequired("code_missing")])
    offer = HiddenField()


class LeaveForm(ConfirmForm):
    sure = StringField(validators=[AnyOf(("yes",), message="leave_unsure")])
