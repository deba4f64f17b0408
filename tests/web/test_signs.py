"""A sign means one thing, on whatever page it stands; and no page draws one that the table of signs has not."""

import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

import pytest

from onetext.process.consent import Ground
from onetext.process.presentations import Knowledge
from onetext.record.audience import KEEPER
from onetext.text.alignment.rows import Disposition
from onetext.text.threeway import Together
from onetext.web import signs
from onetext.web.pages.text.drawn import Kind, State
from onetext.web.words import STANCES
from web.shipped import copied, seated
from web.walking import pages_of

WEB = Path(signs.__file__).parent
EVERY = tuple(
    (sign, meaning)
    for table in (
        {name: sign for name, (sign, _) in signs.STATES.items()},
        {name: sign for name, (sign, _) in signs.STANCES.items()},
        signs.FATES,
        signs.TOGETHER,
        signs.GROUNDS,
        signs.HAD,
        signs.MARKS,
    )
    for meaning, sign in table.items()
)
TABLE = frozenset(sign for sign, _ in EVERY)
# What is called otherwise from table to table and is the same.
ALIKE = (
    {"unchanged", "kept"},
    {"objected", "opposed"},
    {"unknown", "unknown whether it stands"},
)
# An arrow between two labels, and the minus of a key: words say no more.
READ_OUT = frozenset({"→", "\N{MINUS SIGN}"})
_DRAWN = re.compile(r'<(?:span|text) class="(?:sign|sign-mark)(?: [\w-]+)?"[^>]*>(.*?)</(?:span|text)>', re.DOTALL)
_CONTENT = re.compile(r'content: "([^"\\]+)"')


def test_no_sign_has_two_meanings() -> None:
    meanings: dict[str, set[str]] = {}
    for sign, meaning in EVERY:
        meanings.setdefault(sign, set()).add(meaning)
    assert {sign: of for sign, of in meanings.items() if len(of) > 1 and not any(of <= one for one in ALIKE)} == {}


def test_no_meaning_has_two_signs() -> None:
    found: dict[str, set[str]] = {}
    for sign, meaning in EVERY:
        # A point is agreed otherwise than a party agrees.
        found.setdefault(meaning, set()).add(sign)
    assert {meaning: of for meaning, of in found.items() if len(of) > 1} == {"agreed": {"●", "✓"}}


def test_whatever_can_stand_in_a_table_has_its_sign() -> None:
    assert set(get_args(State)) - {"heading", ""} == set(signs.STATES)
    assert set(get_args(Kind)) == set(signs.STANCES)
    assert {word for _, word in signs.STANCES.values()} <= set(STANCES)
    assert {*get_args(Disposition), "vacant", "wordings differ"} == set(signs.FATES)
    assert set(get_args(Together)) == set(signs.TOGETHER)
    assert set(get_args(Ground)) == set(signs.GROUNDS)
    assert set(get_args(Knowledge)) == set(signs.HAD)


def symbols(text: str) -> set[str]:
    """The characters of a text that could be taken for signs; that of degrees could not."""
    return {one for one in text if not one.isascii() and unicodedata.category(one) in {"So", "Sm"}} - {"°"}


@pytest.mark.parametrize("kind", ["html", "css", "js", "py"])
def test_nothing_that_draws_a_page_has_a_sign_that_the_table_has_not(kind: str) -> None:
    files = [file for file in WEB.rglob(f"*.{kind}") if file != Path(signs.__file__)]
    assert files
    told = {str(file.relative_to(WEB)): symbols(file.read_text(encoding="utf-8")) - TABLE for file in files}
    assert {file: found for file, found in told.items() if found} == {}


def test_a_page_takes_its_signs_from_the_table_and_has_none_of_its_own() -> None:
    own = {}
    for file in (*WEB.rglob("*.html"), *(WEB / "pages").rglob("*.py")):
        text = file.read_text(encoding="utf-8")
        found = [sign for sign in _DRAWN.findall(text) if "{{" not in sign]
        # An arrow between two labels is read out, as words are.
        found += sorted(symbols(text) - READ_OUT)
        if found:
            own[str(file.relative_to(WEB))] = found
    assert own == {}


def test_what_a_style_sheet_puts_before_words_is_a_sign_of_the_table() -> None:
    drawn = {sign.strip() for file in WEB.rglob("*.css") for sign in _CONTENT.findall(file.read_text(encoding="utf-8"))}
    assert drawn - TABLE == {"*"}  # the star of a field that must be filled in, told by words too


def drawn(html: str) -> Iterator[str]:
    """The signs on a page, as they are drawn."""
    for sign in _DRAWN.findall(html):
        yield sign.strip().replace("&quot;", '"')


@pytest.mark.parametrize("slug", ["harbour", "geneva"])
def test_every_sign_on_every_page_is_of_the_table(slug: str, db: None, tmp_path: Path, settings: Any) -> None:
    del db
    with seated(copied(slug, tmp_path), settings, {"keeper": (KEEPER, "")}) as cast:
        found = {
            name: set(drawn(cast["keeper"].get(address).content.decode())) for name, address in pages_of(slug).items()
        }
    assert {name: of - TABLE for name, of in found.items() if of - TABLE} == {}
    assert {"text", "standing", "yes"} <= {name for name, of in found.items() if of}
