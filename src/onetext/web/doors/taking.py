"""The door by which a document comes back: first what is in it and whose it is, then what of it was taken.

Tracked changes become amendments and comments become comments, each of those who made them: an act of one's own where
that is whoever takes the document, else reported, with the document as its source.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from onetext.exchange import formats
from onetext.exchange.authors import meant, whose
from onetext.exchange.bounds import ON_A_REQUEST
from onetext.exchange.document import Document, authors
from onetext.exchange.proposals import ground_of, taken
from onetext.exchange.remarks import remarks
from onetext.exchange.taking import Origin, Taker, handed_in
from onetext.exchange.tracked_changes import BEGINNING, TrackedChanges, Wish, changes
from onetext.exchange.unmarked import unmarked
from onetext.process import actors, links, texts, wishes
from onetext.record.act import Act
from onetext.record.audience import KEEPER, Viewer
from onetext.record.errors import RecordError
from onetext.record.view import View
from onetext.sentences import say
from onetext.text.redline import redline
from onetext.text.redline.runs import Run
from onetext.web import gate
from onetext.web.doors import Door
from onetext.web.doors.brought import Brought, BroughtForm
from onetext.web.doors.choosing import offer, one
from onetext.web.doors.form import Grouped, everybody
from onetext.web.doors.texts import lines
from onetext.web.refusals import told

WHOSE = "whose_"
STEPS = (("look", "look"), ("take", "take"))


@dataclass(frozen=True)
class Change:
    """A change in a document: what is done to which point, and the words, as runs where there were others before."""

    what: str
    point: str
    words: str
    runs: tuple[Run, ...] = ()


@dataclass(frozen=True)
class ByAuthor:
    """What one author changed."""

    author: str
    changes: tuple[Change, ...]


@dataclass(frozen=True)
class Remark:
    """A comment, and who made it."""

    author: str
    words: str


@dataclass(frozen=True)
class Contents:
    """What is in a document: its points, who changed what, comments, notes, and what of it is not read.

    `untracked` tells of what reads otherwise than the text although no change is marked there.
    """

    name: str
    title: str
    points: int
    changes: tuple[ByAuthor, ...]
    comments: tuple[Remark, ...]
    notes: int
    untracked: tuple[str, ...]
    unread: tuple[str, ...]


@dataclass(frozen=True)
class Entry:
    """An act that was made of a document: its handle, and in words what it is."""

    handle: str
    words: str
    own: bool


@dataclass(frozen=True)
class Outcome:
    """What became of a document: what was taken, what stood in the record already, what was not taken and why."""

    name: str
    taken: tuple[Entry, ...]
    known: tuple[str, ...]
    known_comments: int
    left: tuple[str, ...]
    unread: tuple[str, ...]


def people(found: Document) -> tuple[str, ...]:
    """Everybody who changed or commented anything in a document, in the order in which they appear."""
    return tuple(dict.fromkeys((*authors(found), *(one.by.author for one in found.comments))))


def contents(view: View, found: Document, name: str, line: str = texts.MAIN) -> Contents:
    """What is in a document called `name` about a line's text, for whoever is to decide."""
    made = changes(found)
    by = tuple(ByAuthor(author, tuple(_changes(made, author))) for author in authors(found))
    said = tuple(Remark(one.by.author, one.text) for one in found.comments)
    untracked = _untracked(view, made, line)
    return Contents(name, found.title, len(made.base), by, said, len(found.notes), untracked, found.unread)


def _untracked(view: View, made: TrackedChanges, line: str) -> tuple[str, ...]:
    """What was typed without tracking, as far as the text that the document is about tells."""
    if texts.head(view, line) is None:
        return ()
    wished = {place for wish in made.wishes for place in wish.places}
    return tuple(unmarked(view, line, made.base, ground_of(view, line, made.base).points, wished))


