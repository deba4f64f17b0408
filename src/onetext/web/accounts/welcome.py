"""Accepting an invitation: by making an account, or by signing in with the one there is."""

from http import HTTPStatus

from django import forms
from django.contrib import messages
from django.contrib.auth import login, password_validation
from django.db import IntegrityError, transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from onetext.process import negotiation
from onetext.record.errors import Refused
from onetext.web import gate
from onetext.web.accounts import invitations
from onetext.web.accounts.models import Account, Invitation, Membership
from onetext.web.accounts.place import Place

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


class NewAccountForm(forms.Form):
    """A name and a password; the address is the invitation's."""

    name = forms.CharField(label=gettext_lazy("Your name"), max_length=200)
    password = forms.CharField(
        label=gettext_lazy("A password"),
        strip=False,
        max_length=200,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=gettext_lazy("At least 12 characters; several words are good."),
    )

    def __init__(self, email: str, *args: object, **options: object) -> None:
        super().__init__(*args, **options)  # type: ignore[arg-type]  # Django's own options, handed on
        self.email = email

    def clean(self) -> None:
        """Refuse a password that is easy to guess."""
        super().clean()
        account = Account(email=self.email, name=self.cleaned_data.get("name", ""))
        try:
            password_validation.validate_password(self.cleaned_data.get("password", ""), account)
        except forms.ValidationError as error:
            self.add_error("password", error)


@require_http_methods(["GET", "POST"])
def invitation(request: HttpRequest, secret: str) -> HttpResponse:
    """An invitation's link. One that cannot be used says the same whatever the reason."""
    found = invitations.standing(secret)
    visit = _visit(found) if found else None
    if found is None or visit is None:
        return render(request, "account/invitation_over.html", status=HTTPStatus.NOT_FOUND)
    around = {
        "invitation": found,
        "title": negotiation.title(visit.view),
        "who": gate.who(visit.view, visit.asked),
        "address": request.path,
    }
    if request.user.is_authenticated:
        return _with_account(request, found, around)
    if Account.objects.filter(email=found.email).exists():
        return render(request, "account/invitation.html", {**around, "must_sign_in": True})
    form = NewAccountForm(found.email, request.POST or None)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            account = _new_account(found, said["name"], said["password"])
        except (Refused, IntegrityError):  # the link was used a moment ago, in another window
            return render(request, "account/invitation_over.html", status=HTTPStatus.NOT_FOUND)
        login(request, account, backend=BACKEND)
        return redirect(visit.asked.address())
    return render(request, "account/invitation.html", {**around, "form": form})


def _new_account(found: Invitation, name: str, password: str) -> Account:
    with transaction.atomic():
        account = Account.objects.create_user(found.email, password, name=name)
        invitations.accept(found, account)
    return account


def _with_account(request: HttpRequest, found: Invitation, around: dict[str, object]) -> HttpResponse:
    """Somebody who is signed in takes the place, or is told that it is for another address."""
    assert isinstance(request.user, Account)
    if request.user.email != found.email:
        return render(request, "account/invitation.html", {**around, "other": request.user.email})
    if request.method == "POST":
        try:
            invitations.accept(found, request.user)
        except Refused:
            return render(request, "account/invitation_over.html", status=HTTPStatus.NOT_FOUND)
        messages.success(request, _("The place is yours."))
        return redirect("home")
    before = Membership.objects.filter(account=request.user, negotiation=found.negotiation).exists()
    return render(request, "account/invitation.html", {**around, "mine": True, "before": before})


def _visit(found: Invitation) -> gate.Visit | None:
    """What the invited would come to; None where the record does not let that person act any more."""
    try:
        return gate.enter(found.negotiation, Place(found.person, found.party), {}, {})
    except Http404:
        return None
