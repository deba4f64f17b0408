"""Two whole texts compared, beside other programs on the same texts in one run.

    python benchmarks/comparing.py [--sizes 30 300 2000 5600] [--limit 120] [--word]

A size is a number of provisions of the earlier text, of about 36 words each; the later text has one in twenty more.
Three in five are kept, one in five is reworded; others are moved, split, merged, left out and new. The texts are made
up, the same for the same size. Compared is from plain text to a redline; with --word, from two Word files to one with
tracked changes. A peer is used where it can be imported, in a process of its own, until the limit of seconds:

    uv run --with redlines --with diff-match-patch --with xmldiff --with "python-redlines[docxodus]" …
"""

import argparse
import importlib
import importlib.util
import multiprocessing
import random
import re
import sys
import time
from collections.abc import Callable
from difflib import SequenceMatcher
from io import BytesIO
from itertools import accumulate
from pathlib import Path
from typing import Any

from onetext.text.alignment import align
from onetext.text.comparing import redlined
from onetext.text.reading import read_points

sys.path.remove(str(Path(__file__).parent))  # so that "redlines" is the peer, not the benchmark of that name

CONSONANTS, VOWELS = "bcdfghklmnprstvz", "aeiou"
FUNCTION = ["the", "of", "to", "and", "shall", "in", "for", "may", "by", "with", "on", "its", "each", "or", "under"]
Texts = tuple[list[str], list[str]]


def vocabulary(count: int, chance: random.Random) -> list[str]:
    """Made-up words."""
    return ["".join(chance.choice(CONSONANTS) + chance.choice(VOWELS) for _ in range(3)) for _ in range(count)]


