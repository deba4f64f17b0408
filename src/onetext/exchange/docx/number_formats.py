"""How a number is printed in each of Word's number formats (ST_NumberFormat, ISO/IEC 29500-1, 17.18.59)."""

from collections.abc import Callable

from onetext.text.numbering import roman

_MOST_LETTERS = 780
"""Word repeats a letter up to thirty times ("aa" after "z"); beyond, and for roman numerals beyond 3,999, digits."""
_MOST_ROMAN = 3999
_MOST_ZEROS = 10
ZEROS = "zeros "
"""A format of a file's own, "zeros 001": digits with zeros before them to that length."""
_LATIN = "abcdefghijklmnopqrstuvwxyz"
_RUSSIAN = "абвгдежзиклмнопрстуфхцчшщэюя"
_ARABIC_ALPHABET = "أبتثجحخدذرزسشصضطظعغفقكلمنهوي"
_ARABIC_ABJAD = "أبجدهوزحطيكلمنسعفصقرشتثخذضظغ"
_HEBREW_ALPHABET = "אבגדהוזחטיכלמנסעפצקרשת"
_ALEPH_TO_TET, _YOD_TO_TSADI, _QOF_TO_TAV = _HEBREW_ALPHABET[:9], _HEBREW_ALPHABET[9:18], _HEBREW_ALPHABET[18:]
_CHINESE = "〇一二三四五六七八九"
_FOOTNOTE_MARKS = "*†‡§"
_TO_TWELVE = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_TEENS = ("thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen")
_ONES = (*_TO_TWELVE, *_TEENS)
_TENS = ("zero", "ten", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_ORDINALS = {
    "one": "first",
    "two": "second",
    "three": "third",
    "five": "fifth",
    "eight": "eighth",
    "nine": "ninth",
    "twelve": "twelfth",
}


def printed(number: int, number_format: str) -> str | None:
    """The number in a format, None where the format is not known; "none" prints nothing."""
    if number_format.startswith(ZEROS):
        return str(number).zfill(min(len(number_format) - len(ZEROS), _MOST_ZEROS))
    form = _FORMATS.get(number_format)
    return form(number) if form else None


def _roman(number: int) -> str:
    if not 0 < number <= _MOST_ROMAN:
        return str(number)
    thousands, rest = divmod(number, 1000)
    for value, sign in ((900, "cm"), (500, "d"), (400, "cd")):
        if rest >= value:
            return "m" * thousands + sign + roman(rest - value)
    return "m" * thousands + roman(rest)


def _letters(alphabet: str) -> Callable[[int], str]:
    def form(number: int) -> str:
        if not 0 < number <= _MOST_LETTERS:
            return str(number)
        again, at = divmod(number - 1, len(alphabet))
        return alphabet[at] * (again + 1)

    return form


def _ordinal(number: int) -> str:
    teen = number % 100 in (11, 12, 13)
    return f"{number}{'th' if teen else {1: 'st', 2: 'nd', 3: 'rd'}.get(number % 10, 'th')}"


def _in_words(number: int) -> str:
    if not 0 <= number < 1000:  # noqa: PLR2004 - no list of points is longer
        return str(number)
    hundreds, rest = divmod(number, 100)
    tens, ones = divmod(rest, 10)
    small = _ONES[rest] if rest < len(_ONES) else _TENS[tens] + (f"-{_ONES[ones]}" if ones else "")
    if not hundreds:
        return small
    return f"{_ONES[hundreds]} hundred" + (f" {small}" if rest else "")


def _cardinal_text(number: int) -> str:
    return _in_words(number).capitalize()


def _ordinal_text(number: int) -> str:
    words = _in_words(number)
    start = max(words.rfind(" "), words.rfind("-")) + 1
    last = words[start:]
    if last.isdigit():
        return _ordinal(number)
    ordinal = _ORDINALS.get(last) or (f"{last[:-1]}ieth" if last.endswith("y") else f"{last}th")
    return (words[:start] + ordinal).capitalize()


def _hebrew(number: int) -> str:
    if not 0 < number < 1000:  # noqa: PLR2004 - thousands have no letter of their own
        return str(number)
    fours, hundreds = divmod(number // 100, len(_QOF_TO_TAV))
    tens, ones = divmod(number % 100, 10)
    if (tens, ones) in ((1, 5), (1, 6)):  # written 9 + 6 and 9 + 7: otherwise they would spell the Name
        small = _ALEPH_TO_TET[8] + _ALEPH_TO_TET[ones]
    else:
        small = _letter(_YOD_TO_TSADI, tens) + _letter(_ALEPH_TO_TET, ones)
    return _QOF_TO_TAV[-1] * fours + _letter(_QOF_TO_TAV, hundreds) + small


def _letter(letters: str, place: int) -> str:
    return letters[place - 1] if place else ""


def _chinese(number: int) -> str:
    if not 0 < number < 100:  # noqa: PLR2004 - beyond, the signs are read digit by digit
        return "".join(_CHINESE[int(digit)] for digit in str(abs(number)))
    tens, ones = divmod(number, 10)
    return (_CHINESE[tens] if tens > 1 else "") + ("十" if tens else "") + (_CHINESE[ones] if ones else "")


def _circled(number: int) -> str:
    return chr(0x2460 + number - 1) if 0 < number <= 20 else str(number)  # noqa: PLR2004 - Unicode has twenty


def _digits(zero: str) -> Callable[[int], str]:
    def form(number: int) -> str:
        return "".join(chr(ord(zero) + int(digit)) for digit in str(abs(number)))

    return form


_FORMATS: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalZero": lambda number: f"{number:02d}",
    "lowerRoman": _roman,
    "upperRoman": lambda number: _roman(number).upper(),
    "lowerLetter": _letters(_LATIN),
    "upperLetter": _letters(_LATIN.upper()),
    "ordinal": _ordinal,
    "cardinalText": _cardinal_text,
    "ordinalText": _ordinal_text,
    "none": lambda _number: "",
    "russianLower": _letters(_RUSSIAN),
    "russianUpper": _letters(_RUSSIAN.upper()),
    "arabicAlpha": _letters(_ARABIC_ALPHABET),
    "arabicAbjad": _letters(_ARABIC_ABJAD),
    "hebrew1": _hebrew,
    "hebrew2": _letters(_HEBREW_ALPHABET),
    "hindiNumbers": _digits("\u0966"),
    "thaiNumbers": _digits("\u0e50"),
    "decimalFullWidth": _digits("\uff10"),
    "decimalHalfWidth": str,
    "decimalEnclosedCircle": _circled,
    "numberInDash": lambda number: f"- {number} -",
    "hex": lambda number: f"{number:X}",
    "chicago": _letters(_FOOTNOTE_MARKS),
    "chineseCounting": _chinese,
    "chineseCountingThousand": _chinese,
    "japaneseCounting": _chinese,
    "ideographDigital": _chinese,
}
