"""The one text, its versions, rivals and wordings."""

from datetime import UTC, datetime

import msgspec
import pytest

from harbour import POINTS, Harbour, reworded
from onetext.process import alignments, current, texts
from onetext.process.amendments import Propose, Settle
from onetext.process.texts import Disposed, Hold, Line, Table, Witness
from onetext.record.audience import PUBLIC
from onetext.record.errors import Refused
from onetext.text.provision import Provision
from onetext.text.reading import read_points


def read(source: str, token: str = "t") -> tuple[Provision, ...]:
    return read_points(source, texts.new_ids(token))


def test_the_first_version_tabled_is_the_head_and_its_successor_follows(harbour: Harbour) -> None:
    first = harbour.table("v0")
    second = harbour.table("v1", *POINTS, parent="v0")
    found = texts.head(harbour.view())
    assert found is not None
    assert found.id == second.id
    assert [v.id for v in texts.versions(harbour.view())] == [first.id, second.id]


def test_a_second_head_is_refused(harbour: Harbour) -> None:
    harbour.table("v0")
    with pytest.raises(Refused, match="no second one beside it"):
        harbour.do(Table("Another", wording=POINTS), name="other")


def test_a_reported_second_successor_is_recorded_and_never_the_head(harbour: Harbour) -> None:
    first = harbour.table("v0")
    second = harbour.table("v1", *POINTS, parent="v0")
    fork = harbour.report(Table("Leaked", parent=first.id, wording=POINTS), name="fork")
    child = harbour.report(Table("Leaked further", parent=fork.id, wording=POINTS), name="fork-2")
    view = harbour.view()
    head = texts.head(view)
    assert head is not None
    assert head.id == second.id
    assert {act.id for act in texts.second_heads(view)} == {fork.id, child.id}


def test_a_reported_version_that_was_known_before_its_parent_was_tabled_is_the_head(harbour: Harbour) -> None:
    first = harbour.table("v0")
    long_ago = datetime(2020, 1, 1, tzinfo=UTC)
    later = harbour.report(Table("Printed", parent=first.id, wording=POINTS), name="v1", known=long_ago)
    last = harbour.report(Table("Printed again", parent=later.id, wording=POINTS), name="v2", known=long_ago)
    head = texts.head(harbour.view())
    assert head is not None
    assert head.id == last.id
    assert texts.second_heads(harbour.view()) == ()


def test_a_heading_without_words_of_its_own_is_called_by_its_number() -> None:
    wording = read("## Article 5\n\n1. Ash keeps the harbour.\n")
    assert [texts.printed(wording)[p.id] for p in wording] == ["Article 5", "Article 5.1"]


def test_a_rival_draft_is_never_the_head(harbour: Harbour) -> None:
    first = harbour.table("v0")
    line = harbour.do(Line("A rival", ("cedar",)), name="rival")
    harbour.do(Table("Rival draft", line=line.id, wording=read("1. Quite other words.")), name="r0")
    head = texts.head(harbour.view())
    assert head is not None
    assert head.id == first.id


def test_several_actors_hold_the_one_text(harbour: Harbour) -> None:
    harbour.do(Hold(("ash", "birch")))
    assert texts.holders(harbour.view()) == ("ash", "birch")


def test_only_holders_and_those_with_the_pen_table_the_one_text(harbour: Harbour) -> None:
    everybody = ("ash", "birch", "norway")
    with pytest.raises(Refused, match="those who hold it"):
        harbour.do(Table("Mine", wording=POINTS), "ash", "v0", everybody)
    harbour.do(Hold(("ash", "birch")))
    harbour.do(Table("Ours", wording=POINTS), "ash", "v0", everybody)
    assert texts.head(harbour.view()) is not None


def test_the_one_text_is_before_the_whole_table(harbour: Harbour) -> None:
    with pytest.raises(Refused, match="whole table"):
        harbour.do(Table("Secret", wording=POINTS), name="v0", to=("ash", "keeper"))


