"""HTML in: the words of a page with their structure, from people who may mean no good.

Scripts and styles are dropped, nothing is run or fetched, and no word that a reader would see is lost. A page that
onetext wrote gives its document again.
"""

from urllib.parse import unquote

from onetext.exchange.document import Comment, Document, Mark, Note
from onetext.exchange.errors import UnreadableDocument
from onetext.exchange.flow import Flow, Nature, said, words
from onetext.exchange.html.blocks import Blocks, when
from onetext.exchange.html.parsing import parsed
from onetext.exchange.xml import Element, local_name
from onetext.sentences import say

_NOTE_ROLES = ("doc-footnote", "doc-endnote")
_NOTE_PLACES = ("doc-endnotes", "footnotes", "footnote", "endnotes")
_UNREAD = {
    "picture": ("One picture, frame or player is not read.", "{} pictures, frames or players are not read."),
    "hidden": (
        "One passage that the page hides is read as if it were shown.",
        "{} passages that the page hides are read as if they were shown.",
    ),
    "struck": (
        "The words of one passage are struck through by hand: they are read as words.",
        "The words of {} passages are struck through by hand: they are read as words.",
    ),
    "note change": (
        "One tracked change in a note is not read as a change: its words stand.",
        "{} tracked changes in notes are not read as changes: the words of all of them stand.",
    ),
}


def read(data: bytes) -> Document:
    """The document in a web page; raises UnreadableDocument, with a sentence, for what is none."""
    root, guessed = parsed(data)
    try:
        document = _Page(root).document(guessed)
    except RecursionError as error:
        raise UnreadableDocument(say("The file is not opened: it is nested too deep.")) from error
    return document


class _Page(Blocks):
    """One page: its text, its notes, its comments."""

    def document(self, guessed: str) -> Document:
        body = self.root.find(".//body")
        self.language = self.root.get("lang", "") or ("" if body is None else body.get("lang", ""))
        self.rtl = "rtl" in (self.root.get("dir", ""), "" if body is None else body.get("dir", ""))
        comments = self._comments()
        found = self._notes()
        self.walk(self.root if body is None else body)
        self.flow.end()
        return Document(
            paragraphs=tuple(self.flow.paragraphs),
            title=self._title(),
            notes=tuple(self._note(name, element) for name, element in found.items()),
            comments=comments,
            lang=self.language,
            rtl=self.rtl,
            unread=(*_guess(guessed), *said(self.flow.tally, _UNREAD)),
        )

    def _title(self) -> str:
        title = self.root.find(".//head/title")
        text = "" if title is None else title.text or ""
        return text if self.ours else " ".join(text.split())

    def _notes(self) -> dict[str, Element]:
        """The notes of the page by their ids; what they are known by in the text is worked out too."""
        found = {}
        for element in self.root.iter("*"):
            if (own := element.get("data-note-of")) is not None:
                found[own] = element
            elif not self.ours and (target := element.get("id")) and _is_note(element):
                name = self._mark_of(target, len(found) + 1)
                found[name if name not in found else f"{name}'"] = element
                self.targets[target] = name
            else:
                continue
            self.apart.add(element)
        return found

    def _mark_of(self, target: str, place: int) -> str:
        """What the text prints as the mark of a note: the words of the first link to it."""
        for link in self.root.iter("a"):
            if unquote(link.get("href", "")) == f"#{target}":
                return "".join(map(str, link.itertext())).strip(" \n\t[]()") or str(place)
        return str(place)

    def _note(self, name: str, element: Element) -> Note:
        return Note(name, self._words(element))

    def _comments(self) -> tuple[Comment, ...]:
        elements = [one for one in self.root.iter("p") if one.get("data-comment") is not None] if self.ours else []
        self.apart.update(elements)
        self.comments = {str(place): str(one.get("data-comment")) for place, one in enumerate(elements, 1)}
        return tuple(
            Comment(
                str(one.get("data-comment")),
                self._words(one),
                Mark(one.get("data-author", ""), when(one)),
                one.get("data-answers", ""),
            )
            for one in elements
        )

    def _words(self, element: Element) -> str:
        """The words of a note or comment, which stands apart from the text."""
        outer, level = self.flow, self.level
        self.flow, self.level = Flow(), 0
        self.flow.tally = outer.tally
        self.flow.exact = self.ours
        self.flow.begin(Nature())
        self.walk(element)
        self.flow.end()
        filled = [one for one in self.flow.paragraphs if self.ours or one.spans]
        self.flow, self.level = outer, level
        self.flow.tally["note change"] += sum(1 for _ in element.iter("ins", "del"))
        return words(filled)


def _is_note(element: Element) -> bool:
    """Whether an element is a note: by its role, or as an item in a place for notes."""
    if element.get("role") in _NOTE_ROLES:
        return True
    if local_name(element) not in ("li", "p", "div", "dd"):
        return False
    above = element.getparent()
    while above is not None:
        if above.get("role") in _NOTE_ROLES:
            return False
        if {above.get("role", ""), *above.get("class", "").split()} & set(_NOTE_PLACES):
            return True
        above = above.getparent()
    return False


def _guess(guessed: str) -> tuple[str, ...]:
    if not guessed:
        return ()
    return ("The page does not say truthfully in which encoding it is: it is read as Western European (Windows-1252).",)
