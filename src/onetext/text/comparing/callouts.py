"""Callouts: changes that matter however few their words: numbers, how strongly a text binds and whom, when and unless.

A word such as "permanently" can be the whole negotiation. What is called out is found by its words, in English only,
and is no judgement: a rewording that changes the sense in other words is not called out.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

import msgspec

from onetext.sentences import Sentence, listed, quoted, say
from onetext.text.brackets.chosen import Chosen, by_option, one_place
from onetext.text.redline.runs import Run
from onetext.text.sense import modality, modality_change, quantity_change
from onetext.text.sense.modality import Mode
from onetext.text.sense.modality_change import ModalityChange
from onetext.text.sense.numerals import TIME_UNITS, mentioned
from onetext.text.words import Token, fold, folded_words, visible, word_set

CalloutKind = Literal["quantity", "modality", "negation", "actor", "scope", "condition", "time"]


class Callout(msgspec.Struct, frozen=True):
    """A change that may matter however few its words, as a sentence with both wordings."""

    kind: CalloutKind
    sentence: str


class _Change(NamedTuple):
    """One change with the kept words round it, before and after it."""

    before: str
    after: str


_SAYS: dict[CalloutKind | None, str] = {
    "negation": "not|no|never|neither|nor|cannot|without|nothing|nobody|none|can't|won't|don't|doesn't|didn't|"
    "isn't|aren't|wasn't|weren't|hasn't|haven't|shan't|mustn't|needn't|shouldn't|wouldn't|couldn't",
    "quantity": "half|one half|a third|one third|two thirds|a quarter|one quarter|three quarters|three fourths|"
    "three fifths|four fifths|once|twice|unanimous|unanimously|unanimity|simple majority|absolute majority|"
    "qualified majority",
    "scope": "all|some|any|most|several|few|many|both",
    "condition": "if|unless|provided that|on condition that|subject to|in peacetime|in wartime|permanently|temporarily|"
    "provisionally|irrevocably|unconditionally|where appropriate|as appropriate|where possible|where feasible|"
    "where necessary|as necessary|if necessary|where applicable|as applicable|as far as possible|"
    "as far as practicable|to the extent possible|to the extent feasible|to the extent practicable|best efforts|"
    "best endeavours|in principle|only|solely|exclusively|except|notwithstanding|without prejudice to|"
    "in the event of|in the event that|in case of|as the case may be|when conditions allow|voluntary|voluntarily|"
    "on a voluntary basis|nationally determined|mutually agreed|by consensus|full-fledged|upon request|on request|"
    "at its discretion|at their discretion|in exceptional circumstances|reasonable|substantially|significantly",
    "time": "immediately|forthwith|without delay|without undue delay|promptly|as soon as possible|"
    "as soon as practicable|in due course|upon signature|upon entry into force|upon ratification|"
    "in a timely manner|at all times|indefinitely|annually|periodically|regularly|gradually|progressively",
    # Not what they seem: a limit, not a negation; nothing turns on them.
    None: "no later than|not later than|no more than|not more than|no less than|not less than|no fewer than|"
    "not fewer than|not only|whether or not|as if|not exceeding|not to exceed|no longer than",
}
_PHRASES = {folded_words(phrase.replace("-", " ")): kind for kind, line in _SAYS.items() for phrase in line.split("|")}
_LONGEST = max(map(len, _PHRASES))
_FIRST = frozenset(phrase[0] for phrase in _PHRASES)
_WORD = re.compile(r"\S+")
_NON = re.compile(r"\bnon-", re.IGNORECASE)
_EXCHANGED: frozenset[CalloutKind] = frozenset(
    {"scope"}
)  # too common to be called out unless one takes another's place, or
_SLIGHT = 3  # words at most came and went: "all Parties" became "Parties"
_TURNED = ("un", "in", "im", "il", "ir", "dis", "non")
_WHOSE = word_set("the a an no each every either neither any all")
_LABEL = word_set("article articles paragraph paragraphs section annex chapter point points rule")
_ROUND = 4  # kept words shown on either side of a change, and so many at the ends of one that is long
_SHORTEST = 4  # letters of a word that may have an opposite
_IN_WORDS: tuple[CalloutKind, ...] = ("quantity", "negation", "scope", "condition", "time")
_LONG = 16  # words of a quotation that is given whole


def callouts(before: str, after: str, runs: Sequence[Run]) -> tuple[Callout, ...]:
    """What of a change from one wording to another should be looked at first; `runs` is the redline between them.

    Quantities, modality and actors are compared sentence by sentence; negations, conditions and times where the words
    changed: what only moved is none of these. Only English is read.
    """
    sentences = modality_change.corresponding(before, after)
    modes = [one for one in modality_change.among(sentences) if not _still_says(one, before, after, runs)]
    chosen = by_option(before, after)
    if chosen:
        modes = [one for one in modes if not _in_options(one, before, after)]
    found = [
        *_of_quantities(before, after), *map(_of_modality, modes), *_of_options(chosen), *_of_actors(sentences),
    ]  # fmt: skip
    negated = sum(change.before.negated != change.after.negated for change in modes)
    for change in _changes(runs):
        for callout in _of_words(change):
            told = callout.kind == "negation" and negated > 0
            negated -= told
            if not told:
                found.append(callout)
    return tuple(dict.fromkeys(found))


def _of_quantities(before: str, after: str) -> Iterator[Callout]:
    for change in quantity_change.changed(before, after):
        one = change.after or change.before
        timed = one is not None and (one.kind == "date" or one.unit.rpartition(" ")[2] in TIME_UNITS)
        yield Callout("time" if timed else "quantity", change.sentence)


def _of_modality(change: ModalityChange) -> Callout:
    old, new = (mode.trigger or say("no modal verb") for mode in (change.before, change.after))
    if fold(old) == fold(new):
        return Callout("modality", change.sentence)
    said = say("{change} (“{before}” → “{after}”)", change=change.sentence, before=old, after=new)
    return Callout("modality", said)


def _in_options(change: ModalityChange, before: str, after: str) -> bool:
    """Whether one of the modes stands in one of several options, each of which is told of for itself."""
    sides = (before, change.before), (after, change.after)
    return any(
        (place := one_place(words)) is not None and place.start <= mode.trigger_start < place.end
        for words, mode in sides
    )


def _of_options(chosen: Sequence[Chosen]) -> Iterator[Callout]:
    """Where one of several options bound more, or less, than what came of it."""
    for one in chosen:
        for change in modality_change.clause_by_clause(one.before, one.after):
            if one.start <= change.before.trigger_start < one.end:
                said = say("{of}: {change}", of=one.option, change=_of_modality(change).sentence)
                yield Callout("modality", said)


def _still_says(change: ModalityChange, before: str, after: str, runs: Sequence[Run]) -> bool:
    """Whether the stronger of two modes stands in both wordings: a sentence was cut in two, or joined, behind it."""
    if change.before.grade == change.after.grade:
        return False
    texts = [run.before for run in runs], [run.after for run in runs]
    sides = [(change.before, before, texts[0]), (change.after, after, texts[1])]
    if modality_change.strongest((change.before, change.after)) is change.after:
        sides.reverse()
    (mode, words, own), (_, others, theirs) = sides
    at = _run_at(words, mode.trigger_start, own)
    if at < 0 or runs[at].kind != "kept" or not mode.trigger or mode.trigger.split()[0] not in own[at]:
        return False
    return any(
        (one.grade, one.negated) == (mode.grade, mode.negated) and _run_at(others, one.trigger_start, theirs) == at
        for sentence in modality.sentences(others)
        for one in sentence
    )


def _run_at(words: str, place: int, runs: Sequence[str]) -> int:
    """The run in which a place of the words stands, -1 for none; white space does not count."""
    left = len("".join(words[:place].split()))
    for number, run in enumerate(runs):
        left -= len("".join(run.split()))
        if left < 0:
            return number
    return -1


def _of_actors(sentences: Sequence[tuple[Sequence[Mode], Sequence[Mode]]]) -> Iterator[Callout]:
    """Where another actor is bound, in sentences that bind as many; nothing where the grammar names none."""
    for olds, news in sentences:
        if len(olds) != len(news):
            continue
        for old, new in zip(olds, news, strict=True):
            if old.actor and new.actor and _differ(_named(old.actor), _named(new.actor)):
                was, now = _short(old.actor), _short(new.actor)
                yield Callout("actor", say("who is bound: “{before}” → “{after}”", before=was, after=now))


def _named(actor: str) -> tuple[str, ...]:
    """Who is named; how many they are is told by numbers, by what negates and by how far it goes."""
    return tuple(word.removesuffix("s") for word in folded_words(actor) if word not in _WHOSE and not mentioned(word))


def _differ(old: Sequence[str], new: Sequence[str]) -> bool:
    return bool(old and new) and old != new and not (old[0] in _LABEL and new[0] in _LABEL)


def _changes(runs: Sequence[Run]) -> Iterator[_Change]:
    """The changes of a redline, what moved left out, each with a few of the kept words round it."""
    at = 0
    while at < len(runs):
        first = at
        while at < len(runs) and runs[at].kind != "kept":
            at += 1
        changed = [run for run in runs[first:at] if not run.move]
        if changed:
            lead, trail = runs[max(first - 1, 0) : first], runs[at : at + 1]
            yield _Change(
                _shown([run.before for run in lead], [run.before for run in changed], [run.before for run in trail]),
                _shown([run.after for run in lead], [run.after for run in changed], [run.after for run in trail]),
            )
        at += 1


def _shown(lead: Sequence[str], words: Sequence[str], trail: Sequence[str]) -> str:
    """One side of a change on one line, with a few of the kept words round it."""
    return " ".join(f"{_last(''.join(lead))}{''.join(words)}{_first(''.join(trail))}".split())


def _last(text: str) -> str:
    """The last words of kept text, with the space behind them."""
    words = list(_WORD.finditer(text))
    return text[words[-_ROUND].start() :] if len(words) > _ROUND else text


def _first(text: str) -> str:
    words = list(_WORD.finditer(text))
    return text[: words[_ROUND - 1].end()] if len(words) > _ROUND else text


def _of_words(change: _Change) -> Iterator[Callout]:
    """The listed words that one side of a change has and the other has not, by their kind."""
    old, new = _listed(change.before), _listed(change.after)
    words = _whole_words(change.before), _whole_words(change.after)
    turned = _turned(*words)
    if turned:
        what = say("{before} → {after}", before=quoted(turned[0]), after=quoted(turned[1]))
        yield Callout("negation", _in_words(what, change.before, change.after))
    for kind in _IN_WORDS:
        gone, come = ([phrase for phrase, of in (one - other) if of == kind] for one, other in _both_ways(old, new))
        if (gone and come) or ((gone or come) and (kind not in _EXCHANGED or _is_slight(*words))):
            was, now = _round(change.before, gone), _round(change.after, come)
            yield Callout(kind, _in_words(_said(gone, come), was, now))


def _in_words(what: Sentence, before: str, after: str) -> Sentence:
    return say("{what}: “{before}” → “{after}”", what=what, before=before, after=after)


def _whole_words(words: str) -> tuple[str, ...]:
    return folded_words(_NON.sub("non", words))


def _turned(old: Sequence[str], new: Sequence[str]) -> tuple[str, str] | None:
    """A word that became its opposite: "lawful" and "unlawful"."""
    gone, come = set(old) - set(new), set(new) - set(old)
    pairs = ((one, other) for one in sorted(gone) for other in sorted(come))
    return next((pair for pair in pairs if any(_opposite(*pair, sign) for sign in _TURNED)), None)


def _opposite(one: str, other: str, sign: str) -> bool:
    return min(len(one), len(other)) >= _SHORTEST and (f"{sign}{one}" == other or one == f"{sign}{other}")


def _is_slight(old: Sequence[str], new: Sequence[str]) -> bool:
    one, other = Counter(old), Counter(new)
    return (one - other).total() + (other - one).total() <= _SLIGHT


_Listed = Counter[tuple[str, CalloutKind | None]]


def _both_ways(old: _Listed, new: _Listed) -> tuple[tuple[_Listed, _Listed], tuple[_Listed, _Listed]]:
    return (old, new), (new, old)


def _said(gone: Sequence[str], come: Sequence[str]) -> Sentence:
    was, now = (listed(map(quoted, phrases), " and ") for phrases in (gone, come))
    if gone and come:
        return say("{before} → {after}", before=was, after=now)
    return say("{words} gone", words=was) if gone else say("{words} added", words=now)


def _listed(words: str) -> _Listed:
    return Counter((phrase, kind) for phrase, kind, _ in _phrases(words))


def _phrases(words: str) -> Iterator[tuple[str, CalloutKind | None, Token]]:
    """The listed phrases in a wording, the longest at each place, each with its first token."""
    toks = [token for token in visible(words) if token.kind in {"word", "number"}]
    folded = [token.folded for token in toks]
    at = 0
    while at < len(toks):
        phrase = _phrase(folded[at : at + _LONGEST]) if folded[at] in _FIRST else ()
        if phrase:
            yield " ".join(phrase), _PHRASES[phrase], toks[at]
        at += len(phrase) or 1


def _phrase(folded: Sequence[str]) -> tuple[str, ...]:
    """The longest listed phrase that some words begin with."""
    spans = (tuple(folded[:length]) for length in range(len(folded), 0, -1))
    return next((span for span in spans if span in _PHRASES), ())


def _round(words: str, phrases: Sequence[str]) -> str:
    """A wording, or what stands round the first of these phrases in a long one."""
    every = words.split()
    if len(every) <= _LONG:
        return words
    start = next((token.start for phrase, _, token in _phrases(words) if phrase in phrases), None)
    if start is None:
        return f"{' '.join(every[: _LONG - _ROUND])} … {' '.join(every[-_ROUND:])}"
    before, after = words[:start].split(), words[start:].split()
    lead = "… " if len(before) > _ROUND else ""
    trail = " …" if len(after) > _LONG - _ROUND else ""
    return f"{lead}{' '.join([*before[-_ROUND:], *after[: _LONG - _ROUND]])}{trail}"


def _short(words: str) -> str:
    every = words.split()
    return words if len(every) <= _LONG else f"{' '.join(every[:_LONG])} …"
