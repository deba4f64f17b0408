"""The server is killed under load: no acknowledged act is lost, none is there twice, and the record verifies."""

import http.client
import random
import threading
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from http import HTTPStatus
from pathlib import Path

from harbour import harbour_at, harbour_on
from onetext.process import every_subject
from onetext.process.comments import Comment
from onetext.record.log import verify
from onetext.record.postgres import PostgresLog
from onetext.record.record import Record
from postgres_server import PostgresServer
from web.browser import Server, free_port, launch, serving, sessions, start
from web.commands import prepare_database
from web.person import Person

CAST = {name: (f"mayor-{name}", name) for name in ("ash", "birch")}
KILLS, KILLS_ON_POSTGRES = 10, 3
DOOR = "/n/harbour/do/comment/"


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
