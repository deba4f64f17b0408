"""The demonstration: where Geneva stands, then a server on copies of the examples, with a link for each of the cast."""

import http.cookiejar
import re
import signal
import socket
import subprocess
import sys
import tempfile
import urllib.error
import urllib.request
from collections.abc import Iterator
from http import HTTPStatus
from pathlib import Path

import pytest
from django.test import Client

from web.browser import free_port
from web.demonstration import Demo


@pytest.fixture(scope="module")
def taken() -> Iterator[socket.socket]:
    """A port on which somebody listens already."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        one.listen()
        yield one


@pytest.fixture(scope="module")
def demo(taken: socket.socket) -> Iterator[Demo]:
    """A demonstration whose usual port is taken."""
    with tempfile.TemporaryDirectory() as folder:
        running = Demo(taken.getsockname()[1], Path(folder))
        yield running
        assert running.end() == (0, "Stopped; the copies are gone.\n")
        assert not list(Path(folder).iterdir())


def visit(link: str) -> tuple[str, str]:
    """Open a link in a new browser: the address that one ends at, and the page."""
    jar = urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar())
    with urllib.request.build_opener(jar).open(link, timeout=30) as answer:
        return answer.url, answer.read().decode()


def test_it_tells_where_geneva_stands_and_then_where_it_serves(demo: Demo, taken: socket.socket) -> None:
    printed = "\n".join(demo.lines)
    assert "28" in printed.partition("Serving at")[0]
    assert f"Port {taken.getsockname()[1]} is taken" in printed
    assert re.search(r"Serving at http://127\.0\.0\.1:\d+/", printed)


@pytest.mark.parametrize(
    ("who", "here"),
    [
        ("The keeper, keeps the record", "the keeper of the record"),
        ("Marco Rubio, for the United States", "Marco Rubio for United States"),
        ("Volodymyr Zelensky, for Ukraine", "Volodymyr Zelensky for Ukraine"),
        ("Alexander Stubb, for Finland, not at the table", "Alexander Stubb for Finland"),
        ("Teodra Lind, mediates, for Halmere", "Teodra Lind for Halmere"),
        ("Ilse Tarn, for Norvane", "Ilse Tarn for Norvane"),
        ("Leda Marsh, for Sellmark", "Leda Marsh for Sellmark"),
        ("Corin Hale, for Tyresse", "Corin Hale for Tyresse"),
        ("Mira Quell, observes, for the Pilots' Guild", "Mira Quell for Estuary Pilots&#x27; Guild"),
    ],
)
def test_each_of_the_cast_sits_down_with_one_click(demo: Demo, who: str, here: str) -> None:
    address, page = visit(demo.links[who])
    assert re.fullmatch(r"http://127\.0\.0\.1:\d+/n/(geneva|harbour)/", address)
    assert f'<strong dir="auto">{here}</strong>' in page


def test_anybody_reads_what_is_public_of_both(demo: Demo) -> None:
    for name in ("geneva", "harbour"):
        base = demo.links["Anybody, reading what is public"].partition("/n/")[0]
        assert "You are here as" in visit(f"{base}/n/{name}/")[1]


def test_a_link_that_was_changed_opens_nothing(demo: Demo) -> None:
    link = demo.links["Ilse Tarn, for Norvane"]
    number, _, rest = link.rpartition("/demo/")[2].partition(":")
    with pytest.raises(urllib.error.HTTPError) as refused:
        visit(link.replace(f"/demo/{number}:{rest}", f"/demo/{int(number) - 1}:{rest}"))
    with refused.value as answer:
        assert answer.code == HTTPStatus.NOT_FOUND


@pytest.mark.django_db
def test_no_other_server_has_such_links(client: Client) -> None:
    assert client.get("/accounts/demo/1:x/").status_code == HTTPStatus.NOT_FOUND


def test_asked_to_end_by_the_system_it_leaves_nothing_behind(tmp_path: Path) -> None:
    running = Demo(free_port(), tmp_path)
    assert running.end(signal.SIGTERM)[0] == 0
    assert not list(tmp_path.iterdir())


def test_without_a_server_it_prints_the_status_alone() -> None:
    run = subprocess.run(
        [sys.executable, "-m", "onetext", "demo", "--no-serve"], capture_output=True, text=True, check=True, timeout=120
    )
    assert "Go on with" in run.stdout
    assert "Serving at" not in run.stdout
