"""Provenance: who proposed each word of a text, when, in which version or amendment, and who changed it since."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from onetext.process import actors, alignments, amendments, current, moments, points, texts
from onetext.process.amendments import Propose, Settle
from onetext.process.current import Standing
from onetext.process.texts import MAIN, Table
from onetext.record.act import Act, Own
from onetext.record.errors import refuse
from onetext.record.times import Exactly, Unknown, describe
from onetext.record.view import View
from onetext.sentences import Sentence, enumerated, listed, say
from onetext.text.provenance import (
    Event,
    Gone,
    Origin,
    Passage,
    Proposal,
    Provenance,
    Step,
    Version,
    counted_words,
    trace,
)
from onetext.text.provision import Provision

UNKNOWN = "unknown"


@dataclass(frozen=True)
class Point:
    """Whose words a point is made of, in passages.

    `number` is what is printed for it, "" for nothing. Where it is not `known` how the point reads now, they are those
    that it is last known to have had. `gone` are words that stood there or were proposed, and do not stand there;
    `pending` what each pending amendment wants, in passages.
    """

    id: str
    number: str
    passages: tuple[Passage, ...]
    gone: tuple[Gone, ...]
    pending: tuple[tuple[Act[Propose], tuple[Passage, ...]], ...]
    known: bool = True


@dataclass(frozen=True)
class Traced:
    """Whose words a line of drafts is made of: its head, its points in order, and those no longer in it behind them.

    `acts` are what origins and events name: versions, amendments, settlements and withdrawals, by their ids.
    """

    head: Act[Table]
    points: tuple[Point, ...]
    acts: Mapping[str, Act[Any]]

    def passages(self) -> Iterator[Passage]:
        """All passages that stand in the text."""
        for point in self.points:
            yield from point.passages


def of(view: View, line: str = MAIN) -> Traced:
    """Whose words the text of a line is, as far as this viewer may know. Raises Refused where there is no text yet."""
    head = texts.head(view, line)
    if head is None:
        refuse("There is no text yet; table one first.")
    acts = _acts(view, head)
    found = trace(_step(view, act) for act in acts)
    standing = current.standings(view, line)
    told = [_standing_point(view, found, one) for one in standing]
    shown = {one.id for one in told}
    labels = points.labels(view, line)
    waiting = _pending(found)
    past = [id_ for id_ in {**found.provisions, **found.gone, **waiting} if id_ not in shown]
    new = [id_ for id_ in waiting if id_ not in {**found.provisions, **found.gone}]
    for id_ in past:
        number = labels.get(id_, "" if id_ in new else texts.GONE)
        told.append(_point(view, found, id_, number, known=id_ not in found.unknown))
    return Traced(head, tuple(told), {act.id: act for act in acts})


def as_tabled(view: View, version: Act[Table]) -> Traced:
    """Whose words a version was made of when it was tabled, as far as this viewer may know."""
    acts = [act for act in _acts(view, version) if act.order <= version.order]
    found = trace(_step(view, act) for act in acts)
    told = (_point(view, found, one.id, one.number, known=one.words is not None) for one in version.body.wording or ())
    return Traced(version, tuple(told), {act.id: act for act in acts})


def _standing_point(view: View, found: Provenance, one: Standing) -> Point:
    number = one.provision.number if one.provision.heading else points.label(one)
    known = one.provision.words is not None or one.provision.vacant
    return _point(view, found, one.provision.id, number, known=known)


def counts(view: View, traced: Traced) -> dict[tuple[str, ...], int]:
    """How many words of the text each party proposed, by the parties that did so together, most first; () unknown."""
    found: dict[tuple[str, ...], int] = {}
    for passage in traced.passages():
        if passage.origin is not None:
            who = whose(view, passage.origin)
            for count in counted_words([passage]).values():
                found[who] = found.get(who, 0) + count
    return dict(sorted(found.items(), key=lambda item: (-item[1], item[0])))


def whose(view: View, origin: Origin) -> tuple[str, ...]:
    """The short names of those who proposed words; a name in a bracket that is no actor's stays as it is written."""
    if not origin.bracket:
        return origin.who
    slugs = {act.body.slug.casefold(): act.body.slug for act in actors.everybody(view)}
    slugs.update((act.body.name.casefold(), act.body.slug) for act in actors.everybody(view))
    return tuple(dict.fromkeys(slugs.get(name.casefold(), name) for name in origin.who))


