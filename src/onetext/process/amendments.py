"""Amendments: proposals to change the words, and how each was settled."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any, Literal

import msgspec
from rpds import HashTrieMap, List

from onetext.process import actors, moments, reach, texts
from onetext.process.texts import Table
from onetext.record.act import Act, Own
from onetext.record.audience import KEEPER, Audience, audience
from onetext.record.errors import refuse
from onetext.record.subject import Kind, Subject
from onetext.record.view import View
from onetext.sentences import Sentence, listed, say
from onetext.text.provision import Provision, Wording, canonical
from onetext.text.redline import redline

Change = Literal["add", "replace", "delete", "move", "split", "merge"]
Outcome = Literal["accepted", "rejected", "settled otherwise"]
ONLY_WITH_THE_PEN = say("Only those who hold the pen settle the words: a mediator, or the keeper of the record.")
SHOWN = 40
"""How many characters of its words tell an amendment from another."""


class Propose(msgspec.Struct, frozen=True, omit_defaults=True):
    """An amendment to one provision, with the words that it was made on.

    `provision` is the id of the provision that is changed (for "add": of the new one). `base` are the words as they
    stood when it was made; `words` the words that it wants. `after` is the id of the provision behind which an added
    or moved one stands ("" at the beginning). `others` are the ids of further provisions merged into this one, or
    the ids that the parts of a split get; `parts` are the parts' words. `bases` are, for a merger, the words of the
    others as they stood; none where a report does not say. `on` is an amendment that this one amends.
    """

    change: Change
    provision: str
    base: str = ""
    words: str | None = None
    number: str = ""
    after: str = ""
    others: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()
    bases: tuple[str, ...] = ()
    on: str = ""
    line: str = texts.MAIN
    reason: str = ""
    proponents: tuple[str, ...] = ()


class Dealt(msgspec.Struct, frozen=True):
    """What became of one amendment when its provision was settled."""

    amendment: str
    outcome: Outcome


class Settle(msgspec.Struct, frozen=True, omit_defaults=True):
    """The words of a provision are settled: `result` stands in the text from now on.

    `result` holds the provision as it now reads (vacant when deleted), and whatever a split, merge or move changes
    with it. What is new in the text stands behind `after` ("" at the beginning), or where the provision stood; a
    provision that is named as moved (`after` given) goes there. `dealt` says of every pending amendment what became
    of it.
    """

    provision: str
    result: tuple[Provision, ...]
    dealt: tuple[Dealt, ...] = ()
    after: str | None = None
    line: str = texts.MAIN
    reason: str = ""


@dataclass(frozen=True)
class Amendments:
    """What was proposed and what was settled (newest first)."""

    proposed: HashTrieMap[str, Act[Propose]] = HashTrieMap()
    outcome: HashTrieMap[str, tuple[Outcome, Act[Settle]]] = HashTrieMap()
    settled: List[Act[Settle]] = List()


def proposals(view: View, provision: str | None = None) -> tuple[Act[Propose], ...]:
    """All amendments (to one provision), in the order of the record."""
    found = (
        act
        for act in view[Amendments].proposed.values()
        if provision is None or provision in {act.body.provision, *act.body.others}
    )
    return tuple(sorted(found, key=lambda act: act.order))


def pending(view: View, provision: str | None = None) -> tuple[Act[Propose], ...]:
    """The amendments that are not yet settled, in the order of the record."""
    return tuple(act for act in proposals(view, provision) if act.id not in view[Amendments].outcome)


def shared(view: View, acts: Iterable[Act[Propose]], readers: Audience) -> tuple[Act[Propose], ...]:
    """Those of some amendments that all these readers know of; the others stay in their rooms."""
    return tuple(act for act in acts if reach.open_to(view, act, readers))


def by_provision(view: View, line: str = texts.MAIN) -> dict[str, tuple[Act[Propose], ...]]:
    """The pending amendments of a line by the id of each provision that they touch, in the order of the record."""
    found: dict[str, list[Act[Propose]]] = {}
    for act in pending(view):
        if act.body.line == line:
            touched = {act.body.provision, *(act.body.others if act.body.change == "merge" else ())}
            for id_ in touched:
                found.setdefault(id_, []).append(act)
    return {id_: tuple(acts) for id_, acts in found.items()}


def settlements(view: View, line: str = texts.MAIN) -> tuple[Act[Settle], ...]:
    """What was settled in a line since its head was tabled, in the order of the record."""
    head = texts.head(view, line)
    if head is None:
        return ()
    found = (act for act in view[Amendments].settled if act.body.line == line and act.order > head.order)
    return tuple(sorted(found, key=lambda act: act.order))


def history(view: View, provision: str) -> tuple[Act[Settle], ...]:
    """Every settlement of a provision, in the order of the record."""
    found = (act for act in view[Amendments].settled if act.body.provision == provision)
    return tuple(sorted(found, key=lambda act: act.order))


def wording(view: View, line: str = texts.MAIN) -> Wording | None:
    """The settled words of a line's current text; None where its head's text is not available."""
    head = texts.head(view, line)
    if head is None or head.body.wording is None:
        return None
    return overlay(head.body.wording, settlements(view, line))


def last_known(view: View, version: Act[Table], readers: Audience | None = None) -> tuple[Act[Table], Wording] | None:
    """The nearest version with known words, from this one back, and its words with what was settled since.

    What was settled on later versions, whose own words are not known, counts. With `readers`, only what was settled
    before all of them.
    """
    source = texts.latest_with_words(view, version)
    if source is None or source.body.wording is None:
        return None
    later = next((v for v in texts.versions(view, version.body.line) if v.order > version.order), None)
    settled = sorted(
        (
            act
            for act in view[Amendments].settled
            if act.body.line == version.body.line
            and act.order > source.order
            and (later is None or act.order < later.order)
            and (readers is None or reach.open_to(view, act, readers))
        ),
        key=lambda act: act.order,
    )
    return source, overlay(source.body.wording, settled)


def overlay(base: Wording, settled: Iterable[Act[Settle]]) -> Wording:
    """`base` with each settlement's result in its place."""
    current = list(base)
    for act in settled:
        current = _put(current, act.body)
    return tuple(current)


