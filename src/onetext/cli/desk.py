"""The desk at which a command works: which file, whose eyes, which moment; and how an act is handed in."""

import functools
import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Concatenate, NamedTuple, ParamSpec

import click

from onetext.cli import files, remote
from onetext.cli.html import as_html
from onetext.cli.page import Page, as_json, lines, print_page
from onetext.cli.replay import REPLAY
from onetext.process import actors, addressing, every_subject, moments, negotiation, sources
from onetext.record.act import Act, Basis, Own, Reported
from onetext.record.audience import KEEPER, Audience, Viewer
from onetext.record.errors import refuse
from onetext.record.record import Draft, Record, visible_logs
from onetext.record.view import View

P = ParamSpec("P")
Command = Callable[Concatenate["Desk", P], None]


NOT_KEPT = "Tried on a copy of the example; nothing is kept. To go on: onetext example NAME FILE"


@dataclass(frozen=True)
class Desk:
    """What a command was told besides its own options. `said` holds the options of an act, as they were typed."""

    file: str | None = None
    server: str | None = None
    viewer: str | None = None
    as_of: str | None = None
    as_json: bool = False
    as_html: bool = False
    said: dict[str, Any] = field(default_factory=dict)
    settled: list["Identity"] = field(default_factory=list, compare=False, repr=False)

    @contextmanager
    def record(self) -> Iterator[Record]:
        """The open record. Raises Refused where whoever --as names is nobody in it, or may not act for the party."""
        replay = REPLAY.get()
        if replay is not None:
            self._settle(replay.record)
            yield replay.record
            return
        with self._opened() as record:
            self._settle(record)
            yield record

    def _opened(self) -> AbstractContextManager[Record]:
        if self.on_a_server():
            return remote.opened(self.server or os.environ[remote.SERVER])
        return Record.open(files.find(self.file), every_subject())

    def on_a_server(self) -> bool:
        """Whether the record is one on a server: named with --server, or by the environment where no file is named."""
        return bool(self.server or (os.environ.get(remote.SERVER) and not self.file))

    def _settle(self, record: Record) -> None:
        if not self.settled:
            self.settled.append(identity(record, self.viewer))

    def identity(self) -> "Identity":
        """Who sits at the desk, as the record knows them."""
        if not self.settled:
            with self.record():
                pass
        return self.settled[0]

    def path(self, name: str) -> Path:
        """A file that a command was given; in a script, beside the script."""
        replay = REPLAY.get()
        return (replay.folder / name) if replay else Path(name)

    def look(self) -> View:
        """What the viewer sees at the moment that was asked for."""
        with self.record() as record:
            return self.view(record)

    def view(self, record: Record) -> View:
        """The same, of a record that is open already."""
        viewer = self.who()
        view = record.view(viewer)
        if self.as_of is None:
            return view
        return record.view(viewer, moments.as_of(self.as_of, negotiation.zone(view)))

    def who(self) -> Viewer:
        """Whose eyes: a party's, also for a person acting for it ("rubio/us"); the keeper's of the file unless said."""
        person, party = self.identity()
        return Viewer(party or person)

    def show(self, page: Page) -> None:
        """Write a page to standard output."""
        if self.as_json:
            sys.stdout.write(as_json(page))
        elif self.as_html:
            sys.stdout.write(as_html(page))
        else:
            print_page(page)

    @contextmanager
    def acting(self) -> Iterator["Acting"]:
        """The record, open for acts by the author whom --as names (the keeper unless said).

        A shipped example is only tried on: the act is done on a copy, which is not kept.
        """
        if REPLAY.get() is None and not self.on_a_server() and files.is_example(path := files.find(self.file)):
            with tempfile.TemporaryDirectory() as folder:
                copy = shutil.copy(path, Path(folder) / path.name)
                with replace(self, file=str(copy)).record() as record:
                    yield Acting(self, record, record.view(self.who()), NOT_KEPT)
        else:
            with self.record() as record:
                yield Acting(self, record, record.view(self.who()), "")


@dataclass(frozen=True)
class Acting:
    """An author at work: `view` is what the author sees; `do` hands in acts, all or none."""

    desk: Desk
    record: Record
    view: View
    note: str

    def do(self, *bodies: object, said: str, **others: Any) -> tuple[Act[Any], ...]:
        """Hand in acts with the options that were typed, and say in one sentence what was done.

        `others` are fields of every Draft that replace what the options say (`audience`, `name`, `happened` …).
        """
        first, *rest = bodies
        draft = replace(self.draft(first), **others)
        acts = self.record.submit(draft, *(replace(draft, body=body, name="") for body in rest))
        self.tell(acts[0], said)
        return acts

    def tell(self, act: Act[Any], said: str) -> None:
        """Say in one sentence what was done; a script that is played says nothing."""
        if REPLAY.get() is None:
            note = (lines(self.note),) if self.note else ()
            told = {"id": act.id, "name": act.name, "kind": act.kind, "said": said}
            self.desk.show(Page(f"{said}  [{act.handle}]", note, told))

    def draft(self, body: object) -> Draft:
        """The draft of an act, as its options say it."""
        said = self.desk.said
        zone = negotiation.zone(self.view)
        basis = self._basis()
        person, party = self.desk.identity()
        known = None
        if isinstance(basis, Reported):
            source = basis.source
            published = said.get("known") or (source.published or source.retrieved).isoformat()
            known = moments.as_of(published, zone)
        elif said.get("known"):
            refuse("--known goes with --source: one's own act is known when it is done.")
        return Draft(
            body=body,
            author=person,
            party=party or ("" if person == KEEPER else person),
            name=said.get("name") or "",
            happened=moments.when(said.get("when") or "unknown", self.view, zone),
            known=known,
            basis=basis,
            audience=self._audience(basis),
        )

    def _basis(self) -> Basis:
        said = self.desk.said
        if said.get("source") is None:
            if said.get("quote") or said.get("place"):
                refuse("A quotation needs its document: name it with --source.")
            return Own()
        document = self.view.find(said["source"], sources.Register)
        return Reported(sources.citation(document, said.get("quote") or "", said.get("place") or ""))

    def _audience(self, basis: Basis) -> Audience:
        to = self.desk.said.get("to")
        if to is not None:
            return addressing.readers(self.view, to)
        return addressing.usual_readers(self.view, basis)


