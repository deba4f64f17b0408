"""The operation on what was seen: the mark behind which everything is new. Whoever calls keeps it, and nobody else."""

import msgspec

from onetext.web import seen
from onetext.web.api.operation import Call, Operation

SEEN = {"seen": "tell what is new since this moment, as the operation mark_seen gave it"}


class Until(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Up to which moment everything was seen; left out, up to now."""

    until: str = ""


class Mark(msgspec.Struct, frozen=True):
    """The moment to keep, and to send as `seen` with later calls."""

    seen: str


def mark_seen(call: Call) -> Mark:
    """What is recorded until then, as far as the caller may see it, is new no more."""
    given: Until = call.body
    latest = call.visit.view.latest
    return Mark((min(seen.moment(given.until), latest) if given.until else latest).isoformat())


def since(call: Call) -> str:
    """Since when the caller is told of what is new; "" where they did not say."""
    word = call.visit.asked.word("seen")
    return seen.moment(word).isoformat() if word else ""


OPERATIONS = (
    Operation(
        "mark_seen",
        "POST",
        "/n/{slug}/seen",
        "The mark up to which you have seen what was new, for you to keep",
        mark_seen,
        Mark,
        takes=Until,
    ),
)
