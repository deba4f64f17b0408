"""Manner: how the one text was made from the other as a whole, for that says how likely a split or a merger is.

Who amends a text keeps its numbers and puts what is new between them; who writes it anew numbers it anew as well, and
splits and merges. A draft with options is on its way to one text of each.
"""

from collections.abc import Mapping, Sequence

import msgspec

from onetext.text.provision import Provision, canonical

_DOUBT = 2  # sure links thought beside those there are, a quarter of them under the same number
_OFTEN = 0.5  # the share of provisions with brackets from which a text is a draft through and through


class Manner(msgspec.Struct, frozen=True):
    """How far the numbers were kept, and how far either text is a draft with brackets, all 0 to 1."""

    kept: float = 0.0
    drafts: tuple[float, float] = (0.0, 0.0)

    def turned(self) -> "Manner":
        """The same with the texts in each other's place."""
        return Manner(self.kept, self.drafts[::-1])


def manner(before: Sequence[Provision], after: Sequence[Provision], links: Mapping[int, int]) -> Manner:
    """See from the links that are sure how the one text was made from the other."""
    numbers = [(canonical(before[i].number), canonical(after[j].number)) for i, j in links.items()]
    both = [old == new for old, new in numbers if old and new]
    kept = (sum(both) + _DOUBT / 4) / (len(both) + _DOUBT)
    return Manner(kept, (_draft(before), _draft(after)))


def _draft(wording: Sequence[Provision]) -> float:
    """How far the text is a draft with brackets."""
    bracketed = sum("[" in (provision.words or "") for provision in wording)
    return min(bracketed / max(len(wording), 1) / _OFTEN, 1.0)
