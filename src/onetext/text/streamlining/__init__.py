"""Streamlining: whether a shorter text still has every word of the text that it replaces, and whose."""

from onetext.text.streamlining.proof import (
    Account,
    Contribution,
    Loss,
    Proof,
    Source,
    losses,
    proponents_in,
    streamlined,
)

__all__ = [
    "Account",
    "Contribution",
    "Loss",
    "Proof",
    "Source",
    "losses",
    "proponents_in",
    "streamlined",
]
