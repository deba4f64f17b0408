"""Word files made by python-docx, as scripts and servers make them."""

import io
from collections.abc import Iterator

import docx
from docx.document import Document

from exchange.word_file import WordFile

PAGES, PARAGRAPHS_A_PAGE, WORDS = (
    300,
    8,
    "The parties shall withdraw their forces from the line of contact within {} days of entry into force ",
)


def saved(document: Document) -> bytes:
    """The file that python-docx makes of a document."""
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def _headings() -> bytes:
    document = docx.Document()
    document.add_heading("Framework", 1)
    document.add_heading("Scope", 2)
    document.add_paragraph("Plain.")
    return saved(document)


def _lists() -> bytes:
    document = docx.Document()
    for words, style in (("one", ""), ("a", " 2"), ("b", " 2"), ("two", ""), ("deep", " 3")):
        document.add_paragraph(words, style=f"List Number{style}")
    document.add_paragraph("point", style="List Bullet")
    return saved(document)


def _tables() -> bytes:
    document = docx.Document()
    table = document.add_table(2, 3)
    for at, words in enumerate(("a", "b", "c")):
        table.cell(0, at).text = words
    table.cell(1, 0).merge(table.cell(1, 1)).text = "wide"
    table.cell(1, 2).text = "end"
    table.cell(1, 2).add_table(1, 1).cell(0, 0).text = "inner"
    return saved(document)


def _margins() -> bytes:
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "Restricted"
    document.sections[0].footer.paragraphs[0].text = "Rev. 3"
    document.add_paragraph("Text.")
    second = document.add_section()
    second.header.is_linked_to_previous = False
    second.header.paragraphs[0].text = "Restricted"
    document.add_paragraph("More.")
    return saved(document)


def _comment() -> bytes:
    document = docx.Document()
    paragraph = document.add_paragraph("The forces ")
    run = paragraph.add_run("shall")
    paragraph.add_run(" withdraw.")
    document.add_comment(run, "Or should?", author="State A")
    return saved(document)


def _breaks() -> bytes:
    document = docx.Document()
    run = document.add_paragraph().add_run("a\tb\nc")
    run.add_break(docx.enum.text.WD_BREAK.PAGE)  # type: ignore[attr-defined]
    document.add_paragraph()
    return saved(document)


def long_lines() -> Iterator[str]:
    """The paragraphs of a text of 300 pages."""
    for at in range(PAGES * PARAGRAPHS_A_PAGE):
        yield (WORDS.format(at) * 3).strip()


def long_text() -> bytes:
    """A text of 300 pages."""
    document = docx.Document()
    for words in long_lines():
        document.add_paragraph(words)
    return saved(document)


FILES = (
    WordFile("headings by python-docx", _headings(), ("# Framework", "## Scope", "Plain.")),
    WordFile(
        "lists by python-docx",
        _lists(),
        ("1. one", "> 1. a", "> 2. b", "2. two", "> 1. deep", "• point"),
    ),
    WordFile(
        "tables by python-docx",
        _tables(),
        ("[0,0,0] a", "[0,0,1] b", "[0,0,2] c", "[0,1,0] wide", "[0,1,2] end", "[1,0,0] inner", "[0,1,2] "),
        unread=("One merged table cell is read where it begins.",),
    ),
    WordFile("margins by python-docx", _margins(), ("header: Restricted", "Text.", "", "More.", "footer: Rev. 3")),
    WordFile(
        "a comment by python-docx",
        _comment(),
        ("The forces {c1: shall} withdraw.",),
        comments=("1 State A: Or should?",),
    ),
    WordFile("breaks by python-docx", _breaks(), ("a\tb\nc", "")),
)
