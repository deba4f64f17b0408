"""The doors by which somebody takes an act of their own back, or corrects it; the old one stays readable."""

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import msgspec
from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from onetext.process import dependents, every_subject, reach, titles, told
from onetext.process.corrections import Correct, Withdraw
from onetext.record.act import Act
from onetext.record.errors import refuse
from onetext.record.view import View
from onetext.sentences import term
from onetext.web.asked import Asked
from onetext.web.doors import Door
from onetext.web.doors.at_a_point import lines_joined
from onetext.web.doors.form import ActForm
from onetext.web.gate import Said
from onetext.web.templatetags.saying import in_the_readers_words

LONG = 60


class _OfAnAct(ActForm):
    """A form about an act of one's own. Its readers are those of that act."""

    act = forms.CharField(widget=forms.HiddenInput, max_length=64)
    reason = forms.CharField(label=_("Why"), max_length=2000)
    template = "doors/of_an_act.html"

    def __init__(self, view: View, asked: Asked, *args: Any, **options: Any) -> None:
        super().__init__(view, asked, *args, **options)
        typed = (self.data if self.is_bound else self.initial).get("act") or ""
        self.target: Act[Any] = view.find(str(typed), withdrawn=True)
        self.title = term(titles.title(self.target))
        self.says = told.Telling(view).line(self.target)

    def further_fields(self) -> list[forms.BoundField]:
        """The fields that any act may carry, but for its readers."""
        return [field for field in super().further_fields() if field.name != "to"]

    def said(self) -> Said:
        """It goes to every reader of the act."""
        readers = reach.every_reader(self.view, self.target)
        return replace(super().said(), to="public" if "*" in readers else ",".join(readers))


class WithdrawForm(_OfAnAct):
    """An act is taken back."""

    sure = forms.BooleanField(label=_("Take it back although other acts rest on it"), required=False)

    def __init__(self, view: View, asked: Asked, *args: Any, **options: Any) -> None:
        super().__init__(view, asked, *args, **options)
        telling = told.Telling(view)
        self.resting = [telling.whole(act) for act in dependents.resting_on(view, self.target.id)]
        if not self.resting:
            del self.fields["sure"]

    def clean(self) -> dict[str, Any]:
        """What rests on the act is seen before it goes."""
        if self.resting and not self.cleaned_data.get("sure"):
            self.add_error("sure", _now("Other acts rest on this one. Say that you mean it."))
        return self.cleaned_data

    def bodies(self, token: Callable[[], str]) -> tuple[object, ...]:
        """The withdrawal."""
        del token
        return (Withdraw(self.target.id, self.cleaned_data["reason"]),)

    def done(self) -> str:
        """That it is taken back."""
        return _now("Taken back: %(what)s. It stays readable in the record.") % {
            "what": in_the_readers_words(self.title)
        }


class CorrectForm(_OfAnAct):
    """An act is corrected, field by field; what binds others (the words of an amendment, a stance) is not changed."""

    def __init__(self, view: View, asked: Asked, *args: Any, **options: Any) -> None:
        super().__init__(view, asked, *args, **options)
        self.was: dict[str, Any] = msgspec.to_builtins(self.target.body)
        fixed = every_subject().by_tag[self.target.kind][1].fixed
        self.changeable = [name for name in self.target.body.__struct_fields__ if name not in fixed]
        for name in self.changeable:
            typed, help_text = _as_typed(getattr(self.target.body, name))
            long = len(typed) > LONG or help_text
            widget = (
                forms.Textarea(attrs={"rows": 4, "dir": "auto"}) if long else forms.TextInput(attrs={"dir": "auto"})
            )
            self.fields[f"field-{name}"] = forms.CharField(
                label=name.replace("_", " "),
                required=False,
                initial=typed,
                widget=widget,
                strip=False,
                help_text=help_text,
            )
        self.order_fields(["act", *(f"field-{name}" for name in self.changeable), "reason"])

    def bodies(self, token: Callable[[], str]) -> tuple[object, ...]:
        """The correction: the act's body with what was typed in place of what it said."""
        del token
        said = {name: self._meant(name) for name in self.changeable}
        changed = {name: value for name, value in said.items() if value or name in self.was}
        return (Correct(self.target.id, {**self.was, **changed}, self.cleaned_data["reason"]),)

    def _meant(self, name: str) -> Any:
        """What was typed for a field, in the field's own shape."""
        typed, before = lines_joined(self.cleaned_data[f"field-{name}"]), getattr(self.target.body, name)
        if isinstance(before, str):
            return typed
        if _is_list(before):
            return [line.strip() for line in typed.splitlines() if line.strip()]
        try:
            return json.loads(typed)
        except (ValueError, RecursionError):
            refuse(
                "What stands in “{name}” cannot be read; keep its brackets and quotation marks as they were.",
                name=name,
            )

    def done(self) -> str:
        """That it is corrected."""
        return _now("Corrected: %(what)s. What it said at first stays readable in the record.") % {
            "what": in_the_readers_words(self.title)
        }


def _as_typed(value: object) -> tuple[str, Any]:
    """A field's value as it is typed, and what to mind in typing it."""
    if isinstance(value, str):
        return value, ""
    if _is_list(value):
        return "\n".join(msgspec.to_builtins(value)), _("One a line.")
    return json.dumps(msgspec.to_builtins(value), ensure_ascii=False), _("As JSON: change only what is meant.")


def _is_list(value: object) -> bool:
    return isinstance(value, tuple) and all(isinstance(one, str) for one in value)


DOORS = (
    Door("withdraw", _("Take an act back"), WithdrawForm),
    Door("correct", _("Correct an act"), CorrectForm),
)
