"""The silence procedure: words are adopted when no addressee objects by an exact instant.

Nothing happens at that instant: the outcome is worked out whenever somebody looks. Silence binds only those who were
addressed. The procedure is that of multilateral bodies; compare UN General Assembly decision 74/544 (2020).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

import msgspec
from rpds import HashTrieMap

from onetext.process import actors, amendments, current, negotiation, texts
from onetext.process.reach import spoken_of
from onetext.process.texts import MAIN, Table
from onetext.record.act import Act, Own
from onetext.record.audience import PUBLIC
from onetext.record.errors import refuse
from onetext.record.subject import Kind, Subject
from onetext.record.times import Instant, bounds
from onetext.record.view import View
from onetext.sentences import Sentence, say
from onetext.text.provision import Wording, fingerprint, lead_ins

Outcome = Literal["running", "adopted by silence", "broken", "void: the words changed", "unclear"]
InTime = Literal["yes", "no", "unclear"]
IN_TIME: dict[InTime, Sentence] = {
    "yes": say("in time"),
    "no": say("too late"),
    "unclear": say("not known whether in time"),
}


class Silence(msgspec.Struct, frozen=True, omit_defaults=True):
    """Words are put under silence: adopted unless one of `addressees` objects by `until`, that instant included.

    `provision` is the id of a provision, or "" for the whole text; `words` the fingerprint of the words that are put.
    """

    addressees: tuple[str, ...]
    until: Instant
    words: str
    provision: str = ""
    line: str = MAIN


class Break(msgspec.Struct, frozen=True, omit_defaults=True):
    """An addressee objects."""

    silence: str
    by: str
    reason: str = ""


@dataclass(frozen=True)
class Silences:
    """Every procedure and every objection."""

    started: HashTrieMap[str, Act[Silence]] = HashTrieMap()
    broken: HashTrieMap[str, Act[Break]] = HashTrieMap()


@dataclass(frozen=True, slots=True)
class Result:
    """How a procedure stands at the moment of looking.

    `objections` are in the order of the record, each with whether it came in time. `silent` are the addressees whose
    silence adopted the words; `not_asked` the parties at the table who were not addressed: nothing follows for them.
    `outdated` says that the words no longer stand as they were adopted, or are not known to.
    """

    silence: Act[Silence]
    outcome: Outcome
    objections: tuple[tuple[Act[Break], InTime], ...]
    silent: tuple[str, ...]
    not_asked: tuple[str, ...]
    outdated: bool


def procedures(view: View) -> tuple[Act[Silence], ...]:
    """The silence procedures, in the order of the record."""
    return tuple(sorted(view[Silences].started.values(), key=lambda act: act.order))


def result(view: View, act: Act[Silence]) -> Result:
    """How a procedure stands at the moment of looking."""
    heard = tuple((objection, in_time(objection, act.body.until)) for objection in objections(view, act.id))
    answers = {answer for objection, answer in heard if objection.body.by in act.body.addressees}
    outcome = _outcome(view, act, answers)
    adopted = outcome == "adopted by silence"
    return Result(
        act,
        outcome,
        heard,
        tuple(sorted(act.body.addressees)) if adopted else (),
        tuple(slug for slug in actors.seated(view, "party") if slug not in act.body.addressees),
        adopted and _changed(view, act.body, view.at) is not False,
    )


def adopted(
    view: View, asked: Callable[[Act[Silence]], bool], prints: Mapping[str, str | None], line: str = MAIN
) -> Act[Silence] | None:
    """The latest procedure in which silence adopted exactly these words, of those that `asked` whom one means.

    `prints` are the fingerprints of the words in question, by what they are the words of: a provision's id, or "" for
    the whole text.
    """
    about = (
        act
        for act in view[Silences].started.values()
        if act.body.line == line and act.body.words and prints.get(act.body.provision) == act.body.words
        if asked(act)
    )
    found = (act for act in about if result(view, act).outcome == "adopted by silence")
    return max(found, key=lambda act: act.order, default=None)


def objections(view: View, id_: str) -> tuple[Act[Break], ...]:
    """The objections to a procedure, in the order of the record.

    One that was taken back within the term does not count; taken back later it does: the silence was already broken.
    """
    started = view[Silences].started.get(id_)
    found = [act for act in view[Silences].broken.values() if act.body.silence == id_]
    for target, (act, replacement) in view.replaced.items():
        taken = view.act(target)
        late = started is not None and act.recorded > started.body.until
        if replacement.body is None and late and taken is not None and isinstance(taken.body, Break):
            found += [taken] if taken.body.silence == id_ else []
    return tuple(sorted(found, key=lambda act: act.order))


def in_time(objection: Act[Break], until: datetime) -> InTime:
    """Whether an objection was made by `until`; at that very instant is in time.

    A reported one counts when it was surely made by then, because it happened or was known by then.
    """
    if isinstance(objection.basis, Own):
        return "yes" if objection.recorded <= until else "no"
    earliest, latest = bounds(objection.happened)
    if min(latest or objection.known, objection.known) <= until:
        return "yes"
    return "no" if earliest is not None and earliest > until else "unclear"


def words_at(view: View, provision: str, line: str, moment: datetime) -> str | None:
    """The fingerprint that a provision (or, with "", the whole text) had at a moment; None where it is not known."""
    head = _head_at(view, line, moment)
    if head is None or head.body.wording is None:
        return None
    settled = sorted(
        (
            act
            for act in view[amendments.Amendments].settled
            if act.body.line == line and act.order > head.order and act.order[0] <= moment
        ),
        key=lambda act: act.order,
    )
    wording = amendments.overlay(head.body.wording, settled)
    return _fingerprint(wording, provision) if provision else texts.fingerprint_in(head, wording)


def _outcome(view: View, act: Act[Silence], answers: set[InTime]) -> Outcome:
    """Of a reported procedure nobody can say here that no objection was made; only that none is known."""
    if "yes" in answers:
        return "broken"
    changed = _changed(view, act.body, min(view.at, act.body.until))
    if changed:
        return "void: the words changed"
    if view.at <= act.body.until:
        return "running"
    sure = changed is False and "unclear" not in answers and isinstance(act.basis, Own)
    return "adopted by silence" if sure else "unclear"


def _changed(view: View, body: Silence, moment: datetime) -> bool | None:
    """Whether other words stand at a moment than were put under silence; None where that is not known."""
    head = _head_at(view, body.line, moment)
    if not body.words or head is None or head.body.wording is None:
        return None
    return words_at(view, body.provision, body.line, moment) != body.words


def _head_at(view: View, line: str, moment: datetime) -> Act[Table] | None:
    seen: set[str] = set()
    head = texts.head(view, line)
    while head is not None and head.order[0] > moment and head.id not in seen:
        seen.add(head.id)
        head = view[texts.Texts].versions.get(head.body.parent)
    return head if head is not None and head.order[0] <= moment else None


def _fingerprint(wording: Wording, provision: str) -> str | None:
    words = next((p.words for p in wording if p.id == provision), None)
    above = lead_ins(wording).get(provision)
    return None if words is None or above is None else fingerprint(words, above)


def _may_start(view: View, act: Act[Silence]) -> None:
    body = act.body
    for addressee in body.addressees:
        actors.known(view, addressee)
    if not body.addressees or len(set(body.addressees)) != len(body.addressees):
        refuse("Name who is addressed, each once: only their silence can adopt the words.")
    if not isinstance(act.basis, Own):
        return
    author = act.party or act.author
    if not actors.holds_the_pen(view, act) and author not in texts.holders(view, body.line):
        refuse("A silence procedure is started by those who hold the pen or the text.")
    if act.audience != PUBLIC and not all(_reads(view, act, addressee) for addressee in body.addressees):
        refuse("Everybody who is addressed must be able to read it; name more readers.", typed="--to")
    if body.until <= view.at:
        refuse("The term of a silence procedure lies in the future; give a later end.", typed="--until")
    if not body.words:
        refuse("The present words are not available; only known words can be put under silence.")
    _refuse_while_one_runs(view, body)
    if words_at(view, body.provision, body.line, view.at) != body.words:
        refuse("These are not the words as they stand now; look again and start the procedure over the present words.")


def _reads(view: View, act: Act[Silence], addressee: str) -> bool:
    """Whether an addressee reads a procedure, itself or for an actor that does: an office decides for its party."""
    return bool(set(act.audience) & {addressee, *actors.acts_for(view, addressee, actors.today(view))})


def _refuse_while_one_runs(view: View, body: Silence) -> None:
    """The same words are put under silence once at a time: two terms would be two answers to one question."""
    for act in procedures(view):
        about = (act.body.line, act.body.provision, act.body.words) == (body.line, body.provision, body.words)
        if about and result(view, act).outcome == "running":
            refuse(
                "These words are under silence already: {name} runs until {moment}.",
                name=act.handle,
                moment=shown(view, act.body.until),
            )


def _may_break(view: View, act: Act[Break]) -> None:
    started: Act[Silence] = spoken_of(view, act, act.body.silence, Silence)
    who = actors.name(view, actors.known(view, act.body.by).body.slug)
    if act.body.by != act.author:  # a person who was addressed speaks for itself, also while it acts for its party
        actors.acting(view, act, act.body.by)
    if not isinstance(act.basis, Own):
        return
    if act.body.by not in started.body.addressees:
        refuse("{name} was not addressed; its silence binds nobody and it has nothing to break.", name=who)
    if act.recorded > started.body.until:
        ended = shown(view, started.body.until)
        refuse(
            "The term ended at {moment}; an objection came too late. Propose an amendment or reopen the point.",
            moment=ended,
        )


def subject(view: View, act: Act[Silence]) -> Sentence:
    """What was put under silence."""
    if not act.body.provision:
        return say("the whole text")
    return say("point {point}", point=current.labels(view, act.body.line).get(act.body.provision, texts.GONE))


def shown(view: View, moment: datetime) -> str:
    """An instant as the record's own clock shows it, with the clock's name, to the second."""
    local = moment.astimezone(negotiation.zone(view))
    return f"{local:%Y-%m-%d %H:%M:%S} {local.tzname()} ({negotiation.zone(view).key})"


def _started(state: Silences, act: Act[Silence]) -> Silences:
    return replace(state, started=state.started.insert(act.id, act))


def _broke(state: Silences, act: Act[Break]) -> Silences:
    return replace(state, broken=state.broken.insert(act.id, act))


SUBJECT = Subject(
    "silence",
    Silences(),
    (
        Kind("start", Silence, _started, _may_start, fixed=Silence.__struct_fields__),
        Kind("break", Break, _broke, _may_break, fixed=("silence", "by")),
    ),
)
