"""The command that shows the text as it stands, or one point of it in detail."""

from collections.abc import Sequence
from typing import Any

import click
import msgspec

from onetext.cli.comments import told
from onetext.cli.desk import Desk, shows
from onetext.cli.page import Block, Heading, Page, lines
from onetext.cli.texts import counted, named
from onetext.process import (
    actors,
    amendments,
    areas,
    carrying,
    comments,
    current,
    limb_positions,
    limbs,
    links,
    positions,
    quantities,
    slots,
    texts,
    wishes,
)
from onetext.process.current import Standing
from onetext.process.texts import MAIN, Line, Table
from onetext.record.act import Act
from onetext.record.view import View
from onetext.text import brackets
from onetext.text.sense.modality import Mode, modality
from onetext.text.sense.quantities import show as number


@click.command("show")
@shows
@click.argument("point", required=False)
@click.option("--version", metavar="VERSION", help="The words of an earlier version, as tabled.")
@click.option("--line", metavar="DRAFT", help="A rival draft instead of the one text.")
def show_(desk: Desk, point: str | None, version: str | None, line: str | None) -> None:
    """Show the text as it stands with what is pending, or one point.

    onetext show
    onetext show 4
    onetext show --version v0
    """
    view = desk.look()
    if version:
        desk.show(_as_tabled(view.find(version, Table), point))
        return
    on = view.find(line, Line).id if line else MAIN
    desk.show(point_page(view, current.find(view, point, on), on) if point else text_page(view, on))


def text_page(view: View, line: str = MAIN) -> Page:
    """The whole text: each point as it stands, with what is pending in brackets."""
    head = texts.head(view, line)
    if head is None:
        return Page("There is no text yet; table one with “onetext text table FILE”.", (), {"points": []})
    standing = current.standings(view, line)
    blocks: list[Block] = [lines(f"{texts.titled(head, ', ')}: {texts.completeness(head.body)}")]
    depth = {s.provision.id: s for s in standing}
    blocks += [lines(*_point_lines(view, s), indent=2 + 2 * _depth(s, depth)) for s in standing]
    blocks += [lines(sentence) for sentence in _unknown(view, head)]
    blocks += [lines(f"Mind: {links.warning(view, b.link.body, b.lost)}") for b in links.broken(view)]
    title = "The text as it stands" if line == MAIN else texts.line_title(view, line)
    return Page(title, tuple(blocks), lambda: _everything(view, head, standing, line))


def _everything(view: View, head: Act[Table], standing: Sequence[Standing], line: str) -> dict[str, Any]:
    """The whole text as data, with what its words say of numbers, modality and slots: slow for a very long one."""
    return {
        "version": head.id,
        "completeness": texts.completeness(head.body),
        "fingerprint": current.fingerprint_now(view, line),
        "points": [_as_data(view, s, line) for s in standing],
        "unknown": list(_unknown(view, head)),
    }


def _depth(standing: Standing, every: dict[str, Standing]) -> int:
    depth, parent = 0, standing.provision.parent
    while parent in every and depth < 6:  # noqa: PLR2004  deeper ones stand below one another
        depth, parent = depth + 1, every[parent].provision.parent
    return depth


def _unknown(view: View, head: Act[Table]) -> tuple[str, ...]:
    """What is known to be there, but not in its words."""
    source = texts.latest_with_words(view, head)
    if source is None:
        return (f"{head.body.expected} points: unknown",) if head.body.expected else ("Its points: unknown",)
    missing = texts.unknown_points(source.body)
    return (f"{counted(missing, 'further point')} of {source.handle}: unknown",) if missing else ()


def _point_lines(view: View, standing: Standing) -> tuple[str, ...]:
    label = standing.path or standing.provision.number
    provision = standing.provision
    if standing.dropped:
        return (f"{standing.label}  not in the text any more: dropped", *_pending_lines(view, standing))
    if provision.vacant:
        return (f"{label or standing.label} vacant", *_pending_lines(view, standing))
    if provision.words is None:
        last = standing.last_known
        said = f"unknown now; {_last_known(last)}: {last[1]}" if last else "unknown"
        return (f"{label}  {said}", *_pending_lines(view, standing))
    added = "" if provision.words or not standing.pending else "proposed: "
    label = label if not added else standing.label
    shown = f"{label}  {added}{standing.bracketed or provision.words}".strip()
    return (*options_apart(shown), *_pending_lines(view, standing))