def take(
    at: gate.Visit, brought: Brought, found: Document, line: str, said: tuple[str, ...], about: gate.Said
) -> Outcome:
    """Take what is new in a document that was brought, and is `found` in it.

    `said` is whose each person's changes are ("J. Smith=ash"), `about` what is said of each act. Raises Refused with
    the reason.
    """
    of, ids = whose(at.view, authors(found), said), texts.new_ids(at.record.token())
    new = taken(at.view, found, of, ids, line, name=brought.name)
    notes = remarks(at.view, found, new.proposals, line)
    by = Taker(
        at.view,
        at.asked.person,
        at.asked.party or ("" if at.asked.person == KEEPER else at.asked.person),
        lambda body: gate.as_said(at, body, about),
        lambda *drafts: gate.submit(at, *drafts),
    )
    digest = hashlib.sha256(brought.data).hexdigest()
    made = handed_in(by, new, notes, Origin(brought.name, found.title, digest, said))
    now = at.record.view(Viewer(at.asked.whose))
    entries = tuple(_entry(now, act) for act in made)
    return Outcome(brought.name, entries, new.known, notes.known, (*new.left, *notes.left), found.unread)


class TakeForm(BroughtForm):
    """A document with tracked changes and comments. It is looked at first, then taken."""

    line = one(_("Which text it is about"), required=False)
    step = forms.ChoiceField(choices=STEPS, widget=forms.HiddenInput, required=False)
    document = forms.FileField(
        label=_("The document"),
        required=False,
        allow_empty_file=True,
        help_text=_("Word, OpenDocument, HTML or Markdown, with tracked changes and comments in it."),
    )
    template = "doors/take.html"
    field_order = ("document", "line")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        offer(self, "line", lines(self.view))
        self.outcome: Outcome | None = None
        for place, author in enumerate(self._people()):
            named = meant(self.view, author)
            self.fields[f"{WHOSE}{place}"] = forms.ChoiceField(
                label=author,
                required=author in self._changers(),
                choices=_actors(self.view, named),
                error_messages={"required": _("Say whose these changes are.")},
            )
            self.initial[f"{WHOSE}{place}"] = ",".join(named)
        if self.is_bound and not self._decided:
            sent: Any = self.data
            self.data = shown = sent.copy()
            shown.update({name: said for name, said in self.initial.items() if name.startswith(WHOSE)})

    @property
    def _decided(self) -> bool:
        """Whether what is in it has been looked at. Another document that is brought is to be looked at first."""
        return self.data.get("step") == "take" and not self.files.get("document")

    @property
    def found(self) -> Document | None:
        """The document that was brought; None for none, or one that cannot be read."""
        return self._read_once if isinstance(self._read_once, Document) else None

    @cached_property
    def _read_once(self) -> Document | RecordError | None:
        """The document, or why it cannot be read; None where none was brought."""
        if self.brought is None:
            return None
        try:
            found = formats.read(self.brought.data, self.brought.name, ON_A_REQUEST)
            ON_A_REQUEST.check_editions(found)
        except RecordError as error:
            return error
        return found

    @cached_property
    def contents(self) -> Contents | None:
        """What is in it, for whoever is to decide."""
        if self.found is None or self.brought is None:
            return None
        return contents(self.view, self.found, self.brought.name, str(self.data.get("line") or texts.MAIN))

    def _changers(self) -> tuple[str, ...]:
        return authors(self.found) if self.found else ()

    def _people(self) -> tuple[str, ...]:
        return people(self.found) if self.found else ()

    def whose_fields(self) -> list[forms.BoundField]:
        """The fields that ask whose the changes and comments are."""
        return [field for field in self if field.name.startswith(WHOSE)]

    def own_fields(self) -> list[forms.BoundField]:
        """The fields of the document; those of its people stand apart."""
        return [field for field in super().own_fields() if not field.name.startswith((WHOSE, "step"))]

    def _said(self) -> tuple[str, ...]:
        """Whose each person's changes are, as `exchange.authors` takes it."""
        chosen = ((author, self.cleaned_data.get(f"{WHOSE}{place}")) for place, author in enumerate(self._people()))
        return tuple(f"{author}={slugs}" for author, slugs in chosen if slugs)

    def clean(self) -> dict[str, Any]:
        """A document that can be read. Before it was looked at nobody has been asked whose anything is."""
        typed = super().clean()
        if self.errors.get("document"):
            return typed
        if self.brought is None:
            self.add_error("document", _("Choose the document."))
        elif isinstance(self._read_once, RecordError):
            self.add_error("document", told(self._read_once))
        if not self._decided:
            for name in [name for name in self.errors if name.startswith(WHOSE)]:
                del self.errors[name]
        return typed

    def answer(self) -> object | None:
        """What is in the document, when it is brought; nothing when it is taken."""
        return None if self._decided else self.contents

    def hand_in(self, at: gate.Visit, once: str) -> None:
        """Take what is new in it. What stands in the record already is not taken again, so that it needs no name."""
        del once
        assert self.found is not None
        assert self.brought is not None
        self.outcome = take(at, self.brought, self.found, self.cleaned_data["line"], self._said(), self.said())

    def report(self) -> object | None:
        """What became of it."""
        return self.outcome


