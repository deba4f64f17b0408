"""The server is killed under load: no acknowledged act is lost, none is there twice, and the record verifies."""

import http.client
import random
import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from http import HTTPStatus
from pathlib import Path

from harbour import harbour_at
from onetext.process import every_subject
from onetext.process.comments import Comment
from onetext.record.log import verify
from onetext.record.record import Record
from web.browser import Server, serving, start
from web.person import Person

CAST = {name: (f"mayor-{name}", name) for name in ("ash", "birch")}
KILLS = 10
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
    moments = random.Random(4)
    with serving(path, CAST) as server:
        senders = [Sender(f"{name}-{n}", Person(server, server.keys[name])) for name in CAST for n in range(3)]
        _killed_again_and_again(path, server, senders, moments)
    with Record.open(path, every_subject()) as record:
        kept = Counter(act.body.text for act in record.view().acts if isinstance(act.body, Comment))
        assert verify(record.log) == ()
    acknowledged = [words for sender in senders for words in sender.acknowledged]
    assert [words for words in acknowledged if kept[words] != 1] == []
    assert set(kept.values()) == {1}
    assert len(acknowledged) >= KILLS * len(senders)
    assert sum(sender.again for sender in senders) > KILLS
    assert [sender.others for sender in senders] == [[]] * len(senders)


def _wait_for_answers(senders: list[Sender]) -> None:
    """Wait until the server is at work: each sender was answered."""
    answered = [len(sender.acknowledged) for sender in senders]
    until = time.monotonic() + 30
    while time.monotonic() < until:
        if all(len(sender.acknowledged) > before for sender, before in zip(senders, answered, strict=True)):
            return
        time.sleep(0.02)


def _killed_again_and_again(path: Path, server: Server, senders: list[Sender], moments: random.Random) -> None:
    stopped = threading.Event()
    threads = [threading.Thread(target=sender.work, args=(stopped,)) for sender in senders]
    for thread in threads:
        thread.start()
    port = int(server.address.rpartition(":")[2])
    try:
        for _ in range(KILLS):
            _wait_for_answers(senders)
            time.sleep(moments.uniform(0.0, 0.8))
            server.kill()
            server.process = start(path, server.keys, port).process
        time.sleep(0.5)
    finally:
        stopped.set()
        for thread in threads:
            thread.join(30)
