from collections import Counter
from collections.abc import Sequence
from itertools import permutations
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onetext.text.brackets import options
from onetext.text.carrying import NO_TEXT, Carried, Change, Unfit, carry, disputed, disputes, rebase, stretches
from onetext.text.sense.quantities import quantities
from onetext.text.words import folded_words, visible, word_set

BASE = "Ukraine limits its military to 600,000 personnel and holds free elections within 100 days."


def three_way(current: str, changes: Sequence[Change]) -> Carried:
    """Bring each change onto the current words, then carry those that fit together."""
    found = [rebase(current, change) for change in changes]
    carried = carry(current, [one for one in found if isinstance(one, Change)])
    late = tuple(one for one in found if isinstance(one, Unfit))
    return Carried(carried.words, (*carried.unfit, *late), carried.collisions)


def by(party: str, new: str | None, base: str = BASE) -> Change:
    return Change(party, (party,), base, new)


def test_no_change_leaves_the_words_as_they_are() -> None:
    assert carry(BASE, ()).words == BASE


def test_changes_to_different_places_are_both_carried() -> None:
    army = by("US", BASE.replace("military", "armed forces"))
    vote = by("E3", BASE.replace("100 days", "a year"))
    carried = carry(BASE, (army, vote))
    assert carried.words == BASE.replace("military", "armed forces").replace("100 days", "a year")
    assert carried.collisions == ()


def test_two_numbers_for_one_thing_become_a_bracket_with_both_proponents() -> None:
    carried = carry(BASE, (by("US", BASE.replace("600", "700")), by("E3", BASE.replace("600", "800"))))
    bracket = "[600,000 personnel] [800,000 personnel (E3)] [700,000 personnel (US)]"
    assert carried.words == BASE.replace("600,000 personnel", bracket)
    assert carried.collisions == (("E3", "US"),)


def test_a_number_and_its_unit_are_never_divided_between_two_changes() -> None:
    carried = carry(BASE, (by("EU", BASE.replace("600", "880")), by("US", BASE.replace("personnel", "active troops"))))
    bracket = "[600,000 personnel] [880,000 personnel (EU)] [600,000 active troops (US)]"
    assert carried.words == BASE.replace("600,000 personnel", bracket)


def test_a_permission_and_a_negation_never_make_a_prohibition_that_nobody_proposed() -> None:
    base = "Russia shall withdraw its forces"
    may, never = "Russia may withdraw its forces", "Russia shall not withdraw its forces"
    carried = carry(base, (by("EU", may, base), by("US", never, base)))
    assert carried.words == "Russia [shall withdraw] [may withdraw (EU)] [shall not withdraw (US)] its forces"


def test_two_turns_of_one_clause_collide_even_apart() -> None:
    base = "Russia shall under all these conditions withdraw its forces"
    may = by("EU", base.replace("shall", "may"), base)
    never = by("US", base.replace("withdraw", "never withdraw"), base)
    words = carry(base, (may, never)).words
    assert words
    assert "(EU)]" in words
    assert "(US)]" in words


def test_equal_changes_are_one_with_joint_proponents() -> None:
    new = BASE.replace("600", "800")
    assert carry(BASE, (by("UK", new), by("FR", new))).words == new
    carried = carry(BASE, (by("UK", new), by("FR", new), by("US", BASE.replace("600", "700"))))
    assert "[600,000 personnel] [800,000 personnel (FR, UK)] [700,000 personnel (US)]" in (carried.words or "")


def test_a_deletion_against_a_change_stands_as_no_text() -> None:
    carried = carry(
        "Elections are held.",
        (by("EU", None, "Elections are held."), by("US", "Elections are free.", "Elections are held.")),
    )
    assert carried.words == "[Elections are held.] [no text (EU)] [Elections are free. (US)]"


def test_a_deletion_that_nobody_contests_deletes() -> None:
    assert carry(BASE, (by("EU", None), by("US", None))).words is None


def test_a_change_made_on_other_words_does_not_fit_and_says_so() -> None:
    old = by("EU", "Peace now.", "Peace later.")
    carried = carry(BASE, (old,))
    assert carried.words == BASE
    assert carried.unfit[0].change == old
    assert "Peace later." in carried.unfit[0].sentence


