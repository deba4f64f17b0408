"""Over HTTP as well: what you may not see changes no byte of any answer, whatever address you ask for."""

import os
import random
import re
from base64 import b64encode
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from pytest_django.fixtures import Settings

from onetext.record.audience import Viewer
from onetext.record.record import Record
from onetext.web import negotiations
from onetext.web.accounts import tokens
from onetext.web.accounts.models import Account, Membership, Published
from onetext.web.doors import every_door
from onetext.web.home import Place
from onetext.web.live import changes
from onetext.web.pages import every_page
from test_no_trace import may_see
from web.routes import filled, of_a_negotiation
from worlds import PARTIES, World, empty_record, record_of

SLUG = "world"
WORDS = ("1", "2", "v0", "name-1", "ash", "paaaaaaab", "paaaaaaac")
FILES = ("v0.md", "v0.docx", "current.docx", "v0.html", "name-1.xml", "v0")
TYPED = (*WORDS, "Ash shall dredge.", "2030-03-05", "", "yes", "public", "1", "agreed")
SHARES = 8
WORLDS = (64 if os.environ.get("CI") else 8) // SHARES
TOKEN = re.compile(rb'(name="(?:csrfmiddlewaretoken|once)" value=")[^"]+')
SALT = "0" * 32
FORMS = 3
OTHERS = 0.2
"""How many forms each viewer sends in each world."""


@dataclass(frozen=True)
class Comer:
    """A party, or the public: in a browser, signed in, and as a program with a key."""

    browser: Client
    program: Client


@pytest.fixture
def comers(db: None) -> dict[str, Comer]:
    """Every party, and the public."""
    del db
    Published.objects.create(negotiation=SLUG)
    found = {"public": Comer(Client(), Client())}
    for party in PARTIES:
        account = Account.objects.create_user(f"{party}@world.example")
        Membership.objects.create(account=account, negotiation=SLUG, person=party)
        key = tokens.make(account, SLUG, "a program", 30, may_act=False)
        found[party] = Comer(Client(), Client(headers={"authorization": f"Bearer {key}"}))
        found[party].browser.force_login(account)
    return found


@pytest.fixture
def folder(tmp_path: Path, settings: Settings) -> Iterator[Path]:
    """A folder with an empty record to copy; the server holds one negotiation, whichever record is put in its place."""
    empty_record(tmp_path / "empty")
    settings.PLACE = Place(tmp_path, (tmp_path / f"{SLUG}.onetext",))
    yield tmp_path
    negotiations._OPEN.clear()


def addresses(pick: random.Random, turn: int, seen: str) -> Iterator[str]:
    """Every address of a negotiation whose turn it is, and some others; some with words behind the question mark.

    In `SHARES` turns every address is asked, and every door.
    """
    doors = sorted(every_door())
    asks = {f"page-{page.name}": [name for name, _ in page.asks] for page in every_page()}
    yield from (f"/n/{SLUG}/do/{door}/?provision={WORDS[-1]}" for door in doors[turn::SHARES])
    for number, (pattern, name) in enumerate(of_a_negotiation()):
        if number % SHARES != turn and pick.random() > OTHERS:
            continue
        words = FILES if "<str:paper>" in pattern else WORDS
        address = filled(pattern, SLUG, words, doors, pick)
        query = [f"{word}={pick.choice(WORDS)}" for word in asks.get(name, []) if pick.random() < 0.3]
        query += ["as_of=2030-03-05"] if pick.random() < 0.2 else []
        query += [f"provision={WORDS[-1]}"] if "/do/" in address else []
        query += [f"seen={seen}"] if name == "live" else []
        query += ["seen=2030-03-03T00:00:00Z"] if "/pages/" in address else []
        yield address + (f"?{'&'.join(query)}" if query else "")


