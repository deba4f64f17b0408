"""Rooms: what a side keeps is on nobody else's pages; what it sends is read by its receivers from the release on."""

import re
from collections.abc import Iterator
from http import HTTPStatus
from pathlib import Path
from typing import cast

import msgspec
import pytest
from django.http import HttpResponse
from django.test import Client

from harbour import POINTS, Harbour
from onetext.process import corrections, redlines, releases, texts
from onetext.process.amendments import Propose
from onetext.process.preferences import Choice, Rank
from onetext.process.rooms import Note
from onetext.record.audience import KEEPER, audience
from onetext.record.record import Record
from onetext.web.accounts.models import Published
from web.browser import chromium, needs_chromium, serving, sit_down
from web.reading import plain, without_tokens
from web.shipped import copied, opened, value

ASH = audience(["ash"])
PAGES = ("", "public/", "public/claims/", "public/events/", "public/papers/", "map/", "rooms/")


@pytest.fixture(scope="module")
def river(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Record]:
    """The invented harbour, in which each side keeps something."""
    with opened("harbour", tmp_path_factory.mktemp("harbour")) as record:
        yield record


def pages(client: Client) -> list[str]:
    """Every page that this room of the house knows of, as one side sees it, without what a request alone brings."""
    return [without_tokens(client.get(f"/n/harbour/{path}").content).decode() for path in PAGES]


def fill(harbour: Harbour) -> None:
    """Everything that Ash may keep in its room."""
    line = harbour.do(texts.Line("Ash's fallback", ("ash",)), "mayor-ash/ash", "fallback", ASH)
    version = texts.Table("For the council", line.id, authors=("ash",), wording=POINTS)
    harbour.do(version, "mayor-ash/ash", "fallback-1", ASH)
    harbour.do(Note("Hold the quay back."), "mayor-ash/ash", "ash-note", ASH)
    harbour.do(redlines.Draw("ash", "red line", "paaaaaaaa1", must="harbour"), "mayor-ash/ash", "ash-line", ASH)
    words, base = "Birch shall light the pier by night.", "Birch shall light the pier."
    harbour.do(Propose("replace", "paaaaaaaa2", words=words, base=base), "mayor-ash/ash", "ash-wish", ASH)
    harbour.do(Rank("ash", "paaaaaaaa3", (Choice("no quay", "1"),)), "mayor-ash/ash", "ash-rank", ASH)


def test_a_room_shows_all_that_its_side_keeps_on_shelves(harbour: Harbour) -> None:
    fill(harbour)
    own = value(harbour.record, "rooms", "ash").own
    shelves = {shelf.shelf: [one.handle for one in shelf.things] for shelf in own.shelves}
    assert shelves == {
        "drafts": ["fallback"],
        "notes": ["ash-note"],
        "red lines": ["ash-line"],
        "amendments": ["ash-wish"],
        "interests and preferences": ["ash-rank"],
    }
    assert all(one.words for shelf in own.shelves for one in shelf.things)
    (draft,) = own.shelves[0].things
    assert [one.handle for one in draft.versions] == ["fallback-1"]


@pytest.mark.parametrize("name", ["birch", "norway", "observer"])
def test_what_a_room_keeps_is_on_nobody_elses_pages(served: dict[str, Client], harbour: Harbour, name: str) -> None:
    before = pages(served[name])
    fill(harbour)
    assert pages(served[name]) == before
    assert "Hold the quay back." in pages(served["ash"])[-1]


def test_the_keeper_of_the_file_sees_every_room_by_its_owner(harbour: Harbour) -> None:
    fill(harbour)
    harbour.do(Note("Birch waits."), "mayor-birch/birch", to=audience(["birch"]))
    page = value(harbour.record, "rooms", KEEPER)
    assert page.everything
    assert [room.owner.slug for room in page.others] == ["ash", "birch"]
    assert page.own.shelves == ()


def test_what_a_side_shares_with_one_other_stands_in_its_room_on_their_page_alone(harbour: Harbour) -> None:
    harbour.do(Note("Between us: the pier."), "mayor-ash/ash", "between-us", audience(["ash", "birch"]))
    (room,) = value(harbour.record, "rooms", "birch").others
    assert room.owner.slug == "ash"
    (own,) = value(harbour.record, "rooms", "ash").own.shelves
    assert [one.slug for one in own.things[0].also] == ["birch"]
    assert value(harbour.record, "rooms", "norway").others == ()


