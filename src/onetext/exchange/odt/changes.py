"""The tracked changes of an OpenDocument text: who made each, when, and what was deleted."""

from typing import NamedTuple

from onetext.exchange.document import Mark
from onetext.exchange.odt.names import DC, OFFICE, TEXT, XML
from onetext.exchange.xml import Element, local_name


class Change(NamedTuple):
    """One tracked change; `kind` is insertion, deletion or format-change, `gone` holds what was deleted."""

    kind: str
    by: Mark
    gone: Element | None = None


def changes(root: Element) -> dict[str, Change]:
    """The changes that a text declares, by their ids."""
    found = {}
    for region in root.iter(f"{TEXT}changed-region"):
        for one in region:
            name = region.get(f"{TEXT}id", region.get(f"{XML}id", ""))
            info = one.find(f"{OFFICE}change-info")
            kind = local_name(one)
            found[name] = Change(kind, mark(one if info is None else info), one if kind == "deletion" else None)
    return found


def mark(element: Element) -> Mark:
    """Who did what an element says, and when: with a fraction of a second only where it has one."""
    when = (element.findtext(f"{DC}date") or "").removesuffix(".000000000")
    return Mark(element.findtext(f"{DC}creator") or "", when)
