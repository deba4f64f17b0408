"""Collation: what differs between two published wordings is never taken for a change of the text."""

from collections.abc import Callable

from hypothesis import given
from hypothesis import strategies as st

from onetext.text.alignment import align
from onetext.text.collation import Collation, Point, Witness, collate, nearest_to
from onetext.text.provision import Provision, Wording
from onetext.text.reading import read_points

FIRST = """1. Ash shall light the northern pier at its own cost before 1 May 2031.

2. Birch may keep 24 patrol vessels in the strait in peacetime.

3. Prisoners shall be exchanged all for all.
"""


def ids(prefix: str) -> Callable[[int], str]:
    return lambda place: f"{prefix}{place}"


def witness(name: str, source: str, *, lang: str = "en", whole: bool = False) -> Witness:
    return Witness(name, read_points(source, ids(name)), lang, whole)


def of(found: Collation, number: str) -> Point:
    (point,) = (point for point in found.points if point.provision.number == number)
    return point


def variants(point: Point) -> list[dict[str, tuple[str, ...]]]:
    return [{r.words.strip(): r.witnesses for r in stretch} for stretch in point.stretches if len(stretch) > 1]


def test_witnesses_that_agree_give_one_reading() -> None:
    (found,) = collate([witness("a", FIRST), witness("b", FIRST)])
    assert all(point.agreed for point in found.points)
    assert of(found, "1").stretches[0][0].witnesses == ("a", "b")


def test_where_witnesses_differ_each_reading_names_who_has_it() -> None:
    (found,) = collate([witness("a", FIRST), witness("b", FIRST.replace("24", "22")), witness("c", FIRST)])
    assert variants(of(found, "2")) == [{"24": ("a", "c"), "22": ("b",)}]
    assert of(found, "1").agreed


def test_what_a_witness_does_not_show_is_lacking_and_not_left_out_of_the_text() -> None:
    part = FIRST[: FIRST.index("2.")]
    (found,) = collate([witness("a", FIRST), witness("b", part), witness("c", part, whole=True)])
    assert of(found, "3").lacking == ("b",)
    assert of(found, "3").left_out == ("c",)


def test_a_point_that_only_a_later_witness_has_stands_in_its_place() -> None:
    shorter = FIRST.replace("2. Birch may keep 24 patrol vessels in the strait in peacetime.\n\n", "")
    longer = f"{FIRST}\n4. The Parties shall meet in Elm every spring to look at the works.\n"
    (found,) = collate([witness("a", shorter), witness("b", longer)])
    assert [point.provision.number for point in found.points] == ["1", "2", "3", "4"]


def test_languages_are_never_mixed() -> None:
    french = "1. Ash éclaire la jetée du nord à ses frais avant le 1er mai 2031.\n"
    found = collate([witness("a", FIRST), witness("b", french, lang="fr")])
    assert [(one.lang, one.witnesses) for one in found] == [("en", ("a",)), ("fr", ("b",))]


def test_typography_and_letters_that_look_alike_make_no_variant() -> None:
    retyped = FIRST.replace("own cost", "own  cost").replace("peacetime", "pe\u0430cetime").replace("Ash", "\u200bAsh")
    (found,) = collate([witness("a", FIRST), witness("b", retyped)])
    assert all(point.agreed for point in found.points)


def test_a_point_that_one_witness_prints_as_two_is_one_point() -> None:
    long = "1. Ash shall light the northern pier at its own cost. Birch shall mark the southern channel with buoys.\n"
    cut = long.replace("cost. ", "cost.\n\n2. ")
    for pair in (("a", long), ("b", cut)), (("b", cut), ("a", long)):
        (found,) = collate([witness(name, source) for name, source in pair])
        assert len(found.points) == 1
        assert found.points[0].agreed


def test_only_what_differs_from_every_witness_differs() -> None:
    found = collate([witness("a", FIRST), witness("b", FIRST.replace("24 patrol", "22 patrol"))])[0]
    other = read_points(FIRST.replace("24 patrol", "22 patrol").replace("1 May", "9 May"), ids("z"))
    near = nearest_to(found, other)
    changed = {row.after: row.dispositions for row in align(near, other).rows if row.dispositions != ("kept",)}
    assert set(changed) == {(other[0].id,)}


WORDS = st.lists(
    st.sampled_from(
        ["ash", "birch", "cedar", "pier", "shall", "may", "light", "keep", "24", "22", "vessels", "not", "the"]
    ),
    max_size=9,
)
TEXTS = st.lists(WORDS, min_size=1, max_size=4)


def wording(name: str, points: list[list[str]]) -> Wording:
    return tuple(Provision(f"{name}{n}", " ".join(words), number=str(n)) for n, words in enumerate(points, 1))


@given(st.lists(TEXTS, min_size=1, max_size=3))
def test_no_word_of_any_witness_is_lost(texts: list[list[list[str]]]) -> None:
    witnesses = [Witness(name, wording(name, points)) for name, points in zip("abc", texts, strict=False)]
    (found,) = collate(witnesses)
    for one in witnesses:
        read = " ".join(
            reading.words
            for point in found.points
            for stretch in point.stretches
            for reading in stretch
            if one.name in reading.witnesses
        )
        assert sorted(read.split()) == sorted(" ".join(p.words or "" for p in one.wording).split())
