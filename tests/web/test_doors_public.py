"""The doors of the public record, the map and the rooms: what comes in, and what is refused in one clear sentence."""

import hashlib
import json
import re
from collections.abc import Iterator
from datetime import date
from http import HTTPStatus
from pathlib import Path
from typing import Any

import msgspec
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from pytest_django.fixtures import Settings

from harbour import POINTS, Harbour
from onetext.process import (
    areas,
    claims,
    contacts,
    leaks,
    rooms,
    sources,
    statements,
    tags,
    texts,
    timeline,
    verification,
)
from onetext.process.preferences import Rank
from onetext.process.rooms import Note
from onetext.record.act import Act
from onetext.record.audience import KEEPER, PUBLIC, audience
from onetext.record.times import PartOfDay
from onetext.web.doors import every_door
from web.browser import chromium, needs_chromium, serving, sit_down
from web.shipped import copied, seated

ROOT = Path(__file__).resolve().parents[2]
TABLE = ("ash", "birch", "elm", "norway")
DAILY = sources.Register("The Daily", "Harbour talks", date(2026, 3, 1), "a" * 64, date(2026, 2, 28))
CITED = {"source": "daily", "quote": "it was said", "place": "paragraph 1"}
DOORS = (
    "statement", "quick-statement", "source", "claim", "rebut", "leak", "contact", "account", "verify", "tag", "before",
    "found-text", "withdraw", "correct", "area", "note", "draft", "send",
)  # fmt: skip


@pytest.fixture
def daily(harbour: Harbour) -> Harbour:
    """The harbour with a document to cite."""
    harbour.do(DAILY, name="daily")
    return harbour


def hand_in(client: Client, door: str, **typed: Any) -> HttpResponse:
    """Send a form."""
    answer = client.post(f"/n/harbour/do/{door}/", {"next": "/n/harbour/public/", **typed})
    assert isinstance(answer, HttpResponse)
    return answer


def accepted(client: Client, door: str, **typed: Any) -> str:
    """Send a form that is to be taken, and say where it led."""
    answer = hand_in(client, door, **typed)
    refused = re.findall(r'role="alert">(.*?)</(?:div|span)>', answer.content.decode(), re.DOTALL)
    assert (answer.status_code, refused) == (HTTPStatus.FOUND, [])
    return answer["Location"]


def refused(client: Client, door: str, **typed: Any) -> str:
    """Send a form that is to be refused; the page that it came back as, with all that was typed."""
    answer = hand_in(client, door, **typed)
    assert HTTPStatus.BAD_REQUEST <= answer.status_code < HTTPStatus.INTERNAL_SERVER_ERROR
    page = answer.content.decode()
    assert 'role="alert"' in page
    return page


def only(harbour: Harbour, body: type) -> Act[Any]:
    """The one act of a kind."""
    (found,) = (act for act in harbour.view().acts if isinstance(act.body, body))
    return found


@pytest.mark.parametrize("door", DOORS)
def test_a_door_is_shown_to_who_may_act_and_to_nobody_else(
    served: dict[str, Client], harbour: Harbour, door: str
) -> None:
    act = harbour.do(Note("A note."), "mayor-ash/ash", to=audience(["ash"])).id
    for name, status in (("ash", HTTPStatus.OK), ("keeper", HTTPStatus.OK), ("stranger", HTTPStatus.NOT_FOUND)):
        assert served[name].get(f"/n/harbour/do/{door}/", {"act": act}).status_code == status
    past = served["ash"].get(f"/n/harbour/do/{door}/", {"as_of": "2030-03-01"})
    assert past.status_code == HTTPStatus.NOT_FOUND


def test_the_tests_know_every_door_of_these_rooms() -> None:
    assert set(DOORS) <= set(every_door())


