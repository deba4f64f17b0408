"""Who meets what over HTTP: every address, by every kind of caller, in every state, with either method.

The table below is the rule, as docs/permissions.md tells it. The list of addresses is the program's own.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path
from typing import Any, Literal

import pytest
from django.test import Client
from pytest_django.fixtures import Settings

from harbour import Harbour, harbour_at
from onetext.process import actors, corrections
from onetext.web import negotiations
from onetext.web.accounts.models import Account, Membership, Published
from onetext.web.home import Place
from web.programs import key
from web.routes import known, of_a_negotiation

Kind = Literal[
    "page", "door", "seen", "verify", "live", "places", "a place",
    "call", "check", "question", "acts", "taking", "list of places", "inviting", "place by call",
]  # fmt: skip
Caller = Literal["nobody", "stranger", "passer-by", "public", "place", "reads", "acts", "keyless"]
Method = Literal["GET", "POST"]

OK, FOUND = HTTPStatus.OK, HTTPStatus.FOUND
UNSIGNED, GONE, FORBIDDEN, METHOD, UNPROCESSABLE = (
    HTTPStatus.UNAUTHORIZED,
    HTTPStatus.NOT_FOUND,
    HTTPStatus.FORBIDDEN,
    HTTPStatus.METHOD_NOT_ALLOWED,
    HTTPStatus.UNPROCESSABLE_ENTITY,
)
FEWEST = 1_000

# A browser that has not signed in is led to where one does; a signed-in stranger finds nothing; a program without a
# key is told to send one. What is found is 200, or 422 where the address names what is not there.
SHOWN: dict[Caller, tuple[int, ...]] = {
    "nobody": (FOUND,),
    "stranger": (GONE,),
    "keyless": (UNSIGNED,),
    "public": (OK, UNPROCESSABLE),
    "place": (OK, UNPROCESSABLE),
    "reads": (OK, UNPROCESSABLE),
    "acts": (OK, UNPROCESSABLE),
}
# What acts: refused as it is empty, or done; not by the public, nor by a key that may read.
ACTS: dict[Caller, tuple[int, ...]] = {
    **SHOWN,
    "public": (GONE,),
    "place": (UNPROCESSABLE, FOUND),
    "reads": (FORBIDDEN,),
    "acts": (UNPROCESSABLE, FOUND),
}
# What gives and ends places: not for a key whose scope does not say so, though it may act.
GIVES: dict[Caller, tuple[int, ...]] = {**ACTS, "acts": (FORBIDDEN,)}
NEVER: dict[Caller, tuple[int, ...]] = dict.fromkeys(SHOWN, (METHOD,))
TABLE: dict[tuple[Kind, Method], dict[Caller, tuple[int, ...]]] = {
    ("page", "GET"): SHOWN,
    ("page", "POST"): NEVER,
    # A session may have ended while somebody wrote: whoever has not signed in may, and finds the words again.
    ("door", "GET"): {**SHOWN, "public": (GONE,), "passer-by": (FOUND,)},
    ("door", "POST"): {**ACTS, "passer-by": (FOUND,)},
    # What somebody has seen is their own affair, and no act.
    ("seen", "GET"): NEVER,
    ("seen", "POST"): {**SHOWN, "public": (FOUND,), "place": (FOUND,), "acts": (FOUND,), "reads": (FORBIDDEN,)},
    ("verify", "GET"): SHOWN,
    ("verify", "POST"): {**SHOWN, "reads": (FORBIDDEN,)},
    ("live", "GET"): SHOWN,
    ("live", "POST"): NEVER,
    # Those who may invite: the pen and whoever is there for a party; an observer's person is there for one too.
    ("places", "GET"): {**SHOWN, "public": (GONE,)},
    ("places", "POST"): GIVES,
    # A place or an invitation that there is not; nobody is asked to sign in to hear that.
    ("a place", "GET"): NEVER,
    ("a place", "POST"): {**dict.fromkeys(SHOWN, (GONE,)), "reads": (FORBIDDEN,), "acts": (FORBIDDEN,)},
    ("call", "GET"): SHOWN,
    ("call", "POST"): NEVER,
    ("check", "GET"): NEVER,
    ("check", "POST"): SHOWN,
    # What a door answers, and the list of places: for those who have a place.
    ("question", "GET"): NEVER,
    ("question", "POST"): {**SHOWN, "public": (UNSIGNED,)},
    ("acts", "GET"): SHOWN,
    ("acts", "POST"): {**ACTS, "public": (UNSIGNED,)},
    ("taking", "GET"): NEVER,
    ("taking", "POST"): {**ACTS, "public": (UNSIGNED,)},
    ("list of places", "GET"): {**SHOWN, "public": (UNSIGNED,)},
    ("list of places", "POST"): NEVER,
    ("inviting", "GET"): NEVER,
    ("inviting", "POST"): {**GIVES, "public": (UNSIGNED,)},
    ("place by call", "GET"): NEVER,
    ("place by call", "POST"): {**GIVES, "public": (UNSIGNED,), "place": (GONE,)},
}
# In the past nothing is done, and nothing is live.
ONLY_NOW: tuple[tuple[Kind, Method], ...] = (
    ("door", "GET"), ("door", "POST"), ("live", "GET"), ("places", "GET"), ("places", "POST"), ("acts", "POST"),
    ("question", "POST"), ("taking", "POST"), ("list of places", "GET"), ("inviting", "POST"),
)  # fmt: skip


@dataclass(frozen=True)
class State:
    """A negotiation as it may be: with a text or without, published or not, asked for now or as of a day."""

    slug: str
    published: bool = False
    as_of: str = ""


STATES = (
    State("harbour"),
    State("harbour", published=True),
    State("blank"),
    State("blank", published=True),
    State("harbour", as_of="2030-03-01"),
    State("harbour", published=True, as_of="2030-02-01"),
)
SEATED = {
    "keeper": ("keeper", ""),
    "mediator": ("envoy", "norway"),
    "party": ("mayor-ash", "ash"),
    "other-party": ("mayor-birch", "birch"),
    "observer": ("watcher", "elm"),
}
FEW = (
    "nobody",
    "stranger",
    "party",
    "ended",
    "key that reads",
    "key that acts",
    "whole key",
    "ended key",
    "key of elsewhere",
)


@pytest.fixture
def callers(tmp_path: Path, settings: Settings, db: None) -> Iterator[dict[str, Client]]:
    """Every kind of caller, at a negotiation with a text and at one without."""
    del db
    files = tuple(tmp_path / f"{slug}.onetext" for slug in ("harbour", "blank", "elsewhere"))
    for path in files:
        _filled(harbour_at(path), text=path.stem == "harbour")
    settings.PLACE = Place(tmp_path, files)
    found = {"nobody": Client(), "stranger": Client()}
    found["stranger"].force_login(Account.objects.create_user("stranger@harbour.example"))
    for name, (person, party) in {**SEATED, "ended": ("recalled", "ash")}.items():
        account = Account.objects.create_user(f"{name}@harbour.example", name=name.title())
        for slug in ("harbour", "blank"):
            Membership.objects.create(account=account, negotiation=slug, person=person, party=party)
        found[name] = Client()
        found[name].force_login(account)
    yield found
    negotiations.close()


def _filled(new: Harbour, *, text: bool) -> None:
    """The further persons of the matrix, one of whom was recalled; and a text, where there is to be one."""
    for slug, name in (("envoy", "Envoy"), ("watcher", "Watcher"), ("recalled", "Recalled")):
        new.do(actors.Declare(slug, name, "person"))
    new.do(actors.Declare("elm", "Elm"))
    new.do(actors.Seat("elm", "observer"))
    for person, party in (("envoy", "norway"), ("watcher", "elm"), ("recalled", "ash")):
        act = new.do(actors.Delegate(person, party))
    new.do(corrections.Withdraw(act.id, "Recalled."))
    if text:
        new.table("v0")
    new.record.close()


def with_keys(callers: dict[str, Client], slug: str) -> dict[str, Client]:
    """The callers, and programs with keys of a negotiation."""

    def program(name: str, at: str, **may: bool) -> Client:
        return Client(headers={"authorization": f"Bearer {key(name, negotiation=at, **may)}"})

    return {
        **callers,
        "key that reads": program("party", slug),
        "key that acts": program("party", slug, may_act=True),
        "whole key": program("party", slug, may_act=True, may_place=True),
        "ended key": program("ended", slug, may_act=True, may_place=True),
        "key of elsewhere": program("party", "elsewhere", may_act=True, may_place=True),
    }


CALLS: dict[str, Kind] = {
    "verify": "check", "seen": "check",
    "found-text": "question", "sending": "question",
    **dict.fromkeys(("documents/look", "documents/read", "documents/shorter"), "question"),
    "acts": "acts", "documents/take": "taking", "drafts": "taking",
    "places": "list of places", "invitations": "inviting",
    "places/{number}/end": "place by call", "invitations/{number}/withdraw": "place by call",
}  # fmt: skip


def kind_of(pattern: str, name: str) -> Kind:
    """What kind of address a pattern of the program's list is."""
    if pattern.startswith("api/"):
        return CALLS.get(name.rpartition("/n/{slug}/")[2], "call")
    named: dict[str, Kind] = {
        "door": "door", "seen": "seen", "verify": "verify", "live": "live", "places": "places",
        "withdraw_invitation": "a place", "end_place": "a place",
    }  # fmt: skip
    return named.get(name, "page")


