"""OpenDocument texts in: paragraphs with their printed numbers, tracked changes, notes, comments, tables.

Reads what ISO/IEC 26300 calls a text document. No word is lost, and what has no place in a document is said.
"""

from onetext.exchange import zipped
from onetext.exchange.document import Document, Paragraph, plain
from onetext.exchange.errors import UnreadableDocument
from onetext.exchange.flow import Part, said
from onetext.exchange.odt.changes import changes
from onetext.exchange.odt.names import DC, OFFICE, STYLE
from onetext.exchange.odt.story import Book, Story
from onetext.exchange.odt.styles import Styles
from onetext.exchange.xml import Element, local_name
from onetext.sentences import say

_TEXT = "application/vnd.oasis.opendocument.text"
_MARGINS: dict[str, Part] = {
    "header": "header", "header-left": "header", "header-first": "header",
    "footer": "footer", "footer-left": "footer", "footer-first": "footer",
}  # fmt: skip
_UNREAD = {
    "picture": ("One picture is not read.", "{} pictures are not read."),
    "object": (
        "One embedded object, such as a formula or spreadsheet, is not read.",
        "{} embedded objects, such as formulas or spreadsheets, are not read.",
    ),
    "macros": ("The file carries a program (macros): it was not run and is not read.",) * 2,
    "hidden": (
        "One stretch of hidden words is read as if it were shown.",
        "{} stretches of hidden words are read as if they were shown.",
    ),
    "format change": ("One tracked change of form is not read.", "{} tracked changes of form are not read."),
    "note change": (
        "One tracked change in a note or comment is not read as a change.",
        "{} tracked changes in notes or comments are not read as changes.",
    ),
    "resolved": ("One comment is marked as resolved.", "{} comments are marked as resolved."),
}


def read(data: bytes) -> Document:
    """The document in an OpenDocument text; raises UnreadableDocument, with a sentence, for what is none."""
    archive = zipped.opened(data)
    _check_kind(archive)
    try:
        return _document(archive)
    except RecursionError as error:
        raise UnreadableDocument(say("The file is not opened: its parts are nested too deep.")) from error


def _check_kind(archive: zipped.Archive) -> None:
    kind = (archive.data("mimetype") or b"").decode("ascii", "replace").strip()
    if kind and not kind.startswith(_TEXT):
        raise UnreadableDocument(
            say("The file is no OpenDocument text but {kind}: save its words as a text (.odt).", kind=repr(kind))
        )
    manifest = archive.data("META-INF/manifest.xml") or b""
    if b"encryption-data" in manifest:
        raise UnreadableDocument(say("The file is locked with a password: save it without one, and try again."))


def _document(archive: zipped.Archive) -> Document:
    content, pages, about = (archive.xml(f"{name}.xml") for name in ("content", "styles", "meta"))
    text = None if content is None else content.find(f"{OFFICE}body/{OFFICE}text")
    if text is None:
        raise UnreadableDocument(say("The file is damaged: the part with its text is missing. Ask for it again."))
    styles = Styles((content, pages))
    book = Book(styles, changes(text), styles.lang_of(styles.default))
    story = Story(book)
    story.walk(text)
    story.flow.end()
    heads, feet = _margins(pages, book, "header"), _margins(pages, book, "footer")
    book.tally["macros"] += any(name.startswith(("Basic/", "Scripts/")) for name in archive.names())
    return Document(
        paragraphs=(*heads, *story.flow.paragraphs, *feet),
        title=_title(about),
        notes=tuple(book.notes.values()),
        comments=tuple(book.comments.values()),
        lang=book.language,
        rtl=bool(styles.default.rtl),
        unread=said(book.tally, _UNREAD),
    )


def _margins(pages: Element | None, book: Book, part: Part) -> tuple[Paragraph, ...]:
    """The paragraphs of all headers or footers, each wording once, the empty ones left out."""
    found: dict[tuple[str, ...], list[Paragraph]] = {}
    for page in () if pages is None else pages.iter(f"{STYLE}master-page"):
        for element in page:
            if _MARGINS.get(local_name(element)) == part:
                story = Story(book, part)
                story.walk(element)
                story.flow.end()
                found.setdefault(tuple(plain(one) for one in story.flow.paragraphs), story.flow.paragraphs)
    return tuple(one for wording, paragraphs in found.items() if any(wording) for one in paragraphs)


def _title(about: Element | None) -> str:
    title = None if about is None else about.find(f".//{DC}title")
    return "" if title is None else (title.text or "").strip()
