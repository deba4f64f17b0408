"""Texts rewritten by rule, so that the true alignment is known.

`rewritten` is a text written anew: provisions are reworded, split, merged, moved, replaced, dropped and added. What is
added is in part a paraphrase of what stands elsewhere: legal texts say nearly the same in many places. `amended` keeps
the numbers and the order, and puts new provisions beside those whose words they take up. `streamlined` makes one text
of a draft with options.
"""

import random
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

SYNONYMS = dict(
    line.split(maxsplit=1)
    for line in """
    shall will
    must should
    provide furnish
    ensure guarantee
    establish set up
    appropriate suitable
    relevant pertinent
    support assistance
    information data
    implementation application
    including inter alia
    necessary required
    measures steps
    take adopt
    pursuant under
    person individual
    court tribunal
    document instrument
    evidence proof
    services offerings
    article section
    paragraph clause
    parties states
    agreement accord
    national domestic
    effective efficient
    request demand
    procedure process
    particular especially
    account consideration
    promote foster
    enhance strengthen
    use utilise
    before prior to
    statement declaration
    fact matter
    question query
    """.strip().splitlines()
)
PHRASES = ("duly", "also", "where appropriate", "in accordance with this Chapter", "in a timely manner")
MOVED = DROPPED = 0.06
SPLIT = MERGED = REPLACED = 0.06
ADDED = 0.1
_LONG = 20  # words of a provision that may be cut short
_LEFT = 0.75  # the share of clauses that is left when a text is made shorter
_CLAUSE = re.compile(r"(?<=[,.;:])\s+|(?=\b(?:and|or|to|which|that|in)\b)")
Text = list[dict[str, Any]]
Made = tuple[str, list[str], str]  # the words of a provision, the ids of its sources, and what it became


def streamlined(provisions: Sequence[Mapping[str, Any]], rate: float, seed: int) -> dict[str, Any]:
    """A text with options made shorter: two options become one text, and some provisions two or none."""
    chance = random.Random(seed)
    olds: Text = []
    made: list[Made] = []
    for provision in provisions:
        text = provision["text"] or ""
        options = [text, reworded(text, 2 * rate, chance)] if chance.random() < 2 * MERGED else [text]
        if len(options) > 1 or chance.random() < 1 / 3:
            options = [f"[{option}]" for option in options]
        ids = [f"A{len(olds) + n}" for n in range(len(options))]
        olds += [{"id": id_, "num": id_, "text": option} for id_, option in zip(ids, options, strict=True)]
        made += _streamlined(text, ids, rate, chance)
    for _ in range(int(len(made) * MOVED)):
        made.insert(chance.randrange(len(made)), made.pop(chance.randrange(len(made))))
    news = [{"id": f"B{n}", "num": str(n + 1), "text": text} for n, (text, _, _) in enumerate(made)]
    links = [[old, f"B{n}", kind] for n, (_, sources, kind) in enumerate(made) for old in sources]
    return {"id": f"streamlined-{seed}", "doc_a": olds, "doc_b": news, "links": links}


def _streamlined(text: str, ids: list[str], rate: float, chance: random.Random) -> list[Made]:
    sentences = re.split(r"(?<=[.;])\s+", text)
    if len(ids) == 1 and chance.random() < DROPPED:
        return []
    cut = chance.randrange(1, len(sentences)) if len(sentences) > 1 and chance.random() < 2 * SPLIT else len(sentences)
    parts = [" ".join(sentences[:cut]), " ".join(sentences[cut:])] if len(ids) == 1 else [text]
    kind = "merged" if len(ids) > 1 else "reworded"
    return [(reworded(_shorter(part, chance), rate, chance), ids, kind) for part in parts if part]


def _shorter(text: str, chance: random.Random) -> str:
    clauses = re.split(r"(?<=[,;])\s+", text)
    return " ".join([c for c in clauses if chance.random() < _LEFT] or clauses[:1])


def amended(provisions: Sequence[Mapping[str, Any]], rate: float, seed: int) -> dict[str, Any]:
    """A text with amendments: its provisions keep their numbers, and what is put in takes up words of its neighbour."""
    chance = random.Random(seed)
    olds = [{**p, "id": f"A{n}"} for n, p in enumerate(provisions)]
    made = [one for old in olds for one in _amendments(old, olds, rate, chance)]
    news = [{"id": f"B{n}", "num": number, "text": text} for n, (text, _, number) in enumerate(made)]
    links = [[old, f"B{n}", "reworded"] for n, (_, sources, _) in enumerate(made) for old in sources]
    return {"id": f"amended-{seed}", "doc_a": olds, "doc_b": news, "links": links}