def comes_as(name: str, *, call: bool, published: bool) -> Caller:
    """As what a caller comes to an address: on a page a cookie counts, in a call of the API a key alone."""
    # A key that is not good here is a stranger's; on a page, one's that has not signed in.
    keys: dict[str, Caller] = {"key that reads": "reads", "key that acts": "acts", "whole key": "place"}
    keys |= dict.fromkeys(("ended key", "key of elsewhere"), "stranger" if call else "nobody")
    if name in keys:
        return keys[name]
    if call:
        return "public" if published else "keyless"
    places: dict[str, Caller] = {**dict.fromkeys(SEATED, "place"), "ended": "stranger"}
    if name == "nobody":
        return "passer-by" if published else "nobody"
    return places.get(name, "public" if published else "stranger")


@dataclass(frozen=True)
class Cell:
    """One request, and what it must meet."""

    who: str
    caller: Caller
    method: Method
    address: str
    expected: tuple[int, ...]


def cells(state: State) -> Iterator[Cell]:
    """Every request of a state: in the first every door and caller, in the others some."""
    whole = state == STATES[0]
    whos = ("nobody", "stranger", *SEATED, "ended", *FEW[4:]) if whole else FEW
    for pattern, name in of_a_negotiation():
        kind = kind_of(pattern, name)
        for address in known(pattern, state.slug)[:: 1 if whole else 12]:
            for who in whos:
                caller = comes_as(who, call=address.startswith("/api/"), published=state.published)
                for method in ("GET", "POST"):
                    row = TABLE[kind, method]
                    expected = row[caller] if caller in row else row["public"]  # a passer-by, but at a door
                    if state.as_of and (kind, method) in ONLY_NOW and expected[0] in {OK, UNPROCESSABLE}:
                        expected = (GONE,)
                    yield Cell(who, caller, method, address, expected)


