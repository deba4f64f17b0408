"""HTML in and out: a page of ours is its document again, and nobody's page loses a word or runs anything."""

import re
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exchange.random_documents import documents, told_apart
from onetext.exchange import formats
from onetext.exchange.document import Comment, Document, Mark, Note, Paragraph, Span, accepted, plain, rejected
from onetext.exchange.errors import UnreadableDocument
from onetext.exchange.html import read, write
from onetext.exchange.wordings import ChangesUndecided, wording
from onetext.record.errors import RecordError


@given(documents())
def test_a_page_that_was_written_is_its_document_again(document: Document) -> None:
    assert told_apart(read(write(document))) == told_apart(document)


def lines(page: str | bytes) -> list[tuple[str, str, int, int]]:
    data = page if isinstance(page, bytes) else page.encode()
    return [(one.number, plain(one), one.level, one.heading) for one in read(data).paragraphs]


def test_lists_have_the_numbers_that_a_browser_prints() -> None:
    page = """<h2>Part</h2><ol start=3><li>Peace<li value=7>Land
      <ol type=a><li>north<li>south</ol>and sea</li><li>Law<ol style="list-style-type: lower-roman"><li>one</ol></ol>
      <ul><li>open</ul><ol reversed><li>last<li>first</ol>"""
    assert lines(page) == [
        ("", "Part", 0, 2),
        ("3.", "Peace", 0, 0),
        ("7.", "Land", 0, 0),
        ("a.", "north", 1, 0),
        ("b.", "south", 1, 0),
        ("", "and sea", 1, 0),
        ("8.", "Law", 0, 0),
        ("i.", "one", 1, 0),
        ("\u2022", "open", 0, 0),
        ("2.", "last", 0, 0),
        ("1.", "first", 0, 0),
    ]


def test_white_space_is_what_a_browser_shows() -> None:
    page = "<p>  The\n <b> parties </b>  shall<br> cease<pre>a\n  b</pre>loose <i>words</i>"
    assert [one[1] for one in lines(page)] == ["The parties shall\ncease", "a\n  b", "loose words"]


def test_changes_bear_the_author_and_the_time_that_the_page_gives() -> None:
    page = """<p>They <ins title="France" datetime="2026-11-20">shall</ins><del data-author=UK>should</del> go
      <ins data-author=UK><p>at once</p></ins>"""
    first, second = read(page.encode()).paragraphs
    assert first.spans == (
        Span("They "),
        Span("shall", inserted=Mark("France", "2026-11-20")),
        Span("should", deleted=Mark("UK")),
        Span(" go"),
    )
    assert second.spans == (Span("at once", inserted=Mark("UK")),)
    assert second.inserted == Mark("UK")
    assert [plain(one) for one in rejected(read(page.encode())).paragraphs] == ["They should go"]


def test_footnotes_are_notes_and_not_words_of_the_text() -> None:
    page = """<p>Peace<sup><a href="#fn1" role="doc-noteref">1</a></sup>.</p><section class="footnotes"
      role="doc-endnotes"><ol><li id="fn1"><p>Reserved by A.
      <a href="#r1" role="doc-backlink">↩</a></p></ol></section>"""
    document = read(page.encode())
    assert [plain(one) for one in document.paragraphs] == ["Peace."]
    assert document.paragraphs[0].spans[0].notes == ("1",)
    assert document.notes == (Note("1", "Reserved by A."),)


def test_tables_keep_their_cells_and_what_is_in_them() -> None:
    page = "<table><caption>Forces</caption><tr><th rowspan=2>N<th>1<tr><td><p>2<p>3</table><p>end"
    assert [(plain(one), one.cell) for one in read(page.encode()).paragraphs] == [
        ("Forces", None),
        ("N", (0, 0, 0)),
        ("1", (0, 0, 1)),
        ("2", (0, 1, 1)),
        ("3", (0, 1, 1)),
        ("end", None),
    ]


def test_language_and_direction_are_read_where_they_differ() -> None:
    document = read("<html lang=ar dir=rtl><p>سلام<p lang=en dir=ltr>peace".encode())
    assert (document.lang, document.rtl) == ("ar", True)
    assert [(one.lang, one.rtl) for one in document.paragraphs] == [("", True), ("en", False)]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ('<meta charset="windows-1251"><p>мир'.encode("cp1251"), "мир"),
        ('<meta charset="iso-8859-1"><p>“Élan”'.encode("cp1252"), "“Élan”"),
        ('<meta charset="us-ascii"><p>мир'.encode(), "мир"),
        ("<p>мир".encode(), "мир"),
        ("\ufeff<p>мир".encode("utf-16"), "мир"),
        ('<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"><p>мир</p></html>'.encode(), "мир"),
        (b"<p>a&nbsp;&eacute;&#1084;&bogus;&lt;b&gt;", "a\u00a0éм&bogus;<b>"),
        (b"<p>a\0b", "a\ufffdb"),
    ],
)  # fmt: skip
def test_the_encoding_is_found_and_entities_are_characters(data: bytes, words: str) -> None:
    assert [plain(one) for one in read(data).paragraphs] == [words]


def test_a_page_that_lies_about_its_encoding_is_read_and_says_so() -> None:
    document = read(b'<meta charset="utf-8"><p>\xc9lan')
    assert [plain(one) for one in document.paragraphs] == ["Élan"]
    assert "Windows-1252" in document.unread[0]


