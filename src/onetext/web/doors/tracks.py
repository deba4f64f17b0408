"""The doors of separate tracks: one is opened, and reports back."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any, get_args

from django import forms
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from onetext.process import points, texts, tracks
from onetext.process.tracks import Outcome, ReportBack, Track
from onetext.sentences import listed, say, term
from onetext.web.doors import Door
from onetext.web.doors.choosing import offer, one, several
from onetext.web.doors.form import ActForm, everybody
from onetext.web.gate import Said

LONGEST_NAME = 64


class TrackForm(ActForm):
    """A forum with its own members is opened."""

    title = forms.CharField(label=_("What it is called"), max_length=300)
    members = several(_("Its members"), required=False)
    mandate = forms.CharField(
        label=_("What it is to do"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        offer(self, "members", everybody(self.view))

    spare = ""

    def bodies(self, token: Callable[[], str]) -> tuple[object, ...]:
        """The track."""
        self.spare = f"track-{token()[:8].lower()}"
        typed = self.cleaned_data
        return (Track(typed["title"], tuple(typed["members"]), typed["mandate"]),)

    def said(self) -> Said:
        """A track needs a name to be referred to: one made of its title, where none was typed."""
        said = super().said()
        made = slugify(self.cleaned_data["title"])[:LONGEST_NAME].strip("-").replace("_", "-")
        return said if said.name else replace(said, name=made or self.spare)


class ReportForm(ActForm):
    """A track reports back on what was referred to it."""

    referral = one(_("On what was referred"))
    outcome = one(_("Outcome"))
    provisions = several(
        _("On which of its points"), required=False, help_text=_("None chosen: on all that is before it.")
    )
    words = forms.CharField(
        label=_("The words that it proposes"),
        required=False,
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    reason = forms.CharField(label=_("More about it"), required=False, max_length=2000)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        called = points.labels(self.view)
        waiting = [found for found in tracks.referrals(self.view) if found.pending]
        name = {found.act.id: listed(called.get(id_, texts.GONE) for id_ in found.open) for found in waiting}
        offer(
            self,
            "referral",
            [
                (found.act.id, say("{who}: {what}", who=found.title, what=name[found.act.id] or found.act.body.topic))
                for found in waiting
            ],
        )
        offer(self, "outcome", [(outcome, term(outcome)) for outcome in get_args(Outcome)])
        offer(self, "provisions", [(id_, called.get(id_, texts.GONE)) for found in waiting for id_ in found.open])

    def bodies(self, token: Callable[[], str]) -> tuple[object, ...]:
        """The report."""
        del token
        typed = self.cleaned_data
        return (
            ReportBack(
                typed["referral"], typed["outcome"], tuple(typed["provisions"]), typed["words"], typed["reason"]
            ),
        )


DOORS = (
    Door("track", _("Open a track"), TrackForm),
    Door("track-report", _("Report back from a track"), ReportForm),
)