def options_apart(text: str) -> tuple[str, ...]:
    """A text with each option of an option block on a line of its own."""
    found = [""]
    for line in text.split("\n"):
        if line.strip().lstrip("[").startswith("Option "):
            found.append(f"  {line.strip()}")
        else:
            found[-1] = f"{found[-1]}\n{line}" if found[-1] else line
    return tuple(found)


def _last_known(last: tuple[Act[Table], str]) -> str:
    return f"in {last[0].handle}{', in paraphrase' if last[0].body.paraphrase else ''}"


_TOLD = frozenset({"carried", "taken up"})


def _pending_lines(view: View, standing: Standing) -> tuple[str, ...]:
    """A note where the brackets do not say all: amendments to unknown words, moves, splits, mergers, misfits."""
    shown = standing.provision.words is not None
    unfit = {act.id for act, _ in standing.unfit}
    other = [
        a.handle
        for a in standing.pending
        if a.id not in unfit and (not shown or a.body.change in ("move", "split", "merge"))
    ]
    said = [f"   pending: {', '.join(other)}"] if other else []
    said += [f"   {one.act.handle}: {wishes.fitting(view, one)}" for one in standing.carried if one.state in _TOLD]
    late = ", ".join(act.handle for act, _ in standing.unfit)
    if late:
        said.append(f"   no longer fits these words: {late}; “onetext show {standing.label}” says why")
    return tuple(said)


def _as_tabled(version: Act[Table], point: str | None) -> Page:
    """A version's own words, nothing settled or pending in them."""
    title = texts.titled(version, ", ")
    data = {"version": version.id, "wording": None, "completeness": texts.completeness(version.body)}
    if version.body.wording is None:
        return Page(title, (lines("Text not available."),), data)
    wording = version.body.wording
    wanted = current.plain(point or "")
    called = texts.printed(wording)
    rows = [p for p in wording if not wanted or wanted in {current.plain(called[p.id]), p.id}]
    said = [f"{p.number}  {'vacant' if p.vacant else p.words if p.words is not None else 'unknown'}" for p in rows]
    kind = "A paraphrase, not its words. " if version.body.paraphrase else ""
    shown = [line for words in said for line in options_apart(words)]
    unknown = texts.unknown_points(version.body)
    after = [f"{counted(unknown, 'further point')}: unknown"] if unknown else []
    data["wording"] = msgspec.to_builtins(rows)
    known = f"{kind}{texts.completeness(version.body).capitalize()}."
    return Page(title, (lines(known), lines(*shown, *after)), data)


def point_page(view: View, standing: Standing, line: str = MAIN) -> Page:
    """One point: its words, what is pending, its limbs, numbers, modality, slots, links and areas."""
    id_, words = standing.provision.id, standing.known_words
    blocks: list[Block] = [lines(*_words_lines(standing))]
    for heading, rows in (
        ("Brackets without a partner", _unbalanced(words)),
        ("Pending", _pending(view, standing)),
        ("No longer fits these words", _unfit_lines(view, standing)),
        ("Limbs", limb_lines(view, standing, line)),
        ("Numbers", quantity_lines(view, standing)),
        ("Modality", [mode_line(mode) for mode in modality(words)] if words else []),
        ("Slots", slot_lines(view, standing)),
        ("Links", link_lines(view, standing)),
        ("Comments", told(view, comments.comments(view, id_))),
        ("Areas", [area_line(view, act) for act in areas.areas(view, id_)]),
        (
            "Settled",
            [
                f"{a.handle}  {a.body.reason or 'no reason given'}"
                for a in amendments.history(view, standing.provision.id)
            ],
        ),
    ):
        if rows:
            blocks += [Heading(heading), lines(*rows)]
    return Page(f"Point {standing.label}", tuple(blocks), _as_data(view, standing, line))