def test_nothing_that_runs_or_hides_is_taken_for_words() -> None:
    page = """<script>alert(1)</script><style>p{}</style><p onclick="x()">Peace<img src="http://x/y.png" alt=z>
      <template>never</template><iframe src="http://x">no</iframe><p hidden>hidden"""
    document = read(page.encode())
    assert [plain(one) for one in document.paragraphs] == ["Peace", "hidden"]
    assert document.unread == (
        "2 pictures, frames or players are not read.",
        "One passage that the page hides is read as if it were shown.",
    )


HOSTILE = {
    "nothing": (b"", "empty"),
    "only white space": (b" \n ", "empty"),
    "nested too deep": (b"<div>" * 50_000 + b"x", "nested too deep"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_page_ends_in_one_sentence(name: str) -> None:
    data, why = HOSTILE[name]
    with pytest.raises(UnreadableDocument, match=why):
        read(data)


KINDS = "p div h1 h3 ol ul li table tr td ins del b span a sup mark blockquote section main pre br q dl dd button x-y"
TREES = st.recursive(
    st.just(""), lambda inner: st.lists(st.tuples(st.sampled_from(KINDS.split()), inner), max_size=4).map(tuple)
)


def grown(tree: object, count: list[int]) -> str:
    """HTML of a random tree, with words of its own everywhere between the elements."""
    found = ""
    for name, inner in tree if isinstance(tree, tuple) else ():
        count[0] += 3
        found += f"<{name}> w{count[0]} {grown(inner, count)}</{name}> w{count[0] + 1} "
        count[0] += 3
    return found


@given(TREES)
def test_no_word_of_a_page_is_lost_however_elements_stand(tree: object) -> None:
    page = f"<body> w0 {grown(tree, [0])}"
    said = " ".join(one[1] for one in lines(page))
    assert sorted(re.findall(r"w\d+", said)) == sorted(re.findall(r"w\d+", page))


@given(st.binary(max_size=60) | st.text("<>/&;!-=\"'pdivolab#1 ", max_size=60).map(str.encode))
def test_whatever_the_bytes_they_are_read_or_refused_in_a_sentence(data: bytes) -> None:
    with suppress(UnreadableDocument):
        read(data)


SAMPLE = Document(
    paragraphs=(
        Paragraph((Span("Ceasefire <now>"),), number="Article 1", heading=1),
        Paragraph((Span("They "), Span("shall", inserted=Mark("A & B", "2026-11-20T10:00:00Z"), comments=("1",)))),
        Paragraph((Span("go", deleted=Mark("C"), move="m1", notes=("1",)),), number="(a)", level=1),
    ),
    title="A <draft>",
    notes=(Note("1", "Reserved."),),
    comments=(Comment("1", "Why?", Mark("C")),),
    lang="en",
)


def test_a_page_fetches_nothing_runs_nothing_and_forbids_both() -> None:
    page = write(SAMPLE).decode()
    assert "default-src 'none'" in page
    assert not re.search(r"<script|\son\w+=|javascript:|(?:src|href)=\"(?!#)|url\(|@import|\sstyle=", page)


def test_a_screen_reader_hears_who_changed_what() -> None:
    page = write(SAMPLE).decode()
    assert '<span class="heard" data-aid lang="en">[inserted by A &amp; B: </span>shall' in page
    assert '<span class="heard" data-aid lang="en">[moved away by C: </span>go' in page


def test_a_reader_gets_a_number_for_a_move_and_not_its_name() -> None:
    moved = (Span("Peace.", inserted=Mark("Ash"), move="row-7"), Span("Peace.", deleted=Mark("Ash"), move="row-7"))
    shown = re.sub(r"<[^>]*>", "", write(Document((Paragraph(moved),))).decode())
    assert shown.count("Peace.1 A") == len(moved)
    assert "row-7" not in shown


def test_every_mark_of_a_note_or_comment_leads_to_its_words() -> None:
    page = write(SAMPLE).decode()
    for target in re.findall(r'href="#([^"]+)"', page):
        assert page.count(f'id="{target}"') == 1


def test_headings_follow_the_title_in_rank() -> None:
    assert re.findall(r"<(h\d)", write(SAMPLE).decode()) == ["h1", "h2", "h2", "h2"]


@given(documents())
def test_accepting_or_rejecting_commutes_with_writing(document: Document) -> None:
    for decided in (accepted, rejected):
        again = decided(read(write(document)))
        assert [plain(one) for one in again.paragraphs] == [plain(one) for one in decided(document).paragraphs]


def test_a_character_that_html_cannot_hold_is_refused_by_name() -> None:
    with pytest.raises(RecordError, match=r"U\+0007"):
        write(Document((Paragraph((Span("bell \a"),)),)))


def test_changes_of_nobody_in_particular_are_somebody_s() -> None:
    with pytest.raises(ChangesUndecided, match="somebody not named"):
        wording(b"<p>1. A <del>b</del><ins>c</ins> d</p>", "h.html", "p{}".format)


@pytest.mark.parametrize("name", ["paper.docx", "paper.odt"])
def test_bytes_that_are_nothing_are_judged_by_the_reader_that_the_ending_names(name: str) -> None:
    with pytest.raises(UnreadableDocument) as refused:
        formats.read(bytes(range(128, 256)), name)
    assert "UTF-8" not in str(refused.value)
