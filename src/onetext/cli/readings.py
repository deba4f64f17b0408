"""Documents that a command was given: read in any format, as a document, as a wording, or as a side of a comparison."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from onetext.cli.desk import Desk
from onetext.cli.sources import read_bytes
from onetext.exchange import formats, wordings
from onetext.exchange.authors import BETWEEN
from onetext.exchange.bounds import AT_THE_COMMAND_LINE
from onetext.exchange.document import Document
from onetext.exchange.errors import UnreadableDocument
from onetext.exchange.wordings import Changes, ChangesUndecided
from onetext.process import every_subject
from onetext.process.alignments import Side, side
from onetext.process.texts import MAIN, is_of_a_record
from onetext.record.audience import THE_KEEPER
from onetext.record.errors import RecordError
from onetext.record.fold import blank
from onetext.record.record import now
from onetext.record.view import View
from onetext.text.provision import Wording, write

changes_option: Callable[[Any], Any] = click.option(
    "--changes",
    type=click.Choice(["accepted", "rejected"]),
    help="How to read a document with tracked changes.",
)


def document(desk: Desk, file: str) -> Document:
    """A document in any format that is read. Raises RecordError, with the file's name, where it cannot be."""
    path: Path = desk.path(file)
    try:
        found = formats.read(read_bytes(path), path.name)
        AT_THE_COMMAND_LINE.check_editions(found)
    except UnreadableDocument as error:
        raise RecordError(f"{file}: {error}") from error
    return found


def wording(
    desk: Desk,
    file: str,
    new_id: Callable[[int], str],
    changes: Changes = None,
    keep: Callable[[str], bool] = bool,
) -> Wording:
    """The provisions in a file. Plain and Markdown text is kept to the character.

    A lasting id in a document is that of the provision where `keep` says so; every other provision gets a new one.
    Raises RecordError where the file cannot be read, or has tracked changes and nothing says how to read them.
    """
    path = desk.path(file)
    try:
        return wordings.wording(read_bytes(path), path.name, new_id, changes, keep)
    except ChangesUndecided as error:
        quoted = ", ".join(f"“{name}”" if BETWEEN in name else name or "somebody not named" for name in error.by)
        raise RecordError(
            f"{file} has tracked changes by {quoted}: read it with --changes accepted or --changes "
            "rejected, or take them as amendments with “onetext document take”."
        ) from error
    except UnreadableDocument as error:
        raise RecordError(f"{file}: {error}") from error


def unread(desk: Desk, file: str) -> tuple[str, ...]:
    """What of a document has no place in a text, in sentences: pictures, hidden words, comments."""
    path = desk.path(file)
    return wordings.unread(read_bytes(path), path.name)


def source(desk: Desk, file: str, changes: Changes = None) -> str:
    """The text in a file: that of a plain or Markdown text to the character, that of a document laid out.

    Raises RecordError where the file cannot be read, or has tracked changes and nothing says how to read them.
    """
    return write(_with_words(file, wording(desk, file, str, changes)))


def _with_words(file: str, found: Wording) -> Wording:
    if not any(p.words or p.number for p in found):
        raise RecordError(f"{file} is empty: there are no words in it to compare.")
    return found


def is_document(desk: Desk, text: str) -> bool:
    """Whether a text that is named is a document on the disk, and not one in the record."""
    return formats.by_ending(text) is not None and desk.path(text).is_file()


def sides(desk: Desk, *named: str, changes: Changes = None) -> tuple[View, tuple[Side, ...]]:
    """Texts in the record or on the disk, and the view in which they are compared; for files alone no record is needed.

    Raises RecordError or Refused where there is no such text.
    """
    files = [is_document(desk, text) for text in named]
    try:
        view = blank(THE_KEEPER, now(), every_subject()) if all(files) else desk.look()
        found = (
            _from_disk(desk, text, changes) if on_disk else side(view, text)
            for text, on_disk in zip(named, files, strict=True)
        )
        return view, tuple(found)
    except RecordError as error:
        for text, on_disk in zip(named, files, strict=True):
            if not on_disk and (kind := _kind(desk.path(text))):
                message = f"There is no text “{text}” in a record, and “{text}” here is {kind}: name a document."
                raise RecordError(message) from error
            if not on_disk and formats.by_ending(text):
                message = f"There is no file “{text}” here, and no text of that name in a record; check the name."
                raise RecordError(message) from error
        raise


def _kind(path: Path) -> str:
    """What lies on the disk under a name that no text of a record has, and is no document; "" for nothing."""
    try:
        if path.is_dir():
            return "a folder"
        if path.is_file():
            return "a file without an ending that says its format"
        return "a device or a pipe" if path.exists() else ""
    except (OSError, ValueError):
        return ""


def _from_disk(desk: Desk, file: str, changes: Changes) -> Side:
    path = desk.path(file)
    prefix = f"{file}#"
    read = _with_words(file, wording(desk, file, lambda place: f"{prefix}{place}", changes, keep=is_of_a_record))
    return Side("", path.name, read, complete=True, about=(), line=MAIN)
