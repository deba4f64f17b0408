"""Over HTTP as well: what you may not see changes no byte of any answer, whatever address you ask for."""

import os
import random
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pytest_django.fixtures import Settings

from onetext.record.record import Record
from onetext.web import negotiations
from onetext.web.accounts.models import Account, Membership, Published
from onetext.web.doors import every_door
from onetext.web.home import Place
from onetext.web.pages import every_page
from test_no_trace import may_see
from web.routes import filled, of_a_negotiation
from worlds import PARTIES, World, empty_record, record_of

SLUG = "world"
WORDS = ("1", "2", "v0", "name-1", "ash", "paaaaaaab", "paaaaaaac")
SHARES = 8
WORLDS = (64 if os.environ.get("CI") else 8) // SHARES
TOKEN = re.compile(rb'((?:csrfmiddlewaretoken"|name="key"|name="once") value=")[^"]+')


@pytest.fixture
def browsers(db: None) -> dict[str, Client]:
    """A browser for each party, signed in, and one for the public."""
    del db
    Published.objects.create(negotiation=SLUG)
    found = {"public": Client()}
    for party in PARTIES:
        account = Account.objects.create_user(f"{party}@world.example")
        Membership.objects.create(account=account, negotiation=SLUG, person=party)
        found[party] = Client()
        found[party].force_login(account)
    return found


@pytest.fixture
def folder(tmp_path: Path, settings: Settings) -> Iterator[Path]:
    """A folder with an empty record to copy; the server holds one negotiation, whichever record is put in its place."""
    empty_record(tmp_path / "empty")
    settings.PLACE = Place(tmp_path, (tmp_path / f"{SLUG}.onetext",))
    yield tmp_path
    negotiations._OPEN.clear()


def addresses(pick: random.Random, share: float) -> Iterator[str]:
    """A share of all addresses of a negotiation, some of them with words behind the question mark."""
    doors = sorted(every_door())
    asks = {f"page-{page.name}": [name for name, _ in page.asks] for page in every_page()}
    for pattern, name in of_a_negotiation():
        if pick.random() > share:
            continue
        address = filled(pattern, SLUG, WORDS, doors, pick)
        query = [f"{word}={pick.choice(WORDS)}" for word in asks.get(name, []) if pick.random() < 0.3]
        query += ["as_of=2030-03-05"] if pick.random() < 0.2 else []
        query += [f"provision={WORDS[-1]}"] if "/do/" in address else []
        yield address + (f"?{'&'.join(query)}" if query else "")


def told(browser: Client, record: Record, address: str) -> tuple[int, list[tuple[str, str]], bytes]:
    """The whole answer from a record: status, headers and body, without what is random in every answer."""
    negotiations._OPEN[SLUG] = record
    answer: Any = browser.get(address)
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    headers = sorted((name, value) for name, value in answer.headers.items() if name != "Set-Cookie")
    return answer.status_code, headers, TOKEN.sub(b"", body)


@pytest.mark.parametrize("share", range(SHARES))
@settings(max_examples=WORLDS, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 2**40))
def test_hidden_acts_change_no_byte_of_any_answer(
    folder: Path, browsers: dict[str, Client], monkeypatch: pytest.MonkeyPatch, share: int, seed: int
) -> None:
    moment = timezone.now()
    monkeypatch.setattr(timezone, "now", lambda: moment)
    pick = random.Random(seed * SHARES + share)
    world = World(pick.getrandbits(40))
    world.grow(pick.randrange(1, 14))
    with record_of(folder / "whole", folder / "empty", world.written) as whole:
        for viewer, browser in browsers.items():
            seen = may_see(viewer, world.acts)
            visible = [act for act in world.written if act.id in seen]
            with record_of(folder / f"part-{viewer}", folder / "empty", visible) as part:
                for address in addresses(pick, 0.4):
                    assert told(browser, whole, address) == told(browser, part, address), (viewer, address)
