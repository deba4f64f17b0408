"""Modality: how strongly each clause binds, and whom."""

from collections.abc import Sequence
from typing import Literal

import msgspec

from onetext.text.words import QUOTES, Token, visible, word_set

Grade = Literal[
    "prohibition",
    "obligation",
    "undertaking",
    "permission",
    "recommendation",
    "intention",
    "expectation",
    "statement",
]


class Mode(msgspec.Struct, frozen=True):
    """The modality of one clause.

    `trigger` is the expression that grades it ("shall", "it is expected that"; "" for a statement), at
    `trigger_start`. `actor` is the party that the grammar binds, at `actor_start`, or None where it names none.
    The clause stands at `start` to `end` of the wording. `framed` modes stand inside a weaker frame that
    grades them ("it is expected that Russia will …").
    """

    grade: Grade
    negated: bool
    trigger: str
    trigger_start: int
    actor: str | None
    actor_start: int
    start: int
    end: int
    framed: bool = False


_PHRASES: dict[Grade, str] = {
    "obligation": "shall|must|undertakes to|undertake to|undertaking to|commits to|commit to|commits itself to|"
    "commit themselves to|committed to|pledges to|pledge to|pledging to|promises to|promise to|agrees to|"
    "agree to|agreeing to|agrees that|agree that|obliged to|required to|has to|have to|bound to|agreed to",
    "undertaking": "will|'ll",
    "permission": "may|entitled to|permitted to|allowed to|has the right to|have the right to|free to",
    "prohibition": "cannot|prohibited from|forbidden to|refrain from|refrains from|not permitted to|"
    "not allowed to|barred from",
    "recommendation": "should|encouraged to|invited to|urged to|ought to|recommended to",
    "intention": "intends to|intend to|intending to|aims to|aim to|aiming to|seeks to|seek to|seeking to|plans to|"
    "plan to|planning to|intended to|hopes to|hope to|endeavours to|endeavour to|strive to|strives to|resolved to|"
    "determined to",
    "expectation": "expected to|anticipated to|expected that|anticipated that|expects that|expect that|hoped that|"
    "understood that|supposed to|expects to|likely to",
}
_TRIGGERS = {tuple(phrase.split()): grade for grade, line in _PHRASES.items() for phrase in line.split("|")}
_LONGEST = max(map(len, _TRIGGERS))
_FIRST = frozenset(trigger[0] for trigger in _TRIGGERS)
_NOT = word_set("not never neither no nor")
_BE = word_set("is are be been being was were am")
_WILL_IS_A_NOUN_AFTER = word_set("the a political free good their its his her of popular own last sovereign")
_PRONOUNS = word_set("it there this that which who they he she we you i these those what whoever such nothing")
_RELATIVE = word_set("that which who whom whose")
_SUBORDINATE = word_set("if unless when where whenever until whether because provided while once should")
_CLAUSE_OPENERS = word_set("that see sees seeing")  # "the plan would see Ukraine agreeing to"
_PLEDGES = word_set("pledge commitment promise undertaking guarantee")  # "a pledge for Ukraine not to"
_OPENERS = word_set("and but or nor so then also that whereas furthermore moreover however therefore hereby")
_PREPOSITIONS = word_set(
    "in within by on at for after before during upon under until pursuant subject notwithstanding without with "
    "from through following as to of no not down up"
)
_VERBISH = word_set("is are was were has have had do does did be been")
_PARTICIPLES = word_set("set put held made built paid kept left sent brought done met found cut lost led read laid")
_NOT_PARTICIPLES = word_set("subject free open responsible able bound in on at of the a an no party members part")
_ENDS = frozenset(".;:!?")
_LONGEST_ACTOR = 12  # words; a longer subject is more likely a misreading
_WEAK = frozenset({"undertaking", "recommendation", "permission", "intention"})
_ADVERBS_BEFORE = word_set("also hereby further jointly each both then only therefore thus")
_LEADS_IN = _BE | _ADVERBS_BEFORE | {"not"}
_SMALL_WORDS = word_set("and the of or , ( )")
_NEAR = 30  # tokens behind a passive verb within which "by" still names who acts


class _Hit(msgspec.Struct, frozen=True):
    first: int
    last: int
    grade: Grade
    negated: bool


def modality(words: str) -> tuple[Mode, ...]:
    """The modality of each clause of a wording, in order; a sentence without a modal verb is a statement.

    What stands under "it is expected that" is one expectation, whatever weaker verbs follow in that sentence.
    Only English is read; a wording in another language is a statement.
    """
    return tuple(mode for mode in clauses(words) if not mode.framed)


def clauses(words: str) -> tuple[Mode, ...]:
    """As `modality`, and with the clauses inside a frame, each graded as its frame."""
    return tuple(mode for sentence in sentences(words) for mode in sentence)