def _actors(view: View, together: tuple[str, ...]) -> Grouped:
    """Everybody, and those whom a name with commas means together."""
    nobody, *every = everybody(view, str(_("choose …")))
    names = ", ".join(actors.name(view, slug) for slug in together)
    several = [(",".join(together), names)] if len(together) > 1 else []
    return [nobody, *several, *every]


def _changes(made: TrackedChanges, author: str) -> Iterator[Change]:
    """What an author changed, in the order of the document; what is in no point at the end."""
    called = texts.printed(made.base)
    names = [called[p.id] for p in made.base]
    yield from (_change(made, names, wish) for wish in made.wishes if wish.author == author)
    for one_ in made.unplaced:
        if one_.author == author:
            what = _("put in, in no point of the text") if one_.inserted else _("struck, in no point of the text")
            yield Change(str(what), "", one_.words.strip())


def _change(made: TrackedChanges, names: list[str], wish: Wish) -> Change:
    where = ", ".join(names[place] for place in wish.places)
    behind = names[wish.after] if wish.after != BEGINNING else ""
    place = _("behind %(point)s") % {"point": behind} if behind else _("at the beginning")
    match wish.change:
        case "add":
            return Change(f"{_('adds')} {place}", wish.number, wish.words)
        case "move":
            return Change(f"{_('moves it')} {place}", where, "")
        case "split":
            return Change(str(_("splits it")), where, " / ".join(wish.parts))
        case "delete":
            return Change(str(_("deletes it")), where, "" if where else made.wishes[wish.on or 0].words)
        case _:
            before = "\n".join(made.base[place].words or "" for place in wish.places)
            if wish.on is not None:
                on = made.wishes[wish.on]
                what = _("changes what %(author)s wants") % {"author": on.author}
                return Change(str(what), where or on.number, wish.words, tuple(redline(on.words, wish.words)))
            return Change(str(_("changes it")), where, wish.words, tuple(redline(before, wish.words)))


def _entry(view: View, act: Act[Any]) -> Entry:
    body = act.body
    label = links.called(view, body.provision, body.line)
    own = act.source is None
    if act.kind.startswith("amendments."):
        names = ", ".join(actors.name(view, slug) for slug in (body.proponents or (act.party or act.author,)))
        words = wishes.in_words(view, body, body.number if body.change == "add" else label)
        return Entry(act.handle, say("{who}: {what}", who=names, what=words), own)
    who = body.by or actors.name(view, act.party or act.author)
    on = _("%(who)s on %(point)s: %(words)s") % {"who": who, "point": label, "words": body.text}
    return Entry(act.handle, str(on), own)


DOORS = (Door("take", _("Take a document's changes in"), TakeForm),)
