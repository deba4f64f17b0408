"""Random records: any acts of any kind, valid or not, from anybody to anybody, as a hostile copy might hold them."""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import msgspec
from msgspec import inspect

from onetext.process import actors, every_subject, negotiation, texts
from onetext.record.act import Act, Own, Reported, Source, leaf_hash
from onetext.record.audience import PUBLIC, Audience, audience, log_name
from onetext.record.record import Draft, Record, decode, encode
from onetext.record.sqlite import SqliteLog
from onetext.record.times import Day, Unknown
from onetext.text.provision import Provision

PARTIES = ("ash", "birch", "cedar")
START = datetime(2030, 3, 1, 9, tzinfo=UTC)
SOURCE = Source("The Daily", "it was said", "paragraph 1", date(2030, 3, 1), "0" * 64, published=date(2030, 3, 1))
WORDS = (
    "The parties shall withdraw 600 vessels by 1 May 2030.",
    "It is expected that Ash will not enter the harbour and that Birch will not leave it.",
    "Cedar may dredge [400 (Ash)] [500 (Birch)] metres.",
    "",
    "x",
    "نص",
    "[",
    "10.5",
    "2030-03-02",
    "public",
    "The [harbour",
)
SIMPLE: dict[type, Sequence[Any]] = {
    inspect.IntType: [0, 1, 2, 28, -1, 10**6],
    inspect.FloatType: [0.0, 1.5, 60.25],
    inspect.BoolType: [True, False],
    inspect.NoneType: [None],
    inspect.AnyType: [None, 1, "x"],
    inspect.DictType: [{}, {"type": "Point", "coordinates": [5.3, 60.4]}],
    inspect.DateTimeType: [START + timedelta(hours=hours) for hours in range(0, 200, 7)],
    inspect.DateType: [date(2030, 3, day) for day in range(1, 28)],
}


@dataclass(frozen=True)
class Written:
    """One act as a log holds it."""

    id: str
    log: str
    data: bytes


class World:
    """A growing record of random acts. The same seed grows the same world."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.catalogue = every_subject()
        self.written: list[Written] = []
        self.acts: list[Act[Any]] = []
        self.moment = START
        for draft in _base():
            self.write(draft)

    def grow(self, count: int, readers: Audience | None = None) -> None:
        """Add random acts, to random readers unless `readers` are given."""
        for _ in range(count):
            self.write(self.draft(readers))

    def draft(self, readers: Audience | None = None) -> Draft:
        """A random act."""
        pick = self.random
        tag = pick.choice(sorted(self.catalogue.by_tag))
        subject, kind = self.catalogue.by_tag[tag]
        party = pick.choice(PARTIES)
        seen_by = readers or audience(pick.choice([("*",), ("*",), PARTIES, (party,), (party, pick.choice(PARTIES))]))
        reported = pick.random() < 0.5
        body = self.value(inspect.type_info(kind.body), "")
        return Draft(
            body=_fitting(body, subject.name, seen_by),
            author=party,
            party=party,
            name=pick.choice(["", "", f"name-{pick.randrange(6)}"]),
            happened=Day(date(2030, 3, pick.randrange(1, 28))) if pick.random() < 0.5 else Unknown(),
            known=self.moment - timedelta(days=pick.randrange(3)) if reported else None,
            basis=Reported(SOURCE) if reported else Own(),
            audience=seen_by,
        )

    def value(self, shape: Any, field: str) -> Any:
        """A random value of a type, from what the record already speaks of where that makes sense."""
        pick = self.random
        match shape:
            case inspect.UnionType(types):
                return self.value(pick.choice(types), field)
            case inspect.LiteralType(values):
                return pick.choice(values)
            case inspect.StrType():
                return self.text(field)
            case inspect.VarTupleType(item):
                return tuple(self.value(item, field) for _ in range(pick.choice([0, 1, 1, 2, 3])))
            case inspect.StructType(cls, fields=fields):
                return cls(**{f.name: self.value(f.type, f.name) for f in fields})
        return pick.choice(SIMPLE[type(shape)])

    def text(self, field: str) -> str:
        """A random word: an actor, an act, a provision, or plain words."""
        pick = self.random
        ids = [act.id for act in self.acts]
        provisions = [p.id for p in _wording()]
        pools: list[Sequence[str]] = [PARTIES, ids, provisions, WORDS, ("", "*")]
        if field in {"party", "actor", "by", "person", "speakers", "addressees", "holders", "sponsors", "to"}:
            pools = [PARTIES]
        elif field in {"provision", "provisions", "point", "after", "others"}:
            pools = [provisions]
        elif field in {"line", "on", "parent"}:
            pools = [("",), ("",), ids]
        return pick.choice(pick.choice(pools))

    def write(self, draft: Draft) -> Act[Any]:
        """Put an act into the log as it is; no rule is asked."""
        self.moment += timedelta(minutes=self.random.randrange(1, 300))
        data = encode(draft, self.moment, f"{self.random.getrandbits(128):032x}", self.catalogue)
        act = decode(leaf_hash(data), data, self.catalogue)
        self.written.append(Written(act.id, log_name(act.audience), data))
        self.acts.append(act)
        return act


def _fitting(body: Any, subject: str, seen_by: Audience) -> Any:
    """Let a release be addressed to its readers, as the rule wants: else the gate would have nothing to widen."""
    return msgspec.structs.replace(body, to=seen_by) if subject == "releases" else body


def _wording() -> tuple[Provision, ...]:
    return tuple(
        Provision(f"paaaaaaa{letter}", words, number=str(number), mark=f"{number}. ", gap="\n\n")
        for number, (letter, words) in enumerate(zip("bcdef", WORDS, strict=False), 1)
    )


def _base() -> list[Draft]:
    first = [Draft(negotiation.Open("A harbour"))]
    first += [Draft(actors.Declare(slug, slug.title())) for slug in PARTIES]
    first += [Draft(actors.Seat(slug, "party")) for slug in PARTIES]
    return [
        *first,
        Draft(texts.Table("First draft", wording=_wording(), authors=PARTIES[:2]), name="v0", audience=PUBLIC),
    ]


def record_of(path: Path, template: Path, written: Sequence[Written], salt: str = "") -> Record:
    """A real record in a file: a copy of an empty one (so that its name and key are the same) with these acts.

    With `salt`, every act that is handed in later gets that.
    """
    path.write_bytes(template.read_bytes())
    log = SqliteLog.open(path)
    with log.writing() as writing:
        for act in written:
            writing.append(act.id, act.log, act.data)
    salts = {"salt": lambda: salt} if salt else {}
    return Record(log, every_subject(), clock=lambda: START + timedelta(days=60), **salts)


def empty_record(path: Path) -> Path:
    """An empty record to copy."""
    SqliteLog.create(path).close()
    return path
