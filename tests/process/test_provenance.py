"""Who wrote which words, as far as a viewer may know: versions, amendments, settlements, corrections, withdrawals."""

import pytest

from harbour import POINTS, Harbour, reworded
from onetext.process import current, provenance, settling, texts
from onetext.process.alignments import Match
from onetext.process.amendments import Propose
from onetext.process.corrections import Correct, Withdraw
from onetext.process.provenance import Point, Traced
from onetext.record.act import Act
from onetext.record.audience import KEEPER, Audience
from onetext.record.errors import Refused
from onetext.text.provenance import Event
from onetext.text.provision import Provision, Wording

TABLE = ("ash", "birch", "norway")
ONE, TWO, THREE = POINTS
LIGHTHOUSE = "Birch shall light the lighthouse."


def tabled(harbour: Harbour, name: str, wording: Wording | None, *authors: str, parent: str = "") -> Act[texts.Table]:
    before = harbour.view().find(parent, texts.Table).id if parent else ""
    body = texts.Table(name.title(), parent=before, authors=authors, wording=wording)
    return harbour.do(body, name=name)


def propose(harbour: Harbour, by: str, words: str, name: str, to: Audience = TABLE) -> Act[Propose]:
    return harbour.do(Propose("replace", TWO.id, TWO.words or "", words), by, name, to)


def settle(harbour: Harbour, *accepted: Act[Propose], words: str | None = None) -> None:
    standing = current.find(harbour.view(), "2")
    rejected = () if words is not None else [act for act in standing.pending if act not in accepted]
    harbour.do(settling.settlement(standing, accepted, rejected, words, "agreed"), "norway", to=TABLE)


def traced(harbour: Harbour, viewer: str = KEEPER) -> Traced:
    return provenance.of(harbour.view(viewer))


def point(harbour: Harbour, number: str = "2", viewer: str = KEEPER) -> Point:
    return next(one for one in traced(harbour, viewer).points if one.number == number)


def said(harbour: Harbour, words: str, viewer: str = KEEPER) -> tuple[str, str]:
    """Who proposed the words of point 2 that have these, and where."""
    view, found = harbour.view(viewer), traced(harbour, viewer)
    origin = next(p.origin for one in found.points if one.number == "2" for p in one.passages if words in p.words)
    assert origin is not None
    return provenance.named(view, provenance.whose(view, origin)), provenance.place(view, found, origin)


def went(harbour: Harbour) -> dict[str, str]:
    view, found = harbour.view(), traced(harbour)
    return {gone.words.strip(): provenance.went(view, found, gone) for one in found.points for gone in one.gone}


def test_without_a_text_there_is_nothing_to_trace(harbour: Harbour) -> None:
    with pytest.raises(Refused, match="no text yet"):
        provenance.of(harbour.view())


def test_the_words_of_a_version_are_its_authors_and_unknown_where_none_are_named(harbour: Harbour) -> None:
    tabled(harbour, "v0", POINTS, "ash", "birch")
    assert said(harbour, "pier") == ("Ash and Birch", "v0")
    tabled(harbour, "v1", (ONE, reworded(TWO, "Birch shall light the old pier."), THREE), parent="v0")
    assert said(harbour, "old") == ("unknown", "v1")
    assert said(harbour, "pier") == ("Ash and Birch", "v0")


def test_the_words_of_a_settled_amendment_are_its_proponents_and_of_a_middle_the_settlers(harbour: Harbour) -> None:
    tabled(harbour, "v0", POINTS, "ash")
    first = propose(harbour, "ash", LIGHTHOUSE, "a1")
    propose(harbour, "birch", "Birch shall light the jetty.", "a2")
    settle(harbour, first)
    assert said(harbour, "lighthouse") == ("Ash", "amendment a1")
    assert went(harbour)["jetty"].startswith("was rejected in the settlement of 20")
    assert went(harbour)["jetty"].endswith(" by Norway")
    settle(harbour, words="Birch shall light the lighthouse and the mole.")
    assert said(harbour, "and the mole")[0] == "Norway"