def test_a_statement_comes_in_with_every_field(served: dict[str, Client], daily: Harbour) -> None:
    outer = daily.report(statements.Statement(("cedar",), "I was told."), name="outer")
    accepted(
        served["keeper"], "statement", speaker="Mayor Ash, Birch", words="We met.", quoted="on", channel="Radio",
        behalf="Ash", addressees="reporters, the council", chain="Radio North, The Wire", where="the pier",
        points=["paaaaaaaa1", "paaaaaaaa2"], versions=[daily.view().find("v0").id], within=outer.id,
        tags="#Harbour, pier",
        when="2026-02-28 morning", known="2026-02-28", name="met", **CITED,
    )  # fmt: skip
    act = daily.view().find("met")
    assert act.body == statements.Statement(
        ("mayor-ash", "birch"), "We met.", "radio", "quoted", ("ash",), ("reporters", "the council"),
        ("Radio North", "The Wire"), "the pier", ("paaaaaaaa1", "paaaaaaaa2"), (daily.view().find("v0").id,), (),
        outer.id,
    )  # fmt: skip
    assert statements.chain(act) == ("Radio North", "The Wire", "The Daily")
    assert tags.tags_of(daily.view(), act.id) == ("harbour", "pier")
    assert (act.audience, act.known.date()) == (PUBLIC, date(2026, 2, 28))
    assert act.happened == PartOfDay(date(2026, 2, 28), "morning")


QUICK = {
    "speaker": "Cedar", "words": "The quay is ours.", "quoted": "on", "channel": "press", "quote": "is ours",
    "place": "paragraph 2",
}  # fmt: skip
NEW = {"outlet": "Nord Presse", "title": "The quay", "published": "2026-02-27", "retrieved": "2026-02-28"}


def test_a_statement_is_added_with_its_new_document_in_one_go(served: dict[str, Client], harbour: Harbour) -> None:
    where = accepted(served["keeper"], "quick-statement", **QUICK, **NEW, pasted="The\r\nquay is ours.", tags="quay")
    document, statement, tag = (only(harbour, body) for body in (sources.Register, statements.Statement, tags.Tag))
    assert document.name == "nord-presse"
    assert document.body.digest == hashlib.sha256(b"The\nquay is ours.").hexdigest()
    assert statement.body == statements.Statement(("cedar",), "The quay is ours.", "press", "quoted")
    assert statement.source is not None
    assert (statement.source.outlet, statement.source.quote, statement.source.digest) == (
        "Nord Presse", "is ours", document.body.digest,
    )  # fmt: skip
    assert statement.known.date() == date(2026, 2, 27)
    assert tag.body == tags.Tag(statement.id, ("quay",))
    assert where == "/n/harbour/public/?source=nord-presse"


def test_the_document_stays_chosen_for_the_next_statement(served: dict[str, Client], daily: Harbour) -> None:
    where = accepted(served["ash"], "quick-statement", **QUICK, source="daily", next="/n/harbour/public/?channel=press")
    assert where == "/n/harbour/public/?channel=press&source=daily"
    page = served["ash"].get(where).content.decode()
    assert '<option value="daily" selected>' in page
    assert '<details class="quick" open>' in page
    assert re.search(r'id="q-speaker"[^>]* autofocus', page)
    assert only(daily, statements.Statement).party == "ash"


def test_a_document_may_be_given_as_a_file_of_which_only_the_hash_is_kept(
    served: dict[str, Client], harbour: Harbour
) -> None:
    page = SimpleUploadedFile("page.html", b"<p>The quay is ours.</p>")
    accepted(served["keeper"], "quick-statement", **QUICK, **NEW, document=page)
    digest = hashlib.sha256(b"<p>The quay is ours.</p>").hexdigest()
    assert [act.body.digest for act in sources.documents(harbour.view())] == [digest]


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"speaker": "Elmer"}, "Nobody in this record is called “Elmer”"),
        ({"when": "99999-12-31"}, "99999-12-31"),
        ({"when": "2026-02-30"}, "“2026-02-30” is not a date"),
        ({"channel": "two words"}, "“two words” is not a channel"),
        ({"quote": ""}, "quote"),
        ({"published": "2026-03-01"}, "cannot be retrieved before it is published"),
        ({"published": "yesterday"}, "“yesterday” is not a date"),
        ({"pasted": ""}, "Give the document once"),
        ({"digest": "b" * 64}, "Give the document once"),
        ({"pasted": "", "digest": "no hash"}, "64 hexadecimal digits"),
        ({"source": "daily"}, "not both"),
        ({"tags": "<b>"}, "cannot be a tag"),
        ({"channel": "joint"}, "at least two speakers"),
    ],
)
def test_a_quick_statement_that_cannot_be_taken_comes_back_with_all_that_was_typed(
    served: dict[str, Client], daily: Harbour, typed: dict[str, str], sentence: str
) -> None:
    count = len(daily.view().acts)
    page = refused(served["keeper"], "quick-statement", **{**QUICK, **NEW, "pasted": "The quay is ours.", **typed})
    assert sentence in page
    assert "The quay is ours.</textarea>" in page
    assert "Nord Presse" in page
    assert len(daily.view().acts) == count


