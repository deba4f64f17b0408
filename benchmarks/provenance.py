"""Who proposed each word of a long text, over a thousand versions.

    python benchmarks/provenance.py [--points N] [--versions N] [--changed N] [--places N] [--profile]

The text is made up, the same for the same numbers. From one version to the next some points are reworded (up to
three words put in, up to two left out), now and then one is added, dropped, split, or goes back to what it was. The
peer is what a program without provenance does: the standard library's difflib on the words of each changed point, which
gives no moves, no returns and no proposals.
"""

import argparse
import cProfile
import difflib
import pstats
import random
import time
from collections.abc import Callable, Sequence

from onetext.text.provenance import Version, trace
from onetext.text.provision import Provision, Wording
from onetext.text.words import word_set

VOCABULARY = sorted(
    word_set(
        "party parties shall may vessel harbour channel river commission dredge depth metres toll crowns lock water "
        "level month year ratify notice agreement fund pilot patrol estuary grain passage fish loan bank review court "
        "tribunal northern southern outer inner joint each every within before after of the to in by on and for with"
    )
)
PARTIES = ("ash", "birch", "cedar", "oak")


def history(points: int, versions: int, changed: int, places: int) -> list[Version]:
    """The versions of a text, one after the other."""
    chance = random.Random(points * versions)
    text = [Provision(f"p{n}", _words(chance), number=str(n)) for n in range(1, points + 1)]
    found = [Version("v0", ("ash",), tuple(text))]
    former: list[Provision] = list(text)
    for number in range(1, versions):
        for _ in range(changed):
            at = chance.randrange(len(text))
            former.append(text[at])
            text[at] = Provision(text[at].id, _reworded(text[at].words or "", places, chance), number=text[at].number)
        _restructured(text, former, number, chance)
        found.append(Version(f"v{number}", (chance.choice(PARTIES),), tuple(text)))
    return found


def _words(chance: random.Random) -> str:
    return " ".join(chance.choices(VOCABULARY, k=chance.randrange(20, 60))) + "."


def _reworded(words: str, places: int, chance: random.Random) -> str:
    of = words.split()
    for _ in range(places):
        at = chance.randrange(len(of) - 1)
        of[at : at + chance.randrange(3)] = chance.choices(VOCABULARY, k=chance.randrange(1, 4))
    return " ".join(of)


def _restructured(text: list[Provision], former: Sequence[Provision], number: int, chance: random.Random) -> None:
    """Every tenth version a point more and a point less; every twentieth a split, and one that reads as it once did."""
    if number % 10 == 0:
        text.insert(chance.randrange(len(text)), Provision(f"new{number}", _words(chance)))
        del text[chance.randrange(len(text))]
    if number % 20 == 0:
        at = chance.randrange(len(text))
        of = (text[at].words or "").split()
        parts = " ".join(of[: len(of) // 2]), " ".join(of[len(of) // 2 :])
        text[at : at + 1] = [Provision(text[at].id, parts[0]), Provision(f"part{number}", parts[1])]
        old = chance.choice(former)
        text[:] = [old if p.id == old.id else p for p in text]


def ours(versions: Sequence[Version]) -> int:
    """The number of passages of different origin."""
    return sum(1 for _ in trace(versions).passages())


def peer(versions: Sequence[Version]) -> int:
    """The number of words that were put in, of the points that changed, by the standard library."""
    count = 0
    before: dict[str, str] = {}
    for version in versions:
        wording: Wording = version.wording or ()
        for p in wording:
            words = p.words or ""
            if before.get(p.id) != words:
                matcher = difflib.SequenceMatcher(None, before.get(p.id, "").split(), words.split(), autojunk=False)
                count += sum(j2 - j1 for tag, _, _, j1, j2 in matcher.get_opcodes() if tag in {"insert", "replace"})
                before[p.id] = words
    return count


def timed(name: str, of: Callable[[Sequence[Version]], int], versions: Sequence[Version], what: str) -> float:
    """Run once, and say how long it took."""
    start = time.process_time()
    count = of(versions)
    seconds = time.process_time() - start
    print(f"  {name}: {seconds:6.3f} s, {count} {what}")
    return seconds


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--points", type=int, default=300)
    parser.add_argument("--versions", type=int, default=1000)
    parser.add_argument("--changed", type=int, default=3, help="points reworded in each version")
    parser.add_argument("--places", type=int, default=1, help="places in which such a point has other words")
    parser.add_argument("--profile", action="store_true", help="say where the time goes")
    chosen = parser.parse_args()
    ours(history(2, 3, 1, 1))  # what is loaded once
    versions = history(chosen.points, chosen.versions, chosen.changed, chosen.places)
    print(f"{chosen.points} points, {chosen.versions} versions, {chosen.changed} points reworded in each,", end=" ")
    print(f"in {chosen.places} places")
    if chosen.profile:
        with cProfile.Profile() as profile:
            ours(versions)
        pstats.Stats(profile).sort_stats("tottime").print_stats(25)
        return
    mine = timed("onetext", ours, versions, "passages of different origin")
    print(f"  ratio: {mine / timed('difflib', peer, versions, 'words put in, no origins'):.2f}")


if __name__ == "__main__":
    main()