def _put(current: list[Provision], settle: Settle) -> list[Provision]:
    """The provisions after a settlement. One that stands elsewhere in the text is changed where it stands."""
    results = {p.id: p for p in settle.result}
    moved = {settle.provision} if settle.after is not None else set()
    present = {p.id for p in current} - moved
    placed = [p for p in settle.result if p.id not in present]
    kept = [results.get(p.id, p) for p in current if p.id not in moved]
    if settle.after == "":
        at = 0
    else:
        anchor = settle.after or settle.provision
        at = next((i + 1 for i, p in enumerate(kept) if p.id == anchor), len(kept))
        at = _past_its_parts(kept, at, anchor)
    return [*kept[:at], *placed, *kept[at:]]


def _past_its_parts(kept: list[Provision], at: int, anchor: str) -> int:
    """What is placed behind a point stands behind its sub-points too."""
    family = {anchor}
    while at < len(kept) and kept[at].parent in family:
        family.add(kept[at].id)
        at += 1
    return at


def outcome(view: View, amendment: str) -> tuple[Outcome, Act[Settle]] | None:
    """How an amendment was settled and by which act; None while it is pending."""
    return view[Amendments].outcome.get(amendment)


def proponents(act: Act[Propose]) -> tuple[str, ...]:
    """Whose amendment it is: as reported, or the party that made it."""
    return act.body.proponents or (act.party or act.author,)


def called(view: View, act: Act[Propose]) -> str:
    """What people call an amendment: the name that it was given, else what it does, whose it is and of which day."""
    return act.name or described(view, act)


