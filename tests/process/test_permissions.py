"""Who may do what: every act of the examples tried again as everybody else, there, before and after.

The table below is the rule, as docs/permissions.md tells it. An act that only its own side may do is refused to all
others at any moment; one that any seated party may do is taken from each of them where the example has it.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cache
from typing import Any, Literal

import msgspec
import pytest

from onetext.cli import files
from onetext.process import actors, every_subject
from onetext.record.act import Act, Own
from onetext.record.audience import KEEPER, PUBLIC, Viewer, audience
from onetext.record.errors import Refused
from onetext.record.fold import fold
from onetext.record.record import Record, _sound
from onetext.record.view import View

Role = Literal["keeper", "mediator", "other party", "outsider", "impostor", "nobody"]
ROLES: tuple[Role, ...] = ("keeper", "mediator", "other party", "outsider", "impostor", "nobody")
EXAMPLES = ("harbour", "geneva")
FEWEST = 4_000
START = datetime(2030, 1, 1, tzinfo=UTC)

# Only the side that it is about does it for itself; nobody else, the keeper and the mediator included.
ONLY_ITSELF = {
    "interests": ("answer", "drop"),
    "joint": ("release",),
    "offers": ("say",),
    "positions": ("confirm", "take"),
    "preferences": ("rank",),
    "redlines": ("draw", "lift"),
    "releases": ("release",),
    "retained": ("release",),
    "signoff": ("approve",),
    "silence": ("break",),
    "slots": ("leave-vague",),
}
# Those who hold the pen (the keeper, a mediator) and nobody else but whom it is about.
THE_PEN: dict[str, tuple[str, ...]] = {
    "amendments": ("settle",),
    "actors": ("seat",),
    "retained": ("retain",),
    "signoff": ("order",),
    "silence": ("start",),
    "texts": ("hold",),
}
# Everybody at the table.
THE_TABLE = {
    "alignments": ("match",),
    "amendments": ("propose",),
    "areas": ("draw",),
    "comments": ("comment",),
    "consent": ("need", "unneed"),
    "interests": ("want",),
    "items": ("move", "raise"),
    "joint": ("issue",),
    "limbs": ("divide",),
    "links": ("link",),
    "quantities": ("annotate",),
    "slots": ("annex",),
    "texts": ("witness",),
    "tracks": ("refer",),
}
THE_KEEPER_ALONE: dict[str, tuple[str, ...]] = {"negotiation": ("open",)}
# What each class answers to each role as an own act; a role left out depends on more than the role.
ANSWERS: tuple[tuple[Mapping[str, tuple[str, ...]], Mapping[Role, bool]], ...] = (
    (THE_KEEPER_ALONE, {"keeper": True}),
    (ONLY_ITSELF, dict.fromkeys(ROLES, False)),
    (THE_PEN, {"keeper": True, "other party": False, "outsider": False}),
    (THE_TABLE, {"keeper": True, "mediator": True, "other party": True, "outsider": False}),
)


@dataclass(frozen=True)
class Cell:
    """An act of an example tried by somebody at a moment: after so many acts of the example."""

    act: Act[Any]
    role: Role
    example: str
    length: int
    in_its_place: bool

    @property
    def view(self) -> View:
        """What its author sees at that moment."""
        return seen(self.example, self.length, self.act.party or self.act.author, self.act.recorded)


@cache
def told(example: str) -> tuple[Act[Any], ...]:
    """Every act of an example, in the order in which they were recorded."""
    with Record.open(files.built_example(example), every_subject()) as record:
        return tuple(sorted(record.view().acts, key=lambda act: act.recorded))


@cache
def folded(example: str, length: int, name: str) -> View:
    """What a viewer sees of so many acts of an example; asked for again and again."""
    before = told(example)[:length]
    return fold(before, Viewer(name), before[-1].recorded if before else START, every_subject(), everything=True)


def seen(example: str, length: int, name: str, at: datetime) -> View:
    """The same, looked at at a moment."""
    return replace(folded(example, length, name), at=at)


def somebody(view: View, act: Act[Any], role: Role) -> tuple[str, str] | None:
    """A person and party in this role beside an act; None where the record has none."""
    seats = {slug: seat.body.role for slug, seat in view[actors.Actors].seats.items()}
    me = act.party or act.author
    declared = [a.body for a in actors.everybody(view)]
    found: dict[Role, list[tuple[str, str]]] = {
        "keeper": [(KEEPER, "")],
        "mediator": [(slug, slug) for slug, seat in seats.items() if seat == "mediator" and slug != me],
        "other party": [(slug, slug) for slug, seat in seats.items() if seat == "party" and slug != me],
        "outsider": [(b.slug, b.slug) for b in declared if b.slug not in seats and b.kind != "person"],
        "impostor": [
            (b.slug, slug)
            for b in declared
            for slug, seat in seats.items()
            if b.kind == "person" and seat == "party" and slug not in actors.acts_for(view, b.slug)
        ],
        "nobody": [("no-such-actor", "no-such-actor")],
    }
    return found[role][0] if found[role] else None


def cells(example: str, role: Role) -> Iterator[Cell]:
    """Every own act of an example as somebody in this role would do it: in its place, at the beginning, at the end."""
    every = told(example)
    for number, act in enumerate(every):
        for length in dict.fromkeys((number, min(number, len(every) // 10), len(every))):
            known = seen(example, length, KEEPER, act.recorded)
            person = somebody(known, act, role)
            if person is None or act.kind.partition(".")[0] == "corrections":
                continue
            author, party = person
            readers = act.audience if Viewer(party or author).admits(act.audience) else (*act.audience, party or author)
            tried = msgspec.structs.replace(act, author=author, party=party, audience=audience(readers))
            yield Cell(tried, role, example, length, in_its_place=length == number)


def is_taken(cell: Cell) -> bool:
    """Whether the rules let the act in."""
    view = cell.view
    try:
        _sound(view, cell.act, 1)
        every_subject().check(view, cell.act)
    except Refused:
        return False
    return True


def may(kind: str, role: Role, *, own: bool) -> bool | None:
    """What the table says: True where it is taken in its place, False where never, None where it depends."""
    if role in {"impostor", "nobody"}:
        return False
    subject, _, verb = kind.partition(".")
    if not own:
        return True if role in {"keeper", "other party"} and subject != "actors" else None
    return next((says.get(role) for kinds, says in ANSWERS if verb in kinds.get(subject, ())), None)


@pytest.mark.parametrize("example", EXAMPLES)
@pytest.mark.parametrize("role", ROLES)
def test_an_act_is_taken_from_those_who_may_and_from_nobody_else(example: str, role: Role) -> None:
    for cell in cells(example, role):
        kind = cell.act.kind.partition("/")[0]
        allowed = may(kind, role, own=isinstance(cell.act.basis, Own))
        if allowed is False:
            assert not is_taken(cell), (kind, cell.act.handle)
        if allowed and cell.in_its_place:
            assert is_taken(cell), (kind, cell.act.handle)


def test_the_matrix_has_its_cells() -> None:
    assert sum(1 for example in EXAMPLES for role in ROLES for _ in cells(example, role)) >= FEWEST


def test_whoever_could_not_read_an_act_cannot_do_it() -> None:
    for cell in cells("harbour", "other party"):
        readers = [name for name in cell.act.audience if name not in {cell.act.party, *PUBLIC}]
        if readers and cell.act.audience != PUBLIC:
            hidden = msgspec.structs.replace(cell.act, audience=audience(readers))
            assert not is_taken(replace(cell, act=hidden))


def test_the_table_names_kinds_of_acts_that_there_are() -> None:
    kinds = {tag.partition("/")[0] for tag in every_subject().by_tag}
    named = {f"{subject}.{verb}" for table, _ in ANSWERS for subject, verbs in table.items() for verb in verbs}
    assert named <= kinds
