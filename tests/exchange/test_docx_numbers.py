"""Printed numbers: the formats of the standard, and the counting as LibreOffice does it too."""

import pytest

from exchange import libreoffice, numbered_files
from onetext.exchange.document import plain, rejected
from onetext.exchange.docx.number_formats import printed
from onetext.exchange.docx.reading import read


@pytest.mark.parametrize(
    ("number_format", "number", "shown"),
    [
        ("decimal", 12, "12"),
        ("lowerLetter", 26, "z"),
        ("lowerLetter", 27, "aa"),
        ("upperLetter", 54, "BBB"),
        ("lowerLetter", 781, "781"),
        ("lowerRoman", 4, "iv"),
        ("upperRoman", 1944, "MCMXLIV"),
        ("upperRoman", 488, "CDLXXXVIII"),
        ("upperRoman", 4000, "4000"),
        ("ordinal", 11, "11th"),
        ("ordinal", 23, "23rd"),
        ("cardinalText", 342, "Three hundred forty-two"),
        ("ordinalText", 20, "Twentieth"),
        ("ordinalText", 35, "Thirty-fifth"),
        ("ordinalText", 100, "One hundredth"),
        ("ordinalText", 1000, "1000th"),
        ("hebrew1", 15, "\u05d8\u05d5"),
        ("hebrew1", 16, "\u05d8\u05d6"),
        ("hebrew1", 21, "\u05db\u05d0"),
        ("hebrew1", 500, "\u05ea\u05e7"),
        ("hebrew1", 1000, "1000"),
        ("chineseCounting", 305, "\u4e09\u3007\u4e94"),
        ("hebrew2", 3, "\u05d2"),
        ("arabicAlpha", 3, "\u062a"),
        ("arabicAbjad", 3, "\u062c"),
        ("russianUpper", 10, "\u041a"),
        ("thaiNumbers", 10, "\u0e51\u0e50"),
        ("chineseCounting", 10, "\u5341"),
        ("chineseCounting", 21, "\u4e8c\u5341\u4e00"),
        ("decimalEnclosedCircle", 2, "\u2461"),
        ("numberInDash", 3, "- 3 -"),
        ("hex", 31, "1F"),
        ("chicago", 5, "**"),
        ("zeros 001", 7, "007"),
        ("none", 7, ""),
    ],
)
def test_a_number_is_printed_in_its_format(number_format: str, number: int, shown: str) -> None:
    assert printed(number, number_format) == shown


def test_a_format_that_is_not_known_is_said_to_be_so() -> None:
    assert printed(1, "klingon") is None


OTHERWISE = {
    "a point that was inserted and struck again counts for no other": "LibreOffice knows no end that was both",
    "bullets that are letters of a font of symbols, or of a font that is not known": "in plain text it has its own",
    "legal numbering in figures under roman articles": "LibreOffice does not know w:isLgl",
    "a level that never restarts": "LibreOffice does not know w:lvlRestart",
    "numbers of the kind arabicAbjad": "LibreOffice writes the first letter without its sign",
    "the number of a point that a deleted end joins to the one before": "there it is shown as the words it is",
}


@libreoffice.needed
def test_libreoffice_prints_the_same_numbers() -> None:
    files = [file for file in numbered_files.FILES if file.name not in OTHERWISE]
    texts = libreoffice.done({file.name: libreoffice.Job(file.data, "reject", "txt") for file in files})
    for file in files:
        ours = [f"{one.number} {plain(one)}" for one in rejected(read(file.data)).paragraphs]
        theirs = libreoffice.plain_text(texts[file.name]).split("\n")
        assert _worded(theirs) == _worded(ours), file.name


def _worded(lines: list[str]) -> list[str]:
    return [" ".join(line.split()) for line in lines if line.strip()]
