"""Operations of one's own room: keeping a draft, and looking at what would be sent before it is."""

import msgspec

from onetext.process import texts
from onetext.web import gate
from onetext.web.api.acts import Kept, handed_in
from onetext.web.api.documents import Words, words_of
from onetext.web.api.operation import CREATED, Call, Operation
from onetext.web.doors import rooms
from onetext.web.doors.rooms import Drafted, Plan


class ToDraft(Words, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A draft for one's own side, unless `readers` are named.

    `line` is the draft of which it is the next version; left out, it is a new one, which needs a `title`.
    """

    line: str = ""
    title: str = ""
    label: str = ""
    lang: str = ""
    name: str = ""
    readers: str = ""


class ToSend(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Acts of one's own, by their names or ids, and to whom they would be sent: “table”, “public”, or an actor."""

    acts: tuple[str, ...]
    to: str


def draft(call: Call) -> tuple[Kept, ...]:
    """Keep a draft: where it is new, the draft and its version; else its next version."""
    given: ToDraft = call.body
    found = words_of(given, texts.new_ids(call.visit.record.token()))
    said = Drafted(given.line, given.title, given.label, given.lang, given.name, given.readers)
    hands = rooms.drafted(call.visit.view, call.visit.asked, said, found)
    return handed_in(call, lambda: gate.hand_in(call.visit, *hands, once=call.once))


def sending(call: Call) -> Plan:
    """Exactly what would be read by whom; an act of the kind “releases.release” then sends it."""
    given: ToSend = call.body
    view = call.visit.view
    ids = tuple(view.find(named).id for named in given.acts)
    return rooms.sending(view, call.visit.asked, ids, given.to)


OPERATIONS = (
    Operation(
        "draft",
        "POST",
        "/n/{slug}/drafts",
        "Keep a draft, from a document or words",
        draft,
        tuple[Kept, ...],
        takes=ToDraft,
        scope="act",
        status=CREATED,
        once=True,
    ),
    Operation(
        "sending",
        "POST",
        "/n/{slug}/sending",
        "What would be read by whom, if you sent it",
        sending,
        Plan,
        takes=ToSend,
        seated=True,
    ),
)