def test_a_corrected_note_stands_as_it_was_corrected_and_a_withdrawn_one_does_not(harbour: Harbour) -> None:
    wrong = harbour.do(Note("Nine crowns."), "mayor-ash/ash", to=ASH)
    gone = harbour.do(Note("Never mind."), "mayor-ash/ash", to=ASH)
    harbour.do(corrections.Correct(wrong.id, {"words": "Eight crowns."}, "misheard"), "mayor-ash/ash", to=ASH)
    harbour.do(corrections.Withdraw(gone.id, "not needed"), "mayor-ash/ash", to=ASH)
    (notes,) = value(harbour.record, "rooms", "ash").own.shelves
    assert [one.words for one in notes.things] == ["Eight crowns."]


def test_a_sent_draft_is_read_by_its_receiver_from_the_release_on_and_by_no_third(
    served: dict[str, Client], harbour: Harbour
) -> None:
    fill(harbour)
    before = {name: pages(served[name]) for name in ("birch", "norway")}
    draft = harbour.view("ash").find("fallback").id
    confirmed = send(served["ash"], [draft], "birch")
    assert confirmed.status_code == HTTPStatus.FOUND
    received = value(harbour.record, "rooms", "birch").received
    (draft,) = (thing for one in received for thing in one.things)
    assert (received[0].by.slug, draft.handle, [one.handle for one in draft.versions]) == (
        "ash",
        "fallback",
        ["fallback-1"],
    )
    assert "Ash&#x27;s fallback" in pages(served["birch"])[-1]
    assert before["birch"] != pages(served["birch"])
    assert before["norway"] == pages(served["norway"])
    assert "Hold the quay back." not in "".join(pages(served["birch"]))


def test_what_was_sent_is_told_with_its_receivers_and_its_time(served: dict[str, Client], harbour: Harbour) -> None:
    fill(harbour)
    send(served["ash"], [harbour.view("ash").find("ash-note").id], "table")
    (sent,) = value(harbour.record, "rooms", "ash").sent
    assert (sent.to.table, sent.to.everybody, sent.to.some) == (True, False, ())
    assert [thing.words for thing in sent.things] == ["Hold the quay back."]
    (release,) = (act for act in harbour.view("ash") if isinstance(act.body, releases.Release))
    assert (sent.id, sent.at) == (release.id, release.recorded)
    assert "ash-note" not in {
        one.handle for shelf in value(harbour.record, "rooms", "ash").own.shelves for one in shelf.things
    }


def choose(client: Client, acts: list[str], to: str) -> str:
    """The page that shows what would be sent."""
    return client.get("/n/harbour/do/send/", {"acts": acts, "to": to, "next": "/n/harbour/rooms/"}).content.decode()


def send(client: Client, acts: list[str], to: str, seen: str | None = None) -> HttpResponse:
    """Read what would be sent, and confirm it."""
    shown = choose(client, acts, to)
    found = re.search(r'name="seen" value="([0-9a-f]{64})"', shown)
    mark = seen if seen is not None else found[1] if found else ""
    said = {"acts": acts, "to": to, "seen": mark, "next": "/n/harbour/rooms/"}
    return cast("HttpResponse", client.post("/n/harbour/do/send/", said))


def test_before_sending_a_page_says_exactly_what_will_be_read_by_whom_and_that_nothing_takes_it_back(
    served: dict[str, Client], harbour: Harbour
) -> None:
    fill(harbour)
    count = len(harbour.view().acts)
    shown = choose(served["ash"], [harbour.view("ash").find("fallback").id], "birch")
    assert "Nothing takes this back." in shown
    assert re.search(r'class="readers"><b dir="auto">Birch</b></p>', shown)
    for words in ("Ash&#x27;s fallback", "For the council", "Birch shall light the pier.", "Cedar may use the quay."):
        assert words in shown
    assert "Hold the quay back." not in shown
    assert len(harbour.view().acts) == count


def test_a_sending_that_was_not_read_first_is_refused(served: dict[str, Client], harbour: Harbour) -> None:
    fill(harbour)
    note = harbour.view("ash").find("ash-note").id
    for mark in ("", "0" * 64):
        answer = send(served["ash"], [note], "birch", seen=mark)
        assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert value(harbour.record, "rooms", "birch").received == ()


def test_what_changed_between_reading_and_confirming_is_read_again(served: dict[str, Client], harbour: Harbour) -> None:
    fill(harbour)
    note = harbour.view("ash").find("ash-note").id
    read = re.search(r'name="seen" value="([0-9a-f]{64})"', choose(served["ash"], [note], "birch"))
    assert read is not None
    harbour.do(corrections.Correct(note, {"words": "Offer the quay."}, "new orders"), "mayor-ash/ash", to=ASH)
    answer = send(served["ash"], [note], "birch", seen=read[1])
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "Offer the quay." in answer.content.decode()
    assert value(harbour.record, "rooms", "birch").received == ()


