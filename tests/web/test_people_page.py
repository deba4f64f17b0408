"""The page of people: who is at the table and who is not, who acts, who decides; and the doors that say so."""

import re
from datetime import date
from http import HTTPStatus

import msgspec
import pytest
from django.test import Client

from harbour import Harbour
from onetext.process import actors
from onetext.record.audience import PUBLIC, Viewer, audience
from onetext.web.asked import Asked
from onetext.web.pages.people import People, people


def page(harbour: Harbour, viewer: str = "keeper", person: str = "") -> People:
    """The page's value for a viewer."""
    asked = Asked("harbour", person or viewer, viewer if person else "")
    return people(harbour.record.view(Viewer(viewer)), asked)


def gist(value: People, slug: str) -> str:
    """What is said of somebody who is not shown at the table."""
    found = next(one for group in value.groups for one in group.actors if one.slug == slug)
    return ", ".join((*(held.title for held in found.offices), *found.said))


def acting(value: People, slug: str) -> list[str]:
    """Who acts for somebody at the table."""
    return [person.name for one in value.table if one.slug == slug for person in one.people]


def test_a_president_whose_state_has_no_seat_is_not_at_the_table(served: dict[str, Client], harbour: Harbour) -> None:
    harbour.do(actors.Declare("stubb", "Alexander Stubb", "person"))
    harbour.do(actors.Declare("finland", "Finland"))
    harbour.do(actors.Office("President of Finland", "finland", "stubb", date(2024, 3, 1)))
    assert gist(page(harbour), "stubb") == "President of Finland, not at the table"
    shown = served["birch"].get("/n/harbour/people/").content.decode()
    words = " ".join(re.sub(r"<[^>]+>", "", shown).split())
    assert "Alexander Stubb: President of Finland (since 1 March 2024), not at the table" in words


def test_who_holds_an_office_of_a_seated_state_is_at_the_table_for_it_alone(harbour: Harbour) -> None:
    value = page(harbour)
    assert acting(value, "ash") == ["Mayor Ash"]
    assert "mayor-ash" not in str(value.groups)


def test_who_holds_an_office_elsewhere_too_is_told_of_in_both_places(harbour: Harbour) -> None:
    harbour.do(actors.Office("Consul of Cedar", "cedar", "mayor-ash"))
    value = page(harbour)
    assert acting(value, "ash") == ["Mayor Ash"]
    assert gist(value, "mayor-ash") == "Mayor of Ash, Consul of Cedar, at the table for Ash"


def test_an_office_that_ended_is_told_with_its_days_and_seats_nobody(harbour: Harbour) -> None:
    harbour.do(actors.Declare("old", "Old Mayor", "person"))
    harbour.do(actors.Office("Mayor of Ash", "ash", "old", date(2020, 1, 1), date(2025, 12, 31)))
    value = page(harbour)
    assert gist(value, "old") == "Mayor of Ash, not at the table"
    assert "2025, 12, 31" in str(value.groups)
    assert acting(value, "ash") == ["Mayor Ash"]


def test_the_table_shows_mediators_first_with_who_acts_and_who_decides(harbour: Harbour) -> None:
    office = harbour.view().find("office-ash", actors.Office).id
    harbour.do(actors.Principal("ash", office))
    value = page(harbour)
    assert [(one.name, one.role) for one in value.table] == [
        ("Norway", "mediator"),
        ("Ash", "party"),
        ("Birch", "party"),
        ("Elm", "observer"),
    ]
    ash = next(one for one in value.table if one.slug == "ash")
    assert ash.decides == "Mayor of Ash (Mayor Ash)"
    assert acting(value, "norway") == ["Envoy"]


def test_bodies_name_their_members_and_spokespersons_whom_they_speak_for(harbour: Harbour) -> None:
    harbour.do(actors.Declare("league", "The League", "body"))
    harbour.do(actors.Member("league", "cedar"))
    value = page(harbour)
    assert gist(value, "league") == "members: Cedar"
    assert gist(value, "cedar") == "member of The League"
    assert gist(value, "voice-cedar") == "speaks for Cedar, not at the table"


