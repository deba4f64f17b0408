"""Commands on amendments: proposing changes to the words, and settling them."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from onetext.cli.desk import Acting, Desk, acts
from onetext.cli.page import Block, Heading, Page, lines
from onetext.cli.texts import counted, named
from onetext.process import amendments, carrying, current, links, settling, texts, wishes
from onetext.process.addressing import slugs
from onetext.process.amendments import Propose
from onetext.process.carrying import Carrying
from onetext.process.current import Standing
from onetext.process.texts import MAIN, Line
from onetext.record.act import Act
from onetext.record.audience import Audience
from onetext.record.errors import RecordError, refuse
from onetext.record.view import View
from onetext.text.reading import UnreadableText, decode

_MEANT = (
    "words", "words_file", "delete", "add", "add_after", "number", "move_after", "split", "merge_with", "base",
)  # fmt: skip


@click.command()
@acts
@click.argument("point", required=False)
@click.option("--words", help="The words that the point should have.")
@click.option("--words-file", metavar="FILE", help="The same, from a file.")
@click.option("--delete", is_flag=True, help="Take the point out; its number is kept free.")
@click.option("--add", is_flag=True, help="Add a point at the end.")
@click.option("--add-after", metavar="POINT", help="Add a point behind this one.")
@click.option("--number", default="", help="The printed number of an added point, such as “7 bis”.")
@click.option("--move-after", metavar="POINT", help="Move the point behind this one.")
@click.option("--split", multiple=True, metavar="WORDS", help="The words of each part (twice or more).")
@click.option("--merge-with", multiple=True, metavar="POINT", help="Another point that goes into this one.")
@click.option("--on", metavar="AMENDMENT", help="An amendment that this one amends.")
@click.option("--base", metavar="WORDS", help="The words that it was made on, if not those that stand now.")
@click.option("--proponents", metavar="ACTORS", help="Whose amendment it is, with commas.")
@click.option("--reason", default="", help="Why.")
@click.option("--line", metavar="DRAFT", help="A rival draft instead of the one text.")
@click.option("--as-of", "as_of", metavar="DATE", help="List what was known by then.")
@click.option("--html", "as_html", is_flag=True, help="Write the list as a web page.")
def amend(desk: Desk, /, point: str | None, **said: Any) -> None:
    """Propose a change to a point; alone, list all amendments.

    Two wishes for the same words stand in brackets, each with its
    proponents, until they are settled. No word is lost.

    onetext amend --as-of 2025-11-24
    onetext amend 4 --words "The limit shall be 800,000." --as ukraine --name a1
    onetext amend 3 --delete --as russia
    onetext amend --add-after 7 --number "7 bis" --words "…" --as us
    onetext amend 4 --split "First part." --split "Second part." --as us
    """
    if point is None and not any(value for name, value in said.items() if name not in {"line", "number"}):
        desk.show(listing(desk.look()))
        return
    if desk.as_of or desk.as_html:
        refuse("--as-of and --html go with the list of amendments: leave the point and its change out.")
    with desk.acting() as at:
        body = _proposal(desk, at, point, said)
        label = _label(at.view, body)
        warned = links.warnings(at.view, body.provision) if body.change == "delete" else ()
        told = f"{named(at.view, _whose(desk, body)) or 'The keeper'}: {wishes.in_words(at.view, body, label)}"
        at.do(body, said=". ".join((told, *(f"Mind: {sentence}" for sentence in warned))))


def _whose(desk: Desk, body: Propose) -> tuple[str, ...]:
    return body.proponents or ((desk.who().name,) if desk.who().name != "keeper" else ())


def _proposal(desk: Desk, at: Acting, point: str | None, said: dict[str, Any]) -> Propose:
    """The amendment that the options ask for."""
    view = at.view
    line = view.find(said["line"], Line).id if said["line"] else MAIN
    words = _words(desk, said["words"], said["words_file"])
    common = {"line": line, "reason": said["reason"], "proponents": slugs(view, said["proponents"])}
    wishes = [said["delete"], said["add"] or said["add_after"], said["move_after"], said["split"], said["merge_with"]]
    if sum(map(bool, wishes)) > 1:
        refuse("One amendment makes one change: delete, add, move, split or merge.")
    if said["add"] and said["add_after"]:
        refuse("Say where the point is added once: --add at the end, or --add-after POINT.")
    _refuse_unused(said)
    if said["on"]:
        target = view.find(said["on"], Propose)
        if point is not None and current.find(view, point, line).provision.id != target.body.provision:
            refuse(f"{said['on']} is an amendment to another point than {point}.")
        return _on_another(target, words, said["delete"], common)
    fresh = texts.new_ids(at.record.token())
    if said["add"] or said["add_after"]:
        if point is not None:
            refuse("A point that is added has no number yet: leave POINT out, and give --number.")
        after = current.find(view, said["add_after"], line).provision.id if said["add_after"] else _last(view, line)
        return Propose("add", fresh(0), words=words, number=said["number"], after=after, **common)
    if point is None:
        refuse("Name the point that is to be changed, or say --add-after POINT.")
    return _to_a_point(view, current.find(view, point, line), words, said, common, fresh)


def _refuse_unused(said: dict[str, Any]) -> None:
    """Nothing that was typed is left out of the amendment unasked."""
    if said["on"]:
        change, used = "an amendment to an amendment", {"words", "words_file", "delete"}
    elif said["add"] or said["add_after"]:
        change, used = "an added point", {"words", "words_file", "number", "add", "add_after"}
    else:
        change, used = _change_of(said)
    typed = {name for name in _MEANT if said[name]}
    for name in sorted(typed - used):
        refuse(f"For {change} leave --{name.replace('_', '-')} out: it would not be used.")


def _change_of(said: dict[str, Any]) -> tuple[str, set[str]]:
    """What is done to a point of the text, and which options say it."""
    if said["delete"]:
        return "a deletion", {"delete", "base"}
    if said["move_after"]:
        return "a move", {"move_after", "base"}
    if said["split"]:
        return "a split", {"split", "base"}
    if said["merge_with"]:
        return "a merger", {"merge_with", "words", "words_file", "base"}
    return "other words", {"words", "words_file", "base"}


def _to_a_point(
    view: View,
    standing: Standing,
    words: str | None,
    said: dict[str, Any],
    common: dict[str, Any],
    fresh: Callable[[int], str],
) -> Propose:
    """An amendment to a point that is in the text."""
    id_, line = standing.provision.id, common["line"]
    base = said["base"] if said["base"] is not None else standing.known_words or ""
    if said["delete"]:
        return Propose("delete", id_, base, **common)
    if said["move_after"]:
        return Propose("move", id_, base, after=current.find(view, said["move_after"], line).provision.id, **common)
    if said["split"]:
        others = tuple(fresh(place) for place in range(1, len(said["split"])))
        return Propose("split", id_, base, others=others, parts=tuple(said["split"]), **common)
    if said["merge_with"]:
        others = tuple(current.find(view, other, line).provision.id for other in said["merge_with"])
        known = {s.provision.id: s.known_words or "" for s in current.standings(view, line)}
        bases = tuple(known[other] for other in others)
        whole = words or " ".join(filter(None, map(str.strip, (base, *bases))))
        return Propose("merge", id_, base, whole, others=others, bases=bases, **common)
    if words is None:
        refuse("Say what should change: --words, --delete, --move-after, --split or --merge-with.")
    return Propose("replace", id_, base, words, **common)


def _on_another(target: Act[Propose], words: str | None, delete: bool, common: dict[str, Any]) -> Propose:
    return Propose(
        "delete" if delete else "replace", target.body.provision, target.body.words or "", words, on=target.id, **common
    )


def _last(view: View, line: str) -> str:
    standing = [s for s in current.standings(view, line) if s.provision.words != "" or not s.pending]
    return standing[-1].provision.id if standing else ""


def _words(desk: Desk, words: str | None, file: str | None) -> str | None:
    if file is None:
        return words
    if words is not None:
        refuse("Give the words once: --words or --words-file.")
    path: Path = desk.path(file)
    try:
        return decode(path.read_bytes()).strip()
    except OSError as error:
        raise RecordError(f"{file} cannot be read: {error.strerror or error}.") from error
    except UnreadableText as error:
        raise RecordError(f"{file}: {error}") from error


def _label(view: View, body: Propose) -> str:
    return links.called(view, body.provision, body.line) if body.change != "add" else body.number


def listing(view: View) -> Page:
    """Every amendment: those that are pending, and what became of the others, with their words."""
    every = amendments.proposals(view)
    waiting = [act for act in every if amendments.outcome(view, act.id) is None]
    dealt = [act for act in every if amendments.outcome(view, act.id) is not None]
    blocks: list[Block] = [Heading(f"Pending: {len(waiting)}")]
    known = _carried(view, waiting)
    found = {act.id: _fitting(view, act, known) for act in waiting}
    for act in waiting:
        told = _told(view, act, carrying.as_carried(act.body, known.get(act.id)))
        blocks.append(lines(f"{act.handle}  {told}", f"   {found[act.id][1]}"))
    blocks += [Heading(f"Settled: {len(dealt)}")]
    for act in dealt:
        settled = amendments.outcome(view, act.id)
        if settled:
            why = f" ({settled[1].body.reason})" if settled[1].body.reason else ""
            blocks.append(lines(f"{act.handle}  {settled[0]}{why}: {_told(view, act, act.body)}"))
    states = {id_: state for id_, (state, _) in found.items()}
    return Page("Amendments", tuple(blocks), [_as_data(view, act, states.get(act.id)) for act in every])


def _carried(view: View, waiting: Sequence[Act[Propose]]) -> dict[str, Carrying]:
    """What each of these pending amendments is against the present words, where these are known."""
    every = (standing for line in {act.body.line for act in waiting} for standing in current.standings(view, line))
    return {one.act.id: one for standing in every for one in standing.carried}


def _fitting(view: View, act: Act[Propose], known: dict[str, Carrying]) -> tuple[str, str]:
    """Whether a pending amendment fits the present words: in a word, and as a line to read."""
    found = known.get(act.id)
    if found is not None:
        return found.state, wishes.fitting(view, found)
    if act.body.provision in current.labels(view, act.body.line):
        return "unknown", "whether it fits is unknown: the present words are not known"
    return "no longer fits", "no longer fits: its point is no longer in the text"


def _told(view: View, act: Act[Propose], body: Propose) -> str:
    who = named(view, amendments.proponents(act))
    beside = f", in {texts.line_title(view, act.body.line)}" if act.body.line else ""
    return f"{who}{beside}: {wishes.in_words(view, body, _label(view, body))}"


def _as_data(view: View, act: Act[Propose], fits: str | None) -> dict[str, Any]:
    found = amendments.outcome(view, act.id)
    return {
        "id": act.id,
        "name": act.name,
        "change": act.body.change,
        "point": _label(view, act.body),
        "provision": act.body.provision,
        "proponents": list(amendments.proponents(act)),
        "base": act.body.base,
        "words": act.body.words,
        "parts": list(act.body.parts),
        "outcome": found[0] if found else "pending",
        "fits": fits,
        "settled_by": found[1].id if found else None,
        "reason": act.body.reason,
    }


@click.command()
@acts
@click.argument("point")
@click.option("--accept", multiple=True, metavar="AMENDMENT", help="An amendment that is taken up.")
@click.option("--reject", multiple=True, metavar="AMENDMENT", help="An amendment that is not.")
@click.option("--words", help="The settled words, if they are none of those proposed.")
@click.option("--words-file", metavar="FILE", help="The same, from a file.")
@click.option("--reason", default="", help="Why, or who agreed.")
@click.option("--line", metavar="DRAFT", help="A rival draft instead of the one text.")
def settle(desk: Desk, /, point: str, accept: tuple[str, ...], reject: tuple[str, ...], **said: Any) -> None:
    """Settle the words of a point. Every pending amendment is dealt with.

    onetext settle 4 --accept a1 --reject a2 --reason "Agreed in plenary"
    onetext settle 4 --words "The limit shall be 700,000." --reason "A middle"
    """
    with desk.acting() as at:
        view = at.view
        line = view.find(said["line"], Line).id if said["line"] else MAIN
        everything = current.standings(view, line)
        standing = current.find(view, point, line)
        words = _words(desk, said["words"], said["words_file"])
        accepted, rejected = ([view.find(name, Propose) for name in names] for names in (accept, reject))
        to = _readers(desk, at, (*accepted, *rejected, *standing.pending))
        told = replace(standing, pending=amendments.shared(view, standing.pending, to))
        body = settling.settlement(told, accepted, rejected, words, said["reason"], line, everything)
        before = {b.link.id for b in links.broken(view) if not b.proposed}
        at.do(body, said=f"Point {standing.label} is settled: {_result(standing, body)}", audience=to)
        _warn(desk, at, before)


def _readers(desk: Desk, at: Acting, dealt: Iterable[Act[Propose]]) -> Audience:
    """As --to says, or as settlements are told."""
    typed = at.draft(None).audience
    return typed if desk.said.get("to") else settling.readers(at.view, dealt, typed)


def _result(standing: Standing, body: amendments.Settle) -> str:
    if not body.result:
        return f"nothing is added; {counted(len(body.dealt), 'amendment')} dealt with"
    first = next((p for p in body.result if p.id == standing.provision.id), body.result[0])
    return "vacant, its number is kept free" if first.vacant else first.words or ""


def _warn(desk: Desk, at: Acting, before: set[str]) -> None:
    """Say which links lost a side by what was just done."""
    view = at.record.view(desk.who())
    for found in links.broken(view):
        if not found.proposed and found.link.id not in before:
            click.echo(f"Mind: {links.warning(view, found.link.body, found.lost)}", err=True)


COMMANDS = (amend, settle)
