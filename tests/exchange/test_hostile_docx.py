"""Files from an adversary, and files that are damaged: one clear sentence, or a reading that says what is missing."""

import io
import re
import struct
import sys
import zipfile
from contextlib import suppress
from pathlib import Path
from types import FrameType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exchange.hand_made import (
    CONTENT_TYPES,
    NAMES,
    change,
    levels,
    listed,
    numbering,
    p,
    parts,
    r,
    relations,
    root,
    word,
    zipped,
)
from exchange.word_file import shown
from exchange.word_files import HAND_MADE
from onetext.exchange import zipped as archives
from onetext.exchange.docx.reading import read
from onetext.exchange.errors import UnreadableDocument
from onetext.text.invisible import oddities

PLAIN = parts(p("The parties agree."))


def said_of(data: bytes) -> str:
    """The one sentence that a file which is not read ends in."""
    with pytest.raises(UnreadableDocument) as found:
        read(data)
    sentence = str(found.value)
    assert sentence.endswith(".")
    assert "\n" not in sentence
    return sentence


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "empty"),
        (b"The parties agree.", "no Word file"),
        (b"%PDF-1.7\n", "PDF"),
        (b"{\\rtf1 x}", "Rich Text"),
        (b"<!DOCTYPE html><html></html>", "web page"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, "before 2007"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "password"),
        (zipped({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<x/>"}), "ODT"),
        (zipped({"notes.txt": "x"}), "part with the text is missing"),
        (zipped(PLAIN)[:200], "damaged"),
        (zipped(PLAIN)[:-30], "damaged"),
    ],
    ids=["empty", "text", "pdf", "rtf", "html", "doc", "encrypted", "odt", "zip", "half", "no end"],
)
def test_a_file_that_is_no_word_file_is_named_for_what_it_is(data: bytes, says: str) -> None:
    assert says in said_of(data)


def test_a_spreadsheet_is_not_read_as_a_text() -> None:
    kinds = CONTENT_TYPES.replace("wordprocessingml.document.main", "spreadsheetml.sheet.main")
    assert "spreadsheet" in said_of(zipped({**PLAIN, "[Content_Types].xml": kinds}))


def test_a_zip_bomb_is_not_unpacked() -> None:
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b" " * (archives.LARGE_PART + 1))
    assert f"more than {archives.MAX_RATIO} times" in said_of(bomb.getvalue())


def test_a_part_that_is_too_large_is_not_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archives, "MAX_PART", 100)
    assert "unpacks to" in said_of(zipped(PLAIN))


def test_parts_that_are_too_large_together_are_not_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archives, "MAX_UNPACKED", 600)
    assert "its parts unpack to over" in said_of(zipped(PLAIN))


def test_a_file_that_is_too_large_is_not_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archives, "MAX_FILE", 100)
    assert "larger than" in said_of(zipped(PLAIN))


def test_a_file_of_too_many_parts_is_not_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archives, "MAX_PARTS", 10)
    assert "10 are allowed" in said_of(zipped({**PLAIN, **{f"x/{at}": "" for at in range(10)}}))


def test_a_part_that_lies_about_its_size_is_damaged() -> None:
    data = bytearray(zipped(PLAIN))
    entry = data.rindex(b"word/document.xml") - 46
    struct.pack_into("<L", data, entry + 24, 10)
    assert "damaged" in said_of(bytes(data))


def test_two_parts_of_one_name_are_not_chosen_between() -> None:
    file = io.BytesIO(zipped(PLAIN))
    with zipfile.ZipFile(file, "a") as archive:
        archive.writestr("Word/Document.xml", root("document", f"<w:body>{p('Another text.')}</w:body>"))
    assert "two parts named" in said_of(file.getvalue())


def test_a_name_that_leads_out_of_the_file_is_not_followed() -> None:
    document = read(zipped({**PLAIN, "../../etc/passwd": "root"}))
    assert shown(document) == ("The parties agree.",)
    assert document.unread == ("One part has a name that leads out of the file: it is not read.",)


ENTITIES = {
    "external": '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>',
    "from the net": '<!DOCTYPE x SYSTEM "http://example.org/x.dtd" [<!ENTITY e "y">]>',
    "a billion laughs": '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;"><!ENTITY e "&b;&b;&b;&b;">]>',
}


@pytest.mark.parametrize("declared", ENTITIES.values(), ids=ENTITIES.keys())
def test_entities_are_neither_fetched_nor_expanded(declared: str) -> None:
    main = f"{declared}<w:document {NAMES}><w:body><w:p><w:r><w:t>&e;</w:t></w:r></w:p></w:body></w:document>"
    assert "declares entities" in said_of(zipped({**PLAIN, "word/document.xml": main}))


