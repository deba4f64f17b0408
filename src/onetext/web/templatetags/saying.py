"""What the process says, on a page in the reader's language: its words are translated, its sentences are marked."""

from collections.abc import Iterable

from django import template
from django.utils.html import format_html
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from onetext.web.words import STANCES, WORDS

register = template.Library()


@register.filter
def word(value: str) -> str:
    """A word of the process ("agreed", "maybe") in the reader's language; what is no such word stays as it is."""
    return _(value) if value in WORDS else value


@register.filter
def as_stance(value: str) -> str:
    """The word for a party's stance in the reader's language."""
    return str(STANCES.get(value, value))


@register.filter
def words(values: Iterable[str]) -> str:
    """Some words of the process in the reader's language, with commas between."""
    return _(", ").join(word(value) for value in values)


@register.filter
def in_english(sentence: object) -> str:
    """What the process says in English: a page in another language says so, unless it is a word that it knows."""
    said = str(sentence)
    if not said or (get_language() or "en").startswith("en"):
        return said
    if said in STANCES or said in WORDS:
        return as_stance(said) if said in STANCES else word(said)
    return format_html('<span lang="en" dir="ltr">{}</span>', said)
