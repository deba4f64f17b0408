"""Commands about the texts: the one text and its versions, rival drafts, published wordings, and who holds them."""

from collections.abc import Sequence
from typing import Any

import click
import msgspec

from onetext.cli import readings
from onetext.cli.desk import Acting, Desk, acts, shows
from onetext.cli.page import Block, Heading, Page, lines, table
from onetext.cli.readings import changes_option
from onetext.exchange.wordings import Changes
from onetext.process import actors, alignments, current, texts
from onetext.process.addressing import slugs
from onetext.process.texts import MAIN, Disposed, Line, Table
from onetext.record.act import Act
from onetext.record.errors import RecordError, refuse
from onetext.record.view import View
from onetext.text.provision import Wording

SHOWN = 5


@click.group(invoke_without_command=True)
@shows
def text(desk: Desk) -> None:
    """The one text: its versions, its rivals, and who holds it.

    onetext text
    onetext text table v1.md --name v1 --parent v0 --label "Second draft"
    """
    if click.get_current_context().invoked_subcommand is None:
        desk.show(overview(desk.look()))


def overview(view: View) -> Page:
    """The line of versions of the one text, its holders, and the drafts beside it."""
    head = texts.head(view)
    blocks: list[Block] = [
        lines(
            f"Current text: {texts.titled(head, ', ')} ({texts.completeness(head.body)})"
            if head
            else "There is no text yet; table one with “onetext text table FILE”.",
            f"Held by: {named(view, texts.holders(view)) or 'nobody named'}",
        ),
        _versions(view, texts.versions(view, MAIN)),
    ]
    for rival in texts.lines(view):
        blocks += [Heading(f"Beside it: {rival.body.title} ({rival.handle})"), *_beside(view, rival)]
    shown = [_as_data(view, version) for version in texts.versions(view)]
    data = {
        "head": head.id if head else None,
        "holders": list(texts.holders(view)),
        "fingerprint_now": current.fingerprint_now(view),
        "versions": shown,
        "lines": [{"id": r.id, "name": r.name, **msgspec.to_builtins(r.body)} for r in texts.lines(view)],
    }
    return Page("The one text", tuple(blocks), data)


def _versions(view: View, versions: Sequence[Act[Table]]) -> Block:
    second = {act.id for act in texts.second_heads(view)}
    rows = []
    for version in versions:
        parent = view[texts.Texts].versions.get(version.body.parent)
        about = f"{version.body.label}; by {named(view, version.body.authors) or 'authors unknown'}"
        if version.body.meeting:
            about += f"; {_meeting(view, version.body.meeting)}"
        about += f". {texts.completeness(version.body).capitalize()}"
        about += "; a paraphrase, not its words" if version.body.paraphrase else ""
        about += "; reported as a second successor, not the head" if version.id in second else ""
        print_ = texts.version_fingerprint(version)
        rows.append(
            (
                version.handle,
                parent.handle if parent else "none",
                day(version),
                print_[:8] if print_ else "unknown",
                about,
            )
        )
    return table(("version", "after", "when", "print", "what"), rows)


def _beside(view: View, rival: Act[Line]) -> tuple[Block, ...]:
    sponsors = f"Sponsors: {named(view, rival.body.sponsors) or 'not named'}"
    found = texts.versions(view, rival.id)
    if not found:
        claimed = len(alignments.claims_about(view, alignments.side(view, rival.id)))
        return (lines(sponsors, f"Text not available, {counted(claimed, 'claim')} recorded."),)
    return (lines(sponsors), _versions(view, found))


def _as_data(view: View, version: Act[Table]) -> dict[str, Any]:
    body = version.body
    return {
        "id": version.id,
        "name": version.name,
        "label": body.label,
        "line": body.line,
        "parent": body.parent or None,
        "authors": list(body.authors),
        "meeting": _meeting(view, body.meeting) or None,
        "when": day(version),
        "completeness": texts.completeness(body),
        "expected": body.expected,
        "unknown_points": texts.unknown_points(body),
        "paraphrase": body.paraphrase,
        "fingerprint": texts.version_fingerprint(version),
        "second": version.id in {act.id for act in texts.second_heads(view)},
        "disposed": msgspec.to_builtins(body.disposed),
        "witnesses": [w.name or w.id for w in texts.witnesses(view, version.id)],
        "wording": None if body.wording is None else msgspec.to_builtins(body.wording),
    }


def _meeting(view: View, meeting: str) -> str:
    act = view.act(meeting)
    return act.handle if act else meeting


def named(view: View, who: Sequence[str]) -> str:
    """The names of actors, with commas."""
    return ", ".join(actors.name(view, slug) for slug in who)