def test_a_change_is_brought_onto_newer_words_where_its_own_place_is_unchanged() -> None:
    current = BASE.replace("100 days", "90 days")
    carried = three_way(current, (by("EU", BASE.replace("military", "armed forces")),))
    assert carried.words == current.replace("military", "armed forces")
    assert carried.unfit == ()


def test_a_change_whose_place_has_changed_does_not_fit() -> None:
    current = BASE.replace("600,000", "650,000")
    carried = three_way(current, (by("EU", BASE.replace("600,000", "800,000")),))
    assert carried.words == current
    assert "600,000 personnel" in carried.unfit[0].sentence


def test_a_change_that_was_taken_up_needs_nothing() -> None:
    current = BASE.replace("600", "800")
    assert three_way(current, (by("EU", current),)).words == current


def test_a_deletion_does_not_survive_new_words() -> None:
    carried = three_way(BASE.replace("free", "fair"), (by("EU", None),))
    assert len(carried.unfit) == 1


def test_of_a_change_that_was_taken_up_in_part_the_rest_is_carried() -> None:
    current = BASE.replace("military", "armed forces")
    found = rebase(current, by("EU", current.replace("100 days", "a year")))
    assert isinstance(found, Change)
    assert found.new == current.replace("100 days", "a year")


def test_a_change_that_turns_a_clause_is_not_carried_onto_a_clause_that_was_turned_since() -> None:
    base = "Russia shall under all these conditions withdraw its forces"
    never = by("US", base.replace("withdraw", "never withdraw"), base)
    assert isinstance(rebase(base.replace("shall", "may"), never), Unfit)


def test_a_change_of_two_places_of_one_sentence_leaves_both_as_they_stand_an_option() -> None:
    base = "Ash may take 500 cubic metres of water a day."
    changes = [Change("1", ("Ash",), base, base.replace("500", "800")),
               Change("2", ("Birch",), base, base.replace("500", "300").replace("day", "week"))]  # fmt: skip
    words, _ = disputed(base, changes)
    assert [[(o.words, o.proponents) for o in place.options] for place in options(words)] == [
        [("500 cubic metres", ()), ("800 cubic metres", ("Ash",)), ("300 cubic metres", ("Birch",))],
        [("day", ()), ("week", ("Birch",))],
    ]  # fmt: skip


def test_two_additions_in_one_place_leave_no_text_an_option() -> None:
    base = "Birch shall light the pier."
    changes = [by(who, f"Birch shall light the {word} pier.", base) for who, word in (("Ash", "old"), ("Oak", "long"))]
    (place,) = options(disputed(base, changes)[0])
    assert [(o.words, o.proponents) for o in place.options] == [
        (NO_TEXT, ()), ("old", ("Ash",)), ("long", ("Oak",)),
    ]  # fmt: skip


def test_words_inside_a_bracket_can_be_changed_and_the_bracket_stays_whole() -> None:
    base = "Limit: [600,000 personnel (US)] [800,000 personnel (E3)] in peacetime."
    carried = carry(base, (by("EU", base.replace("peacetime", "time of peace"), base),))
    assert carried.words == base.replace("peacetime", "time of peace")


@pytest.mark.parametrize(
    ("base", "new", "written"),
    [
        ("Ash shall pay.", "[Ash] shall pay.", "[Ash] [[Ash] (UA)] shall pay."),
        ("Ash shall not pay.", "Ash [shall not] pay.", "Ash [shall not] [[shall not] (UA)] pay."),
        ("[Ash] shall pay.", "Ash shall pay.", "[[Ash]] [Ash (UA)] shall pay."),
        ("[600 (US)] [800 (E3)] men", "800 men", "[[600 (US)] [800 (E3)]] [800 (UA)] men"),
        ("Ash [shall (US)] pay.", "Ash [shall (US, EU)] pay.", "Ash [[shall (US)]] [[shall (US, EU)] (UA)] pay."),
    ],
)
def test_a_wish_to_open_or_close_or_sign_a_bracket_is_one_wish_with_the_words_in_it(
    base: str, new: str, written: str
) -> None:
    assert disputed(base, (by("UA", new, base),))[0] == written


def test_brackets_that_two_parties_open_across_one_another_keep_their_own_words() -> None:
    base = "a b c d e f"
    ua, ru = by("UA", "a [b c (UA)] d e f", base), by("RU", "a b [c d (RU)] e f", base)
    assert carry(base, (ua, ru)).words == "a [b c d] [b [c d (RU)] (RU)] [[b c (UA)] d (UA)] e f"


