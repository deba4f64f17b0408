"""Texts rewritten by rule, so that the true alignment is known.

Provisions are reworded, split, merged, moved, replaced, dropped and added. What is added is in part a paraphrase of
what stands elsewhere: legal texts say nearly the same in many places.
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
Text = list[dict[str, Any]]


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


def _became(
    olds: Text, others: Sequence[str], rate: float, chance: random.Random
) -> Iterator[tuple[str, list[str], str]]:
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
