"""Operations on acts: the journal, one act in full, handing acts in, and what kinds of acts there are."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import msgspec

from onetext.process import addressing, every_subject, journal, titles
from onetext.record.act import Act, Basis, Own
from onetext.record.errors import AlreadyRecorded, refuse
from onetext.record.record import Draft
from onetext.record.times import Unknown, When
from onetext.web import gate
from onetext.web.api.operation import AS_OF, CREATED, BadCall, Call, Operation

MOST_ACTS = 500


class Given(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An act as it is handed in.

    `readers` are "public", "table" or actors with commas; left out, the usual ones: of a note, a red line, a ranking
    and an interest one's own side alone. `known` goes with a reported basis.
    """

    kind: str
    body: msgspec.Raw
    name: str = ""
    happened: When = Unknown()
    known: datetime | None = None
    basis: Basis = Own()
    readers: str = ""


class HandIn(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Acts that are handed in together: all of them, or none."""

    acts: tuple[Given, ...]


class Kept(msgspec.Struct, frozen=True):
    """An act that is in the record now: its id, and what a person types to mean it."""

    id: str
    handle: str


class Kind(msgspec.Struct, frozen=True):
    """A kind of act: its tag, what it is called, and the JSON Schema of its body (references within `schemas`)."""

    kind: str
    title: str
    body: dict[str, Any]


class Kinds(msgspec.Struct, frozen=True):
    """Every kind of act, with the schemas of which their bodies are made."""

    kinds: tuple[Kind, ...]
    schemas: dict[str, Any]


def hand_in(call: Call) -> tuple[Kept, ...]:
    """Hand acts in as whoever calls, all or none."""
    given: HandIn = call.body
    if not given.acts:
        raise BadCall("There is no act in this call: give one or more under “acts”.")
    if len(given.acts) > MOST_ACTS:
        raise BadCall(f"There are {len(given.acts):,} acts in this call; at most {MOST_ACTS:,} can come together.")
    at = call.visit
    return handed_in(call, lambda: gate.submit(at, *(_draft(at, one) for one in given.acts), once=call.once))


def handed_in(call: Call, hand_in: Callable[[], tuple[Act[Any], ...]]) -> tuple[Kept, ...]:
    """The acts as they are in the record: handed in now, or by the same call when it was sent before."""
    return tuple(Kept(act.id, act.handle) for act in _once(call, hand_in))


def _once(call: Call, hand_in: Callable[[], tuple[Act[Any], ...]]) -> tuple[Act[Any], ...]:
    before = call.visit.record.added(call.once) if call.once else ()
    if before:
        return before
    try:
        return hand_in()
    except AlreadyRecorded:
        # The same call came twice at once, and the other was first.
        return call.visit.record.added(call.once)


def _draft(at: gate.Visit, given: Given) -> Draft:
    decoder = every_subject().decoders.get(given.kind)
    if decoder is None:
        raise BadCall(f"There is no kind of act “{given.kind[:80]}”; GET /api/kinds lists them.")
    try:
        body = decoder.decode(given.body)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise BadCall(f"This is no body of “{given.kind}”: {error}.") from error
    if given.known is not None and given.known.tzinfo is None:
        refuse("“known” is an instant with its zone.")
    return gate.draft(
        at,
        body,
        name=given.name,
        happened=given.happened,
        known=given.known,
        basis=given.basis,
        audience=addressing.readers(at.view, given.readers)
        if given.readers
        else addressing.usual_readers(at.view, given.basis, private=every_subject().by_tag[given.kind][1].private),
    )


def entries(call: Call) -> tuple[dict[str, Any], ...]:
    """Every act that the caller may see, in the order in which it became known."""
    view, asked = call.visit.view, call.visit.asked
    since, kind, tag = (asked.word(name) for name in ("since", "kind", "tag"))
    found = journal.acts(view, kind or None, tag or None)
    if since:
        places = {act.id: place for place, act in enumerate(found, 1)}
        if since not in places:
            refuse("The act named by “since” is not among these that you can see.")
        found = found[places[since] :]
    return tuple(journal.plain(view, act) for act in found)


def entry(call: Call) -> dict[str, Any]:
    """One act in full, named by its name or the beginning of its id."""
    view = call.visit.view
    found: Act[Any] = view.as_recorded(view.find(call.parts["act"], withdrawn=True))
    return journal.plain(view, found)


def kinds(_call: Call) -> Kinds:
    """Every kind of act that can be handed in."""
    tags = sorted(every_subject().by_tag)
    bodies = [every_subject().by_tag[tag][1].body for tag in tags]
    schemas, parts = msgspec.json.schema_components(bodies, ref_template="#/schemas/{name}")
    called = (titles.TITLES.get(tag.partition("/")[0], tag) for tag in tags)
    return Kinds(tuple(Kind(*one) for one in zip(tags, called, schemas, strict=True)), parts)


OPERATIONS = (
    Operation("kinds", "GET", "/kinds", "Every kind of act, with the shape of its body", kinds, Kinds),
    Operation(
        "acts",
        "GET",
        "/n/{slug}/acts",
        "The acts that you may see, in the order in which they became known",
        entries,
        tuple[dict[str, Any], ...],
        {
            **AS_OF,
            "kind": "only acts of this kind, such as “texts” or “positions.take”",
            "tag": "only acts with this tag",
            "since": "only those behind the act with this id",
        },
    ),
    Operation("act", "GET", "/n/{slug}/acts/{act}", "One act in full", entry, dict[str, Any], AS_OF),
    Operation(
        "hand_in",
        "POST",
        "/n/{slug}/acts",
        "Hand acts in, all or none",
        hand_in,
        tuple[Kept, ...],
        takes=HandIn,
        scope="act",
        status=CREATED,
        once=True,
    ),
)
