"""Commands that exchange documents: writing the text for others, and taking what they changed in it."""

import hashlib
from collections.abc import Sequence
from typing import Any

import click
import msgspec

from onetext.cli import files, readings, taking
from onetext.cli.desk import Desk, acts, shows
from onetext.cli.page import Block, Page, lines, section
from onetext.cli.readings import changes_option
from onetext.cli.sources import read_bytes
from onetext.cli.texts import counted
from onetext.exchange import formats, written
from onetext.exchange.authors import heard, whose
from onetext.exchange.document import Document, authors, plain
from onetext.exchange.proposals import taken
from onetext.exchange.remarks import remarks
from onetext.exchange.taking import Origin, Taker, handed_in
from onetext.exchange.tracked_changes import BEGINNING, TrackedChanges, Wish, changes
from onetext.exchange.wordings import Changes
from onetext.process import alignments, texts
from onetext.process.texts import MAIN, Line


@click.group()
def document() -> None:
    """Word and other documents: write the text, compare, take changes in.

    onetext document write draft.docx --amendments
    onetext document take draft-birch.docx --as birch
    """


@document.command()
@shows
@click.argument("path", metavar="FILE")
@click.option("--text", "named", default="current", show_default=True, help="A version, a witness or a rival draft.")
@click.option("--amendments", "pending", is_flag=True, help="With what is pending, as tracked changes of each party.")
def write(desk: Desk, path: str, named: str, *, pending: bool) -> None:
    """Write the text as a document; the ending of FILE says in which format.

    .docx, .pdf, .html, .md, .txt or .xml (Akoma Ntoso). Rejecting all
    tracked changes gives the text as it stands, accepting all gives it
    with every amendment, and with brackets where parties want different
    things of the same words.

    onetext document write draft.docx
    onetext document write draft.docx --amendments --as birch
    onetext document write v0.pdf --text v0
    """
    view = desk.look()
    found = written.text(view, named, pending=pending)
    mind = _write(desk, path, found)
    told = [counted(len([one for one in found.paragraphs if plain(one).strip()]), "paragraph")]
    told += [f"changes by {'; '.join(authors(found))}"] if authors(found) else []
    told += [counted(len(found.notes), "note")] if found.notes else []
    told += [counted(len(found.comments), "comment")] if found.comments else []
    secret = [act.handle for act in written.kept(view, named, pending=pending)]
    mind += [f"Mind: not everybody at the table may read what is in it: {', '.join(secret)}"] if secret else []
    data = {"file": path, "title": found.title, "kept_from_some": secret}
    taking.say(desk, f"{path} holds {found.title}", ["; ".join(told), *mind], data)


def _write(desk: Desk, file: str, found: Document) -> list[str]:
    """Write a new file; returns what whoever wrote it should mind."""
    target = desk.path(file)
    files.write_new(target, [formats.write(found, target.name)])
    boxes = written.unprinted(found, target.name)
    return [f"Mind: what is written in {boxes} prints as empty boxes in a PDF; choose .docx or .html"] if boxes else []


@document.command()
@shows
@click.argument("before", metavar="TEXT")
@click.argument("after", metavar="OTHER")
@click.argument("path", metavar="FILE")
@click.option("--columns", is_flag=True, help="Both texts beside one another in a table, with what happened.")
@changes_option
def compare(desk: Desk, /, before: str, after: str, path: str, *, columns: bool, changes: Changes) -> None:
    """Compare two texts in a document: tracked changes, or two columns.

    TEXT and OTHER are versions, drafts, “current”, or files on the disk.

    onetext document compare v0 v1 changes.docx
    onetext document compare v0 v1 changes.pdf --columns
    onetext document compare ours.docx theirs.odt changes.docx
    """
    view, (one, other) = readings.sides(desk, before, after, changes=changes)
    found = alignments.compare(view, one, other)
    mind = _write(desk, path, written.compared(view, found, columns=columns))
    taking.say(
        desk, f"{path} holds {one.called} compared with {other.called}", mind, {"file": path, "rows": len(found.rows)}
    )