def test_ones_own_statement_needs_no_document(served: dict[str, Client], harbour: Harbour) -> None:
    accepted(served["ash"], "quick-statement", speaker="Ash", words="We shall dredge.", channel="press")
    act = harbour.view().acts[-1]
    assert (act.source, act.audience, act.body.speakers) == (None, TABLE, ("ash",))
    assert "has oneself as its only speaker" in refused(
        served["ash"], "quick-statement", speaker="Birch", words="We do."
    )


def test_a_document_is_registered_for_everybody_under_a_name_of_its_outlet(
    served: dict[str, Client], daily: Harbour
) -> None:
    accepted(served["ash"], "source", outlet="The Daily", title="More", retrieved="2026-03-02", digest="B" * 64)
    act = daily.view("birch").find("the-daily")
    assert (act.body.digest, act.audience) == ("b" * 64, PUBLIC)


CLAIMS: list[tuple[dict[str, Any], claims.Asserts]] = [
    ({"kind": "progress"}, claims.Progress()),
    ({"kind": "principle"}, claims.Principle()),
    ({"kind": "context"}, claims.Context()),
    ({"kind": "position", "points": ["paaaaaaaa1"]}, claims.Position(("paaaaaaaa1",))),
    ({"kind": "pressure", "on": "Ash, Birch"}, claims.Pressure(("ash", "birch"))),
    ({"kind": "existence", "text": "v0"}, claims.Existence("v0")),
    ({"kind": "existence", "text": "v0", "denied": "on"}, claims.Existence("v0", exists=False)),
    ({"kind": "knowledge", "text": "v0", "denied": "on"}, claims.Knowledge("v0", knows=False)),
    (
        {"kind": "authorship", "text": "v0", "author": "Ash", "input": "Birch", "not_position": "Norway"},
        claims.Authorship(
            "v0",
            (
                claims.Part("author", ("ash",)),
                claims.Part("input", ("birch",)),
                claims.Part("position", ("norway",), holds=False),
            ),
        ),
    ),
    (
        {"kind": "disposition", "text": "v0", "became": "dropped", "topic": "Nato, Europe"},
        claims.Disposed("v0", "dropped", (), ("Nato", "Europe")),
    ),
]  # fmt: skip


@pytest.mark.parametrize(("typed", "asserts"), CLAIMS)
def test_a_claim_of_every_kind_comes_in(
    served: dict[str, Client], daily: Harbour, typed: dict[str, Any], asserts: claims.Asserts
) -> None:
    version = daily.view().find("v0").id
    said = daily.report(statements.Statement(("cedar",), "So I hear."), name="heard")
    typed = {**typed, **({"text": version} if "text" in typed else {})}
    accepted(served["keeper"], "claim", by="Cedar", words="So I hear.", statement=said.id, **typed, **CITED)
    body = only(daily, claims.Claim).body
    expected = json.loads(json.dumps(_plain(asserts)).replace('"v0"', f'"{version}"'))
    assert (body.by, body.words, body.statement, _plain(body.asserts)) == (("cedar",), "So I hear.", said.id, expected)


