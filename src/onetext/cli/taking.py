"""Taking a document: its amendments and comments handed in as acts, and what is told of them."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import msgspec

from onetext.cli.desk import Acting, Desk
from onetext.cli.page import Page, lines
from onetext.cli.replay import REPLAY
from onetext.cli.texts import counted
from onetext.exchange.authors import meant
from onetext.exchange.proposals import Proposal, Taken
from onetext.exchange.remarks import Remark, Remarks
from onetext.process import actors, links, wishes
from onetext.record.act import Act, Own, Reported, Source
from onetext.record.audience import KEEPER
from onetext.record.record import Draft
from onetext.record.times import Exactly
from onetext.record.view import View

_QUOTED = 120


class Origin(msgspec.Struct, frozen=True):
    """The document that changes are taken from, and what was said of whose they are."""

    file: str
    title: str
    digest: str
    authors: tuple[str, ...]

    def source(self, view: View, place: str, quote: str) -> Source:
        """A citation of it, as of today."""
        short = " ".join(quote.split())[:_QUOTED] or place
        return Source(self.file, short, place, actors.today(view), self.digest, title=self.title)


def handed_in(at: Acting, new: Taken, notes: Remarks, origin: Origin) -> list[Act[Any]]:
    """Hand in all amendments and comments: first those that rest on no other, then those on them."""
    made: dict[tuple[str, int], Act[Any]] = {}
    while True:
        ready: list[tuple[tuple[str, int], Draft]] = []
        for place, one in enumerate(new.proposals):
            if ("amendment", place) not in made and (one.on is None or ("amendment", one.on) in made):
                on = made["amendment", one.on].id if one.on is not None else one.body.on
                ready.append((("amendment", place), _amendment(at, one, on, origin)))
        for place, remark in enumerate(notes.new):
            waits = remark.answers is not None and ("comment", remark.answers) not in made
            added = any(
                one.body.provision == remark.body.provision and one.body.change == "add" for one in new.proposals
            )
            if ("comment", place) not in made and not waits and (made or not added):
                answers = made["comment", remark.answers].id if remark.answers is not None else remark.body.answers
                ready.append((("comment", place), _comment(at, remark, answers, origin)))
        if not ready:
            return list(made.values())
        handed_in = at.record.submit(*(draft for _, draft in ready))
        made.update(zip((key for key, _ in ready), handed_in, strict=True))


def _amendment(at: Acting, one: Proposal, on: str, origin: Origin) -> Draft:
    """An amendment by those whose it is: an own act where they make it here on the words as they stand."""
    person, party = at.desk.identity()
    own = one.fits and one.whose == (party or person,) and person != KEEPER
    body = msgspec.structs.replace(one.body, on=on, proponents=() if own else one.whose)
    quote = body.words or " / ".join(body.parts) or body.base
    return _draft(at, body, one.when, own, origin.source(at.view, f"tracked changes by {one.author}", quote))


def _comment(at: Acting, one: Remark, answers: str, origin: Origin) -> Draft:
    """A comment by the name that the document gives; an own act where that is whoever takes it."""
    person, party = at.desk.identity()
    own = person != KEEPER and meant(at.view, one.author, origin.authors) == (party or person,)
    named = own and one.author == actors.name(at.view, party or person)
    body = msgspec.structs.replace(one.body, by="" if named else one.author, answers=answers)
    return _draft(at, body, one.when, own, origin.source(at.view, f"a comment by {one.author}", one.body.text))


def _draft(at: Acting, body: object, when: str, own: bool, source: Source) -> Draft:
    """A draft by whoever takes the document; with --source all rests on that."""
    draft = replace(at.draft(body), name="")
    if not own and isinstance(draft.basis, Own):
        draft = replace(draft, basis=Reported(source))
    moment = _moment(when)
    if moment is None or moment > datetime.now(UTC) or at.desk.said.get("when"):
        return draft
    return replace(draft, happened=Exactly(moment))


def _moment(when: str) -> datetime | None:
    try:
        found = datetime.fromisoformat(when)
    except ValueError:
        return None
    return found.replace(tzinfo=found.tzinfo or UTC).astimezone(UTC)


def tell(
    desk: Desk, at: Acting, file: str, made: Sequence[Act[Any]], new: Taken, notes: Remarks, unread: Sequence[str]
) -> None:
    """Say what was taken, what stands in the record already, and what was not taken."""
    left = [*new.left, *notes.left]
    amended = [act for act in made if act.kind.startswith("amendments.")]
    said = f"{counted(len(amended), 'amendment')} and {counted(len(made) - len(amended), 'comment')} taken from {file}"
    told = [f"{act.handle}  {sentence}" for act, sentence in _sentences(at, made)]
    told += new.known
    told += [f"{counted(notes.known, 'comment')} in the record already"] if notes.known else []
    told += [f"Not taken: {sentence}" for sentence in left]
    told += [f"Not read: {sentence}" for sentence in unread]
    told += [at.note] if at.note else []
    data = {
        "taken": [act.id for act in made],
        "already": list(new.known),
        "not_taken": left,
        "not_read": list(unread),
        "said": said,
    }
    say(desk, said, told, data)


def _sentences(at: Acting, made: Iterable[Act[Any]]) -> Iterator[tuple[Act[Any], str]]:
    view = at.record.view(at.desk.who())
    for act in made:
        body = act.body
        label = links.called(view, body.provision, body.line)
        if act.kind.startswith("amendments."):
            names = ", ".join(actors.name(view, slug) for slug in (body.proponents or (act.party or act.author,)))
            yield act, f"{names}: {wishes.in_words(view, body, body.number if body.change == 'add' else label)}"
        else:
            yield act, f"{body.by or actors.name(view, act.party or act.author)} on {label}: {body.text}"


def say(desk: Desk, title: str, told: Sequence[str], data: dict[str, Any]) -> None:
    """Say what was done; a script that is played says nothing."""
    if REPLAY.get() is None:
        desk.show(Page(title, (lines(*told),) if told else (), data))
