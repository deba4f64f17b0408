"""The doors of positions: taking a stance on exact words, and lifting "ad referendum" from one."""

import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cached_property
from typing import Any, cast

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from onetext.process import actors, positions, targets
from onetext.process.positions import Confirm, Reservation, Take
from onetext.process.targets import Target
from onetext.record.act import Act
from onetext.record.view import View
from onetext.sentences import say
from onetext.web.asked import Asked
from onetext.web.doors import Door
from onetext.web.doors.at_a_point import PointForm, parties, whose
from onetext.web.doors.form import ActForm
from onetext.web.refusals import SaidHere

STANCES = (
    ("agreed", _("agreed")),
    ("ad referendum", _("agreed ad referendum")),
    ("conditional", _("agreed on a condition")),
    ("reserved", _("reserved")),
    ("opposed", _("opposed")),
    ("silent", _("silent")),
    ("described", _("as a document describes it")),
)
RESERVATIONS = (
    ("", _("none")),
    ("general", _("general")),
    ("scrutiny", _("scrutiny")),
    ("parliamentary", _("parliamentary")),
    ("linguistic", _("linguistic")),
)


class StanceForm(PointForm):
    """A stance on the words that were read: of a point, a limb of it, an amendment to it, or of the whole text."""

    on = forms.CharField(label=_("On what"), required=False, widget=forms.Select)
    stance = forms.ChoiceField(label=_("Where you stand"), choices=STANCES, widget=forms.RadioSelect)
    condition = forms.CharField(label=_("On which condition"), required=False, max_length=2000)
    reservation = forms.ChoiceField(label=_("Which reservation"), choices=RESERVATIONS, required=False)
    reason = forms.CharField(label=_("Why"), required=False, widget=forms.Textarea(attrs={"rows": 3}))
    party = forms.CharField(label=_("Whose stance"), required=False, widget=forms.Select)
    by = forms.CharField(label=_("Who stated it, where a document says so"), required=False, widget=forms.Select)
    read = forms.CharField(required=False, widget=forms.HiddenInput)
    FRESH: tuple[str, ...] = ("base", "read")

    def __init__(self, view: View, asked: Asked, *args: Any, **options: Any) -> None:
        super().__init__(view, asked, *args, **options)
        self.fields["on"].widget.choices = [(key, self._called(key, one)) for key, one in self.targets.items()]
        self.fields["party"].widget.choices = parties(view, _now("mine"))
        self.fields["by"].widget.choices = parties(view, _now("not said"))

    def further_fields(self) -> list[forms.BoundField]:
        """The fields that any act may carry, and those of a stance that a document reports."""
        return [*super().further_fields(), self["party"], self["by"]]

    def own_fields(self) -> list[forms.BoundField]:
        """The fields of the stance itself."""
        return [field for field in super().own_fields() if field.name not in {"party", "by"}]

    @cached_property
    def targets(self) -> Mapping[str, Target]:
        """What a stance can be on here, by a key that lasts while the words change."""
        view, id_ = self.view, self.standing.provision.id
        found: dict[str, Target] = {"": targets.target(view, id_, line=self.line_id)}
        if self.standing.provision.words:
            parts = targets.limbs_of(view, id_, self.standing.provision.words)
            for number in range(1, len(parts) + 1) if len(parts) > 1 else ():
                found[f"limb-{number}"] = targets.target(view, id_, limb=str(number), line=self.line_id)
        for act in self.standing.pending:
            found[act.id] = targets.target(view, act.id, line=self.line_id)
        found["whole"] = targets.target(view, "whole", line=self.line_id)
        return found

    def _called(self, key: str, one: Target) -> str:
        act = self.view.act(key) if key else None
        if act is None:
            return one.called
        return _now("amendment %(name)s of %(who)s") % {
            "name": act.handle,
            "who": actors.name(self.view, act.party or act.author),
        }

    def fresh(self) -> Mapping[str, str]:
        """The words as they stand, and the fingerprint of each thing that a stance can be on."""
        return {**super().fresh(), "read": json.dumps({key: one.words for key, one in self.targets.items()})}

    def _read(self) -> Mapping[str, Any]:
        """The fingerprints of what was read when the form was opened; a stance is on these words and no others."""
        try:
            found = json.loads(self.cleaned_data["read"] or "{}")
        except (ValueError, RecursionError):
            found = {}
        return found if isinstance(found, dict) else {}

    def bodies(self, token: Callable[[], str]) -> tuple[object, ...]:
        """The stance, on the words that were read."""
        del token
        given = self.cleaned_data
        key = given["on"]
        meant = self.targets.get(key)
        if meant is None:
            raise SaidHere(_now("What you take a stance on is not there any more; choose again."))
        meant = replace(meant, words=str(self._read().get(key, meant.words)))
        party = whose(self, given["party"])
        if not party:
            raise SaidHere(_now("Say whose stance it is."))
        reservation: Reservation = given["reservation"] or ("general" if given["stance"] == "reserved" else "")
        return (
            Take(
                party=party,
                stance=given["stance"],
                version=meant.version,
                words=meant.words,
                provision=meant.provision,
                limb=meant.limb,
                amendment=meant.amendment,
                reservation=reservation if given["stance"] == "reserved" else given["reservation"],
                condition=given["condition"],
                reason=given["reason"],
                by=given["by"],
                line=meant.line,
            ),
        )

    def done(self) -> str:
        """Where the party stands now."""
        party = actors.name(self.view, whose(self, self.cleaned_data["party"]))
        stance = dict(STANCES)[self.cleaned_data["stance"]]
        return _now("%(party)s on point %(point)s: %(stance)s.") % {
            "party": party,
            "point": self.label,
            "stance": stance,
        }


