"""What is told of the amendments and comments that were taken from a document."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from onetext.cli.desk import Acting, Desk
from onetext.cli.page import Page, lines
from onetext.cli.replay import REPLAY
from onetext.cli.texts import counted
from onetext.exchange.proposals import Taken
from onetext.exchange.remarks import Remarks
from onetext.process import actors, links, wishes
from onetext.record.act import Act


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
