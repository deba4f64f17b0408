"""Points that a party would split or merge, as tracked changes: the end of a paragraph put in, or struck."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from msgspec.structs import replace

from onetext.exchange.document import Mark, Paragraph, Span
from onetext.exchange.drafts import Depth, shell
from onetext.exchange.tracking import worded
from onetext.process import settling
from onetext.process.amendments import Propose
from onetext.process.current import Standing
from onetext.record.act import Act
from onetext.text.comparing.pieces import Cut, pieces
from onetext.text.provision import Provision, Wording


@dataclass(frozen=True)
class Remade:
    """The paragraphs in place of a point, and the amendment (its id) that makes them of it."""

    paragraphs: tuple[Paragraph, ...]
    wish: str


def remade_points(
    standing: Sequence[Standing], deep: Mapping[str, Depth], joint: Callable[[Iterable[Act[Propose]]], Mark]
) -> dict[str, Remade]:
    """The paragraphs of the points that are to be split or merged, where that is all that anybody wants of them.

    `joint` gives the author of an amendment. Where points that are to be merged stand apart, or words change their
    order, tracked changes cannot say it: such points are left out.
    """
    found: dict[str, Remade] = {}
    for place, one in enumerate(standing):
        wish = next((c.act for c in one.carried if c.state == "fits" and c.act.body.change in {"split", "merge"}), None)
        if wish is None:
            continue
        others = wish.body.others if wish.body.change == "merge" else ()
        those = standing[place : place + 1 + len(others)]
        alone = all(act.id == wish.id for s in those for act in s.pending)
        known = all(s.provision.words is not None for s in those)
        if alone and known and tuple(s.provision.id for s in those[1:]) == others:
            found |= _remade(tuple(s.provision for s in those), wish, deep, joint([wish]))
    return found


def _remade(points: Wording, wish: Act[Propose], deep: Mapping[str, Depth], mark: Mark) -> dict[str, Remade]:
    if wish.body.change == "split":
        made = _split(points[0], settling.parts(points[0], wish.body), deep[points[0].id], mark)
        return {points[0].id: Remade(made, wish.id)} if made else {}
    made = _merged(points, wish.body.words or "", deep, mark)
    return {point.id: Remade((one,), wish.id) for point, one in zip(points, made, strict=False)}


def _split(point: Provision, parts: Wording, depth: Depth, mark: Mark) -> tuple[Paragraph, ...]:
    """The paragraphs of a point that is split; none where its words do not go into the parts in their order."""
    cuts = pieces([point.words or ""], [part.words or "" for part in parts])
    if [cut.new for cut in cuts] != list(range(len(parts))):
        return ()
    made = [shell(part, depth, _spans(cut, mark)) for part, cut in zip(parts, cuts, strict=True)]
    return (*(replace(one, inserted=mark) for one in made[:-1]), made[-1])


def _merged(points: Wording, words: str, deep: Mapping[str, Depth], mark: Mark) -> tuple[Paragraph, ...]:
    """The paragraphs of points that are merged; none where the words do not come from them in their order."""
    cuts = pieces([point.words or "" for point in points], [words])
    if [cut.old for cut in cuts] != list(range(len(points))):
        return ()
    made = [shell(point, deep[point.id], _spans(cut, mark)) for point, cut in zip(points, cuts, strict=True)]
    return (*(replace(one, deleted=mark) for one in made[:-1]), made[-1])


def _spans(cut: Cut, mark: Mark) -> tuple[Span, ...]:
    return tuple(span for run in cut.runs for span in worded(run, mark) if span.text)
