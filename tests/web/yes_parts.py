"""Steps on the way to yes that the tests of its pages and doors share."""

from harbour import Harbour
from onetext.process import actors, texts
from onetext.process.signoff import Approver, Gate, Order, bound
from onetext.record.act import Act
from onetext.web.asked import Asked


def asked(name: str = "keeper", as_of: str = "", **query: str) -> Asked:
    """A question to a page as a party, or as the keeper."""
    words = {word: (value,) for word, value in query.items()}
    return Asked("harbour", name, "" if name == "keeper" else name, as_of=as_of, query=words)


def office(harbour: Harbour, slug: str) -> Approver:
    """The mayor's office of a party."""
    return Approver(office=harbour.view().find(f"office-{slug}", actors.Office).id)


def both_mayors_before_cedar(harbour: Harbour) -> Act[Order]:
    """The text is put to Cedar only after both mayors have approved it."""
    gate = Gate((office(harbour, "ash"), office(harbour, "birch")), "the mayors")
    return harbour.do(Order((gate,), ("cedar",)))


def head_words(harbour: Harbour) -> str:
    """The fingerprint of the present words."""
    head = texts.head(harbour.view())
    assert head is not None
    return bound(harbour.view(), head).words
