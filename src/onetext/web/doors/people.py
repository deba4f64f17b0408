"""The doors about people: that there is an actor, its offices, members, seat, delegates, spokespersons, principal.

All of these say who may act for whom, so everybody reads them; none asks who may read it.
"""

from collections.abc import Callable
from dataclasses import replace
from typing import Any, cast

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from onetext.process import actors
from onetext.process.actors import Actors, Kinds, Role
from onetext.record.view import View
from onetext.web.asked import Asked
from onetext.web.doors import Door
from onetext.web.doors.form import ActForm, everybody, in_groups
from onetext.web.gate import Said


def _chosen(label: Any) -> forms.CharField:
    """An actor; its choices come from what whoever fills in the form sees."""
    return forms.CharField(label=label, widget=forms.Select)


def _day(label: Any) -> forms.DateField:
    return forms.DateField(label=label, required=False, widget=forms.DateInput(attrs={"type": "date"}))


class PublicForm(ActForm):
    """A form whose acts are public."""

    FURTHER = tuple(name for name in ActForm.FURTHER if name != "to")
    ACTORS: tuple[str, ...] = ()
    OWN: tuple[str, ...] = ()
    """Those of ACTORS that are oneself where one does not hold the pen: a party says this of nobody else."""
    PERSONS: tuple[str, ...] = ()

    def __init__(self, view: View, asked: Asked, *args: Any, **options: Any) -> None:
        super().__init__(view, asked, *args, **options)
        del self.fields["to"]
        for name in self.ACTORS:
            self.fields[name].widget.choices = everybody(view)
        for name in () if actors.has_the_pen(view, asked.whose) else self.OWN:
            self.initial.setdefault(name, asked.whose)
        persons = in_groups(view, (act.body.slug for act in actors.everybody(view) if act.body.kind == "person"))
        for name in self.PERSONS:
            self.fields[name].widget.choices = persons

    def said(self) -> Said:
        """What was typed about the act itself; it is for everybody."""
        return replace(super().said(), to="public")

    def called(self, field: str) -> str:
        """The name of the actor that was chosen in a field."""
        return actors.name(self.view, self.cleaned_data[field])


class ActorForm(PublicForm):
    """There is an actor."""

    slug = forms.CharField(
        label=gettext_lazy("Short name"), max_length=64, help_text=gettext_lazy("Small letters, digits and hyphens.")
    )
    called_ = forms.CharField(label=gettext_lazy("Name"), max_length=200)
    kind = forms.ChoiceField(
        label=gettext_lazy("What it is"),
        choices=[
            ("person", gettext_lazy("a person")),
            ("state", gettext_lazy("a state")),
            ("body", gettext_lazy("a body")),
            ("team", gettext_lazy("a team")),
        ],
    )

    def bodies(self, token: Callable[[], str]) -> tuple[object, ...]:
        """One declaration."""
        del token
        said = self.cleaned_data
        return (actors.Declare(said["slug"], said["called_"], cast("Kinds", said["kind"])),)

    def done(self) -> str:
        """That it is known now."""
        return _("%(name)s is in the record.") % {"name": self.cleaned_data["called_"]}


class OfficeForm(PublicForm):
    """A person holds an office."""

    title = forms.CharField(label=gettext_lazy("Office"), max_length=200)
    of = _chosen(gettext_lazy("Of"))
    holder = _chosen(gettext_lazy("Held by"))
    since = _day(gettext_lazy("First day, if known"))
    until = _day(gettext_lazy("Last day, if known"))
    ACTORS = OWN = ("of",)
    PERSONS = ("holder",)

    def bodies(self, token: Callable[[], str]) -> tuple[object, ...]:
        """One office."""
        del token
        said = self.cleaned_data
        return (actors.Office(said["title"], said["of"], said["holder"], said["since"], said["until"]),)

    def done(self) -> str:
        """Who holds it."""
        words = {"who": self.called("holder"), "office": self.cleaned_data["title"]}
        return _("%(who)s holds the office “%(office)s”.") % words


