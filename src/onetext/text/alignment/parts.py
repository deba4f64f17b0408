"""Parts: what was split or merged, found among the provisions that are left over.

A leftover is a part of a provision of the other text if that one says what the leftover says and its counterpart does
not, and all the more if it stands beside that counterpart. Where the numbers were kept, the text was amended, and what
is new with words of its neighbour is an addition. In a draft with brackets what stands beside the counterpart and says
the same is another option, of which one text was made.

Both are also looked at piece by piece (sentences, items of a list, options): one piece that stands whole in the other
says more than as many words strewn over all of it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

import msgspec
import numpy as np

from onetext.text.alignment.likeness import Floats, Likeness, Places, Terms, mask
from onetext.text.alignment.scoring import Pairs, behind, nearness
from onetext.text.alignment.weights import Part

_SAYS = 4  # words that a part has at least
_FEW = 10.0  # the weight of about two telling words: a piece of no more than that says little, even if it is all there
_TINY = 1e-9
_BESIDE, _OPTION = (Part.__struct_fields__.index(name) for name in ("beside", "option"))


@dataclass(frozen=True)
class Parts:
    """The pairs of a leftover of the one text and a linked provision of the other, with what speaks for each.

    `partner` says for each linked provision of the other text its counterpart in the text of the leftovers. `own` are
    the columns of `weights.Part` but for what depends on where known parts stand.
    """

    pairs: Pairs
    partner: Mapping[int, int]
    own: Floats

    def features(self, joined: Mapping[int, Sequence[int]] = MappingProxyType({})) -> Floats:
        """The columns of `weights.Part`; `joined` says which leftovers are known as parts of a linked provision."""
        apart = [
            min(abs(i - one) for one in (self.partner[j], *joined.get(j, ())) if one != i)
            for i, j in self.pairs.places()
        ]
        beside = np.exp((1 - np.array(apart, np.int64)) / 2)
        found = self.own.copy()
        found[:, _BESIDE] = beside
        found[:, _OPTION] = self.pairs.words * beside * self.pairs.manner.drafts[0]
        return found


def parts(found: Pairs, like: Likeness, links: Mapping[int, int], leftovers: set[int]) -> Parts:
    """The leftovers that may be parts; `links` say for each linked provision of their text its counterpart."""
    partner = {new: old for old, new in links.items()}
    length = like.lengths[0]
    left = mask(leftovers, len(length)) & (length >= _SAYS)
    whole = mask(partner, len(like.lengths[1]))
    chosen = found.only(np.nonzero(left[found.olds] & whole[found.news])[0])
    partners = np.array([partner[j] for j in chosen.news.tolist()], np.int64)
    return Parts(chosen, partner, _own(chosen, partners, like, nearness(links, chosen.olds, chosen.news)))


def part_odds(features: Floats, weights: Part) -> list[float]:
    """The log-odds that the leftover of each pair is a part."""
    odds: list[float] = (features @ np.array(msgspec.structs.astuple(weights))).tolist()
    return odds


def _own(found: Pairs, partners: Places, like: Likeness, near: Floats) -> Floats:
    later = np.zeros(len(found.dice))
    held, new, left = _explained(like.words, found, partners)
    _, new_pairs, _ = _explained(like.pairs, found, partners)
    own = like.words.totals[0][found.olds] + _TINY, like.pairs.totals[0][found.olds] + _TINY
    whole = like.words.totals[1][found.news] + _TINY
    columns = (
        held / own[0],
        new / own[0],
        new_pairs / own[1],
        left / whole,
        later,
        later,
        near,
        behind(found.olds, np.sqrt(found.dice)),
        np.full(len(later), 1 - found.manner.kept),
        *_best_piece(like, 0, found.olds, found.news, partners),
        *_best_piece(like, 1, found.news, found.olds, partners),
        np.ones(len(later)),
    )
    return np.stack(columns, axis=-1)


def _best_piece(like: Likeness, side: int, owners: Places, others: Places, partners: Places) -> tuple[Floats, Floats]:
    """The highest share of a piece of each owner that stands in the other, and the highest that the partner lacks.

    `side` is the text of the owners; the partners stand in the first.
    """
    if not len(owners):
        return np.zeros(0), np.zeros(0)
    pieces = like.pieces[side]
    which, pair, starts = pieces.of(owners)
    held, again, total = np.zeros(len(which)), np.zeros(len(which)), np.zeros(len(which))
    for table, terms in ((pieces.words, like.words), (pieces.pairs, like.pairs)):
        own, theirs = table[which], (terms.after, terms.before)[side]
        shared = own.multiply(theirs[others[pair]]).tocsr()
        held += shared @ terms.weight
        again += shared.multiply(terms.before[partners[pair]]) @ terms.weight
        total += own @ terms.weight
    return (
        np.maximum.reduceat(held / (total + _FEW), starts),
        np.maximum.reduceat((held - again) / (total + _FEW), starts),
    )


def _explained(terms: Terms, found: Pairs, partners: Places) -> tuple[Floats, Floats, Floats]:
    """By weight: what leftover and whole share, what of it the partner lacks, what of the whole the partner lacks."""
    whole, theirs = terms.after[found.news], terms.before[partners]
    shared = terms.before[found.olds].multiply(whole).tocsr()
    held = shared @ terms.weight
    again = shared.multiply(theirs) @ terms.weight
    left = terms.totals[1][found.news] - theirs.multiply(whole) @ terms.weight
    return held, held - again, left
