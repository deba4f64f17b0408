"""How the machinery learns of kinds of acts: a subject declares its state, its acts, their rules and their effects."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

import msgspec
from msgspec import inspect

from onetext.record.act import Act
from onetext.record.audience import Audience
from onetext.record.view import Replacement, View

B = TypeVar("B")
S = TypeVar("S")
Release = tuple[tuple[str, ...], Audience]


def allowed(_view: View, _act: Act[Any]) -> None:
    """The rule of acts that anybody may do at any time."""


@dataclass(frozen=True)
class Kind(Generic[B, S]):
    """One kind of act: the shape of its body, the rule it must pass, what it does to its subject's state.

    `effect` must be total: whatever the state, it returns one and raises nothing. `widens` tells the gate which acts
    an act releases and to whom; `replaces` tells it which act is corrected or withdrawn; `erases` tells whose words
    are no longer kept. All take any body of this shape; that an act speaks only of its own author's acts is for the
    gate to see to. `fixed` are the fields that no correction changes, because others relied on them when they acted:
    whoever meant another thing does the act anew. `naming` acts are how the record is kept and no event of the
    negotiation (what an actor is called): who may read them now reads them in every look back too. `private` acts are
    meant for one's own side alone, unless their readers are named.
    """

    name: str
    body: type[B]
    effect: Callable[[S, Act[B]], S]
    rule: Callable[[View, Act[B]], None] = allowed
    version: int = 1
    widens: Callable[[B], Release] | None = None
    replaces: Callable[[B], Replacement] | None = None
    erases: Callable[[B], str] | None = None
    fixed: tuple[str, ...] = ()
    naming: bool = False
    private: bool = False

    def changed(self, before: B, after: B) -> tuple[str, ...]:
        """The fixed fields in which two bodies differ."""
        return tuple(name for name in self.fixed if getattr(before, name) != getattr(after, name))


@dataclass(frozen=True)
class Subject(Generic[S]):
    """A subject of the process: its state before anything happened and the kinds of acts that change it.

    `concerns` are rules of this subject for acts of other subjects, by the body's type (`object`: every act): a new
    version must say what became of a retained point, although texts know nothing of retained points.
    """

    name: str
    start: S
    kinds: tuple[Kind[Any, S], ...]
    concerns: Mapping[type, Callable[[View, Act[Any]], None]] = field(default_factory=dict)


@dataclass(frozen=True)
class Catalogue:
    """All subjects that a program knows.

    By tag: the subject and kind, how its body is read, and, for the few kinds that have one, what it releases,
    what it replaces and what it erases. `timed` are the tags of the kinds whose bodies hold dates or times, `naming`
    those of the kinds that are how the record is kept.
    """

    subjects: tuple[Subject[Any], ...]
    by_tag: Mapping[str, tuple[Subject[Any], Kind[Any, Any]]] = field(repr=False)
    by_body: Mapping[type, tuple[Subject[Any], Kind[Any, Any]]] = field(repr=False)
    decoders: Mapping[str, msgspec.json.Decoder[Any]] = field(repr=False)
    widening: Mapping[str, Callable[[Any], Release]] = field(repr=False)
    replacing: Mapping[str, Callable[[Any], Replacement]] = field(repr=False)
    erasing: Mapping[str, Callable[[Any], str]] = field(repr=False)
    timed: frozenset[str] = field(repr=False)
    naming: frozenset[str] = field(repr=False)

    def check(self, view: View, act: Act[Any]) -> None:
        """Ask every rule that an act must pass in its author's view: those of other subjects, then its kind's."""
        for shape in (object, type(act.body)):
            for subject in self.subjects:
                if shape in subject.concerns:
                    subject.concerns[shape](view, act)
        self.by_tag[act.kind][1].rule(view, act)

    def tag(self, body: object) -> str:
        """The tag under which a body is written: subject, kind and version."""
        subject, kind = self.by_body[type(body)]
        return tag(subject, kind)


def tag(subject: Subject[Any], kind: Kind[Any, Any]) -> str:
    """For instance "positions.take/1"."""
    return f"{subject.name}.{kind.name}/{kind.version}"


def catalogue(subjects: Iterable[Subject[Any]]) -> Catalogue:
    """Put subjects together; two kinds with one tag, or two states of one type, are a fault of the program."""
    found = tuple(sorted(subjects, key=lambda subject: subject.name))
    if len({type(subject.start) for subject in found}) != len(found):
        raise ValueError("two subjects share one type of state")
    pairs = [(subject, kind) for subject in found for kind in subject.kinds]
    by_tag = {tag(subject, kind): (subject, kind) for subject, kind in pairs}
    if len(by_tag) != len(pairs):
        raise ValueError("two kinds share one tag")
    return Catalogue(
        found,
        by_tag,
        {kind.body: (subject, kind) for subject, kind in pairs},
        {tag(subject, kind): msgspec.json.Decoder(kind.body) for subject, kind in pairs},
        {tag(subject, kind): kind.widens for subject, kind in pairs if kind.widens},
        {tag(subject, kind): kind.replaces for subject, kind in pairs if kind.replaces},
        {tag(subject, kind): kind.erases for subject, kind in pairs if kind.erases},
        frozenset(tag(subject, kind) for subject, kind in pairs if _holds_times(kind.body)),
        frozenset(tag(subject, kind) for subject, kind in pairs if kind.naming),
    )


def _holds_times(body: type) -> bool:
    """Whether values of this shape may hold a date or a time."""
    waiting: list[Any] = [inspect.type_info(body)]
    met = set[type]()
    while waiting:
        shape = waiting.pop()
        if isinstance(shape, inspect.DateType | inspect.DateTimeType):
            return True
        if isinstance(shape, tuple):
            waiting.extend(shape)
        elif isinstance(shape, inspect.StructType):
            waiting.extend(field.type for field in shape.fields if shape.cls not in met)
            met.add(shape.cls)
        elif isinstance(shape, inspect.Type):
            waiting.extend(getattr(shape, name) for name in shape.__struct_fields__)
    return False
