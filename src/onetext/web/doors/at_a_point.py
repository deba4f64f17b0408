"""What the doors at a point share: which point, its words as they stood when the form was opened, and as they stand."""

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from onetext.process import actors, current, points, texts
from onetext.process.current import Standing
from onetext.process.texts import MAIN, Line
from onetext.record.audience import KEEPER
from onetext.record.view import View
from onetext.text.provision import canonical
from onetext.text.redline import redline
from onetext.text.redline.runs import Run
from onetext.web.asked import Asked
from onetext.web.doors.form import ActForm, Choices, Grouped, in_groups
from onetext.web.pages.text import wording
from onetext.web.pages.text.wording import Words

SHOWN = 60


def lines_joined(text: str) -> str:
    """Typed words with the line ends that the record has; a form sends others."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


class PointForm(ActForm):
    """A form about a point.

    `base` are the words that stood there when the form was opened. When others stand there meanwhile, the form comes
    back with both, and with all that was typed.
    """

    provision = forms.CharField(widget=forms.HiddenInput, max_length=64)
    line = forms.CharField(required=False, widget=forms.HiddenInput, max_length=64)
    base = forms.CharField(required=False, widget=forms.HiddenInput, strip=False)
    template = "doors/point.html"
    FRESH: tuple[str, ...] = ("base",)

    def __init__(self, view: View, asked: Asked, *args: Any, **options: Any) -> None:
        super().__init__(view, asked, *args, **options)
        self.line_name = self.typed("line")
        self.line_id = view.find(self.line_name, Line).id if self.line_name else MAIN
        self.standing = self._standing()
        if not self.is_bound:  # a number may be printed on another point by the time that the form comes back
            self.initial = {**self.initial, "provision": self.standing.provision.id}

    def _standing(self) -> Standing:
        """The point that the form is about. Raises Refused where there is none."""
        return current.find(self.view, self.typed("provision"), self.line_id)

    def typed(self, name: str) -> str:
        """What was typed, or what the address says, for a field that the form itself is made by."""
        return str((self.data if self.is_bound else self.initial).get(name) or "")

    @property
    def present(self) -> str:
        """The words as they stand, or as they are last known."""
        return self.standing.known_words or ""

    @property
    def label(self) -> str:
        """What the point is called."""
        return points.label(self.standing)

    @cached_property
    def words_shown(self) -> Words:
        """The words with what is pending in brackets, to be set above the form."""
        lang = self.standing.provision.lang or self.standing.version.body.lang
        return wording.of(self.standing.bracketed or self.present, lang)

    def fresh(self) -> Mapping[str, str]:
        """What the form must know of the present moment: handed in again, it is handed in on that."""
        return {"base": self.present}

    def hidden(self) -> list[forms.BoundField]:
        """The fields that whoever fills the form in does not see."""
        return [field for field in self if field.is_hidden and field.name not in self.FRESH]

    def own_fields(self) -> list[forms.BoundField]:
        """The fields to fill in."""
        return [field for field in super().own_fields() if not field.is_hidden]

    @property
    def stale(self) -> bool:
        """Whether other words stood there when the form was opened."""
        return self.is_bound and canonical(self.began) != canonical(self.present)

    @property
    def began(self) -> str:
        """The words that stood there when the form was opened."""
        return lines_joined(str(self.data.get("base", ""))) if self.is_bound else self.present

    def changed(self) -> tuple[Run, ...]:
        """What became of the words since the form was opened."""
        return redline(self.began, self.present)

    def refuse_if_stale(self) -> None:
        """For what a rule cannot refuse, because the act does not say on which words it rests."""
        if self.stale:
            sentence = _("The words have changed since you opened this form. Look at both, and hand it in again.")
            self.add_error(None, str(sentence))


def other_points(view: View, line: str, but: str, nobody: str | None = None) -> Choices:
    """The points of a line but for one, each with its first words; with `nobody`, a first choice for none."""
    found: Choices = [("", nobody)] if nobody is not None else []
    for standing in current.standings(view, line):
        if standing.provision.id != but and not standing.dropped:
            begins = " ".join((standing.known_words or "").split())
            short = begins if len(begins) <= SHOWN else f"{begins[:SHOWN]}…"
            label = points.label(standing)
            found.append((standing.provision.id, f"{label}  {short}" if not short.startswith(label) else short))
    return found


def parties(view: View, nobody: str) -> Grouped:
    """Those in whose name an act can be: oneself first ("")."""
    others = [act.body.slug for act in actors.everybody(view) if act.body.slug != view.viewer.name]
    return in_groups(view, others, nobody)


def whose(form: ActForm, typed: str) -> str:
    """The party that an act is for: the one that was chosen, or the one that acts; "" for the keeper's own."""
    return typed or ("" if form.view.viewer.name == KEEPER else form.view.viewer.name)


def called(view: View, ids: Sequence[str], line: str = texts.MAIN) -> str:
    """What points are called, with commas."""
    labels = points.labels(view, line)
    return ", ".join(labels.get(id_, texts.GONE) for id_ in ids)
