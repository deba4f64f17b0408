"""The server is killed under load: no acknowledged act is lost, none is there twice, and the record verifies."""

import http.client
import random
import sqlite3
import threading
import time
from collections import Counter
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field
from functools import partial
from http import HTTPStatus
from pathlib import Path

from playwright.sync_api import expect

from harbour import POINTS, harbour_at, harbour_on, reworded
from onetext.process import every_subject
from onetext.process.comments import Comment
from onetext.record.log import verify
from onetext.record.postgres import PostgresLog
from onetext.record.record import Record
from onetext.text.provision import Provision
from postgres_server import PostgresServer
from web.browser import Server, chromium, free_port, launch, needs_chromium, serving, sessions, sit_down, start
from web.commands import prepare_database
from web.person import Person

CAST = {name: (f"mayor-{name}", name) for name in ("ash", "birch")}
KILLS, KILLS_ON_POSTGRES = 10, 3
DOOR = "/n/harbour/do/comment/"
LONG = tuple(
    Provision(f"p{number:09}", "Words. " * 60, number=str(number), mark=f"{number}. ", gap="\n")
    for number in range(4, 30)
)
PLACE = "one => one.getBoundingClientRect().top"


@dataclass
class Sender:
    """Somebody who sends one form after the other, each again until it is answered."""

    name: str
    person: Person
    sent: int = 0
    again: int = 0
    acknowledged: list[str] = field(default_factory=list)
    others: list[int] = field(default_factory=list)

    def work(self, stopped: threading.Event) -> None:
        while not stopped.is_set():
            words = f"{self.name} asks {self.sent}"
            self.sent += 1
            while not self._acknowledged(words):
                self.again += 1
                time.sleep(0.05)
            self.acknowledged.append(words)

    def _acknowledged(self, words: str) -> bool:
        try:
            key = words.replace(" ", "-") + "-a-key-of-a-form"
            answer = self.person.post(DOOR, provision="paaaaaaaa1", text=words, once=key)
        except (OSError, http.client.HTTPException):
            return False
        if answer.status != HTTPStatus.FOUND:
            self.others.append(answer.status)
        return answer.status == HTTPStatus.FOUND


def test_an_acknowledged_act_survives_a_kill_and_is_there_once(tmp_path: Path) -> None:
    path = tmp_path / "harbour.onetext"
    harbour = harbour_at(path)
    harbour.table("v0")
    harbour.record.close()
    with serving(path, CAST) as server:
        senders = _killed_again_and_again(server, partial(start, path, server.keys, _port(server)), KILLS)
    with Record.open(path, every_subject()) as record:
        _nothing_lost_nothing_twice(record, senders, KILLS)


def test_the_same_on_postgres(postgres_server: PostgresServer, tmp_path: Path) -> None:
    database = postgres_server.database(prepared=False)
    prepare_database(database)
    harbour = harbour_on(PostgresLog.create(database.dsn(), "harbour"))
    harbour.table("v0")
    keys = sessions(tmp_path, "harbour", CAST, database.dsn())
    again = partial(launch, [], tmp_path, keys, free_port(), database.dsn())
    server = again()
    try:
        senders = _killed_again_and_again(server, again, KILLS_ON_POSTGRES)
        _nothing_lost_nothing_twice(harbour.record, senders, KILLS_ON_POSTGRES)
    finally:
        server.stop()
        harbour.record.close()


def _port(server: Server) -> int:
    return int(server.address.rpartition(":")[2])


def _nothing_lost_nothing_twice(record: Record, senders: list[Sender], kills: int) -> None:
    kept = Counter(act.body.text for act in record.view().acts if isinstance(act.body, Comment))
    assert verify(record.log) == ()
    acknowledged = [words for sender in senders for words in sender.acknowledged]
    assert [words for words in acknowledged if kept[words] != 1] == []
    assert set(kept.values()) == {1}
    assert len(acknowledged) >= kills * len(senders)
    assert sum(sender.again for sender in senders) > kills
    assert [sender.others for sender in senders] == [[]] * len(senders)


def _wait_for_answers(senders: list[Sender]) -> None:
    """Wait until the server is at work: each sender was answered."""
    answered = [len(sender.acknowledged) for sender in senders]
    until = time.monotonic() + 30
    while time.monotonic() < until:
        if all(len(sender.acknowledged) > before for sender, before in zip(senders, answered, strict=True)):
            return
        time.sleep(0.02)


