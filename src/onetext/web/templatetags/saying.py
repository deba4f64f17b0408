"""What the process says, on a page in the reader's language: its words and its sentences."""

from collections.abc import Iterable

from django import template
from django.utils.html import format_html
from django.utils.translation import get_language, ngettext, pgettext
from django.utils.translation import gettext as _

from onetext.sentences import CONTEXT, Sentence, in_words, templates_speak
from onetext.web.templatetags import telling
from onetext.web.words import CHANNELS, STANCES, WORDS

register = template.Library()


@register.filter
def word(value: str) -> str:
    """A word ("agreed") or a sentence of the process in the reader's language; other words stay as they are."""
    if isinstance(value, Sentence):
        return in_words(value, _form)
    return _(value) if value in WORDS else value


@register.filter
def channel_word(value: str) -> str:
    """A channel in the reader's language; one that is not on our list stays as it was typed."""
    return str(CHANNELS.get(value, value))


@register.filter
def as_stance(value: str) -> str:
    """The word for a party's stance in the reader's language."""
    return str(STANCES.get(value, value))


@register.filter
def words(values: Iterable[str]) -> str:
    """Some words of the process in the reader's language, with commas between."""
    return _(", ").join(word(value) for value in values)


@register.filter
def said(sentence: object) -> str:
    """What the process says, in the reader's language; text that is in English for all is marked as that."""
    if isinstance(sentence, Sentence):
        return in_words(sentence, _form, telling.in_a_sentence)
    text = str(sentence)
    if not text or (get_language() or "en").startswith("en"):
        return text
    if text in STANCES or text in WORDS:
        return as_stance(text) if text in STANCES else word(text)
    return format_html('<span lang="en" dir="ltr">{}</span>', text)


def in_the_readers_words(what: object) -> str:
    """What the process says, or a name that people gave, for a message that is made outside of a template."""
    return in_words(what, _form, telling.in_a_sentence)


def _form(forms: tuple[str, ...], count: int | None) -> str:
    if count is not None:
        return ngettext(forms[0], forms[1], count)
    context, mark, form = forms[0].rpartition(CONTEXT)
    if mark:
        return pgettext(context, form)
    return _(form) if form else ""


templates_speak(_form, telling.in_a_sentence)
