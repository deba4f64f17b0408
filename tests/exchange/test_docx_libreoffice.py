"""LibreOffice opens what we write, decides its changes as we do, and leaves to each party what is its own."""

from collections.abc import Callable
from itertools import count
from typing import TypeVar

import msgspec
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from exchange import libreoffice
from exchange.libreoffice import Job
from exchange.negotiated import NEGOTIATED, expected, of
from onetext.exchange.document import Cell, Comment, Document, Mark, Note, Paragraph, Span, accepted, rejected
from onetext.exchange.docx.reading import read
from onetext.exchange.docx.writing import write

Change = TypeVar("Change", Span, Paragraph)
PARTIES = st.sampled_from([None, None, None, "Norway", "Sudan"])


def mark(author: str | None) -> Mark | None:
    return Mark(author) if author else None


@st.composite
def spans(draw: st.DrawFn) -> Span:
    inserted, deleted = draw(PARTIES), draw(PARTIES)
    text = draw(st.sampled_from(["one ", "two", "[three] ", "y"]))
    return Span(text, mark(inserted), mark(deleted if deleted != inserted else None))


@st.composite
def paragraphs(draw: st.DrawFn, cell: Cell | None = None) -> Paragraph:
    inserted, deleted = draw(st.sampled_from([(None, None), (None, None), ("Norway", None), (None, "Sudan")]))
    words = tuple(draw(st.lists(spans(), max_size=3)))
    number = draw(st.sampled_from(["", "1.", "(a)"]))
    return Paragraph(words, number, inserted=mark(inserted), deleted=mark(deleted), cell=cell)


@st.composite
def tables(draw: st.DrawFn) -> list[Paragraph]:
    cells = [(0, row, column) for row in range(draw(st.integers(1, 2))) for column in range(2)]
    return [one for cell in cells for one in draw(st.lists(paragraphs(cell), min_size=1, max_size=2))]


@st.composite
def documents(draw: st.DrawFn) -> Document:
    """Documents with changes of all kinds that LibreOffice 7.4 can tell apart.

    It takes two insertions for one, across the end of a paragraph, when the same party made them in the same minute; it
    knows no paragraph end that is both inserted and deleted, nor words that the same party both put in and struck.
    """
    before, after = (draw(st.lists(paragraphs(), max_size=3)) for _ in range(2))
    table = draw(st.just([]) | tables())
    minutes = count()
    return Document(tuple(_timed(one, minutes) for one in (*before, *table, *after)))


def _timed(paragraph: Paragraph, minutes: "count[int]") -> Paragraph:
    """Each change made in a minute of its own."""
    found = tuple(_made_at(one, minutes) for one in paragraph.spans)
    return msgspec.structs.replace(_made_at(paragraph, minutes), spans=found)


def _made_at(one: Change, minutes: "count[int]") -> Change:
    def at(mark: Mark | None) -> Mark | None:
        hour, minute = divmod(next(minutes), 60)
        return mark and Mark(mark.author, f"2026-01-{1 + hour // 24:02}T{hour % 24:02}:{minute:02}:00Z")

    return msgspec.structs.replace(one, inserted=at(one.inserted), deleted=at(one.deleted))


def lines(data: bytes) -> list[str]:
    return [line for line in libreoffice.plain_text(data).split("\n") if line.strip()]


def in_lines(document: Document, decide: Callable[[Document], Document]) -> list[str]:
    return [line for one in expected(document, decide) for line in one.split("\n") if line.strip()]


def by_author(document: Document) -> list[tuple[Mark | None, Mark | None, str]]:
    """Every change with its authors and its words."""
    found = [one for paragraph in document.paragraphs for one in paragraph.spans if one.inserted or one.deleted]
    return [(one.inserted, one.deleted, one.text) for one in found]


def decisions(name: object, document: Document) -> dict[str, Job]:
    data = write(document)
    return {f"accept {name}": Job(data, "accept", "txt"), f"reject {name}": Job(data, "reject", "txt")}


@libreoffice.needed
def test_it_decides_as_we_do_what_delegations_do_and_keeps_authors_and_moves_when_it_saves() -> None:
    jobs: dict[str, Job] = {}
    for name in NEGOTIATED:
        jobs |= decisions(name, of(name))
        jobs[f"keep {name}"] = Job(write(of(name)))
    found = libreoffice.done(jobs)
    for name in NEGOTIATED:
        assert lines(found[f"accept {name}"]) == in_lines(of(name), accepted), name
        assert lines(found[f"reject {name}"]) == in_lines(of(name), rejected), name
        again = read(found[f"keep {name}"])
        assert by_author(again) == by_author(of(name)), name
        assert in_lines(again, accepted) == in_lines(of(name), accepted), name
        assert in_lines(again, rejected) == in_lines(of(name), rejected), name
    moved = read(found["keep a point moved"]).paragraphs
    assert [(bool(one.move), one.number) for one in moved] == [(True, "1."), (False, "2."), (True, "3."), (False, "4.")]


@libreoffice.needed
@given(st.lists(documents(), min_size=25, max_size=25))
@settings(max_examples=2, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
def test_it_decides_any_changes_as_we_do(many: list[Document]) -> None:
    jobs: dict[str, Job] = {}
    for at, one in enumerate(many):
        jobs |= decisions(at, one)
    found = libreoffice.done(jobs)
    for at, one in enumerate(many):
        assert lines(found[f"accept {at}"]) == in_lines(one, accepted), one
        assert lines(found[f"reject {at}"]) == in_lines(one, rejected), one


@libreoffice.needed
def test_ids_numbers_notes_comments_headings_and_languages_outlive_its_saving() -> None:
    document = Document(
        (
            Paragraph((Span("A draft"),), heading=1, id="h/1"),
            Paragraph((Span("The parties agree", notes=("1",)), Span(" to meet.")), "1.", id="point 1 é"),
            Paragraph((Span("in "), Span("Geneva", comments=("1",))), "(a)", id="p" * 60, level=1),
            Paragraph((Span("ينبغي"),), "(ب)", level=1, lang="ar-EG", rtl=True),
            Paragraph((Span("Confidential"),), part="header"),
        ),
        title="Draft & more",
        notes=(Note("1", "Subject to approval."),),
        comments=(Comment("1", "Not agreed.", Mark("Sudan")),),
        lang="en-GB",
    )
    again = read(libreoffice.done({"saved": Job(write(document))})["saved"])
    assert sorted(again.paragraphs, key=lambda one: one.part) == sorted(document.paragraphs, key=lambda one: one.part)
    assert (again.title, again.notes, again.comments, again.lang) == (
        document.title,
        document.notes,
        document.comments,
        document.lang,
    )
