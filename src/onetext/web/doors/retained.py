"""The doors of retained points: keeping one on the table, and letting it go."""

from collections.abc import Callable
from typing import Any, cast

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from onetext.process import actors, points, retained
from onetext.process.retained import Release, Retain
from onetext.record.audience import KEEPER
from onetext.record.view import View
from onetext.web.asked import Asked
from onetext.web.doors import Door
from onetext.web.doors.at_a_point import PointForm
from onetext.web.doors.form import ActForm, everybody


class RetainForm(PointForm):
    """A point is kept on the table although others do not accept it."""

    reason = forms.CharField(label=_("Why"), required=False, max_length=2000)
    by = forms.MultipleChoiceField(
        label=_("Who keeps it, if not you"), required=False, widget=forms.SelectMultiple(attrs={"size": 4})
    )

    def __init__(self, view: View, asked: Asked, *args: Any, **options: Any) -> None:
        super().__init__(view, asked, *args, **options)
        cast("forms.MultipleChoiceField", self.fields["by"]).choices = everybody(view)

    def own_fields(self) -> list[forms.BoundField]:
        """Why."""
        return [self["reason"]]

    def further_fields(self) -> list[forms.BoundField]:
        """The fields that any act may carry, and who keeps it."""
        return [*super().further_fields(), self["by"]]

    def bodies(self, token: Callable[[], str]) -> tuple[object, ...]:
        """The point is retained, by whoever does it unless others are named."""
        del token
        me = self.view.viewer.name
        by = tuple(self.cleaned_data["by"]) or (() if me == KEEPER else (me,))
        return (Retain(self.standing.provision.id, by, self.cleaned_data["reason"], self.line_id),)

    def done(self) -> str:
        """That it is retained."""
        return _now("Point %(point)s is retained, contested.") % {"point": self.label}


class ReleaseForm(ActForm):
    """A retained point is let go."""

    retained = forms.CharField(label=_("Which point"), widget=forms.Select)
    reason = forms.CharField(label=_("Why: such as agreed, or given up for point 4"), max_length=2000)

    def __init__(self, view: View, asked: Asked, *args: Any, **options: Any) -> None:
        super().__init__(view, asked, *args, **options)
        every = [act for line in ("", *self._lines()) for act in retained.retained(view, line)]
        self.fields["retained"].widget.choices = [(act.id, self._called(act)) for act in every]

    def _lines(self) -> list[str]:
        return sorted({act.body.line for act in self.view[retained.Retained].retained.values()} - {""})

    def _called(self, act: Any) -> str:
        by = ", ".join(actors.name(self.view, slug) for slug in act.body.by)
        called = points.named(self.view, act.body.provision, act.body.line)
        return _now("%(point)s, kept by %(who)s") % {"point": called, "who": by or _now("somebody not named")}

    def bodies(self, token: Callable[[], str]) -> tuple[object, ...]:
        """The release."""
        del token
        return (Release(self.view.find(self.cleaned_data["retained"], Retain).id, self.cleaned_data["reason"]),)

    def done(self) -> str:
        """That it is retained no longer."""
        return _now("The point is no longer retained.")


DOORS = (
    Door("retain", _("Keep a point on the table"), RetainForm),
    Door("release-point", _("Let a retained point go"), ReleaseForm),
)