def test_a_point_that_vanishes_must_be_accounted_for(harbour: Harbour) -> None:
    first = harbour.table("v0")
    with pytest.raises(Refused, match="3 of v0"):
        harbour.table("v1", *POINTS[:2], parent="v0")
    gone = (Disposed(POINTS[2].id, "dropped", "Cedar asked for it"),)
    harbour.do(Table("Second", parent=first.id, wording=POINTS[:2], disposed=gone), name="v1")


def test_a_disposition_is_one_that_the_field_knows(harbour: Harbour) -> None:
    first = harbour.table("v0")
    gone = (Disposed(POINTS[2].id, "lost"),)
    with pytest.raises(Refused, match="does not say what became of a point"):
        harbour.do(Table("Second", parent=first.id, wording=POINTS[:2], disposed=gone), name="v1")


def test_a_version_may_exist_without_known_words(harbour: Harbour) -> None:
    version = harbour.table("v0", known=False)
    assert texts.completeness(version.body) == "text not available"
    assert texts.version_fingerprint(version) is None
    assert not texts.is_complete(version.body)


def test_a_text_with_fewer_points_than_expected_is_partial(harbour: Harbour) -> None:
    version = harbour.do(Table("Draft", wording=POINTS, expected=28), name="v0")
    assert texts.completeness(version.body) == "28 points expected, 3 known"
    assert texts.unknown_points(version.body) == 25
    assert not texts.is_complete(version.body)


def test_points_under_a_heading_are_known_points() -> None:
    titled = read("# Harbour Agreement\n\nPart I: Works\n\n1. Ash dredges.\n\n2. Birch:\n\n   (a) lights the pier.\n")
    assert texts.known_points(titled) == 2


def test_a_point_of_unknown_words_makes_a_text_partial() -> None:
    body = Table("Draft", wording=(*POINTS, Provision("pzzzzzzzz", None, number="4")))
    assert not texts.is_complete(body)
    assert texts.completeness(body) == "4 points expected, 3 known"


def test_more_points_than_expected_are_refused(harbour: Harbour) -> None:
    with pytest.raises(Refused, match="only 2 are expected"):
        harbour.do(Table("Draft", wording=POINTS, expected=2), name="v0")


def test_identity_comes_from_the_words_and_not_from_the_printed_number(harbour: Harbour) -> None:
    harbour.table("v0")
    source = "1. Birch shall light the pier.\n\n2. Cedar may use the quay.\n\n3. Ash shall dredge the harbour.\n"
    named, disposed = alignments.succeeding(harbour.view(), read(source), "")
    assert {p.words: p.id for p in named} == {p.words: p.id for p in POINTS}
    assert disposed == ()


def test_a_new_point_under_an_old_number_gets_a_new_id(harbour: Harbour) -> None:
    harbour.table("v0")
    source = "1. Ash shall dredge the harbour.\n\n2. Norway keeps the accounts of all fishing boats.\n"
    named, _ = alignments.succeeding(harbour.view(), read(source), "")
    assert named[0].id == POINTS[0].id
    assert named[1].id not in {p.id for p in POINTS}


def test_ids_are_the_same_for_the_same_token_and_otherwise_not() -> None:
    assert texts.new_ids("a")(3) == texts.new_ids("a")(3)
    assert len({texts.new_ids(token)(place) for token in "abcdef" for place in range(50)}) == 300


def test_a_witness_is_a_wording_of_a_version_and_not_a_version(harbour: Harbour) -> None:
    version = harbour.table("v0", known=False)
    leak = harbour.report(Witness(version.id, "As leaked", POINTS), name="leak")
    view = harbour.view()
    assert [w.id for w in texts.witnesses(view, version.id)] == [leak.id]
    assert current.wording(view) is None


