"""The doors of amendments: proposing a change to a point, and settling its words."""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cached_property
from typing import Any, cast, get_args

from django import forms
from django.forms.utils import ErrorDict
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from onetext.process import actors, addressing, amendments, current, links, settling, texts
from onetext.process.amendments import Change as Kind
from onetext.process.amendments import Propose
from onetext.record.act import Act, Own
from onetext.record.view import View
from onetext.text.carrying import Change, Unfit, rebase
from onetext.text.provision import canonical
from onetext.text.redline import redline
from onetext.text.redline.runs import Run
from onetext.web.asked import Asked
from onetext.web.doors import Door
from onetext.web.doors.at_a_point import PointForm, lines_joined, other_points
from onetext.web.doors.form import everybody
from onetext.web.doors.selecting import selected
from onetext.web.gate import Said
from onetext.web.templatetags import saying

CHANGES: Mapping[Kind, Any] = {
    "replace": _("Other words"),
    "delete": _("Take it out"),
    "add": _("A new point behind it"),
    "move": _("Another place"),
    "split": _("Split it"),
    "merge": _("Merge it with others"),
}
ASKS: Mapping[Kind, tuple[str, ...]] = {
    "replace": ("words",),
    "delete": (),
    "add": ("number", "words"),
    "move": ("after",),
    "split": ("parts",),
    "merge": ("others", "words"),
}
_EMPTY_LINE = re.compile(r"\n[ \t]*\n")
INSTEAD = "instead"
"""The name under which the form is sent where another change is chosen."""
DEAL = "deal-"
"""What the names of the fields begin with that ask what becomes of an amendment."""
_COUNT = re.compile(r"[0-9]{1,9}")