def _killed_again_and_again(server: Server, again: Callable[[], Server], kills: int) -> list[Sender]:
    """Who sent forms while the server was killed and started again, so many times."""
    moments, stopped = random.Random(4), threading.Event()
    senders = [Sender(f"{name}-{n}", Person(server, server.keys[name])) for name in CAST for n in range(3)]
    threads = [threading.Thread(target=sender.work, args=(stopped,)) for sender in senders]
    for thread in threads:
        thread.start()
    try:
        for _ in range(kills):
            _wait_for_answers(senders)
            time.sleep(moments.uniform(0.0, 0.8))
            server.kill()
            server.process = again().process
        _wait_for_answers(senders)
    finally:
        stopped.set()
        for thread in threads:
            thread.join(30)
    return senders


@needs_chromium
def test_a_page_that_is_open_while_the_server_is_killed_says_so_and_loses_no_word(tmp_path: Path) -> None:
    """Its words half typed and its place stay; what others did meanwhile is there when the server is."""
    path = tmp_path / "harbour.onetext"
    harbour = harbour_at(path)
    harbour.table("v0")
    first, second, third = POINTS
    harbour.table("v1", *POINTS, *LONG, parent="v0")
    with serving(path, CAST) as server, chromium() as browser:
        context, page = sit_down(browser, server, "birch")
        door = context.new_page()
        door.goto(f"{DOOR}?provision={second.id}")
        half = door.get_by_label("Comment")
        half.type("Perhaps bo")
        page.bring_to_front()
        with page.expect_response("**/live/**"):
            page.goto("/n/harbour/")
        search = page.locator("form.search input:not([type=hidden])").first
        search.type("pie")
        here = page.locator(f"#{LONG[15].id}")
        here.evaluate("one => one.scrollIntoView()")
        place = here.evaluate(PLACE)
        status = page.locator(".live-status")
        for turn in range(2):
            server.kill()
            expect(status).to_contain_text("Not connected")
            words = f"Birch shall light the pier by day {turn}."
            harbour.table(f"v{turn + 2}", first, reworded(second, words), third, *LONG, parent=f"v{turn + 1}")
            server.process = start(path, server.keys, _port(server)).process
            expect(page.locator(f"#{second.id}")).to_contain_text(words, timeout=60_000)
            expect(status).to_have_text("", timeout=30_000)
            expect(search).to_have_value("pie")
            expect(search).to_be_focused()
            assert abs(here.evaluate(PLACE) - place) <= 1
            expect(half).to_have_value("Perhaps bo")
        door.bring_to_front()
        half.type("th piers?")
        with door.expect_navigation():
            half.press("Tab")
            door.locator("form.door button[type=submit], form.door button:not([type])").first.click()
        context.close()
    said = [act.body.text for act in harbour.view().acts if isinstance(act.body, Comment)]
    assert said.count("Perhaps both piers?") == 1
    harbour.record.close()


def test_accounts_that_cannot_be_written_keep_no_act_out_and_no_page_away(tmp_path: Path) -> None:
    """What a session was to say once is lost; that the act is in is answered all the same, and the page shows it."""
    path = tmp_path / "harbour.onetext"
    harbour = harbour_at(path)
    harbour.table("v0")
    with serving(path, CAST) as server, closing(sqlite3.connect(server.home / "accounts.sqlite3")) as accounts:
        ash = Person(server, server.keys["ash"], timeout=60)
        accounts.execute("BEGIN IMMEDIATE")
        answer = ash.post(DOOR, provision="paaaaaaaa1", text="Who pays?")
        assert (answer.status, answer.location) == (HTTPStatus.FOUND, "/n/harbour/")
        assert [act.body.text for act in harbour.view().acts if isinstance(act.body, Comment)] == ["Who pays?"]
        assert ash.get("/n/harbour/text/paaaaaaaa1/").status == HTTPStatus.OK
        accounts.rollback()
        assert ash.post(DOOR, provision="paaaaaaaa1", text="And when?").status == HTTPStatus.FOUND
        assert "Who pays?" in ash.get("/n/harbour/text/paaaaaaaa1/").text
    harbour.record.close()