class Identity(NamedTuple):
    """Who looks or acts: an actor for itself, or a person for a party ("" where it is for itself)."""

    person: str
    party: str


def identity(record: Record, typed: str | None) -> Identity:
    """Who is meant by what was typed after --as; without it the keeper of the file.

    A person who may act for exactly one actor at the table acts for it; one to whom something is addressed by its own
    name, and whatever is no person, is only taken for another when that is said. Raises Refused for an empty name, for
    one that is not in the record, and for a person who may not act for the party. On a server it is whoever the key is
    for.
    """
    if isinstance(record, remote.RemoteRecord):
        if typed is not None and typed not in {record.person, record.party, f"{record.person}/{record.party}"}:
            refuse(f"On a server one is who one's key is for, {record.person}; leave --as out.")
        return Identity(record.person, record.party)
    if typed is None or typed in {KEEPER, "public"}:
        return Identity(typed or KEEPER, "")
    person, slash, party = typed.partition("/")
    if not person or (slash and not party):
        refuse("Say after --as who looks or acts: an actor, or PERSON/PARTY; without --as it is the keeper.")
    view = record.view(Viewer(party or person))
    day = actors.today(view)
    if party:
        actors.may_act_for(view, person, party, day)
        return Identity(person, party)
    is_person = actors.known(view, person).body.kind == "person"
    seated = [actor for actor in actors.acts_for(view, person, day) if actors.role(view, actor) != "away"]
    is_reader = visible_logs(record, Viewer(person)) - visible_logs(record, Viewer("public"))
    alone = is_person and not is_reader and len(seated) == 1 and actors.role(view, person) == "away"
    return Identity(person, seated[0] if alone else "")


_FILE = click.option("-f", "--file", help="The record: a file, or an example (geneva, harbour).")
_SERVER = click.option("--server", metavar="URL", help="A record on a server, such as https://HOST/n/NAME.")
_JSON = click.option("--json", "as_json", is_flag=True, help="Write JSON for a program.")
_HTML = click.option("--html", "as_html", is_flag=True, help="Write a web page to share or print.")
_READING = (
    _FILE,
    _SERVER,
    click.option("--as", "viewer", metavar="ACTOR", help="See what this actor may see (or: public)."),
    click.option("--as-of", "as_of", metavar="DATE", help="See what was known by then."),
    _JSON,
    _HTML,
)
_ACTING = (
    _FILE,
    _SERVER,
    click.option("--as", "viewer", metavar="ACTOR", help="Act as this actor (PERSON/PARTY for a delegate)."),
    click.option(
        "--to",
        metavar="READERS",
        help="Who may read it: public, table, or actors with commas; without it the usual ones.",
    ),
    click.option("--name", help="A short name to refer to it by."),
    click.option("--when", metavar="MOMENT", help="When it happened: a date, “DATE morning”, “before NAME” …"),
    click.option("--source", metavar="NAME", help="The document that reports it (see “onetext source”)."),
    click.option("--quote", help="A short quotation from it."),
    click.option("--place", help="Where in it, such as “paragraph 5”."),
    click.option("--known", metavar="DATE", help="Since when it was known, if not since the document was published."),
    _JSON,
)
_OWN = ("to", "name", "when", "source", "quote", "place", "known")


def shows(command: Command[P]) -> Callable[..., None]:
    """Make a function of a desk a command that shows something: with -f, --as, --as-of and --json."""

    @functools.wraps(command)
    @click.pass_context
    def run(context: click.Context, /, *args: Any, **options: Any) -> None:
        command(_desk(context, options), *args, **options)

    return _with(run, _READING)


def acts(command: Command[P]) -> Callable[..., None]:
    """Make a function of a desk a command that adds an act: with -f, --as, --to, --source and the rest."""

    @functools.wraps(command)
    @click.pass_context
    def run(context: click.Context, /, *args: Any, **options: Any) -> None:
        desk = _desk(context, options)
        said = {name: options.pop(name) for name in _OWN}
        command(replace(desk, said=said), *args, **options)

    return _with(run, _ACTING)


def _with(command: Callable[..., None], options: tuple[Callable[[Any], Any], ...]) -> Callable[..., None]:
    """Add options that many commands share, behind those of the command itself (click keeps them last first)."""
    own = command.__dict__.pop("__click_params__", [])
    for option in reversed(options):
        command = option(command)
    command.__dict__["__click_params__"] += own
    return command


def _desk(context: click.Context, options: dict[str, Any]) -> Desk:
    """The options of the command itself, over those given before it."""
    above = context.obj or {}
    file, server, viewer, as_of = (_given(options, above, name) for name in ("file", "server", "viewer", "as_of"))
    to_json, to_html = (options.pop(name, False) or above.get(name, False) for name in ("as_json", "as_html"))
    return Desk(file, server, viewer, as_of, to_json, to_html)


def _given(options: dict[str, Any], above: Mapping[str, Any], name: str) -> str | None:
    """What was typed for an option, "" included: an unset variable in a script must not pass for an option left out."""
    found: str | None = options.pop(name, None)
    return above.get(name) if found is None else found
