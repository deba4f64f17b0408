"""A negotiation's record: one way in (an act, checked against its author's own view), one way out (a view)."""

import hashlib
import re
import secrets
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import msgspec

from onetext.record import checkpoint
from onetext.record.act import (
    FORMAT,
    Act,
    Basis,
    Envelope,
    Own,
    Reported,
    Source,
    canonical_json,
    leaf_hash,
    salt_of,
)
from onetext.record.audience import KEEPER, PUBLIC, THE_KEEPER, Audience, Viewer, covers, log_name, readers_of
from onetext.record.errors import AlreadyRecorded, RecordError, Refused, Unsourced, refuse
from onetext.record.fold import blank, carry, corrected, extend, fold, naming
from onetext.record.gate import Admitted, speaks_of
from onetext.record.line import BadLine, log_of
from onetext.record.log import Log
from onetext.record.reading import Reading
from onetext.record.sqlite import SqliteLog
from onetext.record.subject import Catalogue
from onetext.record.times import FIRST_YEAR, LAST_YEAR, Exactly, Unknown, When, usable
from onetext.record.view import View
from onetext.sentences import say

NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,63}")
LARGEST_ACT = 16 * 1024 * 1024
MOST_VIEWS = 64
_ENVELOPE = msgspec.json.Decoder(Envelope)


@dataclass(frozen=True, slots=True)
class Draft:
    """An act that somebody wants to add. `known` is left out for own acts: they are known when they are done."""

    body: object
    author: str = KEEPER
    party: str = ""
    name: str = ""
    happened: When = Unknown()
    known: datetime | None = None
    basis: Basis = Own()
    audience: Audience = PUBLIC


Later = Callable[[tuple[Act[Any], ...]], Draft]
"""A draft that speaks of acts handed in with it: made of those before it, once they have their ids."""


def decode(id_: str, data: bytes, catalogue: Catalogue) -> Act[Any]:
    """An act from its canonical bytes. Raises RecordError when this program does not know its kind or format."""
    try:
        envelope = _ENVELOPE.decode(data)
        if envelope.format != FORMAT:
            raise RecordError(
                say(
                    "Act {id} is written in format {format}; this onetext reads {known}: update it.",
                    id=id_[:8],
                    format=envelope.format,
                    known=FORMAT,
                )
            )
        decoder = catalogue.decoders.get(envelope.kind)
        if decoder is None:
            raise RecordError(
                say(
                    "Act {id} is a “{kind}”, which this onetext does not know: update it.",
                    id=id_[:8],
                    kind=envelope.kind,
                )
            )
        body = decoder.decode(envelope.body)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise RecordError(say("Act {id} cannot be read: {why}.", id=id_[:8], why=error)) from error
    _possible(id_, envelope, body if envelope.kind in catalogue.timed else None)
    return Act(
        id=id_,
        order=(envelope.known, envelope.recorded, id_, ""),
        kind=envelope.kind,
        body=body,
        author=envelope.author,
        party=envelope.party,
        name=envelope.name,
        happened=envelope.happened,
        known=envelope.known,
        recorded=envelope.recorded,
        basis=envelope.basis,
        audience=envelope.audience,
    )


def _possible(id_: str, envelope: Envelope, body: object) -> None:
    """Refuse times that no computation could use: the gate, the fold and every question rely on them."""
    known, recorded = envelope.known, envelope.recorded
    if known.tzinfo is not UTC or recorded.tzinfo is not UTC:
        raise RecordError(
            say("Act {id} cannot be read: when it was known and recorded is not given in UTC.", id=id_[:8])
        )
    # Compared directly and not by usable(): this is done for every act of a record.
    years = min(known.year, recorded.year) >= FIRST_YEAR and max(known.year, recorded.year) <= LAST_YEAR
    if not (years and usable(envelope.happened) and usable(body)):
        raise RecordError(
            say(
                "Act {id} cannot be read: it has a time without its zone, or a year before {first} or after {last}.",
                id=id_[:8],
                first=FIRST_YEAR,
                last=LAST_YEAR,
            )
        )


def encode(draft: Draft, recorded: datetime, salt: str, catalogue: Catalogue) -> bytes:
    """The canonical bytes of an act. Raises Refused where its values cannot be written."""
    values = {
        "format": FORMAT,
        "kind": catalogue.tag(draft.body),
        "body": draft.body,
        "author": draft.author,
        "happened": draft.happened,
        "known": draft.known or recorded,
        "recorded": recorded,
        "basis": draft.basis,
        "audience": draft.audience,
        "salt": salt,
    }
    further = {"party": draft.party, "name": draft.name}
    try:
        return canonical_json({**values, **{name: value for name, value in further.items() if value}})
    except (ValueError, RecursionError) as error:
        raise Refused(say("This act cannot be written: {why}; nothing was recorded.", why=error)) from error


