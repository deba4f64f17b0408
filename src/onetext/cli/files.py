"""Which file a command works on: one that was named, the only one here, or a shipped example."""

import hashlib
import os
from collections.abc import Iterable
from pathlib import Path

from onetext.record.errors import RecordError
from onetext.record.sqlite import SqliteLog

SUFFIX = ".onetext"
ENVIRONMENT = "ONETEXT_FILE"


def find(named: str | None) -> Path:
    """The record file that is meant. Raises RecordError with one sentence when there is none, or more than one."""
    named = named or os.environ.get(ENVIRONMENT)
    if named:
        return _named(named)
    here = sorted(Path.cwd().glob(f"*{SUFFIX}"))
    if len(here) == 1:
        return here[0]
    if here:
        names = ", ".join(path.name for path in here)
        raise RecordError(f"There is more than one record here ({names}); say which with -f FILE.")
    raise RecordError(f"There is no record here; start one with {_new('FILE')}, or try an example with -f geneva.")


def _named(named: str) -> Path:
    for path in (Path(named), Path(named + SUFFIX)):
        if path.exists():
            return path
    if named in examples():
        return built_example(named)
    raise RecordError(f"There is no record “{named}”; start it with {_new(named)}.")


def _new(name: str) -> str:
    return f'“onetext new {name} --title "…"”'


def write_new(path: Path, chunks: Iterable[bytes]) -> None:
    """Write a new file, whole or not at all. Raises RecordError where there is one already, or no room."""
    try:
        with path.open("xb") as file:
            try:
                file.writelines(chunks)
                file.flush()
            except BaseException:
                path.unlink()
                raise
    except FileExistsError as error:
        raise RecordError(f"{path} exists already and is left as it is; name another file.") from error
    except OSError as error:
        raise RecordError(f"{path} could not be written: {error.strerror}.") from error


def is_example(path: Path) -> bool:
    """Whether a file is a built example, which is there to be read."""
    return path.parent == _cache()


def examples() -> dict[str, Path]:
    """The shipped examples: each a folder of scripts, by name."""
    package = Path(__file__).resolve().parents[1]
    for place in (package / "examples", package.parents[1] / "examples"):
        if place.is_dir():
            return {folder.name: folder for folder in sorted(place.iterdir()) if folder.is_dir()}
    return {}


def scripts(folder: Path) -> tuple[Path, ...]:
    """The scripts of an example, in the order in which they are played."""
    return tuple(sorted(folder.glob("*.script")))


def is_built(name: str) -> bool:
    """Whether a shipped example has been played already."""
    return _built(name).exists()


def built_example(name: str) -> Path:
    """The record of a shipped example, played once from its scripts and then kept in the user's cache."""
    from onetext.cli.play import play  # noqa: PLC0415  playing runs every command, and commands find files

    path = _built(name)
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        play(scripts(examples()[name]), path)
    return path


def _built(name: str) -> Path:
    return _cache() / f"{name}-{_digest(examples()[name])}{SUFFIX}"


def _cache() -> Path:
    home = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(home) / "onetext" / "examples"


def _digest(folder: Path) -> str:
    """Changes with the example's files and with the program that plays them."""
    package = Path(__file__).resolve().parents[1]
    digest = hashlib.sha256()
    for path in (*sorted(p for p in folder.rglob("*") if p.is_file()), *sorted(package.rglob("*.py"))):
        digest.update(path.name.encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def refuse_unless_record(path: Path) -> None:
    """Raise RecordError, with the reason, where a file is no record that can be opened."""
    SqliteLog.open(path).close()
