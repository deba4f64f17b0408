"""The same text has the same provisions, whichever format it went through."""

import pytest

from onetext.exchange import formats
from onetext.exchange.document import Document, Mark, Paragraph, Span, accepted, plain, rejected
from onetext.exchange.drafts import document_of, wording_of
from onetext.text.reading import read_points

TEXT = """# Land

Article 1. Ceasefire

1. The parties shall:

    (a) stop [at once];

    (b) withdraw [600,000][800,000] men.

2. Nothing else.

A closing word.
"""
WRITTEN = ("text.docx", "text.html", "text.xml", "text.md")
BY = Mark("France", "2026-11-20T10:00:00Z")


@pytest.mark.parametrize("name", WRITTEN)
def test_points_headings_and_ids_survive_each_format(name: str) -> None:
    before = read_points(TEXT, lambda place: f"p{place}")
    found = formats.read(formats.write(document_of(before, "A title"), name), name)
    after = wording_of(found, lambda place: f"p{place}")
    assert [(p.id, p.number, p.words, p.heading, p.parent) for p in after] == [
        (p.id, p.number, p.words, p.heading, p.parent) for p in before
    ]
    assert found.title == "A title"


@pytest.mark.parametrize("name", WRITTEN)
def test_changes_mean_the_same_in_each_format(name: str) -> None:
    document = Document(
        (
            Paragraph((Span("Go "), Span("now", inserted=BY), Span("later", deleted=BY), Span(".")), number="1."),
            Paragraph((Span("A new point.", inserted=BY),), number="2.", inserted=BY),
            Paragraph((Span("The end."),), number="3."),
        )
    )
    found = formats.read(formats.write(document, name), name)
    for decided in (accepted, rejected):
        assert [plain(one) for one in decided(found).paragraphs if one.part == "body"] == [
            plain(one) for one in decided(document).paragraphs
        ]