def test_half_a_bracket_is_not_contested_without_the_other_half() -> None:
    base = "Ash may dredge the harbour or light the pier."
    ash = by("ash", base.replace("may dredge the harbour", "[may dredge the harbour]"), base)
    birch = by("birch", base.replace("may dredge", "shall dredge"), base)
    assert carry(base, (ash, birch)).words == (
        "Ash [may dredge the harbour] [[may dredge the harbour] (by: ash)] [shall dredge the harbour (by: birch)] or "
        "light the pier."
    )


def test_two_turns_of_a_clause_do_not_cut_the_bracket_between_them() -> None:
    base = "Ash shall not land and [Birch may wait] there"
    one, other = by("A", base.replace("shall not", "shall"), base), by("B", base.replace("may", "shall"), base)
    assert carry(base, (one, other)).words == (
        "Ash [shall not land and [Birch may wait]] [shall land and [Birch may wait] (by: A)] "
        "[shall not land and [Birch shall wait] (by: B)] there"
    )


def test_a_change_inside_of_words_that_another_brackets_stands_in_the_bracket() -> None:
    base = "Ash shall dredge the whole harbour by May."
    ash, birch = by("ash", f"[{base}]", base), by("birch", base.replace("whole harbour", "inner harbour"), base)
    assert carry(base, (ash, birch)) == Carried("[Ash shall dredge the inner harbour by May.]")


def test_equal_wishes_are_one_bracket_with_all_their_proponents() -> None:
    base = "The limit is 600,000 troops."
    changes = [Change("1", ("Ash",), base, "The limit is 800,000 troops."),
               Change("2", ("Birch",), base, "The limit is 800,000 troops.")]  # fmt: skip
    words, unfit = disputed(base, changes)
    assert "(Ash, Birch)" in words
    assert words.count("800,000") == 1
    assert unfit == ()


def test_a_wish_without_contradiction_keeps_its_brackets_beside_a_collision() -> None:
    base = "Ash shall dredge the inner harbour, and Birch shall light the long pier at night."
    changes = [
        Change("1", ("Ash",), base, base.replace("inner", "outer")),
        Change("2", ("Birch",), base, base.replace("inner", "whole")),
        Change("3", ("Cedar",), base, base.replace("long pier", "jetty")),
    ]
    words, _ = disputed(base, changes)
    for wish in ("outer (Ash)", "whole (Birch)", "jetty (Cedar)"):
        assert wish in words


def test_a_deletion_against_other_words_leaves_the_words_as_they_stood_an_option() -> None:
    base = "Ash shall dredge the harbour."
    changes = [Change("1", ("Ash",), base, None), Change("2", ("Birch",), base, "Ash shall dredge the river.")]
    (place,) = options(disputed(base, changes)[0])
    assert [(option.words, option.proponents) for option in place.options] == [
        (base, ()), ("no text", ("Ash",)), ("Ash shall dredge the river.", ("Birch",)),
    ]  # fmt: skip


PIECES = sorted(word_set("the Parties shall may not withdraw 600,000 personnel days , . and forces"))
WORDS = st.lists(st.sampled_from(PIECES), max_size=10).map(" ".join)
NEW_WORDS = st.lists(st.sampled_from([*PIECES, "never", "some", "800,000", "troops"]), max_size=10).map(" ".join)
CHANGES = st.lists(NEW_WORDS | st.none(), max_size=4)


def changes_of(base: str, news: list[str | None]) -> list[Change]:
    return [Change(f"k{n}", (f"P{n}",), base, new) for n, new in enumerate(news)]


@settings(deadline=None, max_examples=150)
@given(WORDS, CHANGES)
def test_no_new_word_of_a_change_is_lost(base: str, news: list[str | None]) -> None:
    carried = carry(base, changes_of(base, news))
    held = set(folded_words(carried.words or "")) | {
        word for one in carried.unfit for word in folded_words(one.change.new or "")
    }
    for new in news:
        assert set(folded_words(new or "")) - set(folded_words(base)) <= held


@settings(deadline=None, max_examples=60)
@given(WORDS, CHANGES)
def test_the_order_of_the_changes_plays_no_part(base: str, news: list[str | None]) -> None:
    changes = changes_of(base, news)
    assert len({str(carry(base, order)) for order in permutations(changes)}) == 1


