"""Words run as their first letter does, in every document that is written, whether or not a language is named."""

import unicodedata

import pytest

from onetext.exchange import formats
from onetext.exchange.direction import right_to_left
from onetext.exchange.docx.written_runs import runs
from onetext.exchange.drafts import document_of, wording_of
from onetext.text.reading import read_points

ARABIC = "1. تسحب الأطراف 600 سفينة.\n\n2. The parties meet.\n\n3. הצדדים [יסכימו].\n"


@pytest.mark.parametrize(
    ("words", "lang", "way"),
    [
        ("تسحب", "", True),
        ("600 (הצדדים) agree", "en", True),
        ("The parties: تسحب", "ar", False),
        ("600", "ar-EG", True),
        ("600", "en", False),
        ("", "", False),
    ],
)
def test_the_first_letter_says_the_way_and_without_letters_the_language(words: str, lang: str, way: bool) -> None:
    assert right_to_left(words, lang) == way


@pytest.mark.parametrize("ending", ["docx", "html", "md"])
def test_a_text_that_runs_from_right_to_left_is_written_and_read_so(ending: str) -> None:
    document = document_of(read_points(ARABIC, lambda place: f"p{place}"))
    assert [one.rtl for one in document.paragraphs] == [True, False, True]
    assert document.rtl
    found = formats.read(formats.write(document, f"x.{ending}"), f"x.{ending}")
    assert [one.rtl for one in found.paragraphs] == [True, False, True]
    assert [p.words for p in wording_of(found, str)] == [p.words for p in read_points(ARABIC, str)]


def test_no_letter_that_runs_from_right_to_left_is_overlooked() -> None:
    backward = [chr(code) for code in range(0x110000) if unicodedata.bidirectional(chr(code)) in {"R", "AL", "AN"}]
    assert [letter for letter in backward if "<w:rtl/>" not in runs(f"word {letter}")] == []
