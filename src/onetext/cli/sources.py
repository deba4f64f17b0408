"""Commands about sources: the documents that reported facts are taken from."""

import hashlib
from pathlib import Path

import click

from onetext.cli.desk import Desk, acts, shows
from onetext.cli.page import Page, lines, table
from onetext.process import moments, sources
from onetext.record.act import Act
from onetext.record.audience import PUBLIC
from onetext.record.errors import RecordError, refuse
from onetext.record.view import View


@click.group(invoke_without_command=True)
@shows
def source(desk: Desk) -> None:
    """Documents that reported facts rest on, each with its hash.

    onetext source
    onetext source add "BBC News" "A title" --retrieved 2025-11-25 --document page.txt --name bbc
    """
    if click.get_current_context().invoked_subcommand is None:
        desk.show(listing(desk.look()))


def listing(view: View) -> Page:
    """Every registered document."""
    found = sources.documents(view)
    if not found:
        return Page("No documents are registered", (lines("Add one with “onetext source add OUTLET TITLE”."),), [])
    rows = [
        (
            act.handle,
            act.body.outlet,
            act.body.published.isoformat() if act.body.published else "unknown",
            act.body.retrieved.isoformat(),
            f"{act.body.title}  {act.body.url}".strip(),
        )
        for act in found
    ]
    return Page(
        "Sources",
        (table(("name", "outlet", "published", "retrieved", "title"), rows),),
        [_data(act) for act in found],
    )


def _data(act: Act[sources.Register]) -> dict[str, object]:
    body = act.body
    return {
        "id": act.id,
        "name": act.name,
        "outlet": body.outlet,
        "title": body.title,
        "published": body.published,
        "retrieved": body.retrieved,
        "url": body.url,
        "sha256": body.digest,
    }


@source.command()
@acts
@click.argument("outlet")
@click.argument("title")
@click.option("--published", metavar="DATE", help="The day on which it was published, if known.")
@click.option("--retrieved", metavar="DATE", required=True, help="The day on which you retrieved it.")
@click.option("--url", default="", help="Where it was found.")
@click.option("--digest", metavar="HEX", help="The SHA-256 of the document as retrieved.")
@click.option("--document", metavar="FILE", help="The document as retrieved: its SHA-256 is computed from it.")
def add(
    desk: Desk,
    outlet: str,
    title: str,
    published: str | None,
    retrieved: str,
    url: str,
    digest: str | None,
    document: str | None,
) -> None:
    """Register a document, so that reported facts can cite it by its name.

    onetext source add "Reuters" "Ministers meet" --retrieved 2025-11-25 --document page.txt --name reuters
    """
    if (digest is None) == (document is None):
        refuse("Give either the document itself (--document FILE) or its SHA-256 (--digest HEX).")
    with desk.acting() as at:
        body = sources.Register(
            outlet,
            title,
            moments.day(retrieved),
            digest.lower() if digest is not None else sha256_of(desk.path(document or "")),
            moments.day_or_none(published),
            url,
        )
        readers = {} if desk.said.get("to") else {"audience": PUBLIC}
        at.do(body, said=f"The document “{title}” ({outlet}) is registered", **readers)


def sha256_of(path: Path) -> str:
    """The SHA-256 of a file, in hex. Raises RecordError when it cannot be read."""
    return hashlib.sha256(read_bytes(path)).hexdigest()


def read_bytes(path: Path) -> bytes:
    """A file that a command was given. Raises RecordError when it cannot be read."""
    if path.is_char_device() or path.is_block_device():
        raise RecordError(f"{path} is a device, which has no end: name a file.")
    try:
        return path.read_bytes()
    except OSError as error:
        raise RecordError(f"{path} cannot be read: {error.strerror}; check the name of the file.") from error


COMMANDS = (source,)
