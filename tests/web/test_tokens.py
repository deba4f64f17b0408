"""Tokens: a program comes to one negotiation, in its owner's place, to read or to act, until the token is revoked."""

import json
import re
from datetime import timedelta
from http import HTTPStatus

import pytest
from django.test import Client
from django.utils import timezone

from harbour import Harbour
from onetext.web.accounts import tokens
from onetext.web.accounts.models import Account, ApiToken, Membership
from onetext.web.accounts.place import Place
from onetext.web.api import offered
from web.signing_in import PASSWORD, with_password


@pytest.fixture
def ash(served: dict[str, Client]) -> Account:
    """Ash's account."""
    del served
    return Account.objects.get(email="ash@harbour.example")


def header(account: Account, *, may_act: bool = False, negotiation: str = "harbour") -> str:
    """The header that a program sends with a new token."""
    return f"Bearer {tokens.make(account, negotiation, 'a script', 30, may_act=may_act)}"


def test_a_token_opens_its_owner_s_place(ash: Account) -> None:
    sent = header(ash)
    assert tokens.place_of_token(sent, "harbour", "read") == Place("mayor-ash", "ash")
    with pytest.raises(tokens.OutOfScope):
        tokens.place_of_token(sent, "harbour", "act")
    assert tokens.place_of_token(sent, "elsewhere", "act") is None
    assert tokens.place_of_token(header(ash, may_act=True), "harbour", "act") == Place("mayor-ash", "ash")


def test_a_program_reads_what_its_owner_reads_and_no_more(ash: Account) -> None:
    program = Client(headers={"authorization": header(ash)})
    assert "for Ash" in program.get("/n/harbour/").content.decode()
    assert program.get("/n/nowhere/").status_code != HTTPStatus.OK
    sent = {"provision": "paaaaaaaa1", "text": "From a program."}
    assert program.post("/n/harbour/do/comment/", sent).status_code == HTTPStatus.FORBIDDEN


def test_a_program_that_may_act_acts_as_its_owner(ash: Account, harbour: Harbour) -> None:
    program = Client(headers={"authorization": header(ash, may_act=True)})
    program.post("/n/harbour/do/comment/", {"provision": "paaaaaaaa1", "text": "From a program."})
    act = harbour.view().acts[-1]
    assert (act.author, act.party, act.body.text) == ("mayor-ash", "ash", "From a program.")


def test_a_token_is_for_one_negotiation(ash: Account) -> None:
    Membership.objects.create(account=ash, negotiation="other", person="mayor-ash", party="ash")
    sent = header(ash)
    assert tokens.place_of_token(sent, "other", "read") is None


def test_a_token_dies_with_its_day_its_revocation_its_owner_s_place_or_account(ash: Account) -> None:
    def works(sent: str) -> bool:
        return tokens.place_of_token(sent, "harbour", "read") is not None

    late, revoked, kept = header(ash), header(ash), header(ash)
    first, second, _ = ApiToken.objects.order_by("pk")
    ApiToken.objects.filter(pk=first.pk).update(until=timezone.now() - timedelta(seconds=1))
    tokens.revoke(second)
    assert [works(sent) for sent in (late, revoked, kept)] == [False, False, True]
    Account.objects.filter(pk=ash.pk).update(is_active=False)
    assert not works(kept)
    Account.objects.filter(pk=ash.pk).update(is_active=True)
    Membership.objects.filter(account=ash).delete()
    assert not works(kept)


def test_of_a_token_nothing_but_a_digest_is_kept(ash: Account) -> None:
    secret = header(ash).rsplit("_", 1)[-1]
    assert secret not in str(ApiToken.objects.values().get())


@pytest.mark.parametrize(
    "sent",
    ["", "Bearer", "Bearer ", "Bearer onetext_", "Bearer onetext__", "Basic abc", "Bearer ☃", "Bearer onetext_a_b\0c"],
)
def test_a_header_that_is_no_token_opens_nothing(ash: Account, sent: str) -> None:
    del ash
    assert tokens.place_of_token(sent, "harbour", "read") is None


def test_a_wrong_secret_with_a_right_prefix_opens_nothing(ash: Account) -> None:
    sent = header(ash)
    changed = sent[:-1] + ("A" if sent[-1] != "A" else "B")
    assert tokens.place_of_token(changed, "harbour", "read") is None


def test_a_bad_token_is_a_stranger_even_beside_a_good_cookie_or_at_a_public_record(served: dict[str, Client]) -> None:
    answer = served["ash"].get("/n/harbour/", headers={"authorization": "Bearer onetext_no_no"})
    assert answer.status_code == HTTPStatus.NOT_FOUND


def test_a_caller_that_fails_too_often_is_not_listened_to(ash: Account) -> None:
    sent = header(ash)
    for _ in range(tokens.MOST_FAILURES):
        tokens.place_of_token("Bearer onetext_guess_guess", "harbour", "read", "192.0.2.1")
    with pytest.raises(tokens.TooOften):
        tokens.place_of_token(sent, "harbour", "read", "192.0.2.1")
    assert tokens.place_of_token(sent, "harbour", "read", "192.0.2.2") is not None