def _plain(value: object) -> Any:
    return json.loads(msgspec.json.encode(value, enc_hook=str))


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"kind": "authorship", "author": "Ash"}, "Choose what this is about"),
        ({"kind": "authorship", "text": "v0"}, "Say who wrote it"),
        ({"kind": "disposition", "text": "v0", "topic": "Nato"}, "Say what became of it"),
        ({"kind": "disposition", "text": "v0", "became": "dropped"}, "Say of which points, or of which topic"),
        ({"kind": "progress", "by": "Elmer"}, "Nobody in this record is called"),
        ({"kind": "progress", "statement": "f" * 64}, "There is no"),
        ({"kind": "no kind"}, "no kind"),
        ({"kind": "progress", "source": ""}, "A quotation needs its document"),
    ],
)
def test_a_claim_that_says_too_little_is_refused_in_a_sentence(
    served: dict[str, Client], daily: Harbour, typed: dict[str, Any], sentence: str
) -> None:
    count = len(daily.view().acts)
    page = refused(served["keeper"], "claim", **{"by": "Cedar", "words": "So I hear.", **CITED, **typed})
    assert len(daily.view().acts) == count
    assert sentence in page
    assert "So I hear.</textarea>" in page


def test_a_rebuttal_stands_beside_the_claim_and_neither_is_lost(served: dict[str, Client], daily: Harbour) -> None:
    claim = daily.report(claims.Claim(("cedar",), "All is agreed.", claims.Progress()))
    accepted(served["keeper"], "rebut", claim=claim.id, by="Birch", words="Nothing is.", **CITED)
    assert [act.body.words for act in claims.rebuttals(daily.view())[claim.id]] == ["Nothing is."]
    page = served["ash"].get("/n/harbour/public/claims/").content.decode()
    assert "All is agreed." in page
    assert "Nothing is." in page


def test_29_who_checked_something_needs_a_source_and_changes_with_one(
    served: dict[str, Client], daily: Harbour
) -> None:
    version = daily.view().find("v0").id
    seen = {"act": version, "status": "seen by", "by": "Reuters"}
    assert "needs its source" in refused(served["keeper"], "verify", **seen)
    accepted(served["keeper"], "verify", **seen, **CITED)
    accepted(served["keeper"], "verify", act=version, status="verified by", by="Reuters", **CITED)
    assert verification.in_words(daily.view(), verification.standing(daily.view())[version]) == "verified by Reuters"
    assert len(verification.history(daily.view(), version)) == 2


def test_a_contact_stands_once_with_the_account_of_each_side(served: dict[str, Client], daily: Harbour) -> None:
    accepted(served["keeper"], "contact", between="Ash, Birch", manner="met", when="2026-02-27", **CITED)
    (told,) = contacts.contacts(daily.view())
    for by in ("Ash", "Birch"):
        accepted(served["keeper"], "account", contact=told.contact.id, by=by, words=f"{by} was there.", **CITED)
    (told,) = contacts.contacts(daily.view())
    assert [one.body.words for one in told.accounts] == ["Ash was there.", "Birch was there."]
    assert "was no side of this contact" in refused(
        served["keeper"], "account", contact=told.contact.id, by="Cedar", words="I heard.", **CITED
    )
    assert "between at least two actors" in refused(served["keeper"], "contact", between="Ash", manner="met", **CITED)


def test_tags_go_to_the_readers_of_what_they_are_on(served: dict[str, Client], harbour: Harbour) -> None:
    only = audience(["ash", "birch"])
    said = harbour.report(statements.Statement(("cedar",), "Psst."), to=only)
    accepted(served["ash"], "tag", act=said.id, tags="#Quay quay, pier")
    act = harbour.view().acts[-1]
    assert (act.body.tags, act.audience) == (("quay", "pier"), only)


def test_15_events_are_put_in_order_and_a_circle_is_refused(served: dict[str, Client], daily: Harbour) -> None:
    one, other = (daily.report(statements.Statement(("cedar",), words), name=words) for words in ("post", "reply"))
    accepted(served["keeper"], "before", first=one.id, then=other.id, gap="hours", **CITED)
    order = [event.act.name for event in timeline.timeline(daily.view()).events]
    assert order.index("post") < order.index("reply")
    page = refused(served["keeper"], "before", first=other.id, then=one.id, **CITED)
    assert "post before reply" in page


def test_11_a_leak_is_registered_from_a_source(served: dict[str, Client], daily: Harbour) -> None:
    leak = {"version": daily.view().find("v0").id, "extent": "points 1 and 2", "outlets": "The Wire, The Daily"}
    assert "A leak is recorded from a source" in refused(served["keeper"], "leak", **leak)
    accepted(served["keeper"], "leak", **leak, **CITED)
    (act,) = leaks.leaks(daily.view())
    assert (act.body.extent, act.body.outlets) == ("points 1 and 2", ("The Wire", "The Daily"))


