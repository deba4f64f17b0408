"""Commands about claims: what statements assert, and who rebuts it."""

from typing import Any, get_args

import click

from onetext.cli.desk import Acting, Desk, acts, shows
from onetext.cli.page import Block, Heading, Page, lines
from onetext.cli.statements import listed
from onetext.process import claims, current, disposals, items, tags, texts, timeline, verification
from onetext.process.addressing import slugs
from onetext.process.claims import Asserts, Claim, ClaimKind, Part, Rebuttal, Role
from onetext.process.statements import Statement
from onetext.record.act import Act
from onetext.record.errors import refuse
from onetext.record.view import View
from onetext.text.alignment import Disposition

REMOVED = {"removed": "dropped"}
PLAIN: dict[str, Asserts] = {
    "progress": claims.Progress(),
    "principle": claims.Principle(),
    "context": claims.Context(),
}
ASKED: dict[str, tuple[str, ...]] = {
    "position": ("about",),
    "authorship": ("text", "author", "input_", "sponsor", "position", "not_author", "not_position"),
    "existence": ("text", "denied"),
    "knowledge": ("text", "denied"),
    "disposition": ("text", "became", "about", "topic"),
    "pressure": ("on",),
}
TYPED = {"about": "points", "input_": "input", "text": "of"}
ROLES: dict[str, Role] = {"author": "author", "input_": "input", "sponsor": "sponsor", "position": "position"}


@click.group(invoke_without_command=True)
@shows
@click.option("--kind", type=click.Choice(claims.KINDS), help="Only claims of this kind.")
@click.option("--tag", default="", help="Only with this tag.")
def claim(desk: Desk, kind: str | None, tag: str) -> None:
    r"""Claims: what is asserted, by whom, who rebuts it. No claim changes the text.

    onetext claim -f geneva --kind authorship
    onetext claim add context trump "Europe buys oil from Russia" \
        --source bbc --quote "continuing to buy oil from Russia" --place "paragraph 14" -f geneva
    onetext claim rebut russian-proposal rubio "Authored by the US" \
        --source bbc --quote "had been authored by the US" --place "paragraph 34" -f geneva
    """
    if click.get_current_context().invoked_subcommand is None:
        view = desk.look()
        marked = tags.tagged(view, tag) if tag else None
        found = [act for act in claims.claims(view, kind or "") if marked is None or act.id in marked]
        desk.show(listing(view, found))


def listing(view: View, found: list[Act[Claim]]) -> Page:
    """Claims, each with who asserts it, what the words say of it, who rebuts it, and what is known of its truth."""
    denied = claims.rebuttals(view)
    standing = verification.standing(view)
    blocks: list[Block] = []
    data = []
    for act in found:
        verified = standing.get(act.id, ())
        by = claims.names(view, act.body.by)
        blocks.append(Heading(f"{claims.kind_of(act.body)}: {by}  [{act.handle}]"))
        blocks.append(lines(*_lines(view, act, denied.get(act.id, ()), verified)))
        data.append(_data(view, act, denied.get(act.id, ()), verified))
    if any(claims.kind_of(act.body) == "progress" for act in found):
        blocks += [Heading("Beside these"), lines(open_items_in_words(view))]
    return Page(f"{len(found) or 'No'} claim{'s' if len(found) != 1 else ''}", tuple(blocks), data)


def open_items_in_words(view: View) -> str:
    """How many items are open in the text itself, which no claim changes."""
    found = len(items.open_items(view))
    return f"Open items in the text itself: {found}. No claim of progress changes this number."


def _lines(
    view: View,
    act: Act[Claim],
    denied: tuple[Act[Rebuttal], ...],
    verified: tuple[Act[verification.Verify], ...],
) -> list[str]:
    asserted = claims.in_words(view, act.body)
    found = [asserted] if asserted == act.body.words else [asserted, f"“{act.body.words}”"]
    found.append(f"{timeline.time_of(view, act)}; {_origin(view, act)}")
    verdict = disposals.verdict(view, act)
    if verdict is not None:
        found.append(f"{verdict.status}: {verdict.why}")
    found += [f"rebutted by {claims.names(view, one.body.by)}: “{one.body.words}”  [{one.handle}]" for one in denied]
    if verified:
        found.append(verification.in_words(view, verified))
    return found


def _origin(view: View, act: Act[Claim]) -> str:
    said = view.act(act.body.statement)
    where = f"{act.source.outlet}, {act.source.place}" if act.source else "own"
    return f"{where}; in statement {said.handle}" if said else where


def _data(
    view: View,
    act: Act[Claim],
    denied: tuple[Act[Rebuttal], ...],
    verified: tuple[Act[verification.Verify], ...],
) -> dict[str, Any]:
    verdict = disposals.verdict(view, act)
    return {
        "id": act.id,
        "name": act.name,
        "kind": claims.kind_of(act.body),
        "by": act.body.by,
        "words": act.body.words,
        "asserts": act.body.asserts,
        "in_words": claims.in_words(view, act.body),
        "statement": act.body.statement,
        "source": act.source,
        "verdict": verdict.status if verdict else None,
        "why": verdict.why if verdict else None,
        "rebuttals": [{"id": one.id, "by": one.body.by, "words": one.body.words} for one in denied],
        "verification": [{"status": one.body.status, "by": one.body.by} for one in verified],
    }


