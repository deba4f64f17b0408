"""The command line: one face of the same calls that every other face makes. It holds no rules."""

import functools
import gc
import importlib
import inspect
import os
import pkgutil
import sys
from collections.abc import Callable, Sequence
from typing import Any, NoReturn

import click

from onetext import __version__
from onetext.cli.hints import hint, told
from onetext.cli.page import printable
from onetext.record.errors import RecordError

FAULT = 2
GARBAGE = 50_000, 20, 100
"""How many new objects to look for garbage among: what a command makes is nearly all needed until it ends."""

SECTIONS = {
    "To see how things stand": "status show open who due timeline conflicts check log "
    "compare provenance streamline threeway demo",
    "The one text": "text amend settle align witnesses point area room send document comment",
    "Who stands where": "actor stance redline interest item retained track consent preference",
    "The order of yes": "signoff present presented silence deadline offer window round joint",
    "The public record": "source statement claim verification contact leak tag tags",
    "The record": "new example play correct withdraw erase verify checkpoint export import manual",
    "On pages, for many people": "serve account server",
}


class Root(click.Group):
    """The commands, under the headings of what they are about."""

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write each command with its first sentence below its heading."""
        for heading, names in SECTIONS.items():
            with formatter.section(heading):
                width = formatter.width - 20
                found = ((name, self.get_command(ctx, name)) for name in names.split())
                formatter.write_dl([(name, command.get_short_help_str(width)) for name, command in found if command])


@click.group(cls=Root, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 80})
@click.version_option(__version__, message="onetext %(version)s")
@click.option("-f", "--file", help="The record: a file, or an example (geneva, harbour).")
@click.option("--server", metavar="URL", help="A record on a server, such as https://HOST/n/NAME.")
@click.option("--as", "viewer", metavar="ACTOR", help="See or act as this actor.")
@click.option("--as-of", "as_of", metavar="DATE", help="See what was known by then.")
@click.option("--json", "as_json", is_flag=True, help="Write JSON for a program.")
@click.option("--html", "as_html", is_flag=True, help="Write a web page to share or print.")
@click.pass_context
def onetext(context: click.Context, /, **options: Any) -> None:
    """Negotiate one text among many parties, and follow a negotiation.

    A noun alone shows (“onetext deadline”); a noun with a verb acts
    (“onetext deadline set …”). Every command has --help with examples.
    """
    context.obj = options
    gc.set_threshold(*GARBAGE)


def main() -> None:
    """Run a command. A fault that a person can mend ends in one sentence and exit code 2."""
    try:
        _legible(sys.argv)
        onetext.main(prog_name="onetext", standalone_mode=False)
        sys.stdout.flush()
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.ctx.get_help())
    except (click.ClickException, RecordError) as error:
        _fail(sentence(error, sys.argv[1:]))
    except (click.Abort, KeyboardInterrupt):
        _fail("Stopped; nothing was recorded.")
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except OSError as error:
        _fail(f"{error.filename or 'The file'} could not be used: {error.strerror}.")


def sentence(error: click.ClickException | RecordError, words: Sequence[str] = ()) -> str:
    """What went wrong, in one sentence, with how the way out is typed; `words` is what was typed."""
    if not isinstance(error, click.ClickException):
        return told(error)
    meant = hint(error, words) if isinstance(error, click.UsageError) else ""
    if meant:
        return f"{error.message.rstrip('.')}; did you mean “onetext {meant}”?"
    said = " ".join(error.format_message().split()).rstrip(".")
    if said.startswith("Got unexpected extra argument") and any(word.endswith(",") for word in words):
        said += "; write a list without spaces, as in “ash,birch”"
    if isinstance(error, click.UsageError) and error.ctx is not None:
        return f"{said}; see “{error.ctx.command_path} --help”."
    return f"{said}."


def _fail(said: str) -> NoReturn:
    click.echo(f"onetext: {printable(said, breaks=False)}", err=True)
    sys.exit(FAULT)


def _legible(words: list[str]) -> None:
    """Refuse words that were not typed in UTF-8: they could be kept in no record."""
    for word in words:
        try:
            word.encode()
        except UnicodeEncodeError as error:
            raise RecordError(f"A word that was typed is not valid UTF-8: {word!a}.") from error


def _set_examples(command: click.Command) -> None:
    """Keep the lines of the examples in a command's help as they are written."""
    paragraphs = inspect.cleandoc(command.help or "").split("\n\n")
    command.help = "\n\n".join(f"\b\n{text}" if text.startswith("onetext ") else text for text in paragraphs)
    if isinstance(command, click.Group):
        for inner in command.commands.values():
            _set_examples(inner)


def _only_here(command: click.Command) -> None:
    """Let every command that works on this machine alone say so where a server is named."""
    if isinstance(command, click.Group):
        for inner in command.commands.values():
            _only_here(inner)
    elif command.callback is not None and not any(option.name == "server" for option in command.params):
        command.callback = _refusing_servers(command.callback)


def _refusing_servers(callback: Callable[..., Any]) -> Callable[..., Any]:
    @functools.wraps(callback)
    def run(*args: Any, **options: Any) -> Any:
        context = click.get_current_context()
        if (context.find_root().obj or {}).get("server"):
            name = context.command_path.partition(" ")[2]
            raise RecordError(f"“{name}” works on this machine alone, not on a record on a server: leave --server out.")
        return callback(*args, **options)

    return run


for _found in pkgutil.iter_modules(__path__):
    for _command in getattr(importlib.import_module(f"{__name__}.{_found.name}"), "COMMANDS", ()):
        onetext.add_command(_command)
        _set_examples(_command)
        _only_here(_command)
