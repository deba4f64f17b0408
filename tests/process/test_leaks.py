"""Leaks: the nearest version, point by point; a likeness, never a proof."""

import msgspec
import pytest

from harbour import POINTS, Harbour, reworded
from onetext.process import leaks
from onetext.process.amendments import Settle
from onetext.process.leaks import Leak, Match
from onetext.process.presentations import Account
from onetext.process.texts import Line, Table
from onetext.record.errors import Refused
from onetext.text.provision import Provision, write


def matches(harbour: Harbour, text: str, viewer: str = "keeper", *, whole: bool = False) -> tuple[Match, ...]:
    return leaks.matched(harbour.view(viewer), text, whole=whole).matches


def test_a_found_text_is_nearest_to_the_version_it_was_taken_from(harbour: Harbour) -> None:
    harbour.table("v0")
    changed = reworded(POINTS[1], "Birch shall light the pier with 40 lamps.")
    harbour.table("v1", POINTS[0], changed, POINTS[2], parent="v0")
    best, second = matches(harbour, write((POINTS[0], changed, POINTS[2])))
    assert (best.version.name, best.score, best.present) == ("v1", 1.0, ("1", "2", "3"))
    assert second.version.name == "v0"
    assert [pair.label for pair in second.altered] == ["2"]
    assert second.score < 1


@pytest.mark.parametrize("hidden", ["\u200b", "\u00ad", "\ufeff", "\x01"])
def test_a_copy_of_a_text_with_a_character_that_does_not_show_is_that_text_and_marked(
    harbour: Harbour, hidden: str
) -> None:
    marked = reworded(POINTS[1], f"Birch shall li{hidden}ght the pier.")
    harbour.table("v0", POINTS[0], marked, POINTS[2])
    found = leaks.matched(harbour.view(), write((POINTS[0], marked, POINTS[2])), whole=True)
    assert (found.matches[0].score, found.matches[0].altered) == (1.0, ())
    assert len(leaks.hidden_characters(found.found.source)) == 1
    (told,) = leaks.shared_marks(found)
    assert f"“li{hidden}ght”" in told
    for clean in (write(POINTS), write((POINTS[0], reworded(POINTS[1], f"Birch sh{hidden}all light."), POINTS[2]))):
        assert leaks.shared_marks(leaks.matched(harbour.view(), clean)) == ()


def test_a_text_in_letters_of_another_script_is_itself(harbour: Harbour) -> None:
    odd = reworded(POINTS[1], "B\u0456rch shall light O1 piers and lOO lamps.")
    harbour.table("v0", POINTS[0], odd, POINTS[2])
    (best,) = matches(harbour, write((POINTS[0], odd, POINTS[2])), whole=True)
    assert (best.score, best.altered) == (1.0, ())


def test_the_points_of_each_version_have_the_numbers_that_it_prints(harbour: Harbour) -> None:
    harbour.table("v0")
    harbour.table("v1", *(msgspec.structs.replace(p, number=f"{p.number} bis") for p in POINTS), parent="v0")
    found = {match.version.name: match.present for match in matches(harbour, write(POINTS))}
    assert found == {"v0": ("1", "2", "3"), "v1": ("1 bis", "2 bis", "3 bis")}


def test_what_is_missing_in_a_text_that_claims_to_be_whole_counts_and_in_an_excerpt_it_does_not(
    harbour: Harbour,
) -> None:
    harbour.table("v0")
    text = "1. Ash shall dredge the harbour.\n\n4. Whales are welcome at noon.\n"
    (whole,), (excerpt,) = matches(harbour, text, whole=True), matches(harbour, text)
    assert (whole.present, whole.absent) == (("1",), ("2", "3"))
    assert whole.likeness.beyond == excerpt.likeness.beyond == ("Whales are welcome at noon",)
    assert whole.score < excerpt.score < 1


def test_part_of_a_point_is_told_from_an_altered_point(harbour: Harbour) -> None:
    harbour.table("v0", reworded(POINTS[0], "Ash shall dredge the harbour every spring before the herring comes."))
    (part,) = matches(harbour, "He said that Ash would “dredge the harbour every spring”.")
    assert [pair.after for pair in part.in_part] == ["dredge the harbour every spring"]
    (altered,) = matches(harbour, "Ash shall dredge the harbour every autumn before the herring comes.")
    assert [pair.label for pair in altered.altered] == ["1"]


