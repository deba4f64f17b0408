"""The same text has the same provisions in every format; what goes out comes in again."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from onetext.exchange import formats
from onetext.exchange.document import Document, Note, Paragraph, Span
from onetext.exchange.drafts import document_of, wording_of
from onetext.text.provision import Provision, Wording
from onetext.text.reading import read_points

ROOT = Path(__file__).resolve().parents[2]
DRAFTS = sorted((ROOT / "examples").glob("*/v*.txt"))
TREATY = """# Harbour agreement

The Parties,

## Article 1 Dredging

1. Ash shall:
    (a) dredge the harbour;
    (b) pay for it.

    All of this in spring.

2. Birch shall light the pier.

7 bis. [Cedar pays.]

## Article 2

[3. Norway mediates.]

4. vacant

- and nothing else
"""


def structure(wording: Wording) -> list[tuple[str, str | None, bool, bool, int]]:
    places = {p.id: place for place, p in enumerate(wording)} | {"": -1}
    return [(p.number, p.words, p.heading, p.vacant, places[p.parent]) for p in wording]


def nameless(document: Document) -> Document:
    return replace(document, paragraphs=tuple(replace(one, id="") for one in document.paragraphs))


@pytest.mark.parametrize("source", [TREATY, *(path.read_text(encoding="utf-8") for path in DRAFTS)])
def test_a_text_in_plain_characters_has_the_same_provisions_as_a_document(source: str) -> None:
    wording = read_points(source, "p{}".format)
    document = document_of(wording)
    assert structure(wording_of(document, str)) == structure(wording)
    assert [p.id for p in wording_of(document, str)] == [p.id for p in wording]
    assert structure(wording_of(nameless(document), str)) == structure(wording)


@pytest.mark.parametrize("name", ["draft.docx", "draft.html", "draft.xml", "draft.txt"])
@pytest.mark.parametrize("source", [TREATY, *(path.read_text(encoding="utf-8") for path in DRAFTS)])
def test_a_text_that_goes_out_comes_in_again_with_its_ids_where_the_format_keeps_them(source: str, name: str) -> None:
    wording = read_points(source, "p{}".format)
    found = wording_of(formats.read(formats.write(document_of(wording, "Harbour", "en"), name), name), str)
    assert structure(found) == structure(wording)
    assert name == "draft.txt" or [p.id for p in found] == [p.id for p in wording]


def test_headers_and_footers_are_no_part_of_the_text() -> None:
    header, footer = (Paragraph((Span("Secret"),), part=part) for part in ("header", "footer"))
    document = Document((header, Paragraph((Span("Ash pays."),), number="1."), footer))
    assert [p.words for p in wording_of(document, str)] == ["Ash pays."]


def test_a_number_in_the_first_cell_numbers_the_words_in_the_next() -> None:
    cells = (Paragraph((Span("1."),), cell=(0, 0, 0)), Paragraph((Span("Ash pays."),), cell=(0, 0, 1)))
    (point,) = wording_of(Document(cells), str)
    assert (point.number, point.words) == ("1", "Ash pays.")


def test_a_printed_number_that_no_reader_of_plain_text_knows_is_still_the_number() -> None:
    (point,) = wording_of(Document((Paragraph((Span("Ash pays."),), number="№ 5"),)), str)
    assert (point.number, point.words) == ("№ 5", "Ash pays.")


def test_words_that_are_not_known_go_out_as_a_placeholder_with_a_note() -> None:
    document = document_of((Provision("p1", None, number="1"),))
    assert document.paragraphs[0].spans == (Span("[…]", notes=("unknown-p1",)),)
    assert document.notes == (Note("unknown-p1", "The words of this point are not known."),)


WORDS = st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]), min_size=1, max_size=8).map(
    lambda word: f"The {word} pays."
)
LEVELS = st.integers(0, 3)


@st.composite
def wordings(draw: st.DrawFn) -> Wording:
    """Provisions in their order, each under one that is open before it, with ids that a document keeps."""
    found: list[Provision] = []
    above: list[str] = []
    heading = ""
    for place in range(draw(st.integers(0, 6))):
        if draw(st.booleans()) and not above:
            heading = f"p{place}"
            found.append(Provision(heading, draw(WORDS), mark="# ", heading=True, gap="\n\n"))
            continue
        depth = min(draw(LEVELS), len(above))
        above = above[:depth]
        parent = above[-1] if above else heading
        number = f"({chr(ord('a') + place)})" if above else f"{place + 1}."
        found.append(Provision(f"p{place}", draw(WORDS), mark=f"{number} ", parent=parent, gap="\n\n"))
        above.append(f"p{place}")
    return tuple(found)


@settings(max_examples=100)
@given(wordings())
def test_what_goes_out_comes_in_again_with_words_headings_parents_and_ids(wording: Wording) -> None:
    found = wording_of(document_of(wording), str)
    if wording:
        assert [(p.id, p.words, p.heading, p.parent) for p in found] == [
            (p.id, p.words, p.heading, p.parent) for p in wording
        ]
