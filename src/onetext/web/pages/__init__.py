"""The pages, one module each: a frozen value made of a view, which a template draws and the API gives as data."""

import importlib
import pkgutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from types import ModuleType
from typing import Any

from django.utils.functional import Promise

from onetext.record.view import View
from onetext.web.asked import Asked


@dataclass(frozen=True)
class Page:
    """A page of a negotiation.

    `path` is its address below the negotiation's own, with `<name>` for the pieces that vary; `build` makes its value,
    a frozen dataclass of plain values, and raises Refused for what is not there; `template` draws it. `place` is its
    place in the navigation; None for a page that is reached from another. `asks` are the words of its query, each with
    what it means.
    """

    name: str
    title: "str | Promise"
    path: str
    build: Callable[[View, Asked], Any]
    template: str
    place: int | None = None
    asks: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Download:
    """A file that is made of a view: its address below the negotiation's own, its media type and its bytes.

    Its path may have `<name>` for pieces that vary; `media` is "" where the ending of the last of them, the `paper`,
    says what it is. A browser keeps it under the negotiation's short name with the file's own ending. `title` says what
    it is.
    """

    name: str
    path: str
    media: str
    build: Callable[[View, Asked], bytes]
    title: "str | Promise"


@cache
def every_page() -> tuple[Page, ...]:
    """Every page that a module of this room declares in PAGES, those of the navigation first and in its order."""
    found = [page for module in _modules() for page in getattr(module, "PAGES", ())]
    return tuple(sorted(found, key=lambda page: (page.place is None, page.place or 0, page.name)))


@cache
def every_download() -> tuple[Download, ...]:
    """Every file that a module of this room declares in DOWNLOADS."""
    return tuple(one for module in _modules() for one in getattr(module, "DOWNLOADS", ()))


def _modules() -> Iterator[ModuleType]:
    for found in pkgutil.walk_packages(__path__, f"{__name__}."):
        yield importlib.import_module(found.name)
