"""The doors of what a point's words leave out: notes on its numbers, annexes that fill its slots, slots left open."""

from collections.abc import Callable
from typing import Any, cast

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from onetext.process import moments, quantities, slots
from onetext.process.quantities import Annotate
from onetext.process.slots import SLOTS, Annex, Filled, Vague
from onetext.record.view import View
from onetext.text.provision import fingerprint
from onetext.web.asked import Asked
from onetext.web.doors import Door
from onetext.web.doors.at_a_point import PointForm, parties, whose
from onetext.web.refusals import SaidHere

SLOT_WORDS = {
    "who": _("who"),
    "what": _("what"),
    "by when": _("by when"),
    "verified by": _("verified by"),
    "if breached": _("if breached"),
}


class QuantityForm(PointForm):
    """A note on a number: as of when, how it is counted, compared with what."""

    number = forms.CharField(label=_("Which number"), widget=forms.Select)
    as_of = forms.CharField(label=_("The day on which it holds"), required=False, max_length=40)
    counting = forms.CharField(label=_("How it is counted"), required=False, max_length=2000)
    baseline = forms.CharField(label=_("What it is compared with"), required=False, max_length=2000)
    baseline_as_of = forms.CharField(label=_("The day on which that held"), required=False, max_length=40)

    def __init__(self, view: View, asked: Asked, *args: Any, **options: Any) -> None:
        super().__init__(view, asked, *args, **options)
        self.fields["number"].widget.choices = [(q.words, q.words) for q in quantities.numbers(self.present)]

    def bodies(self, token: Callable[[], str]) -> tuple[object, ...]:
        """One note, on the words that stood there when the form was opened."""
        del token
        given = self.cleaned_data
        return (
            Annotate(
                self.standing.provision.id,
                given["number"],
                fingerprint(self.began),
                moments.day_or_none(given["as_of"]),
                given["counting"],
                given["baseline"],
                moments.day_or_none(given["baseline_as_of"]),
                self.line_id,
            ),
        )

    def done(self) -> str:
        """What is noted of what."""
        return _now("Noted of “%(number)s” in point %(point)s.") % {
            "number": self.cleaned_data["number"],
            "point": self.label,
        }


class AnnexForm(PointForm):
    """An annex to a point: it clears only the slots that it fills."""

    title = forms.CharField(label=_("The annex"), max_length=200)

    def __init__(self, view: View, asked: Asked, *args: Any, **options: Any) -> None:
        super().__init__(view, asked, *args, **options)
        for place, slot in enumerate(SLOTS):
            label = _now("It fills “%(slot)s” with the words") % {"slot": SLOT_WORDS[slot]}
            self.fields[f"slot{place}"] = forms.CharField(label=label, required=False, max_length=2000)

    def bodies(self, token: Callable[[], str]) -> tuple[object, ...]:
        """One annex."""
        del token
        said = [(slot, self.cleaned_data[f"slot{place}"].strip()) for place, slot in enumerate(SLOTS)]
        fills = tuple(Filled(slot, words) for slot, words in said if words)
        title, print_ = self.cleaned_data["title"], fingerprint(self.began)
        return (Annex(self.standing.provision.id, title, fills, print_, self.line_id),)

    def done(self) -> str:
        """That the annex is recorded."""
        return _now("“%(title)s” is recorded for point %(point)s.") % {
            "title": self.cleaned_data["title"],
            "point": self.label,
        }


class VagueForm(PointForm):
    """A party leaves slots of a point open on purpose."""

    slots = forms.MultipleChoiceField(
        label=_("What is left open on purpose"), choices=list(SLOT_WORDS.items()), widget=forms.CheckboxSelectMultiple
    )
    reason = forms.CharField(label=_("Why"), required=False, max_length=2000)
    party = forms.CharField(label=_("Who leaves it open"), required=False, widget=forms.Select)

    def __init__(self, view: View, asked: Asked, *args: Any, **options: Any) -> None:
        super().__init__(view, asked, *args, **options)
        self.fields["party"].widget.choices = parties(view, _now("we"))
        empty = {found.slot for found in slots.of(view, self.standing.provision.id, self.present)}
        chosen = [one for one in SLOT_WORDS.items() if one[0] in empty]
        cast("forms.MultipleChoiceField", self.fields["slots"]).choices = chosen

    def bodies(self, token: Callable[[], str]) -> tuple[object, ...]:
        """One act for each slot."""
        del token
        party = whose(self, self.cleaned_data["party"])
        if not party:
            raise SaidHere(_now("Say who leaves it open."))
        id_, print_, reason = self.standing.provision.id, fingerprint(self.began), self.cleaned_data["reason"]
        return tuple(Vague(id_, slot, party, print_, reason, self.line_id) for slot in self.cleaned_data["slots"])

    def done(self) -> str:
        """That it is left open."""
        return _now("Left open on purpose in point %(point)s.") % {"point": self.label}


DOORS = (
    Door("quantity", _("Note something about a number"), QuantityForm),
    Door("annex", _("Record an annex"), AnnexForm),
    Door("leave-open", _("Leave something open on purpose"), VagueForm),
)