def forms(pick: random.Random, turn: int) -> Iterator[tuple[str, dict[str, str]]]:
    """The forms whose turn it is, as somebody might send them: every field with a word, most of which make no sense."""
    for name in pick.sample(sorted(every_door())[turn::SHARES], FORMS):
        fields = every_door()[name].form.base_fields
        yield f"/n/{SLUG}/do/{name}/", {field: pick.choice(TYPED) for field in fields}


def questions(pick: random.Random, own: list[str]) -> Iterator[tuple[str, dict[str, object]]]:
    """What a program asks without handing anything in: about words and documents, and acts of its `own`."""
    text = pick.choice(("1. Ash shall dredge.\n\n2. Birch shall light the pier.", "Ash shall dredge."))
    document = {"name": "draft.md", "data": b64encode(text.encode()).decode()}
    version, line = pick.choice(WORDS), pick.choice(("", pick.choice(WORDS)))
    yield "documents/look", {"document": document}
    yield "documents/read", {"text": text, "line": line, "readers": pick.choice(("", "table", "public", "ash"))}
    yield "documents/read", {"document": document, "version": version}
    yield "documents/shorter", {"before": pick.choice(("current", version)), "text": text}
    yield "found-text", {"document": document}
    yield "sending", {"acts": [pick.choice(own or WORDS)], "to": pick.choice(("table", "public", "birch"))}
    yield "seen", {}
    yield "verify", {}


def told(record: Record, answer: Callable[[], Any]) -> tuple[int, list[tuple[str, str]], bytes]:
    """The whole answer from a record: status, headers and body, without what is random or of the moment."""
    negotiations._OPEN[SLUG] = record
    found = answer()
    headers = sorted((name, value) for name, value in found.headers.items() if name not in {"Set-Cookie", "Expires"})
    return found.status_code, headers, TOKEN.sub(b"", found.getvalue())


def each_alike(comer: Comer, pick: random.Random, turn: int, whole: Record, part: Record, viewer: Viewer) -> None:
    """Every answer that somebody gets from a record is the one they get where only what they may see is recorded."""
    view = part.view(viewer)
    seen = changes.mark(replace(view, acts=view.acts[: pick.randrange(len(view.acts) + 1)]))
    for address in addresses(pick, turn, seen):
        who = comer.program if address.startswith("/api/") else comer.browser
        ask = partial(who.get, address)
        assert told(whole, ask) == told(part, ask), (viewer, address)
    own = [act.id for act in view.acts if (act.party or act.author) == viewer.name]
    for name, asked in questions(pick, own):
        ask = partial(comer.program.post, f"/api/n/{SLUG}/{name}", asked, content_type="application/json")
        assert told(whole, ask) == told(part, ask), (viewer, name, asked)
    for address, typed in forms(pick, turn):
        send = partial(comer.browser.post, address, typed, follow=True)
        assert told(whole, send) == told(part, send), (viewer, address, typed)


@pytest.mark.parametrize("share", range(SHARES))
@settings(
    max_examples=WORLDS,
    deadline=None,
    phases=[Phase.reuse, Phase.generate],  # a smaller seed is no simpler world
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(seed=st.integers(0, 2**40))
def test_hidden_acts_change_no_byte_of_any_answer(
    folder: Path, comers: dict[str, Comer], monkeypatch: pytest.MonkeyPatch, share: int, seed: int
) -> None:
    moment = timezone.now()
    monkeypatch.setattr(timezone, "now", lambda: moment)
    pick = random.Random(seed * SHARES + share)
    world = World(pick.getrandbits(40))
    world.grow(pick.randrange(1, 14))
    for name, comer in comers.items():
        may = may_see(name, world.acts)
        visible = [act for act in world.written if act.id in may]
        # What is handed in gets the same salt in both, so that it is the same act there.
        with (
            record_of(folder / f"whole-{name}", folder / "empty", world.written, SALT) as whole,
            record_of(folder / f"part-{name}", folder / "empty", visible, SALT) as part,
        ):
            each_alike(comer, pick, share, whole, part, Viewer(name))
