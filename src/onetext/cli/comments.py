"""Commands about comments on points."""

from typing import Any

import click

from onetext.cli.desk import Desk, acts, shows
from onetext.cli.page import Block, Heading, Page, lines
from onetext.process import comments, current, points, texts, timeline
from onetext.process.comments import Comment
from onetext.process.texts import MAIN, Line
from onetext.record.act import Act
from onetext.record.view import View


@click.group(invoke_without_command=True)
@shows
@click.option("--point", default="", help="Only on this point.")
def comment(desk: Desk, point: str) -> None:
    """Comments on points and on their words. They change nothing.

    onetext comment --point 4
    onetext comment add 4 "Which pier?" --on "the pier" --as birch
    """
    if click.get_current_context().invoked_subcommand is None:
        view = desk.look()
        found = comments.comments(view, current.find(view, point).provision.id if point else None)
        desk.show(listing(view, found))


def listing(view: View, found: tuple[Act[Comment], ...]) -> Page:
    """Comments by the point that they are on, each answer below the comment that it replies to."""
    called = {line: points.labels(view, line) for line in {act.body.line for act in found}}
    blocks: list[Block] = []
    for line, id_ in dict.fromkeys((act.body.line, act.body.provision) for act in found):
        beside = f", {texts.line_title(view, line)}" if line else ""
        blocks.append(Heading(f"Point {called[line].get(id_, texts.GONE)}{beside}"))
        blocks.append(lines(*told(view, tuple(a for a in found if (a.body.line, a.body.provision) == (line, id_)))))
    data = [_data(view, act, called[act.body.line].get(act.body.provision, "")) for act in found]
    return Page(f"{len(found) or 'No'} comment{'' if len(found) == 1 else 's'}", tuple(blocks), data)


def told(view: View, found: tuple[Act[Comment], ...]) -> list[str]:
    """Comments as lines, each answer further in."""
    said = []
    for depth, act in comments.threads(found):
        on = f", on “{act.body.words}”" if act.body.words else ""
        said.append(f"{'  ' * depth}{act.handle}  {comments.speaker(view, act)}{on}: {act.body.text}")
    return said


def _data(view: View, act: Act[Comment], called: str) -> dict[str, Any]:
    body = act.body
    return {
        "id": act.id,
        "name": act.name,
        "point": called,
        "provision": body.provision,
        "by": comments.speaker(view, act),
        "text": body.text,
        "words": body.words,
        "answers": body.answers or None,
        "time": timeline.time_of(view, act),
        "source": act.source,
    }


@comment.command()
@acts
@click.argument("point")
@click.argument("text")
@click.option("--on", "words", default="", metavar="WORDS", help="The words of the point that it is on.")
@click.option("--answer", metavar="COMMENT", help="The comment that this one replies to.")
@click.option("--line", metavar="DRAFT", help="A rival draft instead of the one text.")
def add(desk: Desk, /, point: str, text: str, words: str, answer: str | None, line: str | None) -> None:
    """Comment on a point, or on some of its words.

    onetext comment add 4 "Which pier?" --on "the pier" --name c1 --as birch
    onetext comment add 4 "The long one." --answer c1 --as ash
    """
    with desk.acting() as at:
        on = at.view.find(line, Line).id if line else MAIN
        standing = current.find(at.view, point, on)
        answers = at.view.find(answer, Comment).id if answer else ""
        reported = bool(desk.said.get("source"))
        on_words = words if reported else comments.quoted(at.view, standing.provision.id, words, on)
        body = Comment(standing.provision.id, text, on_words, answers=answers, line=on)
        at.do(body, said=f"A comment on point {standing.label} is recorded")


COMMANDS = (comment,)
