"""The page of places: who may come in as whom, and inviting people. For those who may invite, and for nobody else."""

import logging
from dataclasses import dataclass, replace
from datetime import datetime
from http import HTTPStatus
from typing import Any
from urllib.parse import urljoin

from django import forms
from django.conf import settings
from django.contrib import messages
from django.core.mail import send_mail
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from onetext.process import actors
from onetext.record.audience import KEEPER
from onetext.record.errors import RecordError
from onetext.record.view import View
from onetext.web import gate, views
from onetext.web.accounts import invitations, journal
from onetext.web.accounts.models import Invitation, Membership
from onetext.web.refusals import status_of, told

LOG = logging.getLogger(__name__)


@dataclass(frozen=True)
class Taken:
    """A place that somebody has, or an invitation to one that stands, as it is listed."""

    number: int
    email: str
    who: str
    day: datetime
    own: bool


class InviteForm(forms.Form):
    """Who is invited as whom."""

    email = forms.EmailField(label=gettext_lazy("E-mail address"), max_length=254)
    person = forms.ChoiceField(label=gettext_lazy("As this person of the record"), required=False)
    new_name = forms.CharField(label=gettext_lazy("or a new person, by name"), required=False, max_length=200)
    new_slug = forms.SlugField(
        label=gettext_lazy("Short name of the new person"),
        required=False,
        max_length=64,
        help_text=gettext_lazy("Small letters, digits and hyphens, such as anna-berg."),
    )
    party = forms.ChoiceField(label=gettext_lazy("For"))

    def __init__(self, view: View, parties: tuple[str, ...], *args: object, **options: object) -> None:
        super().__init__(*args, **options)  # type: ignore[arg-type]  # Django's own options, handed on
        self.view, self.parties = view, parties
        people = [(act.body.slug, act.body.name) for act in actors.everybody(view) if act.body.kind == "person"]
        choices = {
            "person": [("", gettext_lazy("somebody new")), *people],
            "party": [(slug, actors.name(view, slug)) for slug in parties],
        }
        for name, found in choices.items():
            self.fields[name].choices = found  # type: ignore[attr-defined]  # both are choices

    def clean(self) -> None:
        """Ask for a person, old or new."""
        super().clean()
        said = self.cleaned_data
        if not said.get("person") and not (said.get("new_name") and said.get("new_slug")):
            raise forms.ValidationError(_("Choose a person, or give the name and short name of a new one."))
        elsewhere = set(actors.acts_for(self.view, self.who, actors.today(self.view))) - set(self.parties)
        if elsewhere and self.view.viewer.name != KEEPER:
            # Otherwise a party could act here under the name of another's delegate.
            raise forms.ValidationError(_("This person acts for others too: only the keeper can invite them."))

    @property
    def who(self) -> str:
        """The person of the record who is invited."""
        return str(self.cleaned_data.get("person") or self.cleaned_data.get("new_slug") or "")

    def bodies(self, view: View) -> tuple[object, ...]:
        """What must be in the record before this person can sit there: that there is one, and acts for whom."""
        found: tuple[object, ...] = ()
        party = self.cleaned_data["party"]
        if not self.cleaned_data["person"]:
            found += (actors.Declare(self.who, self.cleaned_data["new_name"], "person"),)
        if party not in actors.acts_for(view, self.who, actors.today(view)):
            found += (actors.Delegate(self.who, party),)
        return found


