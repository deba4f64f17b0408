"""A connection to PostgreSQL that breaks at the worst moment: just before, or just after, the server commits."""

import select
import socket
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Literal

_NAME = ".s.PGSQL.5432"
Fault = Literal["the write failed", "the reply was lost"]


class Wire:
    """Carries bytes between programs and the server; `fault` breaks the next commit, once."""

    def __init__(self, server: Path) -> None:
        self.server = server
        self.fault: Fault | None = None

    def carry(self, program: socket.socket) -> None:
        """Carry one connection until one side ends it, or it is broken."""
        with program, socket.socket(socket.AF_UNIX) as server:
            server.connect(str(self.server / _NAME))
            while True:
                ready, _, _ = select.select([program, server], [], [])
                data = ready[0].recv(1 << 16)
                if not data or self._breaks(data, server, from_program=ready[0] is program):
                    return
                (server if ready[0] is program else program).sendall(data)

    def _breaks(self, data: bytes, server: socket.socket, *, from_program: bool) -> bool:
        if not (from_program and self.fault and b"COMMIT" in data):
            return False
        fault, self.fault = self.fault, None
        if fault == "the reply was lost":
            server.sendall(data)
            while b"COMMIT\0" not in server.recv(1 << 16):
                pass
        return True


@contextmanager
def wire_to(server: Path, folder: Path) -> Iterator[Wire]:
    """A socket in `folder` that leads to the server whose socket is in the folder `server`."""
    wire = Wire(server)
    with ExitStack() as ends:
        listener = ends.enter_context(socket.socket(socket.AF_UNIX))
        listener.bind(str(folder / _NAME))
        listener.listen()
        threads: list[threading.Thread] = []

        def accept() -> None:
            while True:
                try:
                    program, _ = listener.accept()
                except OSError:
                    return
                threads.append(threading.Thread(target=wire.carry, args=(program,)))
                threads[-1].start()

        accepting = threading.Thread(target=accept)
        accepting.start()
        try:
            yield wire
        finally:
            listener.shutdown(socket.SHUT_RDWR)
            accepting.join()
            for thread in threads:
                thread.join()
