"""What the doors of this room let people choose from, all of it from what whoever fills a form in may see."""

from typing import Any

from django import forms

from onetext.process import current, points, rounds, texts
from onetext.process.texts import MAIN
from onetext.record.view import View
from onetext.web.doors.form import ActForm, Choices


def offer(form: ActForm, name: str, choices: Choices) -> None:
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


def versions(view: View) -> Choices:
    """The versions of every text, the latest first."""
    return [(act.id, texts.titled(act)) for act in reversed(texts.versions(view))]


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
