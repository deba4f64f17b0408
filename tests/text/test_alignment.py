from hypothesis import given, settings
from hypothesis import strategies as st

from onetext.text.alignment import Alignment, Correspondence, Row, align
from onetext.text.provision import Provision, Wording

ARMY = "The size of the Ukrainian Armed Forces will be limited to 600,000 personnel."
NATO = "Ukraine agrees to enshrine in its constitution that it will not join NATO."
ELECTIONS = "Ukraine will hold elections in 100 days."
PRISONERS = "All remaining prisoners and bodies will be exchanged on the basis of all for all."
ENERGY = "The nuclear power plant will be relaunched under the supervision of the Agency."
POINTS = (ARMY, NATO, ELECTIONS, PRISONERS, ENERGY)


def text(prefix: str, *wordings: str | None) -> Wording:
    return tuple(Provision(f"{prefix}{n}", words, number=str(n)) for n, words in enumerate(wordings, 1))


def of(alignment: Alignment, key: str) -> Row:
    (row,) = (row for row in alignment.rows if key in (*row.before, *row.after))
    return row


def test_a_reworded_point_of_a_rival_text_finds_its_counterpart() -> None:
    rival = text("e", "Ukraine's Armed Forces will be limited to 800,000 personnel in peacetime.", PRISONERS)
    row = of(align(text("u", *POINTS), rival), "e1")
    assert row.before == ("u1",)
    assert row.dispositions == ("changed quantity", "reworded")
    assert "600,000 → 800,000" in row.reason


def test_a_new_number_alone_is_a_changed_quantity() -> None:
    row = of(align(text("u", *POINTS), text("e", ARMY.replace("600", "800"))), "e1")
    assert row.dispositions == ("changed quantity",)


def test_what_has_no_counterpart_was_dropped_or_added() -> None:
    alignment = align(text("u", ARMY, NATO), text("e", ARMY, ENERGY))
    assert of(alignment, "u2").dispositions == ("dropped",)
    assert of(alignment, "e2").dispositions == ("added",)


def test_nothing_missing_from_an_incomplete_text_was_dropped() -> None:
    alignment = align(text("u", ARMY, NATO), text("e", ARMY), after_complete=False)
    assert of(alignment, "u2").dispositions == ("unknown",)
    alignment = align(text("u", ARMY), text("e", ARMY, NATO), before_complete=False)
    assert of(alignment, "e2").dispositions == ("unknown",)


def test_a_point_whose_wording_is_not_known_is_unknown() -> None:
    unseen = (Provision("p1", ARMY), Provision("p2", None))
    known = (Provision("p1", None), Provision("p2", NATO))
    assert {row.dispositions for row in align(unseen, known).rows} == {("unknown",)}


def test_a_vacant_point_was_dropped_and_its_neighbours_stay() -> None:
    before = tuple(Provision(f"p{n}", words, number=str(n)) for n, words in enumerate(POINTS, 1))
    after = (*before[:2], Provision("p3", None, number="3", vacant=True), *before[3:])
    alignment = align(before, after)
    assert of(alignment, "p3").dispositions == ("dropped",)
    assert of(alignment, "p4").dispositions == ("kept",)


def test_the_same_provision_with_other_words_is_substituted() -> None:
    alignment = align((Provision("p1", ARMY),), (Provision("p1", ENERGY),))
    assert alignment.rows[0].dispositions == ("substituted",)


def test_two_points_put_into_one_are_merged() -> None:
    alignment = align(text("u", NATO, ELECTIONS, ENERGY), text("e", f"{NATO} {ELECTIONS}", ENERGY))
    row = of(alignment, "e1")
    assert (row.before, row.dispositions) == (("u1", "u2"), ("merged",))


def test_a_point_made_into_two_is_split() -> None:
    alignment = align(text("u", f"{NATO} {ELECTIONS}", ENERGY), text("e", NATO, ELECTIONS, ENERGY))
    row = of(alignment, "u1")
    assert (row.after, row.dispositions) == (("e1", "e2"), ("split",))


def test_what_persons_settled_stands_against_all_words() -> None:
    settled = (Correspondence(("u1",), ("e2",), "parked"), Correspondence(("u2",)))
    alignment = align(text("u", ARMY, NATO), text("e", ARMY, NATO), settled)
    assert of(alignment, "u1").after == ("e2",)
    assert of(alignment, "u1").dispositions == ("parked",)
    assert of(alignment, "u2").dispositions == ("dropped",)
    assert of(alignment, "e1").before == ()


def test_the_printed_number_breaks_a_tie_and_no_more() -> None:
    before = (
        Provision("a", "Ceasefire line of contact.", number="1"),
        Provision("b", "Exchange of prisoners.", number="2"),
    )
    after = (
        Provision("x", "An exchange of prisoners.", number="1"),
        Provision("y", "Ceasefire line, contact.", number="2"),
    )
    assert of(align(before, after), "x").before == ("b",)


WORDS = st.lists(st.sampled_from([*POINTS, "The Parties shall meet.", ""]), max_size=8)


def permuted(values: tuple[Provision, ...]) -> st.SearchStrategy[tuple[Wording, Wording]]:
    return st.permutations(values).map(lambda other: (values, tuple(other)))


@settings(max_examples=40, deadline=None)
@given(WORDS)
def test_a_text_against_itself_is_kept(wordings: list[str]) -> None:
    same = text("p", *wordings)
    alignment = align(same, same)
    assert [row.before for row in alignment.rows] == [(p.id,) for p in same]
    assert {row.dispositions for row in alignment.rows} <= {("kept",)}


@settings(max_examples=40, deadline=None)
@given(WORDS.map(lambda wordings: text("p", *wordings)).flatmap(permuted))
def test_in_a_permuted_text_everything_is_kept_or_moved(pair: tuple[Wording, Wording]) -> None:
    for row in align(*pair).rows:
        assert row.before == row.after
        assert row.dispositions in (("kept",), ("moved",))


@settings(max_examples=40, deadline=None)
@given(WORDS, WORDS)
def test_every_provision_stands_in_exactly_one_row(olds: list[str], news: list[str]) -> None:
    before, after = text("u", *olds), text("e", *news)
    alignment = align(before, after)
    assert sorted(key for row in alignment.rows for key in row.before) == sorted(p.id for p in before)
    assert sorted(key for row in alignment.rows for key in row.after) == sorted(p.id for p in after)
