"""Two whole texts compared, beside other programs on the same texts in one run.

    python benchmarks/comparing.py [--sizes 30 300 2000/2100 5600/8400] [--limit 120] [--word] [--typed] [--only …]
    python benchmarks/comparing.py --files FILE.jsonl … --word

A size is a number of provisions of the earlier text, of about 36 words each, and one of the later text, without which
it has one in twenty more. Three in five are kept, one in five is reworded; others are moved, split, merged, left out
and new. The texts are made up, the same for the same size; with --files they are the real ones of files such as
`alignment.py` reads, each pair by itself and all put together. Compared is from plain text to a redline; with --word,
from two Word files to one with tracked changes, numbered by Word, or with --typed by hand. Each program has a process
and a folder of its own, and first compares a small text, so that loading it is not measured; starting LibreOffice and
the program of Docxodus is. Printed are seconds, seconds of the processor, which other work on the machine disturbs
less, and peak memory. A peer is used where it is there, until one text takes it longer than the limit of seconds:

    uv run --with redlines --with diff-match-patch --with xmldiff --with "python-redlines[docxodus]" …
"""

import argparse
import contextlib
import importlib
import importlib.util
import json
import math
import multiprocessing
import os
import random
import re
import resource
import shutil
import signal
import statistics
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from difflib import SequenceMatcher
from io import BytesIO, StringIO
from itertools import accumulate
from pathlib import Path
from typing import Any, NamedTuple

from onetext.text.alignment import align
from onetext.text.comparing import redlined
from onetext.text.reading import read_points

CONSONANTS, VOWELS = "bcdfghklmnprstvz", "aeiou"
FUNCTION = ["the", "of", "to", "and", "shall", "in", "for", "may", "by", "with", "on", "its", "each", "or", "under"]
FATES = {"kept": 0.6, "reworded": 0.2, "moved": 0.05, "split": 0.05, "merged": 0.05, "left out": 0.05}
Texts = tuple[list[str], list[str]]
SLOW = 10  # seconds; what takes longer is measured once


def vocabulary(count: int, chance: random.Random) -> list[str]:
    """Made-up words."""
    return ["".join(chance.choice(CONSONANTS) + chance.choice(VOWELS) for _ in range(3)) for _ in range(count)]


class Figures(NamedTuple):
    """What was measured of one program: seconds, those of the processor, peak memory in MB; and what it found."""

    seconds: float
    worked: float
    memory: int
    found: str


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


def texts(count: int, later: int = 0) -> Texts:
    """An earlier text of so many provisions, and a later one, of as many or one in twenty more."""
    author = Author(count)
    chance = author.chance
    before = [author.provision() for _ in range(count)]
    after: list[str] = []
    moving: list[str] = []
    for provision in before:
        match chance.choices(list(FATES), list(FATES.values()))[0]:
            case "kept":
                after.append(provision)
            case "reworded":
                after.append(author.reworded(provision))
            case "moved":
                moving.append(provision)
            case "split":
                after += [f"{sentence.strip()}." for sentence in provision.split(". ", 1)]
            case "merged" if after:
                after[-1] += f" {provision}"
    while len(after) + len(moving) < (later or count + count // 20):
        after.insert(chance.randrange(len(after) + 1), author.provision())
    for provision in moving:
        after.insert(chance.randrange(len(after) + 1), provision)
    return before, after


def real(files: Iterable[Path]) -> Iterator[Texts]:
    """The pairs of texts of some files, each by itself, then all of them as one pair."""
    every: Texts = [], []
    for line in (line for file in files for line in file.read_text(encoding="utf-8").splitlines()):
        pair = json.loads(line)
        sides = [[str(p["text"]) for p in pair[side] if p.get("text")] for side in ("doc_a", "doc_b")]
        yield sides[0], sides[1]
        every[0].extend(sides[0])
        every[1].extend(sides[1])
    yield every


def numbered(provisions: list[str]) -> list[str]:
    """The provisions with typed numbers, by articles of fifty paragraphs: "3.14."."""
    numbers = (divmod(place, 50) for place in range(len(provisions)))
    return [f"{article + 1}.{own + 1}. {words}" for (article, own), words in zip(numbers, provisions, strict=True)]


def plain(provisions: list[str]) -> str:
    """The text as plain text, with its numbers."""
    return "".join(f"{provision}\n\n" for provision in numbered(provisions))


def word_file(provisions: list[str], style: str = "List Number") -> bytes:
    """The text as a Word file, its paragraphs numbered by Word, or in another style."""
    document, out = importlib.import_module("docx").Document(), BytesIO()
    for words in provisions:
        document.add_paragraph(words, style=style)
    document.save(out)
    return out.getvalue()


def apart(side: Any) -> Any:
    """A Word file with styles of its own, so that a program has read no styles of the files that are measured."""
    if isinstance(side, str):
        return side
    document, out = importlib.import_module("docx").Document(BytesIO(side)), BytesIO()
    document.styles.add_style("Apart", 1)
    document.save(out)
    return out.getvalue()


def typed_file(provisions: list[str]) -> bytes:
    """The text as a Word file with its numbers typed among the words."""
    return word_file(numbered(provisions), "Normal")


def our_text(before: str, after: str) -> str:
    old, new = read_points(before, "a{}".format), read_points(after, "b{}".format)
    rows = redlined(old, new, align(old, new))
    moved = sum("moved" in row.row.dispositions for row in rows)
    return f"{len(rows)} rows, {moved} moved"


def our_word(before: bytes, after: bytes) -> str:
    """The command that a user types, here without loading Python first."""
    for name, data in (("before.docx", before), ("after.docx", after)):
        Path(name).write_bytes(data)
    made = Path("compared.docx")
    made.unlink(missing_ok=True)
    command = importlib.import_module("onetext.cli").onetext
    with contextlib.redirect_stdout(StringIO()):
        command(["document", "compare", "before.docx", "after.docx", made.name], standalone_mode=False)
    return moves(made.read_bytes())


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


def by_libreoffice(before: bytes, after: bytes) -> str:
    return moves(importlib.import_module("libreoffice").compare(before, after))


def by_docxodus(before: bytes, after: bytes) -> str:
    return moves(importlib.import_module("python_redlines").DocxodusEngine().run_redline("A", before, after)[0])


Program = Callable[[Any, Any], str]
TEXT: dict[str, tuple[bool, Program]] = {
    "onetext": (True, our_text),
    "difflib": (True, by_difflib),
    "redlines": (importlib.util.find_spec("redlines") is not None, by_redlines),
    "diff-match-patch": (importlib.util.find_spec("diff_match_patch") is not None, by_diff_match_patch),
    "xmldiff": (importlib.util.find_spec("xmldiff") is not None, by_xmldiff),
}
WORD: dict[str, tuple[bool, Program]] = {
    "onetext": (True, our_word),
    "docxodus": (importlib.util.find_spec("python_redlines_docxodus") is not None, by_docxodus),
    "LibreOffice": (shutil.which("soffice") is not None, by_libreoffice),
}


def _measured(program: Program, sides: tuple[Any, Any], small: tuple[Any, Any], place: str, answer: Any) -> None:
    os.setsid()  # so that what it starts ends with it
    os.chdir(place)
    program(*small)
    start, worked = time.perf_counter(), sum(os.times()[:4])
    found = program(*sides)
    seconds, worked = time.perf_counter() - start, sum(os.times()[:4]) - worked
    memory = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)) // 1024
    answer.put(Figures(seconds, worked, memory, found))


