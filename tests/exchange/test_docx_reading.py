"""Word files read: each file of the collection gives what it states, and no word of any is lost."""

import io
import zipfile
from collections.abc import Mapping

import docx
import pytest
from lxml import etree

from exchange import changed_files, libreoffice
from exchange.office_files import OFFICE_FILES, OfficeFile
from exchange.python_docx_files import long_lines, long_text
from exchange.word_file import WordFile, shown
from exchange.word_files import WORD_FILES
from onetext.exchange.document import Document, accepted, plain, rejected
from onetext.exchange.docx.reading import read

DECISIONS: tuple[libreoffice.Decision, ...] = ("accept", "reject")
each_file = pytest.mark.parametrize("file", WORD_FILES, ids=lambda file: file.name)


def notes(document: Document) -> tuple[str, ...]:
    return tuple(f"{note.id} {note.text}" for note in document.notes)


def comments(document: Document) -> tuple[str, ...]:
    return tuple(
        f"{one.id} {one.by.author}{f' (on {one.answers})' if one.answers else ''}: {one.text}"
        for one in document.comments
    )


@each_file
def test_a_word_file_gives_what_it_states(file: WordFile) -> None:
    document = read(file.data)
    assert shown(document) == file.lines
    assert notes(document) == file.notes
    assert comments(document) == file.comments
    assert document.unread == file.unread


def words_in(data: bytes) -> list[str]:
    """Every word of a main text, found without our reader: those of a fallback stand twice."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        root = etree.fromstring(archive.read("word/document.xml"))
    for fallback in root.findall(".//{*}Fallback"):
        parent = fallback.getparent()
        assert parent is not None
        parent.remove(fallback)
    return "".join(f" {one.text or ''}" for one in root.iter("{*}t", "{*}delText")).split()


@each_file
def test_no_word_of_the_text_is_lost(file: WordFile) -> None:
    read_words = "".join("".join((one.number + plain(one)).split()) for one in read(file.data).paragraphs)
    missing = [one for one in words_in(file.data) if one not in read_words]
    assert missing == []


def test_a_text_of_300_pages_is_read_whole() -> None:
    assert shown(read(long_text())) == tuple(long_lines())


@pytest.fixture(scope="module")
def by_libreoffice() -> Mapping[str, bytes]:
    """What LibreOffice saves of each source, and decides of each file with changes: all in one start."""
    made = {
        file.name: libreoffice.Job(file.source.encode(), ending=file.name.rpartition(".")[2]) for file in OFFICE_FILES
    }
    decided = {
        f"{decision} {file.name}": libreoffice.Job(file.data, decision, "txt")
        for file in changed_files.FILES
        for decision in DECISIONS
    }
    kept = {f"keep {file.name}": libreoffice.Job(file.data) for file in changed_files.FILES}
    return libreoffice.done({**made, **decided, **kept})


@libreoffice.needed
@pytest.mark.parametrize("file", OFFICE_FILES, ids=lambda file: file.name)
def test_a_file_saved_by_libreoffice_gives_what_its_source_says(
    file: OfficeFile, by_libreoffice: Mapping[str, bytes]
) -> None:
    document = read(by_libreoffice[file.name])
    assert shown(document) == file.lines
    assert notes(document) == file.notes
    assert comments(document) == file.comments
    assert all(paragraph.rtl for paragraph in document.paragraphs) == file.name.startswith(("arabic", "hebrew"))


def lines(text: str) -> list[str]:
    return [line.strip() for line in text.split("\n") if line.strip()]


@libreoffice.needed
@pytest.mark.parametrize("file", changed_files.FILES, ids=lambda file: file.name)
def test_libreoffice_accepts_and_rejects_as_we_do(file: WordFile, by_libreoffice: Mapping[str, bytes]) -> None:
    document = read(file.data)
    for decision, ours in (("accept", accepted(document)), ("reject", rejected(document))):
        theirs = libreoffice.plain_text(by_libreoffice[f"{decision} {file.name}"])
        assert lines(theirs) == [one for paragraph in ours.paragraphs for one in lines(plain(paragraph))]


@libreoffice.needed
@pytest.mark.parametrize("file", changed_files.FILES, ids=lambda file: file.name)
def test_changes_and_their_authors_are_the_same_when_libreoffice_has_saved_the_file(
    file: WordFile, by_libreoffice: Mapping[str, bytes]
) -> None:
    lines = file.lines
    if file.name == "one party strikes what another had put in":  # LibreOffice saves the last change of words alone
        lines = ("{+Ann: at once }{-Ben: and for ever}",)
    assert shown(read(by_libreoffice[f"keep {file.name}"])) == lines


def test_a_title_is_a_heading_and_no_point() -> None:
    file = io.BytesIO()
    document = docx.Document()
    document.add_heading("Agreement", 0)
    document.add_paragraph("A draft", "Subtitle")
    document.add_paragraph("1. The Parties")
    document.save(file)
    found = read(file.getvalue()).paragraphs
    assert [(plain(one), one.heading) for one in found] == [
        ("Agreement", 1),
        ("A draft", 1),
        ("1. The Parties", 0),
    ]
