"""Canaries: a word of its own in every text of every kind of private act is found by its party, and by nobody else."""

import io
import logging
import random
import re
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from http import HTTPStatus
from pathlib import Path
from typing import Any

import msgspec
import pytest
from django.core import mail
from django.test import Client
from msgspec import inspect, structs
from pypdf import PdfReader
from pytest_django.fixtures import Settings

from onetext.record.act import Reported
from onetext.record.audience import KEEPER, PUBLIC, Audience, Viewer, audience
from onetext.record.record import Draft, Record
from onetext.record.times import Unknown
from onetext.web import negotiations
from onetext.web.accounts.models import Account, Membership, Published
from onetext.web.doors import every_door
from onetext.web.home import Place
from onetext.web.live import changes
from onetext.web.live.entrance import Admitted
from onetext.web.live.hub import Stream, _told
from onetext.web.logged import AsJson
from onetext.web.pages import every_page
from web.programs import key
from web.routes import DOOR, PIECE, known, of_a_negotiation
from worlds import PARTIES, SOURCE, World, _fitting, empty_record, record_of

SLUG = "world"
CANARY = re.compile(rb"zqx\d{5}k")
STEM = "zqx"
"""What all canaries begin with: a search for it would find them all, and its echo is none."""
ONE, TWO = ("ash",), audience(("ash", "birch"))
# Fields that hold what somebody writes freely; the others name something, or are one of a few words.
PROSE = frozenset(
    {
        "condition",
        "extent",
        "label",
        "mandate",
        "manner",
        "meeting",
        "note",
        "outlets",
        "reason",
        "said",
        "tags",
        "text",
    }
    | {"text", "title", "topic", "wants", "what", "where", "why", "words"}
)
FILES = ("v0.md", "v0.docx", "current.docx", "current.pdf", "v0.html", "v0.xml")
FEWEST = 300


class Aviary(World):
    """A world in which one party keeps acts of every kind, with a canary in every text of them.

    `whose` are the readers of each canary, `naming` the acts whose references still name something.
    """

    def __init__(self, seed: int) -> None:
        super().__init__(seed)
        self.whose: dict[bytes, Audience] = {}
        self.naming: set[str] = set()
        self.readers: Audience | None = None
        self.prose = False

    def text(self, field: str) -> str:
        """A canary while an act is planted, everywhere or in prose alone."""
        if self.readers is None or (self.prose and field not in PROSE):
            return super().text(field)
        return self.canary(self.readers)

    def canary(self, readers: Audience) -> str:
        """A fresh canary for some readers."""
        word = f"{STEM}{len(self.whose):05}k"
        self.whose[word.encode()] = readers
        return word

    def plant(self, tag: str, readers: Audience, *, prose: bool) -> None:
        """An act of a kind by ash to its readers, with a canary in every text or in its `prose` alone."""
        subject, kind = self.catalogue.by_tag[tag]
        self.readers, self.prose = readers, prose
        body = _fitting(self.value(inspect.type_info(kind.body), ""), subject.name, readers)
        self.readers = None
        name, outlet, quote, place = (self.canary(readers) for _ in range(4))
        reported = Reported(structs.replace(SOURCE, outlet=outlet, quote=quote, place=place))
        act = self.write(Draft(body, "ash", "ash", name, Unknown(), self.moment, reported, readers))
        self.naming |= {act.id} if prose else set()


@pytest.fixture(scope="module")
def aviary() -> Aviary:
    """Public acts of all, then every kind of act by ash for itself, and for itself and birch."""
    found = Aviary(7)
    found.grow(25, PUBLIC)
    for tag in sorted(found.catalogue.by_tag):
        for readers, prose in ((ONE, True), (ONE, False), (TWO, True)):
            found.plant(tag, readers, prose=prose)
    return found


@pytest.fixture
def there(aviary: Aviary, tmp_path: Path, settings: Settings, db: None) -> Iterator[Record]:
    """The record of the aviary, served and published."""
    del db
    empty_record(tmp_path / "empty")
    settings.PLACE = Place(tmp_path, (tmp_path / f"{SLUG}.onetext",))
    record = record_of(tmp_path / f"{SLUG}.onetext", tmp_path / "empty", aviary.written)
    negotiations._OPEN[SLUG] = record
    for party in PARTIES:
        account = Account.objects.create_user(f"{party}@harbour.example")
        Membership.objects.create(account=account, negotiation=SLUG, person=party)
    Published.objects.create(negotiation=SLUG)
    yield record
    negotiations.close()


