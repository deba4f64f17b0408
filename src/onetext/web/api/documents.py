"""Operations on documents: what is in one and whose it is, taking it, and the words of which a version is made."""

from collections.abc import Callable
from typing import Literal

import msgspec

from onetext.exchange import formats, wordings
from onetext.exchange.authors import heard, meant
from onetext.exchange.document import Document
from onetext.process import alignments, streamlining, texts
from onetext.process.alignments import Side
from onetext.process.texts import MAIN, Disposed, Line, Table
from onetext.record.errors import refuse
from onetext.record.view import View
from onetext.text.provision import Wording
from onetext.web import gate
from onetext.web.api.operation import Call, Operation
from onetext.web.doors import taking
from onetext.web.doors.brought import LARGEST, LONGEST_NAME, Brought, words_in
from onetext.web.doors.taking import Contents, Outcome
from onetext.web.doors.texts import LONGEST
from onetext.web.pages.comparing.streamline import Streamlined, told


class ToLookAt(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A document with tracked changes and comments: Word, OpenDocument, HTML or Markdown."""

    document: Brought


class LookedAt(msgspec.Struct, frozen=True):
    """What is in a document, and for each name in it the actors that it seems to mean, none where it means nobody."""

    contents: Contents
    authors: dict[str, tuple[str, ...]]


class ToTake(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A document to take: its tracked changes become amendments and its comments comments.

    `line` is a rival draft, left out for the one text. `authors` are whose the changes and comments by a name are,
    actors with commas, where the name itself does not say it. The others are said of each act; `readers` as when acts
    are handed in, `when` and `known` as they are typed on a page.
    """

    document: Brought
    line: str = ""
    authors: dict[str, str] = {}
    readers: str = ""
    when: str = ""
    source: str = ""
    quote: str = ""
    place: str = ""
    known: str = ""


class Words(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Words of a text: in a document of any format that is read, or as `text`, numbered points one below the other.

    `changes` says how to read a document that has tracked changes.
    """

    document: Brought | None = None
    text: str = ""
    changes: Literal["", "accepted", "rejected"] = ""


class ToRead(Words, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Words that are to be a version of the text, or of a rival draft (`line`), or a published wording of a `version`.

    `readers` are those of the act that they are for: no id is kept that not all of these know.
    """

    line: str = ""
    version: str = ""
    readers: str = ""


class HasRead(msgspec.Struct, frozen=True):
    """Provisions as an act of the kinds “texts.table” and “texts.witness” takes them, and what is `disposed` of others.

    `lost` are points of the version before that are not found again: the act must say what became of each.
    """

    wording: Wording
    disposed: tuple[Disposed, ...]
    lost: Wording
    unread: tuple[str, ...]


class Shorter(Words, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A shorter text, and what it would replace: a version, or “current”."""

    before: str


def look(call: Call) -> LookedAt:
    """What is in a document and whose it is, before any of it is taken."""
    given: ToLookAt = call.body
    found = _document(given.document)
    authors = {name: meant(call.visit.view, name) for name in taking.people(found)}
    return LookedAt(taking.contents(call.visit.view, found, given.document.name), authors)


def take(call: Call) -> Outcome:
    """Take what is new in a document; what the record holds already is not taken again."""
    given: ToTake = call.body
    found = _document(given.document)
    said = tuple(f"{name}={slugs}" for name, slugs in given.authors.items())
    heard(taking.people(found), said)
    about = gate.Said(given.readers, "", given.when, given.source, given.quote, given.place, given.known)
    line = _line(call.visit.view, given.line)
    return taking.take(call.visit, given.document, found, line, said, about)


def read(call: Call) -> HasRead:
    """The words as provisions, under the ids of those that they continue."""
    given: ToRead = call.body
    view, new_id = call.visit.view, texts.new_ids(call.visit.record.token())
    unread = wordings.unread(given.document.data, given.document.name) if given.document else ()
    if given.version:
        whole = view.find(given.version, Table).body.wording or ()
        return HasRead(alignments.continuing(whole, words_of(given, new_id, whole))[0], (), (), unread)
    line, readers = _line(view, given.line), gate.readers(view, gate.Said(to=given.readers))
    found = words_of(given, new_id, alignments.before(view, line, readers))
    wording, disposed = alignments.succeeding(view, found, line, readers)
    head = texts.head(view, line)
    made = Table("", line, head.id if head else "", wording=wording, disposed=disposed)
    return HasRead(wording, disposed, texts.unaccounted(view, made), unread)


def shorter(call: Call) -> Streamlined:
    """Whose words are left in a shorter text, and whose are not found."""
    given: Shorter = call.body
    old = streamlining.replaced(call.visit.view, given.before)
    found = words_of(given, lambda place: f"new#{place}", old.wording or ())
    called = given.document.name if given.document else "the shorter text"
    return told(streamlining.check(call.visit.view, old, Side("", called, found, True, (), MAIN)))


def words_of(given: Words, new_id: Callable[[int], str], known: Wording = ()) -> Wording:
    """The provisions that were sent. Raises Refused where they were sent in both ways, or are too many words."""
    if given.document is not None and given.text.strip():
        refuse("Give a document or its words, not both.")
    if len(given.text) > LONGEST:
        refuse("A text has at most {most} characters.", most=f"{LONGEST:,}")
    sent = bounded(given.document) if given.document else None
    return words_in(sent, given.text, given.changes or None, new_id, known)


def bounded(sent: Brought) -> Brought:
    """A document that was sent. Raises Refused for one that is too large, or whose name is."""
    if len(sent.data) > LARGEST:
        refuse("The document is larger than 4 MB: take out its pictures.")
    if not 0 < len(sent.name) <= LONGEST_NAME:
        refuse("A document needs the name of its file, of at most {most} characters.", most=LONGEST_NAME)
    return sent


def _document(sent: Brought) -> Document:
    return formats.read(bounded(sent).data, sent.name)


def _line(view: View, named: str) -> str:
    return view.find(named, Line).id if named else MAIN


OPERATIONS = (
    Operation(
        "look_at_document",
        "POST",
        "/n/{slug}/documents/look",
        "What is in a document, and whose it is, before any of it is taken",
        look,
        LookedAt,
        takes=ToLookAt,
        seated=True,
    ),
    Operation(
        "take_document",
        "POST",
        "/n/{slug}/documents/take",
        "Take a document's tracked changes and comments",
        take,
        Outcome,
        takes=ToTake,
        scope="act",
    ),
    Operation(
        "read_document",
        "POST",
        "/n/{slug}/documents/read",
        "A document or words as the provisions of a version, a draft or a published wording",
        read,
        HasRead,
        takes=ToRead,
        seated=True,
    ),
    Operation(
        "check_shorter",
        "POST",
        "/n/{slug}/documents/shorter",
        "Whose words are left in a shorter text that is not tabled yet",
        shorter,
        Streamlined,
        takes=Shorter,
        seated=True,
    ),
)
