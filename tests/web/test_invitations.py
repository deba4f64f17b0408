"""Invitations: a link that works once, for a place that the record knows; who may invite whom, and who sees it."""

import re
from datetime import timedelta
from http import HTTPStatus

from django.test import Client
from django.utils import timezone

from harbour import Harbour
from onetext.process import actors
from onetext.process.actors import Delegate
from onetext.process.corrections import Withdraw
from onetext.record.audience import PUBLIC
from onetext.web.accounts import secrets_kept
from onetext.web.accounts.models import Account, Invitation, Membership
from web.signing_in import PASSWORD, signed_in, with_password

NEW = {"name": "Anna Berg", "password": PASSWORD}
ANNA = {"email": "anna@ash.example", "person": "", "new_name": "Anna Berg", "new_slug": "anna-berg", "party": "ash"}


def invited(client: Client, **said: str) -> str:
    """Make an invitation on the page of places; the path of its link."""
    page = client.post("/n/harbour/places/", {**ANNA, **said}).content.decode()
    found = re.search(r"http://testserver(/accounts/invitation/[^/<]+/)", page)
    assert found, page
    return found[1]


def test_a_party_invites_a_new_person_who_makes_an_account_and_sits_down(
    served: dict[str, Client], harbour: Harbour
) -> None:
    link = invited(served["ash"])
    act = harbour.view().acts[-1]
    assert (act.author, act.party, act.body, act.audience) == (
        "mayor-ash",
        "ash",
        Delegate("anna-berg", "ash"),
        PUBLIC,
    )
    anna = Client()
    page = anna.get(link).content.decode()
    assert "Harbour agreement" in page
    assert "Anna Berg for Ash" in page
    assert anna.post(link, NEW).headers["Location"] == "/n/harbour/"
    assert "Anna Berg for Ash" in anna.get("/n/harbour/").content.decode()


def test_of_a_link_s_secret_nothing_but_a_digest_is_kept(served: dict[str, Client]) -> None:
    secret = invited(served["ash"]).split("/")[-2]
    kept = Invitation.objects.values().get()
    assert secret not in str(kept)
    assert kept["digest"] == secrets_kept.digest(secret)
    assert secret not in served["ash"].get("/n/harbour/places/").content.decode()


def over(client: Client, link: str) -> bytes:
    """The page of a link that cannot be used, the same whatever the reason."""
    for answer in (client.get(link), client.post(link, NEW)):
        assert answer.status_code == HTTPStatus.NOT_FOUND
        assert not signed_in(client)
    return bytes(answer.content)


def test_a_link_that_was_used_withdrawn_or_ran_out_is_like_one_that_never_was(
    served: dict[str, Client], harbour: Harbour
) -> None:
    never = over(Client(), "/accounts/invitation/never-was/")
    used = invited(served["ash"])
    Client().post(used, NEW)
    withdrawn = invited(served["ash"], email="ben@ash.example", person="mayor-ash")
    number = Invitation.objects.get(email="ben@ash.example").pk
    served["ash"].post(f"/n/harbour/places/{number}/withdraw/")
    late = invited(served["ash"], email="carl@ash.example", person="mayor-ash")
    Invitation.objects.filter(email="carl@ash.example").update(until=timezone.now() - timedelta(seconds=1))
    recalled = invited(served["ash"], email="dora@ash.example", person="", new_name="Dora", new_slug="dora")
    delegation = next(act for act in harbour.view().acts if act.body == Delegate("dora", "ash"))
    harbour.do(Withdraw(delegation.id, "Recalled."), "mayor-ash/ash")
    for link in (used, withdrawn, late, recalled):
        assert over(Client(), link) == never
    assert Account.objects.filter(email__endswith="@ash.example").count() == 1


def test_a_link_gives_a_place_to_one_only(served: dict[str, Client]) -> None:
    link = invited(served["ash"])
    first, second = Client(), Client()
    for client in (first, second):
        client.get(link)
    assert first.post(link, NEW).status_code == HTTPStatus.FOUND
    assert second.post(link, {**NEW, "name": "Somebody else"}).status_code == HTTPStatus.NOT_FOUND
    assert Membership.objects.filter(person="anna-berg").count() == 1


def test_who_has_an_account_signs_in_and_takes_the_place(served: dict[str, Client]) -> None:
    Account.objects.create_user("anna@ash.example", PASSWORD, name="Anna")
    link = invited(served["ash"], email="Anna@Ash.example")
    anna = Client()
    page = anna.get(link).content.decode()
    assert f"/accounts/login/?next={link}" in page
    assert anna.post(link, NEW).status_code == HTTPStatus.OK, "no second account, and no place before signing in"
    assert Membership.objects.filter(person="anna-berg").count() == 0
    with_password(anna, "anna@ash.example")
    assert anna.get("/n/harbour/").status_code == HTTPStatus.NOT_FOUND
    anna.post(link)
    assert anna.get("/n/harbour/").status_code == HTTPStatus.OK


def test_an_invitation_is_for_its_address_alone(served: dict[str, Client]) -> None:
    link = invited(served["ash"])
    assert "Sign out first" in served["stranger"].get(link).content.decode()
    served["stranger"].post(link)
    assert served["stranger"].get("/n/harbour/").status_code == HTTPStatus.NOT_FOUND


def test_a_weak_password_makes_no_account(served: dict[str, Client]) -> None:
    link = invited(served["ash"])
    answer = Client().post(link, {**NEW, "password": "short"})
    assert "too short" in answer.content.decode()
    assert not Account.objects.filter(email="anna@ash.example").exists()
    assert Client().post(link, NEW).status_code == HTTPStatus.FOUND


