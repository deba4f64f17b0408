"""Several witnesses of one text collated, beside CollateX where it can be imported.

    uv run --with collatex --with Levenshtein benchmarks/collation.py [--points N …] [--witnesses N]

The witnesses are made up: each is the first one with a word in a hundred changed and a point in ten left out, the same
for the same numbers. CollateX reads each whole witness as one string of words; we lay point beside point first.
"""

import argparse
import random
import time
from collections.abc import Sequence

from onetext.text.collation import Witness, collate
from onetext.text.provision import Provision, Wording
from onetext.text.words import word_set

VOCABULARY = sorted(
    word_set(
        "party parties shall may vessel harbour channel river commission dredge depth metres toll crowns lock water "
        "level month year ratify notice agreement fund pilot patrol estuary grain passage fish loan bank review court "
        "tribunal northern southern outer inner joint each every within before after of the to in by on and for with"
    )
)
LONGEST = 60  # points; with 300 CollateX had not ended after five minutes
CHANGED = 0.01
LEFT_OUT = 0.1


def text(points: int, chance: random.Random) -> Wording:
    """A text of points of 20 to 60 words."""
    return tuple(
        Provision(f"p{n}", " ".join(chance.choices(VOCABULARY, k=chance.randrange(20, 60))), number=str(n))
        for n in range(1, points + 1)
    )


def retold(wording: Wording, name: str, chance: random.Random) -> Wording:
    """A witness of the text: some words otherwise, some points left out."""
    return tuple(
        Provision(f"{name}-{p.id}", " ".join(_otherwise(w, chance) for w in (p.words or "").split()), number=p.number)
        for p in wording
        if chance.random() > LEFT_OUT
    )


def _otherwise(word: str, chance: random.Random) -> str:
    return chance.choice(VOCABULARY) if chance.random() < CHANGED else word


def ours(witnesses: Sequence[Witness]) -> int:
    """The number of places in which the witnesses differ."""
    (found,) = collate(witnesses)
    return sum(len(stretch) > 1 for point in found.points for stretch in point.stretches)


def theirs(witnesses: Sequence[Witness]) -> int:
    """The number of places in which CollateX finds readings that differ, those of points left out included."""
    import collatex  # type: ignore[import-not-found]  # noqa: PLC0415  the peer is not one of our packages

    collation = collatex.Collation()
    for witness in witnesses:
        collation.add_plain_witness(witness.name, " ".join(p.words or "" for p in witness.wording))
    table = collatex.collate(collation, segmentation=True)
    return sum(column.variant for column in table.columns)


def timed(name: str, witnesses: Sequence[Witness]) -> float:
    """Collate once more, and say how long it took."""
    start = time.perf_counter()
    count = ours(witnesses) if name == "onetext" else theirs(witnesses)
    seconds = time.perf_counter() - start
    print(f"  {name}: {seconds:8.3f} s, {count} places differ")
    return seconds


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--points", type=int, nargs="+", default=[30, 300])
    parser.add_argument("--witnesses", type=int, default=4)
    chosen = parser.parse_args()
    few, chance = text(20, random.Random(0)), random.Random(0)
    ours([Witness(name, retold(few, name, chance)) for name in ("a", "b")])  # what is loaded once
    for points in chosen.points:
        chance = random.Random(points)
        first = text(points, chance)
        names = [f"w{n}" for n in range(chosen.witnesses)]
        witnesses = [Witness(name, retold(first, name, chance)) for name in names]
        print(f"{points} points, {len(names)} witnesses")
        mine = timed("onetext", witnesses)
        try:
            print(
                f"  ratio: {mine / timed('CollateX', witnesses):.3f}" if points <= LONGEST else "  CollateX: not tried"
            )
        except ImportError as absent:
            print(f"  CollateX is not here: {absent}")


if __name__ == "__main__":
    main()