def test_the_day_of_the_last_use_is_kept(ash: Account) -> None:
    sent = header(ash)
    assert ApiToken.objects.get().last_used is None
    tokens.place_of_token(sent, "harbour", "read")
    assert ApiToken.objects.get().last_used == timezone.now().date()


def test_a_token_is_made_and_revoked_on_a_page_after_the_password_was_given_again(ash: Account) -> None:
    ash.set_password(PASSWORD)
    ash.save()
    client = Client()
    with_password(client, ash.email)
    assert "/accounts/reauthenticate/" in client.get("/accounts/tokens/").headers["Location"]
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    said = {"negotiation": "harbour", "name": "nightly export", "days": "30"}
    page = client.post("/accounts/tokens/", said).content.decode()
    words = re.search(r"onetext_\w+_[\w-]+", page)
    assert words
    assert tokens.place_of_token(f"Bearer {words[0]}", "harbour", "read") is not None
    assert words[0] not in client.get("/accounts/tokens/").content.decode()
    client.post(f"/accounts/tokens/{ApiToken.objects.get().pk}/revoke/")
    assert tokens.place_of_token(f"Bearer {words[0]}", "harbour", "read") is None


def test_nobody_makes_a_token_where_they_have_no_place_or_revokes_another_s(
    served: dict[str, Client], ash: Account
) -> None:
    said = {"negotiation": "harbour", "name": "x", "days": "30"}
    served["stranger"].post("/accounts/tokens/", said)
    assert not ApiToken.objects.exists()
    header(ash)
    answer = served["birch"].post(f"/accounts/tokens/{ApiToken.objects.get().pk}/revoke/")
    assert answer.status_code == HTTPStatus.NOT_FOUND
    assert ApiToken.objects.get().revoked is None


LOOKS, ACTS, PLACES = "looks", "acts", "places"
SCOPES = {
    "reads": ({}, {LOOKS}),
    "acts": ({"may_act": True}, {LOOKS, ACTS}),
    "places": ({"may_place": True}, {LOOKS, PLACES}),
    "both": ({"may_act": True, "may_place": True}, {LOOKS, ACTS, PLACES}),
}
# What is called, of each kind by a call of the API and by a page to which a program sends its key.
CALLS = {
    LOOKS: (("GET", "/api/n/harbour/places"), ("GET", "/n/harbour/places/"), ("POST", "/api/n/harbour/seen")),
    ACTS: (
        ("POST", "/api/n/harbour/acts"),
        ("POST", "/api/n/harbour/documents/take"),
        ("POST", "/api/n/harbour/drafts"),
        ("POST", "/n/harbour/do/comment/"),
    ),
    PLACES: (
        ("POST", "/api/n/harbour/invitations"),
        ("POST", "/api/n/harbour/invitations/999999/withdraw"),
        ("POST", "/api/n/harbour/places/999999/end"),
        ("POST", "/n/harbour/places/"),
        ("POST", "/n/harbour/places/999999/withdraw/"),
        ("POST", "/n/harbour/places/999999/end/"),
    ),
}


@pytest.mark.parametrize("kind", CALLS)
@pytest.mark.parametrize("scope", SCOPES)
def test_a_key_does_what_its_scope_says_and_else_is_refused_in_one_sentence(
    ash: Account, scope: str, kind: str
) -> None:
    may, allowed = SCOPES[scope]
    sent = tokens.make(ash, "harbour", "a script", 30, **may)
    caller = Client(headers={"authorization": f"Bearer {sent}"})
    for method, address in CALLS[kind]:
        form = {} if address.startswith("/n/") else {"content_type": "application/json"}
        answer = caller.get(address) if method == "GET" else caller.post(address, {}, **form)  # type: ignore[arg-type]  # a dict of options
        assert (answer.status_code == HTTPStatus.FORBIDDEN) == (kind not in allowed), address
        if kind not in allowed and not form.get("content_type"):
            assert b"Tokens for programs" in answer.content
        elif kind not in allowed:
            said = "may not invite people or end places" if kind == PLACES else "may read, not act"
            assert said in answer.json()["detail"]
            assert answer.json()["detail"].count(".") == 1


def test_a_key_for_one_place_is_refused_before_anything_of_places_is_looked_at(ash: Account) -> None:
    caller = Client(headers={"authorization": header(ash, may_act=True)})
    own = Membership.objects.get(account=ash).pk
    there, nowhere = (caller.post(f"/api/n/harbour/places/{number}/end") for number in (own, 999_999))
    assert (there.status_code, there.content) == (nowhere.status_code, nowhere.content)


def test_the_page_of_keys_asks_for_the_scope_and_shows_it(ash: Account) -> None:
    ash.set_password(PASSWORD)
    ash.save()
    client = Client()
    with_password(client, ash.email)
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    client.post("/accounts/tokens/", {"negotiation": "harbour", "name": "invites", "days": "30", "may_place": "on"})
    made = ApiToken.objects.get()
    assert (made.may_act, made.may_place) == (False, True)
    assert "read; invite people" in client.get("/accounts/tokens/").content.decode()


def test_the_description_says_which_scope_each_operation_needs() -> None:
    for one in offered.every_operation():
        said = json.loads(offered.described())["paths"][f"/api{one.path}"][one.method.lower()]
        assert said["security"][0] == {"key": [one.scope]}
        assert ("403" in said["responses"]) == (one.scope != "read")
