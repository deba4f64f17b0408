"""No sequence of amendments, mergers, settlements and versions ever loses a word of anybody's.

Every word ever proposed is in the text, in a bracket, or in the history as settled away; and it is known whose it is.
Every word that is written here is written once only, so that each can be looked for.
"""

import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import cached_property
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from harbour import START, Clock, Harbour, harbour_at
from onetext.process import amendments, current, every_subject, provenance, settling, texts
from onetext.process.amendments import Propose, Settle
from onetext.process.corrections import Withdraw
from onetext.process.texts import Disposed, Table
from onetext.record.act import Act
from onetext.record.audience import KEEPER, PUBLIC, Audience, Viewer
from onetext.record.errors import Refused
from onetext.record.record import Record
from onetext.record.view import View
from onetext.text.provision import Provision
from onetext.text.words import folded_words, word_set

TABLE = ("ash", "birch", "norway")
AMENDING = ("replace", "replace", "replace", "on", "on", "add", "delete", "move", "split", "merge")
SETTLING = ("accept", "accept", "accept several", "reject", "other words", "withdraw")
TABLING = ("reword", "reword", "drop", "insert", "turn", "no text")
ONCE_ONLY_NOT = word_set("shall may not tonnes ash birch norway no text by")


class Move(NamedTuple):
    """What somebody does next; the numbers pick points, places in their words, and amendments."""

    does: str
    by: str
    quiet: bool
    one: int
    other: int
    length: int


MOVES = st.lists(
    st.builds(
        Move,
        st.sampled_from((*AMENDING, *SETTLING, *TABLING)),
        st.sampled_from(["ash", "birch"]),
        st.sampled_from([False, False, False, True]),
        st.integers(0, 60),
        st.integers(0, 60),
        st.integers(0, 3),
    ),
    min_size=12,
    max_size=24,
)