def _pending(view: View, standing: Standing) -> list[str]:
    """What may be settled, as it reads on the present words."""
    carried = {one.act.id: one for one in standing.carried}
    said = []
    for act in standing.pending:
        one = carried.get(act.id)
        if one is None or one.state != "no longer fits":
            told = wishes.in_words(view, carrying.as_carried(act.body, one), standing.label)
            said.append(f"{act.handle}  {named(view, amendments.proponents(act))}: {told}")
        if one is not None and one.state in _TOLD:
            said.append(f"   {wishes.fitting(view, one)}")
    return said


def _unfit_lines(view: View, standing: Standing) -> list[str]:
    """What no longer fits, readable as it was made: its base words, its own words, and why it does not fit."""
    said = []
    for one in standing.carried:
        if one.state == "no longer fits":
            who = named(view, amendments.proponents(one.act))
            told = f"{one.act.handle}  {who}: {wishes.in_words(view, one.act.body, standing.label)}"
            said += [told, f"   {wishes.fitting(view, one)}", *_base_and_own(one.act.body)]
    return said


def _base_and_own(body: amendments.Propose) -> list[str]:
    own = " / ".join(body.parts) or body.words or "no text"
    return [f"   Made on: {body.base}" if body.base else "   Made on: no text", f"   It wants: {own}"]


def _unbalanced(words: str | None) -> list[str]:
    return [found.sentence for found in brackets.read(words or "").report.unbalanced]


def _words_lines(standing: Standing) -> tuple[str, ...]:
    if standing.dropped:
        return (f"Not in the text any more: {standing.version.handle} dropped it",)
    if standing.provision.vacant:
        return ("vacant: it was deleted, its number is kept free",)
    if standing.provision.words is None:
        last = standing.last_known
        present = f"Present words (in {standing.version.handle}): unknown"
        return (present, f"Last known, {_last_known(last)}: {last[1]}") if last else (present,)
    if not standing.provision.words and standing.pending:
        return (f"Not in the text; proposed: {standing.bracketed}",)
    if standing.bracketed and standing.bracketed != standing.provision.words:
        pending = options_apart(f"With what is pending: {standing.bracketed}")
        return (*options_apart(standing.provision.words), *pending)
    return options_apart(standing.provision.words)


def limb_lines(view: View, standing: Standing, line: str = MAIN) -> list[str]:
    """The limbs as recorded, each with its actor, and who took which stance on it."""
    id_ = standing.provision.id
    said = []
    for limb in limbs.of(view, id_):
        said.append(f"{limb.key}. {limb.words} ({actors.name(view, limb.actor) if limb.actor else 'no actor named'})")
        for party, act in limb_positions.latest(view, id_, limb.words).items():
            said.append(f"   {actors.name(view, party)}: {positions.effective(view, act)[0]}")
    return [*said, "Divided on earlier words: look at it again."] if limbs.on_earlier_words(view, id_, line) else said


def quantity_lines(view: View, standing: Standing) -> list[str]:
    """The numbers of a point with what the words and the notes say of them, and what is missing."""
    words = standing.known_words
    found = []
    for noted in quantities.of(view, standing.provision.id, words or ""):
        q = noted.quantity
        said = f"{number(q.value)} {q.unit}, {q.bound}".strip() if q.value is not None else q.words
        said += ", approximate" if q.approximate and q.bound != "about" else ""
        said += f"; as of {noted.as_of}" if noted.as_of else ""
        said += f"; counted: {noted.counting}" if noted.counting else ""
        if noted.baseline:
            said += f"; baseline {noted.baseline}, as of {noted.baseline_as_of or 'unknown'}"
        found += [said, *(f"Flag: {flag}" for flag in noted.flags)]
    return found


