"""The text as it stands."""

from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from harbour import POINTS, Harbour, harbour_at
from onetext.process import current, settling, texts
from onetext.process.amendments import Propose
from onetext.process.corrections import Withdraw
from onetext.process.texts import Table
from onetext.record.errors import Refused
from onetext.text.brackets import options
from onetext.text.provision import Provision, fingerprint
from onetext.text.words import folded_words


@pytest.mark.parametrize("typed", ["2", "(2)", "2.", "point 2", " 2 ", POINTS[1].id])
def test_a_point_is_found_by_its_number_however_it_is_dressed(harbour: Harbour, typed: str) -> None:
    harbour.table("v0")
    assert current.find(harbour.view(), typed).provision.id == POINTS[1].id


@pytest.mark.parametrize("typed", ["3(a)", "3.a", "(3)(a)", "3(A)", "3 (a)"])
def test_a_sub_point_is_found_by_the_numbers_above_it(harbour: Harbour, typed: str) -> None:
    harbour.table("v0", *POINTS, Provision("psubsubsu", "Cedar pays.", number="3(a)", parent=POINTS[2].id))
    assert current.find(harbour.view(), typed).provision.id == "psubsubsu"


def test_a_number_that_is_printed_twice_is_asked_about(harbour: Harbour) -> None:
    harbour.table("v0", *POINTS, Provision("ptwicetwi", "Once more.", number="3"))
    with pytest.raises(Refused, match=r"paaaaaaaa3 “Cedar may use the quay\.”, ptwicetwi “Once more\.”;"):
        current.find(harbour.view(), "3")


def test_a_point_that_is_not_there_is_refused(harbour: Harbour) -> None:
    harbour.table("v0")
    with pytest.raises(Refused, match="no point “9”"):
        current.find(harbour.view(), "9")


def test_present_words_are_unknown_where_the_text_is_not_available(harbour: Harbour) -> None:
    first = harbour.table("v0")
    harbour.table("v1", parent="v0", known=False)
    found = current.find(harbour.view(), "1")
    assert found.provision.words is None
    assert found.fingerprint is None
    assert found.last_known == (first, POINTS[0].words)
    assert current.fingerprint_now(harbour.view()) is None


def test_there_is_nothing_to_stand_before_a_text_is_tabled(harbour: Harbour) -> None:
    assert current.standings(harbour.view()) == ()


def test_a_vacant_point_is_not_taken_for_unknown(harbour: Harbour) -> None:
    points = (*POINTS[:2], Provision(POINTS[2].id, None, number="3", vacant=True))
    harbour.do(Table("Draft", wording=points), name="v0")
    harbour.table("v1", parent="v0", known=False)
    assert [s.provision.vacant for s in current.standings(harbour.view())] == [False, False, True]


def test_the_words_as_they_stood_stay_an_option_where_wishes_collide(harbour: Harbour) -> None:
    depth = Provision("pdepthdept", "The channel is dredged to 9.0 metres.", number="1")
    harbour.table("v0", depth)
    base = depth.words or ""
    harbour.do(Propose("replace", depth.id, base, base.replace("9.0", "8.0")), by="ash")
    harbour.do(Propose("replace", depth.id, base, base.replace("9.0", "9.5")), by="birch")
    bracketed = current.find(harbour.view(), "1").bracketed or ""
    (place,) = options(bracketed)
    assert [(option.words, option.proponents) for option in place.options] == [
        ("9.0 metres", ()), ("8.0 metres", ("Ash",)), ("9.5 metres", ("Birch",)),
    ]  # fmt: skip
    assert bracketed.startswith("The channel is dredged to [9.0")


def test_further_wishes_by_one_party_stand_beside_its_first_until_it_withdraws_one(harbour: Harbour) -> None:
    harbour.table("v0")
    base = POINTS[0].words or ""
    for wished in ("river", "strait"):
        harbour.do(Propose("replace", POINTS[0].id, base, base.replace("harbour", wished)), by="ash", name=wished)
    bracketed = current.find(harbour.view(), "1").bracketed or ""
    (place,) = options(bracketed)
    assert [option.proponents for option in place.options] == [(), ("Ash",), ("Ash",)]
    assert [option.words.split()[-1] for option in place.options] == ["harbour", "river", "strait"]
    harbour.do(Withdraw(harbour.view().find("river", Propose).id, "No longer wished"), by="ash")
    (place,) = options(current.find(harbour.view(), "1").bracketed or "")
    assert [option.words.split()[-1].rstrip(".") for option in place.options] == ["harbour", "strait"]


PIECES = ["the", "Parties", "shall", "may", "not", "withdraw", "9.0", "metres", "days", ",", ".", "and", "[wide]"]
SENTENCES = st.lists(st.sampled_from(PIECES), min_size=1, max_size=9).map(" ".join)
WISHES = st.lists(st.sampled_from([*PIECES, "never", "8.0", "9.5", "feet"]), min_size=1, max_size=9).map(" ".join)


@settings(deadline=None, max_examples=20)
@given(SENTENCES, st.lists(WISHES, min_size=1, max_size=3))
def test_no_word_of_an_amendment_is_lost_before_it_is_settled(
    tmp_path_factory: pytest.TempPathFactory, base: str, wishes: list[str]
) -> None:
    harbour = harbour_at(Path(tmp_path_factory.mktemp("words")) / "harbour.onetext")
    point = Provision("ponlyonlyo", base, number="1")
    harbour.table("v0", point)
    for party, new in zip(("ash", "birch", "norway"), wishes, strict=False):
        if fingerprint(new) != fingerprint(base):
            harbour.do(Propose("replace", point.id, base, new), by=party)
    held = Counter(folded_words(current.find(harbour.view(), "1").bracketed or ""))
    for words in (base, *wishes):
        assert Counter(folded_words(words)) <= held


def test_an_amendment_to_a_point_that_a_new_version_dropped_is_not_lost_from_sight(harbour: Harbour) -> None:
    harbour.table("v0")
    wish = harbour.do(Propose("replace", POINTS[1].id, POINTS[1].words or "", "Birch rests."), by="ash", name="wish")
    said = (texts.Disposed(POINTS[1].id, "dropped"),)
    v0 = harbour.view().find("v0").id
    harbour.do(texts.Table("V1", parent=v0, wording=(POINTS[0], POINTS[2]), disposed=said), name="v1")
    view = harbour.view()
    found = current.find(view, "wish")
    assert found.dropped
    assert [act.id for act, _ in found.unfit] == [wish.id]
    assert found.pending[0].body.base == POINTS[1].words
    assert POINTS[1].id not in {p.id for p in current.wording(view) or ()}
    body = settling.settlement(found, (), found.pending, None, "It was dropped")
    harbour.do(body)
    assert current.wording(harbour.view()) == (POINTS[0], POINTS[2])
    assert not any(standing.dropped for standing in current.standings(harbour.view()))
