"""Commands about leaks: registering one, and matching a found text to the versions."""

import click

from onetext.cli import readings
from onetext.cli.desk import Desk, acts, shows
from onetext.cli.page import Block, Heading, Page, lines, section, table
from onetext.cli.readings import changes_option
from onetext.cli.statements import listed
from onetext.cli.texts import counted
from onetext.exchange.wordings import Changes
from onetext.process import actors, leaks, texts, timeline
from onetext.process.leaks import NOT_PROOF, Findings, Leak, Match
from onetext.record.view import View
from onetext.text.leaks.matching import Telling
from onetext.text.leaks.retyped import Retyped

_MOST = 6  # signs that are told for either side


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
    r"""Record that EXTENT of VERSION came out.

    onetext leak add v0 "major details" --when 2025-11-17..2025-11-23 \
        --source bbc --quote "major details have leaked" --place "paragraph 26" -f geneva
    """
    with desk.acting() as at:
        target = at.view.find(version, texts.Table)
        at.do(Leak(target.id, extent, listed(outlets)), said=f"A leak of {target.handle} is recorded: {extent}")


@leak.command()
@shows
@click.argument("found", metavar="FILE")
@click.option("--whole", is_flag=True, help="The text claims to be all of a version, so what is missing counts.")
@changes_option
def match(desk: Desk, found: str, whole: bool, changes: Changes) -> None:
    """Compare a found text with every version that you may see.

    It may be an excerpt, retyped, scanned, or quoted in a report; FILE is
    plain text, Word or any other format that is read. It tells likeness of
    words. It does not prove who passed them on.

    onetext leak match found.txt -f geneva
    onetext leak match found.txt --whole -f geneva
    """
    text = plain_text(desk, found, changes)
    view = desk.look()
    desk.show(matched(view, leaks.matched(view, text, whole=whole), whole=whole))


def plain_text(desk: Desk, file: str, changes: Changes = None) -> str:
    """The text in a document of any format. Raises RecordError when it cannot be read."""
    return readings.source(desk, file, changes)


def matched(view: View, found: Findings, *, whole: bool) -> Page:
    """The nearest version in full, what tells it from others, the scores of all, and what the found text hides."""
    hidden = (*leaks.hidden_characters(found.found.source), *leaks.shared_marks(found))
    blocks: list[Block] = []
    if not found.matches:
        blocks.append(lines("No version with known words is in this record."))
    for place, one in enumerate(found.matches):
        nearest = place == 0 and one.likeness.agreed
        blocks.append(Heading(f"{'Nearest: ' if nearest else ''}{one.called}, score {one.score:.2f}"))
        blocks.append(lines(_counts(one, whole=whole)))
        if place == 0:
            blocks += [lines(*_details(view, one, whole=whole)), *_apart(found)]
    blocks += section("Read as meant", _mended(found.found))
    blocks += section("Characters that do not show", hidden)
    blocks.append(lines("", NOT_PROOF, indent=0))
    return Page(f"{_title(found)} (not proof)", tuple(blocks), lambda: _data(view, found, hidden, whole=whole))


def _title(found: Findings) -> str:
    if not found.matches:
        return "No version to compare with"
    if not found.matches[0].likeness.agreed:
        return "No version has these words"
    handles = dict.fromkeys(one.version.handle for one in (found.matches[0], *found.tied))
    return f"Nearest version{'s' if len(handles) > 1 else ''}: {', '.join(handles)}"


def _missing(*, whole: bool) -> str:
    return "absent" if whole else "not in the excerpt"


def _counts(one: Match, *, whole: bool) -> str:
    counts = {
        "present": len(one.present),
        "in part": len(one.in_part),
        "altered": len(one.altered),
        _missing(whole=whole): len(one.absent),
        "not known here": len(one.unknown),
    }
    always = {"present", "altered", _missing(whole=whole)}
    return "; ".join(f"{name}: {count}" for name, count in counts.items() if count or name in always)


def _details(view: View, one: Match, *, whole: bool) -> list[str]:
    said = [
        f"{100 * one.score:.0f} % of the words agree, of the found text and of what {one.version.handle} has there",
        f"points present: {', '.join(one.present) or 'none'}",
    ]
    for pair in one.in_part:
        said += [f"point {pair.label} in part, word for word", f"  found:   {pair.after}"]
    for pair in one.altered:
        said += [f"point {pair.label} altered", f"  version: {pair.before}", f"  found:   {pair.after}"]
    said.append(f"points {_missing(whole=whole)}: {', '.join(one.absent) or 'none'}")
    said += [f"only in the found text: “{words}”" for words in one.likeness.beyond]
    had = ", ".join(f"{actors.name(view, held.actor)} ({held.how})" for held in leaks.held_by(view, one.version))
    said.append(f"held by, as far as the record says: {had or 'nobody is recorded'}")
    return said


def _apart(found: Findings) -> list[Block]:
    """Which words decide between the nearest wording and others that come near, or that none do."""
    if not found.matches or not found.matches[0].likeness.agreed:
        return []
    best = found.matches[0]
    blocks: list[Block] = [
        lines(f"{best.called} and {other.called} cannot be told apart by what was found.") for other in found.tied
    ]
    for rival in found.rivals:
        other = rival.match
        said = [*_speaks(best, other, rival.against), *_speaks(other, best, rival.speaks)]
        blocks += [Heading(f"{best.called} or {other.called}"), lines(*said)]
    return blocks


def _speaks(one: Match, other: Match, told: Telling) -> list[str]:
    said = [f"for {one.called}: only it has “{quoted.words}” there (“{quoted.context}”)" for quoted in told.has]
    said += [f"for {one.called}: {other.called} has “{words}”, which was not found there" for words in told.lacks]
    more = len(said) - _MOST
    return [*said[:_MOST], f"and {counted(more, 'more sign')} for {one.called}"] if more > 0 else said


def _mended(found: Retyped) -> list[str]:
    pairs = dict.fromkeys((found.source[word.start : word.end], word.key) for word in found.words if word.mended)
    return [f"“{' '.join(words.split())}” as “{meant}”" for words, meant in pairs]


def _data(view: View, found: Findings, hidden: tuple[str, ...], *, whole: bool) -> dict[str, object]:
    return {
        "matches": [_match_data(view, one) for one in found.matches],
        "whole": whole,
        "tied": [one.called for one in found.tied],
        "rivals": [
            {"with": rival.match.called, "for_nearest": rival.against, "against_nearest": rival.speaks}
            for rival in found.rivals
        ],
        "mended": _mended(found.found),
        "hidden": hidden,
        "caution": NOT_PROOF,
    }


def _match_data(view: View, one: Match) -> dict[str, object]:
    return {
        "version": one.version.id,
        "name": one.version.name,
        "wording": one.wording,
        "score": round(one.score, 4),
        "present": one.present,
        "in_part": [{"point": pair.label, "version": pair.before, "found": pair.after} for pair in one.in_part],
        "altered": [{"point": pair.label, "version": pair.before, "found": pair.after} for pair in one.altered],
        "absent": one.absent,
        "unknown": one.unknown,
        "extra": one.likeness.beyond,
        "held": [{"actor": held.actor, "how": held.how} for held in leaks.held_by(view, one.version)],
    }


COMMANDS = (leak,)
