"""How far an act reaches: who may read it, and that what speaks of it goes to no others."""

from typing import Any

from onetext.process.releases import Release
from onetext.record.act import Act
from onetext.record.audience import KEEPER, PUBLIC, Audience
from onetext.record.errors import refuse
from onetext.record.view import View


def readers(view: View, act: Act[Any]) -> frozenset[str]:
    """Who may read an act, as far as the viewer knows: those it was made for and those it was released to.

    {"*"} is everybody.
    """
    if act.audience == PUBLIC:
        return frozenset(PUBLIC)
    opened = (found.body.to for found in view if isinstance(found.body, Release) and act.id in found.body.acts)
    found = frozenset(act.audience).union(*opened)
    return frozenset(PUBLIC) if "*" in found else found


def open_to(view: View, act: Act[Any], audience: Audience) -> bool:
    """Whether everybody in an audience may read an act; the keeper of the file reads all of it."""
    wanted = set(audience) - {KEEPER}
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
        called = " or ".join(body.__name__.lower() for body in bodies) or "act"
        refuse(f"There is no {called} “{id_[:12]}” in this record that you can see.")
    if not open_to(view, found, act.audience):
        who = ", ".join(sorted(readers(view, found)))
        refuse(f"{found.handle} is for {who} only; what is said about it goes to no other readers: use --to {who}.")
    return found