@claim.command()
@acts
@click.argument("kind", type=click.Choice(claims.KINDS))
@click.argument("by")
@click.argument("words")
@click.option("--statement", metavar="NAME", help="The statement in which it was said.")
@click.option("--of", "text", metavar="NAME", help="The version or draft that it is about.")
@click.option("--author", default="", metavar="ACTORS", help="authorship: who wrote it.")
@click.option("--input", "input_", default="", metavar="ACTORS", help="authorship: who had an input.")
@click.option("--sponsor", default="", metavar="ACTORS", help="authorship: who sponsors it.")
@click.option("--position", default="", metavar="ACTORS", help="authorship: whose position it is.")
@click.option("--not-author", default="", metavar="ACTORS", help="authorship: who did not write it.")
@click.option("--not-position", default="", metavar="ACTORS", help="authorship: whose position it is not.")
@click.option("--denied", is_flag=True, help="existence: it does not exist; knowledge: no knowledge of it.")
@click.option("--became", default="", metavar="WORD", help="disposition: removed, kept, reworded, moved …")
@click.option("--points", "about", default="", help="disposition, position: which points.")
@click.option("--topic", default="", metavar="WORDS", help="disposition: which topics, with commas.")
@click.option("--on", default="", metavar="ACTORS", help="pressure: on whom.")
def add(
    desk: Desk,
    /,
    kind: ClaimKind,
    by: str,
    words: str,
    statement: str | None,
    text: str | None,
    **options: Any,
) -> None:
    r"""Record that BY asserts WORDS.

    onetext claim add authorship senators "A Russian proposal" --of v0 --author russia \
        --source bbc --quote "the draft was a Russian proposal" --place "paragraph 35" -f geneva
    onetext claim add knowledge rubio "No knowledge of it" --of e3-draft --denied \
        --source bbc --quote "denied any knowledge" --place "paragraph 25" -f geneva
    onetext claim add disposition wadephul "Removed" --of v1 --became removed --topic Nato \
        --source bbc --quote "removed from the plan" --place "paragraph 21" -f geneva
    """
    for name, value in {"text": text, **options}.items():
        if value and name not in ASKED.get(kind, ()):
            refuse(
                f"A claim of the kind {kind} does not say this: leave --{TYPED.get(name, name).replace('_', '-')} out."
            )
    with desk.acting() as at:
        body = Claim(
            slugs(at.view, by),
            words,
            _asserts(at, kind, text, options),
            at.view.find(statement, Statement).id if statement else "",
        )
        at.do(body, said=f"A claim ({kind}) by {by} is recorded")


OWN_OPTIONS: dict[ClaimKind, frozenset[str]] = {
    "authorship": frozenset({"text", *ROLES, "not_author", "not_position"}),
    "existence": frozenset({"text", "denied"}),
    "knowledge": frozenset({"text", "denied"}),
    "disposition": frozenset({"text", "became", "about", "topic"}),
    "position": frozenset({"about"}),
    "pressure": frozenset({"on"}),
}
TYPED = {"text": "of", "input_": "input", "about": "points"}


def _asserts(at: Acting, kind: ClaimKind, text: str | None, options: dict[str, Any]) -> Asserts:
    view = at.view
    given = [name for name, value in {"text": text, **options}.items() if value]
    stray = [name for name in given if name not in OWN_OPTIONS.get(kind, frozenset())]
    if stray:
        names = ", ".join(f"--{TYPED.get(name, name).replace('_', '-')}" for name in stray)
        refuse(f"A claim of {kind} does not say {names}: leave it out, or record a claim of the kind that does.")
    about = tuple(current.find(view, point).provision.id for point in listed(options["about"]))
    match kind:
        case "authorship":
            return claims.Authorship(_text(view, text), _parts(view, options))
        case "existence":
            return claims.Existence(_text(view, text), not options["denied"])
        case "knowledge":
            return claims.Knowledge(_text(view, text), not options["denied"])
        case "disposition":
            return claims.Disposed(_text(view, text), _became(options["became"]), about, listed(options["topic"]))
        case "pressure":
            return claims.Pressure(slugs(view, options["on"]))
        case _:
            return PLAIN.get(kind) or claims.Position(about)


def _text(view: View, text: str | None) -> str:
    if not text:
        refuse("Say which version or draft the claim is about, with --of NAME.")
    return view.find(text, texts.Table, texts.Line).id


def _parts(view: View, options: dict[str, Any]) -> tuple[Part, ...]:
    parts = [Part(role, slugs(view, options[name])) for name, role in ROLES.items()]
    parts.append(Part("author", slugs(view, options["not_author"]), holds=False))
    parts.append(Part("position", slugs(view, options["not_position"]), holds=False))
    return tuple(part for part in parts if part.actors)


def _became(word: str) -> Disposition:
    known: tuple[Disposition, ...] = get_args(Disposition)
    wanted = REMOVED.get(word, word)
    found = next((one for one in known if one == wanted), None)
    if found is None:
        refuse(f"Say what became of it with --became: removed, {', '.join(known)}.")
    return found


@claim.command()
@acts
@click.argument("claimed", metavar="CLAIM")
@click.argument("by")
@click.argument("words")
@click.option("--statement", metavar="NAME", help="The statement in which it was said.")
def rebut(desk: Desk, claimed: str, by: str, words: str, statement: str | None) -> None:
    r"""Record that BY contradicts CLAIM, in WORDS. The claim stays.

    onetext claim rebut russian-proposal rubio "Authored by the US" \
        --source bbc --quote "had been authored by the US" --place "paragraph 34" -f geneva
    """
    with desk.acting() as at:
        target = at.view.find(claimed, Claim)
        said = at.view.find(statement, Statement).id if statement else ""
        at.do(Rebuttal(target.id, slugs(at.view, by), words, said), said=f"{by} contradicts {target.handle}")


COMMANDS = (claim,)