def test_a_document_type_on_disk_is_not_opened(tmp_path: Path) -> None:
    (tmp_path / "x.dtd").write_text("<!this would stop the parser", encoding="utf-8")
    main = f'<!DOCTYPE x SYSTEM "{tmp_path / "x.dtd"}">{root("document", "<w:body/>").partition("?>")[2]}'
    assert "declares entities" in said_of(zipped({**PLAIN, "word/document.xml": main}))


def test_xml_that_is_not_sound_is_damaged() -> None:
    said = said_of(zipped({**PLAIN, "word/document.xml": "<w:document>"}))
    assert "it is no sound XML" in said
    assert "in its part 'word/document.xml'" in said


def test_xml_that_is_nested_too_deep_is_not_read() -> None:
    deep = root("document", "<w:body>" + "<w:sdt>" * 400 + "</w:sdt>" * 400 + "</w:body>")
    assert "nested too deep" in said_of(zipped({**PLAIN, "word/document.xml": deep}))


def test_words_that_are_nested_deep_are_read() -> None:
    deep = "<w:sdt><w:sdtContent>" * 100 + p("deep") + "</w:sdtContent></w:sdt>" * 100
    assert shown(read(word(deep))) == ("deep",)


def test_macros_are_not_run_and_the_words_are_read() -> None:
    kinds = CONTENT_TYPES.replace("openxmlformats-officedocument.wordprocessingml", "ms-word").replace(
        "document.main+xml", "document.macroEnabled.main+xml"
    )
    document = read(zipped({**PLAIN, "[Content_Types].xml": kinds, "word/vbaProject.bin": b"\xd0\xcf\x11\xe0"}))
    assert shown(document) == ("The parties agree.",)
    assert document.unread == ("The file carries a program (macros): it was not run and is not read.",)


def test_a_template_outside_the_file_is_not_fetched() -> None:
    made = parts(p("Text."), settings='<w:attachedTemplate r:id="t1"/>')
    template = relations(("t1", "attachedTemplate", "http://example.org/evil.dotm"))
    document = read(zipped({**made, "word/_rels/settings.xml.rels": template}))
    assert document.unread == ("The file names a template outside it: it was not fetched.",)


def test_parts_that_are_named_and_missing_are_said() -> None:
    section = '<w:sectPr><w:headerReference r:id="h1"/><w:footerReference r:id="none"/></w:sectPr>'
    lines = ("h1", "header", "header1.xml"), ("n1", "numbering", "gone.xml")
    document = read(word(p("Text.", properties=listed(1)) + section, *lines))
    assert shown(document) == ("Text.",)
    assert document.unread == (
        "One paragraph has a number whose definition is missing: it is read without.",
        "3 parts that the file names are missing.",
    )


def test_a_file_whose_relations_are_lost_is_read_by_its_content_types() -> None:
    kinds = CONTENT_TYPES.replace("/word/document.xml", "/word/text.xml")
    main = root("document", f"<w:body>{p('Text.')}</w:body>")
    assert shown(read(zipped({"[Content_Types].xml": kinds, "word/text.xml": main}))) == ("Text.",)


def test_notes_and_comments_that_are_missing_are_said() -> None:
    inner = '<w:r><w:footnoteReference w:id="5"/></w:r>', '<w:r><w:commentReference w:id="5"/></w:r>'
    document = read(word(p("Text", *inner, '<w:commentRangeStart w:id="6"/>')))
    assert shown(document) == ("Text^1",)
    assert document.unread == (
        "One note is missing: only its mark stands.",
        "One comment is missing: only its place is marked.",
    )


@pytest.mark.parametrize("number", ["-1", "99999999999999999999999", "one", "", "1e9", "٣", "0x10"])
def test_absurd_numbers_do_no_harm(number: str) -> None:
    properties = f'<w:numPr><w:ilvl w:val="{number}"/><w:numId w:val="1"/></w:numPr><w:ind w:left="{number}"/>'
    lists = numbering(levels(("decimal", "%1.")).replace('w:start w:val="1"', f'w:start w:val="{number}"'))
    cell = f'<w:tcPr><w:gridSpan w:val="{number}"/></w:tcPr>'
    table = f'<w:tbl><w:tr><w:trPr><w:gridBefore w:val="{number}"/></w:trPr><w:tc>{cell}{p("c")}</w:tc></w:tr></w:tbl>'
    document = read(word(p("x", properties=properties) + table, numbering=lists))
    assert [one.spans[0].text for one in document.paragraphs] == ["x", "c"]


