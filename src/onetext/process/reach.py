"""How far an act about another act may reach: to no more readers than the act that it speaks of."""

from typing import Any

from onetext.record.act import Act
from onetext.record.audience import PUBLIC
from onetext.record.errors import refuse
from onetext.record.view import View


def spoken_of(view: View, act: Act[Any], id_: str, *bodies: type) -> Act[Any]:
    """The act that `act` speaks of, which must be of one of these kinds and have at least the readers of `act`.

    Raises Refused when the author knows of no such act, or when a reader of `act` would learn of one kept from them.
    """
    found = view.act(id_)
    if found is None or (bodies and not isinstance(found.body, bodies)) or view.withdrawn(id_):
        called = " or ".join(body.__name__.lower() for body in bodies) or "act"
        refuse(f"There is no {called} “{id_[:12]}” in this record that you can see.")
    if found.audience != PUBLIC and not set(act.audience) <= set(found.audience):
        who = ", ".join(found.audience)
        refuse(f"{found.handle} is for {who} only; what is said about it goes to no other readers: use --to {who}.")
    return found
