"""Commands that exchange documents: writing the text for others, and taking what they changed in it."""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import click
import msgspec

from onetext.cli import files, readings
from onetext.cli.amendments import in_words
from onetext.cli.desk import Acting, Desk, acts, shows
from onetext.cli.page import Block, Page, lines, section
from onetext.cli.readings import Changes, changes_option
from onetext.cli.replay import REPLAY
from onetext.cli.sources import read_bytes
from onetext.cli.texts import counted
from onetext.exchange import comparisons, formats, one_text
from onetext.exchange.authors import meant, whose
from onetext.exchange.document import Document, authors, plain
from onetext.exchange.proposals import Proposal, Taken, taken
from onetext.exchange.remarks import Remark, Remarks, remarks
from onetext.exchange.tracked_changes import BEGINNING, TrackedChanges, Wish, changes
from onetext.process import actors, alignments, links, texts
from onetext.process.alignments import Side
from onetext.process.texts import MAIN, Line
from onetext.record.act import Act, Own, Reported, Source
from onetext.record.audience import KEEPER
from onetext.record.errors import refuse
from onetext.record.record import Draft
from onetext.record.times import Exactly
from onetext.record.view import View

_QUOTED = 120


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
    found = _text(view, named, pending=pending)
    _write(desk, path, found)
    told = [counted(len([one for one in found.paragraphs if plain(one).strip()]), "paragraph")]
    told += [f"changes by {', '.join(authors(found))}"] if authors(found) else []
    told += [counted(len(found.notes), "note")] if found.notes else []
    told += [counted(len(found.comments), "comment")] if found.comments else []
    _say(desk, f"{path} holds {found.title}", ["; ".join(told)], {"file": path, "title": found.title})


def _text(view: View, named: str, *, pending: bool) -> Document:
    if named == "current":
        return one_text.current_text(view, pending=pending)
    if isinstance(view.find(named).body, Line):
        return one_text.current_text(view, view.find(named, Line).id, pending=pending)
    if pending:
        refuse("Amendments are pending on the text as it stands: leave --text out, or name a rival draft.")
    return one_text.version(view, alignments.side(view, named))


def _write(desk: Desk, file: str, found: Document) -> None:
    target = desk.path(file)
    files.write_new(target, [formats.write(found, target.name)])


def _say(desk: Desk, title: str, told: Sequence[str], data: dict[str, Any]) -> None:
    """Say what was done; a script that is played says nothing."""
    if REPLAY.get() is None:
        desk.show(Page(title, (lines(*told),) if told else (), data))


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
    by = _authors(view, other)
    _write(desk, path, comparisons.side_by_side(found, by) if columns else comparisons.tracked(found, by))
    _say(desk, f"{path} holds {one.called} compared with {other.called}", (), {"file": path, "rows": len(found.rows)})


def _authors(view: View, later: Side) -> str:
    return one_text.author(view, later.authors) or later.called


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
        blocks += section(f"Changes by {author}", told)
    if found.comments:
        blocks += section("Comments", [f"{one.by.author}: {one.text}" for one in found.comments])
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
        of = whose(at.view, authors(found), said)
        new = taken(at.view, found, of, texts.new_ids(at.record.token()), line)
        notes = remarks(at.view, found, new.proposals, line)
        made = _handed_in(at, new, notes, _Origin(path, found.title, digest, said))
        _tell(desk, at, path, made, new, notes)


class _Origin(msgspec.Struct, frozen=True):
    """The document that changes are taken from, and what was said of whose they are."""

    file: str
    title: str
    digest: str
    authors: tuple[str, ...]

    def source(self, view: View, place: str, quote: str) -> Source:
        """A citation of it, as of today."""
        short = " ".join(quote.split())[:_QUOTED] or place
        return Source(self.file, short, place, actors.today(view), self.digest, title=self.title)


