"""Order: how near a pair of provisions stands to where the sure links around it would lead one to look."""

from collections.abc import Mapping

import numpy as np

from onetext.text.alignment.likeness import Floats, Places

_AROUND = 3  # sure links on either side that are asked
FAR = 50.0  # places away: as good as anywhere
_UNTOLD = 2.0  # where no link tells anything
_DISTANT = 0.25  # what each place between a pair and the link that is asked counts


def distance(links: Mapping[int, int], olds: Places, news: Places) -> Floats:
    """For each pair the places between it and where the nearest sure links expect it, seen from either text.

    Each sure link says: so many places behind mine in the one text, so many behind mine in the other. The kindest
    witness is believed: a text that was put into another order is still in order where its sections are. A link says
    nothing about its own provisions.
    """
    if not links:
        return np.full(len(olds), _UNTOLD)
    forth = np.array(sorted(links.items()))
    back = forth[np.argsort(forth[:, 1], kind="stable")][:, ::-1]
    found = np.minimum(_seen(forth, olds, news), _seen(back, news, olds))
    return np.minimum(found, FAR)


def _seen(links: Places, own: Places, other: Places) -> Floats:
    at = np.searchsorted(links[:, 0], own)
    here = (at < len(links)) & (links[np.minimum(at, len(links) - 1), 0] == own)
    best = np.full(len(own), FAR)
    for offset in (*range(-_AROUND, 0), *range(_AROUND)):
        asked = at + offset + (here & (offset >= 0))
        known = (asked >= 0) & (asked < len(links))
        link = links[np.clip(asked, 0, len(links) - 1)]
        apart = own - link[:, 0]
        away = np.abs(other - link[:, 1] - apart) + _DISTANT * np.abs(apart)
        best = np.where(known, np.minimum(best, away), best)
    return best
