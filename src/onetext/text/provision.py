"""Provisions: the nodes of a text, with a lasting id apart from the printed number."""

import hashlib
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

import msgspec


class Provision(msgspec.Struct, frozen=True, gc=False, omit_defaults=True):
    """One point, article, paragraph or heading of a text.

    `id` lasts for the life of the provision; `number` is only what is printed ("3", "7 bis", "3(a)", "").
    `mark`, `words` and `gap` are the exact characters of the document, in this order: the printed marker with the
    white space around it, the wording with its brackets, and what separates it from the next provision.
    `words` is None where the wording is not known. A `vacant` provision was deleted; its number is kept free.
    `parent` is the id of the provision that it stands under, or "".
    """

    id: str
    words: str | None
    number: str = ""
    mark: str = ""
    gap: str = ""
    parent: str = ""
    heading: bool = False
    vacant: bool = False
    lang: str = ""


Wording = tuple[Provision, ...]


@lru_cache(maxsize=1 << 14)  # two texts that are compared ask for those of each point several times
def canonical(words: str) -> str:
    """The form in which wordings are compared: Unicode NFC, each run of white space one space, none at the ends."""
    return " ".join(unicodedata.normalize("NFC", words).split())


def same_words(one: str, other: str) -> bool:
    """Whether two wordings are the same in canonical form."""
    return one == other or canonical(one) == canonical(other)


@lru_cache(maxsize=1 << 13)  # whoever looks at a text asks for those of its points many times
def fingerprint(words: str, lead_in: str = "") -> str:
    """SHA-256 of the canonical wording, in hexadecimal: what an agreement binds to.

    `lead_in` are the words above that it completes, "Ukraine shall:": with other words before it, it says other things.
    """
    return hashlib.sha256(canonical(f"{lead_in} {words}").encode()).hexdigest()


def lead_ins(wording: Iterable[Provision]) -> dict[str, str | None]:
    """For each provision by its id the words of those that it stands under, outermost first; headings have no say.

    "" where it stands under none; None where words above it are not known.
    """
    every = tuple(wording)
    by_id = {p.id: p for p in every}
    found: dict[str, str | None] = {"": ""}
    for provision in every:
        waiting: dict[str, None] = {}
        above = provision.id
        while above in by_id and above not in found and above not in waiting:
            waiting[above] = None
            above = by_id[above].parent
        for id_ in reversed(waiting):
            found[id_] = _below(by_id.get(by_id[id_].parent), found)
    return found


def _below(parent: Provision | None, found: Mapping[str, str | None]) -> str | None:
    """The lead-in of what stands under a provision, whose own is found already (a ring of parents has none)."""
    above = found.get(parent.id, "") if parent else ""
    if parent is None or parent.heading or parent.vacant:
        return above
    return None if above is None or parent.words is None else f"{above} {parent.words}".strip()


def fingerprint_of_text(provisions: Iterable[Provision], only_in: str = "") -> str:
    """SHA-256 over the printed numbers and the fingerprints of all provisions in their order, in hexadecimal.

    Ids play no part, so that the same text retyped elsewhere has the same fingerprint. `only_in` is the id of a version
    some of whose points are not known: what is known of it, known also of another, does not make the two the same.
    """
    digest = hashlib.sha256(f"{only_in}\x1e".encode() if only_in else b"")
    for provision in provisions:
        state = "vacant" if provision.vacant else "unknown"
        words = fingerprint(provision.words) if provision.words is not None else state
        digest.update(f"{canonical(provision.number)}\x1f{words}\x1e".encode())
    return digest.hexdigest()


def write(provisions: Sequence[Provision]) -> str:
    """The text as one string; for a wording that was read from a document, exactly that document's characters."""
    return "".join(f"{p.mark}{p.words or ''}{p.gap}" for p in provisions)
