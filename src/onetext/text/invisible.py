"""Characters that a reader cannot see or tell apart: a draft may carry them by accident, or by intent.

After Unicode Technical Report 36 (security considerations), Technical Standard 39 (confusables, mixed scripts) and the
"Trojan Source" attack (Boucher and Anderson 2021). The text itself is never changed.
"""

import re
import unicodedata
from collections.abc import Iterator

import msgspec

from onetext.sentences import say, term


class Oddity(msgspec.Struct, frozen=True):
    """A character to look at: its offset, its code point ("U+200B"), its Unicode name, and what it does."""

    offset: int
    code: str
    name: str
    sentence: str


_TURNS = "\u202a-\u202e\u2066-\u2069"
_MARKS = "\u200e\u200f\u061c"
_HIDDEN = (
    "\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200d\u2028\u2029\u2060-\u2065\u206a-\u206f\u2800\u3164"
    "\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffb\U0001d173-\U0001d17a\U000e0000-\U000e01ef"
)
_CONTROLS = "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f"
_ODD = re.compile(f"[{_TURNS}{_MARKS}{_HIDDEN}{_CONTROLS}\ufffd]")
_TURNING = re.compile(f"[{_TURNS}]")
_MARKING = re.compile(f"[{_MARKS}]")
_CONTROL = re.compile(f"[{_CONTROLS}]")
_JOINERS = "\u200c\u200d"
_WORD = re.compile(r"[^\W\d_]+")
_OTHER_SCRIPT = re.compile("[\u0370-\u052f\u1c80-\u1c8f\u1f00-\u1fff\u2de0-\u2dff\ua640-\ua69f]")
_SCRIPTS = ("LATIN", "CYRILLIC", "GREEK")

_CYRILLIC = zip(
    "\u0410\u0412\u0415\u041a\u041c\u041d\u041e\u0420\u0421\u0422\u0423\u0425\u0405\u0406\u0408\u0430\u0435\u043e"
    "\u0440\u0441\u0443\u0445\u0455\u0456\u0458\u0501\u051b\u051d\u04bb\u04cf",
    "ABEKMHOPCTYXSIJaeopcyxsijdqwhl",
    strict=True,
)
_GREEK = zip(
    "\u0391\u0392\u0395\u0396\u0397\u0399\u039a\u039c\u039d\u039f\u03a1\u03a4\u03a5\u03a7\u03bf\u03bd\u03b9\u03ba\u03c1",
    "ABEZHIKMNOPTYXovikp",
    strict=True,
)
_LOOKS_LIKE = {**dict(_CYRILLIC), **dict(_GREEK)}
"""Letters of other scripts that look like a Latin letter, after the confusables of Unicode Technical Standard 39."""


def oddities(text: str) -> tuple[Oddity, ...]:
    """The invisible characters, direction controls and look-alike letters in a text, in order of their offsets.

    A joiner after a letter of a script that needs it (Persian, Hindi and others) is no oddity. A letter is odd where
    it stands in one word with more letters of another of the scripts Latin, Cyrillic and Greek. A whole word in
    another script is not: texts name people and places in their own letters.
    """
    found = [*_invisible(text), *_lookalikes(text)]
    return tuple(sorted(found, key=lambda oddity: oddity.offset))


def as_meant(text: str) -> str:
    """The text as a reader takes it: without invisible characters, look-alike letters in the script of their word.

    For comparing only; what is kept and shown is the text itself.
    """
    shown = "".join(character for character in text if not _ODD.match(character) or character in _JOINERS)
    return _WORD.sub(lambda word: _in_one_script(word[0]), shown) if _OTHER_SCRIPT.search(shown) else shown


def latin(letter: str) -> str:
    """The Latin letter that a letter of another script looks like; the letter itself where it looks like none."""
    return _LOOKS_LIKE.get(letter, letter)


def _in_one_script(word: str) -> str:
    scripts = [_script(letter) for letter in word]
    present = {script for script in scripts if script}
    if len(present) < 2:  # noqa: PLR2004  one script is no mixture
        return word
    main = max(_SCRIPTS, key=scripts.count)
    if main == "LATIN":
        return "".join(_LOOKS_LIKE.get(letter, letter) for letter in word)
    like = {latin: letter for letter, latin in _LOOKS_LIKE.items() if _script(letter) == main}
    return "".join(
        like.get(letter, letter) if script == "LATIN" else letter for letter, script in zip(word, scripts, strict=True)
    )


def _invisible(text: str) -> Iterator[Oddity]:
    for match in _ODD.finditer(text):
        character, at = match[0], match.start()
        if character in _JOINERS and _joins(text, at):
            continue
        yield _oddity(text, at, _what_it_does(character))


def _joins(text: str, at: int) -> bool:
    """Whether a joiner stands after a letter or sign of a script that has use for it."""
    return at > 0 and text[at - 1] >= "\u0600" and unicodedata.category(text[at - 1])[0] in "LMS"


def _what_it_does(character: str) -> str:
    if _TURNING.match(character):
        return say("It changes the direction of the text, so that words may be shown in another order than they stand.")
    if _MARKING.match(character):
        return say("It is an invisible direction mark, which can move the signs next to it.")
    if _CONTROL.match(character):
        return say("It is a control character, which is not shown.")
    if character == "\ufffd":
        return say("It stands for a character that was lost when the text was converted.")
    return say("It is not visible, but it makes words differ that look the same.")


def _lookalikes(text: str) -> Iterator[Oddity]:
    if not _OTHER_SCRIPT.search(text):
        return
    for word in _WORD.finditer(text):
        if word[0].isascii() or not _OTHER_SCRIPT.search(word[0]):
            continue
        scripts = [_script(letter) for letter in word[0]]
        present = {script for script in scripts if script}
        if len(present) > 1:
            main = max(_SCRIPTS, key=scripts.count)
            for place, script in enumerate(scripts):
                if script and script != main:
                    yield _mixed(text, word.start() + place, script, main)


def _script(letter: str) -> str:
    name = unicodedata.name(letter, "")
    return next((script for script in _SCRIPTS if name.startswith(script)), "")


def _mixed(text: str, at: int, script: str, main: str) -> Oddity:
    like = _LOOKS_LIKE.get(text[at])
    own, others = term(script.title()), term(main.title())
    if not like:
        return _oddity(text, at, say("It is a {own} letter, in a word of {others} letters.", own=own, others=others))
    told = say(
        "It is a {own} letter that looks like the Latin letter {like}, in a word of {others} letters.",
        own=own, like=like, others=others,
    )  # fmt: skip
    return _oddity(text, at, told)


def _oddity(text: str, at: int, sentence: str) -> Oddity:
    character = text[at]
    name = unicodedata.name(character, "") or f"unnamed character of the category {unicodedata.category(character)}"
    return Oddity(at, f"U+{ord(character):04X}", name, sentence)
