"""The door by which a person puts the alignment of two texts right. That word stands from then on."""

from collections.abc import Callable
from typing import get_args

from django import forms
from django.utils.translation import gettext_lazy as _

from onetext.process import alignments, beside, texts
from onetext.process.alignments import Match, Side
from onetext.record.errors import Refused
from onetext.record.view import View
from onetext.text.alignment import Disposition
from onetext.text.provision import Provision
from onetext.web.asked import Asked
from onetext.web.doors import Door
from onetext.web.doors.form import ActForm, Choices

SHOWN = 8
"""How many words of a point tell it from the others."""


class AlignForm(ActForm):
    """Which points of two texts correspond."""

    one = forms.CharField(widget=forms.HiddenInput)
    other = forms.CharField(widget=forms.HiddenInput)
    disposition = forms.ChoiceField(
        label=_("What became of it"),
        required=False,
        choices=[("", _("let the words tell")), *((name, _(name)) for name in get_args(Disposition))],
    )
    reason = forms.CharField(label=_("Why"), required=False, max_length=2000)

    def __init__(self, view: View, asked: Asked, *args: object, **options: object) -> None:
        super().__init__(view, asked, *args, **options)
        for field, named in (("before", "one"), ("after", "other")):
            side = _side(view, self.data.get(named) or self.initial.get(named))
            self.fields[field] = forms.MultipleChoiceField(
                label=side.called if side else named,
                choices=_points(side) if side else [],
                required=False,
                widget=forms.SelectMultiple(attrs={"size": 8}),
            )
            self.initial[field] = list(asked.words(field))

    def bodies(self, token: Callable[[], str]) -> tuple[object, ...]:
        """One match; a side left empty says that the point was dropped, or added."""
        del token
        typed = self.cleaned_data
        before, after = tuple(typed["before"]), tuple(typed["after"])
        return (Match(typed["one"], typed["other"], before, after, typed["disposition"], typed["reason"]),)

    def done(self) -> str:
        """That the word stands."""
        return str(_("What you said of these points stands from now on."))


def _side(view: View, id_: object) -> Side | None:
    try:
        return alignments.side(view, str(id_)) if id_ else None
    except Refused:
        return None


def _points(side: Side) -> Choices:
    called = texts.printed(side.wording or ())
    return [(p.id, _point(p, beside.label(p, called))) for p in side.wording or ()]


def _point(provision: Provision, label: str) -> str:
    """A point by what is printed for it and its first words, a heading by its number and its words: each once."""
    words = (provision.words or "").split()
    if provision.heading:
        return " ".join((*provision.number.split(), *words))
    first = " ".join(words[:SHOWN])
    return first if first.startswith(label.removesuffix(" …")) else f"{label}  {first}"


DOORS = (Door("align", _("Which points correspond"), AlignForm),)
