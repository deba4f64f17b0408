"""How readable redlines are: changed words and fragments, beside other programs, on the same pairs in one run.

    python benchmarks/redlining.py FILE.jsonl … [--pairs 200] [--seed 3]

The files have the form {"doc_a": [{"id", "text"}], "doc_b": […], "links": [[a, b, kind]]}, one object a line. Taken are
pairs of provisions that are linked with each other only and whose words differ. The peers are used where they can be
imported:

    uv run --with redlines --with diff-match-patch --with "python-redlines[docxodus]" benchmarks/redlining.py FILE …

Changed words are those deleted and those inserted. A fragment is what is kept between two changes and has fewer than
three characters, or, in the second column, fewer than three words. Exact: the kept and deleted stretches, put together,
are the old words, the kept and inserted ones the new; white space, quotation marks and dashes aside.
"""

import argparse
import importlib.util
import json
import random
import re
import time
import zipfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from difflib import SequenceMatcher
from io import BytesIO
from itertools import groupby
from pathlib import Path
from typing import Any, Literal, NamedTuple

from lxml import etree

from onetext.text.redline import redline
from onetext.text.words import unify

Kind = Literal["kept", "deleted", "inserted"]
Stretch = tuple[Kind, str]
Redliner = Callable[[str, str], list[Stretch]]

WORD = re.compile(r"\w+(?:['\u2019]\w+)*")
SHORT = 3
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


class Figures(NamedTuple):
    """What was measured of one program."""

    changed: int
    short: int
    few: int
    changes: int
    exact: int
    seconds: float


def ours(before: str, after: str) -> list[Stretch]:
    """The redline of onetext."""
    return [(run.kind, run.before if run.kind == "deleted" else run.after) for run in redline(before, after)]


def by_difflib(before: str, after: str) -> list[Stretch]:
    """Words between spaces, compared by the standard library."""
    return list(_from_opcodes(re.findall(r"\S+\s*", before), re.findall(r"\S+\s*", after)))


def _from_opcodes(old: list[str], new: list[str]) -> Iterator[Stretch]:
    matcher = SequenceMatcher(None, [word.strip() for word in old], [word.strip() for word in new], autojunk=False)
    for tag, i, i2, j, j2 in matcher.get_opcodes():
        if tag == "equal":
            yield "kept", "".join(new[j:j2])
        else:
            yield "deleted", "".join(old[i:i2])
            yield "inserted", "".join(new[j:j2])


def by_redlines(before: str, after: str) -> list[Stretch]:
    """The package `redlines`, as it shows a change in Markdown."""
    shown = (
        importlib.import_module("redlines")
        .Redlines(before, after, markdown_style="custom_css", ins_class="I", del_class="D")
        .output_markdown
    )
    pieces = re.split(r"<span class='([ID])'>(.*?)</span>", shown, flags=re.DOTALL)
    found: list[Stretch] = []
    for at in range(0, len(pieces), 3):
        found.append(("kept", pieces[at]))
        if at + 1 < len(pieces):
            found.append(("inserted" if pieces[at + 1] == "I" else "deleted", pieces[at + 2]))
    return found


def by_diff_match_patch(before: str, after: str) -> list[Stretch]:
    """diff-match-patch over words, as its documentation tells, with its semantic cleanup."""
    program = importlib.import_module("diff_match_patch").diff_match_patch()
    program.Diff_Timeout = 0
    number: dict[str, str] = {}
    coded = [
        "".join(number.setdefault(word, chr(0xE000 + len(number))) for word in re.findall(r"\w+|\s+|[^\w\s]", text))
        for text in (before, after)
    ]
    words = {code: word for word, code in number.items()}
    found = program.diff_main(*coded, False)
    plain = [(kind, "".join(words[code] for code in codes)) for kind, codes in found]
    program.diff_cleanupSemantic(plain)
    kinds: dict[int, Kind] = {0: "kept", -1: "deleted", 1: "inserted"}
    return [(kinds[kind], text) for kind, text in plain]


def by_docxodus(before: str, after: str) -> list[Stretch]:
    """python-redlines with Docxodus, the engine of Word-style comparison, from DOCX to tracked changes."""
    engine = importlib.import_module("python_redlines").DocxodusEngine()
    compared = engine.run_redline("A", _docx([before]), _docx([after]))[0]
    return [stretch for paragraph in _tracked(compared) for stretch in paragraph]


def _docx(paragraphs: Iterable[str]) -> bytes:
    from docx import Document  # noqa: PLC0415

    document, out = Document(), BytesIO()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    document.save(out)
    return out.getvalue()