def described(view: View, act: Act[Propose]) -> Sentence:
    """What an amendment does, in its first words, whose it is and of which day."""
    who = listed(actors.name(view, one) for one in proponents(act))
    return say("{what} ({who}, {day})", what=in_short(act.body), who=who, day=moments.known_on(view, act))


def in_short(body: Propose) -> Sentence:
    """What an amendment does, in its first words."""
    match body.change:
        case "replace":
            return _first_change(body)
        case "add":
            return say("a new point: “{words}”", words=_short(body.words or ""))
        case "delete":
            return say("Take it out")
        case "move":
            return say("Another place")
        case "split":
            return say("Split it")
        case "merge":
            return say("Merge it with others")


def _first_change(body: Propose) -> Sentence:
    """The first words that are put in place of others, put in, or struck."""
    runs = redline(body.base, body.words or "")
    first = next((place for place, run in enumerate(runs) if run.kind != "kept"), len(runs))
    changed = []
    for run in runs[first:]:
        if run.kind == "kept":
            break
        changed.append(run)
    old, new = (_short("".join(r.text for r in changed if r.kind == kind)) for kind in ("deleted", "inserted"))
    if old and new:
        return say("“{new}” instead of “{old}”", new=new, old=old)
    return say("with “{words}”", words=new) if new else say("without “{words}”", words=old)


def _short(words: str) -> str:
    found = " ".join(words.split())
    return found if len(found) <= SHOWN else f"{found[:SHOWN].rstrip()}…"


def stale(words_now: str, base: str) -> Sentence | None:
    """Why an amendment made on `base` no longer fits the words as they are; None where it does."""
    if canonical(words_now) == canonical(base):
        return None
    return say(
        "The words have changed since this amendment was made. It was made on: “{base}” They now read: “{words}” "
        "Look at them again, and make the amendment on these words.",
        base=base,
        words=words_now,
    )


def _may_propose(view: View, act: Act[Propose]) -> None:
    body = act.body
    for who in body.proponents:
        actors.known(view, who)
    if isinstance(act.basis, Own) and body.proponents and act.party not in body.proponents:
        refuse(
            "A party's own amendment names it among its proponents; another's is recorded with its source.",
            typed="--source",
        )
    head = texts.head(view, body.line)
    if head is None:
        refuse("There is no text to amend yet; table one first.")
    if body.line and not reach.open_to(view, view[texts.Texts].lines[body.line], act.audience):
        refuse(
            "Not all of these readers know of this draft; send it to them first, or name fewer readers.", typed="--to"
        )
    _may_change(act)
    if body.on:
        _may_amend_an_amendment(view, act)
    elif isinstance(act.basis, Own):
        _fits(view, act, head)
    _gives_no_words_away(view, act)


def _may_change(act: Act[Propose]) -> None:
    """The shape that each change must have, own or reported."""
    body = act.body
    if body.change in ("add", "replace") and not (body.words or "").strip():
        refuse("Give the words that the amendment wants; to take a point out, propose its deletion.", typed="--delete")
    if body.change == "replace" and canonical(body.words or "") == canonical(body.base):
        refuse("This amendment changes nothing: the point reads so already.")
    ids = (body.provision, *body.others)
    if body.change == "split" and not len(set(ids)) == len(ids) == len(body.parts) > 1:
        refuse("A split has at least two parts, each with its words.")
    if body.change == "merge" and (not body.others or body.provision in body.others):
        refuse("A merger names at least one other point.")
    if body.bases and (body.change != "merge" or len(body.bases) != len(body.others)):
        refuse("A merger gives the words of each of the other points, and no other amendment does.")
    if body.change == "move" and body.after == body.provision:
        refuse("A point cannot be moved behind itself.")


def _may_amend_an_amendment(view: View, act: Act[Propose]) -> None:
    target = view[Amendments].proposed.get(act.body.on)
    if target is None or target.body.provision != act.body.provision:
        refuse("The amendment that this one amends is not in this record, or is about another point.")
    if target.id in view[Amendments].outcome:
        refuse("{amendment} is already settled; amend the point as it stands instead.", amendment=called(view, target))
    if not reach.open_to(view, target, act.audience):
        refuse("Not all of these readers know of {name}; name fewer readers.", name=called(view, target), typed="--to")


