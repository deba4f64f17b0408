"""Every sign that a page draws, with its one meaning: on every page, on paper, and in every legend.

A sign says the same as the word beside it, for those who take in a page at a glance, also in black and white. No sign
has two meanings, and none that is not here is drawn: a test holds both. Style sheets and scripts draw a few
themselves, the same as here.
"""

from collections.abc import Mapping
from types import MappingProxyType

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

STATES: Mapping[str, tuple[str, Promise]] = MappingProxyType({
    "agreed": ("●", gettext_lazy("agreed")),
    "ad referendum": ("◐", gettext_lazy("agreed ad referendum")),
    "open": ("○", gettext_lazy("open")),
    "retained": ("◆", gettext_lazy("retained, contested")),
    "referred": ("↗", gettext_lazy("referred to a track")),
    "silence": ("◌", gettext_lazy("under silence")),
    "proposed": ("⊕", gettext_lazy("proposed; not in the text")),
    "unknown": ("?", gettext_lazy("unknown")),
    "vacant": ("∅", gettext_lazy("vacant")),
    "dropped": ("\N{MINUS SIGN}", gettext_lazy("dropped")),
})  # fmt: skip
"""Where a point stands."""
STANCES: Mapping[str, tuple[str, str]] = MappingProxyType({
    "agreed": ("✓", "agreed"),
    "by silence": ("◍", "agreed by silence"),
    "ad referendum": ("◐", "ad ref"),
    "conditional": ("±", "agreed on a condition"),
    "reserved": ("R", "reserved"),
    "opposed": ("✗", "opposed"),
    "silent": ("…", "silent"),
    "described": ("“", "described"),
    "lapsed": ("↺", "lapsed"),
    "unknown": ("?", "unknown whether it stands"),
    "no position": ("·", "no position"),
})  # fmt: skip
"""Where a party stands; the words are those of `words.STANCES`."""
FATES: Mapping[str, str] = MappingProxyType({
    "kept": "=",
    "reworded": "≈",
    "changed quantity": "#",
    "substituted": "≠",
    "moved": "↕",
    "split": "⋔",
    "merged": "⋎",
    "added": "+",
    "dropped": "\N{MINUS SIGN}",
    "retained": "◆",
    "parked": "◇",
    "vacant": "∅",
    "wordings differ": "‡",
    "unknown": "?",
})  # fmt: skip
"""What became of a point in another text."""
TOGETHER: Mapping[str, str] = MappingProxyType({
    "unchanged": "=",
    "one": "◧",
    "other": "◨",
    "alike": "∥",
    "fits": "\N{SQUARED PLUS}",
    "collides": "[ ]",
    "unknown": "?",
})  # fmt: skip
"""How two drafts of one text go together at a point: changed by the one, by the other, by both alike …"""
GROUNDS: Mapping[str, str] = MappingProxyType({"seated": "▲", "acts": "▶", "named": "△", "said": "✎"})
"""Why a point needs somebody."""
HAD: Mapping[str, str] = MappingProxyType({
    "yes": "▼",
    "not received": "▽",
    "accounts differ": "◪",
    "unknown": "?",
})  # fmt: skip
"""Whether somebody has had a text."""
MARKS: Mapping[str, str] = MappingProxyType({
    "done": "☑",  # an approval given, a gate complete, a deadline met, words adopted
    "missing": "☐",
    "came to nothing": "☒",  # a deadline lifted, a silence broken, not agreed in a track
    "objected": STANCES["opposed"][0],
    "lapsed": STANCES["lapsed"][0],
    "not received": HAD["not received"],
    "unknown": "?",
    "warning": "!",
    "new": "✦",
    "amendment": "¶",
    "linked": "⇄",
    "onward": "→",
    "back": "←",
    "later step": "↳",
    "close": "\N{MULTIPLICATION SIGN}",
    "no number": "§",
})  # fmt: skip
"""All others."""
