"""How words are set: brackets told apart without colour, names after them, options side by side."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from django import template
from django.template.loader import get_template
from django.utils import timezone
from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from onetext.web import signs
from onetext.web.pages.text.wording import Beside, Run, Set, Words
from onetext.web.words import STANCES

register = template.Library()
_SIGN = '<span class="sign" aria-hidden="true">{}</span>'


@register.filter
def set_words(words: Words | None) -> SafeString:
    """Words with their brackets; the text content is the words exactly."""
    return SafeString("") if words is None else _set(words, get_language() or "")


@lru_cache(maxsize=16_384)
def _set(words: Words, language: str) -> SafeString:
    del language  # the names of the brackets are told in it
    return mark_safe("".join(_drawn(words.parts)))  # noqa: S308  every character of a record went through escape()


def _drawn(parts: tuple[Run | Set | Beside, ...], *, boxed: bool = False) -> Iterator[str]:
    """The HTML of parts; `boxed` where they fill a box of their own."""
    for at, part in enumerate(parts):
        if isinstance(part, Run):
            begins = bool(at) and isinstance(parts[at - 1], Beside)
            ends = isinstance(parts[at + 1], Beside) if at + 1 < len(parts) else boxed
            text = _against_boxes(part.text, begins=begins, ends=ends)
            yield f'<span class="b-{part.what}">{text}</span>' if part.what else text
        elif isinstance(part, Beside):
            inside = (_set_apart(one, boxed=True) if isinstance(one, Set) else escape(one.text) for one in part.parts)
            yield f'<span class="beside">{"".join(inside)}</span>'
        else:
            yield _set_apart(part)


def _set_apart(part: Set, *, boxed: bool = False) -> str:
    inside = "".join(_drawn(part.parts, boxed=boxed))
    classes = f"b b-{part.kind} d{min(part.depth, 4)}"
    return f'<span class="{classes}" role="group" aria-label="{escape(said(part))}">{inside}</span>'


_GAP = re.compile(r"\s*\n\s*")


def _against_boxes(text: str, *, begins: bool, ends: bool) -> str:
    """Words beside a box: its edge breaks the line already, and empty lines there are not drawn, though they stand."""
    first = _GAP.match(text) if begins else None
    start = first.end() if first else 0
    end = len(text)
    if ends and "\n" in text[len(text.rstrip()) :]:
        end = max(start, len(text.rstrip()))
    gaps = (f'<span class="gap">{escape(gap)}</span>' if gap else "" for gap in (text[:start], text[end:]))
    return f"{next(gaps)}{escape(text[start:end])}{next(gaps)}"


def said(part: Set) -> str:
    """What a bracket is, for those who do not see it: "alternative 1 of 2, proposed by Ash"."""
    kinds = {
        "disputed": _("not agreed"),
        "alternatives": _("alternative %(nth)s of %(among)s") % {"nth": part.nth, "among": part.among},
        "deletion": _("proposed for deletion"),
        "placeholder": _("to be filled in"),
    }
    found = [kinds[part.kind]]
    if part.depth > 1:
        found.append(_("inside another bracket"))
    if part.proponents:
        found.append(_("proposed by %(names)s") % {"names": ", ".join(part.proponents)})
    if part.opponents:
        found.append(_("opposed by %(names)s") % {"names": ", ".join(part.opponents)})
    return ", ".join(found)


@register.simple_tag
def drawn(name: str, value: object, around: object) -> SafeString:
    """A fragment drawn by a template of its own from a frozen value, and from what is the same around all of them.

    Values that are equal are drawn alike: what one more act leaves as it was is not drawn again.
    """
    return _fragment(name, value, around, (get_language() or "", timezone.get_current_timezone_name()))


@lru_cache(maxsize=32_768)
def _fragment(name: str, value: object, around: object, reader: tuple[str, str]) -> SafeString:
    del reader  # what the template says is told in their language, and its moments in their zone
    return SafeString(get_template(name).render({"one": value, "around": around}))


@register.simple_tag
def redlined(runs: Any) -> SafeString:
    """What changed between two wordings, word by word."""
    return format_html_join("", "{}", ((_run(run),) for run in runs))


def _run(run: Any) -> SafeString:
    if run.kind == "kept":
        return format_html("{}", run.text)
    heard = _("put in: ") if run.kind == "inserted" else _("struck out: ")
    changed = '<ins><span class="heard" dir="auto">{}</span>{}</ins>'
    if run.kind == "deleted":
        changed = changed.replace("ins>", "del>")
    return format_html(changed, heard, run.text)


CHANGES = {
    "add": gettext_lazy("addition"),
    "replace": gettext_lazy("other words"),
    "delete": gettext_lazy("deletion"),
    "move": gettext_lazy("another place"),
    "split": gettext_lazy("split"),
    "merge": gettext_lazy("merger"),
}
BONDS = {
    "trade": (gettext_lazy("given in return for"), gettext_lazy("received in return for")),
    "condition": (gettext_lazy("conditional on"), gettext_lazy("the condition of")),
    "sequence": (gettext_lazy("to come before"), gettext_lazy("to come after")),
}


DOORS = {
    "amend": gettext_lazy("Propose an amendment"),
    "stance": gettext_lazy("Take a stance"),
    "comment": gettext_lazy("Comment"),
    "link": gettext_lazy("Link it to another point"),
    "refer": gettext_lazy("Refer it to a track"),
    "redline": gettext_lazy("Draw a red line"),
    "retain": gettext_lazy("Keep it on the table"),
    "issue": gettext_lazy("Open an issue"),
    "divide": gettext_lazy("Divide it into limbs"),
    "quantity": gettext_lazy("Note something about a number"),
    "annex": gettext_lazy("Record an annex"),
    "leave-open": gettext_lazy("Leave something open on purpose"),
    "settle": gettext_lazy("Settle the words"),
}


@register.filter
def door_word(name: str) -> str:
    """What one does by a door at a point."""
    return str(DOORS[name])


@register.filter
def state_sign(state: str) -> str:
    """The sign of a point's state."""
    return signs.STATES[state][0] if state in signs.STATES else ""


