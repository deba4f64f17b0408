"""The hub: all open streams of this process, and the one clock by which they are told what changed.

On each beat it looks which records grew, whoever added to them, and for whom a moment passed behind which something is
otherwise although nobody acts. It asks for each such viewer who has a stream whether anything changed for them. Beats
come at fixed times: neither whether nor when somebody is told anything depends on acts that they may not see.
"""

import asyncio
import logging
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any

from django.conf import settings

from onetext.record.audience import Viewer
from onetext.record.errors import RecordError
from onetext.record.record import Record, now
from onetext.record.view import View
from onetext.web import negotiations
from onetext.web.live import changes, entrance
from onetext.web.live.changes import Change, Seen
from onetext.web.live.entrance import Admitted
from onetext.web.live.growth import Growth

BEAT = 0.15
CHECKED_EVERY = 4.0
HEARTBEAT = 15.0
MOST = 1000
MOST_OF_ONE = 12
MOST_WITHOUT_ACCOUNT = 300
LOG = logging.getLogger(__name__)


@dataclass(eq=False)
class Stream:
    """An open stream: whose it is, what it was told of, and what waits to be sent."""

    admitted: Admitted
    environ: Mapping[str, Any]
    told: Seen
    check_at: float
    waiting: Change | None = None
    ended: bool = False
    fresh: bool = True
    woken: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def who(self) -> tuple[Admitted, str, str]:
        """Whose stream it is, by what their browser or program showed: the same for all of their pages."""
        cookie, key = (str(self.environ.get(name, "")) for name in ("HTTP_COOKIE", "HTTP_AUTHORIZATION"))
        return self.admitted, cookie, key

    def offer(self, change: Change) -> None:
        """Have a change told, together with what waits already."""
        self.waiting = change.after(self.waiting)
        self.woken.set()

    def end(self) -> None:
        """Have the stream end."""
        self.ended = True
        self.woken.set()


Told = tuple[Stream, Seen, Change | None]


class Hub:
    """The streams. Everything but `_look` and `_still_admitted`, which work in threads, runs in the server's loop."""

    def __init__(self) -> None:
        self.closed = False
        self._streams: set[Stream] = set()
        self._threads = ThreadPoolExecutor(3, thread_name_prefix="live")
        self._growth = Growth(settings.PLACE.database)
        self._rows: dict[str, int] = {}
        self._tasks: list[asyncio.Task[None]] = []

    def start(self) -> None:
        """Begin to look, in the running loop."""
        self._growth.start()
        self._tasks = [asyncio.create_task(self._beat()), asyncio.create_task(self._check())]

    def close(self) -> None:
        """End every stream, and look no more."""
        self.closed = True
        for stream in self._streams:
            stream.end()
        for task in self._tasks:
            task.cancel()
        self._growth.stop()
        self._threads.shutdown(wait=False, cancel_futures=True)

    async def answer(self, environ: Mapping[str, Any]) -> Any:
        """What Django and the gate answer to somebody who asks for a stream."""
        return await asyncio.get_running_loop().run_in_executor(self._threads, entrance.answer, environ)

    def enter(self, admitted: Admitted, told: Seen, environ: Mapping[str, Any]) -> Stream | HTTPStatus:
        """A new stream; or the status that says why there cannot be one more."""
        if self.closed or len(self._streams) >= MOST:
            return HTTPStatus.SERVICE_UNAVAILABLE
        own = sum(stream.admitted.account == admitted.account for stream in self._streams)
        if own >= (MOST_WITHOUT_ACCOUNT if admitted.account is None else MOST_OF_ONE):
            return HTTPStatus.TOO_MANY_REQUESTS
        stream = Stream(admitted, environ, told, asyncio.get_running_loop().time() + CHECKED_EVERY)
        self._streams.add(stream)
        return stream

    def leave(self, stream: Stream) -> None:
        """Forget a stream that ended."""
        self._streams.discard(stream)

    async def _beat(self) -> None:
        loop = asyncio.get_running_loop()
        while True:
            await asyncio.sleep(BEAT - loop.time() % BEAT)
            try:
                for stream, seen, change in await loop.run_in_executor(self._threads, self._look, [*self._streams]):
                    stream.told, stream.fresh = seen, False
                    if change is not None:
                        stream.offer(change)
            except Exception:
                LOG.exception("What changed could not be told; the next beat tries again.")

    async def _check(self) -> None:
        """End the streams of those who signed out, lost their place or are no delegates any more."""
        loop = asyncio.get_running_loop()
        while True:
            await asyncio.sleep(BEAT)
            due = {stream.who: stream for stream in self._streams if stream.check_at <= loop.time()}
            for who, one in due.items():
                try:
                    admitted = await loop.run_in_executor(self._threads, _still_admitted, one)
                except Exception:
                    # Who cannot be asked about is not let listen on; the others are asked about all the same.
                    LOG.exception("Whether a stream may go on could not be found out; it ends.")
                    admitted = False
                for stream in [found for found in self._streams if found.who == who]:
                    stream.check_at = loop.time() + CHECKED_EVERY
                    if not admitted:
                        stream.end()

    def _look(self, streams: Iterable[Stream]) -> list[Told]:
        """For each stream at a record that grew, or whose moment passed: what its viewer sees now, and what changed."""
        at = defaultdict[str, list[Stream]](list)
        for stream in streams:
            at[stream.admitted.slug].append(stream)
        return [told for slug, here in at.items() for told in self._look_at(slug, here)]

    def _look_at(self, slug: str, streams: list[Stream]) -> list[Told]:
        try:
            record = negotiations.record(slug)
            if record is None:
                return []
            row = self._growth.of(record)
        except RecordError as error:
            LOG.warning("%s The next beat tries again.", error)
            return []
        grew, moment = row != self._rows.get(slug), now()
        due = [one for one in streams if grew or one.fresh or one.told.next_turn < moment]
        told = list(_told(record, due))
        self._rows[slug] = row
        return told


def _told(record: Record, streams: Iterable[Stream]) -> Iterator[Told]:
    """What each stream is told, computed once for all who see the same and were told the same."""
    views: dict[Viewer, tuple[View, Seen]] = {}
    found: dict[tuple[Viewer, int, str], Change | None] = {}
    for stream in streams:
        viewer = stream.admitted.viewer
        try:
            if viewer not in views:
                view = record.view(viewer)
                views[viewer] = view, changes.seen(view)
        except RecordError:
            # An act that this viewer may see cannot be read, or the store cannot now: the next beat tries again.
            stream.fresh = True
            continue
        view, seen = views[viewer]
        key = viewer, id(stream.told.acts), stream.told.turned
        if key not in found:
            found[key] = changes.changed(stream.told, seen, view)
        yield stream, seen, found[key]


def _still_admitted(stream: Stream) -> bool:
    """Whether the same request would let the same person in today."""
    response = entrance.answer(stream.environ)
    return isinstance(response, entrance.Opening) and response.admitted == stream.admitted
