"""Provisions: the nodes of a text, with a lasting id apart from the printed number."""

import hashlib
import unicodedata
from collections.abc import Iterable, Sequence

import msgspec


class Provision(msgspec.Struct, frozen=True, omit_defaults=True):
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


def canonical(words: str) -> str:
    """The form in which wordings are compared: Unicode NFC, each run of white space one space, none at the ends."""
    return " ".join(unicodedata.normalize("NFC", words).split())


def fingerprint(words: str) -> str:
    """SHA-256 of the canonical wording, in hexadecimal: what an agreement binds to."""
    return hashlib.sha256(canonical(words).encode()).hexdigest()


def fingerprint_of_text(provisions: Iterable[Provision]) -> str:
    """SHA-256 over the printed numbers and the fingerprints of all provisions in their order, in hexadecimal.

    Ids play no part, so that the same text retyped elsewhere has the same fingerprint.
    """
    digest = hashlib.sha256()
    for provision in provisions:
        state = "vacant" if provision.vacant else "unknown"
        words = fingerprint(provision.words) if provision.words is not None else state
        digest.update(f"{canonical(provision.number)}\x1f{words}\x1e".encode())
    return digest.hexdigest()


def write(provisions: Sequence[Provision]) -> str:
    """The text as one string; for a wording that was read from a document, exactly that document's characters."""
    return "".join(f"{p.mark}{p.words or ''}{p.gap}" for p in provisions)