def test_nobody_sends_what_another_side_keeps_nor_learns_that_it_is_there(
    served: dict[str, Client], harbour: Harbour
) -> None:
    fill(harbour)
    note = harbour.view("ash").find("ash-note").id
    real, invented = (choose(served["birch"], [id_], "table").replace(id_[:12], "") for id_ in (note, "f" * 64))
    assert real.replace(note, "") == invented.replace("f" * 64, "")
    assert "Hold the quay" not in real
    refused = served["birch"].post("/n/harbour/do/send/", {"acts": [note], "to": "table", "seen": "0" * 64})
    assert refused.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert value(harbour.record, "rooms", "norway").received == ()


def test_the_public_has_no_room(river: Record) -> None:
    page = value(river, "rooms", "public")
    assert page.own is None
    assert page.others == page.sent == ()


def test_each_party_of_the_example_keeps_what_the_others_do_not_see(river: Record) -> None:
    kept = {
        party: {one.id for shelf in value(river, "rooms", party).own.shelves for one in shelf.things}
        for party in ("norvane", "sellmark", "tyresse")
    }
    assert all(kept.values())
    for party, own in kept.items():
        shown = msgspec.json.encode(value(river, "rooms", party), enc_hook=str).decode()
        assert not [id_ for others in kept.values() for id_ in others - own if id_ in shown]


def test_what_tyresse_sent_to_the_table_is_told_to_whom_it_was_sent(river: Record) -> None:
    (sent,) = value(river, "rooms", "tyresse").sent
    (received,) = value(river, "rooms", "norvane").received
    assert sent.to.table
    assert [one.handle for one in received.things] == [one.handle for one in sent.things] == ["toll-draft"]
    assert value(river, "rooms", "lender").received == ()


def test_rooms_as_of_a_day_hold_only_what_was_known_by_then(river: Record) -> None:
    assert value(river, "rooms", "norvane", as_of="2025-04-05").received == ()


def test_the_page_is_plain_values_that_can_be_given_as_data(river: Record) -> None:
    for whose in (KEEPER, "norvane", "public"):
        assert msgspec.json.encode(value(river, "rooms", whose), enc_hook=str)


def test_a_release_that_is_not_ones_own_is_refused_by_the_record_too(harbour: Harbour) -> None:
    note = harbour.do(Note("Hold."), "mayor-ash/ash", to=audience(["ash", "birch"]))
    with pytest.raises(Exception, match="Only Ash can release"):
        harbour.do(
            releases.Release((note.id,), ("birch", "norway")), "mayor-birch/birch", to=audience(["birch", "norway"])
        )


@needs_chromium
def test_a_draft_is_kept_read_over_and_sent_by_keyboard_alone(tmp_path: Path) -> None:
    record = copied("harbour", tmp_path)
    delegates = {"norvane": ("tarn", "norvane"), "sellmark": ("marsh", "sellmark")}
    with serving(record, delegates) as server, chromium() as browser:
        mine, page = sit_down(browser, server, "norvane")
        page.goto("/n/harbour/do/draft/?next=/n/harbour/rooms/")
        page.get_by_label("Title").fill("A shorter toll")
        page.get_by_label("Its text").fill("1. The toll is one crown.\n\n2. It is reviewed each year.")
        page.get_by_role("button", name="Hand it in").press("Enter")
        page.wait_for_url("**/rooms/")
        page.locator("li", has_text="A shorter toll").first.get_by_role("link", name="Send").press("Enter")
        page.get_by_label("To whom").select_option("sellmark")
        page.get_by_role("button", name="Show what will be sent").press("Enter")
        assert "Nothing takes this back." in page.content()
        assert "The toll is one crown." in page.content()
        theirs, other = sit_down(browser, server, "sellmark")
        other.goto("/n/harbour/rooms/")
        assert "A shorter toll" not in other.content()
        page.get_by_role("button", name="Send it").press("Enter")
        page.wait_for_url("**/rooms/")
        other.reload()
        assert "A shorter toll" in other.locator("#received").inner_text()
        mine.close()
        theirs.close()


def test_the_public_has_no_room_and_is_told_what_it_sees(served: dict[str, Client], harbour: Harbour) -> None:
    del harbour
    Published.objects.create(negotiation="harbour")
    said = plain(served[""].get("/n/harbour/rooms/").content.decode())
    assert "Whoever reads without a seat has none, and sees here what a side opened or sent to everybody." in said
    assert "The room of" not in said
    assert "What you sent" not in said


def test_what_the_keeper_keeps_with_a_side_is_of_the_keeper_of_the_record(
    served: dict[str, Client], harbour: Harbour
) -> None:
    harbour.do(texts.Line("A draft for Ash"), name="for-ash", to=ASH)
    page = plain(served["ash"].get("/n/harbour/rooms/").content.decode())
    assert "From the room of the keeper of the record" in page
    assert "A draft for Ash" in page
