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


def long_text(prefix: str, *chosen: int, **words: str) -> Wording:
    """Some of twelve provisions of a treaty, each with its number; `words` say what others say instead."""
    return tuple(Provision(f"{prefix}{n}", words.get(f"n{n}", TREATY[n]), number=str(n)) for n in chosen)


TREATY = (
    "The Parties shall dredge the outer harbour to a depth of nine metres before the first of June.",
    "A joint committee of six members keeps the accounts of the harbour and publishes them each spring.",
    "Pilots are licensed by the port authority after an examination in both languages.",
    "Fishing boats under twelve metres pay no toll in the estuary.",
    "The lock keeper opens the gates at high water for vessels that carry grain.",
    "Disputes about the boundary of the anchorage go to a tribunal of three arbitrators.",
    "The loan for the new pier is repaid in twenty equal parts from the harbour dues.",
    "Wrecks are raised at the cost of their owners within ninety days.",
    "Each bank keeps its own lighthouse and tells the other of every change of its signals.",
    "Customs officers may board a vessel only in the presence of a witness from the other side.",
    "Water levels are measured at four gauges and sent to both capitals every hour.",
    "This treaty ends two years after one Party tells the other in writing that it leaves.",
)


def test_what_took_the_place_and_the_number_of_a_point_is_substituted() -> None:
    after = long_text(
        "b", *range(12), n5="Mined waters are swept by the navy of the third state, whose ships fly a flag."
    )
    row = of(align(long_text("a", *range(12)), after), "a5")
    assert (row.after, row.dispositions) == (("b5",), ("substituted",))
    assert row.reason.startswith("the same place and number")
    assert row.confidence < 1


def test_other_matter_under_another_number_is_dropped_and_added() -> None:
    other = Provision(
        "x", "Mined waters are swept by the navy of the third state, whose ships fly a flag.", number="5 bis"
    )
    after = (*long_text("b", *range(5)), other, *long_text("b", *range(6, 12)))
    alignment = align(long_text("a", *range(12)), after)
    assert of(alignment, "a5").dispositions == ("dropped",)
    assert of(alignment, "x").dispositions == ("added",)


def test_a_block_put_elsewhere_is_moved_whatever_its_new_numbers() -> None:
    before, order = long_text("a", *range(12)), (*range(3, 12), 0, 1, 2)
    after = tuple(Provision(f"b{n}", TREATY[n], number=str(place)) for place, n in enumerate(order))
    alignment = align(before, after)
    assert all(row.after == (f"b{row.before[0][1:]}",) for row in alignment.rows)
    assert {row.before[0] for row in alignment.rows if "moved" in row.dispositions} == {"a0", "a1", "a2"}


def test_of_two_points_with_the_same_words_each_stays_beside_its_neighbours() -> None:
    boilerplate = "The Parties shall meet."
    before = (
        *long_text("a", 0, 1),
        Provision("first", boilerplate),
        *long_text("a", 2, 3, 4, 5),
        Provision("last", boilerplate),
        *long_text("a", 6, 7),
    )
    after = (*long_text("b", 2, 3, 4, 5), Provision("kept", boilerplate), *long_text("b", 6, 7))
    assert of(align(before, after), "kept").before == ("last",)


def test_brackets_and_options_do_not_hide_the_words_that_stand_in_them() -> None:
    draft = "[Option 1: [All] Parties [shall][should] dredge the [outer] harbour [to a depth of [nine] metres]]"
    before = (*long_text("a", 1, 2, 3), Provision("draft", draft), *long_text("a", 4, 5))
    after = (*long_text("b", 4, 5, 0), *long_text("b", 1, 2, 3))
    assert of(align(before, after), "b0").before == ("draft",)


def test_three_points_put_into_one_reworded_are_merged_with_less_than_certainty() -> None:
    words = " ".join(TREATY[n] for n in (2, 3, 4)).replace("licensed", "admitted").replace("toll", "fee")
    after = (*long_text("b", 0, 1), Provision("one", words), *long_text("b", *range(5, 12)))
    row = of(align(long_text("a", *range(12)), after), "one")
    assert (row.before, row.dispositions) == (("a2", "a3", "a4"), ("merged",))
    assert 0.5 < row.confidence < 1


