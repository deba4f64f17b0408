"""The door at which a shorter text that is not tabled yet is checked against the one that it would replace.

It only asks: nothing is handed in.
"""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from onetext.process import streamlining, texts
from onetext.process.alignments import Side
from onetext.text.provision import Wording
from onetext.web.doors import Door
from onetext.web.doors.choosing import offer, one
from onetext.web.doors.texts import WordsForm
from onetext.web.pages.comparing.streamline import told
from onetext.web.pages.comparing.two_texts import CURRENT


class ShorterForm(WordsForm):
    """A shorter text, brought as a document or pasted."""

    before = one(_("What it would replace"))
    template = "doors/shorter.html"
    FURTHER = ()
    field_order = ("before", "document", "words", "changes")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        names = [(act.handle, texts.titled(act)) for act in reversed(texts.versions(self.view)) if act.body.wording]
        head = texts.head(self.view)
        now = [(CURRENT, str(_("the text as it stands, with what is pending")))] if head else []
        offer(self, "before", [*now, *names])
        for name in ("to", "name", "when", "source", "quote", "place", "known"):
            del self.fields[name]

    def clean(self) -> dict[str, Any]:
        """Words there must be."""
        found = super().clean()
        if not self.has_words():
            raise ValidationError(_("Give the shorter text: a document, or its words."))
        return found

    def answer(self) -> object | None:
        """Whose words are left, and whose are not found."""
        old = streamlining.replaced(self.view, self.cleaned_data["before"])
        known: Wording = old.wording or ()
        new = self.read(lambda place: f"new#{place}", known)
        called = self.brought.name if self.brought else str(_("the shorter text"))
        return told(streamlining.check(self.view, old, Side("", called, new, True, (), texts.MAIN)))


DOORS = (Door("check-shorter", _("Check a shorter text"), ShorterForm),)
