"""A file is read by what it holds, then by its ending; what is no document is told in a sentence."""

import io
import zipfile

import pytest

from onetext.exchange import formats
from onetext.exchange.document import Comment, Document, Mark, Paragraph, Span, plain
from onetext.exchange.errors import UnreadableDocument

DOCUMENT = Document((Paragraph((Span("Ash pays."),), number="1."),), title="Harbour")


def zipped(*names: str) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name in names:
            archive.writestr(name, "")
    return file.getvalue()


@pytest.mark.parametrize(
    ("data", "name", "format_"),
    [
        (zipped("word/document.xml"), "draft.txt", formats.DOCX),
        (zipped("mimetype", "content.xml"), "draft.docx", formats.ODT),
        (b"<!DOCTYPE html><p>Ash pays.", "draft", formats.HTML),
        (b"<p>Ash pays.", "draft.html", formats.HTML),
        (b'<?xml version="1.0"?><akomaNtoso/>', "draft.txt", formats.AKOMA_NTOSO),
        (b"1. Ash pays.", "draft.md", formats.MARKDOWN),
        (b"1. Ash pays.", "draft.txt", formats.PLAIN),
        (b"1. Ash pays.", "draft", formats.PLAIN),
        ("1. Ash pays.".encode("utf-16"), "draft.txt", formats.PLAIN),
    ],
)
def test_the_content_says_the_format_before_the_ending_does(data: bytes, name: str, format_: formats.Format) -> None:
    assert formats.format_of(data, name) == format_


@pytest.mark.parametrize(
    ("data", "sentence"),
    [(b"%PDF-1.7", "This is a PDF"), (b"{\\rtf1", "This is a rich text document"), (b"\xff\xfe\xfa", "UTF-16")],
)
def test_what_cannot_be_read_is_told_with_the_way_out(data: bytes, sentence: str) -> None:
    with pytest.raises(UnreadableDocument, match=sentence):
        formats.read(data, "draft")


@pytest.mark.parametrize("name", ["a.docx", "a.html", "a.txt", "a.xml"])
def test_what_is_written_is_read_again(name: str) -> None:
    found = formats.read(formats.write(DOCUMENT, name), name)
    assert any("Ash pays." in plain(one) for one in found.paragraphs)


def test_an_ending_that_is_not_written_names_those_that_are() -> None:
    with pytest.raises(UnreadableDocument, match=r"end it in one of: \.docx, \.html"):
        formats.write(DOCUMENT, "draft.odt")


def test_a_plain_text_takes_no_side_between_changes_and_keeps_comments() -> None:
    france = Mark("France")
    changed = Document((Paragraph((Span("Ash "), Span("never ", inserted=france), Span("pays."))),))
    with pytest.raises(UnreadableDocument, match=r"cannot hold changes and who made them \(France\).*\.md"):
        formats.write(changed, "a.txt")
    asked = Document(
        (Paragraph((Span("Ash "), Span("pays.", comments=("c",)))),), comments=(Comment("c", "When?", france),)
    )
    assert formats.write(asked, "a.txt").decode() == "Ash pays.\n\nComment by France on “pays.”: When?\n"


@pytest.mark.parametrize("name", ["a.docx", "a.odt", "a.pdf", "a.html", "a.xml"])
def test_a_file_without_a_byte_is_no_document(name: str) -> None:
    with pytest.raises(UnreadableDocument, match="The file is empty"):
        formats.read(b"", name)


def test_a_pdf_that_begins_with_white_space_is_one() -> None:
    with pytest.raises(UnreadableDocument, match="This is a PDF"):
        formats.read(b"\r\n%PDF-1.7 words", "a.pdf")