class Author:
    """Writes sentences: a third function words, the rest words as frequent as in a language (Zipf 1935)."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)
        self.words = vocabulary(4_000, self.chance)
        self.often = list(accumulate(1 / rank for rank in range(1, len(self.words) + 1)))

    def word(self) -> str:
        if self.chance.random() < 1 / 3:
            return self.chance.choice(FUNCTION)
        return self.chance.choices(self.words, cum_weights=self.often)[0]

    def provision(self) -> str:
        """Two or three sentences, about 45 words."""
        sentences = (" ".join(self.word() for _ in range(self.chance.randrange(14, 22))) for _ in range(2))
        return " ".join(f"{sentence.capitalize()}." for sentence in (*sentences, self.word()))

    def reworded(self, provision: str) -> str:
        """The provision with one or two runs of words otherwise."""
        words = provision.split(" ")
        for _ in range(self.chance.randrange(1, 3)):
            at = self.chance.randrange(len(words))
            words[at : at + self.chance.randrange(4)] = [self.word() for _ in range(self.chance.randrange(1, 5))]
        return " ".join(words)


def texts(count: int) -> Texts:
    """An earlier text of so many provisions, and a later one."""
    author = Author(count)
    chance = author.chance
    before = [author.provision() for _ in range(count)]
    after: list[str] = []
    moving: list[str] = []
    for provision in before:
        fate = chance.random()
        if fate < 0.8:  # noqa: PLR2004  four in five stay in their place
            after.append(provision if fate < 0.6 else author.reworded(provision))  # noqa: PLR2004
        elif fate < 0.85:  # noqa: PLR2004
            moving.append(provision)
        elif fate < 0.9:  # noqa: PLR2004
            after += [f"{sentence.strip()}." for sentence in provision.split(". ", 1)]
        elif fate < 0.95 and after:  # noqa: PLR2004
            after[-1] += f" {provision}"
    while len(after) + len(moving) < count + count // 20:
        after.insert(chance.randrange(len(after) + 1), author.provision())
    for provision in moving:
        after.insert(chance.randrange(len(after) + 1), provision)
    return before, after


def plain(provisions: list[str]) -> str:
    """The text as plain text, numbered by articles of fifty paragraphs: "3.14."."""
    numbers = (divmod(place, 50) for place in range(len(provisions)))
    return "".join(
        f"{article + 1}.{own + 1}. {words}\n\n" for (article, own), words in zip(numbers, provisions, strict=True)
    )


def word_file(provisions: list[str]) -> bytes:
    """The text as a Word file."""
    document, out = importlib.import_module("docx").Document(), BytesIO()
    for number, words in enumerate(provisions, 1):
        document.add_paragraph(f"{number}. {words}")
    document.save(out)
    return out.getvalue()


def our_text(before: str, after: str) -> str:
    old, new = read_points(before, "a{}".format), read_points(after, "b{}".format)
    rows = redlined(old, new, align(old, new))
    moved = sum("moved" in row.row.dispositions for row in rows)
    return f"{len(rows)} rows, {moved} moved"


def our_word(before: bytes, after: bytes) -> str:
    compare = importlib.import_module("onetext.exchange.comparisons")
    return moves(compare.word_files(before, after))


def moves(docx: bytes) -> str:
    """How many moves a Word file shows."""
    package = importlib.import_module("zipfile").ZipFile(BytesIO(docx))
    count = len(re.findall(rb"<w:moveFromRangeStart\b", package.read("word/document.xml")))
    return f"{len(docx):,} bytes, {count} moves"


def by_difflib(before: str, after: str) -> str:
    return f"{len(SequenceMatcher(None, before.split(), after.split(), autojunk=False).get_opcodes())} stretches"


def by_redlines(before: str, after: str) -> str:
    return f"{len(importlib.import_module('redlines').Redlines(before, after).output_markdown):,} characters"


def by_diff_match_patch(before: str, after: str) -> str:
    program = importlib.import_module("diff_match_patch").diff_match_patch()
    program.Diff_Timeout = 0
    return f"{len(program.diff_main(before, after))} stretches"


def by_xmldiff(before: str, after: str) -> str:
    main = importlib.import_module("xmldiff.main")
    trees = ("<t>" + "".join(f"<p>{line}</p>" for line in text.split("\n\n")) + "</t>" for text in (before, after))
    return f"{len(main.diff_texts(*trees))} actions"


def by_docxodus(before: bytes, after: bytes) -> str:
    return moves(importlib.import_module("python_redlines").DocxodusEngine().run_redline("A", before, after)[0])


TEXT: dict[str, tuple[str, Callable[[str, str], str]]] = {
    "onetext": ("onetext", our_text),
    "difflib": ("difflib", by_difflib),
    "redlines": ("redlines", by_redlines),
    "diff-match-patch": ("diff_match_patch", by_diff_match_patch),
    "xmldiff": ("xmldiff", by_xmldiff),
}
WORD: dict[str, tuple[str, Callable[[bytes, bytes], str]]] = {
    "onetext": ("onetext", our_word),
    "docxodus": ("python_redlines_docxodus", by_docxodus),
}


def _measured(program: Callable[[Any, Any], str], sides: tuple[Any, Any], small: tuple[Any, Any], answer: Any) -> None:
    program(*small)  # what is loaded once
    start = time.perf_counter()
    found = program(*sides)
    answer.put((time.perf_counter() - start, found))


def timed(program: Callable[[Any, Any], str], sides: tuple[Any, Any], small: tuple[Any, Any], limit: float) -> str:
    """What a program took and found, in a process of its own; that it did not end in time."""
    answer: Any = multiprocessing.Queue()
    process = multiprocessing.Process(target=_measured, args=(program, sides, small, answer))
    process.start()
    process.join(limit)
    if process.is_alive():
        process.kill()
        process.join()
        return f"{f'over {limit:.0f}':>10} s"
    if process.exitcode:
        return "failed"
    seconds, found = answer.get()
    return f"{seconds:10.3f} s   {found}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", type=int, nargs="+", default=[30, 300, 2000, 5600])
    parser.add_argument("--limit", type=float, default=120, help="Seconds that a program is given for each size.")
    parser.add_argument("--word", action="store_true", help="From Word files to tracked changes.")
    chosen = parser.parse_args()
    make, programs = (word_file, WORD) if chosen.word else (plain, TEXT)
    few = texts(29)
    small = make(few[0]), make(few[1])
    for size in chosen.sizes:
        before, after = texts(size)
        words = [sum(len(provision.split()) for provision in side) for side in (before, after)]
        print(f"{len(before)} and {len(after)} provisions, {words[0]:,} and {words[1]:,} words")
        sides = make(before), make(after)
        for name, (package, program) in programs.items():
            absent = importlib.util.find_spec(package) is None
            print(f"  {name:<18}{'absent' if absent else timed(program, sides, small, chosen.limit)}", flush=True)


if __name__ == "__main__":
    main()
