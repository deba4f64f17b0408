"""Who is meant where an Akoma Ntoso document refers to a person, a body or anybody else."""

from onetext.exchange.akoma_ntoso.names import OWN
from onetext.exchange.document import Mark
from onetext.exchange.xml import Element


class Agents:
    """The names that a document's references show, by their identifiers."""

    def __init__(self, root: Element) -> None:
        self._shown = {
            one.get("eId", one.get("id", "")): one.get("showAs", "")
            for references in root.iter("{*}references")
            for one in references
        }

    def named(self, reference: str, when: str = "") -> Mark:
        """Who a reference such as "#author_1" means; the reference itself, where it is defined nowhere."""
        key = reference.removeprefix("#")
        return Mark(self._shown.get(key, key), when)


def mark(element: Element, agents: Agents) -> Mark:
    """Who did what an element says, and when; "" for what it does not say."""
    reference = next(iter((element.get("refersTo") or element.get("by") or "").split()), "")
    return agents.named(reference, element.get(f"{OWN}when", ""))