@pytest.fixture
def geneva(tmp_path: Path, settings: Settings, db: None) -> Iterator[Client]:
    """The keeper of the Geneva record."""
    del db
    with seated(copied("geneva", tmp_path), settings, {"keeper": (KEEPER, "")}) as cast:
        yield cast["keeper"]


def match(client: Client, **typed: Any) -> str:
    """What a found text is said to be nearest to, its white space made single spaces."""
    answer = client.post("/n/geneva/do/found-text/", typed)
    assert answer.status_code == HTTPStatus.OK
    return " ".join(answer.content.decode().split())


def test_11_a_found_text_is_matched_to_the_nearest_version_and_that_is_no_proof(geneva: Client) -> None:
    v0 = (ROOT / "examples" / "geneva" / "v0.txt").read_bytes()
    page = match(geneva, document=SimpleUploadedFile("v0.txt", v0))
    assert 'Nearest: <span dir="auto">v0</span>' in page
    assert "not proof" in page
    assert "100 % of the words agree" in page


def test_11_points_altered_absent_and_characters_that_do_not_show_are_told(geneva: Client) -> None:
    found = "(d) Ukraine agrees to limit the size of its mili\u200btary to 800,000 personnel.\n"
    excerpt, whole = match(geneva, text=found), match(geneva, text=found, whole="on")
    assert "Points altered: 1" in excerpt
    assert "Points not in the excerpt" in excerpt
    assert "Points absent" in whole
    assert "U+200B" in excerpt
    assert "600,000" in excerpt
    assert "800,000" in excerpt


def test_11_what_only_one_version_has_are_its_own_words_and_not_those_around_them(
    db: None, tmp_path: Path, settings: Any
) -> None:
    found = (
        "1. The Velm is an open river. The Parties shall keep Port Amary safe.\n"
        "2. The channel shall be dredged to a depth of at least 8.8 metres below low water by 31 December 2028.\n"
        "5. Something else entirely about pigeons.\n"
    )
    del db
    with seated(copied("harbour", tmp_path), settings, {"keeper": (KEEPER, "")}) as cast:
        answer = cast["keeper"].post("/n/harbour/do/found-text/", {"text": found}).content.decode()
    told = " ".join(re.sub(r"<[^>]+>", " ", answer).split())
    assert "only it has, in this place: “ 2028 ” (“ by 31 December 2028. 5. Something else ”)" in told
    for stranger in ("pigeons", "Something else"):
        assert f"only it has, in this place: “ {stranger}" not in told


def test_11_matching_hands_in_nothing_and_what_was_found_stays_in_the_form(
    served: dict[str, Client], harbour: Harbour
) -> None:
    count = len(harbour.view().acts)
    page = served["birch"].post("/n/harbour/do/found-text/", {"text": "Ash shall dredge the harbour."}).content.decode()
    assert "Ash shall dredge the harbour.</textarea>" in page
    assert len(harbour.view().acts) == count


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({}, "Paste the found text"),
        ({"document": SimpleUploadedFile("a.pdf", b"%PDF-1.7 nothing")}, "This is a PDF"),
        ({"document": SimpleUploadedFile("a.docx", b"PK\x03\x04 nothing")}, "Word"),
        ({"document": SimpleUploadedFile("a.txt", b"caf\xe9 latin")}, "save the text as UTF-8"),
    ],
)
def test_a_found_text_that_cannot_be_read_is_refused_in_a_sentence(
    served: dict[str, Client], harbour: Harbour, typed: dict[str, Any], sentence: str
) -> None:
    del harbour
    assert sentence in refused(served["birch"], "found-text", **typed)


def test_a_found_text_is_compared_only_with_what_one_may_see(served: dict[str, Client], harbour: Harbour) -> None:
    line = harbour.do(texts.Line("Ours", ("ash",)), "mayor-ash/ash", "ours", audience(["ash"]))
    harbour.do(texts.Table("Ours", line.id, wording=POINTS), "mayor-ash/ash", "ours-1", audience(["ash"]))
    found = {"text": "Cedar may use the quay."}
    mine, theirs = (served[who].post("/n/harbour/do/found-text/", found).content.decode() for who in ("ash", "birch"))
    assert "ours-1" in mine
    assert "ours-1" not in theirs


