"""What delegations do to a text, case by case, as documents with tracked changes."""

from collections.abc import Callable

import msgspec

from onetext.exchange.document import Document, Mark, Paragraph, Span
from onetext.exchange.docx.changes import with_firm_ends

NORWAY = Mark("Norway", "2026-01-02T10:00:00Z")
SUDAN = Mark("Sudan & others")
TABLE = [(0, 0, 0), (0, 0, 1), (0, 1, 0), (0, 1, 1)]


def p(*spans: Span | str, number: str = "", **more: object) -> Paragraph:
    found = tuple(Span(one) if isinstance(one, str) else one for one in spans)
    return msgspec.convert({"spans": found, "number": number, **more}, Paragraph)


def put_in(text: str, by: Mark = NORWAY, move: str = "") -> Span:
    return Span(text, inserted=by, move=move)


def struck(text: str, by: Mark = NORWAY, move: str = "") -> Span:
    return Span(text, deleted=by, move=move)


NEGOTIATED: dict[str, list[Paragraph]] = {
    "words put in and struck": [p("The parties ", struck("should"), put_in("shall"), " cease fire.", number="1.")],
    "one party strikes what another put in": [p("At once", Span(" and for ever", NORWAY, SUDAN), ".", number="1.")],
    "two parties on the same words": [p("By ", struck("May"), put_in("June"), put_in(" July", SUDAN), ".")],
    "a point that is new": [
        p("One.", number="1."),
        p(put_in("Two."), number="2.", inserted=NORWAY),
        p("Three.", number="3."),
    ],
    "other words at the end of a point and a point that is new": [
        p("By ", struck("May"), put_in("June"), number="1."),
        p(put_in("At once."), number="2.", inserted=NORWAY),
        p("Three.", number="3."),
    ],
    "words put in at the end of a paragraph and at the beginning of the next": [
        p("By ", put_in("June")),
        p(put_in("all"), " of them."),
    ],
    "a point that is struck": [
        p("One.", number="1."),
        p(struck("Two."), number="2.", deleted=SUDAN),
        p("Three.", number="3."),
    ],
    "a last point that is new": [p("One.", number="1."), p(put_in("Two."), number="2.", inserted=NORWAY)],
    "a last point that is struck": [p("One.", number="1."), p(struck("Two."), number="2.", deleted=NORWAY)],
    "two points made one": [
        p("Kept", number="3.", deleted=NORWAY),
        p(" and joined.", number="4."),
        p("On.", number="5."),
    ],
    "one point made two": [p("Here ", number="3.", inserted=NORWAY), p("and there.", number="4.")],
    "three points made one and one made two": [
        p("a", number="1.", deleted=NORWAY),
        p("b", number="2.", deleted=SUDAN),
        p("c", number="3."),
        p("d", number="4.", inserted=SUDAN),
        p("e", number="5."),
    ],
    "a point moved": [
        p(struck("Moved.", move="m"), number="1.", deleted=NORWAY, move="m"),
        p("Stays.", number="2."),
        p(put_in("Moved.", move="m"), number="3.", inserted=NORWAY, move="m"),
        p("Last.", number="4."),
    ],
    "words moved within a point": [p(struck("first ", move="w"), "then ", put_in("first ", move="w"), "end")],
    "changes in a table": [
        p("kept ", put_in("new"), cell=TABLE[0]),
        p(struck("old"), cell=TABLE[1]),
        p("x", cell=TABLE[2]),
        p("y", cell=TABLE[3]),
    ],
    "a new row": [
        p("a", cell=TABLE[0]),
        p("b", cell=TABLE[1]),
        p(put_in("c"), cell=TABLE[2], inserted=NORWAY),
        p(put_in("d"), cell=TABLE[3], inserted=NORWAY),
    ],
    "a new point before a table": [
        p("One.", number="1."),
        p(put_in("Two."), number="2.", inserted=NORWAY),
        p("a", cell=TABLE[0]),
        p("b", cell=TABLE[1]),
    ],
    "from right to left": [
        p("ينبغي ", struck("على", SUDAN), put_in("أن"), " [EU 27]", number="٢.", rtl=True, lang="ar"),
        p("על הצדדים", put_in(" [מיד]"), number="א.", rtl=True, lang="he"),
    ],
    "headings, depths and long numbers": [
        p("Part ", put_in("One"), heading=1),
        p("Scope", heading=2, number="Article 12 bis"),
        p("a", number="1.", level=0),
        p("b", number="(a)", level=1),
        p("c", number="(iii)", level=2),
        p("beneath c", level=2),
    ],
}


def of(name: str) -> Document:
    return Document(tuple(NEGOTIATED[name]))


def expected(document: Document, decide: Callable[[Document], Document]) -> list[str]:
    """The lines of the text once all is decided, as the house's own value of a document says."""
    body = with_firm_ends([one for one in document.paragraphs if one.part == "body"])[0]
    lines = [
        (f"{one.number}\t" if one.number else "") + "".join(span.text for span in one.spans)
        for one in decide(msgspec.structs.replace(document, paragraphs=tuple(body))).paragraphs
    ]
    return [line for line in lines if line]
