"""The page on which one makes tokens for one's programs, and revokes them."""

from collections.abc import Callable

from allauth.account.decorators import reauthentication_required
from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from onetext.web.accounts import tokens
from onetext.web.accounts.models import Account, ApiToken


class TokenForm(forms.Form):
    """What a token is for."""

    negotiation = forms.ChoiceField(label=gettext_lazy("At which negotiation"))
    name = forms.CharField(label=gettext_lazy("What it is for"), max_length=100)
    days = forms.IntegerField(
        label=gettext_lazy("For how many days"), min_value=1, max_value=tokens.LONGEST, initial=30
    )
    may_act = forms.BooleanField(label=gettext_lazy("It may hand in acts, not only read"), required=False)
    may_place = forms.BooleanField(label=gettext_lazy("It may invite people and take places away"), required=False)

    def __init__(self, account: Account, *args: object, **options: object) -> None:
        super().__init__(*args, **options)  # type: ignore[arg-type]  # Django's own options, handed on
        slugs = account.memberships.order_by("negotiation").values_list("negotiation", flat=True)
        self.fields["negotiation"].choices = [(slug, slug) for slug in slugs]  # type: ignore[attr-defined]


def _show(request: HttpRequest) -> HttpResponse:
    assert isinstance(request.user, Account)
    form, words = TokenForm(request.user, request.POST or None), ""
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        scopes = {"may_act": said["may_act"], "may_place": said["may_place"]}
        words = tokens.make(request.user, said["negotiation"], said["name"], said["days"], **scopes)
        form = TokenForm(request.user)
    kept = request.user.tokens.filter(revoked=None).order_by("-made")
    return render(request, "account/tokens.html", {"form": form, "tokens": kept, "words": words})


_confirmed: Callable[[HttpRequest], HttpResponse] = reauthentication_required(_show)


@login_required
@require_http_methods(["GET", "POST"])
def show(request: HttpRequest) -> HttpResponse:
    """The tokens of this account, and a form for another; a new one's words are shown this once.

    Whoever has a password is asked for it again when it was not given a moment ago.
    """
    assert isinstance(request.user, Account)
    return _confirmed(request) if request.user.has_usable_password() else _show(request)


@login_required
@require_POST
def revoke(request: HttpRequest, number: int) -> HttpResponse:
    """Revoke a token of one's own."""
    assert isinstance(request.user, Account)
    found = ApiToken.objects.filter(account=request.user, pk=number).first()
    if found is None:
        raise Http404
    tokens.revoke(found)
    messages.success(request, _("The token is worth nothing any more."))
    return redirect("tokens")
