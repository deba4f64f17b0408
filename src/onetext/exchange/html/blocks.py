"""The blocks and lines of a page: paragraphs, headings, lists, tables, and what stands among their words."""

from collections.abc import Callable, Mapping
from typing import ClassVar
from urllib.parse import unquote

from onetext.exchange.document import Cell, Mark
from onetext.exchange.docx.line import PLAIN
from onetext.exchange.flow import Ends, Flow, Grid, Nature, Part
from onetext.exchange.html.lists import Numbers
from onetext.exchange.xml import Element, local_name

_DROPPED = frozenset(
    {"script", "style", "template", "head", "title", "meta", "link", "base", "datalist", "rp", "iframe"}
)
_PICTURES = frozenset({"img", "iframe", "object", "embed", "video", "audio", "canvas", "svg", "map", "applet"})
_BREAKS = """address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption
figure footer form frameset header hgroup hr html legend main menu nav noframes noscript optgroup option p pre search
section select summary tbody tfoot thead"""
_BLOCKS = frozenset(_BREAKS.split())
_HEADINGS = {f"h{rank}": rank for rank in range(1, 7)}
_DEEPER = frozenset({"blockquote", "dd"})
_MOST_DIGITS = 6
_EXACT = frozenset({"pre", "textarea", "listing", "xmp"})


class Blocks:
    """A reader that goes through the elements of a page from the first to the last."""

    def __init__(self, root: Element) -> None:
        self.root = root
        self.ours = any(one.get("data-document") == "onetext" for one in root.iter("main"))
        self.flow = Flow()
        self.language = ""
        self.rtl = False
        self.comments: dict[str, str] = {}
        """The ids of comments by their places."""
        self.targets: dict[str, str] = {}
        """The ids of notes by the ids of their elements."""
        self.apart: set[Element] = set()
        """The elements that hold notes and comments, which are no part of the text."""
        self.level = self.lists = self.tables = 0
        self.grid: Grid | None = None
        self.cell: Cell | None = None
        self.number = ""
        self.is_new = False
        """Whether an item has begun, and none of its words are read yet."""

    def walk(self, element: Element) -> None:
        """Read what stands in an element."""
        self.say(element.text, element)
        for child in element:
            if child not in self.apart and child.get("data-aid") is None:
                self._one(child)
            self.say(child.tail, element)

    def say(self, text: str | None, element: Element) -> None:
        """Words in an element; where no line is open, they begin one."""
        if text and not self.flow.is_open and text.strip():
            self.flow.begin(self._nature(element))
            self.flow.exact = self._is_exact(element)
        self.flow.say(text)

    def _one(self, element: Element) -> None:
        name = local_name(element)
        self.flow.tally["picture"] += name in _PICTURES
        if name in _DROPPED or not name:
            return
        hides = "display:none" in element.get("style", "").replace(" ", "").lower()
        self.flow.tally["hidden"] += hides or element.get("hidden") is not None
        handler = self._HANDLERS.get(name)
        if handler:
            handler(self, element)
        elif name in _HEADINGS or name in _BLOCKS:
            self._block(element)
        else:
            self.walk(element)

    # --- blocks

    def _block(self, element: Element) -> None:
        """An element that ends the line before it and its own."""
        self.flow.end()
        name = local_name(element)
        outer = self.level
        self.level += name in _DEEPER
        if self.ours and (name == "p" or name in _HEADINGS):
            self.flow.begin(self._nature(element))
            self.flow.exact = True
        within = self.flow.fate
        self.walk(element)
        if self.ours:
            self.flow.ends = self.flow.ends._replace(move=element.get("data-move", ""))
        elif within != PLAIN:
            self.flow.ends = Ends(*within)
        self.flow.end()
        self.flow.ends = Ends()
        self.level = outer

    def _list(self, element: Element) -> None:
        self.flow.end()
        numbers = Numbers(element)
        outer = self.level, self.lists
        self.level += self.lists > 0
        self.lists += 1
        self.say(element.text, element)
        for child in element:
            if local_name(child) == "li" and child not in self.apart:
                self._item(child, numbers)
            elif child not in self.apart:
                self._one(child)
            self.say(child.tail, element)
        self.flow.end()
        self.level, self.lists = outer

    def _item(self, element: Element, numbers: Numbers) -> None:
        """An item: its number stands before its first words; what follows them in it stands deeper."""
        self.flow.end()
        self.number, self.is_new = numbers.of(element), True
        self.walk(element)
        self._print_number(element)
        self.flow.end()

    def _print_number(self, element: Element) -> None:
        """A number that has no words of its own is a paragraph all the same."""
        if self.number:
            self.flow.begin(self._nature(element))
            self.flow.end()

    def _table(self, element: Element) -> None:
        self._print_number(element)
        self.flow.end()
        outer = self.grid, self.cell, self.level, self.lists
        self.grid, self.cell, self.level, self.lists = Grid(self.tables), None, 0, 0
        self.tables += 1
        self.walk(element)
        self.flow.end()
        self.grid, self.cell, self.level, self.lists = outer

    def _row(self, element: Element) -> None:
        self.flow.end()
        if self.grid is not None:
            self.grid.next_row()
        self.walk(element)
        self.flow.end()

    def _cell(self, element: Element) -> None:
        self.flow.end()
        if self.grid is not None:
            spans = (int(text) if (text := element.get(name, "")).isdecimal() else 1 for name in ("colspan", "rowspan"))
            self.cell = self.grid.place(*spans)
        self.walk(element)
        self.flow.end()

    # --- among words

    def _break(self, _element: Element) -> None:
        self.flow.break_line()

    def _inserted(self, element: Element) -> None:
        self._changed(element, "ins")

    def _deleted(self, element: Element) -> None:
        self._changed(element, "del")

    def _changed(self, element: Element, name: str) -> None:
        by = Mark(element.get("data-author", "" if self.ours else element.get("title", "")), when(element))
        inserted, deleted = (by, None) if name == "ins" else (None, by)
        if self.ours and element.get("data-end") is not None:
            old = self.flow.ends
            self.flow.ends = old._replace(inserted=inserted or old.inserted, deleted=deleted or old.deleted)
            return
        with self.flow.marked(inserted=inserted, deleted=deleted, move=element.get("data-move", "")):
            self.walk(element)

    def _quoted(self, element: Element) -> None:
        """Words that a page shows in quotation marks which it does not hold."""
        self.say("\u201c", element)
        self.walk(element)
        self.say("\u201d", element)

    def _struck(self, element: Element) -> None:
        self.flow.tally["struck"] += 1
        self.walk(element)

    def _marked(self, element: Element) -> None:
        known = (self.comments.get(one, "") for one in element.get("data-comments", "").split())
        with self.flow.commented(tuple(filter(None, known))):
            self.walk(element)

    def _raised(self, element: Element) -> None:
        """Raised words; they may be the mark of a note."""
        note = element.get("data-note") if self.ours else None
        if note is not None:
            self.flow.note(note)
        else:
            self.walk(element)

    def _link(self, element: Element) -> None:
        target = unquote(element.get("href", "").removeprefix("#"))
        if element.get("role") == "doc-backlink" or "footnote-back" in element.get("class", ""):
            return
        if element.get("href", "").startswith("#") and target in self.targets:
            self.flow.note(self.targets[target])
        else:
            self.walk(element)

    def _number(self, element: Element) -> None:
        """The number of a paragraph that onetext wrote."""
        if self.ours and element.get("data-number") is not None:
            self.flow.set_number("".join(map(str, element.itertext())))
        else:
            self.walk(element)

    # --- what is known of a paragraph

    def _nature(self, element: Element) -> Nature:
        holder = _holder(element)
        rank = _HEADINGS.get(local_name(holder), 0)
        level = self.level + (_is_in_item(element) and not self.is_new)
        number, self.number, self.is_new = self.number, "", False
        lang, rtl = self._spoken(element)
        nature = Nature(number=number, level=level, lang=lang, rtl=rtl, cell=self.cell, heading=rank)
        return _as_ours(holder, nature._replace(level=0, heading=max(rank - 1, 0))) if self.ours else nature

    def _spoken(self, element: Element) -> tuple[str, bool]:
        """The language, if it is not the page's, and the direction."""
        chain = [element, *element.iterancestors()]
        lang = next((one.get("lang", "") for one in chain if one.get("lang")), self.language)
        way = next((one.get("dir", "").lower() for one in chain if one.get("dir", "").lower() in ("rtl", "ltr")), "")
        return "" if lang == self.language else lang, way == "rtl" or (not way and self.rtl)

    def _is_exact(self, element: Element) -> bool:
        """Whether white space counts here."""
        chain = (element, *element.iterancestors())
        return any(local_name(one) in _EXACT or "white-space:pre" in _style(one) for one in chain)

    _HANDLERS: ClassVar[Mapping[str, Callable[["Blocks", Element], None]]] = {
        "ol": _list,
        "ul": _list,
        "menu": _list,
        "table": _table,
        "tr": _row,
        "td": _cell,
        "th": _cell,
        "br": _break,
        "ins": _inserted,
        "del": _deleted,
        "s": _struck,
        "strike": _struck,
        "mark": _marked,
        "sup": _raised,
        "a": _link,
        "span": _number,
        "q": _quoted,
    }


