"""OpenDocument texts in: those of LibreOffice and those made by hand, and what only an adversary would make."""

import io
import zipfile
from collections.abc import Mapping

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from exchange import libreoffice
from exchange.libreoffice import Job
from onetext.exchange.document import Comment, Document, Mark, Note, Paragraph, Span, accepted, plain, rejected
from onetext.exchange.docx import writing
from onetext.exchange.errors import UnreadableDocument
from onetext.exchange.odt import read

SPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{full}:1.0"'
    for name, full in {
        **{one: one for one in ("office", "text", "style", "table")},
        "draw": "drawing",
        "fo": "xsl-fo-compatible",
    }.items()
)
DC = 'xmlns:dc="http://purl.org/dc/elements/1.1/"'
KIND = "application/vnd.oasis.opendocument.text"
BY = "<office:change-info><dc:creator>{}</dc:creator><dc:date>2026-11-20T10:00:00</dc:date></office:change-info>"
A, B = Mark("Ann", "2026-11-20T10:00:00"), Mark("Ben", "2026-11-20T10:00:00")


def zipped(parts: Mapping[str, str | bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return file.getvalue()


def odt(body: str, styles: str = "", **more: str) -> bytes:
    content = (
        f"<office:document-content {SPACES} {DC}><office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body><office:text>{body}</office:text></office:body></office:document-content>"
    )
    return zipped({"mimetype": KIND, "content.xml": content, **{f"{name}.xml": text for name, text in more.items()}})


def lines(document: Document) -> list[tuple[str, str, int, int]]:
    return [(one.number, plain(one), one.level, one.heading) for one in document.paragraphs]


NUMBERS = """<text:list-style style:name="L">
<text:list-level-style-number text:level="1" style:num-format="1" style:num-suffix="."/>
<text:list-level-style-number text:level="2" style:num-format="a" style:num-prefix="(" style:num-suffix=")"/>
<text:list-level-style-number text:level="3" style:num-format="i" text:display-levels="3" style:num-suffix="."/>
</text:list-style><text:list-style style:name="B"><text:list-level-style-bullet text:level="1" text:bullet-char="•"/>
</text:list-style>"""


COUNTED = 'text:style-name="L"'


def items(*inner: str, more: str = "") -> str:
    return f"<text:list {more}>{''.join(f'<text:list-item>{one}</text:list-item>' for one in inner)}</text:list>"


def test_numbers_are_those_that_are_printed() -> None:
    deeper = items("<text:p>north</text:p>", "<text:p>south</text:p>" + items("<text:p>deep</text:p>"))
    body = (
        items("<text:p>Peace</text:p><text:p>at once</text:p>", f"<text:p>Land</text:p>{deeper}", more=COUNTED)
        + "<text:p>between</text:p>"
        + items("<text:p>goes on</text:p>", more='text:style-name="L" text:continue-numbering="true"')
        + items("<text:p>anew</text:p>", more=COUNTED)
        + items("<text:p>open</text:p>", more='text:style-name="B"')
    )
    assert lines(read(odt(body, NUMBERS))) == [
        ("1.", "Peace", 0, 0),
        ("", "at once", 1, 0),
        ("2.", "Land", 0, 0),
        ("(a)", "north", 1, 0),
        ("(b)", "south", 1, 0),
        ("2.b.i.", "deep", 2, 0),
        ("", "between", 0, 0),
        ("3.", "goes on", 0, 0),
        ("1.", "anew", 0, 0),
        ("\u2022", "open", 0, 0),
    ]


def test_headings_have_the_numbers_of_the_outline_and_titles_none() -> None:
    outline = (
        f"<office:document-styles {SPACES}><office:styles><text:outline-style>"
        '<text:outline-level-style text:level="1" style:num-format="I" style:num-prefix="Part "/>'
        '<text:outline-level-style text:level="2" style:num-format=""/>'
        "</text:outline-style></office:styles></office:document-styles>"
    )
    body = (
        '<text:h text:outline-level="1">Land</text:h><text:h text:outline-level="2">North</text:h>'
        '<text:h text:outline-level="1">Sea</text:h>'
    )
    numbers = [(one.number, one.heading) for one in read(odt(body, styles=outline)).paragraphs]
    assert numbers == [("Part I", 1), ("", 2), ("Part II", 1)]
    title = '<text:p text:style-name="P1">Peace</text:p><text:p text:style-name="Subtitle">A draft</text:p>'
    p1 = '<style:style style:name="P1" style:family="paragraph" style:parent-style-name="Title"/>'
    titled = read(odt(title + body, styles=p1 + outline)).paragraphs
    assert [(one.number, one.heading) for one in titled] == [("", 1), ("", 1), *numbers]


def test_white_space_is_what_the_format_says() -> None:
    body = '<text:p> a  b<text:s text:c="2"/>c<text:tab/>d<text:line-break/>e <text:span> f</text:span>\n</text:p>'
    assert lines(read(odt(body))) == [("", "a b  c\td\ne f", 0, 0)]


def region(name: str, kind: str, who: str, gone: str = "") -> str:
    return (
        f'<text:changed-region text:id="{name}"><text:{kind}>{BY.format(who)}{gone}</text:{kind}></text:changed-region>'
    )


def test_changes_are_those_of_their_authors() -> None:
    body = (
        "<text:tracked-changes>"
        + region("i", "insertion", "Ann")
        + region("d", "deletion", "Ben", "<text:p>should</text:p>")
        + region("j", "deletion", "Ben", "<text:p> first</text:p><text:p>whole</text:p><text:p>last </text:p>")
        + "</text:tracked-changes>"
        '<text:p>They <text:change-start text:change-id="i"/>shall<text:change-end text:change-id="i"/>'
        '<text:change text:change-id="d"/> go<text:change text:change-id="j"/>home.</text:p>'
    )
    document = read(odt(body))
    assert document.paragraphs == (
        Paragraph(
            (
                Span("They "),
                Span("shall", inserted=A),
                Span("should", deleted=B),
                Span(" go"),
                Span(" first", deleted=B),
            ),
            deleted=B,
        ),
        Paragraph((Span("whole", deleted=B),), deleted=B),
        Paragraph((Span("last ", deleted=B), Span("home."))),
    )
    assert [plain(one) for one in accepted(document).paragraphs] == ["They shall gohome."]
    assert [plain(one) for one in rejected(document).paragraphs] == ["They should go first", "whole", "last home."]


def test_an_insertion_across_paragraphs_inserts_their_ends() -> None:
    body = (
        f"<text:tracked-changes>{region('i', 'insertion', 'Ann')}</text:tracked-changes>"
        '<text:p>one<text:change-start text:change-id="i"/> two</text:p><text:p>three'
        '<text:change-end text:change-id="i"/> four</text:p>'
    )
    assert [plain(one) for one in rejected(read(odt(body))).paragraphs] == ["one four"]
    assert [plain(one) for one in accepted(read(odt(body))).paragraphs] == ["one two", "three four"]


def without_marks(paragraph: Paragraph) -> Paragraph:
    """A paragraph without the marks of notes, which plain text would hold as words."""
    spans = tuple(msgspec.structs.replace(one, notes=()) for one in paragraph.spans)
    return msgspec.structs.replace(paragraph, spans=spans)


@pytest.fixture(scope="module")
def saved() -> Mapping[str, bytes]:
    """What LibreOffice makes of a negotiated Word file and of a page with lists."""
    page = """<html><body><h1>Terms</h1><ol><li>First</li><li>Second<ol type="a"><li>inner</li><li>inner two</ol></li>
      <li>Third</ol><ol start=7><li>Seventh</ol><ul><li>open</ul><table><tr><td colspan=2>wide<tr><td>x<td>y</table>"""
    word = writing.write(NEGOTIATED)
    without_notes = writing.write(
        msgspec.structs.replace(NEGOTIATED, paragraphs=tuple(map(without_marks, NEGOTIATED.paragraphs)), notes=())
    )
    return libreoffice.done(
        {
            "odt": Job(word, to="odt"),
            "accepted": Job(without_notes, "accept", to="txt"),
            "rejected": Job(without_notes, "reject", to="txt"),
            "lists": Job(page.encode(), to="odt", ending="html"),
        }
    )


FRANCE = Mark("France", "2026-11-20T10:00:00Z")
NEGOTIATED = Document(
    paragraphs=(
        Paragraph((Span("Ceasefire"),), number="Article 1", heading=1),
        Paragraph(
            (
                Span("They "),
                Span("shall", inserted=FRANCE),
                Span("should", deleted=Mark("United Kingdom", "2026-11-21T10:00:00Z")),
                Span(" cease fire", comments=("1",)),
                Span(".", notes=("1",)),
            ),
            number="1.",
        ),
        Paragraph((Span("in the north;"),), number="(a)", level=1),
        Paragraph((Span("Gone.", deleted=FRANCE),), deleted=FRANCE),
        Paragraph((Span("New.", inserted=FRANCE),), inserted=FRANCE),
        Paragraph((Span("Forces"),), cell=(0, 0, 0)),
        Paragraph((Span("12"), Span("0", inserted=Mark("E3", "2026-11-20T10:00:00Z"))), cell=(0, 0, 1)),
        Paragraph((Span("يجب على الأطراف"),), lang="ar", rtl=True),
        Paragraph((Span("End."),)),
    ),
    title="A draft",
    notes=(Note("1", "Reserved by Norway."),),
    comments=(Comment("1", "At once?", Mark("Norway", "2026-11-22T09:00:00Z")),),
    lang="en",
)


@libreoffice.needed
def test_what_libreoffice_saves_holds_the_same_words_and_changes(saved: Mapping[str, bytes]) -> None:
    document = read(saved["odt"])
    said = [plain(one) for one in document.paragraphs]
    for one in NEGOTIATED.paragraphs:
        assert any(plain(one) in line for line in said)
    changed = {
        (span.text, span.inserted and span.inserted.author, span.deleted and span.deleted.author)
        for one in document.paragraphs
        for span in one.spans
        if span.inserted or span.deleted
    }
    assert changed == {
        ("shall", "France", None),
        ("should", None, "United Kingdom"),
        ("Gone.", None, "France"),
        ("New.", "France", None),
        ("0", "E3", None),
    }
    assert [(note.text) for note in document.notes] == ["Reserved by Norway."]
    assert [(one.text, one.by.author) for one in document.comments] == [("At once?", "Norway")]
    assert document.title == "A draft"


@libreoffice.needed
@pytest.mark.parametrize("decision", ["accepted", "rejected"])
def test_changes_are_decided_as_libreoffice_decides_them(saved: Mapping[str, bytes], decision: str) -> None:
    decided = (accepted if decision == "accepted" else rejected)(read(saved["odt"]))
    ours = " ".join(f"{one.number} {plain(one)}" for one in decided.paragraphs if one.part == "body").split()
    theirs = libreoffice.plain_text(saved[decision]).split()
    assert ours == theirs


@libreoffice.needed
def test_lists_and_tables_of_libreoffice_are_read_as_printed(saved: Mapping[str, bytes]) -> None:
    document = read(saved["lists"])
    said = [one for one in lines(document) if one[1]]
    assert said == [
        ("", "Terms", 0, 1),
        ("1.", "First", 0, 0),
        ("2.", "Second", 0, 0),
        ("a.", "inner", 1, 0),
        ("b.", "inner two", 1, 0),
        ("3.", "Third", 0, 0),
        ("7.", "Seventh", 0, 0),
        ("\u2022", "open", 0, 0),
        ("", "wide", 0, 0),
        ("", "x", 0, 0),
        ("", "y", 0, 0),
    ]
    cells = {plain(one): one.cell for one in document.paragraphs if one.cell}
    assert cells == {"wide": (0, 0, 0), "x": (0, 1, 0), "y": (0, 1, 1)}


KINDS = """text:p text:h text:span text:list text:list-item text:section table:table table:table-row table:table-cell
text:a draw:frame draw:text-box text:note text:note-body office:annotation text:index-body text:unheard-of"""
TREES = st.recursive(
    st.just(""), lambda inner: st.lists(st.tuples(st.sampled_from(KINDS.split()), inner), max_size=4).map(tuple)
)


def grown(tree: object, count: list[int]) -> str:
    """Content of a random tree, with a paragraph of its own word in every element."""
    found = ""
    for name, inner in tree if isinstance(tree, tuple) else ():
        count[0] += 1
        word = f" w{count[0]} "
        own = word if name in ("text:p", "text:h", "text:span", "text:a") else f"<text:p>{word}</text:p>"
        found += f"<{name}>{own}{grown(inner, count)}</{name}>"
    return found


@given(TREES)
def test_no_word_is_lost_however_elements_stand(tree: object) -> None:
    count = [0]
    body = grown(tree, count)
    document = read(odt(body))
    said = [
        *(plain(one) for one in document.paragraphs),
        *(one.text for one in document.notes),
        *(one.text for one in document.comments),
    ]
    assert sorted(" ".join(said).split()) == sorted(f"w{at}" for at in range(1, count[0] + 1))


HOSTILE = {
    "no archive": (b"Peace", "damaged"),
    "cut short": (odt("<text:p/>")[:-40], "damaged"),
    "without its text": (zipped({"mimetype": KIND}), "part with its text is missing"),
    "a spreadsheet": (zipped({"mimetype": "application/vnd.oasis.opendocument.spreadsheet"}), "no OpenDocument text"),
    "locked": (
        zipped({"mimetype": KIND, "META-INF/manifest.xml": "<a><encryption-data/></a>", "content.xml": "?"}),
        "password",
    ),
    "no XML": (zipped({"mimetype": KIND, "content.xml": "<a"}), "no sound XML"),
    "an external entity": (
        zipped({"content.xml": '<!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/passwd">]><a>&e;</a>'}),
        "declares entities",
    ),
    "a bomb": (zipped({"content.xml": b" " * (40 * 2**20)}), "as only a trap does"),
    "nested too deep": (odt("<text:span>" * 5000 + "</text:span>" * 5000), "nested too deep"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_ends_in_one_sentence(name: str) -> None:
    data, why = HOSTILE[name]
    with pytest.raises(UnreadableDocument, match=why) as caught:
        read(data)
    assert "\n" not in str(caught.value)


def test_numbers_that_no_list_has_do_no_harm() -> None:
    body = items("<text:p>one</text:p>", more='text:style-name="nowhere"')
    body += '<text:p>a<text:s text:c="99999999999"/>b</text:p><text:list-item><text:p>two</text:p></text:list-item>'
    assert [plain(one) for one in read(odt(body)).paragraphs][::2] == ["one", "two"]
