"""Steps: what happened to a text, one thing after the other: a version of it, or a proposal to change it."""

import msgspec

from onetext.text.provision import Wording


class Version(msgspec.Struct, frozen=True):
    """What a text read from one moment on: as it was tabled, or as it was settled.

    `who` wrote what is new in it, () where that is not known. `wording` is None where its words are not known; where it
    is not `complete`, provisions that it lacks may still be there. With `only` it is a change: what it lacks stands as
    it stood. `accepted` are the keys of the proposals that it takes up, `dealt` of all those that are settled with it.
    `follows` says of provisions, by their ids, which of those before they continue, where the ids do not say so; of
    two entries for one, the first counts.
    """

    key: str
    who: tuple[str, ...] = ()
    wording: Wording | None = None
    complete: bool = True
    only: bool = False
    accepted: tuple[str, ...] = ()
    dealt: tuple[str, ...] = ()
    follows: tuple[tuple[str, tuple[str, ...]], ...] = ()


class Proposal(msgspec.Struct, frozen=True):
    """A proposal by `who`: that the provisions of `base`, as they read there, read as in `wording`.

    `on` is the key of a proposal that this one amends, or "".
    """

    key: str
    who: tuple[str, ...]
    base: Wording
    wording: Wording
    on: str = ""


Step = Version | Proposal
