"""Whose consent or act each point needs, and who of them is not in the room."""

import pytest

from harbour import POINTS, Harbour, reworded
from onetext.process import actors, consent
from onetext.process.consent import Need, Required, Unneed
from onetext.process.current import find
from onetext.record.audience import KEEPER
from onetext.record.errors import Refused


def needed(harbour: Harbour, point: str = "1") -> dict[str, Required]:
    found = consent.required(harbour.view(), find(harbour.view(), point))
    return {entry.actor: entry for entry in found}


def with_words(harbour: Harbour, words: str) -> None:
    harbour.table("v0", reworded(POINTS[0], words), *POINTS[1:])


def test_every_party_at_the_table_is_needed_and_a_mediator_is_not(harbour: Harbour) -> None:
    harbour.table("v0")
    assert {"ash", "birch"} <= set(needed(harbour))
    assert "norway" not in needed(harbour)


def test_who_is_named_in_the_words_is_needed_and_found_absent(harbour: Harbour) -> None:
    with_words(harbour, "Ash's boats leave Cedar's quay.")
    cedar = needed(harbour)["cedar"]
    assert (cedar.ground, cedar.present) == ("named", False)


def test_who_is_to_act_is_told_from_who_is_named(harbour: Harbour) -> None:
    with_words(harbour, "Cedar shall leave the quay to Ash.")
    assert needed(harbour)["cedar"].ground == "acts"


def test_each_limb_needs_its_own_actor(harbour: Harbour) -> None:
    with_words(harbour, "It is expected that Ash will not dredge and that Cedar will not build.")
    cedar = needed(harbour)["cedar"]
    assert "Cedar will not build" in cedar.limb
    assert "Ash" not in cedar.limb


def test_a_pronoun_is_not_taken_for_an_actor(harbour: Harbour) -> None:
    harbour.do(actors.Declare("us", "United States"))
    with_words(harbour, "It is for us and for Cedarwood to see.")
    assert not {"us", "cedar"} & set(needed(harbour))


def test_a_short_name_in_capitals_is(harbour: Harbour) -> None:
    harbour.do(actors.Declare("us", "United States"))
    with_words(harbour, "The US may use the quay.")
    assert needed(harbour)["us"].ground == "acts"


def test_a_body_is_in_the_room_when_all_its_known_members_are(harbour: Harbour) -> None:
    harbour.do(actors.Declare("league", "League", "body"))
    harbour.do(actors.Member("league", "ash"))
    with_words(harbour, "The League shall pay.")
    assert needed(harbour)["league"].present
    harbour.do(actors.Member("league", "cedar"))
    assert not needed(harbour)["league"].present


def test_people_add_and_take_away_with_a_reason(harbour: Harbour) -> None:
    harbour.table("v0")
    harbour.do(Need("cedar", POINTS[0].id, "It owns the dredger"))
    assert needed(harbour)["cedar"].why == "It owns the dredger"
    harbour.do(Unneed("cedar", POINTS[0].id, "It sold the dredger"))
    assert "cedar" not in needed(harbour)


def test_the_map_lists_the_points_that_need_somebody_who_is_not_in_the_room(harbour: Harbour) -> None:
    harbour.table("v0")
    absent = {entry.called: [r.actor for r in entry.absent] for entry in consent.consents(harbour.view())}
    assert absent == {"1": [], "2": [], "3": ["cedar"]}


def test_the_last_known_words_are_read_where_the_present_ones_are_not_available(harbour: Harbour) -> None:
    harbour.table("v0")
    harbour.table("v1", parent="v0", known=False)
    assert "cedar" in needed(harbour, "3")


def test_outsiders_speak_only_for_themselves(harbour: Harbour) -> None:
    harbour.table("v0")
    with pytest.raises(Refused, match="Only those at the table"):
        harbour.do(Unneed("ash", POINTS[0].id, "We do not like it"), "cedar")
    harbour.do(Need("cedar", POINTS[0].id, "It is our harbour too"), "cedar")


def test_nobody_else_says_that_a_party_at_the_table_is_not_needed(harbour: Harbour) -> None:
    harbour.table("v0")
    for by in ("birch", "norway", KEEPER):
        with pytest.raises(Refused, match="only Ash itself can say"):
            harbour.do(Unneed("ash", POINTS[0].id, "Not needed"), by)
    harbour.do(Unneed("ash", POINTS[0].id, "It is for Birch alone"), "ash")
    assert "ash" not in needed(harbour)


def test_what_a_source_says_of_a_party_at_the_table_takes_nothing_from_it(harbour: Harbour) -> None:
    harbour.table("v0")
    harbour.report(Unneed("ash", POINTS[0].id, "Birch said that Ash has no say"))
    assert needed(harbour)["ash"].present


def test_a_party_that_has_a_limb_taken_from_it_is_still_a_party(harbour: Harbour) -> None:
    with_words(harbour, "Ash will dredge and Birch will not build.")
    limb = needed(harbour)["ash"].limb
    harbour.do(Unneed("ash", POINTS[0].id, "It owns no dredger", limb), "ash")
    assert needed(harbour)["ash"].ground == "seated"
