"""What the program says, in English and in a form that can be said in another language.

Every room says things: why a point is open, why an act is refused. Each is made from a form, which translators see
whole, and the parts that fill it: `say("{party} has not agreed to {point}.", party=…, point=…)`. The result is plain
text; who shows it in another language asks for `in_words` with that language's forms.
"""

from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType
from typing import Self

_NOTHING: Mapping[str, object] = MappingProxyType({})


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


class Listed(Sentence):
    """Things said one after the other; the first of its forms is what stands between them."""

    __slots__ = ()


def say(form: str, /, **parts: object) -> Sentence:
    """A sentence, or a part of one, made from a form with the names of its parts in braces."""
    return Sentence(form.format(**parts) if parts else form, (form,), parts or _NOTHING)


def say_count(one: str, several: str, count: int, /, **parts: object) -> Sentence:
    """The same where a number of things is told; the forms name that number `count`."""
    form = one if count == 1 else several
    return Sentence(form.format(count=count, **parts), (one, several), parts, count)


def term(word: str) -> Sentence:
    """A word of the program's own lists, such as a state, as a part of a sentence: it is translated as it stands."""
    return say(word)


def listed(things: Iterable[object], between: str = ", ") -> Listed:
    """Things in a row, as a part of a sentence or for themselves, with a comma or other words between them."""
    parts = {str(place): thing for place, thing in enumerate(things)}
    return Listed(between.join(map(str, parts.values())), (between,), parts)


def in_words(said: object, form_of: Callable[[tuple[str, ...], int | None], str]) -> str:
    """What was said, made again from the forms of a language; plain text stays as it is.

    `form_of` gives the form to use, from the English forms and the count of a sentence that counts something.
    """
    if not isinstance(said, Sentence):
        return str(said)
    form = form_of(said.forms, said.number)
    parts = {name: in_words(part, form_of) if isinstance(part, Sentence) else part for name, part in said.parts.items()}
    if isinstance(said, Listed):
        return form.join(map(str, parts.values()))
    if said.number is not None:
        parts["count"] = said.number
    return form.format(**parts) if parts else form
