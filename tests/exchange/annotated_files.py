"""Files with notes, comments, margins and tables."""

from exchange.hand_made import cell, change, field, p, parts, r, root, row, table, word, zipped
from exchange.word_file import WordFile

NOTE = '<w:footnote w:id="{}"><w:p><w:r><w:footnoteRef/></w:r>{}</w:p></w:footnote>'
RESERVE = '<w:r><w:footnoteReference w:id="{}"/></w:r>'
REPLY = (
    '<w:comment w:id="4" w:author="Ann" w:date="2026-03-01T10:00:00Z"><w:p w14:paraId="0000000A">'
    + r("Why 600,000?")
    + '</w:p></w:comment><w:comment w:id="7" w:author="Ben"><w:p w14:paraId="0000000B">'
    + r("As agreed in March.")
    + "</w:p></w:comment>"
)
ANCHORED = (
    '<w:commentRangeStart w:id="4"/><w:commentRangeStart w:id="7"/>',
    "600,000",
    '<w:commentRangeEnd w:id="4"/>',
    '<w:r><w:commentReference w:id="4"/></w:r><w:commentRangeEnd w:id="7"/><w:r><w:commentReference w:id="7"/></w:r>',
)
ANSWERS = (
    '<w15:commentsEx xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml">'
    '<w15:commentEx w15:paraId="0000000A" w15:done="1"/>'
    '<w15:commentEx w15:paraId="0000000B" w15:paraIdParent="0000000A" w15:done="0"/></w15:commentsEx>'
)
WITH_ANSWERS = parts(p("Forces of ", *ANCHORED, " men."), ("x1", "commentsExtended", "extended.xml"), comments=REPLY)
HEADER = parts(
    p("Text.") + '<w:sectPr><w:headerReference r:id="h1"/><w:footerReference r:id="f1"/></w:sectPr>',
    ("h1", "HEADER", "header1.xml"),
    ("f1", "footer", "footer1.xml"),
)
FILES = (
    WordFile(
        "footnotes and endnotes, numbered as they are printed",
        word(
            p(
                "First",
                RESERVE.format(7),
                " and second",
                RESERVE.format(3),
                '<w:r><w:endnoteReference w:id="2"/></w:r>',
            ),
            footnotes='<w:footnote w:type="separator" w:id="0"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
            + NOTE.format(3, r(" Two."))
            + NOTE.format(7, r(" One.")),
            endnotes='<w:endnote w:id="2"><w:p>' + r("At the end.") + "</w:p></w:endnote>",
        ),
        ("First^1 and second^2^e1",),
        notes=("1 One.", "2 Two.", "e1 At the end."),
    ),
    WordFile(
        "a reservation that was changed",
        word(
            p("Point", RESERVE.format(1)),
            footnotes=NOTE.format(1, r("State A ") + change("ins", "Ann", "reserves.")),
        ),
        ("Point^1",),
        notes=("1 State A reserves.",),
        unread=("One tracked change in a note or comment is not read as a change: its words stand.",),
    ),
    WordFile(
        "a comment and a REPLY",
        zipped({**WITH_ANSWERS, "word/extended.xml": ANSWERS}),
        ("Forces of {c1 c2: 600,000} men.",),
        comments=("1 Ann: Why 600,000?", "2 Ben (on 1): As agreed in March."),
        unread=("One comment is marked as resolved.",),
    ),
    WordFile(
        "a comment over two paragraphs and one on a point between words",
        word(
            p("a ", '<w:commentRangeStart w:id="4"/>', "b")
            + p("c", '<w:commentRangeEnd w:id="4"/><w:r><w:commentReference w:id="4"/></w:r>', " d")
            + p("e", '<w:r><w:commentReference w:id="7"/></w:r>'),
            comments=REPLY,
        ),
        ("a {c1: b}", "{c1: c} d", "{c2: e}"),
        comments=("1 Ann: Why 600,000?", "2 Ben: As agreed in March."),
    ),
    WordFile(
        "comments on nothing: a range without words, a mark in an empty paragraph, a range begun twice",
        word(
            p(
                "a",
                '<w:commentRangeStart w:id="4"/><w:commentRangeEnd w:id="4"/><w:r><w:commentReference w:id="4"/></w:r>',
                "b",
                '<w:commentRangeStart w:id="4"/>',
                "c",
            )
            + p('<w:r><w:commentReference w:id="7"/></w:r>'),
            comments=REPLY,
        ),
        ("{c1: a}bc", "{c2: }"),
        comments=("1 Ann: Why 600,000?", "2 Ben: As agreed in March."),
    ),
    WordFile(
        "a comment whose range has no end but its mark",
        word(
            p("a ", '<w:commentRangeStart w:id="4"/>', "b", '<w:r><w:commentReference w:id="4"/></w:r>', " c"),
            comments=REPLY,
        ),
        ("a {c1: b} c",),
        comments=("1 Ann: Why 600,000?", "2 Ben: As agreed in March."),
    ),
    WordFile(
        "a note without a mark, and one of two paragraphs",
        word(
            p("Text", RESERVE.format(1)),
            footnotes=NOTE.format(1, r(" One."))[: -len("</w:footnote>")]
            + p("More.")
            + "</w:footnote>"
            + NOTE.format(2, r("Left.")),
        ),
        ("Text^1",),
        notes=("1 One.\nMore.", "2 Left."),
    ),
    WordFile(
        "a note between struck words",
        word(p("A ", change("del", "Ann", "b ", RESERVE.format(1)), "c"), footnotes=NOTE.format(1, r("One."))),
        ("A {-Ann: b ^1}c",),
        notes=("1 One.",),
    ),
    WordFile(
        "headers and footers with a page number",
        zipped(
            {
                **HEADER,
                "word/header1.xml": root("hdr", p("Restricted") + p("")),
                "word/footer1.xml": root("ftr", p("Page ", field("PAGE", "1"))),
            }
        ),
        ("header: Restricted", "header: ", "Text.", "footer: Page 1"),
    ),
    WordFile(
        "merged cells",
        word(
            table(
                row(cell("wide", properties='<w:gridSpan w:val="2"/>'), "c"),
                row(cell("tall", properties='<w:vMerge w:val="restart"/>'), "b", "c"),
                row(cell("", properties="<w:vMerge/>"), "b", "c"),
            )
        ),
        ("[0,0,0] wide", "[0,0,2] c", "[0,1,0] tall", "[0,1,1] b", "[0,1,2] c", "[0,2,1] b", "[0,2,2] c"),
        unread=("2 merged table cells are read where they begin.",),
    ),
    WordFile(
        "a table in a table, and a second one",
        word(table(row(cell(p("out"), table(row("in")), p("out again")))) + p("between") + table(row("other"))),
        ("[0,0,0] out", "[1,0,0] in", "[0,0,0] out again", "between", "[2,0,0] other"),
    ),
)
