"""An operation for every page: the same frozen value that the page draws."""

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any, get_type_hints

from onetext.web.api.operation import AS_OF, Call, Operation
from onetext.web.api.seen import SEEN, since
from onetext.web.pages import Page, every_page

_PIECE = re.compile(r"<(?:\w+:)?(\w+)>")


def operations() -> tuple[Operation, ...]:
    """The operations of all pages, in the order of the navigation."""
    return tuple(map(_operation, every_page()))


def below(path: str) -> str:
    """An address below a negotiation's own, with its varying pieces as the API's description writes them."""
    return _PIECE.sub(r"{\1}", path)


def _operation(page: Page) -> Operation:
    gives = get_type_hints(page.build)["return"]
    query = {**AS_OF, **SEEN, **dict(page.asks)}
    path = f"/n/{{slug}}/pages/{below(page.path or page.name)}"
    return Operation(f"page_{page.name}", "GET", path, page.title, _value(page), gives, query)


def _value(page: Page) -> Callable[[Call], Any]:
    return lambda call: page.build(call.visit.view, replace(call.visit.asked, seen=since(call)))