RING = {"type": "Polygon", "coordinates": [[[10, 59], [10.2, 59], [10.2, 59.1], [10, 59.1], [10, 59]]]}


def test_an_area_is_drawn_from_pasted_geojson_and_from_a_file(served: dict[str, Client], harbour: Harbour) -> None:
    typed = {"title": "Quay", "kind": "held", "actor": "ash", "point": "paaaaaaaa3", "note": "At low water"}
    accepted(served["ash"], "area", **typed, geometry=json.dumps(RING), as_of_day="2030-01-01")
    feature = json.dumps({"type": "Feature", "properties": {}, "geometry": RING}).encode()
    accepted(served["ash"], "area", **typed, file=SimpleUploadedFile("quay.geojson", feature), as_of_day="2030-02-01")
    one, other = (act.body for act in areas.areas(harbour.view()))
    assert areas.geometry(one) == areas.geometry(other) == RING
    assert (one.as_of, one.actor, one.provision, one.note) == (date(2030, 1, 1), "ash", "paaaaaaaa3", "At low water")


def test_an_area_without_its_extent_is_recorded_as_unknown(served: dict[str, Client], harbour: Harbour) -> None:
    accepted(served["ash"], "area", title="Old roads", kind="claimed")
    assert [act.body.geometry for act in areas.areas(harbour.view())] == [None]


def _ring(**changed: Any) -> str:
    return json.dumps({**RING, **changed})


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"geometry": "{broken"}, "What is drawn is neither GeoJSON nor corners"),
        ({"geometry": '{"type": "Point", "coordinates": [1, 2]}'}, "What is drawn is one of"),
        ({"geometry": _ring(coordinates=[[[0, 0], [1, 1], [1, 0], [0, 1], [0, 0]]])}, "crosses itself"),
        ({"geometry": _ring(coordinates=[[[0, 0], [500, 0], [1, 1], [0, 0]]])}, "is no place on Earth"),
        ({"geometry": "[" * 100_000}, "What is drawn is neither GeoJSON nor corners"),
        ({"geometry": " " * 10 + "x" * 2_000_001}, "larger than 2 MB"),
        ({"file": SimpleUploadedFile("a.geojson", b"\xff\xfe\xfa")}, "UTF-16"),
        ({"file": SimpleUploadedFile("a.geojson", b"caf\xe9")}, "save the text as UTF-8"),
        ({"file": SimpleUploadedFile("a.geojson", b"x" * 2_000_001)}, "larger than 2 MB"),
        ({"file": SimpleUploadedFile("a.geojson", b"")}, "neither GeoJSON"),
        ({"file": SimpleUploadedFile("a.geojson", b"{}"), "geometry": "{}"}, "Give the extent once"),
        ({"as_of_day": "10000-01-01"}, "“10000-01-01” is not a date"),
        ({"as_of_day": "0000-01-01"}, "“0000-01-01” is not a date"),
        ({"moving": "on"}, "as of which day"),
        ({"actor": "nobody-at-all"}, "Nobody in this record is called “nobody-at-all”"),
        ({"point": "pzzzzzzzzz"}, "not in this text"),
        ({"kind": "stolen"}, "stolen"),
        ({"title": "x" * 301}, "300"),
    ],
)
def test_an_area_that_cannot_be_drawn_is_refused_in_a_sentence_and_the_form_is_kept(
    served: dict[str, Client], harbour: Harbour, typed: dict[str, Any], sentence: str
) -> None:
    count = len(harbour.view().acts)
    page = refused(served["ash"], "area", **{"title": "Quay", "kind": "held", "note": "Keep me", **typed})
    assert sentence in page
    assert 'value="Keep me"' in page
    assert len(harbour.view().acts) == count


def test_what_is_too_large_for_any_form_gets_a_page_that_says_so(served: dict[str, Client], harbour: Harbour) -> None:
    del harbour
    answer = hand_in(served["ash"], "area", title="Quay", kind="held", geometry="x" * 7_000_000)
    assert answer.status_code == HTTPStatus.BAD_REQUEST
    assert "too large" in answer.content.decode()


