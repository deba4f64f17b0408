"""Settling: what a point reads when certain of its amendments are accepted. No machine chooses among them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NoReturn

import msgspec

from onetext.process import actors, amendments, carrying, current, texts
from onetext.process.amendments import Dealt, Propose, Settle
from onetext.process.current import Standing
from onetext.record.act import Act, Own
from onetext.record.audience import PUBLIC, Audience
from onetext.record.errors import refuse
from onetext.record.subject import Subject
from onetext.record.view import View
from onetext.sentences import Sentence, listed, say, say_count
from onetext.text.carrying import Change, carry
from onetext.text.provision import Provision, canonical

_AGAIN = ("bis", "ter", "quater", "quinquies", "sexies", "septies", "octies")


def gone(view: View, id_: str) -> Sentence:
    """Why nothing can be said any more of an amendment that was pending."""
    act = view.act(id_)
    if act is None or not isinstance(act.body, Propose):
        return say("An amendment that is to be settled is not in this record.")
    if view.withdrawn(id_):
        by, _ = view.replaced[id_]
        return say(
            "{who} took this amendment back meanwhile: {amendment}. Look at what is left, and settle it again.",
            who=actors.name(view, by.party or by.author),
            amendment=amendments.called(view, act),
        )
    return say("{amendment} is already settled.", amendment=amendments.called(view, act))


@dataclass(frozen=True, slots=True)
class _Result:
    provisions: tuple[Provision, ...]
    after: str | None = None


def readers(view: View, dealt: Iterable[Act[Propose]], usual: Audience) -> Audience:
    """To whom a settlement is told where nothing is said: what only the table knows of is settled before the table."""
    table = actors.seated(view)
    shared = amendments.shared(view, dealt, table)
    return usual if amendments.shared(view, shared, PUBLIC) == shared else actors.the_table(view)


def settlement(
    standing: Standing,
    accepted: Sequence[Act[Propose]],
    rejected: Sequence[Act[Propose]],
    words: str | None,
    reason: str,
    line: str = texts.MAIN,
    everything: Sequence[Standing] = (),
) -> Settle:
    """The act that settles a point: with what was accepted, or with these `words`, or as it stands.

    With `words`, the pending amendments that are neither accepted nor rejected are settled otherwise. `everything` is
    the whole text, for a merger. Raises Refused where nothing is said, or what was accepted cannot stand together.
    """
    if words is None and not accepted and not rejected:
        _refuse_to_settle_nothing(standing)
    if words is not None and not words.strip():
        refuse("Give the words that the point settles on.", typed="--words")
    dealt = [Dealt(act.id, "accepted") for act in accepted]
    dealt += [Dealt(act.id, "rejected") for act in rejected]
    if words is not None:
        _refuse_accepted_in_other_words(standing, accepted, words, everything)
        told = {entry.amendment for entry in dealt}
        dealt += [Dealt(act.id, "settled otherwise") for act in standing.pending if act.id not in told]
        after = _place(standing)
        result = _Result((msgspec.structs.replace(standing.provision, words=words, vacant=False),), after)
    else:
        result = _accepted(standing, accepted, everything)
    return Settle(standing.provision.id, result.provisions, tuple(dealt), result.after, line, reason)


def _called(act: Act[Propose]) -> str:
    return act.name or amendments.in_short(act.body)


def _refuse_to_settle_nothing(standing: Standing) -> NoReturn:
    pending = [_called(act) for act in standing.pending]
    if not pending:
        refuse(
            "No amendment is pending there; give the words that it settles on, or propose an amendment.",
            typed="--words, or “amend”",
        )
    sentence = say_count(
        "{count} amendment is pending there: {names}. Accept or reject it, or give other words.",
        "{count} amendments are pending there: {names}. Accept or reject them, or give other words.",
        len(pending),
        names=listed(pending),
    )
    refuse(sentence, typed="--accept, --reject or --words")


def _refuse_accepted_in_other_words(
    standing: Standing, accepted: Sequence[Act[Propose]], words: str, everything: Sequence[Standing]
) -> None:
    """An amendment is accepted in the words that it brings: of no wish is it said that other words met it."""
    if not accepted:
        return
    whole = {act.body.change for act in accepted} <= {"add", "replace"}
    brought = _accepted(standing, accepted, everything).provisions if whole else ()
    if not whole or [canonical(one.words or "") for one in brought] != [canonical(words)]:
        _refuse_other_words(accepted)


def _refuse_other_words(accepted: Sequence[Act[Propose]]) -> NoReturn:
    refuse(
        "Accepting {names} puts in the words that were proposed, no others. Accept without giving words; or give "
        "words without accepting, and what is pending is settled otherwise.",
        names=listed(act.handle for act in accepted),
        typed="--words without --accept",
    )


def _place(standing: Standing) -> str | None:
    """Where a point that is not in the text yet goes: behind the one that the first amendment adding it names."""
    added = next((a for a in standing.pending if a.body.change == "add"), None)
    return added.body.after if added is not None else None


def _accepted(standing: Standing, accepted: Sequence[Act[Propose]], everything: Sequence[Standing]) -> _Result:
    kinds = {act.body.change for act in accepted}
    if not accepted:
        return _as_it_stands(standing)
    if len(accepted) > 1 and kinds != {"replace"}:
        refuse("Accept one amendment at a time where a point is added, deleted, moved, split or merged.")
    wished = _fitting(standing, accepted, everything)
    first = accepted[0].body
    if first.change == "replace" and not _place_is_given(standing):
        return _Result((msgspec.structs.replace(standing.provision, words=_together(standing, accepted, wished)),))
    return _structure(standing, first, everything)


def _place_is_given(standing: Standing) -> bool:
    return _place(standing) is not None and standing.provision.words == ""


def _as_it_stands(standing: Standing) -> _Result:
    if standing.dropped or (standing.provision.words == "" and _place(standing) is not None):
        return _Result(())
    if standing.provision.words is None and not standing.provision.vacant:
        refuse("The point's present words are not known; give the words that it settles on.", typed="--words")
    return _Result((standing.provision,))


def _fitting(standing: Standing, accepted: Sequence[Act[Propose]], everything: Sequence[Standing]) -> list[Change]:
    """What is accepted, as changes of the words as they are; refused where one of them no longer fits."""
    words = standing.known_words or ""
    text = {one.provision.id: one.provision for one in everything}
    found = carrying.carried(standing.provision, words, standing.pending, lambda act: (_called(act),), text)
    wanted = {act.id for act in accepted}
    for act in accepted:
        if act.id not in {one.act.id for one in found}:
            refuse("{amendment} is not pending at this point; settle the point that it names.", amendment=_called(act))
    for one in found:
        if one.state == "no longer fits" and one.act.id in wanted:
            refuse(
                "{amendment} no longer fits. {why} It was made on: “{base}” The words now read: “{words}” "
                "Propose it anew on these words, or settle on words that you give.",
                amendment=_called(one.act),
                why=one.reason,
                base=one.act.body.base,
                words=words,
                typed="--words",
            )
        if one.state == "carried" and one.act.id in wanted and standing.provision.words is None:
            refuse(
                "{amendment} was made on other words than the last that are known; settle on words that you give.",
                amendment=_called(one.act),
                typed="--words",
            )
    return [one.change for one in found if one.act.id in wanted and one.change is not None]


def _together(standing: Standing, accepted: Sequence[Act[Propose]], wished: Sequence[Change]) -> str:
    """The words with several amendments in them, where they do not touch the same words."""
    if len(wished) == 1:
        return wished[0].new or ""
    found = carry(standing.known_words or "", wished)
    if found.unfit or found.collisions or found.words is None:
        refuse(
            "{names} want different words in the same place; accept one of them, or settle on words that you give.",
            names=listed(map(_called, accepted)),
            typed="--words",
        )
    return found.words


def _structure(standing: Standing, wanted: Propose, everything: Sequence[Standing]) -> _Result:
    provision = standing.provision
    match wanted.change:
        case "delete":
            return _Result((msgspec.structs.replace(provision, words=None, vacant=True),))
        case "add" | "replace":
            number = wanted.number or provision.number
            after = _place(standing)
            return _Result((msgspec.structs.replace(provision, words=wanted.words, number=number),), after)
        case "move":
            return _Result((provision,), wanted.after)
        case "split":
            return _Result(parts(provision, wanted))
        case "merge":
            gone = [s.provision for s in everything if s.provision.id in wanted.others]
            whole = msgspec.structs.replace(provision, words=wanted.words)
            return _Result((whole, *(msgspec.structs.replace(p, words=None, vacant=True) for p in gone)))


def parts(provision: Provision, wanted: Propose) -> tuple[Provision, ...]:
    """The parts of a split: the first keeps the id and the number, the others are "3 bis", "3 ter" and so on."""
    parts = [msgspec.structs.replace(provision, words=wanted.parts[0])]
    for place, (id_, words) in enumerate(zip(wanted.others, wanted.parts[1:], strict=False)):
        number = f"{provision.number} {_AGAIN[place]}" if provision.number and place < len(_AGAIN) else ""
        parts.append(msgspec.structs.replace(provision, id=id_, words=words, number=number))
    return tuple(parts)


def _as_was_accepted(view: View, act: Act[Settle]) -> None:
    """What the keeper of the pen settles is in the words of what is accepted, and about what that names, no more.

    A settlement that a document reports is recorded as it is reported.
    """
    body = act.body
    everything = current.standings(view, body.line)
    standing = next((one for one in everything if one.provision.id == body.provision), None)
    if not isinstance(act.basis, Own):
        return
    if standing is None:
        refuse("That point is not in the text; amend the amendment that adds it instead.", typed="--on")
    accepted, rejected = (_dealt_with(view, body, outcome) for outcome in ("accepted", "rejected"))
    _refuse_other_points(standing, body, accepted)
    for one in body.result:
        if not one.vacant and not (one.words or "").strip() and (standing.known_words or "").strip():
            refuse("Give the words that the point settles on.", typed="--words")
    if accepted:
        expected = _accepted(standing, accepted, everything)
        if _said_of(expected.provisions) != _said_of(body.result) or expected.after != body.after:
            _refuse_other_words(accepted)
    adopted = {canonical(one.body.words or "") for one in rejected if one.body.change == "replace"}
    now = {canonical(one.words or "") for one in body.result if one.id == body.provision}
    if not accepted and adopted & now - {canonical(standing.known_words or "")}:
        refuse("What is rejected is not what the point settles on: accept it, or give other words.", typed="--accept")


def _dealt_with(view: View, body: Settle, outcome: str) -> list[Act[Propose]]:
    found = (view.act(entry.amendment) for entry in body.dealt if entry.outcome == outcome)
    return [act for act in found if act is not None and isinstance(act.body, Propose)]


def _refuse_other_points(standing: Standing, body: Settle, accepted: Sequence[Act[Propose]]) -> None:
    named = {body.provision, *(id_ for act in accepted for id_ in act.body.others)}
    provision = standing.provision
    own = next((one for one in body.result if one.id == body.provision), provision)
    moved = body.after is not None and not any(act.body.after == body.after for act in (*accepted, *standing.pending))
    if not {one.id for one in body.result} <= named or own.parent != provision.parent or moved:
        refuse("A settlement changes the point that it settles and those that an accepted amendment names, no others.")


def _said_of(provisions: Iterable[Provision]) -> dict[str, tuple[str, bool, str]]:
    return {one.id: (canonical(one.words or ""), one.vacant, one.number) for one in provisions}


SUBJECT: Subject[None] = Subject("settling", None, (), {Settle: _as_was_accepted})
