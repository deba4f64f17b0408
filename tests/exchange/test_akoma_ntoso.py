"""Akoma Ntoso in and out: what is written is valid, and what others write is read whole."""

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from exchange.random_documents import documents, told_apart
from onetext.exchange.akoma_ntoso import read, write
from onetext.exchange.akoma_ntoso.validity import fault
from onetext.exchange.document import Comment, Document, Mark, Note, Paragraph, Span, plain
from onetext.exchange.errors import UnreadableDocument
from onetext.exchange.xml import parsed
from onetext.record.errors import RecordError


@given(documents())
def test_whatever_is_written_is_valid_and_read_back_the_same(document: Document) -> None:
    written = write(document)
    assert fault(parsed(written)) == ""
    assert told_apart(read(written)) == told_apart(document)


SPACE = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"
REFERENCES = """<references source="#x"><TLCOrganization eId="fr" href="/o/fr" showAs="France"/></references>"""
META = f"""<meta><identification source="#x">
<FRBRWork><FRBRthis value="/akn/a/!main"/><FRBRuri value="/akn/a"/><FRBRdate date="2026-01-01" name="d"/>
<FRBRauthor href="#x"/><FRBRcountry value="ch"/></FRBRWork>
<FRBRExpression><FRBRthis value="/akn/a/eng/!main"/><FRBRuri value="/akn/a/eng"/><FRBRdate date="2026-01-01" name="d"/>
<FRBRauthor href="#x"/><FRBRlanguage language="eng"/></FRBRExpression>
<FRBRManifestation><FRBRthis value="/akn/a/eng/!main.xml"/><FRBRuri value="/akn/a/eng.xml"/>
<FRBRdate date="2026-01-01" name="d"/><FRBRauthor href="#x"/></FRBRManifestation></identification>{REFERENCES}</meta>"""
ACT = """<act name="act"><preface><longTitle><p>An <docType>Act</docType> to keep the
  <docTitle>Peace</docTitle></p></longTitle></preface>
<preamble><recitals><recital eId="rec_1"><num>(1)</num><p>Whereas war is over,</p></recital></recitals></preamble>
<body><chapter eId="chp_I"><num>Chapter I</num><heading>General</heading>
<article eId="art_1"><num>Article 1</num><heading>Scope</heading>
<paragraph eId="art_1__para_1"><num>1.</num><intro><p>Each party shall</p></intro>
<point eId="art_1__para_1__point_a"><num>(a)</num><content><p>withdraw <ins refersTo="#fr">all</ins>
<del refersTo="#fr">its</del> forces<authorialNote marker="*" eId="n1"><p>By land.</p></authorialNote>;</p>
</content></point>
<point eId="art_1__para_1__point_b"><num>(b)</num><content><p>report.</p></content></point>
<wrapUp><p>This binds all.</p></wrapUp></paragraph></article>
<article eId="art_2"><num>Article 2</num><paragraph eId="art_2__para_1"><num>1.</num><content>
<p>It enters into force.</p>
<p>It lasts.</p></content></paragraph></article></chapter></body>
<conclusions><p>Done at <location refersTo="#x">Geneva</location>.</p></conclusions></act>"""


def document_of(inner: str, meta: str = META) -> bytes:
    start, _, rest = inner.partition(">")
    return f'<akomaNtoso xmlns="{SPACE}">{start}>{meta}{rest}</akomaNtoso>'.encode()


def lines(document: Document) -> list[tuple[str, str, int, int]]:
    return [(one.number, plain(one), one.level, one.heading) for one in document.paragraphs]


def test_an_act_is_read_as_it_is_printed() -> None:
    document = read(document_of(ACT))
    assert document.unread == ()
    assert lines(document) == [
        ("", "An Act to keep the Peace", 0, 0),
        ("(1)", "Whereas war is over,", 0, 0),
        ("Chapter I", "General", 0, 1),
        ("Article 1", "Scope", 0, 2),
        ("1.", "Each party shall", 0, 0),
        ("(a)", "withdraw all its forces;", 1, 0),
        ("(b)", "report.", 1, 0),
        ("", "This binds all.", 0, 0),
        ("Article 2", "", 0, 2),
        ("1.", "It enters into force.", 0, 0),
        ("", "It lasts.", 0, 0),
        ("", "Done at Geneva.", 0, 0),
    ]
    assert (document.title, document.lang) == ("Peace", "en")


