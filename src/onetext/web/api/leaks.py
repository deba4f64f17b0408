"""The operation on leaks: a found text beside the versions that the caller may see."""

import msgspec

from onetext.exchange.bounds import ON_A_REQUEST
from onetext.process import leaks
from onetext.record.errors import refuse
from onetext.web.api.operation import Call, Operation
from onetext.web.doors.found_text import LONGEST, Found, findings


class FoundText(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A text that was found. `whole` says that it claims to be all of a version, so that what is missing counts."""

    text: str
    whole: bool = False


def found_text(call: Call) -> Found:
    """The nearest version, and what tells it from the others; no proof of anything."""
    given: FoundText = call.body
    if not given.text.strip():
        refuse("The found text is empty.")
    if len(given.text) > LONGEST:
        refuse(f"The found text is longer than {LONGEST:,} characters; send the part that matters.")
    ON_A_REQUEST.check_source(given.text)
    view = call.visit.view
    return findings(view, leaks.matched(view, given.text, whole=given.whole), whole=given.whole)


OPERATIONS = (
    Operation(
        "found_text",
        "POST",
        "/n/{slug}/found-text",
        "A found text beside the versions that you may see; not proof",
        found_text,
        Found,
        takes=FoundText,
    ),
)
