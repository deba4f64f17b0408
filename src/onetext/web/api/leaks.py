"""The operation on leaks: a found text beside the versions that the caller may see."""

import msgspec

from onetext.exchange.bounds import ON_A_REQUEST
from onetext.exchange.wordings import wording
from onetext.process import leaks
from onetext.record.errors import refuse
from onetext.text.provision import write
from onetext.web.api.documents import bounded
from onetext.web.api.operation import Call, Operation
from onetext.web.doors.brought import Brought
from onetext.web.doors.found_text import LONGEST, Found, findings


class FoundText(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A text that was found, or the document that holds it.

    `whole` says that it claims to be all of a version, so that what is missing counts.
    """

    text: str = ""
    whole: bool = False
    document: Brought | None = None


def found_text(call: Call) -> Found:
    """The nearest version, and what tells it from the others; no proof of anything."""
    given: FoundText = call.body
    view = call.visit.view
    return findings(view, leaks.matched(view, _text(given), whole=given.whole), whole=given.whole)


def _text(given: FoundText) -> str:
    if given.document is not None:
        if given.text.strip():
            refuse("Give a document or its words, not both.")
        return write(wording(bounded(given.document).data, given.document.name, str, bounds=ON_A_REQUEST))
    if not given.text.strip():
        refuse("The found text is empty.")
    if len(given.text) > LONGEST:
        refuse("The found text is longer than {most} characters; send the part that matters.", most=f"{LONGEST:,}")
    ON_A_REQUEST.check_source(given.text)
    return given.text


OPERATIONS = (
    Operation(
        "found_text",
        "POST",
        "/n/{slug}/found-text",
        "A found text beside the versions that you may see; not proof",
        found_text,
        Found,
        takes=FoundText,
        seated=True,
    ),
)
