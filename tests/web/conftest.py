"""What the tests of the pages share: a served harbour with its cast, each signed in, and a stranger."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.test import Client
from pytest_django.fixtures import Settings

from harbour import Harbour, harbour_at, harbour_on
from onetext.process import actors
from onetext.record.audience import KEEPER
from onetext.record.postgres import PostgresLog
from onetext.web import negotiations
from onetext.web.accounts.models import Account, Membership
from onetext.web.home import Place
from postgres_server import PostgresServer, postgres_database, postgres_server

__all__ = ["postgres_database", "postgres_server"]

CAST = {
    "ash": ("mayor-ash", "ash"),
    "birch": ("mayor-birch", "birch"),
    "norway": ("envoy", "norway"),
    "observer": ("watcher", "elm"),
    KEEPER: (KEEPER, ""),
}


NO_LIMIT = 1_000_000
os.environ["ONETEXT_MOST_A_MINUTE"] = str(NO_LIMIT)
"""Tests ask faster than people: also the servers that they start must answer."""


@pytest.fixture(autouse=True)
def insecure_fast_passwords(settings: Settings) -> None:
    """Hash passwords cheaply; a real hash takes a third of a second each time. And ask as often as one likes."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.MOST_A_MINUTE = NO_LIMIT


@pytest.fixture
def place(tmp_path: Path, request: pytest.FixtureRequest) -> Place:
    """Where the harbour is kept: in a file, unless the test is run on "postgres" too."""
    if getattr(request, "param", "file") == "file":
        return Place(tmp_path, (tmp_path / "harbour.onetext",))
    server: PostgresServer = request.getfixturevalue("postgres_server")
    return Place(tmp_path, database=server.database().dsn())


@pytest.fixture
def untabled(place: Place) -> Iterator[Harbour]:
    """The small negotiation before there is a text, with a mediator's person and an observer."""
    found = harbour_on(PostgresLog.create(place.database, "harbour")) if place.database else harbour_at(place.files[0])
    for slug, name in (("envoy", "Envoy"), ("watcher", "Watcher")):
        found.do(actors.Declare(slug, name, "person"))
    found.do(actors.Declare("elm", "Elm"))
    found.do(actors.Seat("elm", "observer"))
    found.do(actors.Delegate("envoy", "norway"))
    found.do(actors.Delegate("watcher", "elm"))
    yield found
    found.record.close()


@pytest.fixture
def harbour(untabled: Harbour) -> Harbour:
    """The small negotiation of `harbour`, served under "harbour"."""
    untabled.table("v0")
    return untabled


@pytest.fixture
def served(harbour: Harbour, place: Place, settings: Settings, db: None) -> Iterator[dict[str, Client]]:
    """A browser for each of the cast and for a "stranger" with an account but no place; "" has not signed in."""
    del db
    del harbour
    settings.PLACE = place
    found = {"": Client(), "stranger": Client()}
    found["stranger"].force_login(Account.objects.create_user("stranger@harbour.example"))
    for name, (person, party) in CAST.items():
        account = Account.objects.create_user(f"{name}@harbour.example", name=name.title())
        Membership.objects.create(account=account, negotiation="harbour", person=person, party=party)
        found[name] = Client()
        found[name].force_login(account)
    yield found
    negotiations.close()
