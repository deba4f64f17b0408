"""Two drafts against the text that both began from."""

import re
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onetext.text.provision import Provision, Wording
from onetext.text.threeway import Draft, Place, three_way

PIER = "Ash shall light the northern pier at its own cost before 1 May 2031."
BOATS = "Birch may keep 24 patrol vessels in the strait in peacetime."
PRISONERS = "Prisoners shall be exchanged all for all."
COMMITTEE = "A joint committee of the Parties shall meet in Elm every spring."


def text(prefix: str, *wordings: str | None) -> Wording:
    return tuple(Provision(f"{prefix}{n}", words, number=str(n)) for n, words in enumerate(wordings, 1))


BASE = text("b", PIER, BOATS, PRISONERS)


def laid(one: Wording, other: Wording, base: Wording = BASE) -> tuple[Place, ...]:
    return three_way(base, Draft("Ash", one), Draft("Birch", other))


def at(places: tuple[Place, ...], id_: str) -> Place:
    (place,) = (p for p in places if id_ in {q.id for q in (*p.base, *p.one.provisions, *p.other.provisions)})
    return place


def test_what_neither_draft_touched_is_unchanged_whatever_its_number() -> None:
    places = laid(text("x", COMMITTEE, PIER, BOATS, PRISONERS), text("y", PIER, BOATS, PRISONERS))
    assert [place.together for place in places] == ["one", "unchanged", "unchanged", "unchanged"]


def test_changes_to_different_words_fit_together() -> None:
    places = laid(
        text("x", PIER.replace("northern", "southern"), BOATS, PRISONERS),
        text("y", PIER.replace("2031", "2032"), BOATS, PRISONERS),
    )
    place = at(places, "b1")
    assert place.together == "fits"
    assert place.words == PIER.replace("northern", "southern").replace("2031", "2032")


def test_changes_to_the_same_words_stand_in_brackets_with_their_names() -> None:
    places = laid(
        text("x", PIER, BOATS.replace("24", "20"), PRISONERS), text("y", PIER, BOATS.replace("24", "30"), PRISONERS)
    )
    place = at(places, "b2")
    assert place.together == "collides"
    assert place.words is not None
    assert re.search(r"\[24\b[^]]*\] \[20\b[^]]*\(Ash\)\] \[30\b[^]]*\(Birch\)\]", place.words)


def test_a_deletion_against_a_change_takes_no_side() -> None:
    place = at(laid(text("x", PIER, PRISONERS), text("y", PIER, BOATS.replace("24", "30"), PRISONERS)), "b2")
    assert place.together == "collides"
    assert place.words is not None
    assert "no text (Ash)" in place.words


def test_what_one_draft_deleted_and_the_other_left_is_that_drafts_change() -> None:
    place = at(laid(text("x", PIER, PRISONERS), text("y", PIER, BOATS, PRISONERS)), "b2")
    assert (place.together, place.words) == ("one", None)


def test_a_point_left_vacant_by_one_draft_and_left_out_by_the_other_is_deleted_by_both() -> None:
    vacant = Provision("x2", "vacant", number="2", vacant=True)
    first, *_, last = text("x", PIER, BOATS, PRISONERS)
    base = (BASE[0], Provision("x2", BOATS, number="2"), BASE[2])
    place = at(laid((first, vacant, last), text("y", PIER, PRISONERS), base), "x2")
    assert (place.together, place.words) == ("alike", None)


def test_much_the_same_addition_by_both_stands_in_one_place() -> None:
    places = laid(
        text("x", PIER, COMMITTEE, BOATS, PRISONERS),
        text("y", PIER, COMMITTEE.replace("spring", "autumn"), BOATS, PRISONERS),
    )
    (place,) = (place for place in places if not place.base)
    assert place.together == "collides"
    assert places.index(place) == 1


def test_two_points_that_one_draft_merges_are_one_place() -> None:
    places = laid(text("x", PIER, f"{BOATS} {PRISONERS}"), text("y", PIER, BOATS, PRISONERS))
    place = at(places, "b2")
    assert [p.id for p in place.base] == ["b2", "b3"]
    assert place.together == "unchanged"


def test_what_is_not_known_of_a_draft_is_unknown() -> None:
    places = three_way(BASE, Draft("Ash", text("x", PIER), complete=False), Draft("Birch", text("y", PIER, BOATS)))
    assert at(places, "b1").together == "unchanged"
    assert at(places, "b2").together == "unknown"


@pytest.mark.parametrize("lost", ["one", "other"])
def test_a_draft_without_known_words_hides_nothing_of_the_other(lost: str) -> None:
    drafts = {"one": text("x", PIER, BOATS, PRISONERS), "other": text("y", PIER, BOATS, PRISONERS)}
    drafts[lost] = (Provision("b1", None), *drafts[lost][1:])
    places = laid(drafts["one"], drafts["other"])
    shown = {q.id for p in places for q in (*p.one.provisions, *p.other.provisions)}
    assert shown == {p.id for wording in drafts.values() for p in wording}


NAMES = ["ash", "birch", "pier", "shall", "may", "light", "keep", "24", "22", "vessels", "not", "the", "cost", "strait"]
WORDS = st.lists(st.sampled_from(NAMES), min_size=1, max_size=8).map(" ".join)
TEXTS = st.lists(WORDS, max_size=4)


@given(TEXTS, TEXTS, TEXTS)
def test_no_word_of_either_draft_is_lost_and_the_sides_are_alike(
    base: list[str], one: list[str], other: list[str]
) -> None:
    wordings = text("b", *base), text("x", *one), text("y", *other)
    places = three_way(wordings[0], Draft("Ash", wordings[1]), Draft("Birch", wordings[2]))
    for made, wording in (("one", wordings[1]), ("other", wordings[2])):
        assert Counter(p.id for place in places for p in getattr(place, made).provisions) == Counter(
            p.id for p in wording
        )
    for place in places:
        if place.together in {"fits", "collides"}:
            stood = Counter(" ".join(p.words or "" for p in place.base).split())
            said = Counter((place.words or "").replace("[", " ").replace("]", " ").split())
            for draft in (place.one, place.other):
                wished = Counter(" ".join(p.words or "" for p in draft.provisions).split())
                assert not {word for word in wished - stood if said[word] < (wished - stood)[word]}
    turned = three_way(wordings[0], Draft("Birch", wordings[2]), Draft("Ash", wordings[1]))
    names = {"one": "other", "other": "one"}
    assert sorted((names.get(p.together, p.together), p.words or "") for p in turned) == sorted(
        (p.together, p.words or "") for p in places
    )