@settings(deadline=None, max_examples=100)
@given(WORDS, NEW_WORDS)
def test_a_change_alone_makes_its_own_words(base: str, new: str) -> None:
    assert " ".join((carry(base, (by("EU", new, base),)).words or "").split()) == " ".join(new.split())


@pytest.mark.parametrize("current", [BASE, BASE.replace("free", "fair")])
def test_what_does_not_fit_is_returned_whole(current: str) -> None:
    change = by("EU", BASE.replace("free elections", "free and fair elections"))
    carried = three_way(current, (change,))
    assert "free and fair elections" in (carried.words or "") or carried.unfit[0].change == change


@settings(deadline=None, max_examples=150)
@given(WORDS, CHANGES)
def test_the_stretches_lead_from_the_base_exactly_to_what_is_carried(base: str, news: list[str | None]) -> None:
    changes = changes_of(base, news)
    found = stretches(base, changes)
    assert "".join(one.before for one in found) == base
    assert "".join(one.after for one in found) == (carry(base, changes).words or "")
    assert tuple(one.keys for one in found if one.contested) == carry(base, changes).collisions


@settings(deadline=None, max_examples=150)
@given(WORDS, CHANGES)
def test_the_stretches_lead_from_the_base_exactly_to_what_is_in_brackets(base: str, news: list[str | None]) -> None:
    changes = changes_of(base, news)
    found = disputes(base, changes)
    assert "".join(one.before for one in found) == base
    assert ("".join(one.after for one in found) or base) == disputed(base, changes)[0]


@settings(deadline=None, max_examples=200)
@given(WORDS, CHANGES)
def test_no_word_standing_or_proposed_is_lost_among_the_brackets(base: str, wishes: list[str | None]) -> None:
    words, unfit = disputed(base, changes_of(base, wishes))
    assert unfit == ()
    held = Counter(folded_words(words))
    assert Counter(folded_words(base)) <= held
    for new in wishes:
        assert Counter(folded_words(new or "")) <= held


def chosen(words: str, party: str = "") -> list[str]:
    """What the bracketed words read with a party's options, where it has one, and with the words as they stand."""
    read, at = [], 0
    for place in options(words):
        by_name = {name: option.words for option in reversed(place.options) for name in option.proponents or ("",)}
        taken = by_name.get(party, by_name.get("", NO_TEXT))
        read += [words[at : place.start], taken if taken != NO_TEXT else ""]
        at = place.end
    return [token.folded for token in visible(" ".join([*read, words[at:]]))]


def read_alone(words: str | None) -> list[str]:
    return [token.folded for token in visible(words or "")]


@settings(deadline=None, max_examples=300)
@given(WORDS, CHANGES)
def test_each_partys_wording_and_the_words_as_they_stand_can_be_read_from_the_brackets(
    base: str, wishes: list[str | None]
) -> None:
    words, _ = disputed(base, changes_of(base, wishes))
    assert chosen(words) == read_alone(base)
    for place, new in enumerate(wishes):
        assert chosen(words, f"P{place}") == read_alone(new)


@settings(deadline=None, max_examples=200)
@given(WORDS, NEW_WORDS, NEW_WORDS)
def test_what_is_carried_onto_the_other_reads_the_same_whichever_came_first(base: str, one: str, other: str) -> None:
    first, second = rebase(one, by("P1", other, base)), rebase(other, by("P0", one, base))
    assert isinstance(first, Unfit) == isinstance(second, Unfit)
    if isinstance(first, Change) and isinstance(second, Change):
        assert read_alone(first.new) == read_alone(second.new)


LONG = (
    "Ukraine limits its military to 600,000 personnel in peacetime, holds elections within 100 days, "
    "and shall not station missiles with a range of over 500 kilometres; Russia withdraws from 3 districts by 1 May."
)
INDEPENDENT = (
    ("military", "armed forces"),
    ("600,000", "800,000"),
    ("a range", "a reach"),
    ("elections", "free elections"),
    ("100 days", "a year"),
    ("shall not station", "may station"),
    ("500 kilometres", "300 kilometres"),
    ("Russia withdraws", "Russia and Belarus withdraw"),
    ("1 May", "1 June"),
)
CHOSEN = st.lists(st.sampled_from(INDEPENDENT), min_size=2, max_size=4, unique=True)