def test_a_note_is_for_ones_own_side_unless_said(served: dict[str, Client], harbour: Harbour) -> None:
    accepted(served["ash"], "note", words="Hold the quay back.")
    accepted(served["ash"], "note", words="For you too.", to="ash,birch")
    notes = {act.body.words: act for act in rooms.notes(harbour.view())}
    one, other = notes["Hold the quay back."], notes["For you too."]
    assert (one.body.words, one.audience, one.author, one.party) == (
        "Hold the quay back.",
        ("ash",),
        "mayor-ash",
        "ash",
    )
    assert other.audience == ("ash", "birch")


def test_a_draft_is_kept_with_its_first_version_in_one_go(served: dict[str, Client], harbour: Harbour) -> None:
    accepted(
        served["ash"], "draft", title="A small quay", text="1. Ash shall dredge.\r\n\r\n2. Birch may watch.", lang="en"
    )
    line, version = harbour.view().acts[-2:]
    assert (line.body, line.name, line.audience) == (texts.Line("A small quay", ("ash",)), "a-small-quay", ("ash",))
    assert (version.body.line, version.name, version.audience) == (line.id, "a-small-quay-1", ("ash",))
    assert [(point.number, point.words) for point in version.body.wording] == [
        ("1", "Ash shall dredge."), ("2", "Birch may watch."),
    ]  # fmt: skip


def test_the_next_version_of_a_draft_keeps_its_points(served: dict[str, Client], harbour: Harbour) -> None:
    accepted(served["ash"], "draft", title="A small quay", text="1. Ash shall dredge.\n\n2. Birch may watch.")
    line, first = harbour.view().acts[-2:]
    document = SimpleUploadedFile("next.md", b"1. Ash shall dredge the quay.\n\n2. Birch may watch.\n")
    accepted(served["ash"], "draft", line=line.id, document=document, label="Softer")
    second = harbour.view().acts[-1]
    assert (second.body.parent, second.body.label, second.audience) == (first.id, "Softer", ("ash",))
    assert [p.id for p in second.body.wording] == [p.id for p in first.body.wording]


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"title": "Ours"}, "There are no words in it"),
        ({"title": " ", "text": "1. Ash."}, "Give the draft a title"),
        ({"title": "Ours", "text": "1. Ash.", "document": SimpleUploadedFile("a.txt", b"1. A.")}, "Give the text once"),
        ({"title": "Ours", "document": SimpleUploadedFile("a.pdf", b"%PDF-1.4")}, "This is a PDF"),
        ({"title": "Ours", "document": SimpleUploadedFile("a.txt", b"\xe9t\xe9")}, "save the text as UTF-8"),
        ({"title": "Ours", "document": SimpleUploadedFile("a.docx", b"PK\x03\x04")}, "Word"),
        ({"title": "Ours", "document": SimpleUploadedFile("a.txt", b"x" * (8 * 1024 * 1024 + 1))}, "larger than 8 MB"),
        ({"line": "f" * 64, "text": "1. Ash."}, "There is no"),
        ({"title": "Ours", "text": "1. Ash.", "name": "v0"}, "is taken"),
    ],
)
def test_a_draft_that_cannot_be_read_leaves_nothing_behind(
    served: dict[str, Client], harbour: Harbour, typed: dict[str, Any], sentence: str
) -> None:
    count = len(harbour.view().acts)
    page = refused(served["ash"], "draft", label="Keep me", **typed)
    assert sentence in page
    assert 'value="Keep me"' in page
    assert len(harbour.view().acts) == count


def test_options_are_ranked_for_ones_own_eyes(served: dict[str, Client], harbour: Harbour) -> None:
    accepted(
        served["ash"],
        "preference",
        provision="paaaaaaaa3",
        options="no quay=1\r\n\r\na small quay = 0.4",
        importance="2",
    )
    act = harbour.view().acts[-1]
    assert isinstance(act.body, Rank)
    assert [(choice.words, choice.weight) for choice in act.body.choices] == [("no quay", "1"), ("a small quay", "0.4")]
    assert act.audience == ("ash",)


