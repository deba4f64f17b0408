"""The server under load: open pages with their live streams, writes at a steady rate, and how soon each is told.

    python benchmarks/serving.py [--pages 200] [--writes 20] [--seconds 60] [--reading 0]

A text of 300 provisions with 200 amendments, five parties, eight pages to an account. Writes are comments that are
sent as a browser sends them, each at its own moment whether or not the one before was answered; a write and its
notices are timed from that moment. `--reading` pages also fetch their page after a notice, at the pace of live.js.
Everything is on this machine alone, and ends by itself.
"""

import argparse
import asyncio
import json
import os
import random
import re
import socket
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

from onetext.process import actors, amendments, every_subject, negotiation, texts
from onetext.process.comments import Comment
from onetext.record.audience import Viewer
from onetext.record.record import Draft, Record
from onetext.text.provision import Provision
from onetext.web import serving
from onetext.web.home import Place

PARTIES = ("ash", "birch", "cedar", "elm", "fir")
POINTS, AMENDMENTS = 300, 200
PAGES_OF_ONE = 8
TOKEN = "a" * 32
SENTENCE = "The parties shall withdraw {} vessels from the outer harbour by 1 May 2030, as the pilots may advise."
HERE = "/n/talks/"
LONGEST = 120


def make(path: Path) -> None:
    """A record with the text and its amendments."""
    wording = tuple(
        Provision(f"p{number:08}", SENTENCE.format(number), number=str(number), mark=f"{number}. ", gap="\n\n")
        for number in range(1, POINTS + 1)
    )
    with Record.create(path, every_subject()) as record:
        record.submit(Draft(negotiation.Open("A harbour")))
        for slug in PARTIES:
            record.submit(Draft(actors.Declare(slug, slug.title())), Draft(actors.Seat(slug, "party")))
        record.submit(Draft(texts.Table("First draft", wording=wording, authors=PARTIES), name="v0"))
        for number in range(AMENDMENTS):
            party, point = PARTIES[number % len(PARTIES)], wording[number]
            words = SENTENCE.format(1000 + number)
            record.submit(Draft(amendments.Propose("replace", point.id, point.words or "", words), party, party))


def sign_in(home: Path, count: int) -> list[str]:
    """The session keys of so many accounts, the parties in turn."""
    serving.prepare(Place(home))
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY  # noqa: PLC0415  after set-up
    from django.contrib.sessions.backends.db import SessionStore  # noqa: PLC0415

    from onetext.web.accounts.models import Account, Membership  # noqa: PLC0415

    keys = []
    for number in range(count):
        account = Account.objects.create_user(f"{number}@talks.example")
        Membership.objects.create(account=account, negotiation="talks", person=PARTIES[number % len(PARTIES)])
        session = SessionStore()
        session[SESSION_KEY] = str(account.pk)
        session[BACKEND_SESSION_KEY] = "allauth.account.auth_backends.AuthenticationBackend"
        session[HASH_SESSION_KEY] = account.get_session_auth_hash()
        session.save()
        keys.append(session.session_key or "")
    return keys


@dataclass
class Open:
    """An open page: when its stream first told of each count, and how long its fetches took."""

    key: str
    told: list[tuple[float, int]] = field(default_factory=list)
    fetched: list[float] = field(default_factory=list)
    news: asyncio.Event = field(default_factory=asyncio.Event)

    async def listen(self, port: int) -> None:
        """Keep the stream, and note what it tells."""
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(_request("GET", f"{HERE}live/", self.key))
        status = await reader.readline()
        assert b" 200 " in status, status
        while line := await reader.readline():
            if line.startswith(b"data: {"):
                self.told.append((time.perf_counter(), json.loads(line[6:])["seen"]))
                self.news.set()
        writer.close()

    async def read(self, port: int) -> None:
        """Fetch the page after news, as live.js does."""
        while True:
            await self.news.wait()
            self.news.clear()
            began = time.perf_counter()
            await ask(port, _request("GET", HERE, self.key, further="X-Onetext-Live: 1"))
            took = time.perf_counter() - began
            self.fetched.append(took)
            await asyncio.sleep(max(0.3, 3 * took))


def _request(method: str, path: str, key: str, body: bytes = b"", further: str = "") -> bytes:
    lines = [
        f"{method} {path} HTTP/1.1",
        "Host: 127.0.0.1",
        f"Cookie: csrftoken={TOKEN}; sessionid={key}",
        "Connection: close",
        *filter(None, [further]),
    ]
    if body:
        lines += [f"Content-Length: {len(body)}", "Content-Type: application/x-www-form-urlencoded"]
    return "\r\n".join([*lines, "", ""]).encode() + body


