"""The door of offers: what a version is as an offer, as its speaker says."""

from collections.abc import Callable
from typing import Any, get_args

from django import forms
from django.utils.translation import gettext_lazy as _

from onetext.process import offers
from onetext.process.texts import Table
from onetext.sentences import term
from onetext.web.doors import Door
from onetext.web.doors.choices import every_version
from onetext.web.doors.choosing import offer, one
from onetext.web.doors.form import ActForm, everybody


class OfferForm(ActForm):
    """A version is on offer: final, not final, or withdrawn."""

    version = one(_("Version"))
    status = one(_("What it is"))
    by = one(_("Who says so"), required=False)
    cause = forms.CharField(label=_("Why, as far as it is known"), required=False, max_length=2000)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        offer(self, "version", every_version(self.view))
        offer(self, "status", [(status, term(status)) for status in get_args(offers.Status)])
        offer(self, "by", everybody(self.view, str(_("I do"))))

    def bodies(self, token: Callable[[], str]) -> tuple[object, ...]:
        """What is said of the version."""
        del token
        typed = self.cleaned_data
        version = self.view.find(typed["version"], Table)
        by = typed["by"] or self.asked.whose
        return (offers.Offer(version.id, typed["status"], by, offers.words_of(self.view, version.id), typed["cause"]),)


DOORS = (Door("offer", _("Say what a version is as an offer"), OfferForm),)
