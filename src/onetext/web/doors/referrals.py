"""The door by which a point is referred to a track."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from onetext.process import tracks
from onetext.process.tracks import Refer, Track
from onetext.record.view import View
from onetext.web.asked import Asked
from onetext.web.doors import Door
from onetext.web.doors.at_a_point import PointForm


class ReferForm(PointForm):
    """A point is referred to a track, and cannot be agreed here until that reports back."""

    track = forms.CharField(
        label=_("To which track"),
        widget=forms.Select,
        help_text=_("A new track is opened on the page of the way to yes."),
    )
    reason = forms.CharField(label=_("Why"), required=False, max_length=2000)

    def __init__(self, view: View, asked: Asked, *args: Any, **options: Any) -> None:
        super().__init__(view, asked, *args, **options)
        self.fields["track"].widget.choices = [(act.id, act.body.title) for act in tracks.tracks(view)]

    def bodies(self, token: Callable[[], str]) -> tuple[object, ...]:
        """One referral of one point."""
        del token
        to = self.view.find(self.cleaned_data["track"], Track)
        return (Refer(to.id, (self.standing.provision.id,), "", self.cleaned_data["reason"], self.line_id),)

    def done(self) -> str:
        """Where the point is now."""
        title = self.view.find(self.cleaned_data["track"], Track).body.title
        return _now("Point %(point)s is referred to “%(track)s”.") % {"point": self.label, "track": title}


DOORS = (Door("refer", _("Refer a point to a track"), ReferForm),)
