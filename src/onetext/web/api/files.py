"""An operation for every file that the pages give away: the same bytes."""

from collections.abc import Callable

from onetext.exchange import formats
from onetext.web.api.operation import AS_OF, Call, Lines, Operation
from onetext.web.api.pages import below
from onetext.web.pages import Download, every_download


def operations() -> tuple[Operation, ...]:
    """The operations of all files."""
    return tuple(map(_operation, every_download()))


def _operation(file: Download) -> Operation:
    path = f"/n/{{slug}}/files/{below(file.path)}"
    return Operation(f"file_{file.name}", "GET", path, file.title, _bytes(file), file.media or "*/*", {**AS_OF})


def _bytes(file: Download) -> Callable[[Call], Lines]:
    def given(call: Call) -> Lines:
        made = file.build(call.visit.view, call.visit.asked)
        return Lines(file.media or formats.media(call.parts["paper"]), [made])

    return given
