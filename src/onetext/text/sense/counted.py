"""What is counted, where a wording says it ahead of the number: "the number of its patrol vessels … to 16"."""

from collections.abc import Sequence

from onetext.text.words import Token, word_set

_FARTHEST = 30  # tokens between "number of" and its number
_LONGEST = 4  # words that name what is counted
_LEADS_TO = word_set("to at of shall will may must is be are was were exceed exceeds reach reaches by below above than")
_WHOSE = word_set("the its their his her our all any each such other those these")
_ENDS_NAME = word_set(
    "in on at to of by for from with within under over per and or nor but as is are was were be been shall will may "
    "must should can could would not no that which who whose than up down now during until before after between "
    "exceed exceeds reach reaches deployed stationed held kept based it"
)


def counted_ahead(toks: Sequence[Token], at: int) -> str:
    """What the number that begins at a token counts, where "number of" stands before it in its sentence; else "".

    Another number between the two has taken the name, unless both are alternatives of one place in brackets.
    """
    back = _before_brackets(toks, at)
    if not back or toks[back - 1].folded not in _LEADS_TO:
        return ""
    for place in range(back - 1, max(0, back - _FARTHEST), -1):
        token = toks[place]
        if token.folded in (".", ";", ":") or token.kind == "number":
            return ""
        if token.folded == "of" and toks[place - 1].folded in ("number", "numbers"):
            return _name(toks, place + 1, back)
    return ""


def _before_brackets(toks: Sequence[Token], at: int) -> int:
    """The token after the last that stands before the brackets with the number and the alternatives to it."""
    back, inside = at, 0
    while back > max(0, at - _FARTHEST):
        mark = toks[back - 1].folded
        if mark not in ("[", "]") and not inside:
            break
        inside = max(0, inside + {"]": 1, "[": -1}.get(mark, 0))
        back -= 1
    return back


def _name(toks: Sequence[Token], first: int, end: int) -> str:
    while first < end and toks[first].folded in _WHOSE:
        first += 1
    last = first
    while last < end and last - first < _LONGEST and toks[last].kind == "word" and toks[last].folded not in _ENDS_NAME:
        last += 1
    return " ".join(token.folded for token in toks[first:last])
