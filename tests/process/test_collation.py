"""Versions that are known only by what was published of them."""

import msgspec

from harbour import POINTS, Harbour, reworded
from onetext.process import alignments, collation, texts
from onetext.process.texts import Table, Witness
from onetext.record.act import Act
from onetext.text.provision import Wording

PIER = "Birch shall light the pier with 12 lamps."


def known_by_leaks(harbour: Harbour, *wordings: Wording, lang: str = "") -> Act[Table]:
    version = harbour.table("v1", known=False)
    for number, wording in enumerate(wordings, 1):
        harbour.do(Witness(version.id, f"leak {number}", wording, lang), name=f"leak-{number}")
    return version


def lamps(number: str) -> Wording:
    return (POINTS[0], reworded(POINTS[1], PIER.replace("12", number)), POINTS[2])


def test_leaks_that_differ_stand_side_by_side_with_their_names(harbour: Harbour) -> None:
    version = known_by_leaks(harbour, lamps("12"), lamps("14"))
    (found,) = collation.collated(harbour.view(), version.id)
    (point,) = collation.differing(found)
    (stretch,) = (stretch for stretch in point.stretches if len(stretch) > 1)
    assert {reading.witnesses: reading.words.strip() for reading in stretch} == {("leak-1",): "12", ("leak-2",): "14"}


def test_a_difference_between_two_leaks_is_no_change_of_the_text(harbour: Harbour) -> None:
    version = known_by_leaks(harbour, lamps("12"), lamps("14"))
    for number in ("12", "14"):
        later = harbour.do(Witness(version.id, f"as {number}", lamps(number)), name=f"again-{number}")
        view = harbour.view()
        side = alignments.side(view, later.name)
        for one in collation.against(view, version, side):
            rows = alignments.compare(view, one.read, side).rows
            assert {row.dispositions for row in rows} == {("kept",)}


def test_what_differs_from_every_leak_is_a_change(harbour: Harbour) -> None:
    version = known_by_leaks(harbour, lamps("12"), lamps("14"))
    harbour.table("v2", *lamps("16"), parent="v1")
    view = harbour.view()
    side = alignments.side(view, "v2")
    (one,) = collation.against(view, version, side)
    changed = [row for row in alignments.compare(view, one.read, side).rows if row.dispositions != ("kept",)]
    assert [row.after[0].number for row in changed] == ["2"]
    assert "changed quantity" in changed[0].dispositions


def test_two_leaks_compared_with_each_other_differ_and_nothing_is_called_a_change(harbour: Harbour) -> None:
    known_by_leaks(harbour, lamps("12"), lamps("14"))
    view = harbour.view()
    rows = alignments.compare(view, alignments.side(view, "leak-1"), alignments.side(view, "leak-2")).rows
    assert [row.dispositions for row in rows] == [("kept",), ("wordings differ",), ("kept",)]
    assert not any(row.callouts for row in rows)


def test_the_text_itself_stands_beside_what_was_published_of_it(harbour: Harbour) -> None:
    version = harbour.table("v1", *lamps("12"))
    harbour.do(Witness(version.id, "A leak", lamps("14")), name="leak")
    (found,) = collation.collated(harbour.view(), version.id)
    assert found.witnesses == ("v1", "leak")


def test_a_wording_that_somebody_may_not_see_is_in_no_collation_of_theirs(harbour: Harbour) -> None:
    version = known_by_leaks(harbour, lamps("12"))
    before = msgspec.json.encode(collation.collated(harbour.view("birch"), version.id))
    harbour.do(Witness(version.id, "Ash's copy", lamps("14")), "ash", "copy", to=("ash",))
    assert msgspec.json.encode(collation.collated(harbour.view("birch"), version.id)) == before
    assert len(collation.collated(harbour.view("ash"), version.id)[0].witnesses) == 2


def test_a_version_of_which_nothing_was_published_has_no_collation(harbour: Harbour) -> None:
    version = harbour.table("v1", known=False)
    assert collation.collated(harbour.view(), version.id) == ()
    assert texts.witnesses(harbour.view(), version.id) == ()
