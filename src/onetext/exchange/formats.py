"""Which file formats are read and written, told by what a file holds, then by its ending."""

import io
import re
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from pathlib import PurePath

from onetext.exchange.bounds import AT_THE_COMMAND_LINE, Bounds
from onetext.exchange.document import Document
from onetext.exchange.errors import UnreadableDocument
from onetext.sentences import listed, say
from onetext.text.plain_text import UnreadableText, decode


@dataclass(frozen=True)
class Format:
    """A file format: what people call it, its endings, its media type, and the modules that read and write it."""

    called: str
    endings: tuple[str, ...]
    media: str
    reader: str = ""
    writer: str = ""


_ROOM = "onetext.exchange"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
DOCX = Format("Word", (".docx", ".docm", ".dotx"), _WORD, "docx.reading", "docx.writing")
ODT = Format("OpenDocument", (".odt",), "application/vnd.oasis.opendocument.text", "odt")
HTML = Format("HTML", (".html", ".htm", ".xhtml"), "text/html; charset=utf-8", "html", "html")
MARKDOWN = Format("Markdown", (".md", ".markdown"), "text/markdown; charset=utf-8", "markdown", "markdown")
PLAIN = Format(say("plain text"), (".txt",), "text/plain; charset=utf-8", "plain", "plain")
AKOMA_NTOSO = Format("Akoma Ntoso", (".xml", ".akn"), "application/akn+xml", "akoma_ntoso", "akoma_ntoso")
PDF = Format("PDF", (".pdf",), "application/pdf", "", "pdf.writing")
FORMATS = (DOCX, ODT, HTML, MARKDOWN, PLAIN, AKOMA_NTOSO, PDF)
TEXT = (MARKDOWN, PLAIN)

_REFUSED = (
    (
        b"%PDF-",
        say(
            "This is a PDF, which cannot be read: ask for the document that it was made from, "
            "or open it in a word processor and save it as .docx or .odt."
        ),
    ),
    (
        b"{\\rtf",
        say("This is a rich text document (RTF): open it in a word processor and save it as .docx or .odt."),
    ),
)
_OLD_WORD = b"\xd0\xcf\x11\xe0"
_MARKUP = re.compile(rb"\s*<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE)
_AKOMA_NTOSO = re.compile(rb"<(?:[\w.-]{1,64}:)?akomaNtoso\b")
_SNIFFED = 4096


def read(data: bytes, name: str = "", bounds: Bounds = AT_THE_COMMAND_LINE) -> Document:
    """The document in a file's bytes, whatever its format; `name` is the file's, for its ending.

    Raises UnreadableDocument, with a sentence for a person, where it is none that can be read, or exceeds the bounds.
    """
    form = format_of(data, name)
    if form in TEXT:
        bounds.check_source(decode(data))
    reader: Callable[[bytes], Document] = import_module(f"{_ROOM}.{form.reader}").read
    found = reader(data)
    bounds.check_document(found)
    return found


def format_of(data: bytes, name: str = "") -> Format:
    """The format of a file that can be read: by its first bytes, else by the ending of its name.

    Raises UnreadableDocument for one that cannot.
    """
    ending = by_ending(name)
    if not data and ending is not None and ending not in TEXT:
        raise UnreadableDocument(say("The file is empty."))
    for magic, sentence in _REFUSED:
        if data[:_SNIFFED].lstrip().startswith(magic):
            raise UnreadableDocument(sentence)
    if data.startswith(_OLD_WORD):
        return DOCX  # its reader tells an old document from one with a password
    if data.startswith(b"PK"):
        return _zipped(data)
    head = data[:_SNIFFED]
    if _AKOMA_NTOSO.search(head):
        return AKOMA_NTOSO
    if _MARKUP.match(head.removeprefix(b"\xef\xbb\xbf")) or ending is HTML:
        return HTML
    if ending is AKOMA_NTOSO:
        return AKOMA_NTOSO
    return _of_text(data, ending)


def _of_text(data: bytes, ending: Format | None) -> Format:
    """What is text is plain or Markdown; what is none is for the reader that its ending names to judge."""
    try:
        decode(data)
    except UnreadableText as error:
        if ending is not None and ending not in TEXT:
            return ending
        raise UnreadableDocument(*error.args) from error
    return MARKDOWN if ending is MARKDOWN else PLAIN


def _zipped(data: bytes) -> Format:
    """OpenDocument says so in a member at the beginning; every other zip is for the reader of Word files to judge."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = archive.namelist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        return DOCX
    return ODT if "content.xml" in names and "word/document.xml" not in names else DOCX


def by_ending(name: str) -> Format | None:
    """The format that the ending of a file's name stands for; None for no known one."""
    ending = PurePath(name).suffix.casefold()
    return next((one for one in FORMATS if ending in one.endings), None)


def media(name: str) -> str:
    """The media type of a file by the ending of its name; that of mere bytes where the ending is not known."""
    found = by_ending(name)
    return found.media if found else "application/octet-stream"


def write(document: Document, name: str) -> bytes:
    """The document as a file in the format that the ending of its name stands for.

    Raises UnreadableDocument where no such format is written.
    """
    found = by_ending(name)
    if found is None or not found.writer:
        sentence = say(
            "“{name}” has no ending of a format that is written; end it in one of: {endings}.",
            name=name,
            endings=listed(one.endings[0] for one in FORMATS if one.writer),
        )
        raise UnreadableDocument(sentence)
    writer: Callable[[Document], bytes] = import_module(f"{_ROOM}.{found.writer}").write
    return writer(document)
