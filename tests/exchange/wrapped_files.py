"""Files in which words stand in unusual places."""

from exchange.hand_made import (
    RELATIONS,
    STRICT_RELATIONS,
    STRICT_WORD,
    WORD,
    change,
    field,
    levels,
    listed,
    numbering,
    p,
    parts,
    r,
    root,
    row,
    table,
    word,
    zipped,
)
from exchange.word_file import WordFile

OTHER_FORMAT = (
    "One part of the text, kept in another format inside the file, is not read: save it in a word processor first."
)
DECIMAL = numbering(levels(("decimal", "%1.")))

INNER = "<w:txbxContent>" + p("Boxed.") + "</w:txbxContent>"
BOX = (
    f'<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:txbx>{INNER}</wps:txbx></w:drawing>'
    f"</mc:Choice><mc:Fallback><w:pict><v:shape><v:textbox>{INNER}</v:textbox></v:shape></w:pict></mc:Fallback>"
    "</mc:AlternateContent></w:r>"
)
STRICT = {
    name: (part.replace(WORD, STRICT_WORD).replace(RELATIONS, STRICT_RELATIONS) if isinstance(part, str) else part)
    for name, part in parts(p("x", properties=listed(1)), numbering=DECIMAL).items()
}
FLAT = {"word/document.xml": root("document", f"<w:body>{p('Only a text.')}</w:body>")}
CONTENTS = '<w:style w:type="paragraph" w:styleId="TOC1"><w:name w:val="toc 1"/></w:style>'
ROWS = row("new", properties='<w:ins w:id="5" w:author="Ben"/>') + row(
    "old", properties='<w:del w:id="6" w:author="Cy"/>'
)
FILES = (
    WordFile(
        "changes in a field's result, which LibreOffice cannot hold",
        word(p(field("REF point3", "", change("del", "Ben", "point 3") + change("ins", "Ben", "point 4")))),
        ("{-Ben: point 3}{+Ben: point 4}",),
    ),
    WordFile(
        "rows inserted and deleted whose words are not marked themselves: Word takes them along, LibreOffice does not",
        word(table(ROWS) + p("End.")),
        ("[0,0,0] {+Ben: new} ¶+Ben", "[0,1,0] {-Cy: old} ¶-Cy", "End."),
    ),
    WordFile(
        "content controls, smart tags and custom elements",
        word(
            "<w:sdt><w:sdtPr><w:alias w:val='x'/></w:sdtPr><w:sdtContent>"
            + p("<w:smartTag w:element='place'>" + r("Geneva") + "</w:smartTag>", ", ")
            + "</w:sdtContent></w:sdt><w:customXml w:element='e'>"
            + p("<w:sdt><w:sdtContent>" + r("2026") + "</w:sdtContent></w:sdt>")
            + "</w:customXml>"
        ),
        ("Geneva, ", "2026"),
    ),
    WordFile(
        "a text box, given for newer and for older programs",
        word(p("Before ", BOX, "after.") + p("Next.")),
        ("Before after.", "Boxed.", "Next."),
        unread=("The words of one text box follow the paragraph that it hangs on.",),
    ),
    WordFile(
        "fields: results are words, codes are not",
        word(
            p("See ", field("REF x", "point 4"), '<w:fldSimple w:instr=" PAGE ">' + r("12") + "</w:fldSimple>", ".")
            + p("Outer ", field("IF 1 = ", "", field("REF y", "yes")), "."),
        ),
        ("See point 412.", "Outer yes."),
    ),
    WordFile(
        "numbers made by fields",
        word(p(field("AUTONUM", ""), "one") + p(field("LISTNUM x", ""), "two")),
        ("one", "two"),
        unread=("2 numbers are made by fields that keep no results: they are not read.",),
    ),
    WordFile(
        "a drop-down field of the old kind",
        word(
            p(
                "It ",
                '<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:ddList><w:result w:val="1"/>'
                '<w:listEntry w:val="shall"/><w:listEntry w:val="should"/></w:ddList></w:ffData></w:fldChar></w:r>',
                '<w:r><w:instrText> FORMDROPDOWN </w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>',
                " stop.",
            )
        ),
        ("It should stop.",),
    ),
    WordFile(
        "style names and numbers as another office program writes them",
        word(
            p("总则", properties='<w:pStyle w:val="2"/><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>')
            + p("停火。", properties='<w:pStyle w:val="1"/>'),
            styles='<w:style w:type="paragraph" w:default="1" w:styleId="1"><w:name w:val="Normal"/></w:style>'
            '<w:style w:type="paragraph" w:styleId="2"><w:name w:val="heading 1"/><w:basedOn w:val="1"/></w:style>',
            numbering=numbering(levels(("chineseCounting", "第%1条"))),
        ),
        ("# 第一条 总则", "停火。"),
    ),
    WordFile(
        "a field that does not end",
        word(p('<w:r><w:fldChar w:fldCharType="begin"/></w:r>', "Kept.") + p("Kept too.")),
        ("Kept.", "Kept too."),
        unread=("One field does not end: its words are read.",),
    ),
    WordFile(
        "a table of contents",
        word(
            p(
                field("TOC \\o", "", r("1. Scope") + "<w:r><w:tab/></w:r>" + r("2")),
                properties='<w:pStyle w:val="TOC1"/>',
            ),
            styles=CONTENTS,
        ),
        ("1. Scope\t2",),
        unread=("One line of a table of contents is read as text.",),
    ),
    WordFile(
        "tabs, breaks, hyphens and symbols",
        word(
            p(
                "a",
                "<w:r><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t><w:noBreakHyphen/><w:t>d</w:t><w:softHyphen/><w:t>e</w:t></w:r>",
                '<w:r><w:sym w:font="Symbol" w:char="F0B3"/><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>',
                '<w:r><w:br w:type="page"/><w:t>f</w:t><w:br w:type="page"/></w:r>',
            )
        ),
        ("a\tb\nc\u2011d\u00ade≥☑\nf",),
    ),
    WordFile(
        "symbols of unknown fonts, of no place, and plain ones",
        word(
            p(
                '<w:r><w:sym w:font="Own" w:char="F041"/><w:sym w:font="Own" w:char="x"/><w:sym w:char="1"/></w:r>'
                '<w:r><w:sym w:font="Symbol" w:char="F028"/><w:sym w:font="Arial" w:char="00A7"/></w:r>'
            )
        ),
        ("\uf041(\u00a7",),
        unread=("3 symbols are of fonts of their own and may not be shown.",),
    ),
    WordFile(
        "a link as a field, and one within the text",
        word(
            p(field('HYPERLINK "https://example.org"', "there"), " and ", field('HYPERLINK \\l "point4"', "here"))
            + p('<w:hyperlink w:anchor="point4">', "here", "</w:hyperlink>")
        ),
        ("there and here", "here"),
        unread=("The words of one link are read, its address is not.",),
    ),
    WordFile(
        "white space that the whole file asks to keep, and lines within words",
        word("<w:p xml:space='preserve'><w:r><w:t> a </w:t></w:r><w:r><w:t>b\nc</w:t></w:r></w:p>"),
        (" a b c",),
    ),
    WordFile(
        "a language of another script beside the paragraph's",
        word(p(r("\u7532", '<w:lang w:val="en" w:eastAsia="zh-CN"/>'), r("a", '<w:lang w:val="en"/>'))),
        ("\u7532a",),
    ),
    WordFile(
        "words in a field's code",
        word(
            p(
                '<w:r><w:fldChar w:fldCharType="begin"/></w:r>',
                "code",
                '<w:r><w:fldChar w:fldCharType="separate"/></w:r>',
                "code, and result",
                '<w:r><w:fldChar w:fldCharType="end"/></w:r>',
            )
        ),
        ("code, and result",),
        unread=("The words in one field's code are not read: its result is.",),
    ),
    WordFile(
        "hidden words are read and said",
        word(p("Shown ", r("hidden ", "<w:vanish/>"), r("both ", "<w:vanish/>"), "shown.")),
        ("Shown hidden both shown.",),
        unread=("One stretch of hidden words is read as if it were shown.",),
    ),
    WordFile(
        "an equation, a picture, an object, a chart and a part in another format",
        word(
            p(
                "If ",
                "<m:oMath><m:r><m:t>x=1</m:t></m:r></m:oMath>",
                '<w:r><w:drawing><a:blip r:embed="p1"/></w:drawing></w:r>',
                '<w:r><w:drawing><a:blip r:link="p2"/></w:drawing></w:r>',
                '<w:r><w:object><v:imagedata r:id="p1"/><o:OLEObject/></w:object></w:r>',
            ).replace("If ", "If ")
            + '<w:altChunk r:id="c1"/>',
            ("p1", "image", "media/a.png"),
            ("p2", "image", "https://example.org/spy.png"),
        ),
        ("If x=1",),
        unread=(
            "One picture is not read.",
            "One picture is kept outside the file: it is neither fetched nor read.",
            "One equation is read as the signs in it, without its layout.",
            "One embedded object, such as a spreadsheet, is not read.",
            OTHER_FORMAT,
        ),
    ),
    WordFile("the strict names of the standard", zipped(STRICT), ("1. x",)),
    WordFile("a file of one part, as some programs write it", zipped(FLAT), ("Only a text.",)),
    WordFile(
        "FLAT runs of single words, as an online editor writes them",
        word(
            '<w:p w:rsidR="00000000"><w:pPr><w:rPr/></w:pPr>'
            + "".join(
                f'<w:r w:rsidRPr="0{at}"><w:rPr><w:rtl w:val="0"/></w:rPr><w:t xml:space="preserve">{one} </w:t></w:r>'
                for at, one in enumerate(["each", "word", "by", "itself"])
            )
            + "</w:p>"
        ),
        ("each word by itself ",),
    ),
    WordFile(
        "white space that the file does not ask to keep",
        word("<w:p><w:r><w:t> joined </w:t></w:r><w:r><w:t xml:space='preserve'> kept</w:t></w:r></w:p>"),
        ("joined kept",),
    ),
    WordFile("Ukrainian", word(p("Сторони домовилися.", properties='<w:pStyle w:val="X"/>')), ("Сторони домовилися.",)),
    WordFile("words outside of any paragraph", word(r("astray") + p("in place")), ("astray", "in place")),
    WordFile(
        "a watermark",
        word(p('<w:r><w:pict><v:shape><v:textpath string="DRAFT 3"/></v:shape></w:pict></w:r>', "Text.")),
        ("Text.",),
        unread=("A watermark says “DRAFT 3”.",),
    ),
)
