"""How much of a text is taken at once, so that no document holds a server, and whoever brings it learns why not."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import msgspec

from onetext.exchange.document import Document, authors, plain
from onetext.exchange.errors import UnreadableDocument
from onetext.process.amendments import Propose
from onetext.process.texts import Table, Witness
from onetext.sentences import say
from onetext.text.provision import Wording


@dataclass(frozen=True)
class Bounds:
    """The most that a text may have.

    `points`, or paragraphs of a document, `words` and `brackets` are those of the whole text, `words_in_point` those of
    one point. `editions` are the authors of changes times the paragraphs: the text is read once for each of them.
    """

    points: int
    words: int
    words_in_point: int
    brackets: int
    editions: int

    def check_document(self, document: Document) -> None:
        """Raise UnreadableDocument for a document that is larger."""
        self.check_points(map(plain, document.paragraphs))

    def check_editions(self, document: Document) -> None:
        """Raise UnreadableDocument for a document with more authors than can be told apart in a text of its length."""
        if len(authors(document)) * len(document.paragraphs) > self.editions:
            most = self.editions // len(document.paragraphs)
            raise UnreadableDocument(
                say(
                    "The document has changes by {many} authors, and at most {most} are taken at once from a text of "
                    "its length: accept or reject the changes of some in a copy, and bring it once for the others.",
                    many=_figure(len(authors(document))),
                    most=_figure(most),
                )
            )

    def check_wording(self, wording: Wording) -> None:
        """Raise UnreadableDocument for a text that is larger."""
        self.check_points(p.words or "" for p in wording)

    def check_points(self, points: Iterable[str]) -> None:
        """The same by the words of each of its points."""
        every = tuple(points)
        if self._holds_by_length(every):
            return
        count, words, brackets = 0, 0, 0
        for point in every:
            own = len(point.split())
            if own > self.words_in_point:
                raise UnreadableDocument(
                    say(
                        "One point has {many} words, and at most {most} are taken: divide it.",
                        many=_figure(own),
                        most=_figure(self.words_in_point),
                    )
                )
            count, words, brackets = count + bool(own), words + own, brackets + point.count("[")
        if count > self.points:
            raise UnreadableDocument(
                say(
                    "The text has {many} points, and at most {most} are taken at once: divide it.",
                    many=_figure(count),
                    most=_figure(self.points),
                )
            )
        self._check_whole(words, brackets)

    def check_source(self, source: str) -> None:
        """Raise UnreadableDocument for plain text that is larger, before its points are known."""
        if not self._holds_by_length((source,)):
            self._check_whole(len(source.split()), source.count("["))

    def check_act(self, body: object) -> None:
        """Raise UnreadableDocument for an act whose texts are larger."""
        if isinstance(body, (Table, Witness)):
            self.check_wording(body.wording or ())
        elif isinstance(body, Propose):
            self.check_points((body.words or "", *body.parts))
        else:
            self._check_whole(0, sum(text.count("[") for text in _texts(body)))

    def _holds_by_length(self, points: tuple[str, ...]) -> bool:
        """Whether points are too short to have more: counting the words of a text takes much longer than this."""
        words = [(len(point) + 1) // 2 for point in points]
        return (
            len(words) <= self.points
            and max(words, default=0) <= self.words_in_point
            and sum(words) <= self.words
            and sum(point.count("[") for point in points) <= self.brackets
        )

    def _check_whole(self, words: int, brackets: int) -> None:
        if words > self.words:
            raise UnreadableDocument(
                say(
                    "The text has {many} words, and at most {most} are taken at once: divide it.",
                    many=_figure(words),
                    most=_figure(self.words),
                )
            )
        if brackets > self.brackets:
            raise UnreadableDocument(
                say(
                    "The text has {many} brackets, and at most {most} are taken at once: divide it.",
                    many=_figure(brackets),
                    most=_figure(self.brackets),
                )
            )


ON_A_REQUEST = Bounds(10_000, 500_000, 20_000, 20_000, 150_000)
"""What a server takes: twice a text of 5,000 points of 50 words, which it reads and compares within seconds."""
AT_THE_COMMAND_LINE = Bounds(99_999, 5_000_000, 200_000, 200_000, 5_000_000)
"""What whoever types takes on a machine of their own, where nobody else waits."""


def _texts(value: object) -> Iterator[str]:
    """Every text in an act, however deep."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for one in value:
            yield from _texts(one)
    elif isinstance(value, msgspec.Struct):
        yield from _texts(msgspec.structs.astuple(value))


def _figure(number: int) -> str:
    return f"{number:,}"
