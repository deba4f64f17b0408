"""What a viewer can take away and check: an export, the signed heads of its logs, and what does not hold in them."""

import re
from collections.abc import Iterator, Sequence

from onetext.record.audience import THE_KEEPER, Viewer, log_name
from onetext.record.audit import Fault
from onetext.record.checkpoint import BadCheckpoint
from onetext.record.errors import Refused
from onetext.record.log import verify
from onetext.record.portable import export_lines
from onetext.record.record import Record, visible_logs
from onetext.sentences import say


def exported(record: Record, viewer: Viewer) -> Iterator[bytes]:
    """The lines of an export of all that a viewer may see, with no trace of anything else."""
    names = visible_logs(record, viewer)
    others = {act.id for act in record.view(viewer) if log_name(act.audience) not in names}
    return export_lines(record.log, names, others)


def signed_heads(record: Record, viewer: Viewer) -> str:
    """The signed checkpoints of the logs that a viewer may read, one after the other, to keep elsewhere."""
    names = visible_logs(record, viewer)
    return "\n".join(head.note for head in record.log.heads() if head.log in names)


def kept_heads(text: str) -> list[str]:
    """The checkpoints in a text that was kept: signed notes, one after the other."""
    return [note for note in re.split(r"(?<=\n)\n(?=onetext/)", text) if note.strip()]


def faults(record: Record, viewer: Viewer, kept: Sequence[str] = ()) -> tuple[Fault, ...]:
    """What does not hold in the logs that a viewer may read; with `kept` heads, also what was cut off or rewritten.

    Raises Refused where a kept head is not one.
    """
    try:
        return verify(record.log, kept, None if viewer == THE_KEEPER else visible_logs(record, viewer, kept))
    except BadCheckpoint as error:
        raise Refused(say("This is no kept checkpoint: {why}", why=error.args[0])) from error
