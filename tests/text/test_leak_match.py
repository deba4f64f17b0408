"""Leak match: retyped, scanned, cut, quoted, a found text is still nearest to what it was taken from."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onetext.text.leaks.matching import Likeness, Matcher, Passage, Telling, telling, vocabulary
from onetext.text.leaks.retyped import retyped
from onetext.text.provision import Provision, Wording
from onetext.text.reading import read_points

HARBOUR = Path(__file__).parents[2] / "examples" / "harbour"
NAMES = ("v0", "v1", "upstream", "upstream-2", "fallback")
VERSIONS: dict[str, Wording] = {
    name: read_points((HARBOUR / f"{name}.txt").read_text(encoding="utf-8"), f"{name}-{{}}".format) for name in NAMES
}
CANAL = "The canal is closed to vessels of more than four metres from the first frost until the thaw."
LOCKS = "The keeper of the locks records each passage in a book that either town may read at any hour."


def compared(found: str, *wordings: Wording, whole: bool = False) -> list[Likeness]:
    matcher = Matcher(retyped(found, vocabulary(wordings)), whole=whole)
    return [matcher.against(wording) for wording in wordings]


def told(found: str, one: Wording, other: Wording) -> tuple[Telling, Telling]:
    read = retyped(found, vocabulary((one, other)))
    first, second = (Matcher(read).against(wording) for wording in (one, other))
    return telling(read, first, second), telling(read, second, first)


def points(*words: str | None) -> Wording:
    return tuple(Provision(f"p{n}", one, number=str(n)) for n, one in enumerate(words, 1))


def states(likeness: Likeness) -> list[str]:
    return [passage.state for passage in likeness.passages]


def first(found: str, *, whole: bool = False) -> Passage:
    (likeness,) = compared(found, points(CANAL, LOCKS), whole=whole)
    return likeness.passages[0]


@pytest.mark.parametrize("name", NAMES)
def test_a_text_is_itself_whole_and_word_for_word(name: str) -> None:
    source = (HARBOUR / f"{name}.txt").read_text(encoding="utf-8")
    (likeness,) = compared(source, VERSIONS[name], whole=True)
    assert set(states(likeness)) == {"present"}
    assert (likeness.score, likeness.beyond, likeness.lacking) == (1.0, (), ())


def test_points_in_another_order_without_their_numbers_are_present() -> None:
    (likeness,) = compared(f"{LOCKS}\n{CANAL}", points(CANAL, LOCKS))
    assert states(likeness) == ["present", "present"]


def test_a_changed_word_alters_a_point_and_both_wordings_are_told() -> None:
    passage = first("The canal is closed to vessels of more than five metres from the first frost until the thaw.")
    assert passage.state == "altered"
    assert "five metres" in passage.found


def test_a_word_put_in_and_a_word_left_out_alter_a_point() -> None:
    assert first(CANAL.replace("is closed", "is not closed")).state == "altered"
    assert first(CANAL.replace("first frost", "frost")).state == "altered"
    assert first(CANAL.replace("thaw.", "thaw or the flood.")).state == "altered"


def test_what_is_quoted_of_a_point_word_for_word_is_there_in_part() -> None:
    passage = first(
        "The source says the canal would be “closed to vessels of more than four metres”, no word on frost."
    )
    assert (passage.state, passage.found) == ("in part", "closed to vessels of more than four metres")


def test_a_last_word_that_is_another_alters_the_point_though_it_is_at_its_end() -> None:
    assert first(CANAL.replace("thaw", "flood")).state == "altered"


def test_in_a_text_that_claims_to_be_whole_a_point_cut_short_is_altered() -> None:
    cut = "The canal is closed to vessels of more than four metres.\n\n" + LOCKS
    assert first(cut).state == "in part"
    assert first(cut, whole=True).state == "altered"


def test_an_amount_is_not_mended_into_another() -> None:
    (likeness,) = compared(
        "A toll of 41 crowns is paid at each lock.", points("A toll of 40 crowns is paid at each lock.")
    )
    assert states(likeness) == ["altered"]


def test_a_point_without_known_words_is_unknown_and_a_vacant_one_is_none() -> None:
    wording = (*points(CANAL, None), Provision("p3", None, vacant=True))
    (likeness,) = compared(CANAL, wording)
    assert states(likeness) == ["present", "unknown"]


def test_a_text_about_something_else_has_nothing_of_it() -> None:
    (likeness,) = compared("The bishop blessed the bells of the old church in the rain.", points(CANAL, LOCKS))
    assert (likeness.score, states(likeness)) == (0.0, ["absent", "absent"])


def test_the_word_that_was_put_into_one_copy_decides() -> None:
    copies = [points(CANAL, LOCKS.replace("each passage", f"{word} passage")) for word in ("each", "every")]
    for_each, for_every = told("the keeper of the locks recods every passage in a b\u043eok", *copies)
    assert for_each.is_nothing
    assert [quoted.words for quoted in for_every.has] == ["every"]
    assert for_every.lacks == ("each",)


def test_words_outside_of_the_part_that_was_found_decide_nothing() -> None:
    copies = points(CANAL, LOCKS), points(CANAL, LOCKS.replace("either", "each"))
    assert all(one.is_nothing for one in told(CANAL, *copies))


LOOKALIKE = {"a": "\u0430", "e": "\u0435", "o": "\u043e"}
slip = st.sampled_from(["swap", "drop", "double", "break", "lookalike", "hidden"])


def mistyped(word: str, kind: str) -> str:
    """A word with one slip inside it; short words, numbers and words with marks stay."""
    if len(word) < 8 or not word.isalpha():
        return word
    middle = len(word) // 2
    return {
        "swap": word[: middle - 1] + word[middle] + word[middle - 1] + word[middle + 1 :],
        "drop": word[:middle] + word[middle + 1 :],
        "double": word[:middle] + word[middle - 1 :],
        "break": f"{word[:middle]}-\n{word[middle:]}",
        "lookalike": "".join(LOOKALIKE.get(letter, letter) for letter in word[:middle]) + word[middle:],
        "hidden": f"{word[:middle]}\u200b{word[middle:]}",
    }[kind]


@st.composite
def leaks(draw: st.DrawFn) -> tuple[str, str]:
    """The name of a version, and an excerpt of it: some points, in any order, with slips, without their numbers."""
    name = draw(st.sampled_from(NAMES))
    known = [p.words for p in VERSIONS[name] if p.words and not p.vacant and not p.heading and len(p.words) > 80]
    chosen = draw(st.lists(st.sampled_from(known), min_size=1, max_size=6, unique=True))
    kinds = draw(st.lists(slip, min_size=1, max_size=5))
    step = draw(st.integers(1, 6))
    words = " \n\n ".join(chosen).replace('"', "\u201c").split(" ")
    typed = [mistyped(word, kinds[n % len(kinds)]) if n % step == 0 else word for n, word in enumerate(words)]
    return name, " ".join(typed)


@settings(max_examples=60)
@given(leaks())
def test_whatever_the_slips_no_other_version_is_nearer_than_the_one_that_was_copied(leak: tuple[str, str]) -> None:
    name, found = leak
    scores = dict(zip(NAMES, compared(found, *VERSIONS.values()), strict=True))
    assert scores[name].score == max(one.score for one in scores.values())
    assert scores[name].score > 0.8


@settings(max_examples=60)
@given(st.integers(0, 10**6), st.lists(slip, min_size=1, max_size=4), st.integers(2, 7))
def test_copies_with_one_word_of_their_own_are_told_apart_by_exactly_that_word(
    place: int, kinds: list[str], step: int
) -> None:
    words = f"{CANAL} {LOCKS}".split(" ")
    at = place % (len(words) - 2) + 1
    copies = [points(" ".join([*words[:at], mark, *words[at + 1 :]])) for mark in ("heron", "osprey")]
    copied = [*words[:at], "heron", *words[at + 1 :]]
    typed = [mistyped(word, kinds[n % len(kinds)]) if n % step == 0 else word for n, word in enumerate(copied)]
    for_heron, for_osprey = told(" ".join(typed), *copies)
    assert for_osprey.is_nothing
    assert [quoted.words.strip(".") for quoted in for_heron.has] == ["heron"]
    assert for_heron.lacks == ("osprey",)


@given(st.text(max_size=80), st.lists(st.text(max_size=30), max_size=4), st.booleans())
def test_any_text_can_be_compared_and_no_score_is_above_one(found: str, words: list[str], whole: bool) -> None:
    (likeness,) = compared(found, points(*words), whole=whole)
    assert 0 <= likeness.score <= 1
    assert len(likeness.passages) == sum(1 for one in words if one.strip())