@document.command()
@shows
@click.argument("path", metavar="FILE")
def show(desk: Desk, path: str) -> None:
    """Show what is in a document: points, changes by author, comments.

    No record is needed.

    onetext document show draft.docx
    """
    desk.show(contents(path, readings.document(desk, path)))


def contents(file: str, found: Document) -> Page:
    """The points of a document as they were before any change, who changed what, and what was not read."""
    made = changes(found)
    called = texts.printed(made.base)
    names = [called[p.id] for p in made.base]
    blocks: list[Block] = [lines(f"{len(made.base)} points and paragraphs; title: {found.title or 'none'}")]
    blocks += [lines(*(f"{p.number}  {p.words}".strip() for p in made.base))]
    for author in authors(found):
        told = [_wish(made, names, one) for one in made.wishes if one.author == author]
        told += [
            f"in no point: {'put in' if one.inserted else 'struck'} “{one.words.strip()}”"
            for one in made.unplaced
            if one.author == author
        ]
        blocks += section(f"Changes by {author or 'somebody not named'}", told)
    if found.comments:
        blocks += section(
            "Comments", [f"{one.by.author or 'somebody not named'}: {one.text}" for one in found.comments]
        )
    if found.notes:
        blocks += section("Notes", [one.text for one in found.notes])
    blocks += section("Not read", found.unread)
    return Page(file, tuple(blocks), lambda: _data(found, made))


def _wish(made: TrackedChanges, names: Sequence[str], wish: Wish) -> str:
    where = ", ".join(names[place] for place in wish.places)
    behind = f"behind {names[wish.after]}" if wish.after != BEGINNING else "at the beginning"
    match wish.change:
        case "add":
            return f"adds {f'{wish.number} ' if wish.number else ''}{behind}: {wish.words}"
        case "move":
            return f"{where}: moved, now {behind}"
        case "split":
            return f"{where}: split: {' / '.join(wish.parts)}"
        case "delete":
            return f"{where or made.wishes[wish.on or 0].words}: deleted"
        case _:
            on = f" (on the wish of {made.wishes[wish.on].author})" if wish.on is not None else ""
            return f"{where or 'added'}{on}: {wish.words}"


def _data(found: Document, made: TrackedChanges) -> dict[str, Any]:
    return {
        "title": found.title,
        "points": msgspec.to_builtins(made.base),
        "changes": msgspec.to_builtins(made.wishes),
        "in_no_point": msgspec.to_builtins(made.unplaced),
        "comments": msgspec.to_builtins(found.comments),
        "notes": msgspec.to_builtins(found.notes),
        "unread": list(found.unread),
    }


@document.command()
@acts
@click.argument("path", metavar="FILE")
@click.option("--author", "said", multiple=True, metavar="NAME=ACTOR", help="Whose the changes by NAME are.")
@click.option("--line", "draft", metavar="DRAFT", help="A rival draft instead of the one text.")
def take(desk: Desk, /, path: str, said: tuple[str, ...], draft: str | None) -> None:
    """Take tracked changes as amendments, and comments as comments.

    Each change is an amendment by the party that made it. Your own, on
    the words as they stand, is your act; the others are recorded as
    reported, with the document as their source. What is in the record
    already is not taken twice; what cannot be taken is told.

    onetext document take draft-birch.docx --as birch
    onetext document take draft.docx --author "J. Smith=ash"
    """
    found = readings.document(desk, path)
    digest = hashlib.sha256(read_bytes(desk.path(path))).hexdigest()
    with desk.acting() as at:
        line = at.view.find(draft, Line).id if draft else MAIN
        heard((*authors(found), *(one.by.author for one in found.comments)), said)
        of = whose(at.view, authors(found), said)
        new = taken(at.view, found, of, texts.new_ids(at.record.token()), line, name=desk.path(path).name)
        notes = remarks(at.view, found, new.proposals, line)
        by = Taker(at.view, *desk.identity(), at.draft, at.record.submit)
        made = handed_in(by, new, notes, Origin(desk.path(path).name, found.title, digest, said))
        taking.tell(desk, at, path, made, new, notes, found.unread)


COMMANDS = (document,)
