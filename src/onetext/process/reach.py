"""How far an act reaches: who may read it, that what speaks of it goes to no others, and what must reach all."""

from collections.abc import Collection
from typing import Any

from onetext.process import actors
from onetext.process.releases import Release
from onetext.record.act import Act
from onetext.record.audience import KEEPER, PUBLIC, Audience, audience
from onetext.record.errors import refuse
from onetext.record.view import View, refuse_unknown
from onetext.sentences import Sentence, listed, say


def readers(view: View, act: Act[Any]) -> frozenset[str]:
    """Who may read an act, as far as the viewer knows: those it was made for and those it was released to.

    {"*"} is everybody.
    """
    if act.audience == PUBLIC:
        return frozenset(PUBLIC)
    opened = (found.body.to for found in view if isinstance(found.body, Release) and act.id in found.body.acts)
    found = frozenset(act.audience).union(*opened)
    return frozenset(PUBLIC) if "*" in found else found


def every_reader(view: View, act: Act[Any]) -> Audience:
    """The same as an audience: to whom a correction, a withdrawal or an erasure of the act must be told."""
    return audience(readers(view, act))


def named(view: View, who: Collection[str]) -> Sentence:
    """Some readers as people call them."""
    if "*" in who:
        return say("everybody")
    keeper = say("the keeper of the record")
    return listed(keeper if slug == KEEPER else actors.name(view, slug) for slug in sorted(who))


def open_to(view: View, act: Act[Any], to: Audience) -> bool:
    """Whether everybody in an audience may read an act; the keeper of the file reads all of it."""
    wanted = set(to) - {KEEPER}
    if act.audience == PUBLIC or wanted <= set(act.audience):
        return True
    allowed = readers(view, act)
    return "*" in allowed or wanted <= allowed


def spoken_of(view: View, act: Act[Any], id_: str, *bodies: type) -> Act[Any]:
    """The act that `act` speaks of, which must be of one of these kinds and have at least the readers of `act`.

    Raises Refused when the author knows of no such act, or when a reader of `act` would learn of one kept from them.
    """
    found = view.act(id_)
    if found is None or (bodies and not isinstance(found.body, bodies)) or view.withdrawn(id_):
        if not bodies:
            refuse("There is no act “{id}” in this record that you can see.", id=id_[:12])
        refuse_unknown(id_[:12], *bodies)
    if not open_to(view, found, act.audience):
        only = readers(view, found)
        refuse(
            "{name} is for {readers} only; what is said about it goes to no other readers.",
            name=found.handle,
            readers=named(view, only),
            typed=f"--to {','.join(sorted(only))}",
        )
    return found


def before_all(view: View, act: Act[Any], about: Act[Any] | None) -> None:
    """Refuse an act on which rules for everybody rest, where some who may read what it is `about` do not learn of it.

    What is public, and the one text (`about` None), concerns the whole table. Otherwise a side could meet a rule that
    binds it towards the others by an act which it addresses to itself alone.
    """
    allowed = readers(view, about) if about is not None else frozenset(PUBLIC)
    wanted = set(actors.seated(view)) if "*" in allowed else set(allowed) - {KEEPER}
    if act.audience != PUBLIC and not wanted <= set(act.audience):
        refuse(
            "This counts for all who read the text, so all of them must be told of it: choose {readers} as its "
            "readers.",
            readers=say("the table") if "*" in allowed else named(view, wanted),
            typed=f"--to {'table' if '*' in allowed else ','.join(sorted(wanted))}",
        )
