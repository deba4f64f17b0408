"""A negotiation's record: one way in (an act, checked against its author's own view), one way out (a view)."""

import re
import secrets
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import msgspec

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
)
from onetext.record.audience import KEEPER, PUBLIC, THE_KEEPER, Audience, Viewer, log_name
from onetext.record.errors import RecordError
from onetext.record.fold import View, extend, fold
from onetext.record.gate import Admitted
from onetext.record.log import Log, Writing
from onetext.record.subject import Catalogue, refuse
from onetext.record.times import Exactly, Unknown, When

NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,63}")
LARGEST_ACT = 16 * 1024 * 1024
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


def decode(id_: str, data: bytes, catalogue: Catalogue) -> Act[Any]:
    """An act from its canonical bytes. Raises RecordError when this program does not know its kind or format."""
    try:
        envelope = _ENVELOPE.decode(data)
        if envelope.format != FORMAT:
            raise RecordError(
                f"Act {id_[:8]} is written in format {envelope.format}; this onetext reads {FORMAT}: update it."
            )
        decoder = catalogue.decoders.get(envelope.kind)
        if decoder is None:
            raise RecordError(f"Act {id_[:8]} is a “{envelope.kind}”, which this onetext does not know: update it.")
        body = decoder.decode(envelope.body)
    except (msgspec.ValidationError, msgspec.DecodeError, UnicodeDecodeError) as error:
        raise RecordError(f"Act {id_[:8]} cannot be read: {error}.") from error
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


def encode(draft: Draft, recorded: datetime, salt: str, catalogue: Catalogue) -> bytes:
    """The canonical bytes of an act."""
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
    return canonical_json({**values, **{name: value for name, value in further.items() if value}})


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
        self._acts: dict[str, Act[Any]] = {}
        self._read_to = 0
        self._views: dict[Viewer, View] = {}

    @classmethod
    def create(cls, path: Path, catalogue: Catalogue, **options: Any) -> Self:
        """A new, empty record in a file that must not exist yet."""
        return cls(Log.create(path), catalogue, **options)

    @classmethod
    def open(cls, path: Path, catalogue: Catalogue, **options: Any) -> Self:
        """The record in an existing file."""
        return cls(Log.open(path), catalogue, **options)

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
        """Let go of the file."""
        self.log.close()

    def token(self) -> str:
        """32 hexadecimal digits that nobody can guess, for new ids; the same ones in a replay."""
        return self._salt()

    def view(self, viewer: Viewer = THE_KEEPER, at: datetime | None = None) -> View:
        """What `viewer` sees at `at` (default: this moment, every act)."""
        self._take(self.log.acts(self._read_to))
        if at is not None and any(act.known > at for act in self._acts.values()):
            return fold(self._acts.values(), viewer, at, self.catalogue)
        return replace(self._present(viewer), at=at or self._clock())

    def submit(self, *drafts: Draft) -> tuple[Act[Any], ...]:
        """Add acts, all or none. Raises Refused when a rule does not allow one of them."""
        done: list[Act[Any]] = []
        with self.log.writing() as writing:
            self._take(writing.acts(self._read_to))
            for draft in drafts:
                done.append(self._enter(draft, writing, done))
        return tuple(done)

    def _enter(self, draft: Draft, writing: Writing, before: Sequence[Act[Any]]) -> Act[Any]:
        recorded = self._clock()
        if before:
            recorded = max(recorded, before[-1].recorded + timedelta(microseconds=1))
        if isinstance(draft.basis, Own) and draft.happened == Unknown():
            draft = replace(draft, happened=Exactly(recorded))
        view = self._with(Viewer(draft.party or draft.author), before, recorded)
        data = encode(draft, recorded, self._salt(), self.catalogue)
        act = decode(leaf_hash(data), data, self.catalogue)
        _sound(view, act, len(data))
        self.catalogue.by_tag[act.kind][1].rule(view, act)
        writing.append(act.id, log_name(act.audience), data)
        return act

    def _with(self, viewer: Viewer, more: Sequence[Act[Any]], at: datetime) -> View:
        """The author's view, with what the same submission has added so far."""
        if not more:
            return replace(self._present(viewer), at=at)
        return fold([*self._acts.values(), *more], viewer, at, self.catalogue, everything=True)

    def _take(self, rows: Iterable[tuple[int, str, str, int | None, bytes | None]]) -> None:
        """Read what was appended since, and carry the kept views forward where the new acts only come last."""
        fresh: list[Act[Any]] = []
        for row, id_, _log, _position, data in rows:
            self._read_to = row
            if data is not None:
                act = decode(id_, data, self.catalogue)
                self._acts[id_] = act
                fresh.append(act)
        if fresh:
            fresh.sort(key=lambda act: act.order)
            self._views = {
                viewer: carried
                for viewer, view in self._views.items()
                if (carried := self._carried(view, fresh)) is not None
            }

    def _carried(self, view: View, fresh: Sequence[Act[Any]]) -> View | None:
        """`view` with the fresh acts that its viewer may see, or None where they reach back into what it holds."""
        mine = tuple(act for act in fresh if view.viewer.admits(act.audience))
        if not mine:
            return view
        last = view.acts[-1].order if view.acts else None
        kinds = [self.catalogue.by_tag[act.kind][1] for act in mine]
        if (last is not None and mine[0].order < last) or any(kind.widens or kind.replaces for kind in kinds):
            return None
        return extend(view, Admitted(mine, {}), self.catalogue)

    def _present(self, viewer: Viewer) -> View:
        if viewer not in self._views:
            self._views[viewer] = fold(self._acts.values(), viewer, self._clock(), self.catalogue, everything=True)
        return self._views[viewer]


def visible_logs(record: Record, viewer: Viewer) -> set[str]:
    """The names of the logs that a viewer may read whole."""
    return {name for name in record.log.logs() if viewer.admits(tuple(name.split("+")))}


def _sound(view: View, act: Act[Any], size: int) -> None:
    """The rules that every act must pass, whatever its kind."""
    if size > LARGEST_ACT:
        refuse(f"This act is {size:,} bytes long; the most that one act may have is {LARGEST_ACT:,}.")
    if act.known > act.recorded:
        refuse(f"An act cannot be known ({act.known:%Y-%m-%d %H:%M}) before it is recorded; check the date.")
    if isinstance(act.basis, Own) and act.known != act.recorded:
        refuse("One's own act is known when it is done; only a reported act can carry an earlier date.")
    if not view.viewer.admits(act.audience):
        refuse(f"{view.viewer.name} must be among those who may see its own act.")
    if act.name:
        _fresh_name(view, act.name)
    if isinstance(act.basis, Reported):
        _sourced(act.basis.source)


def _fresh_name(view: View, name: str) -> None:
    if not NAME.fullmatch(name):
        refuse(f"“{name}” cannot be a name: use up to 64 small letters, digits and hyphens.")
    if name in view.by_name:
        refuse(f"The name “{name}” is taken by an earlier act; choose another.")


def _sourced(source: Source) -> None:
    for field in ("outlet", "quote", "place", "digest"):
        if not getattr(source, field).strip():
            refuse(f"A reported act needs a source with its {field}; nothing was recorded.")
    if not re.fullmatch(r"[0-9a-f]{64}", source.digest):
        refuse("A source's hash is the SHA-256 of the document as retrieved: 64 hexadecimal digits.")
