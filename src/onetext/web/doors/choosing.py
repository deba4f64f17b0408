"""What the doors of this room let people choose from, all of it from what whoever fills a form in may see."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from onetext.process import current, points, rounds
from onetext.process.texts import MAIN
from onetext.record.view import View
from onetext.web.doors.form import ActForm, Choices, Grouped


def offer(form: ActForm, name: str, choices: Grouped) -> None:
    """Let a field that was declared without choices have these."""
    field: Any = form.fields[name]
    if isinstance(field, forms.ChoiceField):
        field.choices = choices
    else:
        field.widget.choices = choices


def one(label: Any, *, required: bool = True, help_text: Any = "") -> forms.CharField:
    """A field for one thing out of a list. What is not in it reaches the rule, which says why it will not do."""
    return forms.CharField(label=label, required=required, help_text=help_text, widget=forms.Select)


def several(label: Any, *, required: bool = True, help_text: Any = "") -> forms.MultipleChoiceField:
    """A field for any number of things out of a list."""
    return forms.MultipleChoiceField(
        label=label, required=required, help_text=help_text, widget=forms.CheckboxSelectMultiple
    )


def all_points(view: View, line: str = MAIN) -> Choices:
    """The points of the text, each by its number and first words."""
    found = [s for s in current.standings(view, line) if points.is_point(s)]
    return [(s.provision.id, _shown(points.label(s), points.words_to_read(s))) for s in found]


def all_rounds(view: View) -> Choices:
    """The rounds, the latest first."""
    return [(act.id, act.body.title) for act in reversed(rounds.rounds(view))]


def _shown(label: str, words: str) -> str:
    first = " ".join(words.split()[:8])
    return f"{label}: {first}" if first and first != label else label


class Seen(forms.HiddenInput):
    """The words that a form was shown over, by their fingerprint.

    What is sent back is what was seen then; what is written anew into the form is `now`, so that whoever was told that
    the words have changed, and looks again, approves what stands.
    """

    now = ""

    def format_value(self, value: Any) -> str:
        """The present words, whatever was sent."""
        del value
        return self.now


class OverTheText(ActForm):
    """A form about words of the one text: it is handed in only over the text that was there when it was opened."""

    seen = forms.CharField(widget=Seen, required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        widget: Any = self.fields["seen"].widget
        widget.now = self._now

    @property
    def _now(self) -> str:
        return current.fingerprint_now(self.view) or ""

    def clean(self) -> dict[str, Any]:
        """Nothing is said of words that were not on the page."""
        cleaned = super().clean() or {}
        if cleaned.get("seen") != self._now:
            raise forms.ValidationError(_("The text has changed since this page was opened; look at the words again."))
        return cleaned