@settings(max_examples=60)
@given(CHOSEN)
def test_independent_amendments_accepted_one_after_the_other_in_any_order_make_one_text(
    chosen: list[tuple[str, str]],
) -> None:
    changes = [by(new, LONG.replace(old, new), LONG) for old, new in chosen]
    together = carry(LONG, changes)
    assert together.collisions == ()
    for order in permutations(changes):
        words = LONG
        for change in order:
            found = rebase(words, change)
            assert isinstance(found, Change)
            words = found.new or ""
        assert words == together.words


@settings(max_examples=60)
@given(CHOSEN, st.randoms())
def test_independent_wishes_stand_in_the_same_brackets_in_whatever_order_they_came(
    chosen: list[tuple[str, str]], chance: Random
) -> None:
    def bracketed(wishes: list[tuple[str, str]]) -> str:
        came = [Change(f"{n:03}", (new,), LONG, LONG.replace(old, new)) for n, (old, new) in enumerate(wishes)]
        return disputed(LONG, came)[0]

    other = list(chosen)
    chance.shuffle(other)
    assert bracketed(chosen) == bracketed(other)


AMOUNTS = ("600,000", "800,000", "880,000", "about 700,000")
UNITS = ("personnel", "troops", "active soldiers", "personnel and reserves")
VERBS = ("shall not exceed", "may not exceed", "shall exceed", "will never exceed", "may exceed")


@settings(max_examples=200, deadline=None)
@given(
    st.lists(
        st.tuples(st.sampled_from(VERBS), st.sampled_from(AMOUNTS), st.sampled_from(UNITS)), min_size=3, max_size=5
    )
)
def test_amounts_and_modal_verbs_collide_as_wholes(wishes: list[tuple[str, str, str]]) -> None:
    base, *news = [f"The army {verb} {amount} {unit} in peacetime." for verb, amount, unit in wishes]
    words = carry(base, [by(f"P{n}", new, base) for n, new in enumerate(news)]).words or ""
    allowed = {(q.value, q.unit) for text in (base, *news) for q in quantities(text)}
    written = [option.words for place in options(words) for option in place.options]
    read = [*written, plain(words)]
    assert {(q.value, q.unit) for text in read for q in quantities(text)} <= allowed
    assert not any(f"{one} {other}" in words for one in AMOUNTS for other in AMOUNTS)
    said = {verb for verb, _, _ in wishes}
    assert all(any(verb in text for verb in said) or not set(text.split()) & MODAL for text in written)


MODAL = word_set("shall may will never")


def plain(words: str) -> str:
    """The words outside of brackets, with a stop for each place in brackets."""
    found, at = "", 0
    for place in options(words):
        found, at = f"{found}{words[at : place.start]};", place.end
    return found + words[at:]


def test_quotation_marks_that_a_party_wants_are_a_wish_and_how_they_are_printed_is_none() -> None:
    base = "The zone of peace is closed to the Parties."
    quoted = Change("a", ("Norway",), base, "The “zone of peace” is closed to the Parties.")
    other = Change("b", ("Italy",), base, "The zone of peace is open to the Parties.")
    assert carry(base, [quoted]).words == quoted.new
    assert carry(base, [quoted, other]).words == "The “zone of peace” is open to the Parties."
    assert disputed(base, [quoted])[0] == ("The [zone of peace] [“zone of peace” (Norway)] is closed to the Parties.")
    printed = Change("c", ("Italy",), str(quoted.new), 'The "zone of peace" is closed to the Parties.')
    assert disputed(str(quoted.new), [printed]) == (quoted.new, ())


@pytest.mark.parametrize(
    ("base", "one", "other", "expected"),
    [
        ("(“Old”)", "(“New”)", "(“Next”)", "([“Old”] [“New” (Norway)] [“Next” (Italy)])"),
        ("Les « Parties » ont.", "Les « États » ont.", "Les « Membres » ont.",
         "Les [« Parties »] [« États » (Norway)] [« Membres » (Italy)] ont."),
    ],
)  # fmt: skip
def test_each_option_has_its_quotation_marks_on_both_sides(base: str, one: str, other: str, expected: str) -> None:
    assert carry(base, [Change("a", ("Norway",), base, one), Change("b", ("Italy",), base, other)]).words == expected