def _handed_in(at: Acting, new: Taken, notes: Remarks, origin: _Origin) -> list[Act[Any]]:
    """Hand in all amendments and comments: first those that rest on no other, then those on them."""
    made: dict[tuple[str, int], Act[Any]] = {}
    while True:
        ready: list[tuple[tuple[str, int], Draft]] = []
        for place, one in enumerate(new.proposals):
            if ("amendment", place) not in made and (one.on is None or ("amendment", one.on) in made):
                on = made["amendment", one.on].id if one.on is not None else one.body.on
                ready.append((("amendment", place), _amendment(at, one, on, origin)))
        for place, remark in enumerate(notes.new):
            waits = remark.answers is not None and ("comment", remark.answers) not in made
            added = any(
                one.body.provision == remark.body.provision and one.body.change == "add" for one in new.proposals
            )
            if ("comment", place) not in made and not waits and (made or not added):
                answers = made["comment", remark.answers].id if remark.answers is not None else remark.body.answers
                ready.append((("comment", place), _comment(at, remark, answers, origin)))
        if not ready:
            return list(made.values())
        handed_in = at.record.submit(*(draft for _, draft in ready))
        made.update(zip((key for key, _ in ready), handed_in, strict=True))


def _amendment(at: Acting, one: Proposal, on: str, origin: _Origin) -> Draft:
    """An amendment by those whose it is: an own act where they make it here on the words as they stand."""
    person, party = at.desk.identity()
    own = one.fits and one.whose == (party or person,) and person != KEEPER
    body = msgspec.structs.replace(one.body, on=on, proponents=() if own else one.whose)
    quote = body.words or " / ".join(body.parts) or body.base
    return _draft(at, body, one.when, own, origin.source(at.view, f"tracked changes by {one.author}", quote))


def _comment(at: Acting, one: Remark, answers: str, origin: _Origin) -> Draft:
    """A comment by the name that the document gives; an own act where that is whoever takes it."""
    person, party = at.desk.identity()
    own = person != KEEPER and meant(at.view, one.author, origin.authors) == (party or person,)
    named = own and one.author == actors.name(at.view, party or person)
    body = msgspec.structs.replace(one.body, by="" if named else one.author, answers=answers)
    return _draft(at, body, one.when, own, origin.source(at.view, f"a comment by {one.author}", one.body.text))


def _draft(at: Acting, body: object, when: str, own: bool, source: Source) -> Draft:
    """A draft by whoever takes the document; with --source all rests on that."""
    draft = replace(at.draft(body), name="")
    if not own and isinstance(draft.basis, Own):
        draft = replace(draft, basis=Reported(source))
    moment = _moment(when)
    if moment is None or moment > datetime.now(UTC) or at.desk.said.get("when"):
        return draft
    return replace(draft, happened=Exactly(moment))


def _moment(when: str) -> datetime | None:
    try:
        found = datetime.fromisoformat(when)
    except ValueError:
        return None
    return found.replace(tzinfo=found.tzinfo or UTC).astimezone(UTC)


def _tell(desk: Desk, at: Acting, file: str, made: Sequence[Act[Any]], new: Taken, notes: Remarks) -> None:
    """Say what was taken, what stands in the record already, and what was not taken."""
    left = [*new.left, *notes.left]
    amended = [act for act in made if act.kind.startswith("amendments.")]
    said = f"{counted(len(amended), 'amendment')} and {counted(len(made) - len(amended), 'comment')} taken from {file}"
    told = [f"{act.handle}  {sentence}" for act, sentence in _sentences(at, made)]
    told += [f"Already in the record: {sentence}" for sentence in new.known]
    told += [f"Already in the record: {counted(notes.known, 'comment')}"] if notes.known else []
    told += [f"Not taken: {sentence}" for sentence in left]
    told += [at.note] if at.note else []
    data = {"taken": [act.id for act in made], "already": list(new.known), "not_taken": left, "said": said}
    _say(desk, said, told, data)


def _sentences(at: Acting, made: Iterable[Act[Any]]) -> Iterator[tuple[Act[Any], str]]:
    view = at.record.view(at.desk.who())
    for act in made:
        body = act.body
        label = links.called(view, body.provision, body.line)
        if act.kind.startswith("amendments."):
            names = ", ".join(actors.name(view, slug) for slug in (body.proponents or (act.party or act.author,)))
            yield act, f"{names}: {in_words(view, body, body.number if body.change == 'add' else label)}"
        else:
            yield act, f"{body.by or actors.name(view, act.party or act.author)} on {label}: {body.text}"


COMMANDS = (document,)
