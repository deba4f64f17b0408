"""Documents that reported facts are taken from, registered once and cited by each act that rests on them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

import msgspec
from rpds import HashTrieMap

from onetext.record.act import Act, Source
from onetext.record.errors import refuse
from onetext.record.subject import Kind, Subject
from onetext.record.view import View


class Register(msgspec.Struct, frozen=True, omit_defaults=True):
    """A document: its outlet, when it was published and retrieved, and the SHA-256 of what was retrieved (hex)."""

    outlet: str
    title: str
    retrieved: date
    digest: str
    published: date | None = None
    url: str = ""


@dataclass(frozen=True)
class Sources:
    """Every registered document."""

    registered: HashTrieMap[str, Act[Register]] = HashTrieMap()


def documents(view: View) -> tuple[Act[Register], ...]:
    """The registered documents, in the order of the record."""
    return tuple(sorted(view[Sources].registered.values(), key=lambda act: act.order))


def alone_registered(view: View, id_: str) -> str:
    """The hash of the document that this act registers, if no other act that stands does so too; else ""."""
    act = view.act(id_)
    if act is None or not isinstance(act.body, Register):
        return ""
    others = (other for other in documents(view) if other.id != id_)
    return "" if any(other.body.digest == act.body.digest for other in others) else act.body.digest


def taken_back(view: View) -> frozenset[str]:
    """The hashes of the documents that were registered and of which no registration stands."""
    gone = {act.body.digest for act in view if isinstance(act.body, Register) and view.withdrawn(act.id)}
    return frozenset(gone - {document.body.digest for document in documents(view)})


def citation(document: Act[Register], quote: str, place: str) -> Source:
    """A citation of a registered document, complete in itself."""
    return cited(document.body, quote, place)


def cited(body: Register, quote: str, place: str) -> Source:
    """The same of a document that may only be about to be registered."""
    return Source(
        outlet=body.outlet,
        quote=quote,
        place=place,
        retrieved=body.retrieved,
        digest=body.digest,
        published=body.published,
        title=body.title,
        url=body.url,
    )


def _may_register(_view: View, act: Act[Register]) -> None:
    if not act.name:
        refuse("Give the document a short name, so that it can be cited.", typed="--name")
    if not act.body.outlet.strip():
        refuse("Name the outlet that published the document.")
    if len(act.body.digest) != 64 or set(act.body.digest) - set("0123456789abcdef"):  # noqa: PLR2004  SHA-256 in hex
        refuse("A document's hash is the SHA-256 of what was retrieved: 64 hexadecimal digits.")
    if act.body.published and act.body.published > act.body.retrieved:
        refuse("A document cannot be retrieved before it is published; check the dates.")


def _registered(state: Sources, act: Act[Register]) -> Sources:
    return replace(state, registered=state.registered.insert(act.id, act))


SUBJECT = Subject("sources", Sources(), (Kind("register", Register, _registered, _may_register),))