def test_identifiers_notes_and_changes_of_others_are_kept() -> None:
    document = read(document_of(ACT))
    point = next(one for one in document.paragraphs if one.number == "(a)")
    assert point.id == "art_1__para_1__point_a"
    assert document.notes == (Note("*", "By land."),)
    assert point.spans == (
        Span("withdraw "),
        Span("all", inserted=Mark("France")),
        Span(" "),
        Span("its", deleted=Mark("France")),
        Span(" forces", notes=("*",)),
        Span(";"),
    )


def test_an_identifier_of_another_program_lasts_when_written_again() -> None:
    again = read(write(read(document_of(ACT))))
    assert [one.id for one in again.paragraphs] == [one.id for one in read(document_of(ACT)).paragraphs]


OTHERS = {
    "a bill with a list": """<bill name="bill"><body><section eId="sec_1"><num>1</num><content>
        <blockList eId="l1"><listIntroduction>There shall be</listIntroduction>
        <item eId="l1__a"><num>(a)</num><p>peace;</p></item><item eId="l1__b"><num>(b)</num><p>bread.</p></item>
        <listWrapUp>for all</listWrapUp></blockList></content></section></body></bill>""",
    "a list of amendments": """<amendmentList name="list"><collectionBody><component eId="c1">
        <amendment name="amendment"><META/><amendmentBody><amendmentContent><p>Amendment 7. In Article 2,
        <mod eId="m1">for <quotedText>should</quotedText> read <quotedText>shall</quotedText>, and add
        <quotedStructure eId="q1"><point eId="q1__p"><num>(c)</num><content><p>bury the dead.</p></content></point>
        </quotedStructure></mod> after (b).</p></amendmentContent></amendmentBody></amendment></component>
        </collectionBody></amendmentList>""",
    "a debate": """<debate name="debate"><debateBody><debateSection name="oral" eId="d1"><heading eId="d1__h">Question
        time</heading><speech by="#fr" eId="s1"><from>The delegate of <b>France</b></from><p>We agree.
        <remark type="sceneDescription">(Applause.)</remark></p></speech><scene>The session ends.</scene>
        </debateSection></debateBody></debate>""",
    "a statement with a table": """<statement name="statement"><mainBody><p>Forces:</p><table eId="t1"><caption>By
        party</caption><tr><th><p>Party</p></th><th colspan="2"><p>Number</p></th></tr>
        <tr><td rowspan="2"><p>North</p></td><td><p>12</p></td><td><p>tanks</p></td></tr>
        <tr><td><p>13</p></td><td><p>guns</p></td></tr></table></mainBody></statement>""",
}


@pytest.mark.parametrize("name", OTHERS)
def test_no_word_of_what_others_write_is_lost(name: str) -> None:
    data = document_of(OTHERS[name].replace("<META/>", META.replace(REFERENCES, "")))
    document = read(data)
    assert document.unread == ()
    said = " ".join(f"{one.number} {plain(one)}" for one in document.paragraphs)
    root = parsed(data)
    for meta in list(root.iter("{*}meta")):
        meta.clear()
    assert "".join(said.split()) == "".join("".join(map(str, root.itertext())).split())


def test_points_that_an_amendment_quotes_stand_on_their_own() -> None:
    document = read(document_of(OTHERS["a list of amendments"].replace("<META/>", META.replace(REFERENCES, ""))))
    assert ("(c)", "bury the dead.") in [(one.number, plain(one)) for one in document.paragraphs]


def test_cells_that_are_wide_or_tall_take_their_places() -> None:
    document = read(document_of(OTHERS["a statement with a table"]))
    assert {plain(one): one.cell for one in document.paragraphs if one.cell} == {
        "Party": (0, 0, 0),
        "Number": (0, 0, 1),
        "North": (0, 1, 0),
        "12": (0, 1, 1),
        "tanks": (0, 1, 2),
        "13": (0, 2, 1),
        "guns": (0, 2, 2),
    }


KINDS = """p block num heading intro content point paragraph list article hcontainer item blockList ins del b inline
table tr td li ol container crossHeading quotedStructure authorialNote mod speech from subFlow unheardOf"""
NAMES = st.sampled_from(KINDS.split())
TREES = st.recursive(st.just(""), lambda inner: st.lists(st.tuples(NAMES, inner), max_size=4).map(tuple), max_leaves=12)


