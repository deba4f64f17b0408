"""How many of the links between two versions of a text are found, and how long that takes.

    python benchmarks/alignment.py FILE.jsonl … [--links OUT.json] [--fit] [--leave-one-out] [--sizes N …]

A file has one pair of texts a line: {"id", "doc_a": [{"id", "num", "text"}], "doc_b": [...], "links": [[a, b, kind]],
"ignore_a": [ids], "ignore_b": [ids]}; links and what is ignored may be missing. "hard" figures leave out every link
between equal texts. `--links` writes {id: [[a, b, kind], ...]} of all pairs. `--fit` fits the weights on the given
pairs and on texts rewritten by rule, and prints them; `--leave-one-out` fits them for each pair on all the others.
`--sizes` aligns texts of so many provisions, made up of those of the files, with themselves rewritten by rule.
"""

import argparse
import json
import random
import re
import time
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import msgspec
from rapidfuzz import fuzz

import alignment_fitting
from onetext.text.alignment import Row, align
from onetext.text.alignment.weights import Weights
from onetext.text.provision import Provision, Wording
from rewriting import reworded, rewritten

Ids = tuple[str, str]
Gold = Mapping[str, Any]
BANDS = (("under 50", 0, 50), ("50 to 70", 50, 70), ("70 to 90", 70, 90), ("from 90", 90, 101))
BINS = (0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.99)


class Link(msgspec.Struct, frozen=True):
    """A link that was found, what kind of change it is, and how sure the engine is."""

    ids: Ids
    kind: str
    confidence: float


