"""Who may see an act, and who is looking."""

from collections.abc import Iterable
from dataclasses import dataclass

Audience = tuple[str, ...]
PUBLIC: Audience = ("*",)
KEEPER = "keeper"


def audience(names: Iterable[str]) -> Audience:
    """The audience of the named actors, in its one canonical form: sorted, each once; "*" is everybody."""
    found = tuple(sorted(set(names)))
    if not found:
        raise ValueError("An audience needs at least one reader.")
    return PUBLIC if "*" in found else found


def covers(readers: Audience, others: Audience) -> bool:
    """Whether everybody among `others` may see an act with these readers."""
    return readers == PUBLIC or set(others) - {KEEPER} <= set(readers)


def log_name(readers: Audience) -> str:
    """The name of the log in which acts with exactly these readers are kept."""
    return "+".join(readers)


def readers_of(log: str) -> Audience:
    """The audience whose acts a log holds, from its name."""
    return tuple(log.split("+"))


@dataclass(frozen=True, slots=True)
class Viewer:
    """Somebody who looks: an actor by its slug, the public, or the keeper of the file, who holds all of it."""

    name: str

    def admits(self, readers: Audience) -> bool:
        """Whether an act with these readers may be seen."""
        return readers == PUBLIC or self.name == KEEPER or self.name in readers


THE_PUBLIC = Viewer("public")
THE_KEEPER = Viewer(KEEPER)
