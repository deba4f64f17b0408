"""What rests on an act: the acts that speak of it, and would be left speaking of nothing if it were taken back."""

from collections.abc import Iterator
from typing import Any

import msgspec

from onetext.record.act import Act
from onetext.record.view import View

_ABOUT_ACTS = frozenset({"corrections", "tags"})


def resting_on(view: View, id_: str) -> tuple[Act[Any], ...]:
    """The standing acts whose body or moment names this act, in their order.

    Corrections and tags are about the record and rest on nothing.
    """
    return tuple(
        act
        for act in view
        if act.id != id_
        and not view.withdrawn(act.id)
        and act.kind.partition(".")[0] not in _ABOUT_ACTS
        and id_ in _words(msgspec.to_builtins((act.body, act.happened)))
    )


def _words(value: Any) -> Iterator[str]:
    """Every text in a plain value, however deep."""
    match value:
        case str():
            yield value
        case dict():
            for inner in value.values():
                yield from _words(inner)
        case list() | tuple():
            for inner in value:
                yield from _words(inner)
        case _:
            pass