def when(element: Element) -> str:
    """When something was done, as the page says it."""
    return element.get("datetime", element.get("data-when", ""))


def _style(element: Element) -> str:
    return element.get("style", "").replace(" ", "").lower()


def _holder(element: Element) -> Element:
    """The paragraph, heading or item that an element stands in."""
    for one in (element, *element.iterancestors()):
        name = local_name(one)
        if name in _HEADINGS or name in _BLOCKS or name in ("li", "td", "th"):
            return one
    return element


def _is_in_item(element: Element) -> bool:
    """Whether words stand in an item of a list, after its number."""
    for one in (element, *element.iterancestors()):
        if local_name(one) in ("li", "ol", "ul"):
            return local_name(one) == "li"
    return False


def _as_ours(element: Element, nature: Nature) -> Nature:
    """What a page that onetext wrote says of a paragraph."""
    part: Part = (
        "header" if (said := element.get("data-part")) == "header" else "footer" if said == "footer" else "body"
    )
    level = _figure(element.get("data-level", ""), nature.level)
    heading = _figure(element.get("data-heading", ""), nature.heading)
    return nature._replace(id=element.get("data-id", ""), part=part, level=level, heading=heading)


def _figure(text: str, default: int) -> int:
    return int(text) if text.isdecimal() and len(text) <= _MOST_DIGITS else default
