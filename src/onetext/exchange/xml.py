"""Reading XML from strangers: no entities, no document type, nothing fetched, nothing of unreasonable size or depth.

And the one thing to check before any words are written as XML: that they have no character that no XML can hold.
"""

import re

from lxml import etree

from onetext.exchange.errors import UnreadableDocument
from onetext.record.errors import RecordError
from onetext.sentences import say

Element = etree._Element  # noqa: SLF001 - lxml has no public name for the type of its elements

MAX_XML = 96 * 2**20
"""Bytes of one XML document: about 10,000 pages of text."""
MAX_TAGS = 3_000_000
"""Tags of one XML document: 10,000 points have about half a million as Word saves them."""
MAX_DEPTH = 256
"""How deep elements may stand in one another: the parser itself goes no deeper."""

_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def parsed(data: bytes, part: str = "") -> Element:
    """The root of an XML document, without comments and processing instructions.

    `part` is its name inside of an archive, "" where the file is this one document. Raises UnreadableDocument, with
    one sentence, for what is no sound XML or is not safe to open.
    """
    what = f"its part {part!r}" if part else "it"
    if len(data) > MAX_XML:
        raise UnreadableDocument(f"The file is not opened: {what} is larger than {MAX_XML // 2**20} MiB.")
    check_tags(data, what)
    try:
        root = etree.fromstring(data, _parser())
    except etree.XMLSyntaxError as error:
        if "depth" in str(error):
            raise UnreadableDocument(f"The file is not opened: {what} is nested too deep.") from error
        why = str(error).partition(" (")[0]
        raise UnreadableDocument(f"The file is damaged: {what} is no sound XML ({why}).") from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise UnreadableDocument(
            f"The file is not opened: {what} declares entities or a type of its own, as no program for documents does."
        )
    return root


def check_tags(data: bytes, what: str) -> None:
    """Raise UnreadableDocument where XML or HTML has so many tags that reading it would hold a machine."""
    if (count := data.count(b"<")) > MAX_TAGS:
        raise UnreadableDocument(
            say(
                "The file is not opened: {what} has {many} tags, and {most} are allowed.",
                what=what,
                many=f"{count:,}",
                most=f"{MAX_TAGS:,}",
            )
        )


def _parser() -> etree.XMLParser[Element]:
    return etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )


def writable(text: str) -> str:
    """The same text; raises RecordError, with one sentence, for a character that no XML or HTML can hold."""
    if found := _NOT_IN_XML.search(text):
        at = max(found.start() - 20, 0)
        raise RecordError(
            f"The character U+{ord(found[0]):04X} after {text[at : found.start()]!r} has no place in such a file: "
            "take it out of the text, or choose plain text."
        )
    return text


def local_name(element: Element) -> str:
    """The name of an element without its namespace; "" for what is no element, such as an unresolved entity."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""
