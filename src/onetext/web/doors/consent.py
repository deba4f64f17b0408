"""The doors of consent: whose consent or act a point needs, or does not need whatever its words suggest."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from onetext.process import points, targets
from onetext.process.consent import Need, Unneed
from onetext.process.targets import Part
from onetext.sentences import say
from onetext.web.doors import Door
from onetext.web.doors.choosing import all_points, offer, one
from onetext.web.doors.form import ActForm, everybody


class NeedForm(ActForm):
    """A point, or a limb of it, needs an actor's consent or act."""

    provision = one(_("Point"))
    actor = one(_("Whose consent or act"))
    limb = forms.CharField(
        label=_("Which part of it"),
        required=False,
        max_length=2000,
        help_text=_("Its number, or its first words; empty for the whole point."),
    )
    why = forms.CharField(label=_("Why"), max_length=2000, widget=forms.Textarea(attrs={"rows": 2}))
    body: type[Need] | type[Unneed] = Need

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        offer(self, "provision", all_points(self.view))
        offer(self, "actor", everybody(self.view))

    def bodies(self, token: Callable[[], str]) -> tuple[object, ...]:
        """What is said of the actor and the point."""
        del token
        typed = self.cleaned_data
        return (self.body(typed["actor"], typed["provision"], typed["why"], self._limb()),)

    def _limb(self) -> str:
        typed, id_ = self.cleaned_data["limb"], self.cleaned_data["provision"]
        standing = points.present(self.view, id_)
        if not typed or standing is None:
            return ""
        parts: tuple[Part, ...] = targets.limbs_of(self.view, id_, points.words_to_read(standing))
        return targets.limb_meant(parts, typed, say("point {point}", point=points.label(standing))).says


class UnneedForm(NeedForm):
    """A point does not need an actor's consent or act."""

    body = Unneed


DOORS = (
    Door("consent-need", _("Say whose consent a point needs"), NeedForm),
    Door("consent-unneed", _("Say whose consent a point does not need"), UnneedForm),
)
