"""An operation for every page: the same frozen value that the page draws."""

import re
from collections.abc import Callable
from typing import Any, get_type_hints

from onetext.web.api.operation import Call, Operation
from onetext.web.pages import Page, every_page

_PIECE = re.compile(r"<(?:\w+:)?(\w+)>")
AS_OF = {"as_of": "see what was known by then: a date, or a date with a time"}


def operations() -> tuple[Operation, ...]:
    """The operations of all pages, in the order of the navigation."""
    return tuple(map(_operation, every_page()))


def _operation(page: Page) -> Operation:
    below = _PIECE.sub(r"{\1}", page.path or page.name)
    gives = get_type_hints(page.build)["return"]
    query = {**AS_OF, **dict(page.asks)}
    return Operation(
        f"page_{page.name}", "GET", f"/n/{{slug}}/pages/{below}", str(page.title), _value(page), gives, query
    )


def _value(page: Page) -> Callable[[Call], Any]:
    return lambda call: page.build(call.visit.view, call.visit.asked)
