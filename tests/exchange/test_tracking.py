"""A point with several parties' wishes: reject all gives the words, accept all what carrying makes of them."""

from hypothesis import given, settings
from hypothesis import strategies as st

from onetext.exchange.document import Mark, Span
from onetext.exchange.tracking import Hand, moved_here, tracked
from onetext.text.carrying import Change, carry
from onetext.text.words import word_set

BASE = "Ukraine limits its military to 600,000 personnel and holds free elections within 100 days."


def hands(base: str, *wishes: tuple[str, str | None]) -> dict[str, Hand]:
    made = {}
    for place, (name, new) in enumerate(wishes):
        made[str(place)] = Hand(Mark(name), Change(str(place), tuple(name.split(", ")), base, new))
    return made


def base_of(spans: tuple[Span, ...]) -> str:
    return "".join(span.text for span in spans if not span.inserted)


def target_of(spans: tuple[Span, ...]) -> str:
    return "".join(span.text for span in spans if not span.deleted)


def by(spans: tuple[Span, ...], name: str, fate: str) -> str:
    return "|".join(s.text for s in spans if (mark := getattr(s, fate)) and mark.author == name)


def test_changes_that_do_not_meet_are_struck_and_put_in_by_those_who_want_them() -> None:
    spans = tracked(
        BASE, hands(BASE, ("US", BASE.replace("military", "armed forces")), ("E3", BASE.replace("free", "fair")))
    )
    assert (by(spans, "US", "deleted"), by(spans, "US", "inserted")) == ("military", "armed forces")
    assert (by(spans, "E3", "deleted"), by(spans, "E3", "inserted")) == ("free", "fair")


def test_what_two_parties_want_alike_is_one_change_of_both() -> None:
    spans = tracked(BASE, hands(BASE, ("US", BASE.replace("free", "fair")), ("E3", BASE.replace("free", "fair"))))
    assert by(spans, "US, E3", "inserted") == "fair"


def test_where_parties_collide_nobody_strikes_the_words_and_each_puts_in_its_own() -> None:
    spans = tracked(BASE, hands(BASE, ("US", BASE.replace("600", "800")), ("E3", BASE.replace("600", "700"))))
    assert not any(span.deleted for span in spans)
    assert by(spans, "US", "inserted").strip() == "[800,000 personnel (US)]"
    assert by(spans, "E3", "inserted").strip() == "[700,000 personnel (E3)]"
    assert by(spans, "US, E3", "inserted") == "[|]"


def test_a_deletion_by_one_against_other_words_of_another_leaves_the_words() -> None:
    spans = tracked("Ash pays.", hands("Ash pays.", ("US", None), ("E3", "Birch pays.")))
    assert base_of(spans) == "Ash pays."
    assert by(spans, "US", "inserted").strip() == "[no text (US)]"


def test_words_moved_are_put_in_by_the_mover_with_the_changes_of_others_on_top() -> None:
    spans = moved_here(tracked("Ash pays.", hands("Ash pays.", ("US", "Birch pays."))), Mark("E3"), "m")
    assert [(s.text, s.inserted and s.inserted.author, s.deleted and s.deleted.author) for s in spans] == [
        ("Ash", "E3", "US"), ("Birch", "US", None), (" pays.", "E3", None),
    ]  # fmt: skip


PIECES = sorted(word_set("the Parties shall may not withdraw 600,000 personnel days , . and forces [ ] ( )"))
WORDS = st.lists(st.sampled_from([*PIECES, "[free]", "[fair (US)]"]), max_size=10).map(" ".join)
WISHES = st.lists(st.tuples(st.sampled_from(["US", "E3", "US, E3", "Ash"]), WORDS | st.none()), max_size=4)


@settings(max_examples=300)
@given(WORDS, WISHES)
def test_rejecting_all_gives_the_words_and_accepting_all_what_is_carried(
    base: str, wishes: list[tuple[str, str | None]]
) -> None:
    made = hands(base, *wishes)
    spans = tracked(base, made)
    assert base_of(spans) == base
    assert target_of(spans) == (carry(base, [hand.change for hand in made.values()]).words or "")