def named(view: View, who: Sequence[str]) -> str:
    """Who proposed words, for a reader: "Ash and Birch", "unknown"."""
    names = [actors.doer(view, slug) for slug in who]
    return enumerated(names) or UNKNOWN


def place(view: View, traced: Traced, origin: Origin) -> str:
    """Where words came in, for a reader: "v1", "amendment a1", "v2 or, unseen, v1"."""
    act = traced.acts[origin.step]
    if origin.quoted:
        return say("the words that {amendment} was made on", amendment=amendments.called(view, act))
    if origin.hidden:
        hidden = listed(traced.acts[key].handle for key in origin.hidden)
        return say("{where}, or {hidden}, of which words are not known", where=_called(view, act), hidden=hidden)
    return _called(view, act)


def happened(view: View, traced: Traced, event: Event, labels: Mapping[str, str]) -> str:
    """What became of words, for a reader: "left in v1", "came back in v2", "moved here from 3 in v2"."""
    where = _called(view, traced.acts[event.step])
    if event.kind == "left":
        return say("left in {where}", where=where)
    back = event.kind == "came back"
    if not event.place:
        return say("came back in {where}", where=where) if back else say("moved here in {where}", where=where)
    point = labels.get(event.place, texts.GONE)
    if back:
        return say("came back from {point} in {where}", point=point, where=where)
    return say("moved here from {point} in {where}", point=point, where=where)


def went(view: View, traced: Traced, gone: Gone) -> str:
    """How words went, for a reader: "went in v1, by Ash", "proposed in a1, which was rejected"."""
    act = traced.acts[gone.step]
    if not gone.proposal:
        by = named(view, _by(act))
        if by == UNKNOWN:
            return say("went in {where}", where=_called(view, act))
        return say("went in {where}, by {who}", where=_called(view, act), who=by)
    if view.withdrawn(gone.proposal):
        return say("was withdrawn")
    outcome = amendments.outcome(view, gone.proposal)
    return _settled(outcome[0] if outcome else "", _called(view, act))


def _settled(outcome: str, where: str) -> Sentence:
    match outcome:
        case "accepted":
            return say("was accepted in {where}", where=where)
        case "rejected":
            return say("was rejected in {where}", where=where)
        case "settled otherwise":
            return say("was settled otherwise in {where}", where=where)
        case _:
            return say("was settled in {where}", where=where)


def told(
    view: View, traced: Traced, origin: Origin, events: Sequence[Event], labels: Mapping[str, str]
) -> tuple[str, str, str, str]:
    """Words in words: who proposed them, when, in what, and what became of them since ("" for nothing)."""
    who = named(view, whose(view, origin))
    where = place(view, traced, origin)
    where = say("{where}, named in its bracket", where=where) if origin.bracket else where
    since = listed((happened(view, traced, event, labels) for event in events), "; ")
    return who, _when(view, traced.acts[origin.step]), where, since


def _when(view: View, act: Act[Any]) -> str:
    """When words were proposed, as far as is known; of a report that does not say, since when it was known."""
    if isinstance(act.happened, Unknown):
        return moments.known_on(view, act)
    return moments.on_day(view, act.happened.instant) if isinstance(act.happened, Exactly) else describe(act.happened)


def _called(view: View, act: Act[Any]) -> str:
    if isinstance(act.body, Table):
        return say("{version}, a paraphrase", version=act.handle) if act.body.paraphrase else act.handle
    if isinstance(act.body, Propose):
        return say("amendment {name}", name=amendments.called(view, act))
    if isinstance(act.body, Settle):
        return _settlement(view, act)
    return say("the withdrawal {name}", name=act.handle)


def _settlement(view: View, act: Act[Any]) -> str:
    """A settlement by who settled it and when, for it seldom has a name."""
    by, when = _by(act), _when(view, act)
    if not by:
        return say("the settlement of {when}, as reported", when=when)
    return say("the settlement of {when} by {who}", when=when, who=named(view, by))