def asked(client: Client, method: Method, address: str, as_of: str) -> Any:
    """The answer to a request; what is sent is empty."""
    query = f"?as_of={as_of}" if as_of else ""
    if method == "GET":
        return client.get(address + query)
    if address.startswith("/api/"):
        return client.post(address + query, {}, content_type="application/json")
    return client.post(address + query, {})


def told(answer: Any, slug: str) -> tuple[int, dict[str, str], bytes]:
    """The whole answer but for the name of the negotiation that was asked for, which the caller knows."""
    headers = {name: value.replace(f"/n/{slug}/", "/n/-/") for name, value in answer.headers.items()}
    return answer.status_code, headers, answer.getvalue()


@pytest.mark.parametrize("state", STATES, ids=str)
def test_everybody_meets_what_the_table_says(callers: dict[str, Client], state: State) -> None:
    if state.published:
        Published.objects.create(negotiation=state.slug)
    clients = with_keys(callers, state.slug)
    wrong = []
    for cell in cells(state):
        answer = asked(clients[cell.who], cell.method, cell.address, state.as_of)
        if answer.status_code not in cell.expected:
            wrong.append(f"{cell.who} {cell.method} {cell.address}: {answer.status_code}, not {cell.expected}")
        if cell.caller in {"nobody", "stranger", "keyless"} and cell.expected != (METHOD,):
            nowhere = cell.address.replace(f"/n/{state.slug}", "/n/nowhere", 1)
            other = asked(clients[cell.who], cell.method, nowhere, state.as_of)
            if told(answer, state.slug) != told(other, "nowhere"):
                wrong.append(f"{cell.who} {cell.method} {cell.address}: told from one that does not exist")
    assert not wrong, "\n".join(wrong)


def test_the_matrix_has_its_cells() -> None:
    assert sum(1 for state in STATES for _ in cells(state)) >= FEWEST


def test_every_kind_of_address_has_its_line() -> None:
    kinds = {kind_of(*one) for one in of_a_negotiation()}
    assert {kind for kind, _ in TABLE} == kinds
