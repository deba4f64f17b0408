"""Checking a record: each act against its id, each log against its signed head and against checkpoints kept elsewhere.

A head proves that the acts are those that its signer counted. It cannot prove that nothing was cut off or replaced
by the signer afterwards; a checkpoint that somebody kept can (RFC 6962, section 1: append-only by being watched).
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import NamedTuple

from onetext.record import checkpoint, merkle
from onetext.record.checkpoint import BadCheckpoint, Checkpoint
from onetext.record.line import BadLine, log_of
from onetext.record.reading import Reading
from onetext.record.rows import Head, Row


class Fault(NamedTuple):
    """One thing that does not hold: in which log ("" for the file), at which act if it is one, in one sentence.

    `position` counts from 0; `id` is the act's id as stored. Both are None where no single act can be named.
    """

    log: str
    position: int | None
    id: str | None
    sentence: str

    def __str__(self) -> str:
        """The sentence."""
        return self.sentence


Kept = Mapping[str, Sequence[tuple[str, Checkpoint]]]


def faults(reading: Reading, kept: Sequence[str], only_logs: Collection[str] | None) -> Iterator[Fault]:
    """The faults of the record, log by log; in each log the first act that does not hold."""
    noted, strangers = _sorted_by_log(reading.record_id, kept)
    listed = set(reading.keys())
    heads = {
        head.log: head._replace(vkeys=tuple(vkey for vkey in head.vkeys if vkey in listed)) for head in reading.heads()
    }
    names = {*heads, *reading.logs(), *noted}
    if only_logs is None:
        yield from _file_faults(reading)
    yield from strangers
    for name in sorted(names if only_logs is None else names.intersection(only_logs)):
        yield from _log_faults(reading, name, heads.get(name), noted.get(name, ()))
    if only_logs is None:
        yield from _released_faults(reading)


def where(log: str) -> str:
    """How a sentence speaks of a log."""
    return "the public log" if log == "*" else f"the log {log}"


def _sorted_by_log(record_id: str, kept: Sequence[str]) -> tuple[Kept, list[Fault]]:
    noted, strangers = defaultdict[str, list[tuple[str, Checkpoint]]](list), list[Fault]()
    own = checkpoint.origin(record_id, "")
    for note in kept:
        said = checkpoint.parse(note)
        if said.origin.startswith(own):
            noted[said.origin.removeprefix(own)].append((note, said))
        else:
            sentence = f"A kept checkpoint is of {said.origin}, which is another record than this one, {own[:-1]}."
            strangers.append(Fault("", None, None, sentence))
    for notes in noted.values():
        notes.sort(key=lambda pair: pair[1].size)
    return noted, strangers


def _file_faults(reading: Reading) -> Iterator[Fault]:
    complaint = reading.damage()
    if complaint:
        yield Fault("", None, None, f"{reading.name} is damaged ({complaint}): restore a copy.")


def _log_faults(
    reading: Reading, log: str, head: Head | None, kept: Sequence[tuple[str, Checkpoint]]
) -> Iterator[Fault]:
    """The first act that does not hold by itself, or else what the signed head and the kept checkpoints show."""
    wanted = {said.size for _, said in kept} | ({head.size} if head else set())
    frontier = merkle.Frontier()
    roots = {0: merkle.EMPTY_ROOT}
    for row in reading.acts_of(log):
        why = _act_fault(row, log, frontier.size)
        if why:
            yield Fault(log, row.position, row.id, why)
            return
        frontier = merkle.append(frontier, bytes.fromhex(row.id))
        if frontier.size in wanted:
            roots[frontier.size] = merkle.root_of(frontier)
    sound = 0
    for note, said in kept:
        complaint = _kept_fault(log, head, note, said, frontier.size, roots, sound)
        if complaint:
            yield Fault(log, None, None, complaint)
            break
        sound = said.size
    complaint = _head_fault(reading.record_id, log, head, frontier, roots, sound)
    if complaint:
        yield Fault(log, None, None, complaint)


def _act_fault(row: Row, log: str, expected: int) -> str:
    name = f"The act {row.id[:12]} at position {row.position} of {where(log)}"
    if row.position != expected:
        return f"{name} does not follow the one before it: the act at position {expected} is missing."
    return _own_fault(name, row, log)


def _own_fault(name: str, row: Row, log: str) -> str:
    """What an act shows by itself; erased words can no longer be checked, their hash still counts in the tree."""
    if row.data is None:
        return ""
    if merkle.leaf_hash(row.data).hex() != row.id:
        return f"{name} was altered: its words no longer give its id."
    try:
        own = log_of(row.data)
    except BadLine as error:
        return f"{name} is not an act: its line {error}."
    return "" if own == log else f"{name} does not belong there: its own audience is {own}."


def _kept_fault(
    log: str,
    head: Head | None,
    note: str,
    said: Checkpoint,
    size: int,
    roots: Mapping[int, bytes],
    sound: int,
) -> str:
    its = f"the checkpoint that was kept of {where(log)}, of {said.size} acts"
    if said.size > size:
        return f"Acts were cut off: {its}, counts more than the {size} that are there."
    if said.root != roots[said.size]:
        return f"Acts were replaced: those at positions {sound} to {said.size - 1} are not those of {its}."
    try:
        checkpoint.verify(note, head.vkeys if head else ())
    except BadCheckpoint as error:
        return f"The record does not stand by {its}: {error}"
    return ""


def _head_fault(
    record_id: str,
    log: str,
    head: Head | None,
    frontier: merkle.Frontier,
    roots: Mapping[int, bytes],
    sound: int,
) -> str:
    if head is None:
        return f"The head of {where(log)} is missing, so nothing vouches for its {frontier.size} acts."
    try:
        said = checkpoint.verify(head.note, head.vkeys)
    except BadCheckpoint as error:
        return f"The head of {where(log)} does not hold: {error}"
    if said.origin != checkpoint.origin(record_id, log) or said.size != head.size:
        return f"The head of {where(log)} is the head of something else: {said.origin} with {said.size} acts."
    return _tree_fault(log, head, said, frontier, roots, sound)


def _tree_fault(
    log: str, head: Head, said: Checkpoint, frontier: merkle.Frontier, roots: Mapping[int, bytes], sound: int
) -> str:
    if said.size != frontier.size:
        return f"The head of {where(log)} counts {said.size} acts, but {frontier.size} are there."
    if said.root != roots[said.size]:
        return f"The acts of {where(log)} are not those that its head was signed for, from position {sound} on."
    if head.frontier != merkle.pack(frontier):
        return f"The head of {where(log)} cannot be added to: its frontier is not that of its acts."
    return ""


def _released_faults(reading: Reading) -> Iterator[Fault]:
    for row in reading.released():
        why = _own_fault(f"The released act {row.id[:12]}", row, row.log)
        if why:
            yield Fault(row.log, None, row.id, why)
