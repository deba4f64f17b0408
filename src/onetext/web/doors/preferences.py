"""The door of preferences: how a party ranks the options for a point, for its own eyes unless it says otherwise."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from onetext.process.preferences import Choice, Rank
from onetext.web.doors import Door
from onetext.web.doors.choosing import all_points, offer, one
from onetext.web.doors.form import ActForm
from onetext.web.gate import Said


class PreferenceForm(ActForm):
    """A party ranks the options for a point."""

    provision = one(_("Point"))
    options = forms.CharField(
        label=_("The options, one a line, the best first"),
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("Each in its words; then perhaps its weight: no nets in May = 0.4."),
    )
    importance = forms.CharField(label=_("How much the point matters beside the others"), required=False, max_length=20)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        offer(self, "provision", all_points(self.view))

    def bodies(self, token: Callable[[], str]) -> tuple[object, ...]:
        """The ranking."""
        del token
        typed = self.cleaned_data
        choices = tuple(_choice(line) for line in typed["options"].splitlines() if line.strip())
        return (Rank(self.asked.whose, typed["provision"], choices, typed["importance"]),)

    def said(self) -> Said:
        """Only the party itself reads its ranking, unless it says otherwise."""
        said = super().said()
        return replace(said, to=said.to or self.asked.whose)


def _choice(line: str) -> Choice:
    words, equals, weight = line.rpartition("=")
    return Choice(words.strip(), weight.strip()) if equals else Choice(line.strip())


DOORS = (Door("preference", _("Rank the options for a point"), PreferenceForm),)
