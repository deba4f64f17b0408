"""The record: every act that this viewer may see, in order, and each in full."""

from collections import Counter
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from onetext.process import journal, titles
from onetext.process.journal import Entry, Full
from onetext.record.view import View
from onetext.web.asked import Asked
from onetext.web.pages import Page
from onetext.web.pages.comparing.leaves import numbered

ABREAST = 100


@dataclass(frozen=True)
class Subject:
    """A kind of act: the beginning of its kinds' names, what it is called, and how many there are."""

    name: str
    title: str
    count: int


@dataclass(frozen=True)
class Journal:
    """Some of the acts, the newest first: those of the kind and tag asked for, on this of so many leaves.

    `other` is the kind that was asked for where it is none of the subjects, such as the beginning of several.
    """

    count: int
    kind: str
    tag: str
    leaf: int
    leaves: int
    entries: tuple[Entry, ...]
    subjects: tuple[Subject, ...]
    other: str


@dataclass(frozen=True)
class OneAct:
    """One act in full. `corrected_by` is the handle of the act that corrected or withdrew it, "" where none did."""

    act: Full
    id: str
    handle: str
    kind: str
    corrected_by: str


def record(view: View, asked: Asked) -> Journal:
    """The acts of the kind and with the tag that were asked for."""
    kind, tag = asked.word("kind"), asked.word("tag")
    found = journal.acts(view, kind or None, tag or None)[::-1]
    leaves = max(1, -(-len(found) // ABREAST))
    leaf = numbered(asked.word("leaf", "1"), leaves)
    shown = found[(leaf - 1) * ABREAST : leaf * ABREAST]
    subjects, entries = _subjects(view), journal.entries(view, shown)
    other = kind if kind not in {one.name for one in subjects} else ""
    return Journal(len(found), kind, tag, leaf, leaves, entries, subjects, other)


def _subjects(view: View) -> tuple[Subject, ...]:
    counts = Counter((f"{act.kind.partition('/')[0]}/", titles.title(act)) for act in view)
    return tuple(Subject(*one, count) for one, count in sorted(counts.items(), key=lambda one: one[0][1]))


def one_act(view: View, asked: Asked) -> OneAct:
    """The act that is meant by a name or the beginning of an id, as it was recorded."""
    act = view.as_recorded(view.find(asked.parts["act"], withdrawn=True))
    by = view.replaced[act.id][0].handle if act.id in view.replaced else ""
    return OneAct(journal.in_full(view, act), act.id, act.handle, act.kind, by)


PAGES = (
    Page(
        "record",
        _("The log"),
        "record",
        record,
        "pages/record.html",
        place=9,
        asks=(
            ("kind", "only acts of this kind, such as “texts”"),
            ("tag", "only with this tag"),
            ("leaf", "which leaf"),
        ),
    ),
    Page("act", _("An act"), "record/<str:act>", one_act, "pages/act.html"),
)