async def ask(port: int, request: bytes) -> bytes:
    """The whole answer to a request."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(request)
    answer = await reader.read()
    writer.close()
    return answer


@dataclass
class Write:
    """A write: when it was due, how long its answer took."""

    due: float
    took: float = 0.0
    status: int = 0


async def write(port: int, key: str, number: int, due: float, chance: random.Random) -> Write:
    """Send a comment at its moment."""
    await asyncio.sleep(max(0.0, due - time.perf_counter()))
    point = f"p{chance.randrange(1, POINTS + 1):08}"
    body = f"csrfmiddlewaretoken={TOKEN}&provision={point}&text=w{number}&once=a-key-of-a-form-{number:06}".encode()
    answer = await ask(port, _request("POST", f"{HERE}do/comment/", key, body))
    return Write(due, time.perf_counter() - due, int(answer.split(b" ", 2)[1]))


async def load(port: int, keys: Sequence[str], asked: argparse.Namespace) -> tuple[list[Open], list[Write]]:
    """Open the pages, write, wait until everything was told or it is clear that it will not be."""
    chance, pages = random.Random(1), [Open(keys[number // PAGES_OF_ONE]) for number in range(asked.pages)]
    listening = []
    for page in pages:
        listening.append(asyncio.create_task(page.listen(port)))
        await asyncio.sleep(0.01)
    listening += [asyncio.create_task(page.read(port)) for page in pages[: asked.reading]]
    await asyncio.sleep(1)
    start, count = time.perf_counter() + 0.5, asked.writes * asked.seconds
    writes = await asyncio.gather(
        *(
            write(port, keys[number % len(keys)], number, start + number / asked.writes, chance)
            for number in range(count)
        )
    )
    await asyncio.sleep(3)
    for task in listening:
        task.cancel()
    failed = [task for task in await asyncio.gather(*listening, return_exceptions=True) if isinstance(task, Exception)]
    if failed:
        print(f"streams that failed: {len(failed)}, the first: {failed[0]!r}")
    return pages, writes


def latencies(path: Path, pages: Sequence[Open], writes: Sequence[Write]) -> tuple[list[float], int]:
    """For each page and write, how long until its stream told of it; and how many were never told."""
    with Record.open(path, every_subject()) as record:
        acts = record.view(Viewer("ash")).acts
    counts = {int(act.body.text[1:]): place for place, act in enumerate(acts, 1) if isinstance(act.body, Comment)}
    found, missing = list[float](), 0
    for page in pages:
        told = iter(page.told)
        moment, seen = 0.0, 0
        for number, count in sorted(counts.items(), key=lambda item: item[1]):
            while seen < count and (one := next(told, None)):
                moment, seen = one
            if seen < count:
                missing += 1
            else:
                found.append(moment - writes[number].due)
    return found, missing


def peak_memory(process: int) -> float:
    """The most memory that a process held, in MB."""
    found = re.search(r"VmHWM:\s+(\d+)", Path(f"/proc/{process}/status").read_text(encoding="ascii"))
    return int(found[1]) / 1024 if found else 0.0


def line(what: str, values: Sequence[float]) -> None:
    """A line of the table."""
    if values:
        ordered = sorted(values)
        cells = [ordered[min(len(ordered) - 1, int(len(ordered) * share))] for share in (0.5, 0.95, 0.99, 1)]
        print(f"{what:<28}{len(values):>9,}" + "".join(f"{cell * 1000:>10,.0f} ms" for cell in cells))


def main(asked: argparse.Namespace) -> None:
    """Print the table."""
    with TemporaryDirectory(prefix="onetext-serving-") as folder:
        path, home = Path(folder) / "talks.onetext", Path(folder) / "server"
        make(path)
        keys = sign_in(home, -(-asked.pages // PAGES_OF_ONE))
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        server = [sys.executable, "-m", "onetext", "serve", str(path), "--home", str(home), "--port", str(port)]
        with subprocess.Popen(server, stdout=subprocess.PIPE, text=True) as process:
            try:
                assert process.stdout is not None
                assert "Serving at" in process.stdout.readline()
                pages, writes = asyncio.run(asyncio.wait_for(load(port, keys, asked), asked.seconds + LONGEST))
                memory, spent = peak_memory(process.pid), _spent(process.pid)
            finally:
                process.terminate()
        notices, missing = latencies(path, pages, writes)
    print(f"{asked.pages} pages ({asked.reading} reading), {asked.writes} writes a second for {asked.seconds} s")
    print(f"{'':<28}{'count':>9}{'p50':>13}{'p95':>13}{'p99':>13}{'max':>13}")
    line("write, answered", [one.took for one in writes])
    line("write, told to a page", notices)
    line("page, fetched after news", [took for page in pages for took in page.fetched])
    refused = sum(one.status != 302 for one in writes)  # noqa: PLR2004  the answer to a form that is in
    print(f"notices missing: {missing}; writes not acknowledged: {refused}")
    print(f"server: {memory:.0f} MB at most, {spent:.0f} s of a processor; load average {os.getloadavg()[0]:.1f}")


def _spent(process: int) -> float:
    """The seconds of a processor that a process took."""
    fields = Path(f"/proc/{process}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--pages", type=int, default=200)
    parser.add_argument("--writes", type=int, default=20)
    parser.add_argument("--seconds", type=int, default=60)
    parser.add_argument("--reading", type=int, default=0)
    main(parser.parse_args())
