"""Reading XML from strangers: no entities, no document type, nothing fetched, nothing of unreasonable size or depth.

And the one thing to check before any words are written as XML: that they have no character that no XML can hold.
"""

import re

from lxml import etree

from onetext.exchange.errors import UnreadableDocument
from onetext.record.errors import RecordError
from onetext.sentences import Sentence, say

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
    if len(data) > MAX_XML:
        raise _unreadable(say("The file is not opened: it is larger than {most} MiB.", most=MAX_XML // 2**20), part)
    check_tags(data, part)
    try:
        root = etree.fromstring(data, _parser())
    except etree.XMLSyntaxError as error:
        if "depth" in str(error):
            raise _unreadable(say("The file is not opened: it is nested too deep."), part) from error
        why = str(error).partition(" (")[0]
        raise _unreadable(say("The file is damaged: it is no sound XML ({why}).", why=why), part) from error
    if root.getroottree().docinfo.internalDTD is not None:
        sentence = say(
            "The file is not opened: it declares entities or a type of its own, as no program for documents does."
        )
        raise _unreadable(sentence, part)
    return root


def check_tags(data: bytes, part: str = "") -> None:
    """Raise UnreadableDocument where XML or HTML has so many tags that reading it would hold a machine."""
    if (count := data.count(b"<")) > MAX_TAGS:
        many, most = f"{count:,}", f"{MAX_TAGS:,}"
        raise _unreadable(
            say("The file is not opened: it has {many} tags, and {most} are allowed.", many=many, most=most), part
        )


def _unreadable(sentence: Sentence, part: str) -> UnreadableDocument:
    if not part:
        return UnreadableDocument(sentence)
    return UnreadableDocument(say("{why} That is so in its part {part}.", why=sentence, part=repr(part)))


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
            say(
                "The character {character} after {words} has no place in such a file: "
                "take it out of the text, or choose plain text.",
                character=f"U+{ord(found[0]):04X}",
                words=repr(text[at : found.start()]),
            )
        )
    return text


def local_name(element: Element) -> str:
    """The name of an element without its namespace; "" for what is no element, such as an unresolved entity."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""
