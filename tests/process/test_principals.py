"""Principals: the office that decides for a party cannot be taken by whoever would like to decide."""

from datetime import date

import pytest

from harbour import Harbour
from onetext.process import actors, current, positions, principals
from onetext.process.corrections import Correct, Withdraw
from onetext.record.act import Own
from onetext.record.errors import Refused
from onetext.record.record import Draft
from onetext.record.times import Day
from onetext.text.provision import fingerprint

TODAY = date(2030, 3, 1)


@pytest.fixture
def principled(harbour: Harbour) -> Harbour:
    """Ash's mayor decides for Ash; voice-cedar only negotiates for it."""
    harbour.do(actors.Principal("ash", harbour.view().find("office-ash").id))
    harbour.do(actors.Delegate("voice-cedar", "ash"))
    return harbour


def test_a_negotiator_does_not_make_itself_the_principal(principled: Harbour) -> None:
    own = principled.do(actors.Office("Negotiator", "ash", "voice-cedar"), by="voice-cedar/ash")
    with pytest.raises(Refused, match="Who decides for Ash"):
        principled.do(actors.Principal("ash", own.id), by="voice-cedar/ash")


def test_a_negotiator_does_not_take_the_office_that_decides(principled: Harbour) -> None:
    body = actors.Office("Mayor of Ash", "ash", "voice-cedar", since=TODAY)
    with pytest.raises(Refused, match="Who decides for Ash"):
        principled.do(body, by="voice-cedar/ash")
    assert principals.decider(principled.view(), "ash", TODAY) == "mayor-ash"


@pytest.mark.parametrize("by", ["mayor-ash/ash", "keeper", "norway"])
def test_the_principal_and_the_pen_hand_the_decision_on(principled: Harbour, by: str) -> None:
    other = principled.do(actors.Office("Regent of Ash", "ash", "voice-cedar"), by="ash")
    principled.do(actors.Principal("ash", other.id), by=by)
    assert principals.decider(principled.view(), "ash", TODAY) == "voice-cedar"


def test_a_party_names_its_first_principal_itself_and_no_other_party_does(harbour: Harbour) -> None:
    office = harbour.view().find("office-ash").id
    with pytest.raises(Refused, match="Only the keeper"):
        harbour.do(actors.Principal("ash", office), by="birch")
    harbour.do(actors.Principal("ash", office), by="ash")
    assert principals.title(harbour.view(), "ash") == "Mayor of Ash (Mayor Ash)"


def test_an_own_act_counts_on_the_day_it_is_recorded_whatever_day_it_claims(principled: Harbour) -> None:
    body = actors.Speak("voice-cedar", "ash")
    (act,) = principled.record.submit(Draft(body, "ash", "ash", happened=Day(date(2016, 1, 1)), basis=Own()))
    assert principals.day_of(principled.view(), act) == TODAY


def test_a_reported_act_counts_on_the_day_it_happened(principled: Harbour) -> None:
    act = principled.report(actors.Speak("voice-cedar", "ash"), happened=Day(date(2016, 1, 1)))
    assert principals.day_of(principled.view(), act) == date(2016, 1, 1)


def test_a_later_appointment_changes_nothing_about_an_earlier_own_act(principled: Harbour) -> None:
    act = principled.do(actors.Speak("voice-cedar", "ash"), by="mayor-ash/ash")
    principled.do(actors.Office("Mayor of Ash", "ash", "voice-cedar", since=date(2029, 1, 1)))
    other = principled.do(actors.Office("Regent of Ash", "ash", "mayor-birch"))
    assert principals.decided(principled.view(), "ash", act) == "mayor-ash"
    assert principals.decider(principled.view(), "ash", TODAY) == "voice-cedar"
    principled.do(actors.Principal("ash", other.id))
    assert principals.decided(principled.view(), "ash", act) == "mayor-ash"
    assert principals.decider(principled.view(), "ash", TODAY) == "mayor-birch"


def test_a_negotiator_does_not_rename_its_office_or_take_the_principal_back(harbour: Harbour) -> None:
    harbour.do(actors.Delegate("voice-cedar", "ash"))
    own = harbour.do(actors.Office("Negotiator", "ash", "voice-cedar"), by="voice-cedar/ash")
    office = harbour.view().find("office-ash").id
    named = harbour.do(actors.Principal("ash", office), by="voice-cedar/ash")
    body = {"title": "Mayor of Ash", "of": "ash", "holder": "voice-cedar"}
    for replaced in (Correct(own.id, body, "Promoted"), Withdraw(named.id, "No longer")):
        with pytest.raises(Refused, match="Who decides for Ash"):
            harbour.do(replaced, by="voice-cedar/ash")


def test_what_stances_rest_on_is_not_changed_afterwards(principled: Harbour) -> None:
    office = principled.view().find("office-ash").id
    body = {"title": "Mayor of Ash", "of": "ash", "holder": "voice-cedar"}
    principled.do(Correct(office, {**body, "holder": "mayor-ash", "since": "2020-01-01"}, "The date was missing"))
    principled.table("v0")
    found = current.find(principled.view(), "1")
    version = principled.view().find("v0").id
    words = fingerprint(found.provision.words or "")
    principled.do(positions.Take("ash", "agreed", version, words, found.provision.id), by="mayor-ash/ash")
    for replaced in (Correct(office, body, "Swapped"), Withdraw(office, "Swapped")):
        with pytest.raises(Refused, match="rest on this"):
            principled.do(replaced)