def sentences(words: str) -> tuple[tuple[Mode, ...], ...]:
    """The clauses as `clauses` gives them, by sentence; each sentence has at least one."""
    toks = tuple(token for token in visible(words) if token.text not in QUOTES)
    return tuple(tuple(_of_sentence(words, toks, first, last)) for first, last in _sentences(toks))


def _sentences(toks: Sequence[Token]) -> list[tuple[int, int]]:
    """The first token of each sentence and the one after its last; semicolons and colons end one, too."""
    spans, first = [], 0
    for at, token in enumerate(toks):
        inside = token.text == "." and at + 1 < len(toks) and toks[at + 1].start == token.end  # "1/CP.21"
        if token.text in _ENDS and not inside:
            spans.append((first, at))
            first = at + 1
    return [(a, b) for a, b in [*spans, (first, len(toks))] if b > a]


def _of_sentence(words: str, toks: Sequence[Token], first: int, last: int) -> list[Mode]:
    hits = _hits(toks, first, last)
    if not hits:
        return [Mode("statement", False, "", toks[first].start, None, -1, toks[first].start, toks[last - 1].end)]
    modes: list[Mode] = []
    frame: Mode | None = None
    begin = first
    for number, hit in enumerate(hits):
        end = hits[number + 1].first if number + 1 < len(hits) else last
        span = _actor(toks, begin, hit, last)
        opens = min(span[0], hit.first) if span else hit.first
        framed = frame is not None and hit.grade in _WEAK
        mode = Mode(
            frame.grade if framed and frame else hit.grade,
            hit.negated,
            words[toks[hit.first].start : toks[hit.last - 1].end],
            toks[hit.first].start,
            words[toks[span[0]].start : toks[span[1] - 1].end] if span else None,
            toks[span[0]].start if span else -1,
            toks[first if not number else opens].start,
            toks[max(end, hit.last) - 1].end,
            framed=framed,
        )
        modes.append(mode)
        frame = mode if hit.grade == "expectation" and toks[hit.last - 1].folded == "that" else frame
        begin = hit.last
    return _closed(modes, toks[last - 1].end)


def _closed(modes: Sequence[Mode], sentence_end: int) -> list[Mode]:
    """The modes with each clause ending where the next one that is not framed begins."""
    closed: list[Mode] = []
    end = inner = sentence_end
    for mode in reversed(modes):
        closed.append(msgspec.structs.replace(mode, end=inner if mode.framed else end))
        inner = mode.start
        end = end if mode.framed else mode.start
    return closed[::-1]


def _hits(toks: Sequence[Token], first: int, last: int) -> list[_Hit]:
    hits: list[_Hit] = []
    at = first
    while at < last:
        hit = _hit(toks, at, hits[-1].last if hits else first, last)
        if hit and hits and hit.first == hits[-1].last:
            hits[-1] = _compound(hits[-1], hit)
        elif hit:
            hits.append(hit)
        at = hit.last if hit else at + 1
    return hits


def _compound(outer: _Hit, inner: _Hit) -> _Hit:
    """The modality of "will be allowed to" is that of "allowed to"; "shall not be required to" leaves one free."""
    grade, negated = inner.grade, outer.negated != inner.negated
    if outer.negated and grade == "obligation":
        grade = "permission"
    elif outer.negated and grade == "permission":
        grade = "prohibition"
    return _Hit(outer.first, inner.last, grade, negated)


def _hit(toks: Sequence[Token], at: int, low: int, last: int) -> _Hit | None:
    """The trigger at a token, which may not reach back before `low` nor on to `last`."""
    pledge = _pledge_end(toks, at, last)
    if pledge:
        negated = toks[pledge - 2].folded == "not"
        return _Hit(at, pledge, "prohibition" if negated else "obligation", negated)
    if toks[at].folded not in _FIRST or _is_another_word(toks, at):
        return None
    lengths = (length for length in range(min(_LONGEST, last - at), 0, -1) if _trigger(toks, at, length))
    length = next(lengths, 0)
    grade = _trigger(toks, at, length)
    if grade is None:
        return None
    begin = at
    while begin > low and toks[begin - 1].folded in _LEADS_IN:
        begin -= 1
    if grade == "expectation" and begin > low and toks[begin - 1].folded == "it":
        begin -= 1
    end = at + length
    while end < last and (toks[end].folded in _NOT or toks[end].folded.endswith("ly")):
        end += 1
    negated = any(token.folded in _NOT for token in toks[begin:end]) or _subject_is_none(toks, begin, low)
    if negated and grade in ("obligation", "permission"):
        grade = "prohibition"
    return _Hit(begin, end, grade, negated)


def _pledge_end(toks: Sequence[Token], at: int, last: int) -> int | None:
    """The token after "a pledge for Ukraine not to", where this begins at a pledge."""
    if toks[at].folded not in _PLEDGES or at + 2 >= last or toks[at + 1].folded not in ("for", "by"):
        return None
    for to in range(at + 3, min(at + _LONGEST_ACTOR, last)):
        if toks[to].kind == "punctuation":
            return None
        if toks[to].folded == "to":
            return to + 1
    return None