def _amendments(old: Mapping[str, Any], olds: Text, rate: float, chance: random.Random) -> Iterator[Made]:
    text, draw, number = old["text"] or "", chance.random(), str(old.get("num") or "")
    sentences = re.split(r"(?<=[.;])\s+", text)
    if draw < DROPPED:
        return
    if draw < DROPPED + SPLIT / 3 and len(sentences) > 1:
        cut = chance.randrange(1, len(sentences))
        yield reworded(" ".join(sentences[:cut]), rate / 3, chance), [old["id"]], number
        yield reworded(" ".join(sentences[cut:]), rate / 3, chance), [old["id"]], f"{number}a"
        return
    yield reworded(text, rate * chance.choice((0, 0, 1, 2)), chance), [old["id"]], number
    if chance.random() < 2 * ADDED:
        others = chance.choices(olds, k=2)
        for letter in "ab"[: chance.choice((1, 2))]:
            yield _woven([text, *(other["text"] or "" for other in others)], chance), [], f"{number}{letter}"


def _woven(texts: Sequence[str], chance: random.Random) -> str:
    """A new provision that takes up clauses of others."""
    clauses = [[clause for clause in _CLAUSE.split(text) if clause.strip()] for text in texts]
    found = [c for n, some in enumerate(clauses) for c in some if chance.random() < (0.25 if n else 0.5)]
    return reworded(" ".join(found) or "It shall apply.", 0.1, chance)


def rewritten(provisions: Sequence[Mapping[str, Any]], others: Sequence[str], rate: float, seed: int) -> dict[str, Any]:
    """A text and what became of it, in the form of the files; `rate` is the share of words that change."""
    chance = random.Random(seed)
    olds = [{**p, "id": f"A{n}"} for n, p in enumerate(provisions)]
    made = list(_became(olds, others, rate, chance))
    for _ in range(int(len(made) * MOVED)):
        made.insert(chance.randrange(len(made)), made.pop(chance.randrange(len(made))))
    for _ in range(int(len(olds) * ADDED)):
        made.insert(chance.randrange(len(made) + 1), (_foreign(olds, others, chance), [], "added"))
    news = [{"id": f"B{n}", "num": str(n + 1), "text": text} for n, (text, _, _) in enumerate(made)]
    links = [[old, f"B{n}", kind] for n, (_, sources, kind) in enumerate(made) for old in sources]
    return {"id": f"rewritten-{seed}", "doc_a": olds, "doc_b": news, "links": links}


def _became(olds: Text, others: Sequence[str], rate: float, chance: random.Random) -> Iterator[Made]:
    waiting = list(reversed(olds))
    while waiting:
        old = waiting.pop()
        text, much, draw = old["text"] or "", rate * chance.choice((0, 0.3, 1, 1, 2, 3)), chance.random()
        sentences = re.split(r"(?<=[.;])\s+", text)
        if draw < DROPPED:
            continue
        if draw < DROPPED + REPLACED:
            yield _foreign(olds, others, chance), [], "added"
        elif draw < DROPPED + REPLACED + SPLIT and len(sentences) > 1:
            cut = chance.randrange(1, len(sentences))
            for part in (sentences[:cut], sentences[cut:]):
                yield reworded(" ".join(part), much, chance), [old["id"]], "split"
        elif draw > 1 - MERGED and waiting:
            group = [old, *(waiting.pop() for _ in range(min(len(waiting), chance.choice((1, 1, 2)))))]
            yield reworded(" ".join(p["text"] or "" for p in group), much, chance), [p["id"] for p in group], "merged"
        else:
            yield reworded(text, much, chance), [old["id"]], "reworded"


def _foreign(olds: Text, others: Sequence[str], chance: random.Random) -> str:
    """What stands in another text, or much the same as what stands elsewhere in this one."""
    if others and chance.random() < 1 / 2:
        return chance.choice(others)
    return reworded(chance.choice(olds)["text"] or "", 0.9, chance) or chance.choice(PHRASES)


def reworded(text: str, rate: float, chance: random.Random) -> str:
    """The text with some words otherwise, left out or put in; now and then without its beginning or its end."""
    words, found = text.split(), []
    for word in words:
        draw = chance.random()
        known = SYNONYMS.get(word.lower().strip(".,;"))
        if known and draw < min(0.6, 2.4 * rate):
            found.append(known)
        elif draw < rate * 0.7:
            found += [chance.choice(words)] * (draw > rate * 0.4)
        else:
            found += [word] + [chance.choice(PHRASES)] * (draw < rate)
    if len(found) > _LONG and chance.random() < rate:
        cut = int(len(found) * chance.uniform(0.5, 0.8))
        found = found[:cut] if chance.random() < 1 / 2 else found[-cut:]
    return " ".join(found)
