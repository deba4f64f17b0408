"""Every command, called wrongly in every way that can be made up: never a traceback, and no act by accident."""

import os
import random
from pathlib import Path

import click
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tree import commands_of_a_record
from typed import sentence, typed

COMMANDS = {" ".join(path): command for path, command in commands_of_a_record()}
GARBAGE = [
    *(
        "1",
        "2",
        "99",
        "-1",
        "9" * 40,
        "1e999",
        "NaN",
        "",
        " ",
        "ash",
        "birch",
        "norway",
        "v0",
        "dredge",
        "quiet",
        "daily",
    ),
    *(
        "--as",
        "--as=birch",
        "--as=norway",
        "--json",
        "--html",
        "--source=daily",
        "--quote=q",
        "--place=p",
        "--to=table",
    ),
    *(
        "--when=2025-02-30",
        "--when=before quiet",
        "--as-of=2025-01-07",
        "--known=2025-01-06",
        "--name=x",
        "--",
        "-",
        "-f",
    ),
    *(
        "a,b",
        ",",
        "=",
        "a=b",
        "[",
        "{}",
        "a:b",
        "..",
        "/",
        "\\",
        "'",
        '"',
        "*",
        "%s",
        "{0}",
        "\x1b[2J",
        "\n",
        "\u202e",
        "é",
    ),
    *(
        "2025-01-07",
        "2025-01-07T09:00",
        "2025-01-01..2025-01-03",
        "unknown",
        "open",
        "3 days after dredge",
        "٣",
        "\U0001d7d9",
        "½",
    ),
]
CALLS = 20 if os.environ.get("CI") else 3
EXAMPLES = 1_000 if os.environ.get("CI") else 100


@pytest.mark.parametrize("called", COMMANDS)
def test_alone_it_shows_something_or_says_what_is_missing(talks: Path, called: str) -> None:
    before = talks.read_bytes()
    answer = typed(*called.split())
    if answer.code:
        sentence(answer)
    assert talks.read_bytes() == before


@pytest.mark.parametrize("called", COMMANDS)
@pytest.mark.parametrize("word", ["--bogus", "-Z", "--=", "--bogus=1"])
def test_an_unknown_option_is_named(talks: Path, called: str, word: str) -> None:
    before = talks.read_bytes()
    assert "option" in sentence(typed(*called.split(), word)).lower()
    assert talks.read_bytes() == before


@pytest.mark.parametrize("called", COMMANDS)
def test_garbage_ends_in_an_answer_or_a_sentence(talks: Path, called: str) -> None:
    whole, pick = talks.read_bytes(), random.Random(called)
    for _ in range(CALLS):
        _answers([*called.split(), *pick.choices(GARBAGE, k=pick.randrange(1, 20))], talks, whole)
        _answers([*called.split(), *_filled(COMMANDS[called], GARBAGE, pick)], talks, whole)


@settings(max_examples=EXAMPLES, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    called=st.sampled_from(sorted(COMMANDS)),
    seed=st.integers(0, 2**32),
    garbage=st.lists(st.one_of(st.text(max_size=12), st.sampled_from(GARBAGE)), min_size=1, max_size=50),
)
def test_any_words_end_in_an_answer_or_a_sentence(talks: Path, called: str, seed: int, garbage: list[str]) -> None:
    whole = talks.read_bytes()
    _answers([*called.split(), *(word for word in garbage if "\0" not in word)], talks, whole)
    _answers([*called.split(), *_filled(COMMANDS[called], garbage, random.Random(seed))], talks, whole)


def _filled(command: click.Command, garbage: list[str], pick: random.Random) -> list[str]:
    """A word for each argument, and for each option that must be there and some that may."""
    words: list[str] = []
    for parameter in command.params:
        word = pick.choice(garbage).replace("\0", "")
        if isinstance(parameter.type, click.Choice) and pick.random() < 0.9:
            word = pick.choice(list(parameter.type.choices))
        if isinstance(parameter, click.Argument):
            words += [word] * (max(1, parameter.nargs) if parameter.required or pick.random() < 0.5 else 0)
        elif parameter.name not in {"file", "help"} and (parameter.required or pick.random() < 0.2):
            words.append(parameter.opts[0] if getattr(parameter, "is_flag", False) else f"{parameter.opts[-1]}={word}")
    return words


def _answers(words: list[str], talks: Path, whole: bytes) -> None:
    """An answer; or one sentence and the record as it was. What was done is undone for the next one."""
    here = sorted(talks.parent.iterdir())
    answer = typed(*words)
    if answer.code == 2:
        sentence(answer)
        assert talks.read_bytes() == whole, words
    else:
        assert answer.code in {0, 1}, words
        talks.write_bytes(whole)
    for path in talks.parent.iterdir():
        if path not in here and path.is_file():
            path.unlink()
