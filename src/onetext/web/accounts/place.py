"""A place at a negotiation."""

from typing import NamedTuple


class Place(NamedTuple):
    """A person of the record and the party for which it is here ("" for itself)."""

    person: str
    party: str
