"""The pages of one's own account: language and time zone, and signing out everywhere."""

from zoneinfo import available_timezones

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


@require_POST
@login_required
def sign_out_everywhere(request: HttpRequest) -> HttpResponse:
    """End every session of this account, this one too."""
    assert isinstance(request.user, Account)
    request.user.sign_out_everywhere()
    logout(request)
    messages.success(request, _("You are signed out everywhere."))
    return redirect("account_login")