def _acts(view: View, head: Act[Table]) -> list[Act[Any]]:
    """What happened to the words of a line, in the order of the record: also amendments that were withdrawn."""
    line = head.body.line
    versions = texts.lineage(view, head)
    first = min(act.order for act in versions)
    found: list[Act[Any]] = [*versions, *(act for act in amendments.proposals(view) if act.body.line == line)]
    found += [act for act in view[amendments.Amendments].settled if act.body.line == line and act.order > first]
    for act in view.acts:
        if isinstance(act.body, Propose) and act.body.line == line and view.withdrawn(act.id):
            found += [act, view.replaced[act.id][0]]
    return sorted(found, key=lambda act: act.order)


def _step(view: View, act: Act[Any]) -> Step:
    body = act.body
    if isinstance(body, Table):
        complete, follows = texts.is_complete(body), tuple(_follows(view, act))
        return Version(act.id, _by(act), body.wording, complete, follows=follows)
    if isinstance(body, Settle):
        accepted = tuple(entry.amendment for entry in body.dealt if entry.outcome == "accepted")
        dealt = tuple(entry.amendment for entry in body.dealt)
        return Version(act.id, _by(act), body.result, only=True, accepted=accepted, dealt=dealt)
    if isinstance(body, Propose):
        return _proposal(act)
    return Version(act.id, (), (), only=True, dealt=(body.act,))


def _follows(view: View, act: Act[Table]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Which points of its parent the points of a version continue, as persons said with its drafters or afterwards."""
    for match in alignments.settled(view, act.body.parent, act.id):
        yield from ((new, match.body.before) for new in match.body.after)
    for match in alignments.settled(view, act.id, act.body.parent):
        yield from ((new, match.body.after) for new in match.body.before)
    for entry in act.body.disposed:
        yield from ((new, (entry.provision,)) for new in entry.into)


def _by(act: Act[Any]) -> tuple[str, ...]:
    """Who wrote what is new in a version or settlement; () where that is not known."""
    if isinstance(act.body, Table):
        return () if act.body.paraphrase else act.body.authors
    return (act.party or act.author,) if isinstance(act.basis, Own) else ()


def _proposal(act: Act[Propose]) -> Proposal:
    body = act.body
    merged = zip(body.others, body.bases, strict=False) if body.change == "merge" else ()
    base = tuple(Provision(id_, words) for id_, words in ((body.provision, body.base), *merged))
    wording = [Provision(body.provision, body.words)] if body.words else []
    if body.change == "split":
        ids = (body.provision, *body.others)
        wording = [Provision(id_, words) for id_, words in zip(ids, body.parts, strict=False)]
    return Proposal(act.id, amendments.proponents(act), base, tuple(wording), body.on)


def _pending(found: Provenance) -> dict[str, None]:
    return {id_: None for wanted in found.pending.values() for id_ in wanted}


def _point(view: View, found: Provenance, id_: str, number: str, *, known: bool) -> Point:
    passages = found.provisions.get(id_, ())
    wanted = [(view.act(key), of_[id_]) for key, of_ in found.pending.items() if id_ in of_]
    pending = tuple((act, tuple(_anew(view, act, of_, passages))) for act, of_ in wanted if act is not None)
    return Point(id_, number, passages, found.gone.get(id_, ()), pending, known)


def _anew(view: View, amendment: Act[Any], wanted: Iterable[Passage], standing: Iterable[Passage]) -> Iterator[Passage]:
    """What an amendment wants; words of one that was turned down before came back in this one."""
    present = {amendment.id, *(one.origin.step for one in standing if one.origin is not None)}
    for one in wanted:
        step = one.origin.step if one.origin is not None and one.origin.step not in present else ""
        was = view.act(step) if step else None
        if was is not None and isinstance(was.body, Propose) and _is_over(view, was.id):
            back = Event("came back", amendment.id)
            yield Passage(one.words, one.origin, (*one.events, back))
        else:
            yield one


def _is_over(view: View, amendment: str) -> bool:
    return view.withdrawn(amendment) or amendments.outcome(view, amendment) is not None
