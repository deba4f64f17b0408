"""Actors: dated offices, bodies with members, seats, and who may act for whom."""

from dataclasses import replace
from datetime import date

import pytest

from harbour import Harbour
from onetext.process import actors, every_subject
from onetext.record.act import Reported, Source
from onetext.record.audience import KEEPER, Viewer, audience
from onetext.record.errors import Refused
from onetext.record.record import Draft, Record
from onetext.record.subject import allowed, catalogue


def test_the_first_declaration_of_a_slug_names_the_actor(harbour: Harbour) -> None:
    with pytest.raises(Refused, match="already"):
        harbour.do(actors.Declare("ash", "Another Ash"))
    assert actors.name(harbour.view(), "ash") == "Ash"


@pytest.mark.parametrize("slug", ["keeper", "public", "table", "A", "a b", "", "-a", "a--b", "é", "a" * 65])
def test_a_slug_that_could_mean_something_else_names_no_actor(harbour: Harbour, slug: str) -> None:
    with pytest.raises(Refused):
        harbour.do(actors.Declare(slug, "Somebody"))


def test_an_office_is_held_only_between_its_days(harbour: Harbour) -> None:
    held = harbour.do(actors.Office("Harbour Master", "ash", "voice-cedar", date(2030, 1, 1), date(2030, 6, 30)))
    view = harbour.view()
    assert actors.holder_of(view, held.id, date(2030, 6, 30)) == "voice-cedar"
    assert actors.holder_of(view, held.id, date(2030, 7, 1)) is None


def test_an_office_does_not_end_before_it_begins(harbour: Harbour) -> None:
    with pytest.raises(Refused, match="before it begins"):
        harbour.do(actors.Office("Harbour Master", "ash", "voice-cedar", date(2030, 2, 1), date(2030, 1, 1)))


def test_somebody_without_a_seat_is_not_at_the_table(harbour: Harbour) -> None:
    view = harbour.view()
    assert actors.role(view, "cedar") == "away"
    assert "cedar" not in actors.the_table(view)
    assert not actors.at_the_table(view, "voice-cedar")


def test_the_holder_of_an_office_of_a_party_sits_with_it(harbour: Harbour) -> None:
    assert actors.profile(harbour.view(), "mayor-ash").sits_for == ("ash",)


def test_who_leaves_the_table_is_not_among_its_readers_any_more(harbour: Harbour) -> None:
    before = actors.the_table(harbour.view())
    harbour.do(actors.Seat("birch", "away"))
    assert actors.the_table(harbour.view()) == audience(set(before) - {"birch"})


def test_only_the_pen_gives_seats(harbour: Harbour) -> None:
    with pytest.raises(Refused, match="mediator"):
        harbour.do(actors.Seat("cedar", "party"), by="ash")
    harbour.do(actors.Seat("cedar", "observer"), by="norway")
    assert actors.role(harbour.view(), "cedar") == "observer"


def test_nobody_acts_for_a_party_without_being_its_delegate(harbour: Harbour) -> None:
    body = actors.Speak("voice-cedar", "ash")
    with pytest.raises(Refused, match="no delegate"):
        harbour.do(body, by="voice-cedar/ash")
    harbour.do(actors.Delegate("voice-cedar", "ash"))
    harbour.do(body, by="voice-cedar/ash")


def test_the_keeper_does_not_act_for_a_party(harbour: Harbour) -> None:
    with pytest.raises(Refused, match="keeper"):
        harbour.do(actors.Speak("voice-cedar", "cedar"), by="keeper/ash")


@pytest.mark.parametrize("name", ["Dune\nEast", "Dune\r", "Dune\x00", "Dune\u2028", "Dune\t", "\x1b[1mDune", "D" * 201])
def test_a_name_stands_on_one_line_and_is_no_text(harbour: Harbour, name: str) -> None:
    with pytest.raises(Refused, match="one line"):
        harbour.do(actors.Declare("dune", name))
    harbour.do(actors.Declare("dune", "D\u200bune \u05d0 " + "D" * 190))


def test_the_members_of_a_body_are_each_named_once(harbour: Harbour) -> None:
    harbour.do(actors.Declare("commission", "River Commission", "body"))
    for member in ("ash", "birch", "ash"):
        harbour.do(actors.Member("commission", member))
    assert actors.members_of(harbour.view(), "commission") == ("ash", "birch")
    with pytest.raises(Refused, match="itself"):
        harbour.do(actors.Member("commission", "commission"))


APPOINTMENTS = (
    actors.Office("Clerk of Ash", "ash", "voice-cedar"),
    actors.Delegate("voice-cedar", "ash"),
    actors.Speak("voice-cedar", "ash"),
    actors.Member("ash", "cedar"),
)


@pytest.mark.parametrize("body", APPOINTMENTS)
def test_nobody_is_appointed_by_another_party_not_even_in_a_report(harbour: Harbour, body: object) -> None:
    with pytest.raises(Refused, match="Only the keeper"):
        harbour.do(body, by="mayor-birch/birch")
    source = Source("The Daily", "it was said", "paragraph 1", harbour.clock.moment.date(), "0" * 64)
    with pytest.raises(Refused, match="Only the keeper"):
        harbour.record.submit(Draft(body, "birch", "birch", known=harbour.clock.moment, basis=Reported(source)))


