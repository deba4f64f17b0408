"""Commands that compare texts point by point, and that put the alignment of two texts right by hand."""

from typing import Any, get_args

import click

from onetext.cli import comparison as shown
from onetext.cli.desk import Desk, acts, shows
from onetext.cli.page import Page, lines
from onetext.cli.readings import changes_option, sides
from onetext.cli.texts import counted
from onetext.exchange.wordings import Changes
from onetext.process import alignments, texts
from onetext.process.alignments import Comparison, Side
from onetext.record.errors import refuse
from onetext.record.view import View
from onetext.text.alignment import Disposition


@click.command()
@shows
@click.argument("before", metavar="TEXT")
@click.argument("after", metavar="OTHER")
@click.argument("point", required=False)
@changes_option
def compare(desk: Desk, /, before: str, after: str, point: str | None, changes: Changes) -> None:
    """Compare two texts point by point: versions, rivals, witnesses.

    A text is named by its version, its draft, or “current” for the one
    text as it stands; or it is a file, and needs no record.
    {-Words that went-}, {+words that came+}, {-moved to 7: words-}; in
    colour on a terminal.

    onetext compare v0 v1
    onetext compare current e3-draft
    onetext compare v0 v1 4
    onetext compare ours.docx theirs.odt
    """
    view, (one, other) = sides(desk, before, after, changes=changes)
    desk.show(comparison(view, one, other, point))


def comparison(view: View, before: Side, after: Side, point: str | None = None) -> Page:
    """Two texts, row by row; where the text of one is not available, that and what was claimed about it."""
    found = alignments.compare(view, before, after)
    title = f"{before.called} compared with {after.called}"
    if found.unavailable:
        return _not_available(view, found, title)
    wanted = {id_ for side in (before, after) for id_ in alignments.points_called(side, point or "")}
    rows = [row for row in found.rows if point is None or wanted & {p.id for p in (*row.before, *row.after)}]
    if point is not None and not rows:
        both = " or ".join(dict.fromkeys((before.called, after.called)))
        refuse(f"There is no point “{point}” in {both} that you can see.")
    return shown.page(view, found, rows, title)


def _not_available(view: View, found: Comparison, title: str) -> Page:
    said = []
    data: dict[str, Any] = {"before": found.before.called, "after": found.after.called, "rows": None, "unavailable": []}
    for side in found.unavailable:
        claimed = alignments.claims_about(view, side)
        said.append(f"{side.called}: text not available, {counted(len(claimed), 'claim')} recorded")
        said += [f"  “{act.body.words}”" for act in claimed if act.body.words]
        published = texts.witnesses(view, side.id)
        said += [f"  published wording: compare with {w.handle}" for w in published]
        if published:
            said.append(f"  all of them, side by side: onetext witnesses {side.called}")
        ids = [act.id for act in claimed]
        data["unavailable"].append({"text": side.called, "id": side.id or None, "claims": len(ids), "claim_ids": ids})
    return Page(title, (lines(*said),), data)


@click.command()
@acts
@click.argument("pairs", metavar="TEXT:POINT …", nargs=-1, required=True)
@click.option("--as-what", "disposition", type=click.Choice(get_args(Disposition)), help="What became of it.")
@click.option("--reason", default="", help="Why.")
def align(desk: Desk, /, pairs: tuple[str, ...], disposition: Disposition | None, reason: str) -> None:
    """Say which points of two texts are the same. Your word stands.

    onetext align v0:3 e3-1:5
    onetext align v0:3 e3-1:5 e3-1:6 --as-what split
    onetext align v0:4 e3-1: --reason "They left it out on purpose"
    """
    with desk.acting() as at:
        named = [_pair(pair) for pair in pairs]
        both = list(dict.fromkeys(name for name, _ in named))
        if len(both) != 2:  # noqa: PLR2004  an alignment has two texts
            refuse("Name points of two texts, such as v0:3 e3-1:5; with no point, “e3-1:” says that it has none.")
        one, other = (alignments.side(at.view, name) for name in both)
        olds = tuple(_id(one, point) for name, point in named if point and name == both[0])
        news = tuple(_id(other, point) for name, point in named if point and name == both[1])
        body = alignments.Match(one.id, other.id, olds, news, disposition or "", reason)
        at.do(body, said=f"{' '.join(pairs)}: {disposition or 'the same'}; this stands from now on")


def _pair(text: str) -> tuple[str, str]:
    name, colon, point = text.partition(":")
    if not colon:
        refuse(f"“{text}” names no point; write TEXT:POINT, such as v0:3.")
    return name, point


def _id(side: Side, point: str) -> str:
    found = alignments.points_called(side, point)
    if len(found) != 1:
        refuse(f"There is no single point “{point}” in {side.called}; look with “onetext compare”.")
    return found[0]


COMMANDS = (compare, align)
