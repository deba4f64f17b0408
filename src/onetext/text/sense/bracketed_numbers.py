"""Numbers in brackets: which words outside belong to each of the options, "exceed [40,000 (North)] [35,000] tonnes"."""

from collections.abc import Sequence

from onetext.text.words import Token

_MOST = 20  # options in a row, on either side of a number, that are looked at
_LONGEST = 200  # tokens of an option, or of a list of proponents


def outside(toks: Sequence[Token], start: int, end: int) -> tuple[int, int] | None:
    """For a number alone in its bracket: the place of the first of its options, and the place behind the last.

    `start` and `end` are the places of the number with its bound and unit. Options are brackets in a row that each
    hold a number. None for a number in no bracket of its own, whose neighbours are in the same sentence as it is.
    """
    if not start or toks[start - 1].folded != "[":
        return None
    behind = _behind_proponents(toks, end)
    if behind >= len(toks) or toks[behind].folded != "]":
        return None
    first, last = start - 1, behind + 1
    for _ in range(_MOST):
        first = _option_before(toks, first)
        last = _option_behind(toks, last)
    return first, last


def _behind_proponents(toks: Sequence[Token], at: int) -> int:
    """The place behind "(North, South)", where such a list stands here."""
    if at >= len(toks) or toks[at].folded != "(":
        return at
    end = min(len(toks), at + _LONGEST)
    while at < end and toks[at].folded not in (")", "]"):
        at += 1
    return at + (at < end and toks[at].folded == ")")


def _option_before(toks: Sequence[Token], at: int) -> int:
    """Where the bracket opens that ends right before this place, if it holds a number; else this place."""
    if not at or toks[at - 1].folded != "]":
        return at
    opened, least = at - 2, max(0, at - _LONGEST)
    while opened >= least and toks[opened].folded not in ("[", "]"):
        opened -= 1
    return opened if opened >= least and _holds_number(toks[opened:at]) else at


def _option_behind(toks: Sequence[Token], at: int) -> int:
    """The place behind the bracket that opens here, if it holds a number; else this place."""
    if at >= len(toks) or toks[at].folded != "[":
        return at
    closed, most = at + 1, min(len(toks), at + _LONGEST)
    while closed < most and toks[closed].folded not in ("[", "]"):
        closed += 1
    if closed >= most or toks[closed].folded != "]" or not _holds_number(toks[at:closed]):
        return at
    return closed + 1


def _holds_number(toks: Sequence[Token]) -> bool:
    return toks[0].folded == "[" and any(token.kind == "number" for token in toks)
