"""The lines of an Akoma Ntoso document: elements that hold words, and what stands among the words."""

from abc import ABC, abstractmethod

from onetext.exchange.akoma_ntoso.agents import Agents, mark
from onetext.exchange.akoma_ntoso.names import HIERARCHY, OWN, XML
from onetext.exchange.document import Cell, Comment, Mark, Note
from onetext.exchange.flow import Ends, Flow, Nature, Part, words
from onetext.exchange.xml import Element, local_name

_BODIES = frozenset({"mainBody", "body", "amendmentBody", "debateBody", "judgmentBody", "collectionBody", "akomaNtoso"})
BLOCKS = HIERARCHY | {"p", "block", "table", "ul", "ol", "quotedStructure", "embeddedStructure", "subFlow", "div"}
_MOST_DIGITS = 6


class Lines(ABC):
    """A reader of lines; it keeps the number, the identifier and the notes that wait for the next words."""

    def __init__(self, root: Element) -> None:
        self.root = root
        self.flow = Flow()
        self.agents = Agents(root)
        self.ours = any(one.get(f"{OWN}ids") for one in root.iter("{*}mainBody"))
        self.notes: dict[str, Note] = {}
        self.comments: dict[str, str] = {}
        """The ids of comments by the identifiers of their elements."""
        self.meant: dict[str, str] = {}
        """The ids of notes by the identifiers of their elements."""
        self.level = 0
        self.cell: Cell | None = None
        self.part: Part = "body"
        self.language = ""
        self.number = self.id = ""
        self.waiting: list[str] = []
        """The notes whose marks stand in a number, until its words begin."""

    @abstractmethod
    def block(self, element: Element) -> None:
        """Read an element that stands among paragraphs."""

    @abstractmethod
    def walk(self, element: Element) -> None:
        """Read what stands in an element among paragraphs."""

    @abstractmethod
    def print_number(self, *, heading: bool = False) -> None:
        """A number that has no words of its own is a paragraph all the same."""

    def say(self, text: str | None, element: Element) -> None:
        """Words in an element; where no line is open, they are a line of their own."""
        if text and not self.flow.is_open and text.strip():
            self.flow.begin(self.nature(element)._replace(number=self.take_number(), id=self._take_id()))
            self.flow.exact = self.exact(element)
            self.say_waiting()
        self.flow.say(text)

    def line(self, element: Element, heading: int = 0) -> None:
        """A paragraph: an element that holds words."""
        if element.get(f"{OWN}empty"):
            return
        nature = self.nature(element)._replace(number=self.take_number(), heading=_figure(element, "heading", heading))
        self.flow.begin(nature._replace(id=self._take_id() or self.id_of(element)))
        self.flow.exact = self.exact(element)
        self.say_waiting()
        self._inline(element)
        self.flow.ends = self._ends(element)
        self.flow.end()

    def nature(self, element: Element | None) -> Nature:
        level = _figure(element, "level", self.level)
        lang, rtl = self._spoken(element)
        return Nature(level=level, lang=lang, rtl=rtl, cell=self.cell, part=self.part)

    def _spoken(self, element: Element | None) -> tuple[str, bool]:
        """The language, if it is not the document's, and the direction."""
        lang, rtl = "", False
        while element is not None and local_name(element) not in _BODIES:
            lang = lang or element.get(f"{XML}lang", "")
            rtl = rtl or "direction:rtl" in element.get("style", "").replace(" ", "")
            element = element.getparent()
        return "" if lang == self.language else lang, rtl

    def exact(self, element: Element) -> bool:
        """Whether white space counts here."""
        above: Element | None = element
        while above is not None:
            if found := above.get(f"{XML}space"):
                return found == "preserve"
            above = above.getparent()
        return False

    def _ends(self, element: Element) -> Ends:
        return Ends(self._end(element, "inserted"), self._end(element, "deleted"), element.get(f"{OWN}move", ""))

    def _end(self, element: Element, what: str) -> Mark | None:
        who = element.get(f"{OWN}{what}By")
        return self.agents.named(who, element.get(f"{OWN}{what}When", "")) if who else None

    def _inline(self, element: Element) -> None:
        """Words, and elements among words."""
        self.say(element.text, element)
        for child in element:
            self.among_words(child)
            self.say(child.tail, element)

    def among_words(self, element: Element) -> None:
        name = local_name(element)
        if name in ("ins", "del"):
            by = mark(element, self.agents)
            inserted, deleted = (by, None) if name == "ins" else (None, by)
            with self.flow.marked(inserted=inserted, deleted=deleted, move=element.get(f"{OWN}move", "")):
                self._inline(element)
        elif name == "inline" and (known := self._comments_meant(element)):
            with self.flow.commented(known):
                self._inline(element)
        elif name in ("authorialNote", "noteRef"):
            self.flow.note(self.note_meant(element))
        elif name in ("br", "eol"):
            self.flow.break_line()
        elif name in BLOCKS:
            self.flow.end()
            self.block(element)
        elif name == "img":
            self.flow.tally["picture"] += 1
        elif name:
            self._inline(element)

    def _comments_meant(self, element: Element) -> tuple[str, ...]:
        named = (one.removeprefix("#") for one in element.get("refersTo", "").split())
        return tuple(self.comments[one] for one in named if one in self.comments)

    def note_meant(self, element: Element) -> str:
        if local_name(element) == "noteRef":
            name = self.meant.get(element.get("href", "").removeprefix("#"), "")
            return name or element.get("marker", "")
        return self.keep_note(element)

    def keep_note(self, element: Element) -> str:
        """The id of a note, which is kept: what is printed as its mark where no other note has that."""
        name = element.get("marker") or str(len(self.notes) + 1)
        while name in self.notes:
            name += "'"
        self.notes[name] = Note(name, "")  # a note within it takes another name
        self.notes[name] = Note(name, self._words(element))
        self.meant[element.get("eId", "")] = name
        return name

    def comment(self, element: Element) -> Comment:
        answers = element.get(f"{OWN}answers", "")
        return Comment(element.get(f"{OWN}id", ""), self._words(element), mark(element, self.agents), answers)

    def _words(self, element: Element) -> str:
        """The words in an element that stands apart from the text."""
        outer = self.flow, self.number, self.id, self.waiting
        self.flow, self.number, self.id, self.waiting = Flow(), "", "", []
        self.flow.tally = outer[0].tally
        self.walk(element)
        self.print_number()
        self.flow.end()
        found = words(self.flow.paragraphs)
        self.flow, self.number, self.id, self.waiting = outer
        return found

    def id_of(self, element: Element) -> str:
        names = ("wId", f"{OWN}id") if self.ours else ("wId", "eId", "id")
        return next((found for name in names if (found := element.get(name))), "")

    def take_number(self) -> str:
        number, self.number = self.number, ""
        return number

    def _take_id(self) -> str:
        own, self.id = self.id, ""
        return own

    def say_waiting(self) -> None:
        for note in self.waiting:
            self.flow.note(note)
        self.waiting = []


def _figure(element: Element | None, name: str, default: int) -> int:
    """A figure of our own, if the element bears a sound one."""
    text = "" if element is None else element.get(OWN + name, "")
    return int(text) if text.isdecimal() and len(text) <= 6 else default  # noqa: PLR2004 - no text is so deep
