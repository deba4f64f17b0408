"""Files whose numbers must be computed."""

from exchange.hand_made import change, levels, listed, numbering, p, r, word
from exchange.word_file import WordFile
from onetext.exchange.docx.names import FILLER, NUMBER, level_style

DECIMAL = numbering(levels(("decimal", "%1."), ("lowerLetter", "(%2)"), ("lowerRoman", "(%3)")))
LEGAL = numbering(levels(("decimal", "%1."), ("decimal", "%1.%2"), ("decimal", "%1.%2.%3")))
HEADINGS = "".join(
    f'<w:style w:type="paragraph" w:styleId="berschrift{at}"><w:name w:val="heading {at}"/></w:style>' for at in (1, 2)
)


NESTED = (
    ("Ceasefire", 0),
    ("on land", 1),
    ("at sea", 1),
    ("in port", 2),
    ("Withdrawal", 0),
    ("by stages", 1),
)

ROMAN_ARTICLES = numbering(
    '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="upperRoman"/><w:lvlText w:val="Article %1"/></w:lvl>'
    '<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:isLgl/><w:lvlText w:val="%1.%2"/></w:lvl>'
)
STYLED = (
    '<w:style w:type="paragraph" w:styleId="Punkt"><w:name w:val="Punkt"/><w:pPr><w:numPr><w:numId w:val="1"/>'
    '</w:numPr></w:pPr></w:style><w:style w:type="paragraph" w:styleId="Unterpunkt"><w:name w:val="Unterpunkt"/>'
    '<w:basedOn w:val="Punkt"/><w:pPr><w:numPr><w:ilvl w:val="1"/></w:numPr></w:pPr></w:style>'
)
LINKED = (
    '<w:abstractNum w:abstractNumId="0"><w:numStyleLink w:val="Outline"/></w:abstractNum>'
    '<w:abstractNum w:abstractNumId="5"><w:styleLink w:val="Outline"/>'
    '<w:lvl w:ilvl="0"><w:start w:val="3"/><w:numFmt w:val="upperLetter"/><w:pStyle w:val="Part"/>'
    '<w:lvlText w:val="Part %1"/></w:lvl></w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="5"/></w:num>'
)
OUTLINE = (
    '<w:style w:type="numbering" w:styleId="Outline"><w:name w:val="Outline"/><w:pPr><w:numPr><w:numId w:val="2"/>'
    "</w:numPr></w:pPr></w:style>"
)
KINDS = ("ordinal", "cardinalText", "ordinalText", "decimalZero", "russianLower", "arabicAbjad", "hebrew1", "none")
INSERTED = '<w:rPr><w:ins w:id="8" w:author="Ann"/></w:rPr>'
STRUCK_AGAIN = '<w:rPr><w:ins w:id="8" w:author="Ann"/><w:del w:id="9" w:author="Ben"/></w:rPr>'
PRINTED = '<w:rStyle w:val="PrintedNumber"/>'
OUR_STYLES = (
    f'<w:style w:type="character" w:styleId="PrintedNumber"><w:name w:val="{NUMBER}"/></w:style>'
    f'<w:style w:type="paragraph" w:styleId="Filler"><w:name w:val="{FILLER}"/></w:style>'
    f'<w:style w:type="paragraph" w:styleId="Point2"><w:name w:val="{level_style(1, numbered=True)}"/></w:style>'
)


def written(number: str) -> str:
    """A number written out, with its tab."""
    return f"<w:r><w:rPr>{PRINTED}</w:rPr><w:t xml:space='preserve'>{number}</w:t><w:tab/></w:r>"