def pairs(path: Path) -> list[Gold]:
    """The pairs of texts of a file."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def wording(provisions: Iterable[Mapping[str, Any]], side: str) -> Wording:
    """The provisions of one text; what has no words is not known. Their ids may be the same in both, ours are not."""
    return tuple(
        Provision(
            f"{side}{n}", str(p["text"]) if str(p.get("text") or "").strip() else None, number=str(p.get("num") or "")
        )
        for n, p in enumerate(provisions)
    )


def found(gold: Gold, rows: Iterable[Row]) -> list[Link]:
    """The links of the rows, in the ids of the file."""
    links = []
    for row in rows:
        for old in row.before:
            for new in row.after:
                a, b = gold["doc_a"][int(old[1:])], gold["doc_b"][int(new[1:])]
                links.append(Link((a["id"], b["id"]), _kind(row, a, b), row.confidence))
    return links


def _kind(row: Row, old: Mapping[str, Any], new: Mapping[str, Any]) -> str:
    shape = len(row.before) > 1, len(row.after) > 1
    if any(shape):
        return {(True, False): "merged", (False, True): "split", (True, True): "restructured"}[shape]
    if "moved" in row.dispositions:
        return "moved"
    if str(old.get("num") or "") != str(new.get("num") or ""):
        return "renumbered"
    return "kept" if "kept" in row.dispositions else "reworded"


def plain(text: str | None) -> str:
    """A text without its case and its marks, so that only words count."""
    return re.sub(r"[^\w]+", " ", unicodedata.normalize("NFKC", text or "").lower()).strip()


class Figures:
    """One pair of texts measured."""

    def __init__(self, gold: Gold, links: Iterable[Link], seconds: float = 0.0) -> None:
        out = set(gold.get("ignore_a") or ()), set(gold.get("ignore_b") or ())
        texts = [{p["id"]: plain(p.get("text")) for p in gold[side]} for side in ("doc_a", "doc_b")]
        able = [link for link in links if link.ids[0] not in out[0] and link.ids[1] not in out[1]]
        self.name, self.seconds = str(gold["id"]), seconds
        self.true = {(a, b): kind for a, b, kind, *_ in gold.get("links") or () if a not in out[0] and b not in out[1]}
        self.found = {link.ids: link for link in able}
        self.hard = {ids for ids in {*self.true, *self.found} if texts[0][ids[0]] != texts[1][ids[1]]}
        self.alike = {ids: fuzz.token_sort_ratio(texts[0][ids[0]], texts[1][ids[1]]) for ids in self.true}

    def shares(self) -> tuple[float, float, float]:
        """Precision, recall and F1 of the hard links."""
        true, got = self.true.keys() & self.hard, self.found.keys() & self.hard
        right = len(true & got)
        precision, recall = right / len(got) if got else 1.0, right / len(true) if true else 1.0
        return precision, recall, 2 * precision * recall / (precision + recall) if right else float(not true)

    def recall(self, ids: Iterable[Ids]) -> str:
        """The share of these true links that was found, with their number."""
        ids = list(ids)
        return f"{sum(one in self.found for one in ids) / len(ids):.2f} ({len(ids)})"

    def __str__(self) -> str:
        precision, recall, f1 = self.shares()
        kinds = sorted(set(self.true.values()))
        by_kind = [f"{kind} {self.recall(i for i, k in self.true.items() if k == kind)}" for kind in kinds]
        in_band = {name: [i for i, s in self.alike.items() if low <= s < high] for name, low, high in BANDS}
        by_band = [f"{name} {self.recall(ids)}" for name, ids in in_band.items() if ids]
        return (
            f"{self.name}: hard P {precision:.3f} R {recall:.3f} F1 {f1:.3f}, {self.seconds:.2f} s\n"
            f"  recall by kind: {', '.join(by_kind)}\n  by likeness in %: {', '.join(by_band)}"
        )


def calibration(measured: Iterable[Figures]) -> str:
    """How many of the hard links that were given a confidence are right."""
    given = [(link.confidence, ids in f.true) for f in measured for ids, link in f.found.items() if ids in f.hard]
    lines = []
    for low, high in zip(BINS, (*BINS[1:], 1.01), strict=True):
        bin_ = [(sure, right) for sure, right in given if low <= sure < high]
        if bin_:
            mean, right = sum(sure for sure, _ in bin_) / len(bin_), sum(right for _, right in bin_) / len(bin_)
            lines.append(f"  from {low:.2f}: {len(bin_):4} links, mean confidence {mean:.2f}, right {right:.2f}")
    return "\n".join(["Confidence of the links between texts that are not equal:", *lines])


def measured(gold: Gold) -> tuple[list[Link], Figures]:
    """Align one pair of texts."""
    before, after = wording(gold["doc_a"], "a"), wording(gold["doc_b"], "b")
    start = time.perf_counter()
    rows = align(before, after).rows
    seconds = time.perf_counter() - start
    links = found(gold, rows)
    return links, Figures(gold, links, seconds)


def left_out(golds: Sequence[Gold]) -> None:
    """Fit the weights for each pair on all the others, and measure it with those."""
    shares = []
    for number, gold in enumerate(golds):
        weights = alignment_fitting.fitted([*golds[:number], *golds[number + 1 :]])
        before, after = wording(gold["doc_a"], "a"), wording(gold["doc_b"], "b")
        ids = [
            (gold["doc_a"][i]["id"], gold["doc_b"][j]["id"])
            for i, j in alignment_fitting.linked(before, after, weights)
        ]
        figures = Figures(gold, [Link(pair, "", 1.0) for pair in ids])
        shares.append(figures.shares()[2])
        print(f"left out, {figures}")
    print(f"left out, mean hard F1 {sum(shares) / len(shares):.3f}, worst {min(shares):.3f}")


def grown(golds: Sequence[Gold], size: int) -> Gold:
    """A text of so many provisions, each a paraphrase of one of the files, with itself rewritten."""
    chance = random.Random(size)
    texts = [p["text"] for gold in golds for p in (*gold["doc_a"], *gold["doc_b"]) if p.get("text")]
    olds = [{"num": str(n + 1), "text": reworded(chance.choice(texts), 0.5, chance)} for n in range(size)]
    return {**rewritten(olds, [], 0.1, size), "id": f"{size} provisions"}


def told(weights: Weights) -> str:
    """The weights, one a line."""
    parts = msgspec.to_builtins(weights)
    return "\n".join(
        f"{model}.{name} = {value:.2f}" for model, values in parts.items() for name, value in values.items()
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--links", type=Path)
    parser.add_argument("--fit", action="store_true")
    parser.add_argument("--leave-one-out", action="store_true")
    parser.add_argument("--sizes", nargs="*", type=int, default=[])
    chosen = parser.parse_args()
    golds = [gold for path in chosen.files for gold in pairs(path)]
    align((Provision("a", "a word"),), (Provision("b", "a word"),))  # what is loaded once
    done = [measured(gold) for gold in golds]
    for _, figures in done:
        print(figures)
    shares = [figures.shares()[2] for _, figures in done]
    print(f"mean hard F1 {sum(shares) / len(shares):.3f}, worst {min(shares):.3f}")
    print(calibration(figures for _, figures in done))
    if chosen.links:
        every = {
            str(g["id"]): [[*link.ids, link.kind] for link in links] for g, (links, _) in zip(golds, done, strict=True)
        }
        chosen.links.write_text(json.dumps(every, ensure_ascii=False), encoding="utf-8")
    if chosen.fit:
        print(told(alignment_fitting.fitted(golds)))
    if chosen.leave_one_out:
        left_out(golds)
    for size in chosen.sizes:
        print(measured(grown(golds, size))[1])


if __name__ == "__main__":
    main()
