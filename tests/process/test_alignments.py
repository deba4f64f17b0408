"""Comparisons of two texts, and the alignments that persons settle."""

import pytest

from harbour import POINTS, Harbour, reworded
from onetext.process import alignments, texts
from onetext.process.alignments import Compared, Match
from onetext.process.amendments import Dealt, Propose, Settle
from onetext.process.texts import Disposed, Line, Table
from onetext.record.errors import Refused
from onetext.text.provision import Provision
from onetext.text.reading import read_points

RIVAL = """1. It is expected that Birch lights the pier.

2. Ash shall dredge the harbour before 1 May 2031 at its own cost.

3. Norway keeps 40 boats ready for rescue at sea.
"""


def rival(harbour: Harbour, source: str = RIVAL) -> None:
    line = harbour.do(Line("A rival", ("cedar",)), name="rival")
    wording = read_points(source, texts.new_ids("rival"))
    harbour.do(Table("Rival draft", line=line.id, wording=wording), name="r0")


def told(row: Compared, kind: str) -> list[str]:
    """What is called out of a row."""
    return [callout.sentence for callout in row.callouts if callout.kind == kind]


def compared(harbour: Harbour, one: str, other: str) -> dict[str, tuple[str, ...]]:
    view = harbour.view()
    found = alignments.compare(view, alignments.side(view, one), alignments.side(view, other))
    return {
        f"{'+'.join(p.number for p in row.before)}>{'+'.join(p.number for p in row.after)}": row.dispositions
        for row in found.rows
    }


def test_an_unavailable_text_is_no_empty_difference(harbour: Harbour) -> None:
    harbour.table("v0")
    harbour.table("v1", parent="v0", known=False)
    view = harbour.view()
    found = alignments.compare(view, alignments.side(view, "v0"), alignments.side(view, "v1"))
    assert found.rows == ()
    assert [side.called for side in found.unavailable] == ["v1"]


def test_a_draft_known_only_by_its_name_has_no_text_to_compare(harbour: Harbour) -> None:
    harbour.table("v0")
    harbour.do(Line("A rival", ("cedar",)), name="rival")
    view = harbour.view()
    found = alignments.compare(view, alignments.side(view, "v0"), alignments.side(view, "rival"))
    assert [side.called for side in found.unavailable] == ["rival"]


def test_the_same_provision_is_compared_with_itself_across_versions(harbour: Harbour) -> None:
    harbour.table("v0")
    harbour.table("v1", POINTS[0], reworded(POINTS[1], "Birch should light the pier."), POINTS[2], parent="v0")
    found = compared(harbour, "v0", "v1")
    assert found["1>1"] == ("kept",)
    assert found["2>2"] == ("reworded",)


def test_a_change_of_modality_is_called_out(harbour: Harbour) -> None:
    expected = reworded(POINTS[0], "It is expected that Ash will dredge the harbour.")
    harbour.table("v0", expected, *POINTS[1:])
    harbour.table("v1", *POINTS, parent="v0")
    view = harbour.view()
    found = alignments.compare(view, alignments.side(view, "v0"), alignments.side(view, "v1"))
    assert any("expectation" in said and "obligation" in said for said in told(found.rows[0], "modality"))


def test_what_a_settled_amendment_merged_is_merged_and_not_dropped(harbour: Harbour) -> None:
    harbour.table("v0")
    one, two = POINTS[0], POINTS[1]
    whole = "Ash shall dredge the harbour, and all lamps are lit by Birch."
    body = Propose("merge", one.id, one.words or "", whole, others=(two.id,), bases=(two.words or "",))
    wish = harbour.do(body, "ash", "together")
    vacant = Provision(two.id, None, number="2", vacant=True)
    harbour.do(Settle(one.id, (reworded(one, whole), vacant), (Dealt(wish.id, "accepted"),)))
    harbour.table("v1", reworded(one, whole), vacant, POINTS[2], parent="v0")
    found = compared(harbour, "v0", "v1")
    assert found["1+2>1"] == ("merged",)
    assert found[">2"] == ("vacant",)
    assert compared(harbour, "v1", "v0")["1>1+2"] == ("split",)


def test_what_a_settled_amendment_split_is_split_even_in_other_words(harbour: Harbour) -> None:
    harbour.table("v0")
    part = Provision("pbbbbbbbb1", "Silt.", number="1 bis")
    body = Propose("split", POINTS[0].id, POINTS[0].words or "", others=(part.id,), parts=("Ash dredges.", "Silt."))
    wish = harbour.do(body, "ash", "apart")
    first = reworded(POINTS[0], "Ash dredges.")
    harbour.do(Settle(first.id, (first, part), (Dealt(wish.id, "accepted"),)))
    harbour.table("v1", first, reworded(part, "Silt goes to sea."), *POINTS[1:], parent="v0")
    assert compared(harbour, "v0", "v1")["1>1+1 bis"] == ("split",)
    view = harbour.view()
    (row, *_) = alignments.compare(view, alignments.side(view, "v0"), alignments.side(view, "v1")).rows
    assert "apart" in row.reason


def test_a_changed_quantity_is_printed_with_both_values(harbour: Harbour) -> None:
    harbour.table("v0", reworded(POINTS[0], "Ash shall keep 600,000 troops."), *POINTS[1:])
    harbour.table("v1", reworded(POINTS[0], "Ash shall keep 800,000 troops."), *POINTS[1:], parent="v0")
    view = harbour.view()
    row = alignments.compare(view, alignments.side(view, "v0"), alignments.side(view, "v1")).rows[0]
    assert row.dispositions == ("changed quantity",)
    assert any("600,000 → 800,000" in said for said in told(row, "quantity"))
    assert "{-" in row.redline


