"""Operations on records: which there are, who one is there, and what can be taken away and checked."""

import msgspec

from onetext.process import negotiation
from onetext.record import evidence
from onetext.record.audience import Viewer
from onetext.web.api.operation import AS_OF, Call, Lines, Operation

TEXT = "text/plain; charset=utf-8"


class About(msgspec.Struct, frozen=True):
    """A negotiation as the caller finds it: its title, its zone, and as whom the caller is there."""

    slug: str
    title: str
    zone: str
    person: str
    party: str


class Check(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What is to be checked against: signed heads that were kept earlier, as they were printed."""

    kept: str = ""


class Checked(msgspec.Struct, frozen=True):
    """Whether the logs that the caller may read hold, and what does not."""

    holds: bool
    acts: int
    faults: tuple[str, ...]


def about(call: Call) -> About:
    """The negotiation, and as whom the caller is here."""
    asked, view = call.visit.asked, call.visit.view
    return About(asked.slug, negotiation.title(view), str(negotiation.zone(view)), asked.person, asked.party)


def record(call: Call) -> Lines:
    """All that the caller may see, as an export."""
    return Lines("application/jsonl", evidence.exported(call.visit.record, _viewer(call)))


def heads(call: Call) -> Lines:
    """The signed heads of the logs that the caller may read."""
    return Lines(TEXT, [evidence.signed_heads(call.visit.record, _viewer(call)).encode()])


def verify(call: Call) -> Checked:
    """Whether nothing was altered, removed or put in between."""
    check: Check = call.body
    found = evidence.faults(call.visit.record, _viewer(call), evidence.kept_heads(check.kept))
    return Checked(not found, len(call.visit.view.acts), tuple(map(str, found)))


def _viewer(call: Call) -> Viewer:
    return Viewer(call.visit.asked.whose)


OPERATIONS = (
    Operation("about", "GET", "/n/{slug}", "The negotiation, and as whom you are there", about, About, AS_OF),
    Operation("record", "GET", "/n/{slug}/record", "All that you may see, as JSON lines", record, "application/jsonl"),
    Operation("heads", "GET", "/n/{slug}/heads", "The signed heads of your logs, to keep", heads, TEXT),
    Operation("verify", "POST", "/n/{slug}/verify", "Check the logs that you may read", verify, Checked, takes=Check),
)
