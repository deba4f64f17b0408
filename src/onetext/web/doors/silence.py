"""The doors of the silence procedure: words are put under silence; somebody who is asked objects."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from onetext.process import actors, current, moments, negotiation, points, silence
from onetext.sentences import say
from onetext.web.doors import Door
from onetext.web.doors.choosing import OverTheText, all_points, offer, one, several
from onetext.web.doors.form import ActForm, Choices, everybody, zone


class StartForm(OverTheText):
    """A point, or the whole text, is put under silence."""

    provision = one(_("Which words"), required=False)
    addressees = several(_("Who is asked"), help_text=_("Only their silence counts."))
    until = forms.CharField(label=_("Until when one may object"), max_length=40)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        offer(self, "provision", [("", str(_("the whole text"))), *all_points(self.view)])
        offer(self, "addressees", everybody(self.view))
        self.fields["until"].help_text = _(
            "Such as 2030-05-01 18:00, in %(zone)s time. A day without a time lasts to its end."
        ) % {"zone": zone(self.view)}
        self.initial.setdefault("addressees", list(actors.seated(self.view, "party")))

    def bodies(self, token: Callable[[], str]) -> tuple[object, ...]:
        """The procedure."""
        del token
        typed = self.cleaned_data
        standing = points.present(self.view, typed["provision"]) if typed["provision"] else None
        words = standing.fingerprint if standing else current.fingerprint_now(self.view)
        return (silence.Silence(tuple(typed["addressees"]), self._until(), words or "", typed["provision"]),)

    def done(self) -> str:
        """Until when it runs."""
        return _("The silence procedure runs until %(until)s.") % {"until": silence.shown(self.view, self._until())}

    def _until(self) -> datetime:
        """The last instant: of the day, where no time is given."""
        return moments.as_of(self.cleaned_data["until"], negotiation.zone(self.view))


class BreakForm(ActForm):
    """Somebody who is asked objects."""

    silence = one(_("Which procedure"))
    by = one(_("Who objects"), required=False)
    reason = forms.CharField(label=_("Why"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        running: Choices = [
            (act.id, say("{who}: {what}", who=act.handle, what=silence.subject(self.view, act)))
            for act in _running(self)
        ]
        offer(self, "silence", running)
        offer(self, "by", everybody(self.view, str(_("I do"))))

    def bodies(self, token: Callable[[], str]) -> tuple[object, ...]:
        """The objection."""
        del token
        typed = self.cleaned_data
        return (silence.Break(typed["silence"], typed["by"] or self.asked.whose, typed["reason"]),)

    def done(self) -> str:
        """That it is in."""
        return str(_("The objection is in the record."))


def _running(form: ActForm) -> list[Any]:
    found = silence.procedures(form.view)
    return [act for act in found if silence.result(form.view, act).outcome in {"running", "broken"}]


DOORS = (
    Door("silence-start", _("Put words under silence"), StartForm),
    Door("silence-break", _("Object to a silence procedure"), BreakForm),
)
