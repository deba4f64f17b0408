"""The live streams: each viewer is told that something changed for them, and never of what they may not see."""

import asyncio
import re
import shutil
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from http import HTTPStatus
from itertools import pairwise
from pathlib import Path
from typing import cast
from urllib.parse import quote

import pytest

from harbour import START, Harbour, harbour_at
from onetext.process import actors, deadlines, every_subject, silence, texts
from onetext.process.comments import Comment
from onetext.process.corrections import Withdraw
from onetext.process.rooms import Note
from onetext.record.audience import KEEPER, PUBLIC, Audience, Viewer, audience
from onetext.record.record import Draft, Record
from onetext.record.times import Exactly
from onetext.web.live import changes, streaming
from onetext.web.live.entrance import Admitted
from onetext.web.live.hub import HEARTBEAT, MOST, MOST_OF_ONE, Hub, Stream
from web.browser import Server, serving
from web.listening import Listener
from web.person import Answer, Person
from web.virtual_time import LeapingLoop

CAST = {
    "ash": ("mayor-ash", "ash"),
    "birch": ("mayor-birch", "birch"),
    "envoy": ("envoy", "birch"),
    "leaver": ("mayor-ash", "ash"),
    "signer": ("mayor-ash", "ash"),
    KEEPER: (KEEPER, ""),
}
# Longer than the server takes to tell anything to anybody.
QUIET = 0.8
HERE = "/n/harbour/"


def settled(path: Path) -> Harbour:
    """A harbour with a text and an envoy of Birch, in a file."""
    found = harbour_at(path)
    found.do(actors.Declare("envoy", "Envoy", "person"))
    found.do(actors.Delegate("envoy", "birch"), name="envoy-sent")
    found.table("v0")
    return found


@pytest.fixture(scope="module")
def harbour(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Harbour]:
    found = settled(tmp_path_factory.mktemp("live") / "harbour.onetext")
    yield found
    found.record.close()


@pytest.fixture(scope="module")
def server(harbour: Harbour) -> Iterator[Server]:
    with serving(Path(harbour.record.log.name), CAST) as found:
        yield found


def listen(server: Server, name: str, **place: str) -> Listener:
    found = Listener(server, server.keys[name], **place)
    assert found.status == HTTPStatus.OK
    return found


def comment(server: Server, name: str, words: str) -> None:
    answer = Person(server, server.keys[name]).post(f"{HERE}do/comment/", provision="paaaaaaaa1", text=words)
    assert answer.status == HTTPStatus.FOUND


def test_an_act_is_told_to_the_others_within_a_second_and_names_its_subject_and_point(
    server: Server, harbour: Harbour
) -> None:
    with listen(server, "birch") as birch:
        waited = []
        for number in range(1, 6):
            comment(server, "ash", f"Who pays? And {number}?")
            done = time.monotonic()
            assert birch.wait(number)
            waited.append(birch.heard[-1][0] - done)
            seen = len(harbour.view("birch").acts)
            assert birch.said()[-1] == {"seen": seen, "subjects": ["comments"], "points": ["paaaaaaaa1"]}
        assert min(waited) < 1  # the machine may be busy with other things now and then


def test_a_message_has_no_word_of_the_record(server: Server) -> None:
    with listen(server, "birch") as birch:
        comment(server, "ash", "Who pays?")
        assert birch.wait(1)
        assert b"pays" not in b"".join(birch.messages)


def test_an_act_that_another_program_adds_to_the_file_is_told_as_well(server: Server, harbour: Harbour) -> None:
    with listen(server, "birch") as birch:
        harbour.do(Comment("paaaaaaaa2", "By when?"), "ash")
        assert birch.wait(1)
        assert birch.said()[0]["points"] == ["paaaaaaaa2"]


def test_nobody_is_told_of_what_does_not_concern_them(server: Server, harbour: Harbour) -> None:
    with listen(server, "birch") as birch, listen(server, "ash") as ash:
        for number in range(3):
            harbour.do(Note(f"Our fallback {number}"), "ash", to=audience(["ash"]))
        assert ash.wait(1)
        time.sleep(QUIET)
        assert birch.messages == []


def test_acts_in_quick_succession_are_told_together(server: Server, harbour: Harbour) -> None:
    with listen(server, "birch") as birch:
        for number in range(20):
            harbour.do(Comment("paaaaaaaa1", f"Remark {number}"), "ash")
        seen = len(harbour.view("birch").acts)
        deadline = time.monotonic() + 30
        while (not birch.messages or birch.said()[-1]["seen"] < seen) and time.monotonic() < deadline:
            time.sleep(0.02)
        moments = [moment for moment, block in birch.heard if b"id: " in block]
        assert birch.said()[-1]["seen"] == seen
        assert all(later - earlier > 0.1 for earlier, later in pairwise(moments))