def comers(party: str) -> tuple[Client, Client]:
    """A party in a browser and as a program; the public as both."""
    if party == "public":
        return Client(), Client()
    browser = Client()
    browser.force_login(Account.objects.get(email=f"{party}@harbour.example"))
    return browser, Client(headers={"authorization": f"Bearer {key(party, may_act=False, negotiation=SLUG)}"})


def addresses(aviary: Aviary, party: str) -> Iterator[str]:
    """Every address, with words that mean something to somebody, and with every word that its page asks for."""
    pick = random.Random(party)
    asks = {f"page-{page.name}": [name for name, _ in page.asks] for page in every_page()}
    ids = [act.id for act in aviary.acts if act.audience != PUBLIC]
    shown = [act.handle for act in aviary.acts if act.audience == PUBLIC]
    provisions = [f"paaaaaaa{letter}" for letter in "bcdef"]
    yield from ("/", "/settings/", "/api/", "/n/nowhere/", f"/n/{SLUG}/nothing/here/")
    for pattern, name in of_a_negotiation():
        if pattern == DOOR:
            yield from (f"{one}?provision={provisions[0]}&act={pick.choice(ids)}" for one in known(pattern, SLUG))
            continue
        yield known(pattern, SLUG)[0]
        for _ in range(3 if PIECE.findall(pattern)[1:] else 1):
            words = {"paper": FILES, "point": provisions}
            filled = PIECE.sub(lambda found: _word(found, words, [*ids, *shown], pick), pattern)  # noqa: B023
            query = "&".join(f"{word}={pick.choice([STEM, 'v0', *ids[:3], *shown[:9]])}" for word in asks.get(name, []))
            yield f"/{filled}" + (f"?{query}" if query else "")


def _word(found: re.Match[str], words: dict[str, Any], others: list[str], pick: random.Random) -> str:
    if found[2] == "slug":
        return SLUG
    return "1" if found[1] == "int" else str(pick.choice(words.get(found[2], others)))


def all_of(answer: Any) -> bytes:
    """Everything in an answer: its headers, its body, what is packed in it."""
    body = answer.getvalue()
    found = [repr(answer.headers).encode(), body]
    if body.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(body)) as packed:
            found += [packed.read(name) for name in packed.namelist()]
    if body.startswith(b"%PDF"):
        found += [page.extract_text().encode() for page in PdfReader(io.BytesIO(body)).pages]
    return b"\n".join(found)


@pytest.mark.usefixtures("there")
@pytest.mark.parametrize("party", ["birch", "cedar", "public"])
def test_nobody_finds_another_s_canary_in_anything(aviary: Aviary, party: str) -> None:
    found = {
        address: CANARY.findall(all_of(who.get(address)))
        for who in comers(party)
        for address in addresses(aviary, party)
    }
    others = {address: [word for word in words if party not in aviary.whose[word]] for address, words in found.items()}
    assert {address: words for address, words in others.items() if words} == {}
    assert any(found.values()) == (party == "birch")


@pytest.mark.usefixtures("there")
def test_a_party_finds_its_own_where_its_acts_are_told_in_full(aviary: Aviary) -> None:
    assert len(aviary.whose) >= FEWEST
    browser, program = comers("ash")
    for act, written in zip(aviary.acts, aviary.written, strict=True):
        if act.audience != PUBLIC:
            planted = set(CANARY.findall(written.data))
            assert planted <= set(CANARY.findall(all_of(program.get(f"/api/n/{SLUG}/acts/{act.id}")))), act.kind
            page = set(CANARY.findall(all_of(browser.get(f"/n/{SLUG}/record/{act.id}/"))))
            assert act.id not in aviary.naming or planted <= page, (act.kind, act.body, planted - page)


def streams(there: Record, before: tuple[Any, ...]) -> dict[str, Stream]:
    """An open stream of each party and of the public, which was told of these acts."""
    found = {}
    for party in (*PARTIES, "public"):
        viewer = Viewer(party)
        told = replace(changes.seen(there.view(viewer)), acts=before)
        found[party] = Stream(Admitted(SLUG, party, viewer, None), {}, told, 0.0)
    return found


