"""Changes: what somebody wants made of a wording, and what became of several changes together."""

import msgspec

NO_TEXT = "no text"


class Change(msgspec.Struct, frozen=True):
    """What somebody wants made of a wording: its `new` words (None to delete it), made on the `base` words.

    `key` tells changes apart and gives their order in brackets.
    """

    key: str
    proponents: tuple[str, ...]
    base: str
    new: str | None


class Unfit(msgspec.Struct, frozen=True):
    """A change that could not be carried, whole, with a sentence that says why."""

    change: Change
    sentence: str


class Carried(msgspec.Struct, frozen=True):
    """The wording with all that fits (None where all agree to delete it), and what does not fit.

    `collisions` are the keys of the changes that stand in one bracket together, a tuple for each bracket.
    """

    words: str | None
    unfit: tuple[Unfit, ...] = ()
    collisions: tuple[tuple[str, ...], ...] = ()


class Stretch(msgspec.Struct, frozen=True):
    """A stretch of the base as it stood and as it is written now, and the keys of the changes that make it so.

    A `contested` one has the words as they stood, and what each of several changes makes of them, as alternatives.
    """

    before: str
    after: str
    keys: tuple[str, ...] = ()
    contested: bool = False
