"""The record: every act that this viewer may see, in order, and each in full."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from onetext.process import journal
from onetext.process.journal import Entry, Full
from onetext.record.view import View
from onetext.web.asked import Asked
from onetext.web.pages import Page
from onetext.web.pages.comparing.leaves import numbered

ABREAST = 100


@dataclass(frozen=True)
class Subject:
    """A subject of which there are acts, and how many."""

    name: str
    count: int


@dataclass(frozen=True)
class Journal:
    """Some of the acts, the newest first: those of the kind and tag asked for, on this of so many leaves."""

    count: int
    kind: str
    tag: str
    leaf: int
    leaves: int
    entries: tuple[Entry, ...]
    subjects: tuple[Subject, ...]


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
    found = tuple(journal.entries(view, kind or None, tag or None))[::-1]
    leaves = max(1, -(-len(found) // ABREAST))
    leaf = numbered(asked.word("leaf", "1"), leaves)
    shown = found[(leaf - 1) * ABREAST : leaf * ABREAST]
    return Journal(len(found), kind, tag, leaf, leaves, shown, _subjects(view))


def _subjects(view: View) -> tuple[Subject, ...]:
    counts: dict[str, int] = {}
    for act in view:
        name = act.kind.partition(".")[0]
        counts[name] = counts.get(name, 0) + 1
    return tuple(Subject(name, counts[name]) for name in sorted(counts))


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
