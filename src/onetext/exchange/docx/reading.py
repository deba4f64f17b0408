"""Word files in: a document's paragraphs with their printed numbers, tracked changes, notes and comments.

Reads what ISO/IEC 29500 (Office Open XML) calls a WordprocessingML document, transitional or strict. No word of the
text is lost, and what has no place in a document is said in its `unread`.
"""

from collections import Counter
from collections.abc import Iterator, Mapping

import msgspec

from onetext.exchange.document import Comment, Document, Note, Paragraph, plain
from onetext.exchange.docx.blocks import BLOCKS
from onetext.exchange.docx.changes import CHANGES, mark, with_firm_ends, without_lone_moves
from onetext.exchange.docx.names import W
from onetext.exchange.docx.numbering import Numbering
from onetext.exchange.docx.package import Element, Package, Relation, opened
from onetext.exchange.docx.paragraphs import Natures
from onetext.exchange.docx.runs import RUNS
from onetext.exchange.docx.story import NOTE_IDS, Book, Part, Story
from onetext.exchange.docx.styles import Styles
from onetext.exchange.docx.unread import sentences
from onetext.exchange.errors import UnreadableDocument
from onetext.sentences import say

_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
_W15 = "{http://schemas.microsoft.com/office/word/2012/wordml}"
_TITLE = "{http://purl.org/dc/elements/1.1/}title"
_FORMAT_CHANGES = tuple(
    f"{W}{name}"
    for name in (
        "rPrChange",
        "pPrChange",
        "sectPrChange",
        "tblPrChange",
        "tblPrExChange",
        "tblGridChange",
        "trPrChange",
        "tcPrChange",
        "numberingChange",
    )
)
_ORDINARY_NOTES = ("", "normal")


def read(data: bytes) -> Document:
    """The document in a Word file; raises UnreadableDocument, with a sentence, for what is none or is not safe."""
    package = opened(data)
    try:
        return _File(package).document()
    except RecursionError as error:
        raise UnreadableDocument(say("The file is not opened: its parts are nested too deep.")) from error


