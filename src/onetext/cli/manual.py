"""The manual: every command, or every kind of act, as one Markdown page, made from what they are."""

from collections.abc import Iterator

import click

from onetext.cli.acts_page import acts_page

_EVERYWHERE = {
    "file",
    "server",
    "viewer",
    "as_of",
    "as_json",
    "as_html",
    "to",
    "name",
    "when",
    "source",
    "quote",
    "place",
    "known",
}


@click.command()
@click.option("--acts", is_flag=True, help="Print every kind of act and its fields instead.")
@click.pass_context
def manual(context: click.Context, acts: bool) -> None:
    """Print every command as one Markdown page.

    onetext manual > commands.md
    onetext manual --acts > acts.md
    """
    click.echo("\n".join(acts_page() if acts else _page(context.find_root().command)), nl=False)


def _page(root: click.Command) -> Iterator[str]:
    yield "# Commands\n"
    yield "Made by `onetext manual`.\n"
    yield "Every command that shows takes `-f FILE`, `--as ACTOR`, `--as-of DATE`, `--json` and `--html`."
    yield "Every command that acts takes `-f FILE`, `--as ACTOR`, `--to READERS`, `--name`, `--when`, `--source`,"
    yield "`--quote`, `--place`, `--known` and `--json`. Both take `--server URL` in place of"
    yield "`-f FILE`. What is particular to a command is listed with it.\n"
    for name, command in sorted(getattr(root, "commands", {}).items()):
        yield from _command(f"onetext {name}", command, 2)


def _command(path: str, command: click.Command, level: int) -> Iterator[str]:
    context = click.Context(command, info_name=path)
    arguments = " ".join(p.make_metavar(context) for p in command.params if isinstance(p, click.Argument))
    yield f"{'#' * level} `{path}{' ' + arguments if arguments else ''}`\n"
    for paragraph in (command.help or "").split("\n\n"):
        example = paragraph.removeprefix("\b\n")
        yield f"```\n{example}\n```\n" if example.startswith("onetext ") else f"{example}\n"
    shown = [p for p in command.params if isinstance(p, click.Option) and not p.hidden]
    options = [_option(p, context) for p in shown if p.name not in _EVERYWHERE]
    if options:
        yield "\n".join(options) + "\n"
    for name, inner in sorted(getattr(command, "commands", {}).items()):
        yield from _command(f"{path} {name}", inner, 3)


def _option(option: click.Option, context: click.Context) -> str:
    metavar = "" if option.is_flag else f" {option.make_metavar(context)}"
    must = " (needed)" if option.required else ""
    return f"- `{', '.join(option.opts)}{metavar}` {option.help or ''}{must}".rstrip()


COMMANDS = (manual,)