def test_a_draft_in_a_room_has_no_wider_versions(harbour: Harbour) -> None:
    line = harbour.do(Line("Ours"), "ash", "room", ("ash",))
    with pytest.raises(Refused, match="know of this draft"):
        harbour.do(Table("Draft", line=line.id, wording=POINTS), "ash", "r0", ("ash", "birch"))
    harbour.do(Table("Draft", line=line.id, wording=POINTS), "ash", "r0", ("ash",))
    assert texts.lines(harbour.view("birch")) == ()


def test_every_point_is_printed_with_the_numbers_above_it() -> None:
    assert texts.numbered(("3", "a")) == "3(a)"
    assert texts.numbered(("3", "3(a)")) == "3(a)"
    assert texts.numbered(("(a)",)) == "a"
    assert texts.numbered(()) == ""


def test_a_successor_is_found_reworded_with_its_old_id(harbour: Harbour) -> None:
    harbour.table("v0")
    changed = reworded(POINTS[0], "Ash shall dredge the inner harbour every year.")
    source = "".join(f"{p.mark}{p.words}{p.gap}" for p in (changed, *POINTS[1:]))
    named, _ = alignments.succeeding(harbour.view(), read(source), "")
    assert [p.id for p in named] == [p.id for p in POINTS]


def test_what_is_odd_about_a_wording_is_said_and_never_mended(harbour: Harbour) -> None:
    wording = (
        Provision("paaaaaaaa1", "Ash shall [dredge.", number="1"),
        Provision("paaaaaaaa2", "Birch\u200b shall pay.", number="3"),
        Provision("paaaaaaaa3", "Cedar may look.", number="3"),
    )
    found = " ".join(texts.oddities(wording))
    for sign in ("2", "3", "bracket", "U+200B"):
        assert sign in found
    harbour.do(texts.Table("First", wording=wording), name="v0")
    assert all(flag.startswith("v0: ") for flag in texts.flags(harbour.view()))
    head = texts.head(harbour.view())
    assert head is not None
    assert head.body.wording == wording


def test_a_witness_goes_to_no_readers_who_do_not_know_of_its_version(harbour: Harbour) -> None:
    table = ("ash", "birch", "norway")
    version = harbour.do(Table("V0", wording=POINTS), name="v0", to=table)
    with pytest.raises(Refused, match="is for Ash, Birch, Norway only"):
        harbour.do(Witness(version.id, "Part", POINTS[:1]), "norway")
    harbour.do(Witness(version.id, "Part", POINTS[:1]), "norway", to=table)


def test_a_public_version_betrays_no_amendment_and_no_deletion_of_the_table(harbour: Harbour) -> None:
    table = ("ash", "birch", "norway")
    harbour.table("v0")
    harbour.do(
        Propose("add", "psecret", words="A secret council sits.", after=POINTS[2].id), "ash", to=("ash", "norway")
    )
    gone = msgspec.structs.replace(POINTS[2], words=None, vacant=True)
    harbour.do(Settle(POINTS[2].id, (gone,)), "norway", to=table)
    view = harbour.view("norway")
    fresh = read("1. Ash shall dredge the harbour.\n\n2. Birch shall light the pier.\n\n3. A secret council sits.\n")
    for readers, said, taken in (
        (PUBLIC, set(), False),
        (table, {POINTS[2].id}, False),
        (("ash", "norway"), set(), True),
    ):
        wording, disposed = alignments.succeeding(view, fresh, "", readers)
        assert ("psecret" in {p.id for p in wording}) == taken
        assert "psecret" not in {entry.provision for entry in disposed}
        assert {entry.provision for entry in disposed} >= said


def test_a_version_says_nothing_of_what_its_readers_cannot_know(harbour: Harbour) -> None:
    v0 = harbour.table("v0")
    harbour.do(Propose("add", "psecret", words="A council sits.", after=POINTS[2].id), "ash", to=("ash", "norway"))
    said = (Disposed("psecret", "dropped"),)
    with pytest.raises(Refused, match="cannot know of"):
        harbour.do(Table("V1", parent=v0.id, wording=POINTS, disposed=said), "norway", "v1")