@pytest.mark.parametrize("body", APPOINTMENTS)
@pytest.mark.parametrize("by", ["keeper", "norway", "mayor-ash/ash"])
def test_the_pen_and_the_party_itself_appoint(harbour: Harbour, body: object, by: str) -> None:
    harbour.do(body, by=by)


@pytest.mark.parametrize("body", APPOINTMENTS)
def test_everybody_can_read_who_was_appointed(harbour: Harbour, body: object) -> None:
    with pytest.raises(Refused, match="public"):
        harbour.do(body, by="ash", to=("ash",))


@pytest.mark.parametrize("kind", ["state", "body", "team"])
@pytest.mark.parametrize("body", [actors.Delegate("guild", "ash"), actors.Speak("guild", "ash")])
def test_only_a_person_acts_or_speaks_for_somebody(harbour: Harbour, body: object, kind: actors.Kinds) -> None:
    harbour.do(actors.Declare("guild", "Pilots' Guild", kind))
    with pytest.raises(Refused, match="Pilots' Guild is no person; only a person acts or speaks for somebody"):
        harbour.do(body)


def test_a_delegate_that_was_named_before_only_persons_were_taken_stays_in_the_record(harbour: Harbour) -> None:
    first, *others = actors.SUBJECT.kinds
    before = [replace(kind, rule=allowed) if kind.name == "delegate" else kind for kind in (first, *others)]
    known = [replace(actors.SUBJECT, kinds=tuple(before))]
    known += [one for one in every_subject().subjects if one is not actors.SUBJECT]
    old = Harbour(Record(harbour.record.log, catalogue(known), clock=harbour.clock), harbour.clock)
    old.do(actors.Delegate("cedar", "ash"))
    again = Record(harbour.record.log, every_subject(), clock=harbour.clock)
    assert actors.acts_for(again.view(Viewer(KEEPER)), "cedar") == ("ash",)


@pytest.mark.parametrize("body", [actors.Delegate("nobody", "ash"), actors.Speak("nobody", "ash")])
def test_whoever_is_not_declared_acts_and_speaks_for_nobody(harbour: Harbour, body: object) -> None:
    with pytest.raises(Refused, match="There is no actor “nobody”"):
        harbour.do(body)


def test_a_member_may_say_that_it_is_one(harbour: Harbour) -> None:
    harbour.do(actors.Declare("league", "League", "body"))
    harbour.do(actors.Member("league", "cedar"), by="cedar")
    assert actors.members_of(harbour.view(), "league") == ("cedar",)


def test_whoever_left_office_no_longer_acts_for_the_party(harbour: Harbour) -> None:
    harbour.do(actors.Office("Clerk of Ash", "ash", "voice-cedar", date(2029, 1, 1), date(2030, 2, 28)))
    assert actors.acts_for(harbour.view(), "voice-cedar", actors.today(harbour.view())) == ()
    assert not actors.at_the_table(harbour.view(), "voice-cedar")
    with pytest.raises(Refused, match="holds no office there"):
        harbour.do(actors.Speak("voice-cedar", "ash"), by="voice-cedar/ash")


def test_a_seat_is_given_by_the_pen_even_where_it_was_reported(harbour: Harbour) -> None:
    source = Source("The Daily", "it was said", "paragraph 1", harbour.clock.moment.date(), "0" * 64)
    body = actors.Seat("cedar", "party")
    with pytest.raises(Refused, match="mediator"):
        harbour.record.submit(Draft(body, "ash", "ash", known=harbour.clock.moment, basis=Reported(source)))


OTHER_S_PEOPLE = (
    actors.Office("Clerk of Ash", "ash", "mayor-birch"),
    actors.Delegate("mayor-birch", "ash"),
    actors.Speak("mayor-birch", "ash"),
)


@pytest.mark.parametrize("body", OTHER_S_PEOPLE)
def test_a_party_names_its_own_people_and_none_who_sits_for_another(harbour: Harbour, body: object) -> None:
    with pytest.raises(Refused, match="Mayor Birch sits at the table for Birch: only the keeper"):
        harbour.do(body, by="mayor-ash/ash")
    source = Source("The Daily", "it was said", "paragraph 1", harbour.clock.moment.date(), "0" * 64)
    with pytest.raises(Refused, match="Mayor Birch sits at the table for Birch"):
        harbour.record.submit(Draft(body, "ash", "ash", known=harbour.clock.moment, basis=Reported(source)))
    for by in ("keeper", "norway"):
        harbour.do(body, by=by)


def test_somebody_whose_side_left_the_table_can_be_named_by_another(harbour: Harbour) -> None:
    harbour.do(actors.Seat("birch", "away"))
    harbour.do(actors.Delegate("mayor-birch", "ash"), by="mayor-ash/ash")
    assert actors.acts_for(harbour.view(), "mayor-birch") == ("ash", "birch")


def test_a_party_gives_its_own_delegate_a_further_office(harbour: Harbour) -> None:
    harbour.do(actors.Office("Envoy of Ash", "ash", "mayor-ash"), by="mayor-ash/ash")
