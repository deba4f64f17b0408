"""Reading runs: words, tabs, symbols, fields, links, notes; and what stands between words and is not read."""

import re
from collections.abc import Mapping

from onetext.exchange.docx.names import NUMBER, W
from onetext.exchange.docx.package import Element
from onetext.exchange.docx.story import NOTE_IDS, Field, Handler, Story
from onetext.exchange.docx.styles import language
from onetext.exchange.docx.symbols import symbol
from onetext.exchange.docx.values import child, integer, switched, value

_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_MATHS = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_V = "{urn:schemas-microsoft-com:vml}"
_PRESERVE = "{http://www.w3.org/XML/1998/namespace}space"
_WHITE = " \t\r\n"
_LINES = re.compile(r"[\r\n]+")
_ASIAN = 0x2E80
"""The first character of the scripts that w:eastAsia is about."""


def _skip(_story: Story, _element: Element) -> None:
    """Properties, codes and marks that hold no words."""


def _run(story: Story, element: Element) -> None:
    outer = story.language, story.spoken, story.numbering
    properties = child(element, "rPr")
    hidden = story.nature is not None and story.nature.hidden
    if properties is not None:
        hidden = _format(story, properties, hidden=hidden)
    if hidden and not story.hidden:
        story.book.tally["hidden"] += 1
    story.hidden = hidden
    story.walk(element)
    story.language, story.spoken, story.numbering = outer


def _format(story: Story, properties: Element, *, hidden: bool) -> bool:
    """What the properties of a run say of its words: in which language, and whether they are hidden."""
    name = value(properties, "rStyle")
    if name:
        style = story.book.styles.get(name)
        hidden = hidden if style.hidden is None else style.hidden
        story.language = style.language.over(story.language)
        story.numbering = style.name == NUMBER.lower()
    own = switched(properties, "vanish")
    story.language = language(properties, story.language)
    story.spoken = story.language.bidi if switched(properties, "rtl") else story.language.plain
    return hidden if own is None else own


def _text(story: Story, element: Element) -> None:
    text = "".join(element.itertext()) if len(element) else element.text or ""
    if text[:1] in _WHITE or text[-1:] in _WHITE:
        text = _kept(element, text)
    if "\n" in text or "\r" in text:
        text = _LINES.sub(" ", text)
    if not text:
        return
    if ord(text[0]) >= _ASIAN and story.language.asian:
        outer, story.spoken = story.spoken, story.language.asian
        story.say(text)
        story.spoken = outer
    else:
        story.say(text)


def _kept(element: Element, text: str) -> str:
    """The white space at the ends of words counts only where the file says so, as in Word."""
    space = element.get(_PRESERVE)
    if space is None:
        space = next((found for one in element.iterancestors() if (found := one.get(_PRESERVE)) is not None), "default")
    return text if space == "preserve" else text.strip(_WHITE)


def _sign(text: str) -> Handler:
    return lambda story, _element: story.say(text)


def _break(story: Story, element: Element) -> None:
    if element.get(f"{W}type", "textWrapping") == "textWrapping" or story.line is None:
        story.say("\n")
    else:
        story.line.end_page()


def _symbol(story: Story, element: Element) -> None:
    sign, known = symbol(element.get(f"{W}char", ""), element.get(f"{W}font", ""))
    story.book.tally["symbol"] += not known
    if sign:
        story.say(sign)


def _field_character(story: Story, element: Element) -> None:
    kind = element.get(f"{W}fldCharType")
    if kind == "begin" and story.line is not None:
        story.line.part()
        story.fields.append(Field(story.line, len(story.line)))
        _choice(story, element)
    elif kind == "separate" and story.fields:
        _end_code(story, story.fields[-1])
    elif kind == "end" and story.fields:
        _end_code(story, story.fields.pop())


def _choice(story: Story, element: Element) -> None:
    """What is chosen in a drop-down field of the old kind, which has no result."""
    for drop in element.iter(f"{W}ddList"):
        entries = [one.get(f"{W}val", "") for one in drop.iter(f"{W}listEntry")]
        chosen = integer(value(drop, "result"))
        if 0 <= chosen < len(entries):
            story.fields[-1].chosen = entries[chosen]


def _end_code(story: Story, field: Field) -> None:
    """The code of a field is no text: what was read of it in this paragraph is taken back."""
    if not field.in_code:
        return
    field.in_code = False
    if field.line is story.line and field.line.cut(field.start):
        story.book.tally["field code"] += 1
    if field.chosen:
        story.say(field.chosen)


def _link(story: Story, element: Element) -> None:
    relation = story.relations.get(element.get(f"{_R}id", ""))
    story.book.tally["link"] += relation is not None and relation.external
    story.walk(element)


