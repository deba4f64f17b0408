"""Word files read: each file of the collection gives what it states, and no word of any is lost."""

import io
import shutil
import subprocess
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest
from lxml import etree

from exchange.office_files import OFFICE_FILES, OfficeFile
from exchange.python_docx_files import long_lines, long_text
from exchange.word_file import WordFile, shown
from exchange.word_files import WORD_FILES
from onetext.exchange.document import Document, plain
from onetext.exchange.docx.reading import read

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
SOFFICE = shutil.which("soffice")
each_file = pytest.mark.parametrize("file", WORD_FILES, ids=lambda file: file.name)
by_libreoffice = pytest.mark.skipif(SOFFICE is None, reason="LIBREOFFICE is missing: its command is soffice")


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
def made_by_libreoffice(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, bytes]:
    folder = tmp_path_factory.mktemp("office")
    for file in OFFICE_FILES:
        (folder / file.name).write_text(file.source, encoding="utf-8")
    sources = [str(folder / file.name) for file in OFFICE_FILES]
    profile = f"-env:UserInstallation=file://{folder / 'profile'}"
    command = [SOFFICE or "", "--headless", profile, "--convert-to", "docx:MS Word 2007 XML", "--outdir", str(folder)]
    subprocess.run([*command, *sources], check=True, capture_output=True, timeout=180)
    return {file.name: (folder / Path(file.name).with_suffix(".docx")).read_bytes() for file in OFFICE_FILES}


@by_libreoffice
@pytest.mark.parametrize("file", OFFICE_FILES, ids=lambda file: file.name)
def test_a_file_saved_by_libreoffice_gives_what_its_source_says(
    file: OfficeFile, made_by_libreoffice: Mapping[str, bytes]
) -> None:
    document = read(made_by_libreoffice[file.name])
    assert shown(document) == file.lines
    assert notes(document) == file.notes
    assert comments(document) == file.comments
    assert all(paragraph.rtl for paragraph in document.paragraphs) == file.name.startswith(("arabic", "hebrew"))
