"""The second step of one's own account: switching it on with an app, its recovery codes, switching it off."""

from __future__ import annotations

from flask import Response

from forms.account import ConfirmForm, SwitchOnForm
from readiness.records import second_step
from readiness.records.second_step import Offer
from views import mail
from views.access import MEMBERS, member, own_visit
from views.account import account_page, confirmed, done, own_sent
from views.language import SpokenBlueprint
from views.pages import see_other
from views.sent_forms import blank_form
from views.site import this_site

blueprint = SpokenBlueprint("second_step", __name__, under="/account/second-step")

AT = "/second-step"
LONGEST_NAME = 40  # of the workspace, in the app


@blueprint.get("", policy=MEMBERS)
def show(language: str) -> Response:
    if member().has_second_step:
        return _on_page(language, blank_form(ConfirmForm, own_visit()))
    offer = second_step.new_offer(member().session, this_site().settings.secrets)
    return _off_page(language, blank_form(SwitchOnForm, own_visit()), offer)


def _on_page(language: str, form: ConfirmForm, status: int = 200) -> Response:
    left = second_step.codes_left(this_site().database, member().actor)
    return account_page("second_step_on", language, status, AT, form=form, left=left)


def _off_page(language: str, form: SwitchOnForm, offer: Offer, status: int = 200) -> Response:
    return account_page(
        "second_step_off", language, status, AT, form=form, offer=offer, picture=_picture(offer, language)
    )


def _picture(offer: Offer, language: str) -> str:
    """The QR code as SVG, dark on light in any scheme, for cameras read nothing else."""
    import segno

    me, site = member(), this_site().words[language]["home"]["site"]
    address = second_step.address_for_app(offer.secret, me.email, f"{site} ({me.workspace_name[:LONGEST_NAME]})")
    return segno.make(address, micro=False).svg_inline(omitsize=True, border=3, dark="#000", light="#fff")


@blueprint.post("", policy=MEMBERS)
def switch_on(language: str) -> Response:
    """Ask for a code from now on, once one has come out right; the recovery codes are shown this once."""
    form, me, site = own_sent(SwitchOnForm), member(), this_site()
    offer = second_step.offered(form.offer.data or "", me.session, site.settings.secrets)
    if offer is None or me.has_second_step:
        return see_other(f"/{language}/account/second-step")
    if not confirmed(form):
        return _off_page(language, form, offer, 422)
    codes = second_step.turn_on(site.database, me.actor, offer.secret, form.code.data or "", site.settings.secrets)
    if codes is None:
        form.refuse("code", "code_wrong")
        return _off_page(language, form, offer, 422)
    return account_page("codes", language, at=AT, codes=codes, fresh=True)


@blueprint.post("/codes", policy=MEMBERS)
def make_codes(language: str) -> Response:
    """New recovery codes, shown this once; the old ones open nothing any more."""
    form = own_sent(ConfirmForm)
    if member().has_second_step and not confirmed(form):
        return _on_page(language, form, 422)
    codes = second_step.fresh_codes(this_site().database, member().actor)
    if codes is None:
        return see_other(f"/{language}/account/second-step")
    return account_page("codes", language, at=AT, codes=codes, fresh=False)


@blueprint.post("/off", policy=MEMBERS)
def switch_off(language: str) -> Response:
    form, me = own_sent(ConfirmForm), member()
    if me.has_second_step and not confirmed(form):
        return _on_page(language, form, 422)
    if second_step.turn_off(this_site().database, me.actor):
        path = f"/{me.language}/account"
        mail.send("second_step_off", me.email, me.language, path, workspace=me.workspace_name)
    return done(language, "step_off")