def _gives_no_words_away(view: View, act: Act[Propose]) -> None:
    """Refuse an amendment, reported or not, whose readers could read in it the words of a text that is not for them."""
    body = act.body
    bases = dict(zip(body.others, body.bases, strict=False)) if body.change == "merge" else {}
    for id_, base in {body.provision: body.base, **bases}.items():
        closed = kept_from(view, id_, base, act.audience)
        if closed is not None:
            only = reach.readers(view, closed)
            refuse(
                "{name} is for {readers} only; what is said about it goes to no other readers.",
                name=closed.handle,
                readers=reach.named(view, only),
                typed=f"--to {','.join(sorted(only))}, or have {closed.handle} sent to them first",
            )


def kept_from(view: View, provision: str, words: str, readers: Audience) -> Act[Any] | None:
    """The act that says these words of a point, where some of these readers may read none that does; else None.

    The one text is before the whole table: whoever has a seat counts as one of its readers.
    """
    wanted = canonical(words)
    outside = audience([slug for slug in readers if not actors.at_the_table(view, slug)] or [KEEPER])
    saying = [act for act in _saying(view, provision) if wanted and wanted in canonical(_said(act, provision))]
    open_ = (reach.open_to(view, act, outside if _is_of_the_one_text(act) else readers) for act in saying)
    return None if any(open_) else next(iter(saying), None)


def _is_of_the_one_text(act: Act[Any]) -> bool:
    return isinstance(act.body, Table | Settle) and act.body.line == texts.MAIN


def _saying(view: View, provision: str) -> Iterator[Act[Any]]:
    """Every act that says words of a point, the latest version first."""
    for version in reversed(texts.versions(view)):
        yield version
        yield from texts.witnesses(view, version.id)
    yield from history(view, provision)
    yield from proposals(view, provision)


def _said(act: Act[Any], provision: str) -> str:
    """What an act says that a point reads or should read."""
    if isinstance(act.body, Propose):
        return "\n".join((act.body.words or "", *act.body.parts))
    wording = act.body.result if isinstance(act.body, Settle) else act.body.wording or ()
    return next((p.words or "" for p in wording if p.id == provision), "")


def _names_points(body: Propose, present: Container[str]) -> None:
    """A merger and a move name points that are there, a split those that are not: it would write over them."""
    for id_ in (*(body.others if body.change == "merge" else ()), *((body.after,) if body.after else ())):
        if id_ not in present:
            refuse("A point that this amendment names is not in the text.")
    if body.change == "split" and any(id_ in present for id_ in body.others):
        refuse("There already is such a point in the text; amend its words instead.")


def _fits(view: View, act: Act[Propose], head: Act[Table]) -> None:
    """An own amendment is made on the words as they are, or on the last that are known."""
    body = act.body
    found = last_known(view, head)
    present = {p.id: p for p in found[1]} if found else {}
    _names_points(body, present)
    target = present.get(body.provision)
    if body.change == "add":
        if target is not None and not target.vacant:
            refuse("There already is such a point in the text; amend its words instead.")
        return
    if target is None:
        refuse("That point is not in the text; amend the amendment that adds it instead.", typed="--on")
    if target.vacant:
        point = target.number or say("This point")
        refuse("{point} is vacant: it was deleted. Add a new point instead.", point=point)
    bases = dict(zip(body.others, body.bases, strict=False)) if body.change == "merge" else {}
    if body.change == "merge" and len(bases) != len(body.others):
        refuse("A merger gives the words of every point that it takes, as they stood when it was made.")
    for id_, base in {body.provision: body.base, **bases}.items():
        why = stale(present[id_].words or "", base)
        if why:
            refuse(why, typed="“onetext show POINT” shows them")


