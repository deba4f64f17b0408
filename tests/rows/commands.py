"""Running a command as docs/system.md prints it, in this process."""

import shlex
from dataclasses import dataclass

import click
from click.testing import CliRunner

from onetext.cli import FAULT, onetext, sentence
from onetext.record.errors import RecordError


@dataclass(frozen=True)
class Result:
    """What a command wrote and its exit code; `words` is what it wrote with every run of white space one space."""

    stdout: str
    code: int

    @property
    def words(self) -> str:
        """The output without its line breaks, to look for a sentence in it."""
        return " ".join(self.stdout.split())


def run(command: str) -> Result:
    """Run a line such as "onetext offer -f geneva"; a fault gives its sentence and the exit code that a user gets."""
    program, *words = shlex.split(command)
    assert program == "onetext"
    found = CliRunner().invoke(onetext, words, prog_name=program, standalone_mode=False, catch_exceptions=True)
    if found.exception is None:
        return Result(found.stdout, found.exit_code)
    if isinstance(found.exception, click.ClickException | RecordError):
        return Result(found.stdout + sentence(found.exception, words), FAULT)
    if isinstance(found.exception, SystemExit):
        return Result(found.stdout, found.exit_code)
    raise found.exception