FILES = (
    WordFile(
        "nested lists",
        word(
            *("".join(p(words, properties=listed(1, at)) for words, at in NESTED),),
            numbering=DECIMAL,
        ),
        ("1. Ceasefire", "> (a) on land", "> (b) at sea", ">> (i) in port", "2. Withdrawal", "> (a) by stages"),
    ),
    WordFile(
        "legal numbering",
        word(
            "".join(p("x", properties=listed(1, at)) for at in (0, 1, 1, 2, 2, 1, 0, 1)),
            numbering=LEGAL,
        ),
        ("1. x", "> 1.1 x", "> 1.2 x", ">> 1.2.1 x", ">> 1.2.2 x", "> 1.3 x", "2. x", "> 2.1 x"),
    ),
    WordFile(
        "legal numbering in figures under roman articles",
        word(
            p("Scope", properties=listed(1, 0))
            + p("a", properties=listed(1, 1))
            + p("Forces", properties=listed(1, 0))
            + p("b", properties=listed(1, 1)),
            numbering=ROMAN_ARTICLES,
        ),
        ("Article I Scope", "> 1.1 a", "Article II Forces", "> 2.1 b"),
    ),
    WordFile(
        "a list that starts again",
        word(
            "".join(p("x", properties=listed(at)) for at in (1, 1, 2, 2, 1)),
            numbering=numbering(
                levels(("decimal", "%1.")),
                "",
                '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>',
            ),
        ),
        ("1. x", "2. x", "1. x", "2. x", "3. x"),
    ),
    WordFile(
        "lists on one abstract list count together",
        word(
            "".join(p("x", properties=listed(at)) for at in (1, 2, 1)),
            numbering=numbering(levels(("decimal", "%1.")), "", ""),
        ),
        ("1. x", "2. x", "3. x"),
    ),
    WordFile(
        "a level that never restarts",
        word(
            "".join(p("x", properties=listed(1, at)) for at in (0, 1, 0, 1)),
            numbering=numbering(levels(("upperRoman", "%1"), ("decimal", "%2."), more='<w:lvlRestart w:val="0"/>')),
        ),
        ("I x", "> 1. x", "II x", "> 2. x"),
    ),
    WordFile(
        "a level that is overridden whole",
        word(
            p("x", properties=listed(1)),
            numbering=numbering(
                levels(("decimal", "%1.")),
                '<w:lvlOverride w:ilvl="0"><w:lvl w:ilvl="0"><w:start w:val="5"/><w:numFmt w:val="lowerRoman"/>'
                '<w:lvlText w:val="%1)"/></w:lvl></w:lvlOverride>',
            ),
        ),
        ("v) x",),
    ),
    WordFile(
        "numbers through styles, and none where the list is number 0",
        word(
            p("a", properties='<w:pStyle w:val="Punkt"/>')
            + p("b", properties='<w:pStyle w:val="Unterpunkt"/>')
            + p("c", properties='<w:pStyle w:val="Punkt"/><w:numPr><w:numId w:val="0"/></w:numPr>')
            + p("d", properties='<w:pStyle w:val="Punkt"/>'),
            numbering=DECIMAL,
            styles=STYLED,
        ),
        ("1. a", "> (a) b", "c", "2. d"),
    ),
    WordFile(
        "numbers through a numbering style",
        word(p("x", properties=listed(1)), numbering=LINKED, styles=OUTLINE),
        ("Part C x",),
    ),
    *(
        WordFile(
            f"numbers of the kind {kind}",
            word(p("x", properties=listed(1)) * 2, numbering=numbering(levels((kind, "%1")))),
            tuple(" ".join(filter(None, (one, "x"))) for one in expected),
        )
        for kind, expected in zip(
            KINDS,
            (
                ("1st", "2nd"),
                ("One", "Two"),
                ("First", "Second"),
                ("01", "02"),
                ("а", "б"),  # noqa: RUF001 - the letters of the list
                ("أ", "ب"),
                ("א", "ב"),
                ("", ""),
            ),
            strict=True,
        )
    ),
    WordFile(
        "points inserted and deleted: the old ones keep their numbers, a new one has that of the new text",
        word(
            p("a", properties=listed())
            + p(change("ins", "Ann", "x"), properties=listed() + INSERTED)
            + p("b", properties=listed())
            + p(change("del", "Ben", "c"), properties=listed() + INSERTED.replace("w:ins", "w:del"))
            + p("d", properties=listed())
            + p(change("ins", "Ann", "z"), properties=listed() + INSERTED)
            + p("e", properties=listed()),
            numbering=DECIMAL,
        ),
        (
            "1. a",
            "2. {+Ann: x} ¶+Ann",
            "2. b",
            "3. {-Ben: c} ¶-Ann",
            "4. d",
            "5. {+Ann: z} ¶+Ann",
            "5. e",
        ),
    ),
    WordFile(
        "a point that was inserted and struck again counts for no other",
        word(
            p(change("ins", "Ann", change("del", "Ben", "y")), properties=listed() + STRUCK_AGAIN)
            + p(change("ins", "Ann", "z"), properties=listed() + INSERTED)
            + p("e", properties=listed()),
            numbering=DECIMAL,
        ),
        ("1. {+Ann -Ben: y} ¶+Ann -Ben", "1. {+Ann: z} ¶+Ann", "1. e"),
    ),
    WordFile(
        "a number of a kind that is not known",
        word(p("x", properties=listed(1)), numbering=numbering(levels(("klingon", "%1")))),
        ("1 x",),
        unread=("One number is of a kind that is not known: it is given in digits.",),
    ),
    WordFile(
        "bullets of a font of symbols",
        word(p("x", properties=listed(1)), numbering=numbering(levels(("bullet", "\uf0b7")))),
        ("• x",),
    ),
    WordFile(
        "bullets that are letters of a font of symbols, or of a font that is not known",
        word(
            p("x", properties=listed(1, 0)) + p("y", properties=listed(1, 1)) + p("z", properties=listed(1, 2)),
            numbering=numbering(
                "".join(
                    f'<w:lvl w:ilvl="{at}"><w:numFmt w:val="bullet"/><w:lvlText w:val="{sign}"/>'
                    f'<w:rPr><w:rFonts w:ascii="{font}"/></w:rPr></w:lvl>'
                    for at, (sign, font) in enumerate((("l", "Wingdings"), ("\uf042", "Own"), ("-", "Arial")))
                )
            ),
        ),
        ("● x", "> • y", ">> - z"),
    ),
    WordFile(
        "headings by their style's own name, in a program that speaks German",
        word(
            p("Allgemeines", properties='<w:pStyle w:val="berschrift1"/>')
            + p("Zweck", properties='<w:pStyle w:val="berschrift2"/>')
            + p("Anhang", properties='<w:outlineLvl w:val="0"/>')
            + p("Text", properties='<w:pStyle w:val="berschrift1"/><w:outlineLvl w:val="9"/>'),
            styles=HEADINGS,
        ),
        ("# Allgemeines", "## Zweck", "# Anhang", "Text"),
    ),
    WordFile(
        "separate lists, one printed within the other",
        word(
            p("a", properties=listed(1) + '<w:ind w:left="720" w:hanging="720"/>')
            + p("b", properties=listed(2) + '<w:ind w:left="1440" w:hanging="720"/>')
            + p("c", properties=listed(1) + '<w:ind w:left="720" w:hanging="720"/>'),
            numbering=numbering(levels(("decimal", "%1.")))
            + '<w:abstractNum w:abstractNumId="7">'
            + levels(("lowerLetter", "(%1)"))
            + '</w:abstractNum><w:num w:numId="2"><w:abstractNumId w:val="7"/></w:num>',
        ),
        ("1. a", "> (a) b", "2. c"),
    ),
    WordFile(
        "typed numbers that hang deeper and deeper",
        word(
            p("Chapeau")
            + p("1.", properties='<w:ind w:left="720" w:hanging="720"/>')
            + p("(a)", properties='<w:ind w:left="1440" w:hanging="720"/>')
            + p("2.", properties='<w:ind w:left="720" w:hanging="720"/>')
        ),
        ("Chapeau", "1.", "> (a)", "2."),
    ),
    WordFile(
        "numbers written out in a style of their own, as our files have them",
        word(
            p(written("1."), "first")
            + p(written("(a)"), "second", properties='<w:pStyle w:val="Point2"/>')
            + p(change("ins", "Ann", written("2."), "new"), properties=INSERTED)
            + p("", properties='<w:pStyle w:val="Filler"/>')
            + p("kept", properties='<w:pStyle w:val="Filler"/>'),
            styles=OUR_STYLES,
        ),
        ("1. first", "> (a) second", "2. {+Ann: new} ¶+Ann", "kept"),
    ),
    WordFile(
        "words typed in the style of the number are words",
        word(
            p(written("1."), r("typed ", PRINTED), "on") + p(r("only words", PRINTED)),
            styles=OUR_STYLES,
        ),
        ("1. typed on", "only words"),
    ),
    WordFile(
        "the number of a point that a deleted end joins to the one before",
        word(
            p(
                change("del", "Ann", written("1.")),
                change("ins", "Ann", written("2.")),
                "first",
                properties='<w:rPr><w:del w:id="8" w:author="Ann"/></w:rPr>',
            )
            + p(change("del", "Ann", written("2.")), "second"),
            styles=OUR_STYLES,
        ),
        ("1. first ¶-Ann", "2. second"),
    ),
)