def _may_settle(view: View, act: Act[Settle]) -> None:
    body = act.body
    if isinstance(act.basis, Own) and not actors.holds_the_pen(view, act):
        refuse(ONLY_WITH_THE_PEN)
    head = texts.head(view, body.line)
    if head is None:
        refuse("There is no text to settle yet; table one first.")
    texts.may_be_read(view, act)
    if len({p.id for p in body.result}) != len(body.result):
        refuse("A settlement gives each point once.")
    if any(p.words is None and not p.vacant for p in body.result):
        refuse("A settled point has words, or is vacant.")
    found = last_known(view, head)
    stands = found is not None and body.provision in {p.id for p in found[1]}
    if stands and body.provision not in {p.id for p in body.result}:
        refuse("A settled point stays in the text, with its words or vacant; none is lost.")
    _all_dealt_with(view, act)


def _all_dealt_with(view: View, act: Act[Settle]) -> None:
    """No pending amendment that these readers may read is passed over, and no other is named to them."""
    body, known = act.body, view[Amendments]
    named = [entry.amendment for entry in body.dealt]
    dealt = set(named)
    for id_ in dealt:
        target = known.proposed.get(id_)
        if target is None or target.body.line != body.line:
            refuse("An amendment that is to be settled is not in this record.")
        if named.count(id_) > 1:
            refuse("{amendment} is dealt with twice; accept it or reject it, once.", amendment=target.handle)
        if id_ in known.outcome:
            refuse("{amendment} is already settled.", amendment=called(view, target))
        if not reach.open_to(view, target, act.audience):
            refuse(
                "Not all of these readers know of {name}; send it to them first.",
                name=called(view, target),
                typed="“send”",
            )
    waiting = by_provision(view, body.line)
    touched = {body.provision, *(p.id for p in body.result)}
    left = sorted(
        {
            a
            for id_ in touched
            for a in waiting.get(id_, ())
            if a.id not in dealt and reach.open_to(view, a, act.audience)
        },
        key=lambda a: a.order,
    )
    if left:
        refuse(
            "Say what becomes of every amendment pending there; left out: {names}.",
            names=listed(called(view, a) for a in left),
            typed=f"--accept or --reject, with {' or '.join(a.handle for a in left)}",
        )


def _says_nothing_hidden(view: View, act: Act[Table]) -> None:
    """What a version says of a provision, all its readers can know of: as tabled, as proposed, or as settled."""
    named = {id_ for entry in act.body.disposed for id_ in (entry.provision, *entry.into)}
    before = (version for version in texts.versions(view) if reach.open_to(view, version, act.audience))
    told = {p.id for version in before for p in version.body.wording or ()}
    told |= {p.id for p in act.body.wording or ()}
    if named <= told:
        return
    told |= {id_ for a in shared(view, proposals(view), act.audience) for id_ in (a.body.provision, *a.body.others)}
    told |= {s.body.provision for s in view[Amendments].settled if reach.open_to(view, s, act.audience)}
    if named - told:
        refuse(
            "This version says what became of a point that its readers cannot know of; leave that point out.",
            typed="--dispose",
        )


def _proposed(state: Amendments, act: Act[Propose]) -> Amendments:
    return replace(state, proposed=state.proposed.insert(act.id, act))


def _settled(state: Amendments, act: Act[Settle]) -> Amendments:
    found = state.outcome
    for entry in act.body.dealt:
        if entry.amendment not in found:
            found = found.insert(entry.amendment, (entry.outcome, act))
    return replace(state, outcome=found, settled=state.settled.push_front(act))


_BINDING = tuple(name for name in Propose.__struct_fields__ if name not in {"reason", "number"})
SUBJECT = Subject(
    "amendments",
    Amendments(),
    (
        Kind("propose", Propose, _proposed, _may_propose, fixed=_BINDING),
        Kind("settle", Settle, _settled, _may_settle, fixed=("provision", "result", "dealt", "after", "line")),
    ),
    concerns={Table: _says_nothing_hidden},
)