def counted(number: int, noun: str) -> str:
    """A number with its noun: "1 claim", "2 claims"."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def day(act: Act[Any]) -> str:
    """When it happened, as far as is known, for a narrow column."""
    from onetext.record.times import Exactly, describe  # noqa: PLC0415

    return f"{act.happened.instant:%Y-%m-%d}" if isinstance(act.happened, Exactly) else describe(act.happened)


def read(desk: Desk, at: Acting, file: str, known: Wording, changes: Changes) -> Wording:
    """The provisions in a document, each with a new id; one of `known` that the document names keeps its own."""
    present = {p.id for p in known}
    found = readings.wording(desk, file, texts.new_ids(at.record.token()), changes, present.__contains__)
    if not any(p.words or p.number for p in found):
        raise RecordError(f"{file} is empty; say --no-text if the words are not known.")
    return found


@text.command("table")
@acts
@click.argument("document", metavar="[FILE]", required=False)
@click.option("--no-text", is_flag=True, help="The version exists, its words are not available.")
@click.option("--parent", metavar="VERSION", help="The version that this one succeeds.")
@click.option("--label", default="", help="What it is called, such as “Second draft”.")
@click.option("--authors", metavar="ACTORS", help="Who drew it up, with commas.")
@click.option("--meeting", metavar="ROUND", help="The round of talks at which it was made.")
@click.option("--expect", type=click.IntRange(1, texts.MOST_POINTS), help="How many points it is said to have.")
@click.option("--paraphrase", is_flag=True, help="These are the recorder's words, not the document's.")
@click.option("--dispose", multiple=True, metavar="POINT=WHAT: WHY", help="What became of a point of the parent.")
@click.option("--line", metavar="DRAFT", help="A rival draft that this is a version of.")
@click.option("--lang", default="", help="The language, such as en.")
@changes_option
def table_(desk: Desk, /, document: str | None, *, no_text: bool, **said: Any) -> None:
    """Table a version of the text, or of a rival draft.

    Points keep their identity from the parent by their words, never by
    the printed number alone.

    onetext text table v1.md --name v1 --parent v0 --authors us,ukraine
    onetext text table --no-text --name v1 --parent v0 --meeting round-2
    onetext text table v2.md --name v2 --parent v1 --dispose "3=dropped: agreed"
    """
    if bool(document) == no_text:
        refuse("Name the file that holds the text, or say --no-text if its words are not available.")
    with desk.acting() as at:
        line = at.view.find(said["line"], Line).id if said["line"] else MAIN
        wording: Wording | None = None
        disposed: tuple[Disposed, ...] = ()
        if document:
            to = at.draft(None).audience
            found = read(desk, at, document, alignments.before(at.view, line, to), said["changes"])
            wording, disposed = alignments.succeeding(at.view, found, line, to)
        spoken = _disposals(at.view, said["dispose"], line)
        told = {entry.provision for entry in spoken}
        version = Table(
            label=said["label"] or desk.said.get("name") or "",
            line=line,
            parent=at.view.find(said["parent"], Table).id if said["parent"] else "",
            authors=slugs(at.view, said["authors"]),
            meeting=at.view.find(said["meeting"]).id if said["meeting"] else "",
            expected=said["expect"],
            wording=wording,
            paraphrase=said["paraphrase"],
            lang=said["lang"],
            disposed=(*spoken, *(entry for entry in disposed if entry.provision not in told)),
        )
        name = desk.said.get("name") or version.label
        left = (
            *current.not_taken_up(at.view, wording or (), line),
            *(readings.unread(desk, document) if document else ()),
        )
        at.do(version, said=f"{name} is tabled: {texts.completeness(version)}{_mind(wording, left)}")


def _disposals(view: View, said: Sequence[str], line: str) -> tuple[Disposed, ...]:
    """What "3=dropped: the reason" says of each point of the present text."""
    found = []
    for entry in said:
        point, equals, rest = entry.partition("=")
        disposition, _, reason = rest.partition(":")
        if not equals:
            refuse(f"“{entry}” is not a disposition; write it as POINT=dropped: the reason.")
        provision = current.find(view, point, line).provision.id
        found.append(Disposed(provision, disposition.strip(), reason.strip()))
    return tuple(found)


@text.command()
@acts
@click.argument("title")
@click.option("--sponsors", metavar="ACTORS", help="Whose draft it is, with commas.")
def rival(desk: Desk, title: str, sponsors: str | None) -> None:
    """Open a draft beside the one text. It can never be the head.

    onetext text rival "European counter-proposal" --name e3 --sponsors uk,fr
    onetext text table e3.md --line e3 --name e3-1
    """
    with desk.acting() as at:
        at.do(Line(title, slugs(at.view, sponsors)), said=f"“{title}” stands beside the one text")


@text.command()
@acts
@click.argument("version")
@click.argument("document", metavar="FILE")
@click.option("--label", default="", help="What it is: a leak, a translation …")
@click.option("--lang", default="", help="The language, such as en.")
@click.option("--authentic", is_flag=True, help="It counts as the text itself.")
@click.option("--whole", is_flag=True, help="Nothing of the version is left out in it.")
@changes_option
def witness(
    desk: Desk, /, version: str, document: str, *, label: str, lang: str, changes: Changes, **said: bool
) -> None:
    """Record a published wording of a version: a leak, a translation.

    onetext text witness v0 leaked.txt --name leak-1 --label "As leaked"
    """
    with desk.acting() as at:
        of = at.view.find(version, Table)
        whole = of.body.wording or ()
        wording, _ = alignments.continuing(whole, read(desk, at, document, whole, changes))
        called = label or desk.said.get("name") or document
        at.do(
            texts.Witness(of.id, called, wording, lang, **said),
            said=f"“{called}” is recorded as a wording of {of.handle}: {counted(texts.known_points(wording), 'point')}",
        )


@text.command()
@acts
@click.argument("holders", metavar="ACTORS")
@click.option("--line", metavar="DRAFT", help="A rival draft instead of the one text.")
def hold(desk: Desk, holders: str, line: str | None) -> None:
    """Say who holds the text together: they draw up its versions.

    onetext text hold us,ukraine
    """
    with desk.acting() as at:
        who = slugs(at.view, holders)
        held = at.view.find(line, Line).id if line else MAIN
        at.do(texts.Hold(who, held), said=f"{named(at.view, who)} hold {texts.line_title(at.view, held)}")


def _mind(wording: Wording | None, left: Sequence[str]) -> str:
    """What to mind about a wording that was read, the first few things of it; `left` was in the document."""
    found = (*(sentence.rstrip(".") for sentence in left), *texts.oddities(wording))
    more = f"; and {len(found) - SHOWN} more, see “onetext check”" if len(found) > SHOWN else ""
    return f". Mind: {'; '.join(found[:SHOWN])}{more}" if found else ""


COMMANDS = (text,)
