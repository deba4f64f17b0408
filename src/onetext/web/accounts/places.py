"""The page of places: who may come in as whom, and inviting people. For those who may invite, and for nobody else."""

from dataclasses import replace
from http import HTTPStatus

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from onetext.process import actors
from onetext.record.errors import RecordError
from onetext.record.view import View
from onetext.web import gate, views
from onetext.web.accounts import giving, invitations
from onetext.web.accounts.giving import Wanted
from onetext.web.refusals import status_of, told


class InviteForm(forms.Form):
    """Who is invited as whom."""

    email = forms.EmailField(label=gettext_lazy("E-mail address"), max_length=giving.LONGEST_EMAIL)
    person = forms.ChoiceField(label=gettext_lazy("As this person of the record"), required=False)
    new_name = forms.CharField(
        label=gettext_lazy("or a new person, by name"), required=False, max_length=giving.LONGEST_NAME
    )
    new_slug = forms.SlugField(
        label=gettext_lazy("Short name of the new person"),
        required=False,
        max_length=64,
        help_text=gettext_lazy("Small letters, digits and hyphens, such as anna-berg."),
    )
    party = forms.ChoiceField(label=gettext_lazy("For"))

    def __init__(self, view: View, parties: tuple[str, ...], *args: object, **options: object) -> None:
        super().__init__(*args, **options)  # type: ignore[arg-type]  # Django's own options, handed on
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

    def wanted(self) -> Wanted:
        """Who is to be invited; a person who was chosen goes before one who was named."""
        said = self.cleaned_data
        if said["person"]:
            return Wanted(said["email"], said["person"], said["party"])
        return Wanted(said["email"], said["new_slug"], said["party"], said["new_name"])


@require_http_methods(["GET", "POST"])
def places(request: HttpRequest, slug: str) -> HttpResponse:
    """Who has a place here and who is invited; and a form to invite somebody."""
    at = views.let_in(request, slug, scope="places" if request.method == "POST" else "read")
    if isinstance(at, HttpResponse):
        return at
    form = InviteForm(at.view, giving.parties(at), request.POST or None)
    if request.method == "GET":
        return _page(request, at, form)
    if not form.is_valid():
        return _page(request, at, form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    try:
        link = giving.invite_by_letter(at, form.wanted(), request.build_absolute_uri("/"))
    except RecordError as error:
        form.add_error(None, told(error))
        return _page(request, at, form, status=status_of(error))
    if not link:
        messages.success(request, _("The link was sent to %(email)s.") % {"email": form.cleaned_data["email"]})
    again = InviteForm(at.view, giving.parties(at))
    return _page(request, replace(at, view=at.record.view(at.view.viewer)), again, link=link)


@require_POST
def withdraw(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Take an invitation back."""
    giving.withdraw(gate.visit(request, slug, scope="places"), number)
    messages.success(request, _("The invitation is withdrawn."))
    return redirect("places", slug=slug)


@require_POST
def end(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Take somebody's place away; the account and the record stay as they are."""
    giving.end(gate.visit(request, slug, scope="places"), number)
    messages.success(request, _("The place is taken away."))
    return redirect("places", slug=slug)


def _page(
    request: HttpRequest, at: gate.Visit, form: InviteForm, link: str = "", status: HTTPStatus = HTTPStatus.OK
) -> HttpResponse:
    around = {
        "asked": at.asked,
        "frame": views.frame(at.view, at.asked, None),
        "form": form if form.fields["party"].choices else None,  # type: ignore[attr-defined]  # it is a choice
        "link": link,
        "days": invitations.DAYS,
        "page": giving.places(at),
    }
    return render(request, "places.html", around, status=status)