class AmendForm(PointForm):
    """An amendment: which change, and the words that it wants. `on` is an amendment that this one amends."""

    change = forms.ChoiceField(choices=[(one, one) for one in get_args(Kind)], widget=forms.HiddenInput)
    on = forms.CharField(required=False, widget=forms.HiddenInput, max_length=64)
    number = forms.CharField(
        label=_("Its printed number"), required=False, max_length=40, help_text=_("Such as 7 bis; it can be left open.")
    )
    words = forms.CharField(
        label=_("The words that you want"), required=False, strip=False, widget=forms.Textarea(attrs={"rows": 8})
    )
    parts = forms.CharField(
        label=_("Its parts"),
        required=False,
        help_text=_("Leave an empty line between the parts."),
        widget=forms.Textarea(attrs={"rows": 10}),
    )
    after = forms.CharField(label=_("Behind which point"), required=False, widget=forms.Select)
    others = forms.MultipleChoiceField(
        label=_("With which points"), required=False, widget=forms.SelectMultiple(attrs={"size": 8})
    )
    reason = forms.CharField(label=_("Why"), required=False, widget=forms.Textarea(attrs={"rows": 2}))
    proponents = forms.MultipleChoiceField(
        label=_("Whose amendment it is, where a document reports it"), required=False, widget=forms.SelectMultiple
    )
    carried = forms.CharField(required=False, strip=False, widget=forms.HiddenInput)
    carried_of = forms.CharField(required=False, strip=False, widget=forms.HiddenInput)
    template = "doors/amend.html"
    FRESH: tuple[str, ...] = ("base", "carried", "carried_of")

    def __init__(self, view: View, asked: Asked, *args: Any, **options: Any) -> None:
        super().__init__(view, asked, *args, **options)
        known = self.typed(INSTEAD) or self.typed("change")
        self.kind: Kind = cast("Kind", known) if known in CHANGES else "replace"
        on = self.typed("on")
        self.target: Act[Propose] | None = view.find(on, Propose) if on else None
        points = other_points(view, self.line_id, self.standing.provision.id)
        self.fields["after"].widget.choices = [("", _("at the beginning")), *points]
        cast("forms.MultipleChoiceField", self.fields["others"]).choices = points
        cast("forms.MultipleChoiceField", self.fields["proponents"]).choices = everybody(view)
        self.initial_words = (self.target.body.words or "") if self.target else self.present
        self.initial = {
            "change": self.kind,
            "words": "" if self.kind == "add" else self.initial_words,
            "parts": self.initial_words,
            **self.initial,
        }
        if self.kind_changed:
            self._carry_on()
        marked = self._marked()
        if marked is not None:
            self.fields["words"].widget.attrs |= {"data-from": marked[0], "data-to": marked[1]}

    def clean(self) -> dict[str, Any]:
        """A change that was carried over stands for the words that it was made of, and for no others."""
        typed = dict(super().clean() or {})
        words, of = typed.get("words") or "", typed.get("carried_of") or ""
        if typed.get("carried") and of and canonical(lines_joined(words)) != canonical(lines_joined(of)):
            self.add_error("words", _now("You changed these words too: hand in one or the other."))
        return typed

    def _marked(self) -> tuple[int, int] | None:
        """From where to where the words stand in the editor that were selected in the text."""
        if self.is_bound or self.kind != "replace" or self.target is not None or not self.typed("words_at"):
            return None
        start = self.typed("words_from")
        shown = self.standing.bracketed or self.present
        return selected(self.present, shown, self.typed("words_at"), int(start) if _COUNT.fullmatch(start) else None)

    @property
    def kind_changed(self) -> bool:
        """Whether another change was chosen in the form: it is shown anew, with what was typed, and not handed in."""
        return self.is_bound and self.typed(INSTEAD) in CHANGES

    shown_again = kind_changed

    def _carry_on(self) -> None:
        """Take what was typed along to the other change; where nothing was, its fields begin as they always do."""
        sent: Any = self.data
        self.data = again = sent.copy()
        again["change"] = self.kind
        untouched = {"", canonical(self.began), canonical(self.initial_words)}
        typed = next((one for one in map(self.typed, ("words", "parts")) if canonical(one) not in untouched), "")
        for name, beginning in (
            ("words", "" if self.kind == "add" else self.initial_words),
            ("parts", self.initial_words),
        ):
            if canonical(self.typed(name)) in untouched:
                again[name] = typed or beginning

    def full_clean(self) -> None:
        """Nothing is asked for while another change is chosen."""
        if self.kind_changed:
            self._errors = ErrorDict()
            self.cleaned_data: dict[str, Any] = {}
        else:
            super().full_clean()

    def hidden(self) -> list[forms.BoundField]:
        """Also what was typed for another change, so that it is there again when that is chosen."""
        shown = {field.name for field in (*self.own_fields(), *self.further_fields())}
        kept = [field for field in self if not field.is_hidden and field.name not in shown] if self.is_bound else []
        return [*super().hidden(), *kept]

    @property
    def target_called(self) -> str:
        """What the amendment that this one amends is called."""
        return amendments.called(self.view, self.target) if self.target else ""

    def own_fields(self) -> list[forms.BoundField]:
        """The fields that this change asks for."""
        asked = ("words",) if self.target and self.kind == "replace" else ASKS[self.kind]
        return [self[name] for name in (*asked, "reason")]

    def further_fields(self) -> list[forms.BoundField]:
        """The fields that any act may carry, and whose amendment it is where another reports it."""
        return [*super().further_fields(), self["proponents"]]

    def kinds(self) -> list[tuple[Kind, Any, bool]]:
        """The changes that can be chosen, each with whether it is this one."""
        some: tuple[Kind, ...] = ("replace", "delete") if self.target else tuple(CHANGES)
        return [(one, CHANGES[one], one == self.kind) for one in some]

    def carried_over(self) -> str:
        """What was typed, carried from the words as the form was opened onto the present ones; "" where that fails."""
        typed = lines_joined(str(self.data.get("words", ""))).strip()
        if self.kind != "replace" or self.target is not None or not self.stale or not typed:
            return ""
        found = rebase(self.present, Change("", (), self.began, typed))
        new = "" if isinstance(found, Unfit) else found.new or ""
        return "" if canonical(new) in {canonical(typed), canonical(self.present)} else new

    def carried_runs(self) -> tuple[Run, ...]:
        """The same as a redline of the present words."""
        return redline(self.present, self.carried_over())

    def warnings(self) -> tuple[str, ...]:
        """What to mind before the point is taken out."""
        return links.warnings(self.view, self.standing.provision.id) if self.kind == "delete" else ()

    def bodies(self, token: Callable[[], str]) -> tuple[object, ...]:
        """The amendment, on the words that stood there when the form was opened."""
        given = self.cleaned_data
        id_, words = self.standing.provision.id, lines_joined(given["carried"] or given["words"]).strip()
        common: dict[str, Any] = {
            "line": self.line_id,
            "reason": given["reason"],
            "proponents": tuple(given["proponents"]),
        }
        if self.target is not None:
            wish = None if self.kind == "delete" else words
            change: Kind = "delete" if self.kind == "delete" else "replace"
            return (Propose(change, id_, self.target.body.words or "", wish, on=self.target.id, **common),)
        return (self._proposed(words, texts.new_ids(token()), common),)

    def _proposed(self, words: str, fresh: Callable[[int], str], common: dict[str, Any]) -> Propose:
        given, id_, began = self.cleaned_data, self.standing.provision.id, self.began
        if self.kind == "add":
            return Propose("add", fresh(0), words=words, number=given["number"], after=id_, **common)
        if self.kind == "move":
            return Propose("move", id_, began, after=given["after"], **common)
        if self.kind == "delete":
            return Propose("delete", id_, began, **common)
        if self.kind == "split":
            parts = tuple(part.strip() for part in _EMPTY_LINE.split(lines_joined(given["parts"])) if part.strip())
            others = tuple(fresh(place) for place in range(1, len(parts)))
            return Propose("split", id_, began, others=others, parts=parts, **common)
        if self.kind == "merge":
            return self._merger(id_, words, tuple(given["others"]), common)
        return Propose("replace", id_, began, words, **common)

    def _merger(self, id_: str, words: str, others: tuple[str, ...], common: dict[str, Any]) -> Propose:
        known = {s.provision.id: s.known_words or "" for s in current.standings(self.view, self.line_id)}
        bases = tuple(known[other] for other in others)
        whole = (
            " ".join(part for one in (self.began, *bases) if (part := one.strip()))
            if words in {"", self.present}
            else words
        )
        return Propose("merge", id_, self.began, whole, others=others, bases=bases, **common)

    def done(self) -> str:
        """That it is proposed, and where it stands now."""
        return _now("Your amendment to point %(point)s is proposed.") % {"point": self.label}