def test_whoever_comes_back_is_told_what_was_missed_and_no_more(server: Server, harbour: Harbour) -> None:
    with listen(server, "birch") as birch:
        harbour.do(Comment("paaaaaaaa1", "Who pays?"), "ash")
        assert birch.wait(1)
        place = birch.place()
    with listen(server, "birch", last=place) as back:
        time.sleep(QUIET)
        assert back.messages == []
    harbour.do(Note("Ours alone"), "ash", to=audience(["ash"]))
    with listen(server, "birch", last=place) as back:
        time.sleep(QUIET)
        assert back.messages == []
    harbour.do(Comment("paaaaaaaa2", "By when?"), "ash")
    with listen(server, "birch", last=place) as back:
        assert back.wait(1)
        assert back.said()[0]["points"] == ["paaaaaaaa2"]


def test_what_came_between_the_page_and_its_stream_is_told(server: Server, harbour: Harbour) -> None:
    page = Person(server, server.keys["birch"]).get(HERE).text
    seen = page.partition('data-live-seen="')[2].partition('"')[0]
    harbour.do(Comment("paaaaaaaa2", "By when?"), "ash")
    with listen(server, "birch", seen=seen) as birch:
        assert birch.wait(1)
        assert birch.said()[0]["subjects"] == ["comments"]


@pytest.mark.parametrize("place", ["0-0", "999999-0123456789abcdef", "x", "1" * 400, "٣-x", "-1-"])
def test_a_place_where_nobody_was_is_told_everything(server: Server, place: str) -> None:
    with listen(server, "birch", seen=quote(place)) as birch:
        assert birch.wait(1)
        assert {"actors", "negotiation", "texts"} <= set(birch.said()[0]["subjects"])


def test_two_worlds_that_differ_in_hidden_acts_send_the_same_bytes(tmp_path: Path) -> None:
    settled(tmp_path / "harbour.onetext").record.close()
    heard = []
    for world in ("plain", "crowded"):
        folder = tmp_path / world
        folder.mkdir()
        shutil.copy(tmp_path / "harbour.onetext", folder / "harbour.onetext")
        with serving(folder / "harbour.onetext", CAST) as server, listen(server, "birch", seen="0-0") as birch:
            _play(folder / "harbour.onetext", birch, crowded=world == "crowded")
            heard.append([block for _, block in birch.heard])
    assert heard[0] == heard[1]
    assert len(heard[0]) == 5


def _play(path: Path, birch: Listener, *, crowded: bool) -> None:
    moment, salt = START, ""
    hidden: Audience = audience(["ash"])
    with Record.open(path, every_subject(), clock=lambda: moment, salt=lambda: salt) as record:
        assert birch.wait(1)
        for number in range(3):
            for further in range(5 if crowded else 0):
                moment, salt = START + timedelta(hours=number, minutes=further + 1), f"{number}-{further}"
                record.submit(Draft(Note("Ours alone"), "ash", "ash", audience=hidden))
                time.sleep(0.05)
            moment, salt = START + timedelta(hours=number + 1), str(number)
            record.submit(Draft(Comment("paaaaaaaa1", f"Remark {number}"), "ash", "ash", audience=PUBLIC))
            assert birch.wait(number + 2)
        if crowded:
            salt = "last"
            record.submit(Draft(Note("Ours alone"), "ash", "ash", audience=hidden))
        time.sleep(QUIET)


def test_the_streams_of_one_account_are_bounded(server: Server) -> None:
    streams = [listen(server, "ash") for _ in range(MOST_OF_ONE)]
    with Listener(server, server.keys["ash"]) as one_more:
        assert one_more.status == HTTPStatus.TOO_MANY_REQUESTS
    with listen(server, "birch"):
        streams.pop().leave()
        time.sleep(QUIET)
    with listen(server, "ash"):
        for stream in streams:
            stream.leave()


def test_whoever_has_no_place_gets_no_stream_and_learns_nothing(server: Server) -> None:
    answers = [Person(server, "").get(f"/n/{slug}/live/") for slug in ("harbour", "nowhere")]
    assert {answer.status for answer in answers} == {HTTPStatus.FOUND}


def test_a_stream_ends_when_its_place_is_taken_away_and_what_is_left_is_a_stranger_s_answer(server: Server) -> None:
    with listen(server, "leaver") as leaver, listen(server, "ash") as ash:
        with closing(sqlite3.connect(server.home / "accounts.sqlite3")) as accounts, accounts:
            accounts.execute(
                "DELETE FROM accounts_membership WHERE account_id = "
                "(SELECT id FROM accounts_account WHERE email = 'leaver@harbour.example')"
            )
        assert leaver.ended.wait(60)
        assert not ash.ended.is_set()
    answers = [Person(server, server.keys["leaver"]).get(f"/n/{slug}/live/") for slug in ("harbour", "nowhere")]
    assert {answer.status for answer in answers} == {HTTPStatus.NOT_FOUND}
    assert answers[0].text == answers[1].text


def test_a_stream_ends_when_its_account_signs_out(server: Server) -> None:
    with listen(server, "signer") as signer, listen(server, "ash") as ash:
        assert Person(server, server.keys["signer"]).post("/accounts/logout/").status == HTTPStatus.FOUND
        assert signer.ended.wait(60)
        assert not ash.ended.is_set()