def _code(story: Story, element: Element) -> None:
    text = (element.text or "").strip().upper()
    story.book.tally["field number"] += text.startswith(("LISTNUM", "AUTONUM"))
    story.book.tally["link"] += text.startswith("HYPERLINK") and "\\L" not in text.partition('"')[0]


def _note(kind: str) -> Handler:
    def handler(story: Story, element: Element) -> None:
        key = kind, element.get(f"{W}id", "")
        book = story.book
        if key not in book.notes:
            book.marks[kind] += 1
            book.notes[key] = NOTE_IDS[kind].format(book.marks[kind])
        if story.line is not None:
            story.line.note(book.notes[key], story.fate, story.comments)

    return handler


def _bookmark(story: Story, element: Element) -> None:
    """Names of ours hold the lasting id of the paragraph that they stand in, or that follows them."""
    names = story.names if story.line is None else story.line.names
    names.append(element.get(f"{W}name", ""))


def _alternatives(story: Story, element: Element) -> None:
    """The same thing for newer and for older programs: the newer one, unless only the older one has the words."""
    choices = [*element.findall(f"{_MC}Choice"), *element.findall(f"{_MC}Fallback")]
    best = next((one for one in choices if next(one.iter(f"{W}t", f"{W}delText"), None) is not None), None)
    for one in [best] if best is not None else choices[:1]:
        story.walk(one)


def _count(kind: str) -> Handler:
    def handler(story: Story, element: Element) -> None:
        story.book.tally[kind] += 1
        story.walk(element)

    return handler


def _picture(story: Story, element: Element) -> None:
    linked = f"{_R}link" in element.attrib
    names = (element.get(_R + name, "") for name in ("link", "embed", "id"))
    relation = story.relations.get(next(filter(None, names), ""))
    linked = linked or (relation is not None and relation.external)
    story.book.tally["linked picture" if linked else "picture"] += 1


def _object(story: Story, element: Element) -> None:
    """An embedded object is shown by a picture of it, which is not counted beside it."""
    tally = story.book.tally
    pictures = tally["picture"]
    tally["control" if next(element.iter(f"{W}control"), None) is not None else "object"] += 1
    story.walk(element)
    tally["picture"] = pictures


def _watermark(story: Story, element: Element) -> None:
    words = element.get("string", "").strip()
    if words:
        story.book.watermarks[words] = None


def _no_words(*names: str) -> Mapping[str, Handler]:
    return dict.fromkeys((W + name for name in names), _skip)


RUNS: Mapping[str, Handler] = {
    f"{W}r": _run,
    f"{W}t": _text,
    f"{W}delText": _text,
    f"{_MATHS}t": _text,
    f"{_A}t": _text,
    f"{W}tab": _sign("\t"),
    f"{W}ptab": _sign("\t"),
    f"{W}cr": _sign("\n"),
    f"{W}noBreakHyphen": _sign("\u2011"),
    f"{W}softHyphen": _sign("\u00ad"),
    f"{W}br": _break,
    f"{W}sym": _symbol,
    f"{W}fldChar": _field_character,
    f"{W}instrText": _code,
    f"{W}hyperlink": _link,
    f"{W}footnoteReference": _note("footnote"),
    f"{W}endnoteReference": _note("endnote"),
    f"{W}bookmarkStart": _bookmark,
    f"{_MC}AlternateContent": _alternatives,
    f"{_MATHS}oMath": _count("equation"),
    f"{W}ruby": _count("ruby"),
    f"{W}altChunk": _count("foreign part"),
    f"{W}subDoc": _count("linked part"),
    f"{_A}blip": _picture,
    f"{_V}imagedata": _picture,
    f"{_V}textpath": _watermark,
    f"{W}object": _object,
    "{http://schemas.openxmlformats.org/drawingml/2006/chart}chart": _count("chart"),
    "{http://schemas.openxmlformats.org/drawingml/2006/diagram}relIds": _count("chart"),
    **_no_words(
        "pPr",
        "rPr",
        "sectPr",
        "tblPr",
        "tblGrid",
        "tblPrEx",
        "trPr",
        "tcPr",
        "sdtPr",
        "sdtEndPr",
        "customXmlPr",
        "smartTagPr",
        "rubyPr",
        "delInstrText",
        "bookmarkEnd",
        "proofErr",
        "lastRenderedPageBreak",
        "permStart",
        "permEnd",
        "annotationRef",
        "footnoteRef",
        "endnoteRef",
        "separator",
        "continuationSeparator",
    ),
}
"""How each element is read, beside those in blocks.py; one that is in neither is gone into."""