def test_a_person_at_the_table_needs_nobody_to_act_for_it(served: dict[str, Client], harbour: Harbour) -> None:
    harbour.do(actors.Declare("dale", "Dale"))
    harbour.do(actors.Seat("envoy", "observer"))
    harbour.do(actors.Seat("dale", "observer"))
    shown = served["birch"].get("/n/harbour/people/").content.decode()
    seats = {slug: shown.partition(f'id="seat-{slug}"')[2].partition("</section>")[0] for slug in ("envoy", "dale")}
    assert {slug: "Nobody is named who acts for it" in seat for slug, seat in seats.items()} == {
        "envoy": False,
        "dale": True,
    }


def test_the_page_s_value_is_plain_data(harbour: Harbour) -> None:
    assert b"Mayor Ash" in msgspec.json.encode(page(harbour), enc_hook=str)


def test_an_actor_that_only_one_party_may_know_is_on_no_other_page(served: dict[str, Client], harbour: Harbour) -> None:
    before = served["birch"].get("/n/harbour/people/").content
    harbour.do(actors.Declare("quiet-adviser", "Quiet Adviser", "person"), "mayor-ash/ash", to=audience(["ash"]))
    assert "Quiet Adviser" in served["ash"].get("/n/harbour/people/").content.decode()
    assert served["birch"].get("/n/harbour/people/").content == before


def test_doors_and_places_are_offered_to_those_who_may_use_them(harbour: Harbour) -> None:
    assert "seat" in [door.name for door in page(harbour, "norway", "envoy").doors]
    ash = page(harbour, "ash", "mayor-ash")
    assert "seat" not in [door.name for door in ash.doors]
    assert ash.may_invite
    public = page(harbour, "public")
    assert (public.doors, public.may_invite) == ((), False)


@pytest.mark.parametrize(
    ("door", "said", "body"),
    [
        ("actor", {"slug": "dan", "called_": "Dan Oak", "kind": "person"}, actors.Declare("dan", "Dan Oak", "person")),
        (
            "office",
            {"title": "Consul", "of": "ash", "holder": "watcher", "since": "2030-01-02"},
            actors.Office("Consul", "ash", "watcher", date(2030, 1, 2)),
        ),
        ("member", {"body": "elm", "member": "cedar"}, actors.Member("elm", "cedar")),
        ("seat", {"actor": "cedar", "role": "observer"}, actors.Seat("cedar", "observer")),
        ("delegate", {"person": "watcher", "party": "birch"}, actors.Delegate("watcher", "birch")),
        ("spokesperson", {"person": "watcher", "actor": "ash"}, actors.Speak("watcher", "ash")),
    ],
)
def test_each_door_hands_in_its_act_for_everybody_to_read(
    served: dict[str, Client], harbour: Harbour, door: str, said: dict[str, str], body: object
) -> None:
    assert served["norway"].get(f"/n/harbour/do/{door}/").status_code == HTTPStatus.OK
    answer = served["norway"].post(f"/n/harbour/do/{door}/", said)
    assert answer.status_code == HTTPStatus.FOUND, answer.content.decode()
    act = harbour.view().acts[-1]
    assert (act.body, act.party, act.audience) == (body, "norway", PUBLIC)


def test_the_door_of_principals_names_an_office(served: dict[str, Client], harbour: Harbour) -> None:
    office = harbour.view().find("office-birch", actors.Office).id
    served["birch"].post("/n/harbour/do/principal/", {"party": "birch", "office": office})
    assert harbour.view().acts[-1].body == actors.Principal("birch", office)


def test_a_party_gives_no_seats_and_appoints_for_nobody_else(served: dict[str, Client], harbour: Harbour) -> None:
    before = len(harbour.view().acts)
    answer = served["ash"].post("/n/harbour/do/seat/", {"actor": "cedar", "role": "party"})
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "Only the keeper of the record or a mediator gives seats." in answer.content.decode()
    refused = served["ash"].post("/n/harbour/do/delegate/", {"person": "watcher", "party": "birch"})
    assert refused.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert len(harbour.view().acts) == before