def grown(tree: object, count: list[int]) -> str:
    """XML of a random tree, with words of its own everywhere between the elements."""
    found = ""
    for name, inner in tree if isinstance(tree, tuple) else ():
        count[0] += 2
        found += f"<{name}> w{count[0]} {grown(inner, count)}</{name}> w{count[0] + 1} "
        count[0] += 1
    return found


@given(TREES)
def test_no_word_is_lost_however_elements_stand(tree: object) -> None:
    inner = grown(tree, [0])
    document = read(document_of(f'<doc name="d"><mainBody>{inner}</mainBody></doc>'))
    said = " ".join(
        [*(f"{one.number} {plain(one)}" for one in document.paragraphs), *(one.text for one in document.notes)]
    )
    assert sorted(said.split()) == sorted(" ".join(map(str, parsed(f"<a>{inner}</a>".encode()).itertext())).split())


def test_a_file_that_breaks_the_schema_is_read_and_says_where() -> None:
    document = read(document_of('<doc name="d"><mainBody><p>Words <blink>that</blink> blink.</p></mainBody></doc>'))
    assert [plain(one) for one in document.paragraphs] == ["Words that blink."]
    assert "not valid Akoma Ntoso 3.0 (line" in document.unread[0]


def test_what_is_not_known_is_written_as_unknown() -> None:
    written = write(Document((Paragraph((Span("Peace"),)),))).decode()
    assert '<FRBRcountry value="unknown"/>' in written
    assert '<FRBRdate date="0001-01-01" name="unknown"/>' in written
    assert 'language="und"' in written


def test_comments_stand_apart_from_the_words_of_the_text() -> None:
    document = Document(
        (Paragraph((Span("Peace", comments=("1",)),)),), comments=(Comment("1", "Which peace?", Mark("France")),)
    )
    root = parsed(write(document))
    body = root.find(".//{*}mainBody")
    assert body is not None
    assert "".join(map(str, body.itertext())).strip() == "Peace"
    assert read(write(document)).comments == document.comments


def test_a_text_that_stands_very_deep_is_written_and_read_back() -> None:
    deep = Document(tuple(Paragraph((Span(f"point {level}"),), number="1.", level=level) for level in range(300)))
    assert fault(parsed(write(deep))) == ""
    assert read(write(deep)) == deep


HOSTILE = {
    "no XML at all": (b"Peace", "no sound XML"),
    "an empty file": (b"", "no sound XML"),
    "cut short": (document_of(ACT)[:-30], "no sound XML"),
    "another kind of XML": (b"<html/>", "no Akoma Ntoso"),
    "an external entity": (
        b'<!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/passwd">]><akomaNtoso>&e;</akomaNtoso>',
        "declares entities",
    ),
    "entities in entities": (
        b'<!DOCTYPE a [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]><akomaNtoso>&b;</akomaNtoso>',
        "declares entities",
    ),
    "an entity that nobody declared": (b"<akomaNtoso>&nowhere;</akomaNtoso>", "no sound XML"),
    "nested too deep": (b"<akomaNtoso>" + b"<p>" * 5000 + b"</p>" * 5000 + b"</akomaNtoso>", "nested too deep"),
    "nested as deep as XML goes": (
        b"<akomaNtoso>" + b"<point>" * 250 + b"x" + b"</point>" * 250 + b"</akomaNtoso>",
        "",
    ),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_ends_in_one_sentence(name: str) -> None:
    data, why = HOSTILE[name]
    if not why:
        assert [plain(one) for one in read(data).paragraphs] == ["x"]
        return
    with pytest.raises(UnreadableDocument, match=why) as caught:
        read(data)
    assert "\n" not in str(caught.value)


def test_a_character_that_xml_cannot_hold_is_refused_by_name() -> None:
    with pytest.raises(RecordError, match=r"U\+0007"):
        write(Document((Paragraph((Span("bell \a"),)),)))


def test_a_document_without_paragraphs_is_valid_too() -> None:
    assert fault(parsed(write(Document()))) == ""
    assert read(write(Document())) == msgspec.structs.replace(Document())