class MemberForm(PublicForm):
    """An actor is a member of a body."""

    body = _chosen(gettext_lazy("Body"))
    member = _chosen(gettext_lazy("Member"))
    since = _day(gettext_lazy("First day, if known"))
    until = _day(gettext_lazy("Last day, if known"))
    ACTORS = ("body", "member")

    def bodies(self, token: Callable[[], str]) -> tuple[object, ...]:
        """One membership."""
        del token
        said = self.cleaned_data
        return (actors.Member(said["body"], said["member"], said["since"], said["until"]),)

    def done(self) -> str:
        """Who is a member of what."""
        return _("%(who)s is a member of %(body)s.") % {"who": self.called("member"), "body": self.called("body")}


class SeatForm(PublicForm):
    """An actor takes a seat, or leaves it."""

    actor = _chosen(gettext_lazy("Who"))
    role = forms.ChoiceField(
        label=gettext_lazy("As"),
        choices=[
            ("party", gettext_lazy("a party")),
            ("mediator", gettext_lazy("a mediator")),
            ("observer", gettext_lazy("an observer")),
            ("away", gettext_lazy("not at the table any more")),
        ],
    )
    ACTORS = ("actor",)

    def bodies(self, token: Callable[[], str]) -> tuple[object, ...]:
        """One seat."""
        del token
        return (actors.Seat(self.cleaned_data["actor"], cast("Role", self.cleaned_data["role"])),)

    def done(self) -> str:
        """Where it sits."""
        role = dict(self.fields["role"].choices)[self.cleaned_data["role"]]  # type: ignore[attr-defined]  # a choice
        return f"{self.called('actor')}: {role}."


class DelegateForm(PublicForm):
    """A person may act for a party."""

    person = _chosen(gettext_lazy("Person"))
    party = _chosen(gettext_lazy("May act for"))
    ACTORS = OWN = ("party",)
    PERSONS = ("person",)

    def bodies(self, token: Callable[[], str]) -> tuple[object, ...]:
        """One delegation."""
        del token
        return (actors.Delegate(self.cleaned_data["person"], self.cleaned_data["party"]),)

    def done(self) -> str:
        """Who acts for whom."""
        return _("%(who)s may act for %(party)s.") % {"who": self.called("person"), "party": self.called("party")}


class SpokespersonForm(PublicForm):
    """A person speaks for an actor."""

    person = _chosen(gettext_lazy("Person"))
    actor = _chosen(gettext_lazy("Speaks for"))
    ACTORS = OWN = ("actor",)
    PERSONS = ("person",)

    def bodies(self, token: Callable[[], str]) -> tuple[object, ...]:
        """One spokesperson."""
        del token
        return (actors.Speak(self.cleaned_data["person"], self.cleaned_data["actor"]),)

    def done(self) -> str:
        """Who speaks for whom."""
        return _("%(who)s speaks for %(actor)s.") % {"who": self.called("person"), "actor": self.called("actor")}


class PrincipalForm(PublicForm):
    """The holder of an office decides for a party."""

    party = _chosen(gettext_lazy("For"))
    office = forms.CharField(label=gettext_lazy("The holder of this office decides"), widget=forms.Select)
    ACTORS = OWN = ("party",)

    def __init__(self, view: View, asked: Asked, *args: Any, **options: Any) -> None:
        super().__init__(view, asked, *args, **options)
        offices = sorted(view[Actors].offices.values(), key=lambda act: act.order)
        self.fields["office"].widget.choices = [
            (act.id, f"{act.body.title} ({actors.name(view, act.body.holder)})") for act in offices
        ]

    def bodies(self, token: Callable[[], str]) -> tuple[object, ...]:
        """One principal."""
        del token
        return (actors.Principal(self.cleaned_data["party"], self.cleaned_data["office"]),)

    def done(self) -> str:
        """For whom somebody decides."""
        return _("It is recorded who decides for %(party)s.") % {"party": self.called("party")}


DOORS = (
    Door("actor", gettext_lazy("Add a person, state or body"), ActorForm),
    Door("office", gettext_lazy("Record an office"), OfficeForm),
    Door("member", gettext_lazy("Record a member of a body"), MemberForm),
    Door("seat", gettext_lazy("Give a seat at the table"), SeatForm),
    Door("delegate", gettext_lazy("Name a delegate"), DelegateForm),
    Door("spokesperson", gettext_lazy("Name a spokesperson"), SpokespersonForm),
    Door("principal", gettext_lazy("Say who decides for a party"), PrincipalForm),
)
