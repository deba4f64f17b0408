"""Whose a document's changes are: the actors of a record that the names of its authors mean."""

from collections.abc import Iterable, Mapping, Sequence

from onetext.process import actors
from onetext.record.errors import refuse
from onetext.record.view import View
from onetext.sentences import Sentence, listed, say

BETWEEN = ", "


def whose(view: View, authors: Iterable[str], said: Sequence[str] = ()) -> dict[str, tuple[str, ...]]:
    """For each author the actors that are meant: as `said` ("J. Smith=us"), else by their name or slug.

    A person who acts for one party means that party; names with commas between them mean all of these together.
    Raises Refused, with a list, where an author is nobody in the record.
    """
    found = {author: meant(view, author, said) for author in dict.fromkeys(authors)}
    unknown = [author for author, slugs in found.items() if not slugs]
    if unknown:
        seated = ", ".join(actors.seated(view)) or "nobody is seated"
        refuse(
            "Whose changes are those of {names}? Say for each whose they are.",
            names=_quoted(unknown),
            typed=f"--author “{unknown[0]}=PARTY”; seated: {seated}",
        )
    return found


def heard(names: Iterable[str], said: Sequence[str]) -> None:
    """Refuse what was `said` of a name that is none of these in a document: it was mistyped, and would do nothing."""
    there = dict.fromkeys(names)
    known = {_plain(name) for name in there}
    for entry in said:
        name = entry.rpartition("=")[0]
        if name and _plain(name) not in known:
            if not there:
                refuse("“{name}” changes or says nothing in the document; nobody does.", name=name)
            refuse(
                "“{name}” changes or says nothing in the document; those who do are: {names}.",
                name=name,
                names=_quoted(there),
            )


def meant(view: View, author: str, said: Sequence[str] = ()) -> tuple[str, ...]:
    """The actors that a name, or several with commas between them, means; none where one of them is nobody."""
    told = _told(view, said).get(_plain(author))
    alone = _actor(view, author)
    if told or alone:
        return told or (alone,)
    several = [_actor(view, name) for name in author.split(BETWEEN)]
    return tuple(dict.fromkeys(several)) if all(several) else ()


def _quoted(names: Iterable[str]) -> Sentence:
    return listed(say("“{words}”", words=name) for name in names)


def _plain(name: str) -> str:
    return " ".join(name.split()).casefold()


def _told(view: View, said: Sequence[str]) -> Mapping[str, tuple[str, ...]]:
    found = {}
    for entry in said:
        name, equals, slugs = entry.rpartition("=")
        if not equals or not slugs.strip(" ,"):
            refuse(
                "“{words}” does not say whose changes these are; name an actor.",
                words=entry,
                typed="NAME=ACTOR, as in “J. Smith=north”",
            )
        named = dict.fromkeys(slug.strip() for slug in slugs.split(",") if slug.strip())
        found[_plain(name)] = tuple(actors.known(view, slug).body.slug for slug in named)
    return found


def _actor(view: View, name: str) -> str:
    """The slug of the actor, or of the one party that the person acts for; "" for nobody, or more than one."""
    wanted = _plain(name)
    alike = [a.body for a in actors.everybody(view) if wanted in {a.body.slug, _plain(a.body.name)}]
    if len(alike) != 1:
        return ""
    slug = alike[0].slug
    parties = [party for party in actors.acts_for(view, slug, actors.today(view)) if actors.role(view, party) != "away"]
    return parties[0] if len(parties) == 1 and actors.role(view, slug) == "away" else slug