def timed(program: Program, sides: tuple[Any, Any], small: tuple[Any, Any], limit: float) -> Figures:
    """What is measured of a program once; no end of seconds where it did not end in time."""
    answer: Any = multiprocessing.Queue()
    with tempfile.TemporaryDirectory() as place:
        process = multiprocessing.Process(target=_measured, args=(program, sides, small, place, answer))
        process.start()
        process.join(limit)
        if process.is_alive():
            os.killpg(process.pid or 0, signal.SIGKILL)
            process.join()
            return Figures(math.inf, math.inf, 0, f"not ended after {limit:.0f} s")
        return Figures(math.inf, math.inf, 0, "failed") if process.exitcode else answer.get()


def measured(program: Program, sides: Any, small: Any, limit: float, times: int) -> Figures:
    """The same with the median of the seconds of so many times; of one time where a program is slow."""
    found = [timed(program, sides, small, limit)]
    while len(found) < times and found[0].seconds < SLOW:
        found.append(timed(program, sides, small, limit))
    seconds, worked = (statistics.median(column) for column in zip(*(one[:2] for one in found), strict=True))
    return found[0]._replace(seconds=seconds, worked=worked)


def size(text: str) -> tuple[int, int]:
    """The provisions of the earlier text, and of the later one after a stroke."""
    before, _, after = text.partition("/")
    return int(before), int(after or 0)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    sizes = [(30, 0), (300, 0), (2000, 2100), (5600, 8400)]
    parser.add_argument("--sizes", type=size, nargs="+", default=sizes)
    parser.add_argument("--files", type=Path, nargs="+", default=[], help="Files with pairs of real texts.")
    parser.add_argument("--limit", type=float, default=120, help="Seconds that a program is given for each size.")
    parser.add_argument("--times", type=int, default=3, help="How often each is measured; the median is printed.")
    parser.add_argument("--word", action="store_true", help="From Word files to tracked changes.")
    parser.add_argument("--typed", action="store_true", help="The same, with numbers typed among the words.")
    parser.add_argument("--only", nargs="+", default=[], help="The programs to measure.")
    chosen = parser.parse_args()
    make: Callable[[list[str]], Any] = typed_file if chosen.typed else word_file if chosen.word else plain
    every = WORD if chosen.word or chosen.typed else TEXT
    programs = {name: one for name, one in every.items() if one[0] and name in (chosen.only or every)}
    print(f"not here: {', '.join(name for name, one in every.items() if not one[0]) or 'none'}")
    few = texts(29)
    small = apart(make(few[0])), apart(make(few[1]))
    for before, after in real(chosen.files) if chosen.files else (texts(*counts) for counts in chosen.sizes):
        words = [sum(len(provision.split()) for provision in side) for side in (before, after)]
        load = os.getloadavg()[0]
        print(f"{len(before)} and {len(after)} provisions, {words[0]:,} and {words[1]:,} words (load {load:.1f})")
        sides = make(before), make(after)
        for name, (_, program) in list(programs.items()):
            seconds, worked, memory, found = measured(program, sides, small, chosen.limit, chosen.times)
            if seconds == math.inf:
                del programs[name]
                print(f"  {name:<18}{found}", flush=True)
            else:
                print(f"  {name:<18}{seconds:9.3f} s {worked:9.3f} s {memory:6,} MB   {found}", flush=True)


if __name__ == "__main__":
    main()