def test_an_author_takes_back_and_corrects_its_own_and_nobody_elses(
    served: dict[str, Client], harbour: Harbour
) -> None:
    mine = harbour.do(Note("Nine crowns."), "mayor-ash/ash", to=audience(["ash", "birch"]))
    page = served["ash"].get("/n/harbour/do/correct/", {"act": mine.id}).content.decode()
    assert "Nine crowns." in page
    typed = {"act": mine.id, "field-words": "Eight crowns.", "reason": "misheard"}
    assert "Only its author" in refused(served["birch"], "correct", **typed)
    accepted(served["ash"], "correct", **typed)
    act = harbour.view("birch").act(mine.id)
    assert act is not None
    assert act.body.words == "Eight crowns."
    accepted(served["ash"], "withdraw", act=mine.id, reason="not needed")
    assert harbour.view("birch").withdrawn(mine.id)


def test_what_others_rest_on_is_taken_back_only_where_that_is_meant(
    served: dict[str, Client], harbour: Harbour
) -> None:
    said = harbour.do(statements.Statement(("ash",), "We shall dredge."), "mayor-ash/ash", to=TABLE)
    harbour.do(claims.Claim(("ash",), "Dredged.", claims.Progress(), said.id), "mayor-ash/ash", "dredged", TABLE)
    page = refused(served["ash"], "withdraw", act=said.id, reason="wrong")
    assert "dredged" in page
    accepted(served["ash"], "withdraw", act=said.id, reason="wrong", sure="on")


def test_lists_are_corrected_one_a_line(served: dict[str, Client], harbour: Harbour) -> None:
    said = harbour.do(statements.Statement(("ash",), "We shall."), "mayor-ash/ash", to=TABLE)
    typed = {"act": said.id, "field-addressees": "birch\r\n\r\nnorway", "reason": "to both"}
    page = served["ash"].get("/n/harbour/do/correct/", {"act": said.id})
    initial = {name: page.context["form"][name].initial for name in page.context["form"].fields if "field-" in name}
    accepted(served["ash"], "correct", **{**initial, **typed})
    act = harbour.view().act(said.id)
    assert act is not None
    assert act.body.addressees == ("birch", "norway")


@pytest.mark.parametrize("door", ["withdraw", "correct", "tag", "verify", "rebut", "account", "leak", "before"])
def test_an_act_of_another_room_is_the_same_as_none(served: dict[str, Client], daily: Harbour, door: str) -> None:
    hidden = daily.do(Note("Hold the quay back."), "mayor-ash/ash", to=audience(["ash"])).id
    pages = []
    for id_ in (hidden, "f" * 64):
        typed = {
            "act": id_, "claim": id_, "contact": id_, "version": id_, "first": id_, "then": id_, "reason": "so",
            "tags": "quay", "status": "seen by", "by": "Cedar", "words": "So.", "extent": "all", **CITED,
        }  # fmt: skip
        page = refused(served["birch"], door, **typed)
        pages.append(re.sub(r'value="([A-Za-z0-9]{64}|[\w-]{22})"', "", page.replace(id_, "").replace(id_[:12], "")))
    assert pages[0] == pages[1]


@needs_chromium
def test_a_statement_is_recorded_from_the_page_by_keyboard_alone(tmp_path: Path) -> None:
    record = copied("geneva", tmp_path)
    with serving(record, {"keeper": (KEEPER, "")}) as server, chromium() as browser:
        context, page = sit_down(browser, server, "keeper")
        page.goto("/n/geneva/public/")
        page.locator("summary", has_text="Add a statement").press("Enter")
        page.get_by_label("Who said it").press_sequentially("Alexander Stubb")
        page.keyboard.press("Tab")
        page.keyboard.type("x")
        page.get_by_label("What was said").fill("There is no time to lose.")
        page.get_by_label("The document that reports it").select_option("bbc")
        page.get_by_label("Where in it").fill("paragraph 17")
        page.get_by_label("A short quotation from it").fill("no time")
        page.keyboard.press("Control+Enter")
        page.wait_for_url("**source=bbc**")
        assert page.get_by_label("Who said it").evaluate("one => document.activeElement === one")
        assert page.get_by_label("The document that reports it").input_value() == "bbc"
        assert "There is no time to lose." in page.locator("#statements").inner_text()
        context.close()
