"""The pages of one's own account: language and time zone, and signing out everywhere."""

from collections.abc import Callable
from zoneinfo import available_timezones

from allauth.account.adapter import get_adapter
from allauth.account.decorators import reauthentication_required
from allauth.usersessions.views import list_usersessions
from django import forms
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from onetext.web.accounts.models import Account
from onetext.web.headers import empty_the_browser


class ZoneForm(forms.ModelForm):  # type: ignore[type-arg]  # Django's class takes no argument at run time
    """The name by which one is greeted, and the zone in which one is told times."""

    name = forms.CharField(label=gettext_lazy("Your name"), required=False, max_length=200)
    zone = forms.ChoiceField(label=gettext_lazy("Your time zone"), required=False)

    class Meta:
        """Of an account, nothing else can be changed here."""

        model = Account
        fields = ("name", "zone")

    def __init__(self, *args: object, **options: object) -> None:
        super().__init__(*args, **options)  # type: ignore[arg-type]  # Django's own options, handed on
        # "Factory" and the like name no place.
        zones = sorted(name for name in available_timezones() if "/" in name or name == "UTC")
        record_s = [("", gettext_lazy("the record's own"))]
        self.fields["zone"].choices = [*record_s, *((name, name) for name in zones)]  # type: ignore[attr-defined]


@require_http_methods(["GET", "POST"])
def preferences(request: HttpRequest) -> HttpResponse:
    """Language and time zone, and the way to everything else of an account; the language also for the signed out."""
    if not request.user.is_authenticated:
        return render(request, "account/preferences.html", {})
    form = ZoneForm(request.POST or None, instance=request.user)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, _("Kept."))
        return redirect("settings")
    return render(request, "account/preferences.html", {"form": form})


def _can_be_asked_again(request: HttpRequest) -> bool:
    """Whether there is anything to ask: who only ever comes by a sign-in service has neither password nor factor."""
    return bool(get_adapter().get_reauthentication_methods(request.user))


_confirmed = reauthentication_required(allow_get=True, enabled=_can_be_asked_again)

sessions: Callable[..., HttpResponse] = login_required(_confirmed(list_usersessions))
"""Where somebody is signed in. Ending the others takes the password, or a second factor, once more."""


@require_POST
@login_required
@_confirmed  # type: ignore[untyped-decorator]  # allauth has no types
def sign_out_everywhere(request: HttpRequest) -> HttpResponse:
    """End every session of this account, this one too."""
    assert isinstance(request.user, Account)
    request.user.sign_out_everywhere()
    logout(request)
    messages.success(request, _("You are signed out everywhere."))
    answer = redirect("account_login")
    empty_the_browser(answer)
    return answer