def test_versions_that_differ_in_one_word_are_told_apart_by_it(harbour: Harbour) -> None:
    harbour.table("v0")
    for party, word in (("ash", "outer"), ("birch", "inner")):
        line = harbour.report(Line(f"For {party}"), name=f"for-{party}")
        words = (reworded(POINTS[0], f"Ash shall dredge the {word} harbour."), *POINTS[1:])
        harbour.report(Table("Copy", line=line.id, wording=words), name=f"copy-{party}")
    found = leaks.matched(harbour.view(), "Ash shal dredge the inner har-\nbour, the paper writes.")
    assert found.matches[0].version.name == "copy-birch"
    (rival,) = (one for one in found.rivals if one.match.version.name == "copy-ash")
    assert [quoted.words for quoted in rival.against.has] == ["inner"]
    assert rival.against.lacks == ("outer",)
    assert rival.speaks.is_nothing


def test_versions_that_the_found_words_do_not_tell_apart_are_said_to_be_so(harbour: Harbour) -> None:
    harbour.table("v0")
    harbour.table("v1", *POINTS[:2], reworded(POINTS[2], "Cedar may not use the quay."), parent="v0")
    found = leaks.matched(harbour.view(), "Birch shall light the pier.")
    assert [one.version.name for one in (found.matches[0], *found.tied)] == ["v0", "v1"]
    assert found.rivals == ()


def test_a_text_of_which_no_version_has_a_word_is_nearest_to_none(harbour: Harbour) -> None:
    harbour.table("v0")
    found = leaks.matched(harbour.view(), "Quite another matter altogether.")
    assert [one.score for one in found.matches] == [0.0]
    assert (found.tied, found.rivals) == ((), ())


def test_what_was_settled_since_a_version_is_a_wording_of_its_own(harbour: Harbour) -> None:
    harbour.table("v0")
    settled = reworded(POINTS[0], "Ash shall dredge the harbour by May.")
    harbour.do(Settle(POINTS[0].id, (settled,)))
    best, second = matches(harbour, settled.words or "")
    assert (best.wording, second.wording) == ("with what was settled since", "as tabled")


def test_a_point_whose_words_are_not_known_is_neither_present_nor_absent(harbour: Harbour) -> None:
    harbour.table("v0", POINTS[0], Provision(POINTS[1].id, None, number="2"))
    (one,) = matches(harbour, "Ash shall dredge the harbour.")
    assert (one.present, one.absent, one.unknown) == (("1",), (), ("2",))


def test_a_version_whose_words_are_not_known_is_not_compared(harbour: Harbour) -> None:
    harbour.table("v0", known=False)
    assert matches(harbour, "1. Ash shall dredge the harbour.") == ()


def test_who_held_a_version_comes_with_why(harbour: Harbour) -> None:
    v0 = harbour.table("v0")
    harbour.report(Account(v0.id, "cedar", "given"))
    assert {held.actor: held.how for held in leaks.held_by(harbour.view(), v0)}["cedar"] == "was given it, or saw it"


def test_a_viewer_matches_only_what_it_may_see(harbour: Harbour) -> None:
    harbour.table("v0")
    text = "1. Ash shall dredge the harbour by Mai."
    before = leaks.matched(harbour.view("birch"), text)
    room = harbour.report(Line("Ash's own"), name="room", to=("ash",))
    words = (reworded(POINTS[0], "Ash shall dredge the harbour by May."), *POINTS[1:])
    harbour.report(Table("R0", line=room.id, wording=words), name="r0", to=("ash",))
    assert [match.version.name for match in matches(harbour, text, "ash")] == ["r0", "v0"]
    assert leaks.matched(harbour.view("birch"), text) == before


def test_characters_that_do_not_show_are_named() -> None:
    (odd,) = leaks.hidden_characters("the har\u200bbour")
    assert "U+200B" in odd
    assert "character 8" in odd
    assert leaks.hidden_characters("the harbour") == ()


def test_a_leak_needs_a_source_and_an_extent(harbour: Harbour) -> None:
    v0 = harbour.table("v0")
    with pytest.raises(Refused, match="from a source"):
        harbour.do(Leak(v0.id, "all of it"))
    with pytest.raises(Refused, match="how much"):
        harbour.report(Leak(v0.id, " "))
    leak = harbour.report(Leak(v0.id, "major details"))
    assert leaks.leaks(harbour.view()) == (leak,)
