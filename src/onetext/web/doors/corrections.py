"""The doors by which an author takes an act back or corrects it. The old one stays readable."""

import json
from collections.abc import Callable
from typing import Any

import msgspec
from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from onetext.process import corrections, dependents, reach, rooms, titles
from onetext.record.act import Act
from onetext.record.errors import refuse
from onetext.record.view import View
from onetext.web.asked import Asked
from onetext.web.doors import Door, choices
from onetext.web.doors.form import ActForm
from onetext.web.gate import Said

_SHOWN = 5


class ReplaceForm(ActForm):
    """What taking back and correcting have in common: the act, and the reason, told to all who could read the act."""

    act = forms.CharField(widget=forms.HiddenInput)
    reason = forms.CharField(label=_("Why"), max_length=500)
    FURTHER = ()
    template = "doors/replace.html"

    def __init__(self, view: View, asked: Asked, *args: Any, **options: Any) -> None:
        super().__init__(view, asked, *args, **options)
        chosen = self.data.get("act") if self.is_bound else self.initial.get("act", "")
        self.target = view.act(chosen or "")
        self.title = titles.title(self.target) if self.target else ""
        self.words = rooms.told(view, self.target) if self.target else ""

    def own_fields(self) -> list[forms.BoundField]:
        """The act and the reason."""
        return [self["act"], self["reason"]]

    def found(self) -> Act[Any]:
        """The act. Raises Refused where whoever asks knows of none."""
        return choices.one(self.view, self.cleaned_data["act"])

    def said(self) -> Said:
        """Whoever could read the act is told."""
        readers = reach.every_reader(self.view, self.found())
        return Said(to="public" if "*" in readers else ",".join(readers))


class WithdrawForm(ReplaceForm):
    """The author takes an act back."""

    although = forms.BooleanField(label=_("Although other acts rest on it"), required=False)

    def resting(self) -> list[str]:
        """What rests on the act, in a few words each."""
        found = dependents.resting_on(self.view, self.target.id) if self.target else ()
        told = [f"{act.handle} ({titles.title(act)})" for act in found[:_SHOWN]]
        more = len(found) - _SHOWN
        return [*told, _now("and %(count)d more") % {"count": more}] if more > 0 else told

    def own_fields(self) -> list[forms.BoundField]:
        """The act and the reason; and, where others rest on it, that it is meant all the same."""
        return [*super().own_fields(), *([self["although"]] if self.resting() else [])]

    def bodies(self, token: Callable[[], str]) -> tuple[object, ...]:
        """One withdrawal."""
        del token
        target = self.found()
        if (resting := self.resting()) and not self.cleaned_data["although"]:
            refuse(f"Other acts rest on this: {', '.join(resting)}. Tick the box if you mean it all the same.")
        return (corrections.Withdraw(target.id, self.cleaned_data["reason"]),)

    def done(self) -> str:
        """That it stays readable."""
        return _now("It is taken back; whoever could read it can still read it in the record.")


class CorrectForm(ReplaceForm):
    """The author corrects fields of an act; each is shown as it stands."""

    template = "doors/replace.html"
    PREFIX = "field-"

    def __init__(self, view: View, asked: Asked, *args: Any, **options: Any) -> None:
        super().__init__(view, asked, *args, **options)
        body = msgspec.to_builtins(self.target.body) if self.target else {}
        for name, value in body.items():
            words = isinstance(value, str)
            typed = value if words else json.dumps(value, ensure_ascii=False)
            rows = 1 + len(typed) // 80
            self.fields[f"{self.PREFIX}{name}"] = forms.CharField(
                label=name.replace("_", " "),
                required=False,
                strip=False,
                initial=typed,
                widget=forms.Textarea(attrs={"rows": min(rows, 12), "dir": "auto"}),
                max_length=200_000,
            )
        self.kept = body

    def own_fields(self) -> list[forms.BoundField]:
        """The fields of the act, and the reason."""
        return [*(self[name] for name in self.fields if name.startswith(self.PREFIX)), *super().own_fields()]

    def bodies(self, token: Callable[[], str]) -> tuple[object, ...]:
        """One correction."""
        del token
        target = self.found()
        typed = {
            name: self._value(name, value, self.cleaned_data[f"{self.PREFIX}{name}"])
            for name, value in self.kept.items()
        }
        return (corrections.Correct(target.id, typed, self.cleaned_data["reason"]),)

    def _value(self, name: str, before: Any, typed: str) -> Any:
        plain = typed.replace("\r\n", "\n")
        if isinstance(before, str):
            return before if plain == before.replace("\r\n", "\n") else plain
        try:
            return json.loads(plain)
        except (ValueError, RecursionError):
            refuse(f"What stands in “{name}” cannot be read; keep its brackets and quotation marks as they were.")

    def done(self) -> str:
        """That the old one stays readable."""
        return _now("It is corrected; what it said at first stays in the record.")


DOORS = (
    Door("withdraw", _("Take something back"), WithdrawForm),
    Door("correct", _("Correct something"), CorrectForm),
)