def mode_line(mode: Mode) -> str:
    """The modality of a clause with whom it binds."""
    negated = "not: " if mode.negated and mode.grade != "prohibition" else ""
    trigger = f" (“{mode.trigger}”)" if mode.trigger else ""
    return f"{negated}{mode.grade}{trigger}; binds {mode.actor or 'nobody by name'}"


def slot_lines(view: View, standing: Standing) -> list[str]:
    """The slots of a commitment: what fills each, or that it is empty."""
    if not standing.known_words or standing.provision.heading:
        return []
    said = []
    for found in slots.of(view, standing.provision.id, standing.known_words):
        told = f"{found.slot}: {found.state}"
        told += f" ({found.annex.body.title})" if found.annex else ""
        told += f": {found.words}" if found.words and found.slot != "what" else ""
        for act in found.deliberate:
            why = f", {act.body.reason}" if act.body.reason else ""
            said_before = "" if found.state == "left vague on purpose" else "left vague on purpose "
            told += f" ({said_before}by {actors.name(view, act.body.party)}{why})"
        said.append(told)
    return said


def link_lines(view: View, standing: Standing, broken: tuple[links.Broken, ...] | None = None) -> list[str]:
    """The links of a point, and the warning where the other side is gone or going (`broken`, where it is known)."""
    id_ = standing.provision.id
    said = [
        f"{act.body.bond}: {links.sentence(view, act.body, id_)}{f' ({act.body.reason})' if act.body.reason else ''}"
        for act in links.links(view, id_)
    ]
    for found in links.broken(view) if broken is None else broken:
        if id_ in {found.lost, found.left}:
            going = "proposed: " if found.proposed else ""
            said.append(f"Mind, {going}{links.warning(view, found.link.body, found.lost)}")
    return said


def area_line(view: View, act: Act[areas.Draw]) -> str:
    """An area with its kind, its day and whether its geometry is known."""
    body = act.body
    as_of = f"as of {body.as_of}" if body.as_of else "as of unknown"
    moving = "a moving line, " if body.moving or areas.moves(body.title) else ""
    by = "as held by" if body.status == "recognised de facto" else "by"
    who = f" {by} {actors.name(view, body.actor)}" if body.actor else ""
    known = "geometry known" if body.geometry else "geometry unknown"
    return f"{body.title}: {body.status}{who}; {moving}{as_of}; {known}"


def _as_data(view: View, standing: Standing, line: str) -> dict[str, Any]:
    provision, words = standing.provision, standing.known_words
    last = standing.last_known
    found = slots.of(view, provision.id, words) if words else ()
    return {
        "id": provision.id,
        "label": standing.label,
        "number": provision.number,
        "parent": provision.parent or None,
        "state": "vacant" if provision.vacant else "unknown" if provision.words is None else "known",
        "words": provision.words,
        "fingerprint": standing.fingerprint,
        "last_known": {"version": last[0].id, "words": last[1]} if last else None,
        "bracketed": standing.bracketed,
        "unbalanced": _unbalanced(words),
        "pending": [
            {"id": a.id, "name": a.name, "proponents": list(amendments.proponents(a))} for a in standing.pending
        ],
        "carried": [
            {"id": one.act.id, "state": one.state, "words": one.change.new if one.change else None}
            for one in standing.carried
        ],
        "unfit": [
            {"id": act.id, "why": why, "base": act.body.base, "words": act.body.words} for act, why in standing.unfit
        ],
        "limbs": msgspec.to_builtins(limbs.of(view, provision.id)),
        "limbs_on_earlier_words": limbs.on_earlier_words(view, provision.id, line),
        "numbers": quantity_lines(view, standing),
        "modality": [msgspec.to_builtins(mode) for mode in modality(words)] if words else [],
        "slots": [{"slot": f.slot, "state": f.state, "words": f.words} for f in found],
        "links": [{"id": a.id, **msgspec.to_builtins(a.body)} for a in links.links(view, provision.id)],
        "areas": [{"id": a.id, **msgspec.to_builtins(a.body)} for a in areas.areas(view, provision.id)],
    }


COMMANDS = (show_,)