def test_a_stream_ends_when_its_person_is_no_delegate_any_more(server: Server, harbour: Harbour) -> None:
    with listen(server, "envoy") as envoy, listen(server, "birch") as birch:
        sent = harbour.record.view(Viewer(KEEPER)).find("envoy-sent", actors.Delegate)
        harbour.do(Withdraw(sent.id, "recalled"))
        assert envoy.ended.wait(60)
        assert not birch.ended.is_set()


def test_the_server_stops_although_streams_are_open(tmp_path: Path) -> None:
    settled(tmp_path / "harbour.onetext").record.close()
    with serving(tmp_path / "harbour.onetext", CAST) as server, listen(server, "birch") as birch:
        server.stop()  # fails where the server waits for the streams
        assert birch.ended.wait(60)


def test_the_streams_of_a_server_are_bounded(harbour: Harbour) -> None:
    seen = changes.seen(harbour.view("birch"))

    async def fill() -> tuple[object, object, object]:
        hub = Hub()
        streams = [hub.enter(Admitted("harbour", "mayor-birch", Viewer("birch"), n), seen, {}) for n in range(MOST)]
        full = hub.enter(Admitted("harbour", "mayor-ash", Viewer("ash"), MOST), seen, {})
        hub.leave(cast("Stream", streams[0]))
        return streams[-1], full, hub.enter(Admitted("harbour", "mayor-ash", Viewer("ash"), MOST), seen, {})

    last, full, later = asyncio.run(fill())
    assert isinstance(last, Stream)
    assert full == HTTPStatus.SERVICE_UNAVAILABLE
    assert isinstance(later, Stream)


def test_heartbeats_come_at_fixed_times_whatever_else_is_told(harbour: Harbour) -> None:
    async def beats(*told_at: float) -> list[float]:
        loop, sent = asyncio.get_running_loop(), list[float]()
        view = harbour.view("birch")
        seen = changes.seen(view)
        stream = Stream(Admitted("harbour", "mayor-birch", Viewer("birch"), 1), {}, seen, 0.0)

        async def send(message: dict[str, bytes]) -> None:
            if b"beat" in message["body"]:
                sent.append(loop.time() / HEARTBEAT)

        change = changes.changed(replace(seen, acts=()), seen, view)
        assert change is not None
        for moment in told_at:
            loop.call_at(moment * HEARTBEAT, stream.offer, change)
        loop.call_at(5.5 * HEARTBEAT, stream.end)
        await streaming._tell(stream, send)
        return sent

    for told_at in (), (0.5, 0.75, 2.5, 2.75):
        with asyncio.Runner(loop_factory=LeapingLoop) as leaping:
            assert leaping.run(beats(*told_at)) == pytest.approx([1, 2, 3, 4, 5])


def plain(page: Answer) -> str:
    """A page without what is fresh in every answer."""
    return re.sub(r'(name="(csrfmiddlewaretoken|once)" value|data-seen)="[^"]*"', "", page.text)


def test_who_may_see_it_is_told_when_a_silence_ends_and_a_deadline_passes_and_nobody_else_is(tmp_path: Path) -> None:
    """Nobody acts in that time. The pages of whoever may not see either stay as they are, and so does their place."""
    path = tmp_path / "harbour.onetext"
    harbour = harbour_at(path, datetime.now(UTC) - timedelta(seconds=300))
    harbour.table("v0")
    with serving(path, {name: CAST[name] for name in ("ash", "birch")}) as server:
        ash, birch = (Person(server, server.keys[name]) for name in ("ash", "birch"))
        ends = datetime.now(UTC) + timedelta(seconds=6)
        passes = ends + timedelta(seconds=2)
        words = silence.words_at(harbour.view(), "paaaaaaaa1", texts.MAIN, harbour.clock.moment) or ""
        harbour.do(silence.Silence(("birch",), ends, words, "paaaaaaaa1"), to=audience(["birch"]))
        target = deadlines.Target(Exactly(passes))
        harbour.do(deadlines.Deadline("birch", "Ash answers.", (target,)), "birch", to=audience(["birch"]))
        before = [plain(ash.get(f"{HERE}{one}")) for one in ("", "standing/", "yes/")]
        running = birch.get(f"{HERE}standing/").text
        with listen(server, "birch") as told, listen(server, "ash") as others:
            assert told.wait(1)
            assert datetime.now(UTC) > ends
            assert told.said()[0]["subjects"] == ["deadlines", "silence"]
            place = told.place()
            assert f'data-live-seen="{place}"' in birch.get(f"{HERE}standing/").text
            assert told.wait(2)
            assert datetime.now(UTC) > passes
            time.sleep(QUIET)
            assert len(told.messages) == len({told.place(), place}) == 2
            assert others.messages == []
        assert plain(birch.get(f"{HERE}standing/")) != running
        assert [plain(ash.get(f"{HERE}{one}")) for one in ("", "standing/", "yes/")] == before
        with listen(server, "birch", seen=place) as late:
            assert late.wait(1)  # a browser whose connection was lost meanwhile is told when it comes back
    harbour.record.close()