def test_a_rival_is_aligned_point_by_point(harbour: Harbour) -> None:
    harbour.table("v0")
    rival(harbour)
    found = compared(harbour, "v0", "rival")
    assert ">3" in found
    assert found[">3"] == ("added",)
    assert found["3>"] == ("dropped",)
    assert "1>2" in found
    assert "2>1" in found


def test_what_is_missing_in_a_partial_text_is_unknown_and_not_dropped(harbour: Harbour) -> None:
    harbour.table("v0")
    line = harbour.do(Line("A rival", ("cedar",)), name="rival")
    wording = read_points("1. Ash shall dredge the harbour.\n", texts.new_ids("x"))
    harbour.do(Table("Rival draft", line=line.id, wording=wording, expected=9), name="r0")
    found = compared(harbour, "v0", "rival")
    assert {found["2>"], found["3>"]} == {("unknown",)}


def test_what_the_drafters_say_of_a_point_is_shown(harbour: Harbour) -> None:
    first = harbour.table("v0")
    said = (Disposed(POINTS[2].id, "parked", "for the second phase"),)
    harbour.do(Table("Second", parent=first.id, wording=POINTS[:2], disposed=said), name="v1")
    assert compared(harbour, "v0", "v1")["3>"] == ("parked",)


def test_what_a_person_settled_stands(harbour: Harbour) -> None:
    first = harbour.table("v0")
    rival(harbour)
    other = harbour.view().find("r0", Table)
    third = other.body.wording[2].id
    harbour.do(Match(first.id, other.id, (POINTS[2].id,), (third,), "substituted"))
    assert compared(harbour, "v0", "rival")["3>3"] == ("substituted",)
    assert compared(harbour, "rival", "v0")["3>3"] == ("substituted",)


def test_the_later_word_on_a_point_goes_before_the_earlier(harbour: Harbour) -> None:
    first = harbour.table("v0")
    rival(harbour)
    other = harbour.view().find("r0", Table)
    third = other.body.wording[2].id
    harbour.do(Match(first.id, other.id, (POINTS[2].id,), (third,), "substituted"))
    harbour.do(Match(other.id, first.id, (third,), (), "dropped"))
    found = compared(harbour, "v0", "rival")
    assert found[">3"] == ("added",)


def test_points_that_are_not_in_a_text_cannot_be_aligned(harbour: Harbour) -> None:
    first = harbour.table("v0")
    rival(harbour)
    other = harbour.view().find("r0", Table)
    with pytest.raises(Refused, match="not in r0"):
        harbour.do(Match(first.id, other.id, (POINTS[0].id,), (POINTS[0].id,)))


def test_a_text_without_words_cannot_be_aligned(harbour: Harbour) -> None:
    first = harbour.table("v0")
    second = harbour.table("v1", parent="v0", known=False)
    with pytest.raises(Refused, match="not available"):
        harbour.do(Match(first.id, second.id, (POINTS[0].id,), ()))


def test_a_merged_point_goes_with_the_one_that_holds_its_words() -> None:
    base = (
        Provision("paaaaaaaa", "The harbour master of Ash shall inspect every fishing vessel at dawn.", number="1"),
        Provision(
            "pbbbbbbbb", "Pilots from Birch guide large tankers through the narrow channel at night.", number="2"
        ),
    )
    merged = f"1. {base[0].words} {base[1].words}\n"
    named, disposed = alignments.continuing(base, read_points(merged, texts.new_ids("m")))
    assert named[0].id in {"paaaaaaaa", "pbbbbbbbb"}
    assert [entry.disposition for entry in disposed] == ["merged"]


def test_a_vacant_point_that_is_still_printed_keeps_its_id() -> None:
    base = (*POINTS[:2], Provision(POINTS[2].id, None, number="3", vacant=True))
    source = f"1. {POINTS[0].words}\n\n2. {POINTS[1].words}\n\n3. [Vacant]\n"
    named, disposed = alignments.continuing(base, read_points(source, texts.new_ids("m")))
    assert named[2].vacant
    assert named[2].id == POINTS[2].id
    assert disposed == ()


def test_what_a_printed_part_leaves_out_is_unknown(harbour: Harbour) -> None:
    version = harbour.table("v0")
    harbour.report(texts.Witness(version.id, "As printed", (POINTS[1],)), name="printed")
    harbour.report(texts.Witness(version.id, "As leaked", (POINTS[1],), whole=True), name="leaked")
    assert compared(harbour, "v0", "printed")["3>"] == ("unknown",)
    assert compared(harbour, "v0", "leaked")["3>"] == ("wordings differ",)


def test_a_vacant_point_was_not_dropped_by_a_text_that_never_had_it(harbour: Harbour) -> None:
    harbour.table("v0", *POINTS[:2], Provision(POINTS[2].id, None, number="3", vacant=True))
    rival(harbour)
    assert compared(harbour, "v0", "rival")["3>"] == ("vacant",)


def test_a_version_is_compared_as_it_was_tabled_and_current_as_it_stands(harbour: Harbour) -> None:
    harbour.table("v0")
    settled = reworded(POINTS[1], "Birch shall light the pier at night.")
    harbour.do(Settle(POINTS[1].id, (settled,), ()))
    then, now = alignments.side(harbour.view(), "v0"), alignments.side(harbour.view(), "current")
    assert [p.words for p in then.wording or ()] == [p.words for p in POINTS]
    assert [p.words for p in now.wording or ()] == [POINTS[0].words, settled.words, POINTS[2].words]