class ConfirmForm(ActForm):
    """The principal lifts "ad referendum" from a stance."""

    stance = forms.CharField(label=_("Which agreement"), widget=forms.Select)
    by = forms.CharField(label=_("Who lifted it, where a document says so"), required=False, widget=forms.Select)

    def __init__(self, view: View, asked: Asked, *args: Any, **options: Any) -> None:
        super().__init__(view, asked, *args, **options)
        self.fields["stance"].widget.choices = [(act.id, self._called(act)) for act in unconfirmed(view)]
        self.fields["by"].widget.choices = parties(view, _now("not said"))

    def _called(self, act: Act[Take]) -> str:
        return say("{who}: {what}", who=actors.name(self.view, act.body.party), what=positions.called(self.view, act))

    def further_fields(self) -> list[forms.BoundField]:
        """The fields that any act may carry, and who lifted it."""
        return [*super().further_fields(), self["by"]]

    def own_fields(self) -> list[forms.BoundField]:
        """Which stance."""
        return [self["stance"]]

    def bodies(self, token: Callable[[], str]) -> tuple[object, ...]:
        """The confirmation."""
        del token
        return (Confirm(self.view.find(self.cleaned_data["stance"], Take).id, self.cleaned_data["by"]),)

    def done(self) -> str:
        """What is confirmed."""
        act = cast("Act[Take]", self.view.find(self.cleaned_data["stance"], Take))
        party = actors.name(self.view, act.body.party)
        return _now("%(party)s confirms what was agreed ad referendum.") % {"party": party}


def unconfirmed(view: View) -> tuple[Act[Take], ...]:
    """The stances ad referendum that are the latest of their party on their point, in the order of the record."""
    latest: dict[tuple[str, str, str, str, str], Act[Take]] = {}
    for act in positions.history(view):
        body = act.body
        latest[body.line, body.provision, body.limb, body.amendment, body.party] = act
    return tuple(act for act in latest.values() if positions.effective(view, act)[0] == "ad referendum")


DOORS = (
    Door("stance", _("Take a stance"), StanceForm),
    Door("confirm", _("Confirm what was agreed ad referendum"), ConfirmForm),
)