def test_a_live_message_comes_only_to_those_who_may_see_what_changed(aviary: Aviary, there: Record) -> None:
    first = {act.id for act in aviary.acts if act.audience == PUBLIC}
    public = tuple(act for act in there.view(Viewer("public")).acts if act.id in first)
    open_ = streams(there, public)
    told = {stream: change for stream, _, change in _told(there, open_.values())}
    for party, stream in open_.items():
        change = told[stream]
        assert (change is not None) == (party in {"ash", "birch"})
        assert change is None or all(party in aviary.whose[word] for word in CANARY.findall(change.message))


def forms(aviary: Aviary, party: str) -> Iterator[tuple[str, dict[str, str]]]:
    """Every door's form, twice: each field with a word that means something to somebody, private acts by their ids."""
    pick = random.Random(party)
    words = [act.id for act in aviary.acts if act.audience != PUBLIC]
    words += [act.handle for act in aviary.acts if act.audience == PUBLIC]
    words += ["", "1", STEM, "v0", "ash", "birch", "public", "table", *(f"paaaaaaa{letter}" for letter in "bcdef")]
    for name, door in sorted(every_door().items()):
        for _ in range(2):
            yield f"/n/{SLUG}/do/{name}/", {field: pick.choice(words) for field in door.form.base_fields}


def calls(aviary: Aviary) -> Iterator[tuple[str, object]]:
    """Calls that hand in an act of each kind which speaks of private ones, or look for what others found."""
    for tag in sorted(aviary.catalogue.by_tag):
        body = aviary.value(inspect.type_info(aviary.catalogue.by_tag[tag][1].body), "")
        yield f"/api/n/{SLUG}/acts", {"acts": [{"kind": tag, "body": msgspec.to_builtins(body)}]}
    yield f"/api/n/{SLUG}/found-text", {"text": f"{STEM} shall dredge the harbour."}


def sent(party: str, aviary: Aviary) -> Iterator[tuple[str, bytes]]:
    """What comes back of everything that somebody sends, the page that follows too, with what was sent."""
    browser, _ = comers(party)
    for address, typed in forms(aviary, party):
        yield f"{address} {typed}", all_of(browser.post(address, typed, follow=True))
    if party != "public":
        program = Client(headers={"authorization": f"Bearer {key(party, may_act=True, negotiation=SLUG)}"})
        for address, body in calls(aviary):
            yield f"{address} {body}", all_of(program.post(address, body, "application/json"))


@pytest.mark.usefixtures("there")
@pytest.mark.parametrize("party", ["birch", "cedar", "public"])
def test_nobody_finds_another_s_canary_in_the_answer_to_what_they_send(
    aviary: Aviary, party: str, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        wrong = {
            what: words
            for what, answer in sent(party, aviary)
            if (words := [one for one in CANARY.findall(answer) if party not in aviary.whose[one]])
        }
    assert wrong == {}
    told = "\n".join(f"{record.getMessage()} {AsJson().format(record)}" for record in caplog.records)
    assert caplog.records or party == "public", "the public is led to where one signs in, and nothing is told of that"
    assert CANARY.findall(told.encode()) == []


@pytest.mark.usefixtures("there")
def test_letters_and_what_is_logged_of_them_have_no_word_of_the_record(
    aviary: Aviary, caplog: pytest.LogCaptureFixture, settings: Settings
) -> None:
    settings.MAIL_IS_SENT = True
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    keeper = Account.objects.create_user("keeper@harbour.example")
    Membership.objects.create(account=keeper, negotiation=SLUG, person=KEEPER)
    browser = Client()
    browser.force_login(keeper)
    new = {"email": "anna@ash.example", "person": "", "new_name": "Anna", "new_slug": "anna", "party": "ash"}
    with caplog.at_level(logging.DEBUG):
        answer = browser.post(f"/n/{SLUG}/places/", new)
    assert answer.status_code == HTTPStatus.OK, all_of(answer)
    letters = [letter.message().as_bytes() for letter in mail.outbox]
    assert [letter.to for letter in mail.outbox] == [["anna@ash.example"]]
    told = [*letters, *(record.getMessage().encode() for record in caplog.records)]
    assert [CANARY.findall(one) for one in told if CANARY.findall(one)] == []
    assert aviary.whose