class SettleForm(PointForm):
    """The words of a point are settled: what becomes of each pending amendment, or other words."""

    how = forms.ChoiceField(
        label=_("The point reads from now on"),
        choices=[("dealt", _("as accepted above, or else as it stands")), ("words", _("in these words"))],
        widget=forms.RadioSelect,
        initial="dealt",
    )
    words = forms.CharField(
        label=_("These words"), required=False, strip=False, widget=forms.Textarea(attrs={"rows": 8})
    )
    reason = forms.CharField(label=_("Why, or who agreed"), required=False, widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, view: View, asked: Asked, *args: Any, **options: Any) -> None:
        super().__init__(view, asked, *args, **options)
        if self.stale and self._untouched:  # words that nobody typed follow the point
            sent: Any = self.data
            self.data = again = sent.copy()
            again["words"] = self.present
        accept = view.find(self.typed("accept"), Propose).id if self.initial.get("accept") else ""
        self.initial = {"words": self.present, **self.initial}
        if not self.standing.pending:
            self.initial["how"] = "words"
        for act in self.standing.pending:
            self.fields[f"{DEAL}{act.id}"] = forms.ChoiceField(
                label=self._called(act),
                help_text=saying.said(amendments.in_short(act.body)) if act.name else "",
                choices=[
                    ("", _("choose")),
                    ("accepted", _("accepted")),
                    ("rejected", _("rejected")),
                    ("otherwise", _("settled otherwise, by these words")),
                ],
                initial=("accepted" if act.id == accept else "rejected") if accept else "",
            )
        self.order_fields([*[f"{DEAL}{act.id}" for act in self.standing.pending], "how", "words", "reason"])

    def _called(self, act: Act[Propose]) -> str:
        """An amendment by its name and whose it is; one without a name by what it does, which says whose it is."""
        if not act.name:
            return saying.said(amendments.described(self.view, act))
        who = ", ".join(actors.name(self.view, one) for one in amendments.proponents(act))
        return _now("Amendment %(name)s of %(who)s") % {"name": act.name, "who": who}

    @cached_property
    def _untouched(self) -> bool:
        """Whether the field of the words says what stood there when the form was opened, or nothing."""
        typed = lines_joined(str(self.data.get("words") or ""))
        return canonical(typed) in {"", canonical(self.began)}

    def clean(self) -> dict[str, Any]:
        """Two who settle the same words meet here: the second sees both. Nothing that was typed is dropped."""
        self.refuse_if_stale()
        for name, said in self.data.items():
            if name.startswith(DEAL) and said and name not in self.fields:
                self.add_error(None, saying.said(settling.gone(self.view, name.removeprefix(DEAL))))
        if self.cleaned_data.get("how") == "dealt":
            if not self._untouched:
                question = _now(
                    "You changed these words, but the point is to read as accepted above, or as it stands. "
                    "Is it to read so? Then choose “in these words”; otherwise put the words back."
                )
                self.add_error("words", question)
            elif self._dealt("otherwise"):
                self.add_error("how", _now("Settled otherwise: by which words? Choose “in these words”."))
        return self.cleaned_data

    def who_may(self) -> str:
        """Those who hold the pen; a source may report that they did."""
        return "" if actors.has_the_pen(self.view, self.asked.whose) else amendments.ONLY_WITH_THE_PEN

    def _dealt(self, outcome: str) -> list[Act[Propose]]:
        return [act for act in self.standing.pending if self.cleaned_data.get(f"{DEAL}{act.id}") == outcome]

    def bodies(self, token: Callable[[], str]) -> tuple[object, ...]:
        """The settlement, as its readers know what is pending."""
        del token
        given = self.cleaned_data
        typed = self.said()
        to = addressing.readers(self.view, typed.to) if typed.to else addressing.usual_readers(self.view, Own())
        told = replace(self.standing, pending=amendments.shared(self.view, self.standing.pending, to))
        words = lines_joined(given["words"]).strip() if given["how"] == "words" else None
        accepted, rejected = self._dealt("accepted"), self._dealt("rejected")
        everything = current.standings(self.view, self.line_id)
        return (settling.settlement(told, accepted, rejected, words, given["reason"], self.line_id, everything),)

    def said(self) -> Said:
        """Unless its readers were chosen, what only the table knows of is settled before the table."""
        typed = super().said()
        if typed.to or typed.source:
            return typed
        usual = addressing.usual_readers(self.view, Own())
        to = settling.readers(self.view, self.standing.pending, usual)
        return typed if to == usual else replace(typed, to="table")

    def done(self) -> str:
        """That the point is settled."""
        return _now("Point %(point)s is settled.") % {"point": self.label}


DOORS = (
    Door("amend", _("Propose an amendment"), AmendForm),
    Door("settle", _("Settle the words"), SettleForm),
)
