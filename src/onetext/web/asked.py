"""What somebody asks of a page: of which negotiation, as whom, as of when, with which words in the address."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import quote, urlencode


@dataclass(frozen=True)
class Asked:
    """A question to a page.

    `newest` is the day (ISO, in the record's zone) on which the newest act that this reader may see at present became
    known. `parts` are named pieces of the page's path, `query` the words behind the question mark.
    `seen` is up to which moment (of recording, in ISO form) they have seen what was new; "" where that is not known;
    `marked` says that they marked it so themselves.
    """

    slug: str
    person: str
    party: str = ""
    as_of: str = ""
    newest: str = ""
    parts: Mapping[str, str] = field(default_factory=dict)
    query: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    seen: str = ""
    marked: bool = False

    @property
    def whose(self) -> str:
        """Whose eyes: the party's for which the person is here, else the person's own."""
        return self.party or self.person

    @property
    def may_act(self) -> bool:
        """Whether acts can be handed in from here: not by the public, and not into the past."""
        return self.person != "public" and not self.as_of

    def word(self, name: str, otherwise: str = "") -> str:
        """One word of the query."""
        return (self.query.get(name) or (otherwise,))[-1]

    def words(self, name: str) -> tuple[str, ...]:
        """Every word of the query with this name, empty ones left out."""
        return tuple(filter(None, self.query.get(name, ())))

    def address(self, page: str = "", **query: str) -> str:
        """The address of a page of the same negotiation, as of the same moment."""
        kept = {"as_of": self.as_of, **query}
        words = urlencode({name: value for name, value in kept.items() if value})
        return f"/n/{self.slug}/{page}{'/' if page else ''}{f'?{words}' if words else ''}"

    def file(self, *pieces: str) -> str:
        """The address of a file below the negotiation's own, as of the same moment."""
        path = "/".join(quote(piece, safe="") for piece in pieces)
        words = urlencode({"as_of": self.as_of}) if self.as_of else ""
        return f"/n/{self.slug}/{path}{f'?{words}' if words else ''}"