def test_a_pending_amendment_shows_what_is_its_own(harbour: Harbour) -> None:
    tabled(harbour, "v0", POINTS, "ash")
    act = propose(harbour, "birch", LIGHTHOUSE, "a1")
    ((pending, passages),) = point(harbour).pending
    assert pending.id == act.id
    assert {p.words.strip(): p.origin.who for p in passages if p.origin} == {
        "Birch shall light the": ("ash",), "lighthouse": ("birch",), ".": ("ash",),
    }  # fmt: skip


def test_an_amendment_in_a_room_leaves_no_trace_for_others(harbour: Harbour) -> None:
    tabled(harbour, "v0", POINTS, "ash")
    before = traced(harbour, "birch")
    propose(harbour, "ash", LIGHTHOUSE, "a1", ("ash", "norway"))
    assert traced(harbour, "birch") == before
    assert len(point(harbour, viewer="ash").pending) == 1
    tabled(harbour, "v1", (ONE, reworded(TWO, LIGHTHOUSE), THREE), "norway", parent="v0")
    assert said(harbour, "lighthouse", "birch") == ("Norway", "v1")
    assert said(harbour, "lighthouse", "ash") == ("Ash", "amendment a1")


def test_what_was_proposed_and_withdrawn_is_told_as_withdrawn(harbour: Harbour) -> None:
    tabled(harbour, "v0", POINTS, "ash")
    act = propose(harbour, "ash", LIGHTHOUSE, "a1")
    harbour.do(Withdraw(act.id, "No longer wanted"), "ash", to=TABLE)
    assert went(harbour) == {"lighthouse": "was withdrawn"}
    assert point(harbour).pending == ()


def test_a_corrected_version_always_had_the_words_as_corrected(harbour: Harbour) -> None:
    first = tabled(harbour, "v0", POINTS, "ash")
    body = {"label": "V0", "authors": ["ash"], "wording": [
        {"id": p.id, "words": LIGHTHOUSE if p is TWO else p.words, "number": p.number} for p in POINTS
    ]}  # fmt: skip
    harbour.do(Correct(first.id, body, "misread"))
    assert said(harbour, "lighthouse") == ("Ash", "v0")
    assert point(harbour).gone == ()


def test_what_a_version_without_text_may_have_brought_is_unknown(harbour: Harbour) -> None:
    tabled(harbour, "v0", POINTS, "ash")
    tabled(harbour, "v1", None, "birch", parent="v0")
    assert [one.known for one in traced(harbour).points] == [False, False, False]
    tabled(harbour, "v2", (ONE, reworded(TWO, LIGHTHOUSE), THREE), "norway", parent="v1")
    assert said(harbour, "lighthouse") == ("unknown", "v2, or v1, of which words are not known")
    assert said(harbour, "shall light") == ("Ash", "v0")


def test_a_paraphrase_is_nobodys_words(harbour: Harbour) -> None:
    harbour.do(texts.Table("V0", authors=("ash",), wording=POINTS, paraphrase=True), name="v0")
    assert said(harbour, "pier") == ("unknown", "v0, a paraphrase")


def test_a_bracket_that_names_a_party_by_its_name_is_that_partys(harbour: Harbour) -> None:
    words = "Birch shall light the [pier (Ash)] [jetty (Oakland)]."
    tabled(harbour, "v0", (ONE, reworded(TWO, words), THREE), "norway")
    assert said(harbour, "pier") == ("Ash", "v0")
    assert said(harbour, "jetty") == ("Oakland", "v0")
    assert provenance.counts(harbour.view(), traced(harbour)) == {("norway",): 14, ("Oakland",): 1, ("ash",): 1}


def test_words_that_came_back_say_when_they_went(harbour: Harbour) -> None:
    tabled(harbour, "v0", POINTS, "ash")
    one = tabled(harbour, "v1", (ONE, reworded(TWO, LIGHTHOUSE), THREE), "norway", parent="v0")
    two = tabled(harbour, "v2", POINTS, "norway", parent="v1")
    (events,) = {p.events for p in point(harbour).passages if "pier" in p.words}
    assert events == (Event("left", one.id), Event("came back", two.id))
    assert [provenance.happened(harbour.view(), traced(harbour), event, {}) for event in events] == [
        "left in v1",
        "came back in v2",
    ]


