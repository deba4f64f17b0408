"""Commands about a database that holds many negotiations for a server."""

from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

import click

from onetext.cli import files
from onetext.process import every_subject
from onetext.record.audience import THE_KEEPER
from onetext.record.errors import FormatError
from onetext.record.evidence import exported
from onetext.record.portable import import_record
from onetext.record.record import Record

DSN = click.option(
    "--database",
    envvar="ONETEXT_DATABASE",
    required=True,
    metavar="DSN",
    help="The database, as postgresql://USER@HOST/NAME.",
)
NAME = click.option("--name", required=True, metavar="NAME", help="The negotiation's short name in addresses.")


@click.group()
def server() -> None:
    """Keep many negotiations in one PostgreSQL database.

    onetext server prepare --database postgresql://owner@/talks --app-role onetext
    onetext server import fishery.onetext --database postgresql://onetext@/talks --name fishery
    onetext serve --database postgresql://onetext@/talks
    """


@server.command()
@DSN
@click.option("--app-role", required=True, metavar="ROLE", help="The role with which servers connect; not the owner.")
def prepare(database: str, app_role: str) -> None:
    """Make or renew a database's tables, as its owner.

    Repeat it after an update of onetext. The role exists and owns nothing.

    onetext server prepare --database postgresql://owner@/talks --app-role onetext
    """
    from onetext.web import serving  # noqa: PLC0415  no other command needs a web server

    serving.prepare_database(database, app_role)
    click.echo(f"The database is prepared; {app_role} can serve it.")


@server.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@DSN
@NAME
def import_(file: Path, database: str, name: str) -> None:
    """Put a record, or an export of one, into the database.

    Nothing is put in unless every line holds.

    onetext server import fishery.onetext --database postgresql://onetext@/talks --name fishery
    """
    from onetext.record import postgres  # noqa: PLC0415  no command on files needs it

    with TemporaryDirectory(prefix="onetext-") as folder:
        lines = Path(folder) / "record.jsonl"
        try:
            with Record.open(file, every_subject()) as record:
                files.write_new(lines, exported(record, THE_KEEPER))
        except FormatError:
            lines = file  # no record: then an export, or a refusal that says what it is
        import_record(lines, partial(postgres.building, database, name))
    click.echo(f"The database holds {name}.")


@server.command()
@DSN
@NAME
@click.option("-o", "--output", required=True, type=click.Path(path_type=Path), help="Write to this new file.")
def export(database: str, name: str, output: Path) -> None:
    """Write a negotiation of the database as JSON lines, whole, as its keeper sees it.

    onetext server export --database postgresql://onetext@/talks --name fishery -o fishery.jsonl
    """
    from onetext.record.postgres import PostgresLog  # noqa: PLC0415  no command on files needs it

    with Record(PostgresLog.open(database, name), every_subject()) as record:
        files.write_new(output, exported(record, THE_KEEPER))
    click.echo(f"{output} holds the record.")


COMMANDS = (server,)