@require_http_methods(["GET", "POST"])
def places(request: HttpRequest, slug: str) -> HttpResponse:
    """Who has a place here and who is invited; and a form to invite somebody."""
    at = views.let_in(request, slug)
    if isinstance(at, HttpResponse):
        return at
    parties = _may_manage(at)
    form = InviteForm(at.view, parties, request.POST or None)
    if request.method == "GET":
        return _page(request, at, form)
    if not form.is_valid():
        return _page(request, at, form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    try:
        secret = _invite(at, form)
    except RecordError as error:
        form.add_error(None, told(error))
        return _page(request, at, form, status=status_of(error))
    link = urljoin(request.build_absolute_uri("/"), reverse("invitation", args=[secret]))
    _write(request, form.cleaned_data["email"], link, secret)
    again = InviteForm(at.view, _may_manage(at))
    if settings.MAIL_IS_SENT:
        # Whoever invites could otherwise make the account of somebody else's address, and wait in it for its owner.
        link = ""
    return _page(request, replace(at, view=at.record.view(at.view.viewer)), again, link=link)


def _invite(at: gate.Visit, form: InviteForm) -> str:
    """Hand in what the record must know, and make the invitation; its secret."""
    bodies = form.bodies(at.view)
    if bodies:
        gate.hand_in(at, *bodies, said=gate.Said(to="public"))
    view = at.record.view(at.view.viewer)
    seat = invitations.Seat(at.asked.slug, form.who, form.cleaned_data["party"])
    return invitations.invite(view, seat, form.cleaned_data["email"], _by(at))


def _write(request: HttpRequest, email: str, link: str, secret: str) -> None:
    """Send the link where mail is sent; the letter names no negotiation, for letters are read by others."""
    if not settings.MAIL_IS_SENT:
        return
    words = _("You are invited to a negotiation. Open this link within %(days)s days:\n\n%(link)s\n")
    try:
        send_mail(_("An invitation"), words % {"days": invitations.DAYS, "link": link}, None, [email])
    except OSError:
        LOG.exception("A letter could not be sent.")
        if found := invitations.standing(secret):
            invitations.withdraw(found)
        messages.error(request, _("The letter could not be sent, so nobody is invited: tell whoever runs the server."))
    else:
        messages.success(request, _("The link was sent to %(email)s.") % {"email": email})


@require_POST
def withdraw(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Take an invitation back."""
    at = gate.visit(request, slug)
    _may_manage(at)
    found = _visible(at, Invitation.objects.standing()).filter(pk=number).first()
    if found is None:
        raise Http404
    invitations.withdraw(found)
    messages.success(request, _("The invitation is withdrawn."))
    return redirect("places", slug=slug)


@require_POST
def end(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Take somebody's place away; the account and the record stay as they are."""
    at = gate.visit(request, slug)
    _may_manage(at)
    found = _visible(at, Membership.objects.all()).filter(pk=number).first()
    if found is None or (found.person, found.party) == (at.asked.person, at.asked.party):
        raise Http404
    found.delete()
    journal.note("took a place away", request, from_account=found.account_id, negotiation=slug)
    messages.success(request, _("The place is taken away."))
    return redirect("places", slug=slug)


def _may_manage(at: gate.Visit) -> tuple[str, ...]:
    """The parties for which whoever is here may invite. Raises Http404 for those who have nothing to manage."""
    if not at.asked.may_act or not (at.asked.party or actors.has_the_pen(at.view, at.asked.whose)):
        raise Http404
    return invitations.parties_to_invite_for(at.view, at.asked.whose, at.asked.slug)


def _visible(at: gate.Visit, found: Any) -> Any:
    """Of places or invitations, those that whoever is here may manage.

    The keeper all of them, anybody else those of their own side and the invitations that they made.
    """
    here = found.filter(negotiation=at.asked.slug)
    if at.asked.person == KEEPER:
        return here
    own = Q(party=at.asked.whose)
    return here.filter(own | Q(by=_by(at)) if found.model is Invitation else own)


def _by(at: gate.Visit) -> str:
    """Who invites, as it is kept."""
    return f"{at.asked.person}/{at.asked.party}"


def _page(
    request: HttpRequest, at: gate.Visit, form: InviteForm, link: str = "", status: HTTPStatus = HTTPStatus.OK
) -> HttpResponse:
    around = {
        "asked": at.asked,
        "frame": views.frame(at.view, at.asked, None),
        "form": form if form.fields["party"].choices else None,  # type: ignore[attr-defined]  # it is a choice
        "link": link,
        "days": invitations.DAYS,
        "taken": [_listed(at, one, one.account.email, one.since) for one in _visible(at, Membership.objects.all())],
        "invited": [_listed(at, one, one.email, one.until) for one in _visible(at, Invitation.objects.standing())],
    }
    return render(request, "places.html", around, status=status)


def _listed(at: gate.Visit, one: Membership | Invitation, email: str, day: datetime) -> Taken:
    whom = views.who(at.view, replace(at.asked, person=one.person, party=one.party))
    return Taken(one.pk, email, whom, day, (one.person, one.party) == (at.asked.person, at.asked.party))