@register.filter
def state_word(state: str) -> str:
    """The word for a point's state."""
    return str(signs.STATES[state][1]) if state in signs.STATES else ""


@register.filter
def stance_sign(kind: str) -> str:
    """The sign of a stance."""
    return signs.STANCES[kind][0]


@register.filter
def stance_word(kind: str) -> str:
    """The word for a stance."""
    return str(STANCES[signs.STANCES[kind][1]])


@register.filter
def fate_sign(disposition: str) -> SafeString:
    """The sign of what became of a point; none for what its drafters said in words of their own."""
    return format_html(_SIGN, signs.FATES[disposition]) if disposition in signs.FATES else SafeString()


@register.filter
def together_sign(together: str) -> SafeString:
    """The sign of how two drafts go together at a point."""
    return format_html(_SIGN, signs.TOGETHER[together])


@register.filter
def had_sign(knowledge: str) -> SafeString:
    """The sign of whether somebody has had a text."""
    return format_html(_SIGN, signs.HAD[knowledge])


@register.filter
def ground_sign(ground: str) -> SafeString:
    """The sign of why a point needs somebody."""
    return format_html(_SIGN, signs.GROUNDS[ground])


@register.simple_tag
def sign(name: str) -> SafeString:
    """A sign by its name, for eyes only: a word stands beside it."""
    return format_html(_SIGN, signs.MARKS[name])


@register.filter
def change_word(change: str) -> str:
    """What an amendment changes, in a word."""
    return str(CHANGES[change])


@register.simple_tag
def bond(kind: str, forward: bool) -> str:
    """How a point is linked to another."""
    return str(BONDS[kind][0 if forward else 1])