def test_a_point_of_which_one_sentence_went_into_another_is_merged_whatever_else_it_said() -> None:
    note = (
        "The delegation of the islands asked that the wording on tolls be taken up again when the tariff is drawn up, "
        "and the chair took note of it; no other delegation spoke."
    )
    before = [*TREATY[:3], f"{TREATY[3]} {note}", *TREATY[4:]]
    after = [*TREATY[:3], *TREATY[5:7], f"{TREATY[4]} {TREATY[3]}", *TREATY[7:]]
    row = of(align(text("a", *before), tuple(Provision(f"b{n}", words) for n, words in enumerate(after))), "b5")
    assert (row.before, row.dispositions) == (("a4", "a5"), ("moved", "merged"))


def test_where_it_is_unsure_the_next_best_are_ranked() -> None:
    near = TREATY[3].replace("twelve", "twenty")
    after = (*long_text("b", *range(4)), Provision("near", near))
    row = of(align(long_text("a", *range(4)), after), "a3")
    assert row.after == ("b3",)
    assert [id_ for id_, _ in row.alternatives] == ["near"]
    assert of(align(long_text("a", *range(4)), after), "near").alternatives[0][0] == "a3"


def test_where_the_numbers_are_kept_a_new_point_with_words_of_its_neighbour_is_added() -> None:
    fares = "The ferry company shall publish its fares, with the price paid by each passenger and by each lorry."
    added = "the price paid by each lorry, with any deduction"
    before = [*TREATY[:4], fares, *TREATY[4:8]]
    after = [*TREATY[:4], fares.replace(" and by each lorry", ""), added, *TREATY[4:8]]
    numbers = [1, 2, 3, 4, 5, "5a", 6, 7, 8, 9]
    amended = tuple(Provision(f"b{n}", words, number=str(n)) for n, words in zip(numbers, after, strict=True))
    assert of(align(text("a", *before), amended), "b5a").dispositions == ("added",)


def test_where_the_numbers_are_kept_a_point_cut_in_two_is_still_split() -> None:
    before = [*TREATY[:4], f"{TREATY[4]} {TREATY[5]}", *TREATY[6:9]]
    numbers = [1, 2, 3, 4, 5, "5 bis", 6, 7, 8]
    amended = tuple(Provision(f"b{n}", words, number=str(n)) for n, words in zip(numbers, TREATY[:9], strict=True))
    row = of(align(text("a", *before), amended), "b5 bis")
    assert (row.before, row.dispositions) == (("a5",), ("split",))


def test_two_options_of_a_draft_of_which_one_text_is_made_are_merged() -> None:
    options = (
        "[Option 1: The Parties shall set up a fund to repair the lighthouses, paid by all coastal towns.]",
        "[Option 2: The Parties may set up a fund to repair the lighthouses, paid by the richer towns only.]",
    )
    agreed = "The Parties shall set up a fund to repair the lighthouses, paid by the coastal towns."
    draft = text("a", *(f"[{words}]" for words in TREATY[:4]), *options, *TREATY[4:8])
    final = tuple(Provision(f"b{n}", words) for n, words in enumerate([*TREATY[:4], agreed, *TREATY[4:8]], 1))
    row = of(align(draft, final), "b5")
    assert (row.before, row.dispositions) == (("a5", "a6"), ("merged",))


def test_a_point_alone_on_either_side_is_known_by_its_number_where_words_alone_do_not_suffice() -> None:
    rival = "Size of Ukraine military to be capped at 800,000 in peacetime."
    same = align((Provision("a", ARMY, number="6"),), (Provision("b", rival, number="6"),))
    assert of(same, "a").after == ("b",)
    assert of(same, "a").confidence < 0.6
    other = align((Provision("a", ARMY, number="6"),), (Provision("b", rival, number="5"),))
    assert of(other, "a").dispositions == ("dropped",)


def test_points_with_one_number_and_no_telling_word_in_common_are_no_rewording() -> None:
    row = of(
        align(text("u", PRISONERS, "Birch shall light the pier."), text("e", PRISONERS, "Norway keeps the accounts.")),
        "e2",
    )
    assert row.dispositions in (("substituted",), ("added",))
