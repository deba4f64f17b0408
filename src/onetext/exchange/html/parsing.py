"""From the bytes of a web page to its elements: nothing is run or fetched, whatever the page says of its encoding."""

import codecs
import re

from lxml import etree, html

from onetext.exchange.errors import UnreadableDocument
from onetext.exchange.xml import MAX_XML, Element, check_tags
from onetext.sentences import say
from onetext.text.plain_text import UnreadableText, decode

_CHARSET = re.compile(rb"""charset\s*=\s*["']?\s*([\w.:-]{1,40})""", re.IGNORECASE)
_DECLARATION = re.compile(r"\A\s*<\?xml[^>]*>")
_WHERE_CHARSETS_STAND = 4096
_AS_BROWSERS_DO = {"iso8859-1": "cp1252", "ascii": "cp1252", "iso8859-9": "cp1254"}
_FALLBACK = "cp1252"


def parsed(data: bytes) -> tuple[Element, str]:
    """The root of a page, and the encoding that was guessed because the page's own word for it was missing or wrong.

    Raises UnreadableDocument, with a sentence, for what is no page.
    """
    if len(data) > MAX_XML:
        raise UnreadableDocument(say("The file is not opened: it is larger than {most} MiB.", most=MAX_XML // 2**20))
    check_tags(data)
    text, guessed = _decoded(data)
    source = _DECLARATION.sub("", text).replace("\0", "\ufffd")
    if not source.strip():
        raise UnreadableDocument(say("The file is empty."))
    parser = html.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, huge_tree=True)
    try:
        root = etree.fromstring(source.encode("utf-8", "replace"), parser)
    except etree.ParserError as error:
        raise UnreadableDocument(say("The file holds no words and no elements of a page.")) from error
    if root is None:
        raise UnreadableDocument(say("The file holds no words and no elements of a page."))
    return root, guessed


def _decoded(data: bytes) -> tuple[str, str]:
    if data.startswith((codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        try:
            return decode(data), ""
        except UnreadableText as error:
            raise UnreadableDocument(*error.args) from error
    declared = _declared(data)
    for named in (declared, "utf-8") if data.isascii() else ("utf-8", declared):  # no other text looks like UTF-8
        try:
            if named:
                return data.decode(named), ""
        except UnicodeDecodeError:
            continue
    return data.decode(_FALLBACK, "replace"), _FALLBACK


def _declared(data: bytes) -> str:
    """The encoding that the page names, as browsers understand the name; "" for none that is known."""
    found = _CHARSET.search(data, 0, _WHERE_CHARSETS_STAND)
    try:
        codec = codecs.lookup(found[1].decode("ascii")) if found else None
    except (LookupError, ValueError):
        return ""
    is_text = codec is not None and getattr(codec, "_is_text_encoding", True)
    return _AS_BROWSERS_DO.get(codec.name, codec.name) if codec and is_text and "16" not in codec.name else ""
