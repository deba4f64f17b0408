"""Documents: any text to take away in any format, and any two compared; what is pending as tracked changes."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from onetext.exchange import formats, one_text, written
from onetext.exchange.formats import AKOMA_NTOSO, DOCX, HTML, MARKDOWN, PDF, PLAIN, Format
from onetext.process import alignments, amendments, comments, texts
from onetext.process.texts import Line
from onetext.record.act import Act
from onetext.record.errors import Refused
from onetext.record.view import View
from onetext.sentences import say
from onetext.web.asked import Asked
from onetext.web.pages import Download, Page
from onetext.web.pages.comparing.two_texts import Choice, every_text

WITH_CHANGES = (DOCX, PDF, HTML, MARKDOWN, PLAIN, AKOMA_NTOSO)
COMPARISONS = (DOCX, PDF, HTML)


@dataclass(frozen=True)
class Copy:
    """A file to take away: in which format, and its address."""

    format: str
    ending: str
    address: str


@dataclass(frozen=True)
class Paper:
    """A text that can be taken away. `kept` names what in it not everybody at the table may read.

    `unprinted` are the scripts that a PDF prints as empty boxes. It has no copies where its text is not available.
    """

    name: str
    title: str
    kind: str
    copies: tuple[Copy, ...]
    kept: tuple[str, ...]
    unprinted: str = ""


@dataclass(frozen=True)
class Pending:
    """A text with its amendments, comments and stances, as whoever asks may see them."""

    paper: Paper
    amendments: int
    comments: int


@dataclass(frozen=True)
class Beside:
    """Two texts compared, to take away; `why_not` says why they cannot be."""

    before: str
    after: str
    tracked: tuple[Copy, ...]
    columns: tuple[Copy, ...]
    kept: tuple[str, ...]
    why_not: str = ""


@dataclass(frozen=True)
class Documents:
    """The page's value."""

    pending: tuple[Pending, ...]
    papers: tuple[Paper, ...]
    choices: tuple[Choice, ...]
    compared: Beside


def documents(view: View, asked: Asked) -> Documents:
    """Every text that can be taken away, and the two that were chosen compared."""
    choices = every_text(view)
    papers = tuple(_paper(view, asked, one) for one in choices)
    return Documents(tuple(_pending(view, asked)), papers, choices, _compared(view, asked, choices))


def _pending(view: View, asked: Asked) -> Iterator[Pending]:
    """The texts as they stand on which something is pending."""
    for line in ("", *(act.id for act in texts.lines(view))):
        if texts.head(view, line) is None:
            continue
        name = view.find(line, Line).handle if line else written.CURRENT
        wishes = sum(1 for act in amendments.pending(view) if act.body.line == line)
        remarks = sum(1 for act in comments.comments(view) if act.body.line == line)
        copies = _copies(asked, WITH_CHANGES, "amendments", name)
        kept = _handles(written.kept(view, name, pending=True))
        yield Pending(Paper(name, texts.line_title(view, line), "current", copies, kept), wishes, remarks)


def _paper(view: View, asked: Asked, one: Choice) -> Paper:
    found = alignments.side(view, one.name)
    if found.wording is None:
        return Paper(one.name, one.title, one.kind, (), ())
    boxes = written.unprinted(one_text.version(view, found), "text.pdf")
    copies = _copies(asked, WITH_CHANGES, "text", one.name)
    return Paper(one.name, one.title, one.kind, copies, _handles(written.kept(view, one.name)), boxes)


def _compared(view: View, asked: Asked, choices: tuple[Choice, ...]) -> Beside:
    """The two texts that were chosen; at first the text as it stands and the version that it succeeds."""
    before, after = asked.word("before"), asked.word("after")
    if not (before and after):
        return Beside(before, after or (written.CURRENT if choices else ""), (), (), ())
    try:
        sides = (alignments.side(view, before), alignments.side(view, after))
    except Refused as error:
        return Beside(before, after, (), (), (), error.args[0])
    missing = [side.called for side in sides if side.wording is None]
    if missing:
        why = say("The text of {versions} is not available; there is nothing to compare.", versions=missing[0])
        return Beside(before, after, (), (), (), why)
    kept = dict.fromkeys(name for text in (before, after) for name in _handles(written.kept(view, text)))
    return Beside(
        before,
        after,
        _copies(asked, COMPARISONS, "changes", before, after),
        _copies(asked, COMPARISONS, "columns", before, after),
        tuple(kept),
    )


def _copies(asked: Asked, some: tuple[Format, ...], form: str, *names: str) -> tuple[Copy, ...]:
    *first, last = names
    return tuple(
        Copy(one.called, one.endings[0], asked.file("documents", form, *first, f"{last}{one.endings[0]}"))
        for one in some
    )


def _handles(acts: tuple[Act[object], ...]) -> tuple[str, ...]:
    return tuple(act.handle for act in acts)


def _named(file: str) -> str:
    """The name of the text that a file is of; the ending says the format."""
    return file.rpartition(".")[0] or file


def text_file(view: View, asked: Asked) -> bytes:
    """A text as a document, without what is pending."""
    file = asked.parts["paper"]
    return formats.write(written.text(view, _named(file)), file)


def amendments_file(view: View, asked: Asked) -> bytes:
    """A text as it stands with what is pending, as this reader may see it: tracked changes of each party, comments."""
    file = asked.parts["paper"]
    return formats.write(written.text(view, _named(file), pending=True), file)


def changes_file(view: View, asked: Asked) -> bytes:
    """Two texts compared, with tracked changes."""
    return _comparison(view, asked, columns=False)


def columns_file(view: View, asked: Asked) -> bytes:
    """Two texts compared, in two columns."""
    return _comparison(view, asked, columns=True)


def _comparison(view: View, asked: Asked, *, columns: bool) -> bytes:
    file = asked.parts["paper"]
    sides = [alignments.side(view, name) for name in (asked.parts["before"], _named(file))]
    found = alignments.compare(view, *sides)
    return formats.write(written.compared(view, found, columns=columns), file)


PAGES = (
    Page(
        "documents",
        _("Documents"),
        "documents",
        documents,
        "pages/documents.html",
        asks=(("before", "the earlier of two texts to compare"), ("after", "the later one")),
    ),
)
DOWNLOADS = (
    Download("text", "documents/text/<str:paper>", "", text_file, _("A text, without what is pending")),
    Download("amendments", "documents/amendments/<str:paper>", "", amendments_file, _("A text with what is pending")),
    Download(
        "changes", "documents/changes/<str:before>/<str:paper>", "", changes_file, _("Two texts, with tracked changes")
    ),
    Download("columns", "documents/columns/<str:before>/<str:paper>", "", columns_file, _("Two texts, in columns")),
)
