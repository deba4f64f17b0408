"""The doors of deadlines: set, moved, softened, met, lifted. Nothing that was set is ever overwritten."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from onetext.process import deadlines
from onetext.process.deadlines import FORCES
from onetext.web.doors import Door
from onetext.web.doors.choices import every_version
from onetext.web.doors.choosing import offer, one, several
from onetext.web.doors.form import ActForm, everybody

MOMENTS = _(
    "One a line; several are alternatives. A date (2030-03-04), a window (2030-03-04..2030-03-09, 2030-03-04..), "
    "“5 days after NAME”, “open”; then perhaps the words in which it was said, in brackets: 2030-03-04 (Monday)."
)


def _targets() -> forms.CharField:
    return forms.CharField(
        label=_("When"), max_length=4000, widget=forms.Textarea(attrs={"rows": 3}), help_text=MOMENTS
    )


class SetForm(ActForm):
    """Somebody sets a deadline."""

    what = forms.CharField(label=_("What is to be done"), max_length=500)
    targets = _targets()
    addressees = several(_("For whom"), required=False)
    force = one(_("How hard it is meant"))
    setter = one(_("Who sets it"), required=False)
    version = one(_("About which version"), required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        offer(self, "addressees", everybody(self.view))
        offer(self, "force", [(force, force) for force in FORCES])
        offer(self, "setter", everybody(self.view, str(_("I do"))))
        offer(self, "version", [("", str(_("none"))), *every_version(self.view)])
        self.initial.setdefault("force", "demand")

    def bodies(self, token: Callable[[], str]) -> tuple[object, ...]:
        """The deadline."""
        del token
        typed = self.cleaned_data
        return (
            deadlines.Deadline(
                typed["setter"] or self.asked.whose,
                typed["what"],
                _typed(self),
                tuple(typed["addressees"]),
                typed["force"],
                typed["version"],
            ),
        )


class ChangeForm(ActForm):
    """Something happens to a deadline."""

    deadline = one(_("Which deadline"))
    by = one(_("Who says so"), required=False)
    cause = forms.CharField(label=_("Why, as far as it is known"), required=False, max_length=2000)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        offer(self, "deadline", [(act.id, act.body.what) for act in deadlines.deadlines(self.view)])
        offer(self, "by", everybody(self.view, str(_("I do"))))

    @property
    def who(self) -> str:
        """Who says so."""
        return self.cleaned_data["by"] or self.asked.whose


class MoveForm(ChangeForm):
    """A deadline moves; its first date stays in the record."""

    targets = _targets()
    field_order = ("deadline", "targets")

    def bodies(self, token: Callable[[], str]) -> tuple[object, ...]:
        """The move."""
        del token
        return (deadlines.Move(self.cleaned_data["deadline"], _typed(self), self.who, self.cleaned_data["cause"]),)


class SoftenForm(ChangeForm):
    """A deadline stands with less force."""

    force = one(_("What is left of its force"), required=False)
    field_order = ("deadline", "force")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        offer(self, "force", [("", str(_("not known"))), *((force, force) for force in FORCES)])

    def bodies(self, token: Callable[[], str]) -> tuple[object, ...]:
        """The softening."""
        del token
        typed = self.cleaned_data
        return (deadlines.Soften(typed["deadline"], self.who, typed["cause"], typed["force"] or None),)


class MeetForm(ChangeForm):
    """What a deadline asked for was done."""

    def bodies(self, token: Callable[[], str]) -> tuple[object, ...]:
        """The word that it is met."""
        del token
        return (deadlines.Meet(self.cleaned_data["deadline"], self.who, self.cleaned_data["cause"]),)


class LiftForm(ChangeForm):
    """A deadline is given up."""

    def bodies(self, token: Callable[[], str]) -> tuple[object, ...]:
        """The word that it is given up."""
        del token
        return (deadlines.Lift(self.cleaned_data["deadline"], self.who, self.cleaned_data["cause"]),)


def _typed(form: ActForm) -> tuple[deadlines.Target, ...]:
    lines = form.cleaned_data["targets"].splitlines()
    return deadlines.typed(form.view, filter(None, map(str.strip, lines)))


DOORS = (
    Door("deadline-set", _("Set a deadline"), SetForm),
    Door("deadline-move", _("Move a deadline"), MoveForm),
    Door("deadline-soften", _("Soften a deadline"), SoftenForm),
    Door("deadline-meet", _("Say that a deadline is met"), MeetForm),
    Door("deadline-lift", _("Lift a deadline"), LiftForm),
)
