"""Provenance: who proposed each word of a text, when and in which version or amendment, and what became of it since."""

from onetext.text.provenance.account import Event, Gone, Origin, Passage, Provenance, counted_words
from onetext.text.provenance.steps import Proposal, Step, Version
from onetext.text.provenance.tracing import trace

__all__ = [
    "Event", "Gone", "Origin", "Passage", "Proposal", "Provenance", "Step", "Version", "counted_words", "trace",
]  # fmt: skip
