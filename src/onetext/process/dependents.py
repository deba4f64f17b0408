"""What rests on an act: the acts that speak of it, and would be left speaking of nothing if it were taken back."""

from collections.abc import Iterator
from typing import Any

import msgspec

from onetext.process import sources
from onetext.record.act import Act
from onetext.record.view import View

_ABOUT_ACTS = frozenset({"corrections", "tags"})


def resting_on(view: View, id_: str) -> tuple[Act[Any], ...]:
    """The standing acts whose body or moment names this act, or whose source is the document that it registers.

    They come in their order. Corrections and tags are about the record and rest on nothing.
    """
    digest = sources.alone_registered(view, id_)
    return tuple(
        act
        for act in view
        if act.id != id_
        and not view.withdrawn(act.id)
        and act.kind.partition(".")[0] not in _ABOUT_ACTS
        and (_cites(act, digest) or id_ in _words(msgspec.to_builtins((act.body, act.happened))))
    )


def _cites(act: Act[Any], digest: str) -> bool:
    return bool(digest) and act.source is not None and act.source.digest == digest


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