def test_the_passages_of_every_point_are_its_words(harbour: Harbour) -> None:
    tabled(harbour, "v0", POINTS, "ash")
    settle(harbour, propose(harbour, "birch", LIGHTHOUSE, "a1"))
    for standing, one in zip(current.standings(harbour.view()), traced(harbour).points, strict=True):
        assert "".join(p.words for p in one.passages) == standing.provision.words


def test_a_point_that_a_person_says_continues_another_has_its_words_from_there(harbour: Harbour) -> None:
    first = tabled(harbour, "v0", POINTS, "ash")
    new = Provision("pother", "At night Birch shall light pier and mole.", number="2")
    second = texts.Table(
        "V1",
        parent=first.id,
        authors=("birch",),
        wording=(ONE, new, THREE),
        disposed=(texts.Disposed(TWO.id, "dropped"),),
    )
    after = harbour.do(second, name="v1")
    assert said(harbour, "shall light") == ("Birch", "v1")
    harbour.do(Match(first.id, after.id, (TWO.id,), (new.id,)))
    assert said(harbour, "shall light") == ("Ash", "v0")
    assert said(harbour, "mole") == ("Birch", "v1")


def test_a_merged_point_keeps_whose_words_it_was_made_of(harbour: Harbour) -> None:
    tabled(harbour, "v0", POINTS, "ash")
    tabled(harbour, "v1", (ONE, TWO, reworded(THREE, "Cedar may use the long quay.")), "birch", parent="v0")
    whole = "Birch shall light the pier. Cedar may use the long quay and pay."
    bases = ("Cedar may use the long quay.",)
    wish = Propose("merge", TWO.id, TWO.words or "", whole, others=(THREE.id,), bases=bases)
    merger = harbour.do(wish, "norway", "one", TABLE)
    view = harbour.view()
    everything = current.standings(view)
    body = settling.settlement(current.find(view, "2"), [merger], (), None, "agreed", everything=everything)
    harbour.do(body, "norway", to=TABLE)
    assert said(harbour, "long") == ("Birch", "v1")
    assert said(harbour, "use the") == ("Ash", "v0")
    assert said(harbour, "and pay") == ("Norway", "amendment one")


@pytest.mark.parametrize("fate", ["rejected", "withdrawn"])
def test_words_that_were_turned_down_and_wished_again_came_back_in_the_amendment_that_wishes_them(
    harbour: Harbour, fate: str
) -> None:
    tabled(harbour, "v0", POINTS)
    first = propose(harbour, "birch", LIGHTHOUSE, "first")
    if fate == "rejected":
        settle(harbour)
    else:
        harbour.do(Withdraw(first.id, "too dear"), "birch", to=TABLE)
    again = propose(harbour, "birch", LIGHTHOUSE, "again")
    ((wish, passages),) = point(harbour).pending
    assert wish.id == again.id
    events = {one.origin.step: one.events for one in passages if one.origin is not None}
    assert events[first.id] == (Event("came back", again.id),)
    assert all(not of for step, of in events.items() if step != first.id)


def test_words_that_stand_did_not_come_back_with_an_amendment_that_keeps_them(harbour: Harbour) -> None:
    tabled(harbour, "v0", POINTS)
    settle(harbour, propose(harbour, "birch", LIGHTHOUSE, "first"))
    harbour.do(Propose("replace", TWO.id, LIGHTHOUSE, "Birch shall light the lighthouse well."), "ash", "well", TABLE)
    ((_wish, passages),) = point(harbour).pending
    assert [one.events for one in passages if one.events] == []


def test_a_part_that_a_split_would_add_has_never_been_in_the_text(harbour: Harbour) -> None:
    harbour.table("v0")
    parts = ("Birch shall light.", "It is the pier.")
    harbour.do(Propose("split", POINTS[1].id, POINTS[1].words or "", others=("pnew",), parts=parts), "ash", to=TABLE)
    new = next(one for one in provenance.of(harbour.view()).points if one.id == "pnew")
    assert (new.number, new.passages, new.gone) == ("", (), ())
    assert new.pending