class _File:
    """The parts of an open Word file, found by their relations to the main text."""

    def __init__(self, package: Package) -> None:
        self.package = package
        self.name = package.main()
        self.relations = package.relations(self.name)
        self.tally: Counter[str] = Counter()
        self._styles = Styles(self._part("styles"))
        numbering = Numbering(self._part("numbering"), self._styles.list_of)
        natures = Natures(self._styles, numbering, self.tally)
        self.book = Book(self._styles, natures, {**BLOCKS, **RUNS}, self.tally)

    def document(self) -> Document:
        """Everything in the file that has a place in a document."""
        root = self.package.xml(self.name)
        assert root is not None  # the main part is one that is there
        comments = self._comments()
        paragraphs = [*self._margins(root, "header"), *self._story(root), *self._margins(root, "footer")]
        notes = tuple(self._notes())
        paragraphs, firm = with_firm_ends(paragraphs)
        paragraphs, lone = without_lone_moves(paragraphs)
        self.tally.update({"move": lone, "end": firm})
        self._count(root)
        language, rtl = self._direction()
        return Document(
            paragraphs=tuple(_in_language(one, language) for one in paragraphs),
            title=self._title(),
            notes=notes,
            comments=comments,
            lang=language,
            rtl=rtl,
            unread=sentences(self.tally, self.book.watermarks),
        )

    def _part(self, kind: str) -> Element | None:
        """The one part of a kind that the text has, such as its styles."""
        for relation in self.relations.values():
            if relation.kind == kind and not relation.external:
                parsed = self.package.styles if kind == "styles" else self.package.xml
                root = parsed(relation.target)
                self.tally["missing part"] += root is None
                return root
        return None

    def _story(
        self, root: Element, part: Part = "body", relations: Mapping[str, Relation] | None = None
    ) -> list[Paragraph]:
        self.book.natures.begin_story()
        story = Story(self.book, part, self.relations if relations is None else relations)
        story.walk(root)
        return story.finish()

    def _margins(self, root: Element, part: Part) -> Iterator[Paragraph]:
        """The paragraphs of all headers or footers that sections name; the same words once, the empty ones left out."""
        said: list[list[Paragraph]] = []
        named = (one.get(f"{_R}id", "") for one in root.iter(f"{W}{part}Reference"))
        for relation in dict.fromkeys(self.relations.get(name) for name in named):
            if relation is None or relation.external:
                self.tally["missing part"] += relation is None
                continue
            margin = self.package.xml(relation.target)
            self.tally["missing part"] += margin is None
            if margin is not None:
                found = self._story(margin, part, self.package.relations(relation.target))
                if found not in said and any(one.spans or one.number for one in found):
                    said.append(found)
                    yield from found

    def _notes(self) -> Iterator[Note]:
        """The notes in the order of their marks; then those without a mark, if they have words."""
        texts = {(kind, key): text for kind in NOTE_IDS for key, text in self._texts_of_notes(kind)}
        for key, name in self.book.notes.items():
            self.tally["missing note"] += key not in texts
            if key in texts:
                yield Note(name, texts[key])
        for key, text in texts.items():
            if key not in self.book.notes and text:
                self.book.marks[key[0]] += 1
                yield Note(NOTE_IDS[key[0]].format(self.book.marks[key[0]]), text)

    def _texts_of_notes(self, kind: str) -> Iterator[tuple[str, str]]:
        root = self._part(f"{kind}s")
        for one in () if root is None else root.findall(W + kind):
            if one.get(f"{W}type", "") in _ORDINARY_NOTES:
                yield one.get(f"{W}id", ""), self._words(one).strip(" \t")

    def _words(self, element: Element) -> str:
        """The words of a note or comment, a line for each paragraph; changes in it are only counted."""
        self.tally["note change"] += sum(1 for _ in element.iter(*(W + kind for kind in CHANGES)))
        paragraphs = self._story(element)
        return "\n".join(" ".join(filter(None, (one.number, plain(one)))) for one in paragraphs)

    def _comments(self) -> tuple[Comment, ...]:
        root = self._part("comments")
        elements = [] if root is None else root.findall(f"{W}comment")
        ids = {one.get(f"{W}id", ""): f"{at}" for at, one in enumerate(elements, 1)}
        found = tuple(self._comment(one, ids[one.get(f"{W}id", "")]) for one in elements)
        self.book.comments = ids
        return self._with_answers(found, elements)

    def _comment(self, element: Element, name: str) -> Comment:
        return Comment(name, self._words(element), mark(element))

    def _with_answers(self, comments: tuple[Comment, ...], elements: list[Element]) -> tuple[Comment, ...]:
        """Newer files say in a part of its own which comment answers which, by the ids of their last paragraphs."""
        extended = self._part("commentsExtended")
        if extended is None:
            return comments
        ids = {
            paragraph.get(f"{_W14}paraId", ""): comment.id
            for comment, element in zip(comments, elements, strict=True)
            for paragraph in element.iter(f"{W}p")
        }
        ids.pop("", None)
        answers = {}
        for one in extended.iter(f"{_W15}commentEx"):
            self.tally["resolved"] += one.get(f"{_W15}done", "") in ("1", "true")
            own, parent = (ids.get(one.get(_W15 + name, "")) for name in ("paraId", "paraIdParent"))
            if own and parent and own != parent:
                answers[own] = parent
        return tuple(msgspec.structs.replace(one, answers=answers.get(one.id, "")) for one in comments)

    def _title(self) -> str:
        for relation in self.package.relations("").values():
            if relation.kind == "core-properties" and not relation.external:
                root = self.package.xml(relation.target)
                return "" if root is None else (root.findtext(_TITLE) or "").strip()
        return ""

    def _direction(self) -> tuple[str, bool]:
        """The language and direction of the text as a whole: those of its plainest style."""
        normal = self._styles.get(self._styles.normal)
        language = normal.language.over(self._styles.defaults.language)
        rtl = bool(self._styles.defaults.rtl if normal.rtl is None else normal.rtl)
        return (language.bidi or language.plain) if rtl else language.plain, rtl

    def _count(self, root: Element) -> None:
        """Count what a file carries that is not read, wherever it stands."""
        self.tally["format change"] += sum(1 for _ in root.iter(*_FORMAT_CHANGES))
        self.tally["cell merge"] += sum(1 for _ in root.iter(f"{W}cellMerge"))
        names = self.package.names()
        self.tally["macros"] += any(name.lower().endswith("vbaproject.bin") for name in names)
        self.tally["odd name"] += sum(1 for name in names if ".." in name.split("/") or ":" in name)
        settings = next((one.target for one in self.relations.values() if one.kind == "settings"), "")
        templates = self.package.relations(settings).values() if settings else ()
        self.tally["template"] += any(one.kind == "attachedTemplate" and one.external for one in templates)


def _in_language(paragraph: Paragraph, language: str) -> Paragraph:
    """The language of a paragraph is named only where it is not the document's."""
    return msgspec.structs.replace(paragraph, lang="") if paragraph.lang == language != "" else paragraph