def _trigger(toks: Sequence[Token], at: int, length: int) -> Grade | None:
    """The grade of the trigger of so many words at a token, where "not" may stand before its "to"."""
    phrase = tuple(token.folded for token in toks[at : at + length])
    if phrase[-2:] == ("not", "to"):
        return _TRIGGERS.get((*phrase[:-2], "to"))
    return _TRIGGERS.get(phrase)


def _is_another_word(toks: Sequence[Token], at: int) -> bool:
    """Whether "will" is a noun here, "May" a month, or "Should" an "if"."""
    word = toks[at]
    before = toks[at - 1].folded if at else ""
    if word.folded == "will":
        return before in _WILL_IS_A_NOUN_AFTER
    if word.folded == "may":
        after = toks[at + 1] if at + 1 < len(toks) else None
        return word.text == "May" and (
            (at > 0 and toks[at - 1].kind == "number") or (after is not None and after.kind == "number")
        )
    return word.text == "Should" and before not in ("it", "that")


def _subject_is_none(toks: Sequence[Token], at: int, first: int) -> bool:
    """Whether the subject before a trigger says "no" or "neither", as in "No Party shall"."""
    for back in range(at - 1, max(first, at - _LONGEST_ACTOR) - 1, -1):
        if toks[back].folded in (",", "that"):
            return False
        if toks[back].folded in ("no", "neither"):
            return True
    return False


def _actor(toks: Sequence[Token], begin: int, hit: _Hit, last: int) -> tuple[int, int] | None:
    """The tokens of the party that a trigger binds: its subject, or who "by" names after a passive."""
    if toks[hit.first].folded in _PLEDGES and toks[hit.first + 1].folded in ("for", "by"):
        return hit.first + 2, hit.last - (2 if hit.negated else 1)
    if toks[hit.first].folded == "it":
        return None
    if _is_passive(toks, hit.last, last):
        return _agent(toks, hit.last, last)
    start = _subject_start(toks, begin, hit.first)
    while start < hit.first and toks[start].folded in _OPENERS | {"no", "neither"}:
        start += 1
    end = hit.first
    while end > start and (toks[end - 1].kind == "punctuation" or toks[end - 1].folded in _ADVERBS_BEFORE):
        end -= 1
    if start >= end or end - start > _LONGEST_ACTOR:
        return None
    if toks[start].folded in _PRONOUNS | _SUBORDINATE | _PREPOSITIONS | _VERBISH:
        return None
    return (start, end) if toks[start].kind == "word" else None


def _subject_start(toks: Sequence[Token], begin: int, end: int) -> int:
    """Where the subject before a trigger begins: behind the last comma, conjunction or "that" before it."""
    start = begin = max(begin, end - 2 * _LONGEST_ACTOR)
    for at in range(begin, end):
        folded = toks[at].folded
        joins_names = toks[at - 1].text[:1].isupper() and at + 1 < end and toks[at + 1].text[:1].isupper()
        if folded in _RELATIVE and at + 1 < end and toks[at + 1].folded in _VERBISH:
            break  # a relative clause belongs to its subject
        if folded in ("and", "but", "or", "while", "whereas") and begin and not joins_names and begin == start:
            start = at
        if (
            folded in _CLAUSE_OPENERS
            or (folded in _SUBORDINATE and at > begin)
            or (folded in ",()[]" and not _is_a_list(toks, start, end))
        ):
            start = at + 1
    after_a_mark = begin == 0 or toks[begin - 1].text in _ENDS or toks[begin - 1].folded == "that"
    return start if start > begin or after_a_mark else end


def _is_a_list(toks: Sequence[Token], start: int, end: int) -> bool:
    """Whether only names, commas and "and" stand between, as in "Russia, Ukraine and the United States"."""
    return all(tok.text[:1].isupper() or tok.folded in _SMALL_WORDS for tok in toks[start:end])


def _is_passive(toks: Sequence[Token], at: int, last: int) -> bool:
    if at + 1 >= last or toks[at].folded not in ("be", "been"):
        return False
    return any(
        token.folded in _PARTICIPLES
        or (token.folded.endswith(("ed", "en", "wn")) and token.folded not in _NOT_PARTICIPLES)
        for token in toks[at + 1 : min(at + 4, last)]
    )


def _agent(toks: Sequence[Token], at: int, last: int) -> tuple[int, int] | None:
    for by in range(at, min(at + _NEAR, last - 1)):
        if toks[by].folded == "by" and (toks[by + 1].text[:1].isupper() or toks[by + 1].folded in ("the", "a")):
            end = by + 1
            while (
                end < min(last, by + _NEAR)
                and toks[end].kind == "word"
                and toks[end].folded not in _PREPOSITIONS - {"of"}
            ):
                end += 1
            return by + 1, end
    return None
