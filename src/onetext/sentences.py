"""What the program says, in English and in a form that can be said in another language.

Every room says things: why a point is open, why an act is refused. Each is made from a form, which translators see
whole, and the parts that fill it: `say("{party} has not agreed to {point}.", party=…, point=…)`. The result is plain
text; who shows it in another language asks for `in_words` with that language's forms.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from html import escape
from types import MappingProxyType
from typing import Self

_NOTHING: Mapping[str, object] = MappingProxyType({})
FormOf = Callable[[tuple[str, ...], int | None], str]
"""Which form says something in a language, from its English forms and the count of a sentence that counts something."""


class Sentence(str):
    """English text that remembers how it was made: of `forms` (one; or two, for one thing and for several) and parts.

    A part is said in its place: a sentence in its turn, or a name, a number or quoted words, which no language changes.
    `number` is how many things there are, None where nothing is counted. Parts in a row, such as names, are one part
    that `listed` made.
    """

    __slots__ = ("forms", "number", "parts")
    forms: tuple[str, ...]
    parts: Mapping[str, object]
    number: int | None

    def __new__(cls, text: str, forms: tuple[str, ...], parts: Mapping[str, object], number: int | None = None) -> Self:
        made = super().__new__(cls, text)
        made.forms, made.parts, made.number = forms, parts, number
        return made

    def __html__(self) -> str:
        """As a template shows it wherever it stands (a protocol that templates have): in its reader's language."""
        return escape(in_words(self, *_readers[-1]))


class Moment(Sentence):
    """A day or an instant as a part of a sentence: here in figures; whoever shows it tells it as its reader tells days.

    `clock` says that of an instant the time of the day is told too.
    """

    __slots__ = ("clock", "value")
    value: date
    clock: bool


MomentOf = Callable[[Moment], str]
"""How a day or an instant is told to whoever reads: in the words of a language, an instant by a clock."""


class Listed(Sentence):
    """Things said one after the other; the first of its forms is what stands between them."""

    __slots__ = ()


class Opening(Sentence):
    """What stands at the beginning of a sentence; its only part is what is said."""

    __slots__ = ()


class Unstopped(Sentence):
    """A sentence within another, without its full stop; its only part is what is said."""

    __slots__ = ()


def say(form: str, /, **parts: object) -> Sentence:
    """A sentence, or a part of one, made from a form with the names of its parts in braces."""
    return Sentence(form.format(**parts) if parts else form, (form,), parts or _NOTHING)


def say_count(one: str, several: str, count: int, /, **parts: object) -> Sentence:
    """The same where a number of things is told; the forms name that number `count`."""
    form = one if count == 1 else several
    return Sentence(form.format(count=count, **parts), (one, several), parts, count)


CONTEXT = "\x04"
"""Stands between a context and a form, as gettext has it, where one English word has several translations."""


def forms(one: str, several: str) -> tuple[str, str]:
    """The two forms of a sentence that counts something, for `say_count` to say later."""
    return one, several


def term(word: str, context: str = "") -> Sentence:
    """A word of the program's own lists, such as a state, as a part of a sentence: it is translated as it stands.

    `context` is that of its translation, "" where it has none.
    """
    return Sentence(word, (f"{context}{CONTEXT}{word}",) if context else (word,), _NOTHING)


def dated(value: date, figures: str, *, clock: bool = False) -> Moment:
    """A day or an instant (a datetime), as a part of a sentence: in these figures if no reader is known."""
    made = Moment(figures, ("",), _NOTHING)
    made.value, made.clock = value, clock
    return made


def quoted(words: object) -> Sentence:
    """Words of a person or of a text, in quotation marks as the reader's language has them."""
    return say("“{words}”", words=words)


def listed(things: Iterable[object], between: str = ", ") -> Listed:
    """Things in a row, as a part of a sentence or for themselves, with a comma or other words between them."""
    parts = {str(place): thing for place, thing in enumerate(things)}
    return Listed(between.join(map(str, parts.values())), (between,), parts)


def enumerated(things: Sequence[str]) -> str:
    """Things in a sentence: "A, B and C"; "" for none."""
    *others, last = things or ("",)
    return say("{others} and {last}", others=listed(others), last=last) if others else last


def opening(said: str) -> Opening:
    """The same with a capital letter, for the beginning of a sentence."""
    return Opening(_capital(said), ("",), {"said": said})


def unstopped(said: str) -> Unstopped:
    """The same without its full stop, as a part of a sentence."""
    return Unstopped(said.rstrip("."), ("",), {"said": said})


def _capital(words: str) -> str:
    return f"{words[:1].upper()}{words[1:]}"


def _in_english(forms: tuple[str, ...], number: int | None) -> str:
    form = forms[-1] if number is not None and number != 1 else forms[0]
    return form.rpartition(CONTEXT)[2]


_readers: list[tuple[FormOf, MomentOf]] = [(_in_english, str)]


def templates_speak(form_of: FormOf, moment_of: MomentOf) -> None:
    """From now on templates show what was said by these forms, and moments so, which know who reads."""
    _readers.append((form_of, moment_of))


def in_words(said: object, form_of: FormOf, moment_of: MomentOf = str) -> str:
    """What was said, made again from the forms of a language; plain text stays as it is."""
    if isinstance(said, Moment):
        return moment_of(said)
    if not isinstance(said, Sentence):
        return str(said)
    if isinstance(said, Opening | Unstopped):
        words = in_words(said.parts["said"], form_of, moment_of)
        return _capital(words) if isinstance(said, Opening) else words.rstrip(".")
    form = form_of(said.forms, said.number)
    parts = {
        name: in_words(part, form_of, moment_of) if isinstance(part, Sentence) else part
        for name, part in said.parts.items()
    }
    if isinstance(said, Listed):
        return form.join(map(str, parts.values()))
    if said.number is not None:
        parts["count"] = said.number
    return form.format(**parts) if parts else form
