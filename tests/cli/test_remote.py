"""The commands against a record on a server: what is shown and done there is what is shown and done on the file."""

import contextlib
import http.server
import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

import click
import pytest
from msgspec.structs import replace

from onetext.cli import remote
from onetext.exchange.document import Comment, Mark, Span
from onetext.exchange.docx import reading, writing
from onetext.record.errors import RecordError
from tree import every_command, showing_commands
from typed import Answer, make_talks, sentence, typed
from web.browser import free_port, start

ROOT = Path(__file__).resolve().parents[2]
SECRET = b"at night"
MARK = Mark("Ash", "2025-02-01T10:00:00Z")


@dataclass(frozen=True)
class There:
    """A served record: its file, its address, and three keys of ann's place for ash."""

    file: Path
    address: str
    reads: str
    acts: str
    invites: str


@pytest.fixture(scope="module")
def there(tmp_path_factory: pytest.TempPathFactory) -> Iterator[There]:
    """The talks, served by a process of its own."""
    file = make_talks(tmp_path_factory.mktemp("remote"))
    home = file.with_suffix(".server")
    made = subprocess.run(
        [sys.executable, ROOT / "tests" / "web" / "keys.py", home, file.stem, "ann", "ash"],
        capture_output=True, text=True, check=True, env={**os.environ, "ONETEXT_HOME": str(home)},
    )  # fmt: skip
    keys = json.loads(made.stdout)
    server = start(file, {}, free_port())
    yield There(file, f"{server.address}/n/{file.stem}", *keys)
    server.stop()


