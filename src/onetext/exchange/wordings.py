"""The wording in a document of any format, as a version of a text is tabled from it."""

from collections.abc import Callable
from typing import Literal

from msgspec.structs import replace

from onetext.exchange import drafts, formats
from onetext.exchange.bounds import AT_THE_COMMAND_LINE, Bounds
from onetext.exchange.document import Document, accepted, authors, rejected
from onetext.exchange.errors import UnreadableDocument
from onetext.sentences import listed, quoted, say, say_count
from onetext.text.provision import Wording
from onetext.text.reading import decode, read_points

Changes = Literal["accepted", "rejected"] | None


def wording(
    data: bytes,
    name: str,
    new_id: Callable[[int], str],
    changes: Changes = None,
    keep: Callable[[str], bool] = bool,
    bounds: Bounds = AT_THE_COMMAND_LINE,
) -> Wording:
    """The provisions in a document called `name`. Plain and Markdown text is kept to the character.

    A lasting id in a document is that of the provision where `keep` says so; every other provision gets a new one.
    Raises UnreadableDocument where it cannot be read, or exceeds the bounds; ChangesUndecided where nothing says how to
    read its changes.
    """
    if formats.format_of(data, name) in formats.TEXT:
        return typed(decode(data), new_id, bounds)
    found = drafts.wording_of(_decided(formats.read(data, name, bounds), changes), new_id)
    bounds.check_wording(found)
    return named(found, new_id, keep)


def typed(source: str, new_id: Callable[[int], str], bounds: Bounds = AT_THE_COMMAND_LINE) -> Wording:
    """The provisions in plain or Markdown text. Raises UnreadableDocument where it exceeds the bounds."""
    bounds.check_source(source)
    found = read_points(source, new_id)
    bounds.check_wording(found)
    return found


def unread(data: bytes, name: str) -> tuple[str, ...]:
    """What of a document has no place in a text, in sentences: pictures, hidden words, comments."""
    if formats.format_of(data, name) in formats.TEXT:
        return ()
    found = formats.read(data, name)
    comments, notes = len(found.comments), len(found.notes)
    left = [say_count("{count} comment left out", "{count} comments left out", comments)] if comments else []
    left += [say_count("{count} note left out", "{count} notes left out", notes)] if notes else []
    return (*left, *found.unread)


class ChangesUndecided(UnreadableDocument):
    """A document has tracked changes, and nothing says whether they count; `by` are their authors."""

    def __init__(self, by: tuple[str, ...]) -> None:
        names = (quoted(one) if one else say("somebody not named") for one in by)
        super().__init__(say("It has tracked changes by {names}: accept or reject them first.", names=listed(names)))
        self.by = by


def named(found: Wording, new_id: Callable[[int], str], keep: Callable[[str], bool]) -> Wording:
    """The provisions with the ids that are to be kept, and a new one for each other."""
    ids = {p.id: p.id if keep(p.id) else new_id(place) for place, p in enumerate(found)}
    if all(old == new for old, new in ids.items()):
        return found
    return tuple(replace(p, id=ids[p.id], parent=ids.get(p.parent, "")) for p in found)


def _decided(found: Document, changes: Changes) -> Document:
    """The document with its changes accepted or rejected, as was said."""
    if changes is not None:
        return accepted(found) if changes == "accepted" else rejected(found)
    if by := tuple(authors(found)):
        raise ChangesUndecided(by)
    return found