def _tracked(docx: bytes) -> Iterator[list[Stretch]]:
    """The stretches of each paragraph of a Word file with tracked changes."""
    with zipfile.ZipFile(BytesIO(docx)) as parts:
        body = etree.fromstring(parts.read("word/document.xml"))
    for paragraph in body.iter(f"{W}p"):
        yield [(_kind(text), text.text or "") for text in paragraph.iter(f"{W}t", f"{W}delText", f"{W}moveFromText")]


def _kind(text: Any) -> Kind:
    above = {node.tag.removeprefix(W) for node in text.iterancestors()}
    if text.tag != f"{W}t" or above & {"del", "moveFrom"}:
        return "deleted"
    return "inserted" if above & {"ins", "moveTo"} else "kept"


PEERS: dict[str, tuple[str, Redliner]] = {
    "difflib": ("difflib", by_difflib),
    "redlines": ("redlines", by_redlines),
    "diff-match-patch": ("diff_match_patch", by_diff_match_patch),
    "docxodus": ("python_redlines_docxodus", by_docxodus),
}


def figures(found: list[list[Stretch]], pairs: list[tuple[str, str]], seconds: float) -> Figures:
    """What a program made of the pairs."""
    every = [_joined(stretches) for stretches in found]
    changed = sum(len(WORD.findall(text)) for one in every for kind, text in one if kind != "kept")
    between = [text for one in every for text in _between(one)]
    return Figures(
        changed,
        sum(len(text) < SHORT for text in between),
        sum(len(WORD.findall(text)) < SHORT for text in between),
        len(between) + sum(any(kind != "kept" for kind, _ in one) for one in every),
        sum(_plain(stretches) == tuple(map(_same, pair)) for stretches, pair in zip(found, pairs, strict=True)),
        seconds,
    )


def _joined(stretches: Iterable[Stretch]) -> list[Stretch]:
    some = [(kind, text) for kind, text in stretches if text]
    return [(kind, "".join(text for _, text in group)) for kind, group in groupby(some, key=lambda one: one[0])]


def _between(stretches: list[Stretch]) -> Iterator[str]:
    """What is kept between two changes."""
    for _, text in (one for one in stretches[1:-1] if one[0] == "kept"):
        yield text


def _plain(stretches: list[Stretch]) -> tuple[str, str]:
    old = "".join(text for kind, text in stretches if kind != "inserted")
    return _same(old), _same("".join(text for kind, text in stretches if kind != "deleted"))


def _same(text: str) -> str:
    return "".join(unify(text).replace('"', "").replace("'", "").split())


def pairs_of(files: Iterable[Path], count: int, seed: int) -> list[tuple[str, str]]:
    """Pairs of provisions that correspond to each other only and whose words differ."""
    found = []
    for line in (line for file in files for line in file.read_text("utf-8").splitlines() if line.strip()):
        data = json.loads(line)
        old, new = ({one["id"]: one["text"] for one in data[side]} for side in ("doc_a", "doc_b"))
        often = Counter(link[0] for link in data["links"]), Counter(link[1] for link in data["links"])
        found += [
            (old[a], new[b])
            for a, b, *_ in data["links"]
            if often[0][a] == often[1][b] == 1 and _same(old[a]) != _same(new[b])
        ]
    random.Random(seed).shuffle(found)
    return found[:count]


def told(name: str, one: Figures, count: int) -> None:
    """One line of the table."""
    print(
        f"{name:<18}{one.changed:>9,}{one.changes:>9,}{one.short:>11,}{one.few:>11,}{one.exact:>8}/{count}"
        f"{one.seconds:>10.2f} s"
    )


def main(files: list[Path], count: int, seed: int) -> None:
    """Print the table."""
    pairs = pairs_of(files, count, seed)
    words = sum(len(WORD.findall(text)) for pair in pairs for text in pair)
    print(f"{len(pairs)} pairs, {words:,} words\n")
    print(f"{'':<18}{'changed':>9}{'':>9}{'fragments,':>11}{'fragments,':>11}")
    print(f"{'':<18}{'words':>9}{'changes':>9}{'< 3 chars':>11}{'< 3 words':>11}{'exact':>10}{'time':>11}")
    programs: dict[str, tuple[str, Redliner]] = {"onetext": ("onetext", ours), **PEERS}
    for name, (package, program) in programs.items():
        if importlib.util.find_spec(package) is None:
            print(f"{name:<18} absent")
            continue
        began = time.perf_counter()
        found = [program(*pair) for pair in pairs]
        told(name, figures(found, pairs, time.perf_counter() - began), len(pairs))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE.jsonl")
    parser.add_argument("--pairs", type=int, default=200)
    parser.add_argument("--seed", type=int, default=3)
    told_to = parser.parse_args()
    main(told_to.files, told_to.pairs, told_to.seed)