def test_numbering_styles_that_name_each_other_end() -> None:
    lists = (
        '<w:abstractNum w:abstractNumId="0"><w:numStyleLink w:val="S"/></w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="9"/></w:num>'
    )
    styles = (
        '<w:style w:type="numbering" w:styleId="S"><w:name w:val="S"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr>'
        "</w:pPr></w:style>"
    )
    body = p("x", properties=listed(1)) + p("y", properties=listed(2))
    assert shown(read(word(body, numbering=lists, styles=styles))) == ("x", "y")


def test_words_that_are_nested_beyond_the_reader_are_refused_in_a_sentence() -> None:
    limit = sys.getrecursionlimit()
    deep = word("<w:ins w:author='Ann'>" * 200 + p("deep") + "</w:ins>" * 200)
    sys.setrecursionlimit(_depth() + 200)
    try:
        assert "nested too deep" in said_of(deep)
    finally:
        sys.setrecursionlimit(limit)


def _depth() -> int:
    frame: FrameType | None = sys._getframe()
    found = 0
    while frame := frame and frame.f_back:
        found += 1
    return found


def test_styles_based_on_each_other_end() -> None:
    styles = "".join(
        f'<w:style w:type="paragraph" w:styleId="{one}"><w:name w:val="{one}"/><w:basedOn w:val="{other}"/></w:style>'
        for one, other in (("A", "B"), ("B", "A"))
    )
    assert shown(read(word(p("x", properties='<w:pStyle w:val="A"/>'), styles=styles))) == ("x",)


def test_lookalikes_and_direction_overrides_are_kept_for_the_check_that_names_them() -> None:
    words = "The p\u0430rties \u202eeerga\u202c"
    document = read(word(p(words)))
    assert shown(document) == (words,)
    assert {one.code for one in oddities(shown(document)[0])} == {"U+0430", "U+202E", "U+202C"}


BLOCKS = st.recursive(
    st.sampled_from([r("a"), "<w:t>b</w:t>", p("c"), change("ins", "Ann", "d"), "<w:tc/>", "<w:fldChar/>"])
    | st.sampled_from(["begin", "separate", "end"]).map(lambda kind: f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>')
    | st.sampled_from(["moveFromRangeStart", "moveFromRangeEnd", "moveToRangeStart", "commentRangeStart"]).map(
        lambda kind: f'<w:{kind} w:id="4" w:name="m" w:author="Ann"/>'
    ),
    lambda inner: st.tuples(
        st.sampled_from(["p", "r", "tbl", "tr", "tc", "ins", "del", "moveFrom", "sdt", "hyperlink", "txbxContent"]),
        st.lists(inner, max_size=4),
    ).map(lambda one: f"<w:{one[0]}>{''.join(one[1])}</w:{one[0]}>"),
    max_leaves=20,
)


@given(st.lists(BLOCKS, max_size=5))
def test_elements_in_any_order_are_read_without_a_word_lost(blocks: list[str]) -> None:
    body = "".join(blocks)
    found = "".join(span.text for one in read(word(body)).paragraphs for span in one.spans)
    if "separate" not in body and 'Type="end"' not in body:
        for letter in "abcd":
            assert found.count(letter) == body.count(f">{letter}</w:t>")


@given(st.data())
def test_a_file_with_any_bytes_changed_is_read_or_refused_in_a_sentence(data: st.DataObject) -> None:
    file = bytearray(zipped(PLAIN))
    for at in data.draw(st.lists(st.integers(0, len(file) - 1), min_size=1, max_size=6)):
        file[at] = data.draw(st.integers(0, 255))
    with suppress(UnreadableDocument):
        read(bytes(file))


VALUES = st.sampled_from(["", "0", "-1", "9", "4294967296", "none", "true", "x y"])
VALUE = re.compile(r'(?<==")[^"]*(?=")')
NAME = re.compile(r"(?<=<w:)[A-Za-z]+")


@given(st.data())
def test_a_file_with_its_xml_changed_is_read_or_refused_in_a_sentence(data: st.DataObject) -> None:
    file = data.draw(st.sampled_from(HAND_MADE))
    with zipfile.ZipFile(io.BytesIO(file.data)) as archive:
        found = {name: archive.read(name).decode() for name in archive.namelist()}
    name = data.draw(st.sampled_from(sorted(found)))
    for _ in range(data.draw(st.integers(1, 3))):
        places = [*VALUE.finditer(found[name]), *NAME.finditer(found[name])]
        place = data.draw(st.sampled_from(places))
        other = data.draw(st.sampled_from(places)).group() if data.draw(st.booleans()) else data.draw(VALUES)
        found[name] = found[name][: place.start()] + other + found[name][place.end() :]
    with suppress(UnreadableDocument):
        read(zipped(found))