def now() -> datetime:
    """This moment, in UTC."""
    return datetime.now(UTC)


class Record:
    """An open negotiation. `clock` and `salt` come from outside so that a replay is the same every time."""

    def __init__(
        self,
        log: Log,
        catalogue: Catalogue,
        clock: Callable[[], datetime] = now,
        salt: Callable[[], str] = lambda: secrets.token_hex(16),
    ) -> None:
        self.log = log
        self.catalogue = catalogue
        self._clock = clock
        self._salt = salt
        self._acts: list[Act[Any]] = []
        self._unreadable: list[tuple[Audience, RecordError]] = []
        self._spoken_of: set[str] = set()
        self._salts: dict[bytes, str] = {}
        self._read_to = 0
        self._views: dict[Viewer, View] = {}
        self._turn = threading.RLock()

    @classmethod
    def create(cls, path: Path, catalogue: Catalogue, **options: Any) -> Self:
        """A new, empty record in a file that must not exist yet."""
        return cls(SqliteLog.create(path), catalogue, **options)

    @classmethod
    def open(cls, path: Path, catalogue: Catalogue, **options: Any) -> Self:
        """The record in an existing file."""
        return cls(SqliteLog.open(path), catalogue, **options)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        _error: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the store."""
        self.log.close()

    def reopen(self, log: Log) -> None:
        """Go on with another copy of the same log, read from its beginning."""
        with self._turn:
            self.log.close()
            self.log = log
            self._forget()

    def token(self) -> str:
        """32 hexadecimal digits that nobody can guess, for new ids; the same ones in a replay."""
        return self._salt()

    def view(self, viewer: Viewer = THE_KEEPER, at: datetime | None = None) -> View:
        """What `viewer` sees at `at` (default: every act, at this moment, or the latest act's if that is later).

        A look back shows what was known by then, under the names that the viewer may read now.
        """
        with self._turn:
            self._take(self.log)
            present = self._present(viewer)
            if at is not None and present.acts and present.acts[-1].order[0] > at:
                back = fold(self._acts, viewer, at, self.catalogue)
                return replace(back, named=naming(present, self.catalogue).states)
            latest = present.acts[-1].recorded if present.acts else None
            return replace(present, at=at or max(filter(None, (self._clock(), latest))))

    def has(self, once: str) -> bool:
        """Whether acts were submitted under this name of a submission."""
        with self._turn:
            self._take(self.log)
            return _salt_of(once, 0).encode() in self._salts

    def added(self, once: str) -> tuple[Act[Any], ...]:
        """The acts that were submitted under this name of a submission, in their order; none where there were none."""
        with self._turn:
            self._take(self.log)
            ids = list[str]()
            while (id_ := self._salts.get(_salt_of(once, len(ids)).encode())) is not None:
                ids.append(id_)
            by_id = {act.id: act for act in self._acts} if ids else {}
        return tuple(by_id[id_] for id_ in ids)

    def submit(self, *drafts: Draft | Later, once: str = "") -> tuple[Act[Any], ...]:
        """Add acts, all or none. Raises Refused when a rule does not allow one of them.

        `once` names the submission, for whoever may have to repeat it because the reply was lost: AlreadyRecorded where
        it succeeded before, in any process. The name must be a secret, because the acts' salts are made of it.
        """
        with self._turn:
            # The rules are asked before the file is opened for writing, which alone would change bytes of it.
            self._take(self.log)
            read_to, entries = self._read_to, self._entries(drafts, once)
        with self.log.writing() as writing, self._turn:
            self._take(writing)
            if self._read_to != read_to:
                entries = self._entries(drafts, once)
            for act, data in entries:
                writing.append(act.id, log_name(act.audience), data)
        return tuple(act for act, _ in entries)

    def erase(self, id_: str, note: Draft) -> Act[Any]:
        """Remove an act's words for ever, with `note` as the act that says so; its hash stays, and the log verifies."""
        with self._turn:
            self._take(self.log)
            entries = self._entries([note])
        with self.log.writing() as writing, self._turn:
            for act, data in entries:
                writing.append(act.id, log_name(act.audience), data)
            writing.erase(id_)
            self._forget()
        return entries[0][0]

    def _entries(self, drafts: Sequence[Draft | Later], once: str = "") -> list[tuple[Act[Any], bytes]]:
        """The acts with their bytes, each checked against what its author would see after those before it."""
        if once and _salt_of(once, 0).encode() in self._salts:
            raise AlreadyRecorded("This was handed in already: there is nothing left to do.")
        entries: list[tuple[Act[Any], bytes]] = []
        views: dict[Viewer, View] = {}
        for said in drafts:
            draft = said if isinstance(said, Draft) else said(tuple(act for act, _ in entries))
            author = Viewer(draft.party or draft.author)
            view = views.get(author) or self._present(author, [act for act, _ in entries])
            entries.append(self._entry(draft, view, _salt_of(once, len(entries)) if once else self._salt()))
            views = self._carried({**views, author: view}, [entries[-1][0]])
        return entries

    def _entry(self, draft: Draft, view: View, salt: str) -> tuple[Act[Any], bytes]:
        recorded = _after(self._clock(), draft, view)
        if isinstance(draft.basis, Own) and draft.happened == Unknown():
            draft = replace(draft, happened=Exactly(recorded))
        view = replace(view, at=recorded)
        data = encode(draft, recorded, salt, self.catalogue)
        try:
            act = decode(leaf_hash(data), data, self.catalogue)
        except RecordError as error:
            # The record is as it was: what was handed in makes no act that anybody could read back.
            raise Refused(say("{why} Nothing was recorded.", why=error.args[0])) from error
        _sound(view, act, len(data))
        self.catalogue.check(view, act)
        _sound_when_corrected(view, act, self.catalogue)
        try:
            log_of(data)
        except BadLine as error:
            raise Refused(
                say("This act cannot be written, because its line {why}; nothing was recorded.", why=error)
            ) from error
        return act, data

    def _take(self, reading: Reading) -> None:
        """Read what was appended since, and carry the kept views forward where the new acts only come last.

        An act that cannot be read stops those who may see it, and nobody else: they would learn that it is there.
        """
        read_to, fresh, unreadable = self._read_to, list[Act[Any]](), list[tuple[Audience, RecordError]]()
        for row in reading.acts(self._read_to):
            read_to = row.row
            if row.data is not None:
                self._salts[salt_of(row.data)] = row.id
                try:
                    fresh.append(decode(row.id, row.data, self.catalogue))
                except RecordError as error:
                    unreadable.append((readers_of(row.log), error))
        if self._holds_erased(fresh):
            self._forget()
            self._take(reading)
            return
        # Nothing is kept of what could not be read to its end: the next question meets the same error.
        self._read_to = read_to
        self._acts.extend(fresh)
        self._unreadable.extend(unreadable)
        self._views = self._carried(self._views, fresh)
        self._spoken_of.update(id_ for act in fresh for id_ in speaks_of(act, self.catalogue))

    def _holds_erased(self, fresh: Sequence[Act[Any]]) -> bool:
        """Whether words were read earlier that another process has erased since, as one of these acts says."""
        erasing = self.catalogue.erasing
        gone = {erasing[act.kind](act.body) for act in fresh if act.kind in erasing}
        return bool(gone) and any(act.id in gone for act in self._acts)

    def _forget(self) -> None:
        """Read everything anew when next asked."""
        self._read_to, self._acts, self._unreadable, self._views = 0, [], [], {}

    def _carried(self, views: Mapping[Viewer, View], fresh: Sequence[Act[Any]]) -> dict[Viewer, View]:
        """The views that could be carried forward; the others are folded anew when they are next asked for."""
        carried = ((viewer, carry(view, fresh, self._spoken_of, self.catalogue)) for viewer, view in views.items())
        return {viewer: view for viewer, view in carried if view is not None}

    def _present(self, viewer: Viewer, more: Sequence[Act[Any]] = ()) -> View:
        """Every act that a viewer may see, with `more` that are not in the log yet.

        Raises RecordError where the viewer may see one that this program cannot read.
        """
        for readers, error in self._unreadable:
            if viewer.admits(readers):
                raise error
        if more:
            return fold([*self._acts, *more], viewer, self._clock(), self.catalogue, everything=True)
        if viewer not in self._views:
            if len(self._views) >= MOST_VIEWS:
                del self._views[next(iter(self._views))]
            self._views[viewer] = fold(self._acts, viewer, self._clock(), self.catalogue, everything=True)
        return self._views[viewer]


def _salt_of(once: str, place: int) -> str:
    """The salt of an act at its place in a submission that has a name."""
    return hashlib.sha256(f"{once} {place}".encode()).hexdigest()[:32]


def visible_logs(record: Record, viewer: Viewer, kept: Sequence[str] = ()) -> set[str]:
    """The names of the logs that a viewer may read whole.

    Also of those that lost their acts and have only their head, or of which only a `kept` checkpoint tells.
    Raises BadCheckpoint if a kept checkpoint is not one.
    """
    noted = (checkpoint.parse(note).origin.partition(checkpoint.origin(record.log.record_id, ""))[2] for note in kept)
    names = {*record.log.logs(), *(head.log for head in record.log.heads()), *filter(None, noted)}
    return {name for name in names if viewer.admits(readers_of(name))}


def _after(clock: datetime, draft: Draft, view: View) -> datetime:
    """When an act is recorded: now, but after what all of its readers have seen and what it speaks of.

    A clock that stood still or was set back must not put it before these. It may put it before other acts that its
    author has seen: a later time would tell its readers that there are some.
    """
    if clock > view.latest:
        return clock
    spoken_of = frozenset(_texts(msgspec.to_builtins((draft.body, draft.happened))))
    seen = (act.order[1] for act in view.acts if act.id in spoken_of or covers(act.audience, draft.audience))
    return max([clock, *(moment + timedelta(microseconds=1) for moment in seen)])


def _texts(value: Any) -> Iterator[str]:
    """Every text in a plain value, however deep."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list | tuple):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from _texts(inner)


def _sound(view: View, act: Act[Any], size: int) -> None:
    """The rules that every act must pass, whatever its kind."""
    if size > LARGEST_ACT:
        refuse(
            "This act is {size} bytes long; the most that one act may have is {most}.",
            size=f"{size:,}",
            most=f"{LARGEST_ACT:,}",
        )
    if act.known > act.recorded:
        refuse(
            "An act is not recorded before it is known, and this would be known only later ({moment}); check the date.",
            moment=f"{act.known:%Y-%m-%d %H:%M}",
        )
    if isinstance(act.basis, Own) and act.known != act.recorded:
        refuse("One's own act is known when it is done; only a reported act can carry an earlier date.")
    if not view.viewer.admits(act.audience):
        refuse("{name} must be among those who may see its own act.", name=view.viewer.name)
    if act.name:
        _fresh_name(view, act.name)
    if isinstance(act.basis, Reported):
        _sourced(act.basis.source)


def _sound_when_corrected(view: View, act: Act[Any], catalogue: Catalogue) -> None:
    """What a correction puts in place of an act must pass every rule that the act itself had to pass.

    It is judged beside what was recorded before the act, and beside what names actors by now; what a source reports,
    which a rule does not bind to its moment, may also be judged beside all else that is known by now.
    """
    if act.kind not in catalogue.replacing:
        return
    replacement = catalogue.replacing[act.kind](act.body)
    target = view.act(replacement.act)
    if target is None or replacement.body is None:
        return
    kind = catalogue.by_tag[target.kind][1]
    changed = kind.changed(target.body, msgspec.convert(replacement.body, kind.body))
    if changed:
        refuse(
            "“{part}” is not corrected, because others rely on it; withdraw this act and do it anew.", part=changed[0]
        )
    stands = msgspec.structs.replace(target, body=corrected(target, replacement, catalogue))
    others = [other for other in view.acts if other.id != target.id]
    before = [other for other in others if other.order[1] < target.order[1] or other.kind in catalogue.naming]

    def beside(acts: Iterable[Act[Any]], at: datetime) -> View:
        return extend(blank(view.viewer, at, catalogue), Admitted(tuple(acts), view.replaced), catalogue)

    try:
        catalogue.check(beside(before, target.recorded), stands)
    except Refused:
        if isinstance(target.basis, Own):
            raise
        catalogue.check(beside(others, view.at), stands)


def _fresh_name(view: View, name: str) -> None:
    if not NAME.fullmatch(name):
        refuse("“{name}” cannot be a name: use up to 64 small letters, digits and hyphens.", name=name)
    if any(not view.withdrawn(id_) for id_ in view.by_name.get(name, ())):
        refuse("The name “{name}” is taken by an earlier act; choose another.", name=name)
    if view.beginning(name):
        refuse("The name “{name}” is how the id of another act begins, which it would hide; choose another.", name=name)


_LACKING = {
    "outlet": say("A reported act needs a source with its outlet; nothing was recorded."),
    "quote": say("A reported act needs a source with its quote; nothing was recorded."),
    "place": say("A reported act needs a source with its place; nothing was recorded."),
    "digest": say("A reported act needs a source with its digest; nothing was recorded."),
}
_LACKING_BOTH = say("A reported act needs a short quotation from its source and the place of it; nothing was recorded.")


def _sourced(source: Source) -> None:
    lacking = tuple(field for field in _LACKING if not getattr(source, field).strip())
    if lacking:
        typed = " and ".join(f"--{field}" for field in lacking if field in {"quote", "place"})
        raise Unsourced(_LACKING_BOTH if lacking == ("quote", "place") else _LACKING[lacking[0]], typed, lacking)
    if not re.fullmatch(r"[0-9a-f]{64}", source.digest):
        refuse("A source's hash is the SHA-256 of the document as retrieved: 64 hexadecimal digits.")