@dataclass
class Talks:
    """Ash, Birch and Norway amend a text in every way there is; what is refused leaves the record as it was."""

    harbour: Harbour
    numbers: Iterator[int]

    @property
    def view(self) -> View:
        return self.harbour.view()

    def begin(self) -> None:
        points = tuple(Provision(f"p{n:09}", f"{self.fresh(7)}.", number=str(n)) for n in (1, 2))
        self.harbour.do(Table("First", authors=("norway",), wording=points), name="v0")

    def make(self, move: Move) -> None:
        """Do it, or have it refused."""
        if move.does in SETTLING[:-1]:
            self.do(lambda view: self.settled(view, move), "norway", TABLE)
        elif move.does == "withdraw":
            self.withdraw(move)
        elif move.does in TABLING:
            self.do(lambda view: self.tabled(view, move), KEEPER, PUBLIC)
        else:
            to = (move.by, "norway") if move.quiet else TABLE
            self.do(lambda view: self.wish(view, move), move.by, to)

    def do(self, make: Callable[[View], Any], by: str, to: Audience) -> None:
        with suppress(Refused):
            body = make(self.harbour.view(by))
            if body is not None:
                name = f"v{next(self.numbers)}" if isinstance(body, Table) else ""
                self.harbour.do(body, by, name, to)

    def fresh(self, length: int) -> str:
        """Words that nobody has written yet; now and then a modal verb before them, or a number with its unit."""
        return " ".join(self._word(next(self.numbers)) for _ in range(length))

    @staticmethod
    def _word(number: int) -> str:
        if number % 7 == 0:
            return f"{1000 + number} tonnes"
        return f"{('shall', 'may not')[number % 2]} word{number}" if number % 5 == 0 else f"word{number}"

    def edited(self, words: str, move: Move, most: int = 2) -> str:
        """Words with some of them left out, and others in their place."""
        of = words.split()
        at = move.other % (len(of) + 1)
        return " ".join([*of[:at], *self.fresh(move.length % (most + 1)).split(), *of[at + move.length % 3 :]])

    def wish(self, view: View, move: Move) -> Propose | None:
        """An amendment of some kind."""
        points = [s for s in current.standings(view) if s.known_words and not s.provision.vacant]
        pending = [act for act in amendments.pending(view) if act.body.words]
        if move.does == "on" and pending:
            on = pending[move.one % len(pending)]
            words = on.body.words or ""
            return Propose("replace", on.body.provision, words, self.edited(words, move), on=on.id)
        if not points:
            return None
        one, two = points[move.one % len(points)], points[move.other % len(points)]
        id_, words, new_id = one.provision.id, one.known_words or "", f"p{next(self.numbers):09}"
        of, base = words.split(), two.known_words or ""
        parts = f"{' '.join(of[: len(of) // 2])} {self.fresh(1)}", " ".join(of[len(of) // 2 :])
        whole = f"{words} {self.fresh(1)} {base}"
        wishes = {
            "add": Propose("add", new_id, words=self.fresh(4), after=id_),
            "delete": Propose("delete", id_, words),
            "move": Propose("move", id_, words, after=two.provision.id),
            "split": Propose("split", id_, words, others=(new_id,), parts=parts),
            "merge": Propose("merge", id_, words, whole, others=(two.provision.id,), bases=(base,)),
        }
        return wishes.get(move.does) or Propose("replace", id_, words, self.edited(words, move, 3))

    def settled(self, view: View, move: Move) -> Settle | None:
        """What has amendments pending is settled, before the whole table."""
        everything = current.standings(view)
        waiting = [one for one in everything if one.pending] or everything
        standing = waiting[move.one % len(waiting)]
        pending = amendments.shared(view, standing.pending, TABLE)
        if move.does == "other words":
            told, words = replace(standing, pending=pending), self.fresh(3)
            return settling.settlement(told, (), (), words, "a middle", everything=everything)
        most = {"accept": 1, "accept several": 3, "reject": 0}[move.does]
        first = move.other % len(pending) if pending else 0
        accepted = pending[first : first + most]
        rejected = [act for act in pending if act not in accepted]
        told = replace(standing, pending=pending)
        return settling.settlement(told, accepted, rejected, None, "agreed", everything=everything)

    def withdraw(self, move: Move) -> None:
        own = [act for act in amendments.pending(self.harbour.view(move.by)) if act.party == move.by]
        if own:
            act = own[move.one % len(own)]
            self.do(lambda _: Withdraw(act.id, "no longer wanted"), move.by, act.audience)

    def tabled(self, view: View, move: Move) -> Table | None:
        """A version of the text as it stands with one change, or one whose words are not known."""
        head = texts.head(view)
        found = amendments.last_known(view, head) if head else None
        if head is None or found is None:
            return None
        now = list(found[1])
        place = move.one % len(now)
        if move.does == "drop" and len(now) > 1:
            del now[place]
        elif move.does == "insert":
            now.insert(place, Provision(f"p{next(self.numbers):09}", self.fresh(5)))
        elif move.does == "turn":
            now.reverse()
        elif words := now[place].words:
            now[place] = msgspec.structs.replace(now[place], words=self.edited(words, move))
        kept = {p.id for p in now}
        gone = tuple(Disposed(p.id, "dropped", "no longer") for p in head.body.wording or () if p.id not in kept)
        wording = None if move.does == "no text" and move.one % 2 else tuple(now)
        return Table("Next", parent=head.id, authors=("norway",), wording=wording, disposed=gone)


class Seen:
    """What one viewer sees, and where each word is first written."""

    def __init__(self, view: View) -> None:
        self.view = view

    @cached_property
    def traced(self) -> provenance.Traced:
        return provenance.of(self.view)

    @cached_property
    def first(self) -> dict[str, Act[Any]]:
        found: dict[str, Act[Any]] = {}
        for act in sorted(self.view.acts, key=lambda act: act.order):
            for text in written(act):
                for word in unique(text):
                    found.setdefault(word, act)
        return found

    @cached_property
    def settled_away(self) -> set[str]:
        return {word for point in self.traced.points for gone in point.gone for word in unique(gone.words)}

    def check_the_brackets(self) -> None:
        """The words of a pending amendment stand in the brackets of its point, or it is told that it does not fit."""
        waiting = {act.id for act in amendments.pending(self.view)}
        for standing in current.standings(self.view):
            shown = set(unique(standing.bracketed or ""))
            assert set(unique(standing.provision.words or "")) <= shown
            for act in standing.pending:
                waiting.discard(act.id)
            for found in standing.carried:
                if found.change is not None:
                    new = set(unique(found.act.body.words or "")) - set(unique(found.act.body.base))
                    assert new <= shown or new <= {*shown, *self.settled_away}
                else:
                    assert found.reason or found.act.body.change in {"move", "split", "merge"}
        assert not waiting

    def check_the_history(self) -> None:
        """Every word is in the text, pending or told to be gone, and of whoever wrote it first."""
        present = {s.provision.id: s.provision.words for s in current.standings(self.view)}
        found: set[str] = set()
        for point in self.traced.points:
            if point.known and present.get(point.id):
                assert "".join(p.words for p in point.passages) == present[point.id]
            pending = [passage for _, passages in point.pending for passage in passages]
            every = [(told.words, told.origin) for told in (*point.passages, *pending)]
            for words, origin in [*every, *((told.words, told.origin) for told in point.gone)]:
                for word in unique(words):
                    found.add(word)
                    assert origin is not None
                    assert origin.step == self.first[word].id, word
        assert set(self.first) == found


def written(act: Act[Any]) -> Iterator[str]:
    """The texts that an act writes."""
    body = act.body
    if isinstance(body, Propose):
        yield from (body.words or "", *body.parts)
    elif isinstance(body, Table):
        yield from (p.words or "" for p in body.wording or ())
    elif isinstance(body, Settle):
        yield from (p.words or "" for p in body.result)


def unique(text: str) -> list[str]:
    """The words and numbers of a text that are written once only."""
    return [word for word in folded_words(text) if word not in ONCE_ONLY_NOT]


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A record with its actors and no text yet, in a file to copy."""
    path = tmp_path_factory.mktemp("talks") / "begun.onetext"
    with harbour_at(path).record:
        return path


@settings(max_examples=60, deadline=None)
@given(moves=MOVES)
def test_no_sequence_of_amendments_mergers_and_settlements_loses_a_word(begun: Path, moves: Sequence[Move]) -> None:
    with TemporaryDirectory(dir=begun.parent) as folder:
        clock = Clock(START + timedelta(days=1))
        path = shutil.copy(begun, Path(folder) / begun.name)
        with Record.open(Path(path), every_subject(), clock=clock) as record:
            talks = Talks(Harbour(record, clock), count(1))
            talks.begin()
            for move in moves:
                talks.make(move)
                Seen(talks.view).check_the_brackets()
            for viewer in (KEEPER, "ash", "birch"):
                seen = Seen(record.view(Viewer(viewer)))
                seen.check_the_brackets()
                seen.check_the_history()