@pytest.fixture
def here(there: There, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> There:
    """Somebody at their own machine, with a key that may act, in a folder without files."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv(remote.KEY, there.acts)
    monkeypatch.delenv(remote.SERVER, raising=False)
    return there


def on_server(at: There, *words: str) -> Answer:
    return typed("--server", at.address, *words)


def done(answer: Answer) -> str:
    assert answer.code == 0, answer.err
    return " ".join(answer.out.decode().split())


ALONE = [path for path, command in showing_commands() if not any(option.required for option in command.params)]


@pytest.mark.parametrize("form", [(), ("--json",)], ids=["printed", "json"])
def test_every_command_that_shows_says_the_same_of_the_server_as_of_the_file(
    here: There, form: tuple[str, ...]
) -> None:
    assert len(ALONE) > 40
    commands = ALONE if not form else ALONE[::3]
    for path in (*commands, ("show", "1"), ("log",), ("export",), ("checkpoint",), ("verify",)):
        on_file = typed("-f", str(here.file), *path, "--as", "ann/ash", *_fitting(path, form))
        assert on_server(here, *path, *_fitting(path, form)) == on_file, path
        assert SECRET not in on_file.out


def _fitting(path: tuple[str, ...], form: tuple[str, ...]) -> tuple[str, ...]:
    return form if path[0] not in {"export", "checkpoint", "verify"} else ()


def test_a_day_that_is_past_is_asked_of_the_server_as_of_the_file(here: There) -> None:
    for day in ("2025-01-05", "2025-01-06"):
        on_file = typed("-f", str(here.file), "status", "--as", "ann/ash", "--as-of", day)
        assert on_server(here, "status", "--as-of", day) == on_file


def test_acts_go_in_at_the_server_by_whom_the_key_is_for(here: There) -> None:
    done(on_server(here, "amend", "2", "--words", "Birch shall light both piers.", "--name", "both"))
    done(on_server(here, "stance", "set", "3", "agreed"))
    done(on_server(here, "comment", "add", "3", "Which quay?", "--name", "which"))
    done(on_server(here, "room", "note", "Our own.", "--to", "ash"))
    told = json.loads(typed("log", "--json", "-f", str(here.file)).out)[-4:]
    assert [(act["author"], act["party"]) for act in told] == [("ann", "ash")] * 4
    assert [act["kind"].partition(".")[0] for act in told] == ["amendments", "positions", "comments", "rooms"]
    assert "both" in done(on_server(here, "amend"))
    assert "Our own." not in typed("-f", str(here.file), "log", "--as", "birch").out.decode()


def test_several_acts_of_one_document_go_in_together(here: There, tmp_path: Path) -> None:
    done(on_server(here, "document", "write", "draft.docx"))
    document = reading.read((tmp_path / "draft.docx").read_bytes())
    paragraphs = list(document.paragraphs)
    paragraphs[2] = replace(
        paragraphs[2], spans=(Span("Birch shall light the pier"), Span(" well", inserted=MARK), Span("."))
    )
    paragraphs[3] = replace(
        paragraphs[3], spans=(Span("Cedar may use the quay"), Span(" too", inserted=MARK), Span("."))
    )
    (tmp_path / "back.docx").write_bytes(writing.write(replace(document, paragraphs=tuple(paragraphs))))
    assert "2 amendments and 0 comments taken" in done(on_server(here, "document", "take", "back.docx"))
    assert "0 amendments and 0 comments taken" in done(on_server(here, "document", "take", "back.docx"))


def test_what_a_rule_does_not_allow_is_refused_by_the_server_in_its_own_words(here: There) -> None:
    before = here.file.read_bytes()
    for words in (
        ("amend", "9", "--words", "x"),
        ("actor", "seat", "cedar", "party"),
        ("amend", "1", "--words", "y", "--name", "dredge"),
    ):
        on_file = typed("-f", str(here.file), *words, "--as", "ann/ash")
        assert sentence(on_server(here, *words)) == sentence(on_file), words
    assert here.file.read_bytes() == before


def test_comments_of_a_document_and_their_answers_go_in_after_what_they_are_about(here: There, tmp_path: Path) -> None:
    done(on_server(here, "document", "write", "talk.docx"))
    document = reading.read((tmp_path / "talk.docx").read_bytes())
    paragraphs = list(document.paragraphs)
    paragraphs[3] = replace(paragraphs[3], spans=(Span("Cedar may use the quay.", comments=("c1", "c2")),))
    said = (Comment("c1", "By night too?", MARK), Comment("c2", "Never by night.", MARK, "c1"))
    talk = replace(document, paragraphs=tuple(paragraphs), comments=said)
    (tmp_path / "talk.docx").unlink()
    (tmp_path / "talk.docx").write_bytes(writing.write(talk))
    assert "0 amendments and 2 comments taken" in done(on_server(here, "document", "take", "talk.docx"))
    first, second = json.loads(typed("log", "--json", "-f", str(here.file)).out)[-2:]
    assert (first["author"], second["author"]) == ("ann", "ann")


def test_a_found_text_is_matched_to_what_the_key_may_see(here: There, tmp_path: Path) -> None:
    (tmp_path / "found.txt").write_text("1. Ash shall dredge the harbour.\n\n2. Birch shall light the pier.\n")
    on_file = typed("-f", str(here.file), "leak", "match", "found.txt", "--as", "ann/ash")
    assert on_server(here, "leak", "match", "found.txt") == on_file
    assert "v0" in done(on_file)


def test_people_are_invited_listed_and_removed_from_afar(here: There, monkeypatch: pytest.MonkeyPatch) -> None:
    done(on_server(here, "actor", "add", "eva", "Eva", "--kind", "person"))
    assert "may not invite people" in sentence(on_server(here, "account", "add", "eva@ash.example", "--as", "eva/ash"))
    monkeypatch.setenv(remote.KEY, here.invites)
    link = done(on_server(here, "account", "add", "eva@ash.example", "--as", "eva/ash"))
    assert link.startswith(f"{here.address.partition('/n/')[0]}/accounts/invitation/")
    assert json.loads(typed("log", "--json", "-f", str(here.file)).out)[-1]["kind"].startswith("actors.delegate")
    monkeypatch.setenv(remote.SERVER, here.address)
    listed = done(typed("account", "list"))
    assert "ann@harbour.example Ann for Ash" in listed
    assert "eva@ash.example invited as Eva for Ash until" in listed
    assert "no invitation" in done(typed("account", "remove", "Eva@ash.example"))
    assert "eva@ash.example" not in done(typed("account", "list"))
    assert "has no place and no invitation" in sentence(typed("account", "remove", "eva@ash.example"))
    assert "no such place" in sentence(typed("account", "remove", "ann@harbour.example"))
    assert "may read, not act" in sentence(typed("comment", "add", "1", "No."))


def test_whom_one_may_not_invite_is_refused_in_the_server_s_words(here: There, monkeypatch: pytest.MonkeyPatch) -> None:
    before = here.file.read_bytes()
    monkeypatch.setenv(remote.KEY, here.invites)
    for who, why in (("bob/birch", "not invite anybody for “birch”"), ("nobody/ash", "no actor “nobody”")):
        assert why in sentence(on_server(here, "account", "add", "x@y.example", "--as", who))
    assert "no e-mail address" in sentence(on_server(here, "account", "add", "x", "--as", "ann/ash"))
    monkeypatch.setenv(remote.KEY, "onetext_0123456789ab_wrong")
    assert remote.KEY in sentence(on_server(here, "account", "list"))
    assert here.file.read_bytes() == before


LOCAL = [
    (path, command)
    for path, command in every_command()
    if not isinstance(command, click.Group) and not any(option.name == "server" for option in command.params)
]


@pytest.mark.parametrize("path", [path for path, _ in LOCAL], ids=" ".join)
def test_a_command_of_this_machine_alone_says_so_where_a_server_is_named(
    path: tuple[str, ...], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "here").write_text("")
    command = dict(LOCAL)[path]
    words = [word for one in command.params if one.required for word in _given(one)]
    said = sentence(typed("--server", "https://talks.example/n/talks", *path, *words))
    why = "works on this machine alone, not on a record on a server: leave --server out."
    assert said == f"onetext: “{' '.join(path)}” {why}"
    assert [one.name for one in tmp_path.iterdir()] == ["here"]


def _given(one: click.Parameter) -> tuple[str, ...]:
    """Something for a parameter that must be given."""
    return (one.opts[0], "here") if isinstance(one, click.Option) else ("here",)


def test_a_server_and_a_folder_of_this_machine_are_not_named_together() -> None:
    for words in (("account", "list", "--home", "x"), ("account", "add", "a@b.example", "--as", "a", "--at", "x")):
        assert "not both" in sentence(typed("--server", "https://talks.example/n/talks", *words))
    for line in ("account list", "account remove a@b.example", "account add a@b.example --as a"):
        assert "or --server URL" in sentence(typed(*line.split()))


def test_a_key_that_may_read_does_not_act(here: There, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(remote.KEY, here.reads)
    assert done(on_server(here, "status"))
    assert "may read, not act" in sentence(on_server(here, "comment", "add", "1", "No."))


@pytest.mark.parametrize("key", ["", "onetext_0123456789ab_wrong", "x" * 500])
def test_a_wrong_key_finds_nothing_and_is_not_told(here: There, monkeypatch: pytest.MonkeyPatch, key: str) -> None:
    monkeypatch.setenv(remote.KEY, key)
    said = sentence(on_server(here, "status"))
    assert remote.KEY in said
    assert not key or key not in said


@pytest.mark.parametrize("key", ["with\nbreak", "with space", "é", "\x7f"])
def test_what_can_be_no_key_is_refused_and_not_told(here: There, monkeypatch: pytest.MonkeyPatch, key: str) -> None:
    monkeypatch.setenv(remote.KEY, key)
    said = sentence(on_server(here, "status"))
    assert "is no key" in said
    assert key not in said


def test_on_a_server_one_is_whom_the_key_is_for(here: There) -> None:
    for name in ("ann", "ash", "ann/ash"):
        assert on_server(here, "status", "--as", name) == on_server(here, "status")
    for name in ("birch", "keeper", "public", ""):
        assert "leave --as out" in sentence(on_server(here, "status", "--as", name))


def test_the_environment_names_the_server_where_no_file_is_named(here: There, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(remote.SERVER, here.address)
    assert typed("status") == on_server(here, "status")
    assert typed("-f", str(here.file), "log", "--as", "birch").out != typed("log").out


def test_words_are_not_erased_from_afar(here: There) -> None:
    said = done(on_server(here, "comment", "add", "1", "To go.", "--name", "to-go"))
    assert "to-go" in said
    assert "on the server itself" in sentence(on_server(here, "erase", "to-go", "--order", "law", "--for-ever"))


def test_a_server_that_is_down_is_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(remote.KEY, "onetext_0123456789ab_secret")
    said = sentence(typed("--server", f"http://127.0.0.1:{free_port()}/n/talks", "status"))
    assert "could not be reached" in said
    assert "secret" not in said


@pytest.mark.parametrize(
    "address",
    [
        "talks", "ftp://h/n/x", "https://", "https://h/", "https://h/n/", "https://h/n/x/y", "https://h:port/n/x",
        "https://user:word@h/n/x", "https://h/n/x?as_of=1", "https://[::1/n/x", "https://h/n/é", "https://h/n/x y",
    ],
)  # fmt: skip
def test_what_is_no_address_of_a_negotiation_is_refused(address: str) -> None:
    assert "is no negotiation on a server" in sentence(typed("--server", address, "status"))


@pytest.mark.parametrize("host", ["talks.example", "127.0.0.1.talks.example", "localhost.talks.example", "192.0.2.1"])
def test_a_key_goes_over_http_to_this_machine_alone(host: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(remote.KEY, "onetext_0123456789ab_secret")
    assert "over http" in sentence(typed("--server", f"http://{host}/n/talks", "status"))
    with pytest.raises(RecordError, match="over http"):
        remote.Server(f"http://{host}:8000/n/talks", "")


class Odd(http.server.BaseHTTPRequestHandler):
    """A server that is none of ours: it answers `said` with `status`, and keeps what it was sent."""

    status, said, location = 200, b"", ""
    heard: ClassVar[list[tuple[str, str, str]]] = []
    silent = 0

    def do_GET(self) -> None:
        self._answer()

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        self._answer()

    def _answer(self) -> None:
        self.heard.append((self.path, self.headers.get("Authorization", ""), self.headers.get("Idempotency-Key", "")))
        if type(self).silent:
            type(self).silent -= 1
            return
        self.send_response(self.status)
        if self.location:
            self.send_header("Location", self.location)
        self.send_header("Content-Length", str(len(self.said)))
        self.end_headers()
        self.wfile.write(self.said)

    def log_message(self, *_: object) -> None:
        pass


@contextlib.contextmanager
def odd(status: int, said: bytes, location: str = "", silent: int = 0) -> Iterator[tuple[str, type[Odd]]]:
    """Such a server, until the block ends."""
    kind = type("Other", (Odd,), {"status": status, "said": said, "location": location, "heard": [], "silent": silent})
    with http.server.HTTPServer(("127.0.0.1", 0), kind) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/n/talks", kind
        finally:
            server.shutdown()
            thread.join()


@pytest.mark.parametrize(
    ("status", "said"),
    [
        (200, b""), (200, b"<html>"), (200, b"[]"), (200, b'{"person": 1, "party": ""}'), (200, b"\xff"),
        (200, b"[" * 100_000), (500, b"oh"), (422, b'{"detail": 1}'), (502, b"\xff\x1b[2J"),
        (422, b'{"detail": "two\\nlines \\u001b[2J"}'),
    ],
)  # fmt: skip
def test_whatever_a_server_answers_a_command_ends_in_one_sentence(status: int, said: bytes) -> None:
    with odd(status, said) as (address, _):
        assert sentence(typed("--server", address, "status"))


def test_a_record_that_does_not_hold_is_one_sentence() -> None:
    with odd(200, b'{"person": "ann", "party": "ash"}\nnot a record') as (address, _):
        assert sentence(typed("--server", address, "status"))


def test_a_redirection_is_not_followed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(remote.KEY, "onetext_0123456789ab_secret")
    with odd(200, b"{}") as (elsewhere, other), odd(302, b"", elsewhere) as (address, first):
        assert "302" in sentence(typed("--server", address, "status"))
    assert len(first.heard) == 1
    assert other.heard == []


def test_a_call_without_a_reply_is_sent_once_more_under_the_same_key() -> None:
    with odd(201, b'[{"id": "a"}]', silent=1) as (address, kind):
        assert remote.Server(address, "").hand_in() == ("a",)
    (first, _, one), (again, _, other) = kind.heard
    assert first == again
    assert one == other != ""


def test_a_call_that_is_never_replied_to_is_not_sent_for_ever() -> None:
    refused = pytest.raises(remote.NoReply, match="nothing is known to be recorded")
    with odd(201, b"", silent=9) as (address, kind), refused:
        remote.Server(address, "").hand_in()
    assert len(kind.heard) == 2