def test_a_party_invites_for_itself_alone(served: dict[str, Client]) -> None:
    answer = served["ash"].post("/n/harbour/places/", {**ANNA, "party": "birch"})
    assert "http://testserver/accounts/invitation" not in answer.content.decode()
    assert not Invitation.objects.exists()


def test_a_mediator_invites_the_first_person_of_a_party_and_no_second(
    served: dict[str, Client], harbour: Harbour
) -> None:
    harbour.do(actors.Declare("fir", "Fir"))
    harbour.do(actors.Seat("fir", "party"))
    said = {"party": "fir", "new_slug": "fir-envoy", "new_name": "Envoy of Fir", "email": "envoy@fir.example"}
    link = invited(served["norway"], **said)
    assert "envoy@fir.example" in served["norway"].get("/n/harbour/places/").content.decode()
    again = {**ANNA, **said, "email": "norway-too@harbour.example", "person": "fir-envoy"}
    served["norway"].post("/n/harbour/places/", again)
    Client().post(link, NEW)
    served["norway"].post("/n/harbour/places/", again)
    served["norway"].post("/n/harbour/places/", {**again, "party": "ash", "person": "mayor-ash"})
    assert Invitation.objects.count() == 1


def test_the_keeper_invites_for_everybody(served: dict[str, Client]) -> None:
    link = invited(served["keeper"], person="mayor-birch", party="birch")
    assert Client().post(link, NEW).status_code == HTTPStatus.FOUND


def test_nothing_is_recorded_of_a_person_who_acts_for_the_party_already(
    served: dict[str, Client], harbour: Harbour
) -> None:
    before = len(harbour.view().acts)
    invited(served["ash"], person="mayor-ash")
    assert len(harbour.view().acts) == before, "the mayor acts for Ash already"


def test_a_refused_act_makes_no_invitation_and_keeps_what_was_typed(served: dict[str, Client]) -> None:
    answer = served["ash"].post("/n/harbour/places/", {**ANNA, "new_slug": "mayor-ash"})
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "There already is an actor" in answer.content.decode()
    assert "anna@ash.example" in answer.content.decode()
    assert not Invitation.objects.exists()


def test_places_are_seen_by_those_who_may_manage_them_and_by_nobody_else(served: dict[str, Client]) -> None:
    invited(served["ash"])
    seen = {name: served[name].get("/n/harbour/places/") for name in ("ash", "birch", "norway", "keeper")}
    assert {name for name, page in seen.items() if "anna@ash.example" in page.content.decode()} == {"ash", "keeper"}
    assert {name for name, page in seen.items() if "ash@harbour.example" in page.content.decode()} == {"ash", "keeper"}
    for name in ("stranger", "observer"):
        assert "ash@harbour.example" not in served[name].get("/n/harbour/places/").content.decode()
    number = Invitation.objects.get().pk
    for name in ("birch", "norway", "observer", "stranger"):
        answer = served[name].post(f"/n/harbour/places/{number}/withdraw/")
        nothing = served[name].post("/n/harbour/places/999999/withdraw/")
        assert answer.status_code == nothing.status_code == HTTPStatus.NOT_FOUND
        assert answer.content == nothing.content
    assert Invitation.objects.standing().count() == 1


def test_a_place_that_was_taken_away_lets_nobody_in(served: dict[str, Client]) -> None:
    anna = Client()
    anna.post(invited(served["ash"]), NEW)
    number = Membership.objects.get(person="anna-berg").pk
    assert served["birch"].post(f"/n/harbour/places/{number}/end/").status_code == HTTPStatus.NOT_FOUND
    assert anna.get("/n/harbour/").status_code == HTTPStatus.OK
    served["ash"].post(f"/n/harbour/places/{number}/end/")
    assert anna.get("/n/harbour/").status_code == HTTPStatus.NOT_FOUND


def test_an_invitation_leaves_no_trace_with_others(served: dict[str, Client]) -> None:
    paths = ("/n/harbour/places/", "/n/harbour/people/", "/n/harbour/")
    pages = {path: served["birch"].get(path).content for path in paths}
    invited(served["ash"], person="mayor-ash")
    for path in paths:
        token = re.compile(rb'name="csrfmiddlewaretoken" value="\w+"')
        assert token.sub(b"", served["birch"].get(path).content) == token.sub(b"", pages[path])


def test_a_mediator_does_not_enter_a_room_whose_people_have_left(served: dict[str, Client]) -> None:
    Membership.objects.filter(party="ash").delete()
    anna = Client()
    anna.post(invited(served["keeper"]), NEW)
    Membership.objects.filter(party="ash").delete()
    page = served["norway"].get("/n/harbour/places/").content.decode()
    assert '<option value="ash">' not in page
    refused = served["norway"].post(
        "/n/harbour/places/", {**ANNA, "person": "anna-berg", "email": "spy@norway.example"}
    )
    assert "accounts/invitation/" not in refused.content.decode()


def test_no_party_invites_somebody_under_the_name_of_another_s_delegate(
    served: dict[str, Client], harbour: Harbour
) -> None:
    before = harbour.view().acts
    birch = {"email": "spy@ash.example", "person": "mayor-birch", "new_name": "", "new_slug": "", "party": "ash"}
    page = served["ash"].post("/n/harbour/places/", birch).content.decode()
    assert "only the keeper can invite them" in page
    assert harbour.view().acts == before
    harbour.do(Delegate("mayor-birch", "ash"))
    assert "/accounts/invitation/" not in served["ash"].post("/n/harbour/places/", birch).content.decode()
    assert "/accounts/invitation/" in served["keeper"].post("/n/harbour/places/", birch).content.decode()
