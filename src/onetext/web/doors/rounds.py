"""The doors of rounds of talks and of windows: a round begins and ends; a span of time as its speaker put it."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from onetext.process import rounds, windows
from onetext.web.doors import Door
from onetext.web.doors.choosing import all_rounds, offer, one, several
from onetext.web.doors.form import ActForm, everybody


class RoundForm(ActForm):
    """A round of talks; when it happened is when it began."""

    title = forms.CharField(label=_("What it is called"), max_length=300)
    where = forms.CharField(label=_("In which place"), required=False, max_length=300)
    participants = several(_("Who takes part"), required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        offer(self, "participants", everybody(self.view))

    def bodies(self, token: Callable[[], str]) -> tuple[object, ...]:
        """The round."""
        del token
        typed = self.cleaned_data
        return (rounds.Round(typed["title"], typed["where"], tuple(typed["participants"])),)


class RoundEndForm(ActForm):
    """A round ended: as somebody announced, or only as it is understood."""

    round = one(_("Which round"))
    ending = one(_("How its end is known"))
    by = several(_("Who announced it"), required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        offer(self, "round", all_rounds(self.view))
        announced, understood = str(_("it was announced")), str(_("it is only understood, not announced"))
        offer(self, "ending", [("announced", announced), ("understood", understood)])
        offer(self, "by", everybody(self.view))

    def bodies(self, token: Callable[[], str]) -> tuple[object, ...]:
        """The end."""
        del token
        typed = self.cleaned_data
        return (rounds.RoundEnd(typed["round"], typed["ending"], tuple(typed["by"])),)


class WindowForm(ActForm):
    """A span of time in its speaker's words, such as "over the coming days"."""

    spoken = forms.CharField(label=_("The words in which it was said"), max_length=500)
    about = forms.CharField(label=_("What is to happen"), max_length=500)
    by = several(_("Who said it"), required=False, help_text=_("None chosen: yourself, or the document."))
    reach = one(_("The largest unit of its end"), help_text=_("“Days and weeks” reaches weeks."))
    first = forms.DateField(label=_("The first day, where one was said"), required=False)
    last = forms.DateField(label=_("The last day, where one was said"), required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        offer(self, "by", everybody(self.view))
        offer(self, "reach", [(reach, reach) for reach in ("unknown", *windows.REACHES)])
        self.initial.setdefault("reach", "unknown")
        for name in ("first", "last"):
            self.fields[name].widget = forms.DateInput(attrs={"type": "date"})

    def bodies(self, token: Callable[[], str]) -> tuple[object, ...]:
        """The window."""
        del token
        typed = self.cleaned_data
        who = tuple(typed["by"]) or (() if typed["source"] else (self.asked.whose,))
        return (windows.Window(typed["spoken"], typed["about"], who, typed["reach"], typed["first"], typed["last"]),)


DOORS = (
    Door("round", _("Record a round of talks"), RoundForm),
    Door("round-end", _("Record how a round ended"), RoundEndForm),
    Door("window", _("Record a window of time"), WindowForm),
)
