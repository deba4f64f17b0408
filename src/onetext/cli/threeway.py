"""The command that lays two drafts beside the text that both began from."""

from collections import Counter
from collections.abc import Iterator
from typing import Any, get_args

import click
import msgspec

from onetext.cli.comparison import redline_lines
from onetext.cli.desk import Desk, shows
from onetext.cli.page import Block, Heading, Page, Redline, lines
from onetext.process import alignments, texts, threeway
from onetext.process.beside import label
from onetext.process.threeway import ThreeWay
from onetext.text.provision import Wording
from onetext.text.redline import redline
from onetext.text.redline.runs import Run
from onetext.text.threeway import Made, Place, Together

_MOVED = {"kept": "", "deleted": "elsewhere in it", "inserted": "from elsewhere in it"}


@click.command("threeway")
@shows
@click.argument("base")
@click.argument("one")
@click.argument("other")
@click.option("--all", "everything", is_flag=True, help="Show the points that neither draft changed, too.")
def threeway_(desk: Desk, base: str, one: str, other: str, *, everything: bool) -> None:
    """Lay two drafts beside the text that both began from.

    Point by point: what each made of it, and whether the two fit
    together. What collides stands in brackets with both names.

    onetext threeway v1 upstream-1 current
    """
    view = desk.look()
    found = threeway.laid(view, *(alignments.side(view, name) for name in (base, one, other)))
    desk.show(page(found, everything=everything))


def page(found: ThreeWay, *, everything: bool = False) -> Page:
    """Every place that a draft changed, with what the two are together."""
    called = [texts.printed(side.wording or ()) for side in (found.base, found.one, found.other)]
    say = threeway.sentences(found)
    counts = Counter(place.together for place in found.places)
    blocks: list[Block] = [lines(*(f"{say[kind]}: {counts[kind]}" for kind in get_args(Together) if counts[kind]))]
    for place in found.places:
        if everything or place.together != "unchanged":
            where = next(label(p, c) for c, ps in zip(called, _sides(place), strict=True) for p in ps)
            blocks += [Heading(f"{where}  {say[place.together]}"), *_told(found, place)]
    title = f"{found.one.called} and {found.other.called} beside {found.base.called}"
    return Page(title, tuple(blocks), {"places": [_data(place) for place in found.places]})


def _sides(place: Place) -> tuple[Wording, ...]:
    return place.base, place.one.provisions, place.other.provisions


def _told(found: ThreeWay, place: Place) -> Iterator[Block]:
    yield lines(f"{found.base.called}: {_words(place.base)}")
    for side, made in ((found.one, place.one), (found.other, place.other)):
        yield _became(place, f"{side.called} ({', '.join(threeway.dispositions(made)) or 'not there'}): ", made)
    if place.together in {"fits", "collides"}:
        yield lines(f"together: {place.words or 'no words'}")


def _became(place: Place, lead: str, made: Made) -> Block:
    """What a draft made of a place: a redline where the words of both sides are known."""
    words = _words(made.provisions)
    if not place.base or all(p.vacant for p in made.provisions) or place.together == "unknown":
        return lines(f"{lead}{words}")
    runs = redline("\n".join(p.words or "" for p in place.base), words)
    return Redline(
        tuple(redline_lines((Run("kept", lead, lead), *runs), {(r.kind, r.move): _MOVED[r.kind] for r in runs}))
    )


def _words(provisions: Wording) -> str:
    return "\n".join("vacant" if p.vacant else p.words or "unknown" for p in provisions) or "not there"


def _data(place: Place) -> dict[str, Any]:
    return {
        "base": [msgspec.to_builtins(p) for p in place.base],
        "one": _made(place.one),
        "other": _made(place.other),
        "together": place.together,
        "words": place.words,
    }


def _made(made: Made) -> dict[str, Any]:
    return {
        "provisions": [msgspec.to_builtins(p) for p in made.provisions],
        "dispositions": list(threeway.dispositions(made)),
    }


COMMANDS = (threeway_,)
