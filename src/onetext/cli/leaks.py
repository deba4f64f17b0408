"""Commands about leaks: registering one, and matching a found text to the versions."""

import click

from onetext.cli.desk import Desk, acts, shows
from onetext.cli.page import Block, Heading, Page, lines, table
from onetext.cli.sources import read_bytes
from onetext.cli.statements import listed
from onetext.process import actors, leaks, texts, timeline
from onetext.process.leaks import NOT_PROOF, Leak, Match
from onetext.record.errors import RecordError
from onetext.record.view import View
from onetext.text.reading import UnreadableText, decode


@click.group(invoke_without_command=True)
@shows
def leak(desk: Desk) -> None:
    """Leaks: what came out, and which version a found text is nearest to.

    onetext leak -f geneva
    onetext leak match found.txt
    """
    if click.get_current_context().invoked_subcommand is None:
        desk.show(listing(desk.look()))


def listing(view: View) -> Page:
    """Every leak."""
    found = leaks.leaks(view)
    rows = []
    for act in found:
        version = view.act(act.body.version)
        outlets = ", ".join(act.body.outlets) or "outlets not named"
        told = f"{act.body.extent}; {outlets}" + (f" ({act.source.outlet}, {act.source.place})" if act.source else "")
        rows.append((act.handle, version.handle if version else "not shown", timeline.time_of(view, act), told))
    data = [
        {
            "id": act.id,
            "name": act.name,
            "version": act.body.version,
            "time": timeline.time_of(view, act),
            "extent": act.body.extent,
            "outlets": act.body.outlets,
            "source": act.source,
        }
        for act in found
    ]
    return Page(
        f"{len(found) or 'No'} leak{'s' if len(found) != 1 else ''}",
        (table(("leak", "of", "when", "what came out"), rows),),
        data,
    )


@leak.command()
@acts
@click.argument("version")
@click.argument("extent")
@click.option("--outlets", default="", metavar="NAMES", help="The outlets that had it, with commas.")
def add(desk: Desk, version: str, extent: str, outlets: str) -> None:
    """Record that EXTENT of VERSION came out.

    onetext leak add v0 "major details" --when 2025-11-17..2025-11-23 --source bbc ...
    """
    with desk.acting() as at:
        target = at.view.find(version, texts.Table)
        at.do(Leak(target.id, extent, listed(outlets)), said=f"A leak of {target.handle} is recorded: {extent}")


@leak.command()
@shows
@click.argument("found", metavar="FILE")
def match(desk: Desk, found: str) -> None:
    """Compare a found text with every version that you may see.

    It tells likeness of words. It does not prove who passed them on.

    onetext leak match found.txt -f geneva
    """
    text = plain_text(desk, found)
    view = desk.look()
    desk.show(matched(view, text, leaks.matches(view, text)))


def plain_text(desk: Desk, file: str) -> str:
    """The text of a plain or Markdown file. Raises RecordError when it cannot be read."""
    try:
        return decode(read_bytes(desk.path(file)))
    except UnreadableText as error:
        raise RecordError(f"{file}: {error}") from error


def matched(view: View, text: str, found: tuple[Match, ...]) -> Page:
    """The nearest version in full, the others with their scores, and what the found text hides."""
    hidden = leaks.hidden_characters(text)
    blocks: list[Block] = []
    if not found:
        blocks.append(lines("No version with known words is in this record."))
    for place, one in enumerate(found):
        name = f"{one.version.handle} ({one.wording})"
        blocks.append(Heading(f"{'Nearest: ' if place == 0 else ''}{name}, score {one.score:.2f}"))
        blocks.append(lines(*_lines(view, one, whole=place == 0)))
    blocks += [Heading("Characters that do not show"), lines(*(hidden or ("none",)))]
    blocks.append(lines("", NOT_PROOF, indent=0))
    data = {"matches": [_data(one) for one in found], "hidden": hidden, "caution": NOT_PROOF}
    title = f"Nearest version: {found[0].version.handle}" if found else "No version to compare with"
    return Page(f"{title} (not proof)", tuple(blocks), data)


def _lines(view: View, one: Match, *, whole: bool) -> list[str]:
    counted = [
        f"present: {len(one.present)}; altered: {len(one.altered)}; absent: {len(one.absent)}"
        + (f"; not known here: {len(one.unknown)}" if one.unknown else "")
    ]
    if not whole:
        return counted
    found = [*counted, f"points present: {', '.join(one.present) or 'none'}"]
    for pair in one.altered:
        found += [f"point {pair.label} altered", f"  version: {pair.before}", f"  found:   {pair.after}"]
    found.append(f"points absent: {', '.join(one.absent) or 'none'}")
    found += [f"only in the found text: “{extra}”" for extra in one.extra]
    had = ", ".join(f"{actors.name(view, held.actor)} ({held.how})" for held in one.held)
    found.append(f"held by, as far as the record says: {had or 'nobody is recorded'}")
    return found


def _data(one: Match) -> dict[str, object]:
    return {
        "version": one.version.id,
        "name": one.version.name,
        "wording": one.wording,
        "score": round(one.score, 4),
        "present": one.present,
        "altered": [{"point": pair.label, "version": pair.before, "found": pair.after} for pair in one.altered],
        "absent": one.absent,
        "unknown": one.unknown,
        "extra": one.extra,
        "held": [{"actor": held.actor, "how": held.how} for held in one.held],
    }


COMMANDS = (leak,)
