"""Words of a whole text: each stands in one provision and in one bracket; names of proponents are none of them."""

from onetext.text.provision import Provision
from onetext.text.reading import read_points
from onetext.text.streamlining.bracketed_words import OUTSIDE, Words, own_words, words_of


def read(source: str) -> Words:
    return words_of(read_points(source, str))


def owned(words: Words) -> list[tuple[tuple[str, ...] | None, list[str]]]:
    return [
        (words.brackets[bracket].proponents if bracket != OUTSIDE else None, [words.keys[place] for place in places])
        for (bracket, _), places in own_words(words).items()
    ]


def test_a_word_belongs_to_its_innermost_bracket() -> None:
    words = read("1. Ships [may [not] enter (Ash)] the bay [Birch: at night].\n")
    assert owned(words) == [
        (None, ["ships", "the", "bay"]),
        (("Ash",), ["may", "enter"]),
        ((), ["not"]),
        (("Birch",), ["at", "night"]),
    ]


def test_the_label_of_an_option_and_the_printed_number_are_no_words_of_it() -> None:
    words = read("7. The duty is\n\nOption 1 (Ash): five per cent\n\nOption 2 (Birch): nil\n")
    assert owned(words) == [
        (None, ["the", "duty", "is"]),
        (("Ash",), ["five", "per", "cent"]),
        (("Birch",), ["nil"]),
    ]


def test_an_option_ends_with_its_point() -> None:
    words = read("7. The duty is\n\nOption 1 (Ash): five per cent\n\n8. Cod is free [in May (Birch)].\n")
    assert owned(words)[1:] == [
        (("Ash",), ["five", "per", "cent"]),
        (None, ["cod", "is", "free"]),
        (("Birch",), ["in", "may"]),
    ]
    assert {words.above[bracket] for bracket in words.brackets} == {OUTSIDE}


def test_an_option_that_holds_points_ends_with_the_last_of_them() -> None:
    points = (
        Provision("a", "", mark="Option 1 (Ash): ", gap="\n"),
        Provision("b", "Cod is free", mark="1. ", gap="\n", parent="a"),
        Provision("c", "Herring is free", mark="1. ", gap="\n"),
    )
    assert owned(words_of(points)) == [(("Ash",), ["cod", "is", "free"]), (None, ["herring", "is", "free"])]


def test_a_vacant_point_has_no_words() -> None:
    assert len(words_of((Provision("a", "(vacant)", vacant=True),))) == 0


def test_a_bracket_that_is_never_closed_ends_with_its_provision() -> None:
    words = words_of((Provision("a", "Ships [may enter"), Provision("b", "Cod is free")))
    assert owned(words) == [(None, ["ships"]), ((), ["may", "enter"]), (None, ["cod", "is", "free"])]


def test_a_bracket_across_provisions_holds_words_of_both() -> None:
    words = words_of((Provision("a", "Ships [may"), Provision("b", "enter (Ash)] freely")))
    assert owned(words)[1:3] == [(("Ash",), ["may"]), (("Ash",), ["enter"])]
    assert [words.provision[place] for place in range(len(words))] == [0, 0, 1, 1]


def test_stretches_end_at_brackets_and_provisions() -> None:
    words = words_of((Provision("a", "Ships may [not] enter the bay."), Provision("b", "Cod is free.")))
    assert words.stretches(range(len(words))) == ("Ships may", "not", "enter the bay", "Cod is free")


def test_brackets_know_what_they_stand_in() -> None:
    words = read("[one [two [three]]] [four]")
    depth = [len(words.around(bracket)) for bracket in sorted(words.brackets)]
    assert depth == [1, 2, 3, 1]
