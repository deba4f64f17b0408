"""The doors of red lines: drawing one, for one's own eyes unless it is opened, and lifting it."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from onetext.process import actors, redlines
from onetext.process.redlines import Draw, Lift
from onetext.record.view import View
from onetext.sentences import say
from onetext.web.asked import Asked
from onetext.web.doors import Door
from onetext.web.doors.at_a_point import PointForm, parties, whose
from onetext.web.doors.form import ActForm
from onetext.web.gate import Said
from onetext.web.refusals import SaidHere

ASKS = (
    ("must", _("These words must remain")),
    ("never", _("These words must not appear")),
    ("at least", _("A quantity must be at least")),
    ("at most", _("A quantity must be at most")),
    ("plain", _("A condition in plain words, which only a person can check")),
)


class RedLineForm(PointForm):
    """A red line at a point, or over the whole text."""

    asks = forms.ChoiceField(label=_("What it asks"), choices=ASKS, widget=forms.RadioSelect)
    must = forms.CharField(
        label=_("The words, the condition, or the quantity with its unit"),
        max_length=2000,
        help_text=_("A quantity is written as 600,000 personnel."),
    )
    where = forms.ChoiceField(
        label=_("Where"), choices=[("point", _("at this point")), ("whole", _("anywhere in the text"))], initial="point"
    )
    grade = forms.ChoiceField(
        label=_("How firm"),
        choices=[("red line", _("a red line")), ("sensitive", _("only sensitive: I want to be warned of a change"))],
        initial="red line",
    )
    reason = forms.CharField(label=_("Why"), required=False, max_length=2000)
    party = forms.CharField(label=_("Whose red line"), required=False, widget=forms.Select)
    by = forms.CharField(label=_("Who stated it, where a document says so"), required=False, widget=forms.Select)

    def __init__(self, view: View, asked: Asked, *args: Any, **options: Any) -> None:
        super().__init__(view, asked, *args, **options)
        usual, *others = self.fields["to"].widget.choices
        mine = (usual[0], _now("only us, unless a document reports it"))
        self.fields["to"].widget.choices = [mine, *(one for one in others if one[0] != view.viewer.name)]
        self.fields["party"].widget.choices = parties(view, _now("mine"))
        self.fields["by"].widget.choices = parties(view, _now("not said"))

    def own_fields(self) -> list[forms.BoundField]:
        """The fields of the red line, and who may read it: that is the first thing to know of one."""
        own = [field for field in super().own_fields() if field.name not in {"party", "by"}]
        return [*own, self["to"]]

    def further_fields(self) -> list[forms.BoundField]:
        """The fields that any act may carry, and whose it is where a document reports it."""
        rest = [field for field in super().further_fields() if field.name != "to"]
        return [*rest, self["party"], self["by"]]

    def bodies(self, token: Callable[[], str]) -> tuple[object, ...]:
        """One red line."""
        del token
        given = self.cleaned_data
        owner = whose(self, given["party"])
        if not owner:
            raise SaidHere(_now("Say whose red line it is."))
        asks, said = given["asks"], given["must"].strip()
        number, _space, unit = said.partition(" ")
        asked: dict[str, Any] = {asks: said} if asks in {"must", "never", "plain"} else {}
        if not asked:
            asked = {"bound": asks, "value": number.replace(",", ""), "unit": unit.strip()}
        provision = self.standing.provision.id if given["where"] == "point" else ""
        common = {"grade": given["grade"], "provision": provision, "reason": given["reason"], "by": given["by"]}
        return (Draw(owner, line=self.line_id, **common, **asked),)

    def said(self) -> Said:
        """Unless its readers were chosen, one's own red line is for one's own eyes."""
        typed = super().said()
        owner = whose(self, self.cleaned_data["party"])
        return typed if typed.to or typed.source else replace(typed, to=owner)

    def done(self) -> str:
        """That the line is drawn, and who reads it."""
        owner = actors.name(self.view, whose(self, self.cleaned_data["party"]))
        return _now("%(party)s has drawn a red line.") % {"party": owner}


class LiftForm(ActForm):
    """A red line is lifted, before those who know of it."""

    redline = forms.CharField(label=_("Which red line"), widget=forms.Select)
    reason = forms.CharField(label=_("Why"), required=False, max_length=2000)

    def __init__(self, view: View, asked: Asked, *args: Any, **options: Any) -> None:
        super().__init__(view, asked, *args, **options)
        self.fields["redline"].widget.choices = [
            (act.id, say("{who}: {what}", who=actors.name(view, act.body.owner), what=redlines.condition(act.body)))
            for act in redlines.drawn(view)
        ]

    def bodies(self, token: Callable[[], str]) -> tuple[object, ...]:
        """One lift."""
        del token
        return (Lift(self.view.find(self.cleaned_data["redline"], Draw).id, self.cleaned_data["reason"]),)

    def said(self) -> Said:
        """Unless its readers were chosen, it goes to those of the red line."""
        typed = super().said()
        drawn = self.view.find(self.cleaned_data["redline"], Draw)
        readers = "public" if "*" in drawn.audience else ",".join(drawn.audience)
        return typed if typed.to or typed.source else replace(typed, to=readers)

    def done(self) -> str:
        """That it is lifted."""
        return _now("The red line is lifted.")


DOORS = (
    Door("redline", _("Draw a red line"), RedLineForm),
    Door("lift-redline", _("Lift a red line"), LiftForm),
)
