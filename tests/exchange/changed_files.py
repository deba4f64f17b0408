"""Files with tracked changes."""

from exchange.hand_made import cell, change, p, r, row, table, word
from exchange.word_file import WordFile

MOVE_FROM = '<w:moveFromRangeStart w:id="1" w:name="m" w:author="Ann"/>', '<w:moveFromRangeEnd w:id="1"/>'
MOVE_TO = '<w:moveToRangeStart w:id="2" w:name="m" w:author="Ann"/>', '<w:moveToRangeEnd w:id="2"/>'


def mark_of(kind: str, who: str) -> str:
    """The properties of a paragraph whose end was changed."""
    return f'<w:rPr><w:{kind} w:id="8" w:author="{who}" w:date="2026-03-01T10:00:00Z"/></w:rPr>'


def struck_or_new(kind: str, who: str, *words: str) -> str:
    """A row that was inserted or deleted, with all that is in it, as Word marks it."""
    cells = (cell(p(change(kind, who, one), properties=mark_of(kind, who))) for one in words)
    return row(*cells, properties=f'<w:{kind} w:id="5" w:author="{who}" w:date="2026-03-01T10:00:00Z"/>')


FILES = (
    WordFile(
        "words inserted and deleted by two parties",
        word(p("The parties ", change("del", "Ann", "should"), change("ins", "Ben", "shall"), " withdraw.")),
        ("The parties {-Ann: should}{+Ben: shall} withdraw.",),
    ),
    WordFile(
        "one party strikes what another had put in",
        word(p(change("ins", "Ann", r("at once "), change("del", "Ben", r("and for ever"))))),
        ("{+Ann: at once }{+Ann -Ben: and for ever}",),
    ),
    WordFile(
        "a paragraph divided in two, and two joined",
        word(
            p("One.", properties=mark_of("ins", "Ann"))
            + p("Two.")
            + p("Three.", properties=mark_of("del", "Ben"))
            + p("Four.")
        ),
        ("One. ¶+Ann", "Two.", "Three. ¶-Ben", "Four."),
    ),
    WordFile(
        "a block that was moved",
        word(
            MOVE_FROM[0]
            + p(change("moveFrom", "Ann", "Prisoners are freed."), properties=mark_of("moveFrom", "Ann"))
            + MOVE_FROM[1]
            + p("Borders stay.")
            + MOVE_TO[0]
            + p(change("moveTo", "Ann", "Prisoners are freed."), properties=mark_of("moveTo", "Ann"))
            + MOVE_TO[1]
            + p("End.")
        ),
        (
            "{-Ann ~m: Prisoners are freed.} ¶-Ann ~m",
            "Borders stay.",
            "{+Ann ~m: Prisoners are freed.} ¶+Ann ~m",
            "End.",
        ),
    ),
    WordFile(
        "words moved within a paragraph, with the ranges inside it",
        word(
            p(
                MOVE_FROM[0],
                change("moveFrom", "Ann", "Today "),
                MOVE_FROM[1],
                "they met",
                MOVE_TO[0],
                change("moveTo", "Ann", " today"),
                MOVE_TO[1],
                ".",
            )
        ),
        ("{-Ann ~m: Today }they met{+Ann ~m:  today}.",),
    ),
    WordFile(
        "a move whose other end was accepted already",
        word(p(MOVE_TO[0], change("moveTo", "Ann", "Here."), MOVE_TO[1])),
        ("{+Ann: Here.}",),
        unread=("One move has lost its other end: it is read as an insertion or a deletion.",),
    ),
    WordFile(
        "tracked changes in a table, a row added and a row struck",
        word(
            table(
                row("State", cell(p(change("del", "Ann", "600,000"), change("ins", "Ann", "800,000")))),
                struck_or_new("ins", "Ben", "new", "row"),
                struck_or_new("del", "Cy", "old", "row"),
            )
            + p("End.")
        ),
        (
            "[0,0,0] State",
            "[0,0,1] {-Ann: 600,000}{+Ann: 800,000}",
            "[0,1,0] {+Ben: new} ¶+Ben",
            "[0,1,1] {+Ben: row} ¶+Ben",
            "[0,2,0] {-Cy: old} ¶-Cy",
            "[0,2,1] {-Cy: row} ¶-Cy",
            "End.",
        ),
    ),
    WordFile(
        "a changed end that no party can decide on, in a cell",
        word(table(row(cell(p("kept", properties=mark_of("ins", "Ann"))), "next")) + p("End.")),
        ("[0,0,0] kept", "[0,0,1] next", "End."),
        unread=("One changed paragraph end stands before a table, or at the end of a cell, and is kept as it is.",),
    ),
    WordFile(
        "changes inside a link",
        word(
            p('<w:hyperlink r:id="rId9">', r("see "), change("ins", "Ann", "Annex I"), "</w:hyperlink>"),
            ("rId9", "hyperlink", "https://example.org/annex"),
        ),
        ("see {+Ann: Annex I}",),
        unread=("The words of one link are read, its address is not.",),
    ),
    WordFile(
        "changes of form alone",
        word(
            p(
                '<w:r><w:rPr><w:b/><w:rPrChange w:id="3" w:author="A"/></w:rPr><w:t>bold</w:t></w:r>',
                properties='<w:jc w:val="center"/><w:pPrChange w:id="4" w:author="Ann"><w:pPr/></w:pPrChange>',
            )
        ),
        ("bold",),
        unread=("2 tracked changes of form (type, spacing, numbering) are not read.",),
    ),
    WordFile(
        "a whole section of paragraphs inserted, ends and all",
        word(
            p(change("ins", "Ann", "One."), properties=mark_of("ins", "Ann"))
            + p(change("ins", "Ann", "Two."), properties=mark_of("ins", "Ann"))
            + p("Rest.")
        ),
        ("{+Ann: One.} ¶+Ann", "{+Ann: Two.} ¶+Ann", "Rest."),
    ),
)
