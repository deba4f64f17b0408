"""The tree of commands."""

from collections.abc import Iterator

import click

from onetext.cli import onetext

# These start or keep a server, in a process that is set up for it; their own tests call them wrongly, too.
OF_A_SERVER = frozenset({"account", "demo", "serve", "server"})


def every_command(
    group: click.Group = onetext, path: tuple[str, ...] = ()
) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    """Every command below a group with the words that call it, groups too."""
    for name, command in sorted(group.commands.items()):
        yield (*path, name), command
        if isinstance(command, click.Group):
            yield from every_command(command, (*path, name))


def commands_of_a_record() -> Iterator[tuple[tuple[str, ...], click.Command]]:
    """Every command but those of a server."""
    return ((path, command) for path, command in every_command() if path[0] not in OF_A_SERVER)


def reading_commands() -> Iterator[tuple[tuple[str, ...], click.Command]]:
    """Every command that shows something: each takes --as-of."""
    for path, command in every_command():
        if any(option.name == "as_of" for option in command.params):
            yield path, command


def showing_commands() -> Iterator[tuple[tuple[str, ...], click.Command]]:
    """Every reading command, and every other that shows something when it is called alone."""
    for path, command in every_command():
        reads = any(option.name == "as_of" for option in command.params)
        alone = not any(option.required for option in command.params)
        looks = any(option.name == "viewer" for option in command.params)
        if reads or (alone and looks):
            yield path, command
